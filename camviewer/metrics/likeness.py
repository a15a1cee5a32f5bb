"""How alike two maps look, whatever their units: their positive parts over their maxima."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

_WINDOW = 7


def scaled(heatmap: NDArray[Any]) -> NDArray[np.float64]:
    """Positive part over its maximum, in [0, 1]; zeros for a blank map."""
    heat: NDArray[np.float64] = np.maximum(heatmap, 0).astype(np.float64)
    top = float(heat.max())
    return heat / top if top > 0 else heat


def structural_similarity(one: NDArray[Any], other: NDArray[Any]) -> float:
    """Structural similarity of two maps as they are shown, in [-1, 1].

    Notes
    -----
    Wang 2004, doi:10.1109/TIP.2003.819861; windows of 7 cells along each axis or, where an axis
    is shorter, of the largest odd number that it holds; data range 1. Axes of one cell are left
    out. 1 for two blank maps, for they look alike.
    """
    from skimage.metrics import structural_similarity as measure

    first, second = (np.squeeze(scaled(each)) for each in (one, other))
    side = min((*first.shape, _WINDOW))
    size = side if side % 2 else side - 1
    if first.ndim == 0 or size < 3:
        return _whole_similarity(first, second)
    found: float = measure(first, second, win_size=size, data_range=1.0)  # type: ignore[no-untyped-call]
    return float(found)


def _whole_similarity(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Structural similarity with the whole map as the only window, for maps of few cells."""
    one, two = 0.01**2, 0.03**2
    means = first.mean(), second.mean()
    spread = first.var() + second.var()
    shared = ((first - means[0]) * (second - means[1])).mean()
    light = (2 * means[0] * means[1] + one) / (means[0] ** 2 + means[1] ** 2 + one)
    return float(light * (2 * shared + two) / (spread + two))


def ssim(one: Tensor, other: Tensor) -> float:
    """Structural similarity of two maps on any device."""
    return structural_similarity(one.cpu().numpy(), other.cpu().numpy())


def mean_square(one: Tensor, other: Tensor) -> float:
    """Mean square difference of two maps as they are shown, in [0, 1]."""
    first, second = scaled(one.cpu().numpy()), scaled(other.cpu().numpy())
    return float(((first - second) ** 2).mean())
