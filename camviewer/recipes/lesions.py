"""Synthetic nodules and masses, blended into real lung."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

_FINE = 5  # sub-slices of 1 mm in a slice of 5 mm: the scanner's partial volume
_SPACING = (5.0, 1.0, 1.0)


@dataclass(frozen=True)
class Lesion:
    """One synthetic lesion.

    Attributes
    ----------
    diameter_mm
        Of the sphere of the same volume, before its lobes.
    density_hu
        Of its solid part.
    """

    diameter_mm: float
    density_hu: float


def draw_lesion(rng: Generator, least_mm: float = 5.0) -> Lesion:
    """Draw size and density: up to 50 mm, small ones more often; solid to ground glass."""
    diameter = float(least_mm * (50.0 / least_mm) ** rng.uniform(0.0, 1.0))
    is_glass = diameter > 10 and rng.random() < 0.2
    density = rng.uniform(-600, -250) if is_glass else rng.uniform(-80, 90)
    return Lesion(diameter, float(density))


def add_lesion(
    crop: NDArray[np.float32], centre: NDArray[np.float64], lesion: Lesion, rng: Generator
) -> NDArray[np.float32]:
    """Blend a lesion into a crop.

    Parameters
    ----------
    crop : float32 array, (D, H, W)
        HU at 5 × 1 × 1 mm.
    centre : float64 array, (3,)
        In voxels of the crop.
    lesion
        Size and density.
    rng
        Draws shape, edge and texture.

    Returns
    -------
    float32 array, (D, H, W)
        A new crop; denser tissue than the lesion stays.
    """
    return blend_lesion(crop, centre, lesion, rng)[0]


def blend_lesion(
    crop: NDArray[np.float32], centre: NDArray[np.float64], lesion: Lesion, rng: Generator
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Blend a lesion into a crop and tell where it is.

    Parameters
    ----------
    crop, centre, lesion, rng
        As in :func:`add_lesion`.

    Returns
    -------
    crop : float32 array, (D, H, W)
        A new one.
    share : float32 array, (D, H, W)
        How much of each voxel the lesion fills, in [0, 1].
    """
    reach = lesion.diameter_mm + 4.0  # no lobe reaches farther
    low = np.maximum(np.floor(centre - reach / np.array(_SPACING)).astype(int), 0)
    high = np.minimum(np.ceil(centre + reach / np.array(_SPACING)).astype(int) + 1, crop.shape)
    box = tuple(slice(int(a), int(b)) for a, b in zip(low, high, strict=True))
    tissue = crop[box]
    share = _shape(tissue.shape, centre - low, lesion, rng)
    texture = rng.normal(0.0, 18.0, tissue.shape).astype(np.float32)
    inside = np.maximum(tissue, lesion.density_hu + texture)
    blended, filled = crop.copy(), np.zeros_like(crop)
    blended[box] = tissue * (1 - share) + inside * share
    filled[box] = share
    return blended, filled


def _shape(
    shape: tuple[int, ...], centre: NDArray[np.float64], lesion: Lesion, rng: Generator
) -> NDArray[np.float32]:
    """Return the share of each voxel that the lesion fills, in [0, 1]."""
    from scipy import ndimage

    depth = (np.arange(shape[0] * _FINE) + 0.5) / _FINE - 0.5
    axes = (depth, np.arange(shape[1]), np.arange(shape[2]))
    grids = np.meshgrid(
        *[(a - c) * s for a, c, s in zip(axes, centre, _SPACING, strict=True)], indexing="ij"
    )
    offsets = np.stack(grids, axis=-1) @ _turn(rng)
    stretch = np.exp(rng.normal(0.0, 0.2, 3))
    offsets = offsets / (stretch / np.cbrt(stretch.prod()))
    radius = np.linalg.norm(offsets, axis=-1)
    edge = 0.5 * lesion.diameter_mm * _lobes(offsets / np.maximum(radius, 1e-6)[..., None], rng)
    blur = rng.uniform(0.5, 1.2)
    filled = 1.0 / (1.0 + np.exp(np.clip((radius - edge) / (0.4 * blur), -40, 40)))
    slices = filled.reshape(shape[0], _FINE, *shape[1:]).mean(axis=1)
    return np.asarray(ndimage.gaussian_filter(slices, (0.2, 0.6, 0.6)), dtype=np.float32)


def _turn(rng: Generator) -> NDArray[np.float64]:
    """Draw a rotation, (3, 3)."""
    turn, upper = np.linalg.qr(rng.normal(size=(3, 3)))
    return np.asarray(turn * np.sign(np.diag(upper)))


def _lobes(directions: NDArray[np.float64], rng: Generator) -> NDArray[np.float64]:
    """Return the radius in each direction relative to the mean: a few smooth bumps."""
    bumps = np.ones(directions.shape[:-1])
    for _ in range(int(rng.integers(2, 7))):
        towards = rng.normal(size=3)
        towards /= np.linalg.norm(towards)
        width = rng.uniform(2.0, 12.0)
        bumps += rng.uniform(-0.15, 0.3) * np.exp(width * (directions @ towards - 1.0))
    return np.clip(bumps, 0.5, 1.8)
