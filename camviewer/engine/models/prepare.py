"""From an image as it was stored to what a network takes in, and where each input voxel lies.

Inside this module every image is (C, D, H, W), D = 1 for pictures, so that pictures and
volumes go the same way. (D, H, W) of a volume are its superior, anterior and right axes.
Planes are read and shrunk one by one: the whole volume is never held in float at its full
resolution.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from camviewer.core.errors import InputError
from camviewer.core.image import Grid
from camviewer.core.orientation import canonical
from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from torch import Tensor

    from camviewer.core.image import Image
    from camviewer.engine.models.spec import InputRecipe


@dataclass(frozen=True, eq=False)
class Prepared:
    """A network's input.

    Attributes
    ----------
    batch : Tensor, (1, C, *S)
        Float32, windowed and normalised.
    grid : Grid
        Of ``S`` in the image's world: mm for volumes (axes D, H, W), pixels for pictures.
    notes : tuple of str
        Sentences the user must see: what was resampled, cut or added.
    """

    batch: Tensor
    grid: Grid
    notes: tuple[str, ...] = ()


def prepare(image: Image, recipe: InputRecipe) -> Prepared:
    """Make a network's input of an image, as the network's recipe says.

    Raises
    ------
    InputError
        When a picture is given to a network for volumes, or the other way round.

    Notes
    -----
    Values that are not finite count as the lowest value of the window. Resampling is linear
    with a triangle filter as wide as the larger of the two pixels, so nothing is aliased.
    """
    _check_axes(image, recipe)
    image = canonical(image)
    low, high = recipe.window or _value_range(image)
    shape, notes = _target_shape(image, recipe)
    values = _resample(image, shape, blank=low, channels=recipe.channels)
    grid = _network_grid(image).divided(shape)
    values.sub_(low).div_(high - low).clamp_(0.0, 1.0)
    if recipe.fit != "squash":
        is_cut = recipe.fit == "crop"
        values, grid, more = _fit_window(values, grid, recipe.size, is_cut=is_cut)
        notes += more
    mean, std = (
        torch.tensor(x, dtype=torch.float32).reshape(-1, 1, 1, 1)
        for x in (recipe.mean, recipe.std)
    )
    values = values.expand(recipe.channels, *values.shape[1:])
    batch = ((values - mean) / std).reshape(1, recipe.channels, *grid.shape)
    return Prepared(batch, grid, notes)


def prepared_shape(image: Image, recipe: InputRecipe) -> tuple[int, ...]:
    """Return the cells that :func:`prepare` would make, without making them.

    Raises
    ------
    InputError
        When a picture is given to a network for volumes, or the other way round.
    """
    _check_axes(image, recipe)
    shape, _ = _target_shape(canonical(image), recipe)
    if recipe.fit == "scan":
        return tuple(max(have, want) for have, want in zip(shape, recipe.size, strict=True))
    return recipe.size


def resample_volume(
    image: Image, spacing_mm: Sequence[float], *, blank: float = 0.0
) -> tuple[Tensor, Grid]:
    """Bring a volume to a spacing, in physical values.

    Parameters
    ----------
    spacing_mm
        Wanted distance along (D, H, W). Kept to within half an output voxel over the volume's
        length, since the volume's outer faces stay where they are.
    blank
        Value of voxels that are not finite.

    Returns
    -------
    values : Tensor, (1, 1, D, H, W)
        Float32, HU for a CT; D grows towards superior, H anterior, W right.
    grid : Grid
        Of (D, H, W) in the volume's world.
    """
    image = canonical(image)
    grid = _network_grid(image)
    shape = _spaced_shape(grid, spacing_mm)
    return _resample(image, shape, blank=blank, channels=1)[None], grid.divided(shape)


def cells(grid: Grid, shape: tuple[int, ...]) -> Grid:
    """Return the grid of a layer's map, whose cells share out an input grid evenly.

    Notes
    -----
    With n input voxels and m cells along an axis, cell c covers s = n / m voxels and its
    centre lies at voxel ``(c + 0.5) s - 0.5``.
    """
    return grid.divided(shape)


def _check_axes(image: Image, recipe: InputRecipe) -> None:
    """Refuse an image whose number of axes is not the network's."""
    if image.grid.ndim == len(recipe.size):
        return
    if image.is_volume:
        raise InputError(
            say("engine", "This network looks at pictures, not at volumes."),
            hint=say("engine", "Choose a 3D model, nodule3d for instance."),
        )
    raise InputError(
        say("engine", "This network looks at volumes, not at pictures."),
        hint=say("engine", "Choose a 2D model, efficientnet-lite0 for instance."),
    )


def _value_range(image: Image) -> tuple[float, float]:
    """Values that become 0 and 1 when a recipe names none: the stored type's for pictures."""
    kind = image.array.dtype.kind
    if kind == "b":
        return 0.0, 1.0
    if kind == "u" and not image.is_volume:
        return 0.0, float(np.iinfo(image.array.dtype).max)
    lows, highs = zip(*(_finite_range(plane) for plane in _planes(image)), strict=True)
    low, high = min(lows), max(highs)
    if kind == "f" and low >= 0.0 and high <= 1.0 and not image.is_volume:
        return 0.0, 1.0
    return (low, high) if low < high else (min(low, 0.0), min(low, 0.0) + 1.0)


def _finite_range(plane: Tensor) -> tuple[float, float]:
    """Smallest and largest finite value; inverted infinities where there is none."""
    finite = plane[torch.isfinite(plane)]
    if finite.numel() == 0:
        return np.inf, -np.inf
    return float(finite.min()), float(finite.max())


def _planes(image: Image) -> Iterator[Tensor]:
    """Physical values of one plane after another, (C, H, W) float32; pictures have one."""
    colour = image.array if image.is_colour else image.array[..., None]
    if not image.is_volume:
        yield torch.from_numpy(np.moveaxis(image.values(colour), 2, 0).copy())
        return
    for index in range(colour.shape[2]):
        yield torch.from_numpy(image.values(colour[:, :, index]).transpose(2, 1, 0).copy())


def _network_grid(image: Image) -> Grid:
    """Grid of an image's cells in a network's order: (S, A, R) of a volume in RAS order."""
    if not image.is_volume:
        return image.grid
    affine = image.grid.affine[:, [2, 1, 0, 3]]
    return Grid(image.grid.shape[::-1], affine)


def _spaced_shape(grid: Grid, spacing_mm: Sequence[float]) -> tuple[int, ...]:
    """Cells that bring a grid nearest to a spacing."""
    pairs = zip(grid.shape, grid.spacing, spacing_mm, strict=True)
    return tuple(max(1, round(count * old / new)) for count, old, new in pairs)


def _target_shape(image: Image, recipe: InputRecipe) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Shape to resample to before anything is cut or added, and what to say of it."""
    grid = _network_grid(image)
    if recipe.fit == "squash":
        is_other = recipe.resized and grid.shape != recipe.size
        return recipe.size, (say("models", recipe.resized),) if is_other else ()
    if recipe.spacing_mm is not None:
        shape = _spaced_shape(grid, recipe.spacing_mm)
        if shape == grid.shape:
            return shape, ()
        old, new = (
            " × ".join(f"{x:.3g}" for x in spacing)
            for spacing in (grid.spacing, recipe.spacing_mm)
        )
        return shape, (say("engine", "Resampled from {old} to {new} mm.", old=old, new=new),)
    if recipe.fit == "scan":
        return grid.shape, ()
    pairs = list(zip(recipe.size, grid.shape, strict=True))
    scale = max(size * recipe.crop_scale / count for size, count in pairs)
    return tuple(max(size, round(count * scale)) for size, count in pairs), ()


def _resample(image: Image, shape: tuple[int, ...], *, blank: float, channels: int) -> Tensor:
    """Physical values at another number of cells, (C, D, H, W); C is 1 or ``channels``."""
    depth = image.grid.shape[2] if image.is_volume else 1
    is_averaged = image.is_colour and channels == 1
    count = 3 if image.is_colour and not is_averaged else 1
    shrunk = torch.empty(count, depth, *shape[-2:])
    for index, plane in enumerate(_planes(image)):
        finite = torch.nan_to_num(plane, nan=blank, posinf=blank, neginf=blank)
        grey = finite.mean(dim=0, keepdim=True) if is_averaged else finite
        shrunk[:, index] = _resize(grey, shape[-2], shape[-1])
    if not image.is_volume or shape[0] == depth:
        return shrunk
    flat = shrunk.reshape(count, depth, -1)
    return _resize(flat, shape[0], flat.shape[-1]).reshape(count, *shape)


def _resize(planes: Tensor, height: int, width: int) -> Tensor:
    """Linear resampling without aliasing of (C, H, W), outer faces kept."""
    if planes.shape[-2:] == (height, width):
        return planes
    return functional.interpolate(
        planes[None], size=(height, width), mode="bilinear", align_corners=False, antialias=True
    )[0]


def _fit_window(
    values: Tensor, grid: Grid, size: tuple[int, ...], *, is_cut: bool
) -> tuple[Tensor, Grid, tuple[str, ...]]:
    """Add zeros (the window's lowest value) up to ``size``, and cut the middle if asked to."""
    missing = [max(0, want - have) for want, have in zip(size, grid.shape, strict=True)]
    excess = [max(0, have - want) * is_cut for want, have in zip(size, grid.shape, strict=True)]
    before = [gap // 2 - over // 2 for gap, over in zip(missing, excess, strict=True)]
    after = [
        gap - over - first for gap, over, first in zip(missing, excess, before, strict=True)
    ]
    if not any(before) and not any(after):
        return values, grid, ()
    pads = [pad for axis in reversed(range(grid.ndim)) for pad in (before[axis], after[axis])]
    fitted = functional.pad(values, pads)
    shift = np.eye(grid.ndim + 1)
    shift[:-1, -1] = [-first for first in before]
    shape = tuple(fitted.shape[-grid.ndim :])
    notes = []
    if any(missing):
        notes.append(
            say("engine", "Empty space was added around an image smaller than the input.")
        )
    if any(excess):
        notes.append(say("engine", "Only the middle was looked at."))
    return fitted, Grid(shape, grid.affine @ shift), tuple(notes)
