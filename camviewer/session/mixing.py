"""Maps made of maps: difference, consensus and disagreement. Runs in any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.image import Heatmap
from camviewer.core.words import say
from camviewer.session.comparison import Mix

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from camviewer.core.image import Grid
    from camviewer.core.progress import CancelToken

_BYTES = 28
"""For each cell and map: the values, their ranks and what is needed to rank them."""


def finest_grid(heatmaps: Sequence[Heatmap]) -> Grid:
    """Return the grid with the smallest cells; the first of several."""
    return min((each.grid for each in heatmaps), key=lambda grid: np.prod(grid.spacing))


def scaled(heatmap: NDArray[Any]) -> NDArray[np.float32]:
    """Divide by the largest magnitude, to lie in [-1, 1]; a map of zeros stays one."""
    top = float(np.abs(heatmap).max())
    return np.asarray(heatmap, np.float32) / np.float32(top or 1.0)


def difference(heatmaps: Sequence[NDArray[Any]]) -> NDArray[np.float32]:
    """Subtract the second map from the first, each divided by its largest magnitude before.

    Returns
    -------
    float32 array
        In [-2, 2]: positive where the first is the hotter one.
    """
    first, second = heatmaps
    return scaled(first) - scaled(second)


def mix(name: str, heatmaps: Sequence[Heatmap], token: CancelToken) -> Mix:
    """Make a map of maps, on the finest of their grids.

    Parameters
    ----------
    name
        ``"difference"`` (of two), ``"consensus"`` or ``"disagreement"``.
    heatmaps
        Over one image.
    token
        Looked at between two steps.

    Raises
    ------
    ResourceError
        When it does not fit into memory.
    Cancelled
        When the token was set.
    """
    from camviewer.io.memory import check_memory

    grid = finest_grid(heatmaps)
    needed = int(np.prod(grid.shape)) * _BYTES * len(heatmaps)
    check_memory(needed, say("mixing", "Comparing the maps"))
    arrays = []
    for each in heatmaps:
        token.check()
        arrays.append(_on_grid(each, grid))
    token.check()
    array = _recipe(name)(arrays)
    resampled = sum(not _is_same(each.grid, grid) for each in heatmaps)
    return Mix(Heatmap(array, grid, name), tuple(heatmaps), resampled)


def _recipe(name: str) -> Callable[[Sequence[NDArray[Any]]], NDArray[np.float32]]:
    from camviewer.metrics.consensus import consensus, disagreement

    made = {"difference": difference, "consensus": consensus, "disagreement": disagreement}
    return made[name]


def _is_same(one: Grid, other: Grid) -> bool:
    return one.shape == other.shape and np.allclose(one.affine, other.affine, atol=1e-6)


def _on_grid(heatmap: Heatmap, grid: Grid) -> NDArray[np.float32]:
    """Return a map's values on a grid; its own as they are."""
    from camviewer.render.overlay import sample_grid

    return heatmap.array if _is_same(heatmap.grid, grid) else sample_grid(heatmap, grid)


def mix_title(name: str) -> str:
    """Name a map made of maps."""
    return {
        "difference": say("mixing", "Difference A − B"),
        "consensus": say("mixing", "Consensus"),
        "disagreement": say("mixing", "Disagreement"),
    }[name]


def mix_sentence(made: Mix) -> str:
    """Say how a map was made of maps, and what its numbers mean."""
    words = {
        "difference": say("mixing", "A − B, each first divided by its largest magnitude."),
        "consensus": say(
            "mixing", "Mean rank of a cell in {count} maps; nothing is drawn below 0.5."
        ),
        "disagreement": say("mixing", "How far a cell's ranks lie apart in {count} maps."),
    }[made.heatmap.name]
    words = words.format(count=len(made.sources))
    if not made.resampled:
        return words
    again = say("mixing", "{count} of {total} resampled to the finest cells.")
    return f"{words} {again.format(count=made.resampled, total=len(made.sources))}"
