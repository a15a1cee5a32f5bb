"""Elements of a pydicom dataset as plain numbers and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_GROUPS = {
    "ImagePositionPatient": "PlanePositionSequence",
    "ImageOrientationPatient": "PlaneOrientationSequence",
    "PixelSpacing": "PixelMeasuresSequence",
    "SliceThickness": "PixelMeasuresSequence",
    "SpacingBetweenSlices": "PixelMeasuresSequence",
    "RescaleSlope": "PixelValueTransformationSequence",
    "RescaleIntercept": "PixelValueTransformationSequence",
    "RescaleType": "PixelValueTransformationSequence",
    "WindowCenter": "FrameVOILUTSequence",
    "WindowWidth": "FrameVOILUTSequence",
    "TemporalPositionIndex": "FrameContentSequence",
    "FrameAcquisitionNumber": "FrameContentSequence",
    "ReferencedSegmentNumber": "SegmentIdentificationSequence",
}


def found(data: Any, frame: int, name: str) -> Any:  # noqa: ANN401 - pydicom's values
    """Return an element of a frame: its own, else what all frames share, else the file's."""
    for item in _items(data, frame, _GROUPS.get(name, "")):
        if item.get(name) is not None:
            return item.get(name)
    return data.get(name)


def _items(data: Any, frame: int, group: str) -> Iterator[Any]:  # noqa: ANN401 - pydicom's
    """Yield a frame's own item of a functional group, then the shared one."""
    if not group:
        return
    own = data.get("PerFrameFunctionalGroupsSequence") or ()
    shared = data.get("SharedFunctionalGroupsSequence") or ()
    for entry in (*own[frame : frame + 1], *shared[:1]):
        yield from (entry.get(group) or ())[:1]


def number(value: Any) -> float | None:  # noqa: ANN401 - pydicom's values
    """Return the first number of an element; None when it is empty.

    Raises
    ------
    ValueError
        When it is none, or not finite.
    """
    if value is not None and not isinstance(value, str | bytes | float | int):
        value = value[0] if len(value) else None
    if value is None or value in ("", b""):
        return None
    first = float(value)
    if not np.isfinite(first):
        raise ValueError("a number that is none")
    return first


def whole(value: Any) -> int | None:  # noqa: ANN401 - pydicom's values
    """Return a whole number; None when it is not given."""
    first = None if isinstance(value, bytes) else number(value)
    return None if first is None else int(first)


def numbers(value: Any, count: int) -> NDArray[np.float64] | None:  # noqa: ANN401 - pydicom's
    """Return so many numbers; None when they are not given.

    Raises
    ------
    ValueError
        When they are not so many, or not finite.
    """
    if value is None or value == "" or not len(value):
        return None
    several = np.array([float(each) for each in value])
    if several.shape != (count,) or not np.isfinite(several).all():
        raise ValueError("numbers that are none")
    return several


def words(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - pydicom's values
    """Return the words of an element of one or several."""
    return (value,) if isinstance(value, str) else tuple(str(each) for each in value or ())
