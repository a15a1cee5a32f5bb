"""Slices to volumes: which belong together, in which order they lie, and where.

Knows no file format. Positions and directions are DICOM's, in LPS mm; a volume's affine is in
RAS mm. Distances between slices come from their positions, never from a stated thickness.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.words import say
from camviewer.io import stack_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_LPS_TO_RAS = np.diag([-1.0, -1.0, 1.0, 1.0])
_SAME_MM = 0.01
_SAME_COSINE = 5e-3
_SAME_SPACING = 1e-3
_OFF_MM = 0.1
_WHOLE = 0.25
_MISSING_SHARE = 0.25
_TILT_DEGREES = 0.5
_ODD = 2


@dataclass(frozen=True, eq=False)
class Slice:
    """One picture of a series and where it lies.

    Attributes
    ----------
    path, frame
        File, and number of the picture in it, from 0.
    series, uid
        What tells its series, and itself, from others.
    number
        Its number in the series, as the scanner counted; 0 when not given.
    shape
        Rows and columns.
    placement : float64 array, (3, 3), or None
        Position of the first pixel's centre in LPS mm, then the unit vectors along which the
        column number and the row number grow; None where the file gives no such thing.
    spacing
        Between rows and between columns, in mm.
    thickness
        As the file claims, in mm; used for a single slice only. 0: unknown.
    scale
        Slope and intercept.
    moment
        Tells pictures of one place apart, and orders them: time, echo, number.
    window
        Width and level to show it in, or None.
    """

    path: Path
    frame: int
    series: str
    uid: str
    number: int
    shape: tuple[int, int]
    placement: NDArray[np.float64] | None
    spacing: tuple[float, float]
    thickness: float
    scale: tuple[float, float]
    moment: tuple[float, ...]
    window: tuple[float, float] | None = None

    @property
    def where(self) -> NDArray[np.float64]:
        """The placement of a slice that has one."""
        if self.placement is None:
            raise ValueError("the slice has no place")
        return self.placement

    @property
    def normal(self) -> NDArray[np.float64]:
        """Unit normal in LPS: across its rows and columns, right-handed."""
        normal = np.cross(self.where[1], self.where[2])
        return np.asarray(normal / np.linalg.norm(normal))


@dataclass(frozen=True, eq=False)
class Stack:
    """Slices that make one volume, along their normal; or one slice without a place.

    Attributes
    ----------
    slices
        In order.
    phase, phases
        Which of several at the same places it is, from 1, and how many there are.
    doubles
        How many others were left out because they lie where one of these does.
    odd
        How many of the series were left out because of another size or direction.
    """

    slices: tuple[Slice, ...]
    phase: int = 1
    phases: int = 1
    doubles: int = 0
    odd: int = 0

    @property
    def is_placed(self) -> bool:
        """Whether it lies in space."""
        return self.slices[0].placement is not None

    @property
    def depths(self) -> NDArray[np.float64]:
        """Where the slices lie along the normal of the first, in mm."""
        spots = np.array([each.where[0] for each in self.slices])
        return np.asarray(spots @ self.slices[0].normal)

    @property
    def spacing(self) -> float:
        """Usual distance of neighbouring slices, in mm; 0 for one slice."""
        return _usual(np.diff(self.depths)) if len(self.slices) > 1 else 0.0


@dataclass(frozen=True, eq=False)
class Layout:
    """Where a stack's slices go.

    Attributes
    ----------
    affine : float64 array, (4, 4)
        Index (column, row, slice) to RAS mm.
    slots
        Index of each slice along the third axis; those left over stay empty.
    depth
        Length of the third axis.
    sentences
        What the user must see.
    """

    affine: NDArray[np.float64]
    slots: tuple[int, ...]
    depth: int
    sentences: tuple[str, ...]


def stacks_of(slices: Sequence[Slice]) -> list[Stack]:
    """Split the slices of one series into volumes: by size and direction, then by moment.

    One or two slices that lie otherwise than a whole stack are left out and counted.
    Pictures without a place are a stack each.
    """
    clusters = _clusters(sorted(slices, key=lambda each: (each.number, each.uid)))
    largest = max(len(cluster) for cluster in clusters)
    kept = [each for each in clusters if len(each) > _ODD or largest <= _ODD]
    odd = len(slices) - sum(len(cluster) for cluster in kept)
    found: list[Stack] = []
    for alike in kept:
        if alike[0].placement is None:
            found += [Stack((each,)) for each in alike]
        else:
            found += _by_moment(alike, odd)
    return found


def layout(stack: Stack) -> Layout:
    """Lay a stack's slices on a regular grid by their positions.

    Missing slices, at whole multiples of the spacing, keep their places empty, so that the
    others stay where they are. The third axis runs along the positions, not along the normal:
    a tilted gantry gives a sheared affine.
    """
    first = stack.slices[0]
    spots = np.array([each.where[0] for each in stack.slices])
    told = _left_out(stack)
    slots = np.zeros(1, int)
    start, step = spots[0], first.normal * (first.thickness or 1.0)
    if len(spots) == 1:
        told += (stack_words.single(first.thickness),)
    else:
        slots = _slots(np.diff(stack.depths))
        start, step = _line(slots, spots)
        off = spots - start - np.outer(slots, step)
        told += _gaps(stack, slots) + _unequal(stack, off, step)
        told += _sideways(off, first) or _tilt(step, first)
    affine = np.eye(4)
    affine[:3, 0] = first.where[1] * first.spacing[1]
    affine[:3, 1] = first.where[2] * first.spacing[0]
    affine[:3, 2], affine[:3, 3] = step, start
    places = tuple(int(each) for each in slots)
    return Layout(_LPS_TO_RAS @ affine, places, places[-1] + 1, told)


def _clusters(slices: Sequence[Slice]) -> list[list[Slice]]:
    """Gather slices of one size, spacing and direction."""
    clusters: list[list[Slice]] = []
    for each in slices:
        home = next((some for some in clusters if _is_alike(each, some[0])), None)
        if home is None:
            clusters.append([each])
        else:
            home.append(each)
    return clusters


def _is_alike(one: Slice, other: Slice) -> bool:
    """Tell whether two slices can lie in one volume."""
    if one.shape != other.shape or (one.placement is None) != (other.placement is None):
        return False
    if one.placement is None:
        return True
    turned = np.abs(one.where[1:] - other.where[1:]).max()
    nearer = max(abs(a / b - 1) for a, b in zip(one.spacing, other.spacing, strict=True))
    return bool(turned <= _SAME_COSINE and nearer <= _SAME_SPACING)


def _by_moment(slices: Sequence[Slice], odd: int) -> Iterator[Stack]:
    """Sort slices along their normal, and split those that lie equally often everywhere."""
    unique = list({(each.uid, *each.where[0]): each for each in slices}.values())
    copies = len(slices) - len(unique)
    places = _places(unique)
    counts = {len(place) for place in places}
    if len(counts) == 1:
        phases = counts.pop()
        for phase, one in enumerate(zip(*places, strict=True), start=1):
            yield Stack(tuple(one), phase, phases, copies, odd)
    else:
        doubles = copies + len(unique) - len(places)
        yield Stack(tuple(place[0] for place in places), doubles=doubles, odd=odd)


def _places(slices: Sequence[Slice]) -> list[list[Slice]]:
    """Gather slices that lie at one depth, ordered in time; the depths rise."""
    normal = slices[0].normal
    depths = [float(each.where[0] @ normal) for each in slices]
    places: list[list[Slice]] = []
    last = -np.inf
    for index in np.argsort(depths, kind="stable"):
        if depths[index] - last >= _SAME_MM:
            places.append([])
            last = depths[index]
        places[-1].append(slices[index])
    return [sorted(place, key=lambda each: (each.moment, each.uid)) for place in places]


def _usual(steps: NDArray[np.float64]) -> float:
    """Return the lower median, which a few large steps do not move."""
    return float(np.sort(steps)[(len(steps) - 1) // 2])


def _slots(steps: NDArray[np.float64]) -> NDArray[np.int_]:
    """Give each slice its index, leaving those of missing slices out.

    Steps near whole multiples of the usual one, a quarter more slices at most, mean missing
    slices; at other steps the slices are numbered one by one.
    """
    whole = np.rint(steps / _usual(steps))
    missing = int(whole.sum()) - len(steps)
    is_whole = whole.min() >= 1 and np.abs(steps / _usual(steps) - whole).max() <= _WHOLE
    if not is_whole or missing > max(1, _MISSING_SHARE * len(steps)):
        return np.arange(len(steps) + 1)
    return np.concatenate([[0], np.cumsum(whole)]).astype(int)


def _line(
    slots: NDArray[np.int_], spots: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Fit start and step of the line on which the slices' first pixels lie, to a picometre."""
    design = np.stack([np.ones(len(slots)), slots], axis=1)
    start, step = np.linalg.lstsq(design, spots, rcond=None)[0].round(9)
    return start, step


def _left_out(stack: Stack) -> tuple[str, ...]:
    """Write which slices of the series are not shown."""
    told: tuple[str, ...] = ()
    if stack.doubles:
        told += (stack_words.doubles(stack.doubles),)
    if stack.odd:
        told += (stack_words.odd(stack.odd),)
    return told


def _neighbours(stack: Stack, index: int) -> tuple[int, int]:
    """Return the scanner's numbers of two neighbours, or count from 1 where it gave none."""
    numbers = [each.number for each in stack.slices]
    if min(numbers) < 1 or len(set(numbers)) < len(numbers):
        numbers = list(range(1, len(numbers) + 1))
    low, high = sorted(numbers[index : index + 2])
    return low, high


def _gaps(stack: Stack, slots: NDArray[np.int_]) -> tuple[str, ...]:
    """Write how many slices are missing, and where."""
    missing = np.diff(slots) - 1
    if not missing.any():
        return ()
    gaps = [_neighbours(stack, int(index)) for index in np.flatnonzero(missing)]
    return (stack_words.missing(int(slots[-1]) + 1, len(slots), gaps),)


def _unequal(
    stack: Stack, off: NDArray[np.float64], step: NDArray[np.float64]
) -> tuple[str, ...]:
    """Write how far slices lie from even steps; nothing when they do not."""
    normal = stack.slices[0].normal
    along = float(np.abs(off @ normal).max())
    if along <= _OFF_MM:
        return ()
    steps, usual = np.diff(stack.depths), stack.spacing
    worst = int(np.abs(steps - usual).argmax())
    low, high = _neighbours(stack, worst)
    sentence = say(
        "io",
        "The slices are unequally spaced: {usual} mm expected, {found} mm found between slices "
        "{low} and {high}; shown {shown} mm apart, up to {off} mm from their true places.",
        usual=f"{usual:.2f}",
        found=f"{steps[worst]:.2f}",
        low=low,
        high=high,
        shown=f"{abs(step @ normal):.2f}",
        off=f"{along:.1f}",
    )
    return (sentence,)


def _sideways(off: NDArray[np.float64], first: Slice) -> tuple[str, ...]:
    """Write how far slices are shifted within their plane; nothing when they are not."""
    across = off - np.outer(off @ first.normal, first.normal)
    distance = float(np.linalg.norm(across, axis=1).max())
    if distance <= _OFF_MM:
        return ()
    sentence = say(
        "io",
        "Slices are shifted sideways by up to {distance} mm against each other: distances "
        "across them are unreliable.",
        distance=f"{distance:.1f}",
    )
    return (sentence,)


def _tilt(step: NDArray[np.float64], first: Slice) -> tuple[str, ...]:
    """Write by how much the stack leans from the slices' normal."""
    cosine = float(step @ first.normal / np.linalg.norm(step))
    angle = float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))
    if angle <= _TILT_DEGREES:
        return ()
    words = say("io", "The slices are stacked {angle}° off their normal (a tilted gantry).")
    return (words.format(angle=f"{angle:.1f}"),)
