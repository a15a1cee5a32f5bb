"""Which layers of a network give a map, and which one to explain when nobody says."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from camviewer.core.errors import CamViewerError, LayerError, NoGradientError
from camviewer.core.words import did_you_mean, say
from camviewer.engine.placement import Placement
from camviewer.engine.probe import hooked, own_copy, undisturbed
from camviewer.engine.receptive import Places
from camviewer.engine.record import record
from camviewer.engine.target import class_scores
from camviewer.engine.targets import OwnTarget
from camviewer.engine.tokens import token_view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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

_TRIED = 24
"""Last layers of a transformer that are asked whether they still move the score."""


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
    prefix
        Tokens before its patches, in a vision transformer: class, distillation, registers.
    is_inner
        Whether it is a linear layer on tokens: queries and keys, or the inside of an MLP.
    placement
        Where its cells are centred; None where they share out the input evenly, or lie less
        than half a cell from where they would then.
    """

    name: str
    channels: int
    shape: tuple[int, ...]
    is_passive: bool = False
    learns_later: bool = True
    is_chosen: bool = False
    reason: str = ""
    prefix: int = 0
    is_inner: bool = False
    placement: Placement | None = None


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
        Layers whose output is (N, C, *cells), or tokens that lie over the image, with more
        than one cell and no axis longer than the input's. One of them is chosen, when there
        are any.
    """
    search = _Search(model, example)
    _watch(model, search)
    listed = search.listed()
    return _with_choice(listed, lambda layers: _last_that_counts(model, example, layers))


class _Search:
    """Notes which layers give a map while a network runs, in the order they finish."""

    def __init__(self, model: nn.Module, example: Tensor) -> None:
        self._model = model
        self._example = example
        self._places: Places | None = None
        self._found: dict[str, Candidate] = {}
        self._order: dict[str, int] = {}
        self._rows: set[int] = set()
        self._finished = 0
        self._last_learning = 0

    def hook(self, name: str, module: nn.Module) -> Callable[[object, object], None]:
        """Make the hook of one module."""

        def look(_inputs: object, output: object) -> None:
            self._finished += 1
            if next(module.parameters(recurse=False), None) is not None:
                self._last_learning = self._finished
            self._found.pop(name, None)
            candidate = self._candidate(name, module, output)
            if candidate is not None:
                self._found[name] = candidate
                self._order[name] = self._finished

        return look

    @contextmanager
    def followed(self) -> Iterator[Tensor]:
        """Yield a copy of the example whose cells are followed through what is run inside."""
        inputs = own_copy(self._example)
        with Places(inputs) as self._places:
            yield inputs

    def listed(self) -> list[Candidate]:
        """All that were found."""
        return [
            replace(layer, learns_later=self._order[layer.name] < self._last_learning)
            for layer in self._found.values()
        ]

    def _candidate(self, name: str, module: nn.Module, output: object) -> Candidate | None:
        """Describe what a layer gave, when it is a map or tokens over the image."""
        if not isinstance(output, Tensor) or len(output) != len(self._example):
            return None
        shape = tuple(self._example.shape[1:])
        view = token_view(output, shape, self._model, layer=module)
        is_passive = isinstance(module, _PASSIVE)
        if view is not None:
            self._rows.update({output.shape[1]} if view.is_flat else ())
            is_inner = isinstance(module, nn.Linear)
            return Candidate(
                name, output.shape[-1], view.grid, is_passive,
                prefix=view.prefix, is_inner=is_inner,
            )  # fmt: skip
        # Attention's heads, (N, heads, T, d) and (N, heads, T, T), are no maps.
        is_heads = output.ndim > 2 and output.shape[-2] in self._rows
        if is_heads or not _is_map(output, self._example):
            return None
        channels, *cells = output.shape[1:]
        shape = tuple(cells)
        return Candidate(name, channels, shape, is_passive, placement=self._placement(output))

    def _placement(self, output: Tensor) -> Placement | None:
        """Say where a map's cells lie, when an even division would be off by half a cell."""
        found = None if self._places is None else self._places.of(output)
        if found is None:
            return None
        even = Placement.even(tuple(self._example.shape[2:]), found.shape)
        return found if found.is_beside(even) else None


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
        say("engine", "No layer of this network gives a map."),
        hint=say("engine", "It needs a convolution whose output still has height and width."),
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
    hint = did_you_mean(near or ends) if near or ends else ""
    raise LayerError(
        say("engine", "The network has no layer called '{name}'.", name=name), hint=hint
    )


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
        say("engine", "The layer is not part of this network."),
        hint=say("engine", "Give one of model.named_modules()."),
    )


def describe_shape(shape: Sequence[int]) -> str:
    """Cells along each axis in words: ``7 × 7``."""
    return " × ".join(str(count) for count in shape)


def _watch(model: nn.Module, search: _Search) -> None:
    """Run a network once with a hook on each of its modules but the network itself."""
    with undisturbed(model), ExitStack() as hooks:
        for name, module in model.named_modules():
            if name:
                hooks.enter_context(hooked(module, search.hook(name, module)))
        model(hooks.enter_context(search.followed()))


def _is_map(output: Tensor, example: Tensor) -> bool:
    """Whether an output is (N, C, *cells), several cells, none finer than the input's."""
    if output.ndim != example.ndim:
        return False
    cells, limits = output.shape[2:], example.shape[2:]
    is_coarser = all(count <= limit for count, limit in zip(cells, limits, strict=True))
    return cells.numel() > 1 and is_coarser and torch.is_floating_point(output)


def _with_choice(
    layers: list[Candidate], last_that_counts: Callable[[list[Candidate]], Candidate | None]
) -> tuple[Candidate, ...]:
    """Mark the layer the engine would take: the last one that still has a map.

    Notes
    -----
    Layers that only pool or hand on are left out, and so is a head made of convolutions, whose
    channels are the classes already: no module with weights runs after it. Of a transformer
    with a class token the last layers' patches do not move the score any more; the last whose
    patches do is taken, and none of the linear layers within a block.
    """
    active = [layer for layer in layers if not layer.is_passive]
    eligible = [layer for layer in active if layer.learns_later and not layer.is_inner]
    eligible = eligible or active or layers
    if not eligible:
        return ()
    counting = last_that_counts(eligible) if eligible[-1].prefix else None
    chosen = counting or eligible[-1]
    reason = _reason(chosen, is_counting=counting is not None)
    return tuple(
        replace(layer, is_chosen=True, reason=reason) if layer is chosen else layer
        for layer in layers
    )


def _last_that_counts(
    model: nn.Module, example: Tensor, layers: list[Candidate]
) -> Candidate | None:
    """Find the last layer whose patches move the scores; None where no gradient tells."""
    tried = [layer for layer in layers if layer.prefix][-_TRIED:]
    modules = {layer.name: model.get_submodule(layer.name) for layer in tried}
    try:
        recording = record(model, modules, example, [OwnTarget(_mixed_scores)])
    except CamViewerError:
        return None
    for layer in reversed(tried):
        try:
            gradients = recording.recorded(layer.name).gradients
        except NoGradientError:
            continue
        if gradients is not None and bool(gradients.any()):
            return layer
    return None


def _mixed_scores(output: object) -> Tensor:
    """All scores in one number that no symmetry among the classes cancels, (N,)."""
    scores = class_scores(output)
    return scores @ torch.arange(1, scores.shape[1] + 1).to(scores)


def _reason(layer: Candidate, *, is_counting: bool) -> str:
    """Why a layer was chosen, in one sentence."""
    cells = describe_shape(layer.shape)
    if is_counting:
        return say(
            "engine",
            "The last layer whose patches still move the score: {cells} patches.",
            cells=cells,
        )
    return say("engine", "The last layer that still has a map: {cells} cells.", cells=cells)
