"""Tokens of vision transformers seen as maps, and maps turned back into tokens.

Two layouts are known: a row of tokens (N, T, C), a few of them before the patches (class,
distillation, registers), and maps whose channels come last, (N, *S, C).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import prod
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_PREFIX = 17
_USUAL_PREFIXES = (0, 1, 2, 5, 9)
_CONVOLUTIONS = (nn.Conv1d, nn.Conv2d, nn.Conv3d)


@dataclass(frozen=True)
class TokenView:
    """How a layer's tokens lie over the image.

    Attributes
    ----------
    grid
        Patches along each axis.
    prefix
        Tokens before the patches; they have no place in the image.
    is_flat
        Whether the patches stand in one row (N, T, C), or as maps (N, *S, C).
    """

    grid: tuple[int, ...]
    prefix: int = 0
    is_flat: bool = True

    @property
    def tokens(self) -> int:
        """All tokens together."""
        return self.prefix + prod(self.grid)

    def to_map(self, tokens: Tensor) -> Tensor:
        """Patches as maps, (N, T, C) or (N, *S, C) to (N, C, *S); a view of the same memory."""
        if self.is_flat:
            tokens = torch.unflatten(tokens[:, self.prefix :], 1, self.grid)
        return tokens.movedim(-1, 1)

    def to_tokens(self, maps: Tensor, like: Tensor) -> Tensor:
        """Make tokens of maps, as the layer would have given them.

        Parameters
        ----------
        maps : Tensor, (M, C, *S)
            Patches.
        like : Tensor, (1, T, C) or (1, *S, C)
            Tokens of one sample: those before the patches, and the type, are taken from here.

        Returns
        -------
        Tensor, (M, T, C) or (M, *S, C)
            Contiguous.
        """
        patches = maps.to(like).movedim(1, -1)
        if not self.is_flat:
            return patches.contiguous()
        first = like[:, : self.prefix].expand(len(maps), -1, -1)
        return torch.cat((first, patches.flatten(1, -2)), dim=1)


def token_view(
    output: object,
    inputs_shape: Sequence[int],
    model: nn.Module | None = None,
    *,
    layer: nn.Module | None = None,
) -> TokenView | None:
    """Recognise a layer's output that is tokens.

    Parameters
    ----------
    output
        What the layer gave.
    inputs_shape
        (C_in, *S_in) of the network's input.
    model
        The network, which tells its patches and the tokens before them.
    layer
        The module that gave the output, which tells where its channels stand.

    Returns
    -------
    TokenView or None
        None for an ordinary map (N, C, *S) and for all else that has no place in the image.
    """
    if not isinstance(output, Tensor) or not output.is_floating_point():
        return None
    if output.ndim == 3 and output.shape[2] > 1:
        return row_view(output.shape[1], inputs_shape, model)
    if output.ndim == len(inputs_shape) + 1:
        is_last = _has_channels_last(output.shape, inputs_shape, model, layer)
        return TokenView(tuple(output.shape[1:-1]), is_flat=False) if is_last else None
    return None


def row_view(
    count: int, inputs_shape: Sequence[int], model: nn.Module | None = None
) -> TokenView | None:
    """Find the grid and the prefix of a row of ``count`` tokens; None where none fits.

    Notes
    -----
    The network's own patches come first, also halved again and again as in Swin; then the
    grid whose aspect is the input's, with one of the usual numbers of tokens before it.
    """
    known = _known_prefix(model)
    grids = list(_patch_grids(inputs_shape, model))
    for grid in (level for whole in grids for level in _levels(whole)):
        if count - prod(grid) in {0, known}:
            return TokenView(grid, count - prod(grid))
    for grid in grids:
        extra = count - prod(grid)
        if known is None and 0 < extra <= min(_MOST_PREFIX, prod(grid)):
            return TokenView(grid, extra)
    return _aspect_view(count, inputs_shape[1:], (0, known) if known else _USUAL_PREFIXES)


def _known_prefix(model: nn.Module | None) -> int | None:
    """Tokens before the patches, where the network tells (timm's do)."""
    for module in model.modules() if model is not None else ():
        told = getattr(module, "num_prefix_tokens", None)
        if isinstance(told, int):
            return told
    return None


def _patch_grids(
    inputs_shape: Sequence[int], model: nn.Module | None
) -> Iterator[tuple[int, ...]]:
    """Grids that the network's patches cut the input into, without and with a rest."""
    channels, *lengths = inputs_shape
    for module in model.modules() if model is not None else ():
        for size in _patch_sizes(module, channels):
            steps = size * len(lengths) if len(size) == 1 else size
            if len(steps) != len(lengths) or max(steps) == 1 or min(steps) < 1:
                continue
            for rest in (0, 1):
                cells = zip(lengths, steps, strict=True)
                grid = tuple((length + rest * (step - 1)) // step for length, step in cells)
                if prod(grid) > 1:
                    yield grid


def _patch_sizes(module: nn.Module, channels: int) -> Iterator[tuple[int, ...]]:
    """Patch sizes that a module knows of: of an embedding convolution, or told."""
    if isinstance(module, _CONVOLUTIONS):
        kernel, stride = tuple(module.kernel_size), tuple(module.stride)
        if module.in_channels == channels and kernel == stride:
            yield kernel
        return
    told = getattr(module, "patch_size", None)
    size = (told,) if isinstance(told, int) else told
    if isinstance(size, (tuple, list)) and all(isinstance(each, int) for each in size):
        yield tuple(size)


def _levels(grid: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Yield a grid and its halves, rounded up, while they have more than one cell."""
    while prod(grid) > 1:
        yield grid
        grid = tuple((count + 1) // 2 for count in grid)


def _aspect_view(
    count: int, lengths: Sequence[int], prefixes: Sequence[int | None]
) -> TokenView | None:
    """Choose the grid nearest to the input's aspect; the smaller prefix where two are alike."""
    found = [
        (_mismatch(grid, lengths), prefix or 0, grid)
        for prefix in prefixes
        for grid in _factorings(count - (prefix or 0), len(lengths))
        if _fits(grid, lengths)
    ]
    if not found:
        return None
    _, prefix, grid = min(found)
    return TokenView(grid, prefix)


def _factorings(number: int, axes: int) -> Iterator[tuple[int, ...]]:
    """All ways to write a number as an ordered product."""
    if axes == 1:
        yield (number,)
        return
    for first in range(1, number + 1):
        if number % first == 0:
            yield from ((first, *rest) for rest in _factorings(number // first, axes - 1))


def _mismatch(grid: Sequence[int], lengths: Sequence[int]) -> float:
    """Largest difference of the patches' sides along two axes, in patches; 0 for cubes."""
    pairs = combinations(zip(grid, lengths, strict=True), 2)
    worst = (abs(one * b - other * a) / max(a, b) for (one, a), (other, b) in pairs)
    return max(worst, default=0.0)


def _fits(grid: Sequence[int], lengths: Sequence[int]) -> bool:
    """Whether cells of equal sides, but for rounding, cut the input into that grid."""
    is_coarser = all(cells <= length for cells, length in zip(grid, lengths, strict=True))
    return is_coarser and prod(grid) > 1 and _mismatch(grid, lengths) < 1


def _has_channels_last(
    shape: Sequence[int],
    inputs_shape: Sequence[int],
    model: nn.Module | None,
    layer: nn.Module | None,
) -> bool:
    """Whether an output is (N, *S, C) and not (N, C, *S).

    Notes
    -----
    The widths of the layer's own modules tell which axis holds the channels. Where they fit
    both axes or neither, the aspect must speak for the last axis and against the first one,
    and some module must have that width; in doubt it is an ordinary map.
    """
    lengths = inputs_shape[1:]
    if prod(shape[1:-1]) <= 1 or any(n > m for n, m in zip(shape[1:-1], lengths, strict=True)):
        return False
    is_last, is_first = _fits(shape[1:-1], lengths), _fits(shape[2:], lengths)
    last, first = _widths(layer)
    if shape[-1] in last and shape[1] not in last | first:
        return is_last or not is_first
    if shape[1] in last | first and shape[-1] not in last:
        return False
    return is_last and not is_first and shape[-1] in (last or _widths(model)[0])


def _widths(module: nn.Module | None) -> tuple[set[int], set[int]]:
    """Channels of a module's parts that work on the last axis, and on the first behind N."""
    last: set[int] = set()
    first: set[int] = set()
    for each in module.modules() if module is not None else ():
        if isinstance(each, nn.Linear):
            last.add(each.out_features)
        elif isinstance(each, nn.LayerNorm):
            last.add(each.normalized_shape[-1])
        elif isinstance(each, _CONVOLUTIONS):
            first.add(each.out_channels)
        elif isinstance(each, nn.GroupNorm):
            first.add(each.num_channels)
        elif isinstance(each, nn.modules.batchnorm._NormBase):  # noqa: SLF001
            first.add(each.num_features)
    return last, first
