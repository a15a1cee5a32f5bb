"""The lung of a CT: where crops may lie, and where the labelled lesion forbids them.

Arrays here are (D, H, W) at the network's own spacing: superior, anterior, right.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from camviewer.engine.models.prepare import resample_volume
from camviewer.engine.models.volumetric import NODULE_RECIPE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from camviewer.core.image import Image

CROP = NODULE_RECIPE.size
_AIR_HU = -320.0
_MARGIN_MM = 6.0


@dataclass(frozen=True, eq=False)
class Lung:
    """One scan, resampled.

    Attributes
    ----------
    values : float32 array, (D, H, W)
        HU.
    inside : bool array, (D, H, W)
        Lung with what lies within it: vessels, and the lesion.
    lesion : bool array, (D, H, W)
        The labelled lesion with a margin.
    centre : int array, (3,)
        Voxel nearest to the lesion's centre.
    """

    values: NDArray[np.float32]
    inside: NDArray[np.bool_]
    lesion: NDArray[np.bool_]
    centre: NDArray[np.int64]

    def box(self, corner: NDArray[np.int64]) -> tuple[slice, ...]:
        """Return the slices of the crop that begins at a corner."""
        return tuple(slice(int(c), int(c) + n) for c, n in zip(corner, CROP, strict=True))

    def corner(self, centre: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the corner of the crop around a voxel, moved inside the scan."""
        top = np.array(self.values.shape) - CROP
        return np.asarray(np.clip(centre - np.array(CROP) // 2, 0, top))


def read_lung(scan: Image, label: Image) -> Lung:
    """Resample a scan with its label and find the lung."""
    from scipy import ndimage

    spacing = NODULE_RECIPE.spacing_mm or (1.0, 1.0, 1.0)
    values = resample_volume(scan, spacing)[0][0, 0].numpy()
    marked = replace(
        label, array=(label.array > 0).astype(np.float32), slope=1.0, intercept=0.0
    )
    lesion = resample_volume(marked, spacing)[0][0, 0].numpy() > 0.25
    away = ndimage.distance_transform_edt(~lesion, sampling=spacing)
    centre = np.array(np.argwhere(lesion).mean(axis=0).round(), dtype=np.int64)
    return Lung(values, _lung_mask(values), away <= _MARGIN_MM, centre)


def _lung_mask(values: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return air inside the body with its vessels, plane by plane closed."""
    from scipy import ndimage

    air = values < _AIR_HU
    labels, _ = ndimage.label(air)
    border = np.unique(
        np.concatenate([labels[:, 0].ravel(), labels[:, -1].ravel(), labels[:, :, 0].ravel()])
    )
    inner = air & ~np.isin(labels, border)
    labels, count = ndimage.label(inner)
    sizes = ndimage.sum_labels(inner, labels, range(1, count + 1))
    large = 1 + np.flatnonzero(np.asarray(sizes) > 20_000)
    lung = np.isin(labels, large)
    return np.stack([ndimage.binary_closing(plane, iterations=6) for plane in lung])
