"""The channels behind a map of CF-CAM, sorted anew without asking the network again."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.channels import ChannelMaps, Channels, Reading
from camviewer.core.errors import Cancelled, InputError, LayerError
from camviewer.core.image import Grid, Heatmap
from camviewer.core.words import say
from camviewer.engine.choice import Choice, choose_methods
from camviewer.engine.device import free_bytes
from camviewer.engine.fuse import JOIN
from camviewer.engine.maps import make_map
from camviewer.engine.methods import METHODS
from camviewer.engine.methods.reduction import mean_cells
from camviewer.engine.models.prepare import cells
from camviewer.engine.trial import image_trial, window_note
from camviewer.engine.windows import Layout, Stitcher

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from torch import Tensor

    from camviewer.core.image import Image
    from camviewer.core.job import Explanation, Prediction
    from camviewer.core.progress import CancelToken
    from camviewer.engine.methods.clustering import Groups
    from camviewer.engine.methods.spec import Probe

    Look = Callable[[CancelToken], tuple[Probe, Grid, tuple[str, ...]]]

_MOST_BYTES = 2**30
"""What is held of a layer at most; larger ones are asked for again each time."""


@dataclass(frozen=True, eq=False)
class Held:
    """What one pass showed of a layer, of the one window that is looked at.

    Attributes
    ----------
    probe
        Activations and gradients, (1, C, *S).
    grid
        Of the map, without cells that lie in padding only.
    notes
        Sentences the user must see.
    """

    probe: Probe
    grid: Grid
    notes: tuple[str, ...]

    def cut(self, array: Tensor) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        """Bring a map of one sample (*S) to the grid."""
        kept = array[tuple(slice(count) for count in self.grid.shape)]
        found: np.ndarray[tuple[int, ...], np.dtype[np.float32]] = kept.float().cpu().numpy()
        return found

    @cached_property
    def norms(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """L2 norm of each channel, (C,)."""
        rows = self.probe.activations[0].flatten(1).double()
        return np.asarray(rows.norm(dim=1).cpu().numpy())

    @cached_property
    def slopes(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Mean gradient of each channel, (C,)."""
        return np.asarray(mean_cells(self.probe.slopes.double())[0].cpu().numpy())

    @property
    def bytes(self) -> int:
        """What activations and gradients take."""
        one = self.probe.activations
        return 2 * one.numel() * one.element_size()


class ChannelInspector:
    """Holds activations and gradients of one layer, and sorts its channels as often as wanted.

    Parameters
    ----------
    image, explanation
        What was explained, and how.
    heatmap
        One of its maps, made by a form of CF-CAM. Of joined layers the last is looked into; of
        a scanned volume the window that speaks most for the target.
    token
        Stops the pass over the network.
    most_bytes
        Where activations and gradients take more, each question asks the network again.

    Raises
    ------
    CamViewerError
        When the map is none of CF-CAM, or the network cannot be asked again.
    Cancelled
        When the token was set.
    """

    def __init__(
        self,
        image: Image,
        explanation: Explanation,
        heatmap: Heatmap,
        *,
        token: CancelToken,
        most_bytes: int = _MOST_BYTES,
    ) -> None:
        self._image, self._explanation, self._heatmap = image, explanation, heatmap
        self._own = _choice(heatmap, heatmap.parameters)
        self.layer = heatmap.layer.split(JOIN)[-1]
        self._held: Held | None = None
        self._is_closed = False
        found = self._look(token)
        self.notes = found.notes
        self.channels = found.probe.activations.shape[1]
        limit = min(most_bytes, free_bytes(found.probe.activations.device) // 2)
        if found.bytes <= limit:
            self._held = found

    @property
    def is_held(self) -> bool:
        """Whether answers come without asking the network."""
        return self._held is not None

    def close(self) -> None:
        """Let go of everything that was held."""
        self._held, self._is_closed = None, True

    def read(self, parameters: Mapping[str, object], token: CancelToken) -> Reading:
        """Sort the channels by these parameters; those that are not named take the default.

        Raises
        ------
        InputError
            When a parameter does not exist or its value is not allowed.
        Cancelled
            When the token was set, or the inspector was closed.
        """
        choice = _choice(self._heatmap, parameters)
        held = self._here(token)
        heard: list[tuple[Sequence[Groups], Tensor, Tensor]] = []
        # Nothing is remembered of other settings: each would keep its own groups.
        probe = replace(held.probe, memory={}, on_channels=lambda *what: heard.append(what))
        raw = make_map(probe, choice)
        token.check()
        (group, *_), factors, counts = heard[-1]
        weights, shares = _weights(probe, factors, raw.array)
        channels = Channels(
            held.norms, held.slopes, group.labels, np.asarray(counts[0].cpu().numpy()),
            weights, shares, group.threshold, group.eps, group.min_points,
        )  # fmt: skip
        found = {name: values[0] for name, values in raw.diagnostics.items()}
        heatmap = replace(
            self._heatmap, array=held.cut(_as_stitched(raw.array)),
            grid=held.grid, layer=self.layer,
            parameters=asdict(choice.params), diagnostics=found, note="",
            milliseconds=raw.milliseconds,
        )  # fmt: skip
        return Reading(channels, heatmap, asdict(choice.params))

    def maps(self, number: int, token: CancelToken) -> ChannelMaps:
        """Give one channel's activation and gradient as maps.

        Raises
        ------
        InputError
            When there is no such channel.
        Cancelled
            As in :meth:`read`.
        """
        if not 0 <= number < self.channels:
            raise InputError(
                say("engine", "The layer has no channel {number}.", number=number),
                hint=say("engine", "It has 0 to {last}.", last=self.channels - 1),
            )
        held, target = self._here(token), self._heatmap.target
        activation, gradient = (
            Heatmap(held.cut(part[0, number]), held.grid, name, self.layer, target)
            for name, part in (
                ("activation", held.probe.activations),
                ("gradient", held.probe.slopes),
            )
        )
        return ChannelMaps(number, activation, gradient)

    def _here(self, token: CancelToken) -> Held:
        """Return what is held, or ask the network once more."""
        held = self._held
        token.check()
        if self._is_closed:
            raise Cancelled
        return held or self._look(token)

    def _look(self, token: CancelToken) -> Held:
        """Run the network once, on what the map was made of."""
        explanation, heatmap = self._explanation, self._heatmap
        target = _target(explanation, heatmap)
        trial = image_trial(self._image, explanation, target, [heatmap], token=token)
        try:
            if heatmap.name not in trial.respondent.names:
                raise LayerError(
                    say("engine", "The channels of this map cannot be had again."),
                    hint=say("engine", "Explain the image again."),
                )
            probe = trial.respondent.probe(self.layer)
        finally:
            trial.respondent.close()
        if trial.grid is None:
            message = "the trial has no place in the world"
            raise ValueError(message)
        notes = []
        if window_note() in trial.notes:
            notes = _window_notes(is_best=bool(explanation.windows))
        if JOIN in heatmap.layer:
            notes.append(
                say("engine", "Of the joined layers, {layer} is shown.", layer=self.layer)
            )
        grid = _map_grid(trial.grid, tuple(probe.activations.shape[2:]), heatmap)
        lone = replace(probe, network=None, tail=None, classes=None, diagnostics={})
        return Held(lone, grid, tuple(notes))


def _window_notes(*, is_best: bool) -> list[str]:
    """Say of which window everything is: the one that speaks most, or the middle one."""
    if is_best:
        return [window_note(), say("engine", "All that is shown here is of that window.")]
    return [
        say(
            "engine",
            "The network was asked about the middle window; all that is shown here is of it.",
        )
    ]


def _choice(heatmap: Heatmap, parameters: Mapping[str, object]) -> Choice:
    """Choose the map's method with some parameters.

    Raises
    ------
    InputError
        When it is no form of CF-CAM, or a value is not allowed.
    """
    if heatmap.method not in METHODS or METHODS.get(heatmap.method).family != "cf-cam":
        raise InputError(
            say("engine", "This map was not made of sorted channels."),
            hint=say("engine", "Choose a map of CF-CAM."),
        )
    return choose_methods([heatmap.method], {heatmap.method: parameters})[0]


def _target(explanation: Explanation, heatmap: Heatmap) -> Prediction:
    """Find what a map explains among an explanation's targets."""
    targets = (explanation.target, *explanation.further_targets)
    return next((each for each in targets if each.label == heatmap.target), targets[0])


def _map_grid(window: Grid, shape: tuple[int, ...], heatmap: Heatmap) -> Grid:
    """Lay a layer's cells over the window; those of padding alone go, as in the map itself."""
    whole = cells(window, shape)
    is_same = np.allclose(whole.affine, heatmap.grid.affine)
    if is_same and all(n <= m for n, m in zip(heatmap.grid.shape, shape, strict=True)):
        return heatmap.grid
    return whole


def _as_stitched(array: Tensor) -> Tensor:
    """Give a map (1, *S) the rounding that the map of a whole image has: (*S)."""
    shape = tuple(array.shape[1:])
    start = (0,) * len(shape)
    stitcher = Stitcher(Layout(shape, shape, (start,), shape, shape))
    stitcher.add([start], array)
    return stitcher.result()


def _weights(
    probe: Probe, factors: Tensor, raw: Tensor
) -> tuple[
    np.ndarray[tuple[int], np.dtype[np.float64]], np.ndarray[tuple[int], np.dtype[np.float64]]
]:
    """Weight of each channel, and its share of the map's positive mass: (C,) each."""
    own = probe.activations[0].flatten(1).double()
    given = factors[0].double()
    given = given.flatten(1) if given.ndim > 1 else given.unsqueeze(1)
    where = (raw[0].flatten() > 0).to(own)
    parts = (given * own) @ where
    total = parts.sum()
    shares = parts / total if float(total) > 0 else parts * 0
    weights = given.mean(1)
    return np.asarray(weights.cpu().numpy()), np.asarray(shares.cpu().numpy())
