"""Which layers of a network give a map, and which one to explain when nobody says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from camviewer.core.errors import LayerError
from camviewer.engine.probe import hooked, own_copy, undisturbed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PASSIVE = (
    nn.Identity,
    nn.Dropout,
    nn.Dropout2d,
    nn.Dropout3d,
    nn.AvgPool2d,
    nn.AvgPool3d,
    nn.MaxPool2d,
    nn.MaxPool3d,
    nn.AdaptiveAvgPool2d,
    nn.AdaptiveAvgPool3d,
    nn.AdaptiveMaxPool2d,
    nn.AdaptiveMaxPool3d,
)
"""Layers that learn nothing of their own."""


@dataclass(frozen=True)
class Candidate:
    """One layer that gives a map.

    Attributes
    ----------
    name
        Dotted module name.
    channels
        Its channels.
    shape
        Cells of its map.
    is_passive
        Whether it only pools, drops or hands on.
    learns_later
        Whether a module with weights of its own runs after it.
    is_chosen, reason
        Whether the engine would take it, and one sentence why.
    """

    name: str
    channels: int
    shape: tuple[int, ...]
    is_passive: bool = False
    learns_later: bool = True
    is_chosen: bool = False
    reason: str = ""


def candidate_layers(model: nn.Module, example: Tensor) -> tuple[Candidate, ...]:
    """List the layers that give a map, in the order in which they finish.

    Parameters
    ----------
    model
        Runs once, in eval mode and without gradients.
    example : Tensor, (1, C, *S)
        An input; only its shape matters.

    Returns
    -------
    tuple of Candidate
        Layers whose output is (N, C, *cells) with more than one cell and no axis longer than
        the input's. One of them is chosen, when there are any.
    """
    found: dict[str, Candidate] = {}
    last_learning = 0
    finished = 0

    def look(name: str, module: nn.Module) -> Callable[[object, object], None]:
        def hook(_inputs: object, output: object) -> None:
            nonlocal finished, last_learning
            finished += 1
            if next(module.parameters(recurse=False), None) is not None:
                last_learning = finished
            found.pop(name, None)
            order.pop(name, None)
            if _is_map(output, example):
                channels, *shape = output.shape[1:]  # type: ignore[attr-defined]
                is_passive = isinstance(module, _PASSIVE)
                found[name] = Candidate(name, channels, tuple(shape), is_passive)
                order[name] = finished

        return hook

    order: dict[str, int] = {}
    _watch(model, example, look)
    listed = [
        replace(layer, learns_later=order[layer.name] < last_learning)
        for layer in found.values()
    ]
    return _with_choice(listed)


def choose_layer(model: nn.Module, example: Tensor) -> tuple[str, str]:
    """Choose the layer to explain, as its name and one sentence why.

    Parameters
    ----------
    example : Tensor, (N, C, *S)
        The first sample is run once.

    Raises
    ------
    LayerError
        When no layer gives a map.
    """
    return chosen_of(candidate_layers(model, example[:1]))


def chosen_of(layers: Sequence[Candidate]) -> tuple[str, str]:
    """Return the name and the reason of the chosen layer; LayerError when there is none."""
    for layer in layers:
        if layer.is_chosen:
            return layer.name, layer.reason
    raise LayerError(
        "No layer of this network gives a map.",
        hint="It needs a convolution whose output still has height and width.",
    )


def find_layer(model: nn.Module, name: str) -> nn.Module:
    """Return the module of that dotted name.

    Raises
    ------
    LayerError
        When there is none; the hint names the nearest.
    """
    modules: dict[str, nn.Module] = dict(model.named_modules())
    modules.pop("", None)
    if name in modules:
        return modules[name]
    near = get_close_matches(name, modules, n=3, cutoff=0.5)
    ends = [known for known in modules if known.rpartition(".")[2] == name][:3]
    hint = f"Did you mean {' or '.join(near or ends)}?" if near or ends else ""
    raise LayerError(f"The network has no layer called '{name}'.", hint=hint)


def layer_name(model: nn.Module, layer: nn.Module) -> str:
    """Return the dotted name of a module.

    Raises
    ------
    LayerError
        When it is no part of the network, or the network itself.
    """
    names: dict[nn.Module, str] = {module: name for name, module in model.named_modules()}
    if names.get(layer):
        return names[layer]
    raise LayerError(
        "The layer is not part of this network.", hint="Give one of model.named_modules()."
    )


def describe_shape(shape: Sequence[int]) -> str:
    """Cells along each axis in words: ``7 × 7``."""
    return " × ".join(str(count) for count in shape)


def _watch(
    model: nn.Module,
    example: Tensor,
    look: Callable[[str, nn.Module], Callable[[object, object], None]],
) -> None:
    """Run a network once with a hook on each of its modules but the network itself."""
    from contextlib import ExitStack

    with undisturbed(model), ExitStack() as hooks:
        for name, module in model.named_modules():
            if name:
                hooks.enter_context(hooked(module, look(name, module)))
        model(own_copy(example))


def _is_map(output: object, example: Tensor) -> bool:
    """Whether an output is (N, C, *cells), several cells, none finer than the input's."""
    if not isinstance(output, Tensor) or output.ndim != example.ndim:
        return False
    cells, limits = output.shape[2:], example.shape[2:]
    is_coarser = all(count <= limit for count, limit in zip(cells, limits, strict=True))
    return cells.numel() > 1 and is_coarser and torch.is_floating_point(output)


def _with_choice(layers: list[Candidate]) -> tuple[Candidate, ...]:
    """Mark the layer the engine would take: the last one that still has a map.

    Notes
    -----
    Layers that only pool or hand on are left out, and so is a head made of convolutions, whose
    channels are the classes already: no module with weights runs after it.
    """
    feature_layers = [layer for layer in layers if layer.learns_later and not layer.is_passive]
    eligible = feature_layers or [layer for layer in layers if not layer.is_passive] or layers
    if not eligible:
        return ()
    chosen = eligible[-1].name
    return tuple(
        replace(layer, is_chosen=True, reason=_reason(layer)) if layer.name == chosen else layer
        for layer in layers
    )


def _reason(layer: Candidate) -> str:
    """Why a layer was chosen, in one sentence."""
    return f"The last layer that still has a map: {describe_shape(layer.shape)} cells."
