"""What one pass of a network costs: measured once for each network and layer."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from camviewer.core.errors import CamViewerError
from camviewer.engine.layers import layer_name
from camviewer.engine.probe import hooked, own_copy, undisturbed
from camviewer.engine.record import record
from camviewer.engine.tail import (
    CLOSED_FORM,
    EXPORTED,
    GRAPH,
    WHOLE_FORWARDS,
    Setting,
    find_route,
    linear_head,
)
from camviewer.engine.targets import OwnTarget
from camviewer.engine.targets.others import embedding

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import nn

    from camviewer.engine.record import Recorded


@dataclass(frozen=True)
class Profile:
    """Cost of one plain pass of one sample, and how it divides at a layer.

    Attributes
    ----------
    seconds : float
        Of one plain pass.
    tail_share : float
        Share of that after the layer, in [0, 1].
    pass_bytes : int
        Most that a module's input and output take together.
    replay_share : float
        Price of running what follows the layer again, as a share of a plain pass: nothing
        where a linear head follows, a whole pass where the tail cannot be cut off.
    tail_bytes : int
        All outputs after the layer: what a gradient has to keep.
    has_head : bool
        Whether average pooling and one linear layer follow the layer.
    knows_replay : bool
        Whether ``replay_share`` was looked for; else it is the dearest.
    """

    seconds: float
    tail_share: float
    replay_share: float
    pass_bytes: int
    tail_bytes: int
    has_head: bool
    knows_replay: bool = True


def measure(
    model: nn.Module, layer: nn.Module, example: Tensor, *, replays: bool = True
) -> Profile:
    """Run one sample and look at the clock and at every module's output.

    Parameters
    ----------
    example : Tensor, (1, C, *S)
        On the network's device; only its shape matters.
    replays
        Whether to find how what follows the layer is run again: it may take seconds, and only
        methods that run it want to know.
    """
    watch = _Watch(layer, example.device)
    with undisturbed(model), ExitStack() as hooks:
        # The first pass of all takes longer, its early layers most: it is not looked at.
        model(own_copy(example))
        for module in model.modules():
            if module is layer or next(module.children(), None) is None:
                hooks.enter_context(hooked(module, watch.hook(module)))
        watch.start()
        model(own_copy(example))
        seconds = watch.now()
    share = min(max(1 - watch.layer_at / seconds, 0.0), 1.0) if seconds > 0 else 0.0
    kind = (_tail_kind if replays else _head_kind)(model, layer, example)
    replay = {CLOSED_FORM: 0.0, GRAPH: share, EXPORTED: share, WHOLE_FORWARDS: 1.0}[kind]
    has_head = kind == CLOSED_FORM
    knows_replay = replays or has_head
    return Profile(seconds, share, replay, watch.largest, watch.behind, has_head, knows_replay)


class _Watch:
    """Notes when a layer ends and how large outputs are."""

    def __init__(self, layer: nn.Module, device: torch.device) -> None:
        self._layer = layer
        self._device = device
        self._started = 0.0
        self.layer_at = 0.0
        self.largest = 0
        self.behind = 0

    def start(self) -> None:
        """Set the clock to zero."""
        self._started = _clock(self._device)

    def now(self) -> float:
        """Seconds since the start."""
        return _clock(self._device) - self._started

    def hook(self, module: nn.Module) -> Callable[[object, object], None]:
        """Make the hook of one module."""

        def look(inputs: object, output: object) -> None:
            made = _bytes(output)
            self.largest = max(self.largest, made + _bytes(inputs))
            if module is self._layer:
                self.layer_at, self.behind = self.now(), 0
            self.behind += made

        return look


def _clock(device: torch.device) -> float:
    """Seconds, once the device has done what it was given."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter()


def _bytes(value: object) -> int:
    """Memory of a tensor, or of those in a tuple."""
    if isinstance(value, Tensor):
        return value.numel() * value.element_size()
    return sum(map(_bytes, value)) if isinstance(value, (tuple, list)) else 0


def _tail_kind(model: nn.Module, layer: nn.Module, example: Tensor) -> str:
    """How what follows the layer is run again; by whole forwards where that is not known."""
    name = layer_name(model, layer)
    try:
        shown = _shown(model, layer, example)
        if linear_head(shown) is not None:
            return CLOSED_FORM
        return find_route(Setting(model, layer, name, example), shown).kind
    except CamViewerError:
        return WHOLE_FORWARDS


def _head_kind(model: nn.Module, layer: nn.Module, example: Tensor) -> str:
    """Look for a linear head and nothing dearer."""
    try:
        has_head = linear_head(_shown(model, layer, example)) is not None
    except CamViewerError:
        return WHOLE_FORWARDS
    return CLOSED_FORM if has_head else WHOLE_FORWARDS


def _shown(model: nn.Module, layer: nn.Module, example: Tensor) -> Recorded:
    """Return what one pass shows of the layer."""
    recording = record(model, {"layer": layer}, example, [OwnTarget(_mean_score)])
    return recording.recorded("layer")


def _mean_score(output: object) -> Tensor:
    """Mean of all scores of each sample, whatever they are of, (N,)."""
    return embedding(output).float().mean(1)
