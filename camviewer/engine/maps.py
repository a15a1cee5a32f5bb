"""One recording and the maps that all chosen methods make of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING, Any

from camviewer.core.errors import InputError
from camviewer.core.params import build
from camviewer.engine.methods import METHODS
from camviewer.engine.methods.spec import Needs, Probe
from camviewer.engine.probe import record
from camviewer.engine.tail import Setting, find_tail, linear_head

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from torch import Tensor

    from camviewer.core.progress import CancelToken
    from camviewer.engine.methods.spec import Method
    from camviewer.engine.probe import Recording
    from camviewer.engine.target import Target


@dataclass(frozen=True)
class Choice:
    """A method and what it is run with.

    Attributes
    ----------
    method
        From the registry.
    params
        An instance of the method's parameter dataclass.
    """

    method: Method
    params: Any


@dataclass(frozen=True, eq=False)
class RawMap:
    """What one method made of one recording.

    Attributes
    ----------
    array : Tensor, (N, *S)
        Float32 on the CPU: raw and signed.
    diagnostics
        Name to one value per sample.
    milliseconds
        Time of the method alone.
    """

    array: Tensor
    diagnostics: Mapping[str, Sequence[float]]
    milliseconds: float


@dataclass(frozen=True, eq=False)
class Study:
    """A recording and the probe that methods get of it.

    Attributes
    ----------
    recording
        What the pass showed.
    probe
        The same in float32, with what the methods need.
    tail_kind
        How the tail is run; empty when no method needs it.
    """

    recording: Recording
    probe: Probe
    tail_kind: str


def choose_methods(
    names: Sequence[str], parameters: Mapping[str, Mapping[str, object]]
) -> tuple[Choice, ...]:
    """Look methods up and build their parameters; a method named twice counts once.

    Raises
    ------
    UnknownNameError
        When a method or a parameter does not exist.
    InputError
        When there is no method, or a parameter's value is not allowed.
    """
    if not names:
        raise InputError("No method was chosen.", hint="Choose at least one.")
    for name in parameters:
        METHODS.get(name)
    methods = [METHODS.get(name) for name in dict.fromkeys(names)]
    return tuple(
        Choice(method, build(method.params, parameters.get(method.name, {})))
        for method in methods
    )


def study(
    setting: Setting,
    target: Target,
    choices: Sequence[Choice],
    *,
    seed: int = 0,
    token: CancelToken | None = None,
) -> Study:
    """Run the network once and gather what the chosen methods need.

    Parameters
    ----------
    setting
        The network, its layer and the input.
    target, seed
        What is explained, and for methods that draw random numbers.
    token
        Looked at whenever a method runs the tail.

    Raises
    ------
    CamViewerError
        As :func:`camviewer.engine.probe.record`.
    """
    needs = reduce(lambda one, other: one | other.method.needs, choices, Needs.ACTIVATIONS)
    recording = record(
        setting.model,
        setting.layer,
        setting.batch,
        target,
        has_gradients=needs is not Needs.ACTIVATIONS,
    )
    head = linear_head(recording) if needs & (Needs.HEAD | Needs.TAIL) else None
    tail = find_tail(setting, recording, head) if needs & Needs.TAIL else None
    probe = Probe(
        recording.activations.float(),
        recording.score.float(),
        None if recording.gradients is None else recording.gradients.float(),
        head,
        _stoppable(tail.run, token) if tail else None,
        seed=seed,
    )
    return Study(recording, probe, tail.kind if tail else "")


def _stoppable(
    run: Callable[[Tensor, int], Tensor], token: CancelToken | None
) -> Callable[[Tensor, int], Tensor]:
    """Look at the token before each run of a tail."""

    def run_unless_cancelled(activations: Tensor, sample: int) -> Tensor:
        if token is not None:
            token.check()
        return run(activations, sample)

    return run_unless_cancelled


def make_map(probe: Probe, choice: Choice) -> RawMap:
    """Run one method; its findings do not mix with another's.

    Raises
    ------
    CamViewerError
        When the method cannot be run on this layer.
    """
    import torch

    own = replace(probe, diagnostics={})
    started = time.perf_counter()
    with torch.inference_mode(mode=False), torch.no_grad():
        array = choice.method.run(own, choice.params).float().cpu()
    milliseconds = (time.perf_counter() - started) * 1e3
    expected = (probe.activations.shape[0], *probe.activations.shape[2:])
    if array.shape != expected:
        message = f"{choice.method.name} gave {tuple(array.shape)} instead of {expected}"
        raise ValueError(message)
    return RawMap(array, own.diagnostics, milliseconds)
