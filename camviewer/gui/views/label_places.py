"""Where the words beside several shapes stand so that they do not hide each other. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_GAP = 7.0


class Box(NamedTuple):
    """A rectangle on the screen, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two overlap."""
        is_beside = self.right <= other.left or other.right <= self.left
        return not (is_beside or self.bottom <= other.top or other.bottom <= self.top)

    def lies_in(self, other: Box) -> bool:
        """Whether all of it lies in another."""
        is_across = self.left >= other.left and self.right <= other.right
        return is_across and self.top >= other.top and self.bottom <= other.bottom


def place(shape: Box, size: tuple[float, float], bounds: Box, taken: list[Box]) -> Box:
    """Find room for words of a size beside a shape.

    Parameters
    ----------
    bounds
        Where words may stand.
    taken
        Where words stand already.

    Returns
    -------
    Box
        Right of the shape, below, left, above, at a corner or further off: the first that
        meets nothing; where there is none, the first within bounds.
    """
    first: Box | None = None
    for box in _around(shape, size):
        if box.lies_in(bounds):
            if not any(box.meets(other) for other in taken):
                return box
            first = first or box
    return first or _held(next(_around(shape, size)), bounds)


def _around(shape: Box, size: tuple[float, float]) -> Iterator[Box]:
    width, height = size
    middle = (shape.left + shape.right - width) / 2, (shape.top + shape.bottom - height) / 2
    across = shape.right + _GAP, middle[0], shape.left - _GAP - width
    above, below = shape.top - _GAP - height, shape.bottom + _GAP
    down = above, middle[1], below, above - height, below + height
    order = ((0, 1), (1, 2), (2, 1), (1, 0), (0, 2), (0, 0), (2, 2), (2, 0), (1, 4), (1, 3))
    for x, y in order:
        yield Box(across[x], down[y], across[x] + width, down[y] + height)


def _held(box: Box, bounds: Box) -> Box:
    """Shift a box into bounds, its left top corner at least."""
    x = max(bounds.left - box.left, min(0.0, bounds.right - box.right))
    y = max(bounds.top - box.top, min(0.0, bounds.bottom - box.bottom))
    return Box(box.left + x, box.top + y, box.right + x, box.bottom + y)
