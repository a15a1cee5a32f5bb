"""Where the words beside several shapes stand so that they do not hide each other. No Qt."""

from __future__ import annotations

from typing import NamedTuple

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
        Right of the shape, below, left, above or at a corner: the first that meets nothing;
        where there is none, the first within bounds.
    """
    boxes = _around(shape, size)
    within = [each for each in boxes if each.lies_in(bounds)] or [_held(boxes[0], bounds)]
    return next(
        (each for each in within if not any(each.meets(other) for other in taken)), within[0]
    )


def _around(shape: Box, size: tuple[float, float]) -> list[Box]:
    width, height = size
    middle = (shape.left + shape.right - width) / 2, (shape.top + shape.bottom - height) / 2
    across = shape.right + _GAP, middle[0], shape.left - _GAP - width
    down = shape.top - _GAP - height, middle[1], shape.bottom + _GAP
    order = ((0, 1), (1, 2), (2, 1), (1, 0), (0, 2), (0, 0), (2, 2), (2, 0))
    return [Box(across[x], down[y], across[x] + width, down[y] + height) for x, y in order]


def _held(box: Box, bounds: Box) -> Box:
    """Shift a box into bounds, its left top corner at least."""
    x = max(bounds.left - box.left, min(0.0, bounds.right - box.right))
    y = max(bounds.top - box.top, min(0.0, bounds.bottom - box.bottom))
    return Box(box.left + x, box.top + y, box.right + x, box.bottom + y)
