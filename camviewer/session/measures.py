"""What was measured: drawing, changing and removing it, and its numbers.

A measure lies on one plane and one slice. Its numbers come from that plane's own voxels, drawn
from whichever side; nothing is interpolated but the heatmap.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np

from camviewer.session.state import Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from camviewer.core.image import Heatmap, Image
    from camviewer.render.regions import Statistics
    from camviewer.render.slicing import SliceFrame
    from camviewer.session.state import State

Points = tuple[tuple[float, ...], ...]
_KEPT = 256


@dataclass(frozen=True)
class ImageNumbers:
    """What a measure says of the image.

    Attributes
    ----------
    unit
        Of lengths: ``"mm"``, or ``"px"`` in a picture.
    length
        Between the ends of a distance, through the full affine; None for regions.
    area
        Of a region: its pixels times the area of one, in the unit squared; None for distances.
    values
        Of the image at the pixels whose centres lie inside, in the image's unit; None for
        distances.
    """

    unit: str
    length: float | None = None
    area: float | None = None
    values: Statistics | None = None


@dataclass(frozen=True)
class HeatNumbers:
    """What a region says of a heatmap, sampled at the pixels inside as it is drawn.

    Attributes
    ----------
    mean, maximum
        In the map's unit; NaN where the region has no pixel.
    slice_share, whole_share
        Part of the positive heat of this slice, and of the whole image, that lies inside;
        NaN where there is none. Cells that speak against the target count as 0.
    """

    mean: float
    maximum: float
    slice_share: float
    whole_share: float


# Numbers


def measure_frame(image: Image, measure: Measure) -> SliceFrame:
    """Lay the plane that a measure lies on."""
    from camviewer.render.slicing import Plane, frame_at, picture_frame

    if not measure.plane:
        return picture_frame(image)
    return frame_at(image.grid, Plane(measure.plane), measure.points[0])


def distance(points: Points) -> float:
    """Length of a line through world coordinates, in their unit."""
    return sum(math.dist(one, other) for one, other in pairwise(points))


def image_numbers(image: Image, measure: Measure) -> ImageNumbers:
    """Work out what a measure says of the image; kept until one of the two changes."""
    place = (measure.kind, measure.plane, measure.points)
    made: ImageNumbers = _kept(_of_images, image, place, lambda: _image_numbers(image, measure))
    return made


def heat_numbers(
    image: Image, measure: Measure, heatmap: Heatmap, *, smooth: bool = True
) -> HeatNumbers | None:
    """Work out how much heat a region holds; None for distances. Kept as above."""
    if measure.kind == "distance" or heatmap.grid.ndim != image.grid.ndim:
        return None
    place = (measure.kind, measure.plane, measure.points, image.grid, smooth)
    made: HeatNumbers = _kept(
        _of_maps, heatmap, place, lambda: _heat_numbers(image, measure, heatmap, smooth)
    )
    return made


_of_images: WeakKeyDictionary[Any, dict[Any, Any]] = WeakKeyDictionary()
_of_maps: WeakKeyDictionary[Any, dict[Any, Any]] = WeakKeyDictionary()


def _kept(
    store: WeakKeyDictionary[Any, dict[Any, Any]],
    owner: object,
    place: tuple[object, ...],
    make: Callable[[], Any],
) -> Any:  # noqa: ANN401 - what make returns
    """Return the numbers of a place, made once as long as their owner lives."""
    known = store.setdefault(owner, {})
    if place not in known:
        if len(known) >= _KEPT:
            known.clear()
        known[place] = make()
    return known[place]


def _image_numbers(image: Image, measure: Measure) -> ImageNumbers:
    from camviewer.render import regions

    unit = "mm" if image.is_volume else "px"
    if measure.kind == "distance":
        return ImageNumbers(unit, length=distance(measure.points))
    frame = measure_frame(image, measure)
    points = regions.plane_points(frame, measure.points)
    region = regions.region_of(measure.kind, points, frame.shape)
    values = regions.statistics(regions.region_values(image, frame, region))
    return ImageNumbers(unit, area=region.count * regions.pixel_area(frame), values=values)


def _heat_numbers(
    image: Image,
    measure: Measure,
    heatmap: Heatmap,
    smooth: bool,  # noqa: FBT001 - as overlay.smooth
) -> HeatNumbers:
    from camviewer.render import regions
    from camviewer.render.overlay import sample_heatmap, sum_on_grid

    frame = measure_frame(image, measure)
    points = regions.plane_points(frame, measure.points)
    region = regions.region_of(measure.kind, points, frame.shape)
    positive, part = positive_part(heatmap), regions.cut(frame, region)
    drawn = regions.statistics(sample_heatmap(heatmap, part, smooth=smooth)[region.inside])
    heat = sample_heatmap(positive, part, smooth=smooth)[region.inside]
    inside = float(heat.sum(dtype=np.float64))
    here = sum_on_grid(positive, regions.slice_grid(frame), smooth=smooth)
    return HeatNumbers(
        drawn.mean,
        drawn.maximum,
        share(inside, here),
        share(inside, whole_heat(image, heatmap, smooth=smooth)),
    )


def share(part: float, whole: float) -> float:
    """Return a part of a whole; NaN where the whole is nothing."""
    return part / whole if whole > 0 else float("nan")


def positive_part(heatmap: Heatmap) -> Heatmap:
    """Return the map with 0 for every cell that speaks against the target."""
    made: Heatmap = _kept(_of_maps, heatmap, ("positive",), lambda: _clipped(heatmap))
    return made


def _clipped(heatmap: Heatmap) -> Heatmap:
    return replace(heatmap, array=np.maximum(heatmap.array, 0))


def whole_heat(image: Image, heatmap: Heatmap, *, smooth: bool = True) -> float:
    """Positive heat of all voxels of an image."""
    from camviewer.render.overlay import sum_on_grid

    place = ("whole", image.grid, smooth)
    made: float = _kept(
        _of_maps,
        heatmap,
        place,
        lambda: sum_on_grid(positive_part(heatmap), image.grid, smooth=smooth),
    )
    return made


# Drawing and changing


def add(state: State, kind: str, plane: str, points: Points) -> Measure:
    """Add what was drawn, and mark it."""
    measures = state.measures
    key = 1 + max((each.key for each in measures.items), default=0)
    made = Measure(key, kind, plane, points)
    measures.items = (*measures.items, made)
    measures.selected = key
    return made


def change(state: State, key: int, **changes: object) -> None:
    """Move a measure to other points, or give it another label."""
    items = state.measures.items
    state.measures.items = tuple(
        replace(each, **changes) if each.key == key else each  # type: ignore[arg-type]
        for each in items
    )


def remove(state: State, key: int | None) -> None:
    """Take a measure away."""
    measures = state.measures
    if measures.selected == key:
        measures.selected = None
    measures.items = tuple(each for each in measures.items if each.key != key)


def remove_all(state: State) -> None:
    """Take all measures away."""
    state.measures.selected = None
    state.measures.items = ()


def clear(state: State) -> None:
    """Begin a new case: nothing is measured, no mask is there."""
    remove_all(state)
    state.view.tool = ""
    masks = state.masks
    masks.items, masks.visible, masks.numbers, masks.fits = (), (), {}, {}


def go_to(state: State, measure: Measure) -> None:
    """Show the slice of a measure with the crosshair in its middle, and mark it."""
    view = state.view
    if measure.plane:
        view.compare_plane = measure.plane
        if view.maximised:
            view.maximised = measure.plane
    middle = np.mean([np.min(measure.points, axis=0), np.max(measure.points, axis=0)], axis=0)
    view.position = tuple(float(x) for x in middle)
    state.measures.selected = measure.key


# Out


def numbers(measures: Iterable[Measure]) -> Mapping[int, int]:
    """Count the measures of each kind from 1 by age: key to number."""
    counts: dict[str, int] = {}
    found = {}
    for each in measures:
        counts[each.kind] = counts.get(each.kind, 0) + 1
        found[each.key] = counts[each.kind]
    return found
