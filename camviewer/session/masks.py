"""Masks from files: reading them, and how a heatmap lies to them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from camviewer.session.figures import hottest_position
from camviewer.session.mask_numbers import MaskFit, MaskNumbers
from camviewer.session.measures import positive_part, share, whole_heat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from camviewer.core.image import Heatmap, Image, Mask
    from camviewer.core.progress import CancelToken
    from camviewer.render.slicing import SliceFrame
    from camviewer.session.state import Masks


def read_masks(path: Path, image: Image) -> tuple[Mask, ...]:
    """Read the regions of a file, each on the image's grid.

    Raises
    ------
    FormatError, GeometryError
        When the file holds no regions, or none that can lie on this image.
    """
    from camviewer.io.masks import read_masks as read

    return read(path, image)


def add_masks(masks: Masks, read: Sequence[Mask]) -> None:
    """Take in masks that were read, and show them; names that are taken get a number."""
    items = list(masks.items)
    for each in read:
        items.append(_renamed(each, {other.name for other in items}))
    fresh = tuple(each.name for each in items[len(masks.items) :])
    masks.items = tuple(items)
    masks.visible = (*masks.visible, *fresh)


def _renamed(mask: Mask, taken: set[str]) -> Mask:
    name, number = mask.name, 1
    while name in taken:
        number += 1
        name = f"{mask.name} {number}"
    return mask if name == mask.name else replace(mask, name=name)


def show_mask(masks: Masks, name: str, *, is_shown: bool) -> None:
    """Draw the outlines of a mask, or do not."""
    others = tuple(each for each in masks.visible if each != name)
    masks.visible = (*others, name) if is_shown else others


def remove_mask(masks: Masks, name: str) -> None:
    """Take a mask away."""
    masks.fits = {key: fit for key, fit in masks.fits.items() if key != name}
    masks.items = tuple(each for each in masks.items if each.name != name)
    show_mask(masks, name, is_shown=False)


# Numbers


def mask_numbers(image: Image, mask: Mask) -> MaskNumbers:
    """Measure a mask on its image."""
    box = _box(mask.array)
    cell = abs(float(np.linalg.det(image.grid.affine[:-1, :-1])))
    if not box:
        return MaskNumbers(0, 0.0 if image.is_volume else float("nan"), float("nan"))
    part = tuple(slice(first, last + 1) for first, last in zip(*box, strict=True))
    inside = mask.array[part]
    values = image.values(image.array[part][inside])
    finite = values[np.isfinite(values)]
    mean = float(finite.mean(dtype=np.float64)) if finite.size else float("nan")
    count = int(np.count_nonzero(inside))
    volume = count * cell / 1000 if image.is_volume else float("nan")
    middle = image.grid.world(_middle(inside) + np.array(box[0]))
    return MaskNumbers(count, volume, mean, tuple(float(x) for x in middle), box)


def _box(inside: NDArray[np.bool_]) -> tuple[tuple[int, ...], ...]:
    """First and last index inside along each axis; empty where nothing is."""
    axes = range(inside.ndim)
    found = [
        np.flatnonzero(inside.any(axis=tuple(set(axes) - {axis})))[[0, -1]]
        for axis in axes
        if inside.any()
    ]
    return tuple(tuple(int(x) for x in end) for end in zip(*found, strict=True))


def _middle(inside: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Index of a cell inside near the middle: nearest to it on the slice nearest to it."""
    axes = range(inside.ndim)
    counts = [inside.sum(axis=tuple(set(axes) - {axis})) for axis in axes]
    mean = np.array([float(np.average(np.arange(len(each)), weights=each)) for each in counts])
    held = np.flatnonzero(counts[-1])
    last = held[np.argmin(np.abs(held - mean[-1]))]
    here = np.argwhere(inside[..., last])
    nearest = here[np.argmin(((here - mean[:-1]) ** 2).sum(axis=1))]
    return np.append(nearest, last).astype(np.float64)


def fit_masks(
    image: Image,
    masks: Sequence[Mask],
    heatmap: Heatmap,
    drawn: tuple[float, bool],
    *,
    token: CancelToken | None = None,
) -> tuple[MaskFit, ...]:
    """Compare a map with masks at every voxel of the image, slice by slice.

    Parameters
    ----------
    image, masks, heatmap
        In one world.
    drawn
        Value from which the map is drawn, in its unit, and whether it is smooth between
        cells; the map is sampled just so.
    token
        Looked at between two slices.

    Raises
    ------
    Cancelled
        When the token is set.
    """
    from camviewer.metrics.tally import Tally
    from camviewer.render.overlay import sample_heatmap

    threshold, smooth = drawn
    tally = Tally(1.0 if heatmap.is_blank else float(heatmap.array.max()), len(masks))
    energy = np.zeros(len(masks))
    positive = positive_part(heatmap)
    for frame, cuts in _slices(image, masks):
        if token is not None:
            token.check()
        tally.add(sample_heatmap(heatmap, frame, smooth=smooth), cuts)
        if any(cut.any() for cut in cuts):
            heat = sample_heatmap(positive, frame, smooth=smooth)
            energy += [float(heat[cut].sum(dtype=np.float64)) for cut in cuts]
    whole = whole_heat(image, heatmap, smooth=smooth)
    return tuple(
        MaskFit(
            tally.matched_dice(number),
            tally.dice_above(number, max(threshold, 0.0)),
            share(float(energy[number]), whole),
            is_hit(image, mask, heatmap),
        )
        for number, mask in enumerate(masks)
    )


def is_hit(image: Image, mask: Mask, heatmap: Heatmap) -> bool:
    """Whether the centre of the hottest cell lies in a mask; never for a blank map."""
    if heatmap.is_blank:
        return False
    cell = np.floor(image.grid.index(hottest_position(heatmap)) + 0.5).astype(int)
    if np.any(cell < 0) or np.any(cell >= np.array(image.grid.shape)):
        return False
    return bool(mask.array[tuple(cell)])


def _slices(
    image: Image, masks: Sequence[Mask]
) -> Iterator[tuple[SliceFrame, list[NDArray[np.bool_]]]]:
    """Go through all slices along the axis whose slices lie together in memory."""
    from camviewer.render.slicing import Plane, frame_at, picture_frame

    if not image.is_volume:
        yield picture_frame(image), [each.array for each in masks]
        return
    centre = image.grid.centre()
    frames = [frame_at(image.grid, plane, centre) for plane in Plane]
    frame = max(frames, key=lambda each: _stride(image, each))
    for index in range(frame.count):
        here = replace(frame, index=index)
        yield here, [mask_plane(image, mask, here) for mask in masks]


def _stride(image: Image, frame: SliceFrame) -> int:
    """Bytes from one slice to the next."""
    along = image.grid.index(frame.to_world[:3, 2]) - image.grid.index(np.zeros(3))
    return abs(image.array.strides[int(np.argmax(np.abs(along)))])


def mask_part(
    image: Image, mask: Mask, frame: SliceFrame, box: Sequence[Sequence[int]]
) -> tuple[NDArray[np.bool_], tuple[int, int]] | None:
    """Cut the part of a plane that a mask's box covers.

    Parameters
    ----------
    box
        As :class:`camviewer.session.mask_numbers.MaskNumbers` has it.

    Returns
    -------
    bool array, (rows, columns), and the column and row of its first pixel; None where the
    plane does not meet the box.
    """
    ends = [image.grid.world(index) for index in box]
    if not ends:
        return None
    low, high = sorted(round(frame.depth(end)) for end in ends)
    if frame.plane is not None and not low <= frame.index <= high:
        return None
    columns, rows = (
        sorted(round(x) for x in each)
        for each in zip(*(frame.pixel(end) for end in ends), strict=True)
    )
    whole = mask_plane(image, mask, frame)
    part = whole[rows[0] : rows[1] + 1, columns[0] : columns[1] + 1]
    return part, (columns[0], rows[0])


def mask_plane(image: Image, mask: Mask, frame: SliceFrame) -> NDArray[np.bool_]:
    """Cut a mask as the image is drawn, frame.shape, without a copy."""
    from camviewer.render.slicing import slice_pixels

    cut: NDArray[np.bool_] = slice_pixels(replace(image, array=mask.array), frame)
    return cut
