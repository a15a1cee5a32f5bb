"""What several maps of one image say together, and where they contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def ranked(heatmap: NDArray[Any]) -> NDArray[np.float64]:
    """Share of the other cells that are colder, in [0, 1]; equal cells share their mean.

    Without a unit, so that maps of different methods can be put together.
    """
    from scipy.stats import rankdata

    places = np.asarray(rankdata(heatmap), np.float64).reshape(heatmap.shape)
    return (places - 1) / max(1, heatmap.size - 1)


def consensus(heatmaps: Sequence[NDArray[Any]]) -> NDArray[np.float32]:
    """Mean rank of each cell over all maps, in [0, 1].

    Parameters
    ----------
    heatmaps
        Raw, of one shape.
    """
    return np.asarray(np.mean(_stacked(heatmaps), axis=0), np.float32)


def disagreement(heatmaps: Sequence[NDArray[Any]]) -> NDArray[np.float32]:
    """Deviation of each cell's rank over all maps, in [0, 0.5]: 0 where all agree."""
    return np.asarray(np.std(_stacked(heatmaps), axis=0), np.float32)


def _stacked(heatmaps: Sequence[NDArray[Any]]) -> NDArray[np.float64]:
    """Ranks of all maps, (M, *S)."""
    if not heatmaps:
        message = "there is no map"
        raise ValueError(message)
    return np.stack([ranked(each) for each in heatmaps])
