"""Inputs covered by random masks and by sliding windows, a batch at a time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from camviewer.engine.methods.masks import blur_radii, blurred, ground_of, seen_through

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from camviewer.engine.methods.panes import Pane
    from camviewer.engine.methods.sources import Network
    from camviewer.engine.methods.spec import Probe

# A batch of small inputs may be larger than what the network is best given at once.
_SMALL_VALUES = 2**18
_BLUR = 0.228


def _rows(network: Network) -> int:
    """Count the inputs to make at once."""
    return max(network.rows, _SMALL_VALUES // max(network.inputs[0].numel(), 1), 1)


@dataclass(frozen=True)
class Veils:
    """Random masks.

    Attributes
    ----------
    count : int
        Of masks.
    cells : int
        Of a mask along the longest side.
    share : float
        Chance of a cell to be open.
    fill : str
        What lies behind, as :func:`~camviewer.engine.methods.masks.ground_of`.
    """

    count: int
    cells: int
    share: float
    fill: str


def rise_map(probe: Probe, veils: Veils) -> Tensor:
    """Map of RISE, (N, *S_in)."""
    network = probe.passes
    size = network.inputs.shape[2:]
    cells = mask_cells(size, network.spacing_mm, veils.cells)
    grids, shifts = draw_grids(veils.count, size, cells, (veils.share, probe.seed))
    found = network.inputs.new_zeros((len(network.inputs), *size), dtype=torch.float32)
    grounds = [ground_of(network, i, veils.fill) for i in range(len(found))]
    done, rows = 0, _rows(network)
    for grid, shift in zip(torch.split(grids, rows), torch.split(shifts, rows), strict=True):
        masks = random_masks(grid.to(found), shift, size)
        for sample, ground in enumerate(grounds):
            shown = seen_through(masks.to(ground), network.inputs[sample], ground)
            chances = network.chances(shown, sample).to(found)
            found[sample] += torch.tensordot(chances, masks, dims=1)
        done += len(masks)
        probe.step(done, veils.count, found / (done * veils.share))
    return found / (veils.count * veils.share)


def mask_cells(
    size: Sequence[int], spacing_mm: Sequence[float] | None, cells: int
) -> tuple[int, ...]:
    """Cells of a random mask along each axis, as many as make them as long as one another."""
    spacing = tuple(spacing_mm) if spacing_mm is not None else (1.0,) * len(size)
    extents = [count * step for count, step in zip(size, spacing, strict=True)]
    longest = max(extents)
    return tuple(
        min(max(round(cells * extent / longest), 1), count)
        for extent, count in zip(extents, size, strict=True)
    )


def draw_grids(
    count: int, size: Sequence[int], cells: Sequence[int], chance: tuple[float, int]
) -> tuple[Tensor, Tensor]:
    """Draw the random grids of all masks and where each is cut.

    Parameters
    ----------
    size
        Of the input.
    cells
        Of a grid along each axis.
    chance
        Of a cell to be open; and the seed.

    Returns
    -------
    grids : Tensor of bool, (count, *cells)
    shifts : Tensor of int, (count, axes)
        Each below the length of a cell on the input.
    """
    share, seed = chance
    generator = torch.Generator().manual_seed(seed)
    grids = torch.rand((count, *cells), generator=generator) < share
    lengths = torch.tensor([_cell_length(s, c) for s, c in zip(size, cells, strict=True)])
    draws = torch.rand((count, len(lengths)), generator=generator)
    return grids, (draws * lengths).long()


def _cell_length(size: int, cells: int) -> int:
    """Length of a mask's cell on the input."""
    return math.ceil(size / cells)


def random_masks(grids: Tensor, shifts: Tensor, size: Sequence[int]) -> Tensor:
    """Enlarge grids by linear interpolation and cut them: (M, *cells) to (M, *size).

    Notes
    -----
    A grid of s cells is enlarged to ``(s + 1) ceil(size / s)`` input cells, beyond its outer
    centres by the outer value. Each axis is one small matrix per mask, for the cut part alone.
    """
    masks = grids
    for axis, length in enumerate(size, start=1):
        matrices = _cut_matrices(grids.shape[axis], length, shifts[:, axis - 1]).to(grids)
        rows = masks.movedim(axis, -1)
        found = rows.flatten(1, -2) @ matrices.transpose(1, 2)
        masks = found.reshape(*rows.shape[:-1], length).movedim(-1, axis)
    return masks


def _cut_matrices(cells: int, length: int, shifts: Tensor) -> Tensor:
    """Weights (M, length, cells) that make the cut part of an axis of the cells."""
    whole = (cells + 1) * _cell_length(length, cells)
    places = torch.arange(length).unsqueeze(0) + shifts.unsqueeze(1)
    places = ((places + 0.5) * (cells / whole) - 0.5).clamp(0, cells - 1)
    return (1 - (places.unsqueeze(2) - torch.arange(cells)).abs()).relu()


def occlusion_map(probe: Probe, pane: Pane, fill: str) -> Tensor:
    """Map of occlusion, (N, *S_in)."""
    network = probe.passes
    windows = pane.windows(network.inputs.shape[2:], network.spacing_mm)
    found = network.inputs.new_zeros(
        (len(network.inputs), *network.inputs.shape[2:]), dtype=torch.float32
    )
    counts = torch.zeros_like(found)
    done, total, rows = 0, len(windows) * len(found), _rows(network)
    for sample, picture in enumerate(network.inputs):
        clean = network.scores(picture.unsqueeze(0), sample)
        cover = _cover(network, sample, fill)
        for start in range(0, len(windows), rows):
            chunk = windows[start : start + rows]
            drops = clean - network.scores(_covered(picture, cover, chunk), sample)
            for window, drop in zip(chunk, drops, strict=True):
                found[sample][window] += drop
                counts[sample][window] += 1
            done += len(chunk)
            probe.step(done, total, found / counts.clamp(min=1))
    return found / counts.clamp(min=1)


def _cover(network: Network, sample: int, fill: str) -> Tensor:
    """Make what a window shows instead of the input, (C_in, *S_in)."""
    picture = network.inputs[sample]
    if fill == "mean":
        axes = tuple(range(1, picture.ndim))
        return picture.mean(axes, keepdim=True).expand_as(picture)
    if fill == "blur":
        return blurred(picture, blur_radii(picture.shape[1:], network.spacing_mm, _BLUR))
    return ground_of(network, sample, fill)


def _covered(picture: Tensor, cover: Tensor, windows: Sequence[tuple[slice, ...]]) -> Tensor:
    """Copy (C_in, *S_in) once per window and cover it there."""
    copies = picture.expand(len(windows), *picture.shape).clone()
    for copy, window in zip(copies, windows, strict=True):
        copy[(slice(None), *window)] = cover[(slice(None), *window)]
    return copies
