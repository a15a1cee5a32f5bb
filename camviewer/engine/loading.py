"""Networks that were built already: their weights are read once, not for each question."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from camviewer.core.digest import sha256_of
from camviewer.core.errors import LayerError
from camviewer.core.words import say
from camviewer.engine import models
from camviewer.engine.device import choose_device
from camviewer.engine.layers import Candidate, candidate_layers, find_layer

if TYPE_CHECKING:
    from collections.abc import Hashable

    from torch import Tensor, nn

    from camviewer.engine.models.spec import ModelSpec
    from camviewer.engine.profile import Profile

_KEPT = 3
_shelf: OrderedDict[Hashable, Loaded] = OrderedDict()
_shelf_lock = threading.Lock()


@dataclass(eq=False)
class Loaded:
    """A network, ready to run.

    Attributes
    ----------
    spec
        What it was built from.
    model
        In eval mode on its device.
    device
        Where it is.
    profiles
        Cost of one pass by layer, filled when it is asked for.
    """

    spec: ModelSpec
    model: nn.Module
    device: torch.device
    profiles: dict[str, Profile] = field(default_factory=dict)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Names of the output units."""
        return tuple(self.spec.labels())

    @cached_property
    def weights_sha256(self) -> str:
        """Of the weights' file; empty when the weights are random."""
        return sha256_of(self.spec.weights()) if self.spec.weights is not None else ""

    @cached_property
    def layers(self) -> tuple[Candidate, ...]:
        """Layers that give a map; the chosen one is the model card's where it names one."""
        found = candidate_layers(self.model, self.example())
        return tuple(_prefer(layer, self.spec) for layer in found)

    def map_shape(self, layer: str) -> tuple[int, ...]:
        """Return the cells of a layer's map.

        Raises
        ------
        LayerError
            When there is no such layer, or it gives no map.
        """
        return self.candidate(layer).shape

    def candidate(self, layer: str) -> Candidate:
        """Return what is known of a layer that gives a map; LayerError when it gives none."""
        for candidate in self.layers:
            if candidate.name == layer:
                return candidate
        find_layer(self.model, layer)
        raise LayerError(
            say("engine", "The layer '{layer}' gives no map.", layer=layer),
            hint=say(
                "engine",
                "Choose a layer before the pooling, where height and width still exist.",
            ),
        )

    def example(self) -> Tensor:
        """Make an input of the right shape, (1, C, *S), on the device; all zero."""
        recipe = self.spec.recipe
        return torch.zeros(1, recipe.channels, *recipe.size, device=self.device)


def load_model(name: str, device: str) -> Loaded:
    """Build a network, or take it from the shelf of the last few.

    Parameters
    ----------
    name
        Registered name, ``provider:name``, or path of a model card.
    device
        See :func:`camviewer.engine.device.choose_device`.

    Raises
    ------
    CamViewerError
        When there is no such network or device, or the weights do not fit.
    """
    place = choose_device(device)
    spec = models.resolve_model(name)
    weights = None if spec.weights is None else _stamp(spec.weights())
    key = (name, str(place), _stamp(Path(name)), weights)
    with _shelf_lock:
        if key not in _shelf:
            _shelf[key] = Loaded(spec, spec.build().to(place), place)
        _shelf.move_to_end(key)
        while len(_shelf) > _KEPT:
            _shelf.popitem(last=False)
        return _shelf[key]


def _stamp(path: Path) -> tuple[str, int, int] | None:
    """Read what tells that a file was replaced: path, size and time; None without a file."""
    try:
        state = path.stat()
    except OSError:
        return None
    return str(path), state.st_size, state.st_mtime_ns


def _prefer(layer: Candidate, spec: ModelSpec) -> Candidate:
    """Move the engine's choice to the model card's layer."""
    if spec.default_layer is None:
        return layer
    is_chosen = layer.name == spec.default_layer
    return replace(layer, is_chosen=is_chosen, reason=card_reason(spec) if is_chosen else "")


def card_reason(spec: ModelSpec) -> str:
    """Why the model card names its layer."""
    if spec.layer_reason:
        return say("models", spec.layer_reason)
    return say("engine", "Named by the model's card.")
