"""Where the cells of a layer's map lie in the network's input."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
import torch

from camviewer.core.image import Grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

_HALF = Fraction(1, 2)
_ROUNDING = 1e-6


@dataclass(frozen=True)
class Placement:
    """Cells in a row along each axis, in input voxels counted from the first one's centre.

    Attributes
    ----------
    shape : tuple of ints
        Cells.
    first : tuple of fractions
        Centre of the first cell.
    step : tuple of fractions
        From a cell's centre to the next one's.
    """

    shape: tuple[int, ...]
    first: tuple[Fraction, ...]
    step: tuple[Fraction, ...]

    @classmethod
    def even(cls, lengths: Sequence[int], shape: Sequence[int]) -> Placement:
        """Let cells share out an input evenly.

        Notes
        -----
        With n input voxels and m cells along an axis, cell c covers s = n / m voxels and its
        centre lies at voxel ``(c + 0.5) s - 0.5``.
        """
        steps = tuple(Fraction(n, m) for n, m in zip(lengths, shape, strict=True))
        return cls(tuple(shape), tuple((step - 1) / 2 for step in steps), steps)

    def of_shape(self, shape: Sequence[int]) -> Placement:
        """Return as many cells as these, from the same first one on."""
        return Placement(tuple(shape), self.first, self.step)

    def is_beside(self, other: Placement) -> bool:
        """Whether some cell lies half of its width or more from where another has it."""
        return self.gap(other) >= _HALF

    def gap(self, other: Placement) -> Fraction:
        """Largest distance of the same cell in two placements, in widths of a cell."""
        return max(
            max(abs(a - b), abs(a - b + (count - 1) * (s - t))) / s
            for count, a, b, s, t in zip(
                self.shape, self.first, other.first, self.step, other.step, strict=True
            )
        )

    def reach(self, axis: int) -> Fraction:
        """Voxels that the cells cover along an axis."""
        return self.shape[axis] * self.step[axis]

    def within(self, lengths: Sequence[int]) -> tuple[int, ...]:
        """Count the cells that begin before the end of an image of so many voxels."""
        axes = zip(self.shape, self.first, self.step, lengths, strict=True)
        return tuple(
            min(count, ceil((length - _HALF - first) / step + _HALF))
            for count, first, step, length in axes
        )

    def grid(self, inputs: Grid) -> Grid:
        """Put the cells into the world of an input's grid."""
        to_voxel = np.diag([*map(float, self.step), 1.0])
        to_voxel[:-1, -1] = [float(each) for each in self.first]
        return Grid(self.shape, inputs.affine @ to_voxel)


def laid(values: Tensor, own: Placement, wanted: Placement) -> Tensor:
    """Bring a map to other cells by linear interpolation.

    A cell reaches half a cell around its centre: up to there the outermost ones are held
    constant, and beyond the map is 0.

    Parameters
    ----------
    values : Tensor, (*S)
        On the cells of ``own``.

    Returns
    -------
    Tensor, (*wanted.shape)
        In the same unit.
    """
    if own == wanted:
        return values
    for axis, count in enumerate(values.shape):
        start = float((wanted.first[axis] - own.first[axis]) / own.step[axis])
        step = float(wanted.step[axis] / own.step[axis])
        places = start + step * torch.arange(wanted.shape[axis], dtype=torch.float64)
        is_in = (places >= -0.5 - _ROUNDING) & (places <= count - 0.5 + _ROUNDING)
        low = places.clamp(0, count - 1).floor().long()
        after = [1] * (values.ndim - 1 - axis)
        share = (places.clamp(0, count - 1) - low).to(values).reshape(-1, *after)
        near = values.index_select(axis, low)
        far = values.index_select(axis, (low + 1).clamp(max=count - 1))
        values = (near + (far - near) * share) * is_in.to(values).reshape(-1, *after)
    return values
