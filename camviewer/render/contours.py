"""Lines around the places that hold a stated share of a heatmap's mass.

Cells are taken, strongest first, until they hold that share of all positive values. The level
lies midway between the weakest of them and the strongest of the others, so that an interpolated
line runs between the two, and around a single cell too. Of a signed map the cells that speak
against the target are taken likewise, with the share of all negative values.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from camviewer.render.overlay import sample_heatmap
from camviewer.render.sheet import font_of
from camviewer.render.slab import sample_slab
from camviewer.render.slicing import resized_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from camviewer.core.image import Heatmap
    from camviewer.render.slab import Slab
    from camviewer.render.slicing import SliceFrame

SHARES = (0.05, 0.10, 0.20)
_AT_ONCE_CELLS = 2**21
_PIXELS_PER_CELL = 6
_FEWEST, _MOST = 48, 128
_BARELY = 1e-6
_LABELLED_FROM = 150
_LABELS_ACROSS = 40
LINE_COLOUR, AGAINST_COLOUR = (255, 255, 255), (120, 190, 255)
"""Of lines around what speaks for the target, and around what speaks against it."""
_CASING = (0, 0, 0)
# The label of the narrowest line stands at its right end, the others' at their tops.
_LABEL_ENDS = ((0, np.argmax), (1, np.argmin), (1, np.argmin))

_known: WeakKeyDictionary[Heatmap, tuple[float, ...]] = WeakKeyDictionary()
_known_against: WeakKeyDictionary[Heatmap, tuple[float, ...]] = WeakKeyDictionary()


@dataclass(frozen=True, eq=False)
class Contour:
    """One line, in pieces.

    Attributes
    ----------
    share
        Of the mass that it holds over the whole map, in (0, 1].
    segments : float32 array, (n, 2, 2)
        Both ends of each piece as (column, row) of the plane's pixels, whole at the centres
        of pixels.
    is_against
        Whether the mass speaks against the target.
    """

    share: float
    segments: NDArray[np.float32]
    is_against: bool = False

    @property
    def words(self) -> str:
        """What is written beside it: ``"5 %"``, ``"−5 %"`` against the target."""
        return f"{'−' if self.is_against else ''}{100 * self.share:.0f} %"


def mass_levels(
    array: NDArray[np.float32], shares: Sequence[float] = SHARES
) -> tuple[float, ...]:
    """Find the level of each share of the positive mass.

    Parameters
    ----------
    array : float32 array, any shape
        Cells of equal size.
    shares
        Each in (0, 1].

    Returns
    -------
    tuple of float
        In the order of ``shares``, each positive; empty where no cell speaks for the target.
    """
    positive = array[array > 0]
    if not positive.size:
        return ()
    falling = np.sort(positive, kind="stable")[::-1]
    held = np.cumsum(falling, dtype=np.float64)
    wanted = np.asarray(shares) * held[-1] * (1 - _BARELY)
    places = np.minimum(np.searchsorted(held, wanted), len(falling) - 1)
    weakest = falling[places].astype(np.float64)
    # Equal cells belong together: the first that is lower is the strongest outside.
    beyond = len(falling) - np.searchsorted(falling[::-1], falling[places])
    others = np.append(falling.astype(np.float64), 0.0)[beyond]
    return tuple(float(level) for level in (weakest + others) / 2)


def map_levels(heatmap: Heatmap, *, against: bool = False) -> tuple[float, ...]:
    """Levels of :data:`SHARES`, each positive; kept with the map.

    Parameters
    ----------
    against
        Of what speaks against the target, its sign turned.
    """
    known = _known_against if against else _known
    if heatmap not in known:
        known[heatmap] = mass_levels(-heatmap.array if against else heatmap.array)
    return known[heatmap]


def levels_at_once(heatmap: Heatmap, *, against: bool = False) -> tuple[float, ...]:
    """Return the levels when they are known or quickly found, else none."""
    known = _known_against if against else _known
    is_quick = heatmap in known or heatmap.array.size <= _AT_ONCE_CELLS
    return map_levels(heatmap, against=against) if is_quick else ()


def contours_on(
    heatmap: Heatmap,
    frame: SliceFrame,
    slab: Slab | None = None,
    *,
    smooth: bool = True,
    signed: bool = False,
) -> tuple[Contour, ...]:
    """Draw the lines of :data:`SHARES` on a plane, the narrowest first.

    Parameters
    ----------
    slab : Slab or None
        Slices that are drawn as one.
    smooth
        Around the map interpolated between its cells; else along the borders of cells.
    signed
        Whether those around what speaks against the target follow.

    Notes
    -----
    Interpolated, the map is sampled a few times a cell, which is all that it can show, and
    never at more than 128 x 128 places.
    """
    levels = levels_at_once(heatmap)
    below = levels_at_once(heatmap, against=True) if signed else ()
    if not levels and not below:
        return ()
    shape = _sampled_shape(heatmap, frame) if smooth else frame.shape
    fewer = resized_frame(frame, shape)
    if slab is None:
        values = sample_heatmap(heatmap, fewer, smooth=smooth)
    else:
        values = sample_slab(heatmap, fewer, slab, smooth=smooth)
    ratio = np.array(frame.shape[::-1]) / np.array(values.shape[::-1])
    found = _lines(values, levels, ratio, smooth=smooth)
    if below:
        turned = _lines(-values, below, ratio, smooth=smooth)
        found += [replace(line, is_against=True) for line in turned]
    return tuple(found)


def _lines(
    values: NDArray[np.float32],
    levels: tuple[float, ...],
    ratio: NDArray[np.float64],
    *,
    smooth: bool,
) -> list[Contour]:
    """Trace levels through values, and place the lines on the plane's pixels."""
    trace = partial(_level_lines, values) if smooth else partial(_border_lines, _cells(values))
    lines = []
    for share, level in zip(SHARES, levels, strict=False):
        pieces = trace(np.float32(level))
        placed = (pieces + 0.5) * ratio - 0.5
        lines.append(Contour(share, placed.astype(np.float32)))
    return lines


def _sampled_shape(heatmap: Heatmap, frame: SliceFrame) -> tuple[int, int]:
    """Rows and columns at which a map is sampled for its lines."""
    dims = heatmap.grid.ndim
    to_cells = np.linalg.inv(heatmap.grid.affine[:dims, :dims])
    per_pixel = np.linalg.norm(to_cells @ frame.to_world[:dims, [1, 0]], axis=0)
    rows, columns = (
        min(count, _MOST, max(_FEWEST, math.ceil(count * step * _PIXELS_PER_CELL)))
        for count, step in zip(frame.shape, per_pixel, strict=True)
    )
    return rows, columns


def _level_lines(values: NDArray[np.float32], level: np.float32) -> NDArray[np.float64]:
    """March through the squares between samples, (rows, columns) to (n, 2, 2).

    A line crosses a side where its two ends lie on different sides of the level, at the
    place that linear interpolation gives. Where all four sides are crossed, the mean of the
    corners tells which of them belong together.
    """
    inside = values >= level
    corners = (inside[:-1, :-1], inside[:-1, 1:], inside[1:, 1:], inside[1:, :-1])
    code = np.zeros(corners[0].shape, np.uint8)
    for bit, part in enumerate(corners):
        code |= part.astype(np.uint8) << bit
    rows, columns = np.nonzero((code > 0) & (code < 15))
    if not rows.size:
        return np.zeros((0, 2, 2))
    kinds = code[rows, columns]
    around = np.stack(
        [
            values[rows, columns],
            values[rows, columns + 1],
            values[rows + 1, columns + 1],
            values[rows + 1, columns],
        ]
    ).astype(np.float64)
    points = _crossings(around, float(level)) + np.stack([columns, rows], axis=-1)
    is_joined = around.mean(axis=0) >= level
    pairs = _PAIRS[kinds + 16 * is_joined]  # (squares, 2, 2): up to two pieces, their sides
    which, piece = np.nonzero(pairs[:, :, 0] >= 0)
    sides = pairs[which, piece]
    return np.stack([points[sides[:, end], which] for end in (0, 1)], axis=1)


def _crossings(around: NDArray[np.float64], level: float) -> NDArray[np.float64]:
    """Where the level lies on the top, right, bottom and left side, (4, squares, 2).

    Parameters
    ----------
    around : array, (4, squares)
        Values at the corners: top left, top right, bottom right, bottom left.
    """
    far = np.roll(around, -1, axis=0)
    rise = far - around
    share = np.clip((level - around) / np.where(rise == 0, 1.0, rise), 0, 1)
    zero, one = np.zeros_like(share[0]), np.ones_like(share[0])
    return np.stack(
        [
            np.stack([share[0], zero], axis=-1),
            np.stack([one, share[1]], axis=-1),
            np.stack([1 - share[2], one], axis=-1),
            np.stack([zero, 1 - share[3]], axis=-1),
        ]
    )


def _pairs() -> NDArray[np.intp]:
    """Sides that are joined, by the corners inside (16) and by the middle (2): (32, 2, 2)."""
    table = np.full((32, 2, 2), -1, np.intp)
    for code in range(16):
        is_in = [bool(code >> bit & 1) for bit in range(4)]
        crossed = [side for side in range(4) if is_in[side] != is_in[(side + 1) % 4]]
        if len(crossed) == 2:
            table[[code, code + 16], 0] = crossed
        elif len(crossed) == 4:
            # Corner k lies between sides k - 1 and k: each piece cuts one corner off.
            cut_in = [[(k - 1) % 4, k] for k in range(4) if is_in[k]]
            cut_out = [[(k - 1) % 4, k] for k in range(4) if not is_in[k]]
            table[code], table[code + 16] = cut_in, cut_out
    return table


_PAIRS = _pairs()


class _Cells(NamedTuple):
    """Values of blocks of pixels, (m, n), and the m + 1 and n + 1 borders between them."""

    values: NDArray[np.float32]
    rows: NDArray[np.float64]
    columns: NDArray[np.float64]


def _cells(values: NDArray[np.float32]) -> _Cells:
    """Join neighbouring rows and columns of pixels that are the same."""
    rows, fewer = _distinct(values)
    columns, fewer = _distinct(fewer.T)
    return _Cells(fewer.T, rows, columns)


def _border_lines(cells: _Cells, level: np.float32) -> NDArray[np.float64]:
    """Follow the borders of blocks at or above the level, (n, 2, 2)."""
    _, rows, columns = cells
    inside = np.pad(cells.values >= level, 1)
    line, begin, end = _runs(inside[1:] != inside[:-1])
    down = [np.stack([columns[place], rows[line]], axis=-1) for place in (begin, end)]
    line, begin, end = _runs((inside[:, 1:] != inside[:, :-1]).T)
    across = [np.stack([columns[line], rows[place]], axis=-1) for place in (begin, end)]
    pieces = np.concatenate([np.stack(down, axis=1), np.stack(across, axis=1)])
    return np.asarray(pieces, dtype=np.float64)


def _distinct(values: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    """Drop rows that repeat the one before, as those within a cell do.

    Returns
    -------
    float64 array, (n + 1,)
        Where each of the rows kept begins and the last one ends: borders of pixels.
    float32 array, (n, columns)
    """
    starts = np.flatnonzero(np.any(values[1:] != values[:-1], axis=1)) + 1
    starts = np.concatenate([[0], starts])
    return np.append(starts, len(values)) - 0.5, values[starts]


def _runs(
    edges: NDArray[np.bool_],
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Join pieces of border that lie in a line, (lines, places with one more at both ends).

    Returns
    -------
    three int arrays, (n,)
        Line, and the borders at which each run begins and ends.
    """
    turns = np.diff(np.pad(edges, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    line, begin = np.nonzero(turns == 1)
    _, end = np.nonzero(turns == -1)
    return line, begin - 1, end - 1


def with_contours(pixels: NDArray[np.uint8], contours: Sequence[Contour]) -> NDArray[np.uint8]:
    """Draw lines over pixels with a dark casing, each with its share if there is room.

    Parameters
    ----------
    pixels : uint8 array, (rows, columns) or (rows, columns, 3)
        Of the plane that the lines were drawn on.

    Returns
    -------
    uint8 array, (rows, columns, 3)
    """
    from PIL import Image, ImageDraw

    colour = np.repeat(pixels[..., None], 3, axis=2) if pixels.ndim == 2 else pixels
    picture = Image.fromarray(np.ascontiguousarray(colour))
    scribe = ImageDraw.Draw(picture)
    thin = max(1, round(max(pixels.shape[:2]) / 500))
    for is_casing, extra in ((True, 2 * thin), (False, 0)):
        for contour in contours:
            fill = _CASING if is_casing else _colour(contour)
            width = thin + extra + (thin if contour.share == SHARES[0] else 0)
            for piece in contour.segments.tolist():
                scribe.line([tuple(end) for end in piece], fill=fill, width=width)
    font = font_of(max(10.0, max(pixels.shape[:2]) / _LABELS_ACROSS))
    labelled = contours if min(pixels.shape[:2]) >= _LABELLED_FROM else ()
    for contour in labelled:
        axis, find = _LABEL_ENDS[SHARES.index(contour.share)]
        ends = contour.segments.reshape(-1, 2)
        if len(ends):
            x, y = ends[find(ends[:, axis])].tolist()
            place = ("mb", (x, y - 2)) if axis else ("lm", (x + 3, y))
            scribe.text(
                place[1],
                contour.words.replace("−", "-"),
                font=font,
                fill=_colour(contour),
                anchor=place[0],
                stroke_width=1,
                stroke_fill=_CASING,
            )
    return np.asarray(picture)


def _colour(contour: Contour) -> tuple[int, int, int]:
    return AGAINST_COLOUR if contour.is_against else LINE_COLOUR
