"""One recording and the maps that all chosen methods make of it."""

from __future__ import annotations

import time
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING, Any

import torch

from camviewer.core.errors import CamViewerError, LayerError, NoGradientError
from camviewer.engine.attention import read_attention
from camviewer.engine.methods.sources import Classes
from camviewer.engine.methods.spec import DIFFERENTIATED, Needs, Probe
from camviewer.engine.network import Asked, Surroundings, make_network
from camviewer.engine.probe import check_differentiable
from camviewer.engine.record import record
from camviewer.engine.tail import (
    Setting,
    Tail,
    find_route,
    head_tail,
    linear_head,
    refusing,
    route_tail,
    tail_rows,
)
from camviewer.engine.targets import as_target
from camviewer.engine.tokens import row_view
from camviewer.engine.unfused import Unfused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from torch import Tensor, nn

    from camviewer.core.progress import CancelToken
    from camviewer.engine.choice import Choice
    from camviewer.engine.methods.sources import Transformer
    from camviewer.engine.methods.spec import LinearHead, Method
    from camviewer.engine.record import Recorded, Recording
    from camviewer.engine.tail import Route
    from camviewer.engine.targets import AnyTarget

    Watch = Callable[[int, int, Tensor | None], None]

_AWAY = Needs.NETWORK | Needs.SLOPES | Needs.ATTENTION
"""What is found by passes of its own, whatever the layer."""

_AT_LAYER = DIFFERENTIATED & ~_AWAY
"""What takes a gradient at the layer."""


@dataclass(frozen=True, eq=False)
class Scene:
    """A network and the piece of an image that it looks at.

    Attributes
    ----------
    model
        The network.
    layers
        Modules of it by dotted name.
    batch : Tensor, (N, C, *S)
        On the network's device.
    around
        What else is known of the batch.
    """

    model: nn.Module
    layers: Mapping[str, nn.Module]
    batch: Tensor
    around: Surroundings

    def setting(self, layer: str) -> Setting:
        """One of the layers on its own."""
        return Setting(self.model, self.layers[layer], layer, self.batch)


@dataclass(frozen=True, eq=False)
class RawMap:
    """What one method made of one recording.

    Attributes
    ----------
    array : Tensor, (N, *S)
        Float32 on the CPU: raw and signed, finite.
    diagnostics
        Name to one value per sample.
    milliseconds
        Time of the method alone.
    is_repaired
        Whether values that were not finite were set to zero.
    """

    array: Tensor
    diagnostics: Mapping[str, Sequence[float]]
    milliseconds: float
    is_repaired: bool = False


class Study:
    """A recording, and the probes that methods get of it.

    Parameters
    ----------
    scene
        What was looked at.
    recording
        What the pass showed.
    needs
        Of all methods together.
    seed, token
        For methods that draw numbers, and to stop.
    refusal
        Why the network has no gradients at all; None where it has.
    """

    def __init__(
        self,
        scene: Scene,
        recording: Recording,
        needs: Needs,
        *,
        seed: int = 0,
        token: CancelToken | None = None,
        refusal: CamViewerError | None = None,
    ) -> None:
        self._scene = scene
        self._refusal = refusal
        self._needs = needs
        self._seed = seed
        self._token = token
        self._routes: dict[str, Route] = {}
        self._transformers: dict[int, Transformer] = {}
        self._memories: dict[str, dict[object, Any]] = {}
        self._last: tuple[tuple[str, int], Probe] | None = None
        self.recording = recording
        self._opposed: dict[tuple[str, int], bool] = {}
        self.notes: dict[str, None] = {}
        self.tail_kinds: dict[tuple[str, int], str] = {}

    def probe(self, layer: str, place: int = 0) -> Probe:
        """Gather what methods need of one layer and one target.

        Raises
        ------
        CamViewerError
            When the score does not depend on the layer.
        """
        if self._last is None or self._last[0] != (layer, place):
            self._last = ((layer, place), self._probe(layer, place))
        return self._last[1]

    def _probe(self, layer: str, place: int) -> Probe:
        """Gather it anew."""
        needs = self._needs
        shown, refusal = self._shown(layer, place)
        head = linear_head(shown) if needs & (Needs.HEAD | Needs.TAIL) else None
        tail = self._tail(layer, shown, head) if needs & Needs.TAIL else None
        self.tail_kinds[layer, place] = tail.kind if tail else ""
        asked = Asked(self._scene.setting(layer), shown.aim, self.check, self.note)
        has_network = bool(needs & (Needs.NETWORK | Needs.SLOPES))
        return Probe(
            shown.activations.float(),
            shown.score.float(),
            None if shown.gradients is None else shown.gradients.float(),
            head,
            tail.run if tail else None,
            self._classes(layer, shown) if needs & Needs.CLASSES else None,
            (lambda: self.recording.curvature(layer, place).float())
            if needs & Needs.CURVATURE
            else None,
            make_network(asked, self._scene.around) if has_network else None,
            (lambda: self._transformer(place)) if needs & Needs.ATTENTION else None,
            self._seed,
            memory=self._memories.setdefault(layer, {}),
            refusal=refusal,
        )

    def close(self) -> None:
        """Let go of probes and graphs at once: they hold each other, and much memory."""
        self._last = None
        self._memories.clear()
        self._routes.clear()
        self._transformers.clear()

    def _shown(self, layer: str, place: int) -> tuple[Recorded, CamViewerError | None]:
        """Return what a layer showed, and why there are no gradients where some were wanted."""
        refusal = self._refusal
        if self._has_gradients and refusal is None:
            try:
                return self.recording.recorded(layer, place), None
            except NoGradientError as error:
                # Its traceback would hold the graph.
                refusal = error.with_traceback(None)
        return self.recording.recorded(layer, place, has_gradients=False), refusal

    def is_opposed(self, layer: str, place: int) -> bool:
        """Whether all that moves a target's score at a layer lowers it.

        So it is when no gradient is above zero and one is below where an activation is above.
        """
        if (layer, place) not in self._opposed:
            probe = self.probe(layer, place)
            self._opposed[layer, place] = (
                probe.gradients is not None
                and bool(probe.gradients.amax() <= 0)
                and bool((probe.gradients * probe.activations.clamp_min(0)).any())
            )
        return self._opposed[layer, place]

    @property
    def _has_gradients(self) -> bool:
        """Whether any method asks for derivatives at the layer."""
        return bool(self._needs & (_AT_LAYER | Needs.HEAD | Needs.TAIL))

    def _tail(self, layer: str, shown: Recorded, head: LinearHead | None) -> Tail:
        """Find the way behind a layer; the graph is cut once for all targets.

        A layer that cannot be replaced refuses when a method runs the tail, not before.
        """
        if head is not None:
            return head_tail(head)
        setting = self._scene.setting(layer)
        try:
            if layer not in self._routes:
                self._routes[layer] = find_route(setting, shown)
        except LayerError as error:
            return Tail("", refusing(error))
        route = self._routes[layer]
        return route_tail(route, shown.aim, setting, rows=tail_rows(setting.batch), asked=self)

    def _transformer(self, place: int) -> Transformer:
        """Read the attention for one target; it is the same at every layer."""
        if place not in self._transformers:
            self.check()
            batch, aim = self._scene.batch, self.recording.aims[place]

            def score_of(output: object) -> Tensor:
                self.check()
                return aim.score(output, torch.arange(len(batch))).float()

            self._transformers[place] = read_attention(
                self._scene.model,
                batch,
                score_of,
                lambda count: row_view(count, batch.shape[1:], self._scene.model),
            )
        return self._transformers[place]

    def _classes(self, layer: str, shown: Recorded) -> Classes | None:
        """Gather the scores of all classes; None where the target is no class."""
        scores, indices = self.recording.scores, shown.aim.indices
        if scores is None or indices is None:
            return None
        return Classes(
            scores,
            indices,
            lambda weights: self.recording.class_slopes(layer, weights).float(),
        )

    def check(self) -> None:
        """Stop here when asked to."""
        if self._token is not None:
            self._token.check()

    def note(self, sentence: str) -> None:
        """Keep a sentence that the user must see."""
        self.notes[sentence] = None


def study(
    scene: Scene,
    targets: Sequence[AnyTarget],
    choices: Sequence[Choice],
    *,
    seed: int = 0,
    token: CancelToken | None = None,
) -> Study:
    """Run the network once for all layers, targets and methods.

    Parameters
    ----------
    scene
        The network, its layers and the input.
    targets
        What is explained.
    choices
        The methods.
    seed, token
        For methods that draw random numbers; looked at between steps.

    Raises
    ------
    CamViewerError
        As :func:`camviewer.engine.record.record`.
    """
    needs = reduce(lambda one, other: one | other.method.needs, choices, Needs.ACTIVATIONS)
    wants = needs & (DIFFERENTIATED | Needs.HEAD | Needs.TAIL)
    refusal = _refusal(scene.model) if wants else None
    wants_gradients = bool(needs & ~_AWAY) and refusal is None
    # Fused attention has no second derivative.
    with Unfused() if needs & Needs.CURVATURE else nullcontext():
        recording = record(
            scene.model,
            scene.layers,
            scene.batch,
            [as_target(each) for each in targets],
            where=scene.around.where,
            has_gradients=wants_gradients,
        )
    return Study(scene, recording, needs, seed=seed, token=token, refusal=refusal)


def _refusal(model: nn.Module) -> CamViewerError | None:
    """Return why a network has no gradients; None where it has."""
    try:
        check_differentiable(model)
    except CamViewerError as error:
        return error
    return None


def make_map(probe: Probe, choice: Choice, watch: Watch | None = None) -> RawMap:
    """Run one method; its findings do not mix with another's.

    Parameters
    ----------
    watch
        Takes the method's steps: done, total and the map so far.

    Raises
    ------
    CamViewerError
        When the method cannot be run on this layer.
    """
    if probe.refusal is not None and not choice.method.is_gradient_free:
        raise probe.refusal
    own = replace(probe, diagnostics={}, watch=watch or probe.watch)
    started = time.perf_counter()
    with torch.inference_mode(mode=False), torch.no_grad():
        array = _run(own, choice).float().cpu()
    milliseconds = (time.perf_counter() - started) * 1e3
    _check_shape(choice.method, array, probe)
    is_repaired = not bool(torch.isfinite(array).all())
    if is_repaired:
        array = array.nan_to_num(nan=0.0, posinf=0.0, neginf=0.0)
    return RawMap(array, own.diagnostics, milliseconds, is_repaired)


def _run(probe: Probe, choice: Choice) -> Tensor:
    """Run a method; one that sees no target is run once for all targets."""
    method, params = choice.method, choice.params
    if method.needs is not Needs.ACTIVATIONS:
        return method.run(probe, params)
    array, found = probe.once(
        (method.name, params), lambda: (method.run(probe, params), probe.diagnostics)
    )
    probe.diagnostics.update(found)
    return array.clone()


def _check_shape(method: Method, array: Tensor, probe: Probe) -> None:
    """Raise ValueError when a method gave a map on another grid than it promised."""
    cells = probe.activations if method.grid == "layer" else None
    if method.grid == "input" and probe.network is not None:
        cells = probe.network.inputs
    expected = None if cells is None else (len(cells), *cells.shape[2:])
    if expected is not None and array.shape != expected:
        message = f"{method.name} gave {tuple(array.shape)} instead of {expected}"
        raise ValueError(message)
