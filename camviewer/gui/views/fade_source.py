"""Two maps in one place: what a plane shows between one of them and the other. No Qt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from camviewer.gui.views.slice_source import Kept, SliceSource
from camviewer.session.comparison import pair_of
from camviewer.session.grid import grid_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from camviewer.core.image import Heatmap
    from camviewer.gui.views.scale import Scale
    from camviewer.session.service import Session

FADE = "fade"


def make_source(session: Session, plane: str, method: str | None) -> SliceSource:
    """Make the source of a plane; :data:`FADE` shows the two maps that are compared."""
    if method == FADE:
        return FadeSource(session, plane)
    return SliceSource(session, plane, method)


class FadeSource(SliceSource):
    """What one plane shows of two maps.

    Parameters
    ----------
    session, plane
        As for every source.

    Notes
    -----
    Each map is held within its own scale, which may be the same for both, and divided by the
    top; then they are mixed, ``(1 - fade) * a + fade * b``. So at both ends it looks as that
    map alone does.
    """

    def __init__(self, session: Session, plane: str) -> None:
        super().__init__(session, plane, FADE)
        self._ends = tuple(SliceSource(session, plane, "") for _ in range(2))
        self._mixed, self._pair = Kept(), Kept()

    def ends(self) -> tuple[SliceSource, ...]:
        """Return the sources of both maps, as they are chosen now."""
        state = self.session.state
        held = state.comparison
        key = (held.first, held.second, held.axis, held.beside, held.chosen)
        names = self._pair.get(
            (*key, state.case.heatmaps, state.numbers.evaluation, state.numbers.sorted_by),
            lambda: pair_of(held, grid_of(state).names),
        )
        for end, name in zip(self._ends, names, strict=True):
            end.method, end.plane = name, self.plane
        return self._ends

    @property
    def nearer(self) -> SliceSource:
        """The one that is seen more of."""
        first, second = self.ends()
        is_second = self.session.state.comparison.fade > 0.5 and second.heatmap is not None
        return second if is_second else first

    @property
    def heatmap(self) -> Heatmap | None:
        """The map that is seen more of."""
        return self.nearer.heatmap

    def heat(self) -> NDArray[np.float32] | None:
        """Mix both maps at the plane's pixels, each as a share of the top of its scale."""
        fade, parts = self.session.state.comparison.fade, []
        for end, share in zip(self.ends(), (1 - fade, fade), strict=True):
            values, scale = end.heat(), end.scale()
            if values is not None and scale is not None:
                parts.append((values, scale.levels, share))
        if not parts:
            return None
        about = tuple(part[1:] for part in parts)
        mixed: NDArray[np.float32] = self._mixed.get(
            (*(_Same(values) for values, _, _ in parts), about), lambda: mixed_of(parts)
        )
        return mixed

    def scale(self) -> Scale | None:
        """Give the colours of the nearer map, from shares of the top of its scale."""
        scale = self.nearer.scale()
        if scale is None:
            return None
        low, top = scale.levels
        return replace(scale, levels=(low / top, 1.0), threshold=scale.threshold / top)

    def peak(self) -> float | None:
        """Tell nothing: a mix has no unit."""
        return None

    @property
    def is_stale(self) -> bool:
        """Whether one of both answers another question than is asked now."""
        return any(end.is_stale for end in self.ends())


class _Same:
    """An array that equals itself alone."""

    def __init__(self, array: NDArray[np.float32]) -> None:
        self._array = array

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self._array is other._array

    __hash__ = None  # type: ignore[assignment]


def mixed_of(
    parts: Sequence[tuple[NDArray[np.float32], tuple[float, float], float]],
) -> NDArray[np.float32]:
    """Add what is drawn of each map, in shares of the top of its scale.

    Parameters
    ----------
    parts
        Values, ends of the scale, and the part it has in the sum. What lies beyond an end is
        drawn like the end, so it counts like that.
    """
    mixed = np.zeros_like(parts[0][0])
    for values, (low, top), share in parts:
        if share:
            mixed += np.clip(values, low, top) * np.float32(share / top)
    return mixed
