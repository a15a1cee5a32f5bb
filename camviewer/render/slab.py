"""Several neighbouring slices drawn as one: their highest, lowest or mean values.

A slab is as thick as its slices together. It lies around the drawn slice; an even number of
slices has one more towards the patient's left, back or feet. At the ends of the volume it is
thinner.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.image import Grid, Heatmap
from camviewer.core.words import say
from camviewer.render.overlay import sample_heatmap
from camviewer.render.slicing import resized_frame, slice_pixels

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from camviewer.core.image import Image
    from camviewer.render.slicing import SliceFrame

_ROWS = 32
"""Rows that are laid out anew at a time; so many stay in the processor's cache."""
_DRIFT_CELLS = 1e-3
_THICK = 1e4
_BORDER_CELLS = 1e-4
_ACROSS_PIXELS = 128
_ACROSS_SLICES = 16


class SlabRule(enum.StrEnum):
    """What is taken of the slices."""

    NONE = "none"
    MAX = "max"
    MIN = "min"
    MEAN = "mean"


SLAB_WORDS = {
    SlabRule.NONE: "",
    SlabRule.MAX: "MIP",
    SlabRule.MIN: "MinIP",
    SlabRule.MEAN: "Mean",
}


@dataclass(frozen=True)
class Slab:
    """Which slices are drawn as one.

    Attributes
    ----------
    rule
        One of :class:`SlabRule`.
    first, last
        Slice numbers, both within.
    thickness_mm
        Of all of them together.
    """

    rule: SlabRule
    first: int
    last: int
    thickness_mm: float

    @property
    def word(self) -> str:
        """The rule in the user's language; empty without one."""
        word = SLAB_WORDS[self.rule]
        return say("slabs", word) if word else ""

    @property
    def text(self) -> str:
        """What must be said of it: ``"MIP 10 mm"``."""
        return f"{self.word} {self.thickness_mm:.3g} mm"


def slice_step(frame: SliceFrame) -> float:
    """Distance of neighbouring slices along the normal of a plane, in mm."""
    return abs(float(frame.normal @ frame.to_world[:3, 2]))


def slab_at(frame: SliceFrame, rule: str, wanted_mm: float) -> Slab | None:
    """Lay a slab around a drawn slice; None where a slice alone is drawn."""
    if frame.plane is None or SlabRule(rule) is SlabRule.NONE:
        return None
    step = slice_step(frame)
    count = max(1, round(wanted_mm / step))
    first = max(0, frame.index - count // 2)
    last = min(frame.count - 1, frame.index + (count - 1) // 2)
    return Slab(SlabRule(rule), first, last, (last - first + 1) * step)


def slab_pixels(image: Image, frame: SliceFrame, slab: Slab) -> NDArray[Any]:
    """Draw the stored values of a slab.

    Returns
    -------
    ndarray, frame.shape
        In the stored type; float32 for the mean.
    """
    ends = [slice_pixels(image, replace(frame, index=k)) for k in (slab.first, slab.last)]
    count = slab.last - slab.first + 1
    if count == 1:
        return np.asarray(ends[0])
    # The slices lie at equal distances in memory, forward or backward.
    offset = _address(ends[1]) - _address(ends[0])
    block = np.lib.stride_tricks.as_strided(
        ends[0],
        (count, *ends[0].shape),
        (offset // (count - 1), *ends[0].strides),
        writeable=False,
    )
    return _reduced(block, slab.rule)


def _address(pixels: NDArray[Any]) -> int:
    address: int = pixels.__array_interface__["data"][0]
    return address


def _reduced(block: NDArray[Any], rule: SlabRule) -> NDArray[Any]:
    """Take the highest, lowest or mean along the first axis, (n, rows, columns).

    Notes
    -----
    Where the slices are each other's neighbours in memory, a part is laid out anew first:
    three times as fast as reading along them.
    """
    if abs(block.strides[0]) >= min(abs(step) for step in block.strides[1:]):
        return _combined(block, rule)
    is_turned = abs(block.strides[1]) < abs(block.strides[2])
    turned = block.swapaxes(1, 2) if is_turned else block
    parts = [
        _combined(np.ascontiguousarray(turned[:, start : start + _ROWS]), rule)
        for start in range(0, turned.shape[1], _ROWS)
    ]
    whole = np.concatenate(parts)
    return whole.T if is_turned else whole


def _combined(block: NDArray[Any], rule: SlabRule) -> NDArray[Any]:
    if rule is SlabRule.MEAN:
        kind = np.int64 if np.issubdtype(block.dtype, np.integer) else np.float64
        total = np.add.reduce(block, axis=0, dtype=kind)
        return np.asarray(total / np.float32(len(block)), dtype=np.float32)
    take = np.minimum if rule is SlabRule.MIN else np.maximum
    return np.asarray(take.reduce(block, axis=0))


def sample_slab(
    heatmap: Heatmap, frame: SliceFrame, slab: Slab, *, smooth: bool = True
) -> NDArray[np.float32]:
    """Sample the strongest value of a map within a slab at the pixels of its plane.

    Whatever is taken of the image, of the map it is the highest, and in signed places the
    value of largest size where that is higher than any for the target.

    Returns
    -------
    float32 array
        frame.shape; fewer pixels over the same plane where the map lies askew to it.

    Notes
    -----
    The map's cells are interpolated at the depth of each slice, the strongest is kept, and
    that layer of cells is interpolated over the plane. Between cells this is never below
    the strongest of the slices.
    """
    to_cells = np.linalg.inv(heatmap.grid.affine[:3, :3])
    step = to_cells @ frame.to_world[:3, 2]
    axis = int(np.argmax(np.abs(step)))
    across = to_cells[axis] @ frame.to_world[:3, :2]
    drift = np.abs(np.delete(step, axis)).max() * frame.count
    drift = max(drift, float(np.abs(across) @ np.array(frame.shape[::-1])))
    if drift > _DRIFT_CELLS:
        return _sample_askew(heatmap, frame, slab, smooth=smooth)
    offset = frame.to_world[:3, 3] - heatmap.grid.affine[:3, 3]
    depths = to_cells[axis] @ offset + np.arange(slab.first, slab.last + 1) * step[axis]
    layer = _strongest(_at_depths(heatmap.array, axis, depths, smooth=smooth))
    flat = Heatmap(np.expand_dims(layer, axis), _layer_grid(heatmap.grid, axis), heatmap.method)
    return sample_heatmap(flat, frame, smooth=smooth)


def _at_depths(
    cells: NDArray[np.float32], axis: int, depths: NDArray[np.float64], *, smooth: bool
) -> NDArray[np.float32]:
    """Interpolate cells along one axis, which becomes the first; 0 beyond half a cell."""
    count, reach = cells.shape[axis], 0.5 + _BORDER_CELLS
    is_inside = (depths >= -reach) & (depths <= count - 1 + reach)
    held = np.clip(depths if smooth else np.floor(depths + 0.5), 0, count - 1)
    low = np.floor(held).astype(np.intp)
    turned, shape = np.moveaxis(cells, axis, 0), (-1, 1, 1)
    share = (held - low).astype(np.float32).reshape(shape)
    mixed = turned[low] * (1 - share) + turned[np.minimum(low + 1, count - 1)] * share
    return np.asarray(mixed * is_inside.reshape(shape), dtype=np.float32)


def _strongest(layers: NDArray[np.float32]) -> NDArray[np.float32]:
    """Highest value along the first axis, or the lowest where that is larger in size."""
    high, low = layers.max(axis=0), layers.min(axis=0)
    return np.asarray(np.where(high >= -low, high, low))


@lru_cache(maxsize=16)
def _layer_grid(grid: Grid, axis: int) -> Grid:
    """Grid of one layer of cells, so thick that every slice lies in it."""
    thickness = _THICK * grid.shape[axis]
    widen = np.eye(4)
    widen[axis, axis], widen[axis, 3] = thickness, (grid.shape[axis] - 1) / 2
    shape = tuple(1 if k == axis else n for k, n in enumerate(grid.shape))
    return Grid(shape, grid.affine @ widen)


def _sample_askew(
    heatmap: Heatmap, frame: SliceFrame, slab: Slab, *, smooth: bool
) -> NDArray[np.float32]:
    """Sample slice by slice on fewer pixels, as nothing can be shared between slices."""
    rows, columns = (min(count, _ACROSS_PIXELS) for count in frame.shape)
    coarse = resized_frame(frame, (rows, columns))
    count = min(slab.last - slab.first + 1, _ACROSS_SLICES)
    numbers = np.unique(np.linspace(slab.first, slab.last, count).round().astype(int))
    layers = [
        sample_heatmap(heatmap, replace(coarse, index=int(number)), smooth=smooth)
        for number in numbers
    ]
    return _strongest(np.array(layers))
