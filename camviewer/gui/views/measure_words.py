"""The words of a measure: its name, its length or area, what lies inside."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from camviewer.gui.views.readout import fixed, number, numbers

if TYPE_CHECKING:
    from camviewer.render.regions import Statistics
    from camviewer.session.measures import ImageNumbers
    from camviewer.session.state import Measure


def _tr(text: str) -> str:
    return QCoreApplication.translate("measure_words", text)


def kind_words(kind: str) -> str:
    """Name a kind of measure."""
    return {
        "distance": _tr("Ruler"),
        "ellipse": _tr("Ellipse"),
        "box": _tr("Box"),
        "freehand": _tr("Freehand"),
    }[kind]


def name_words(measure: Measure, order: int) -> str:
    """Name a measure: by the user's label, else by kind and number."""
    return measure.label or f"{kind_words(measure.kind)} {order}"


def size_words(found: ImageNumbers) -> str:
    """Write a length or an area: ``34.2 mm``, ``85 mm²``, ``3.12 cm²``."""
    if found.length is not None:
        return f"{fixed(found.length, 1)} {found.unit}"
    area = found.area or 0.0
    if found.unit == "mm" and area >= 100:
        return f"{number(area / 100, 3)} cm²"
    return f"{number(area, 3)} {found.unit}²"


def value_words(values: Statistics, unit: str) -> tuple[str, str, str, str]:
    """Write mean, deviation, least and greatest value, without their unit."""
    if not values.count:
        return ("\u2013",) * 4
    four = (values.mean, values.deviation, values.minimum, values.maximum)
    if unit != "HU":
        mean, deviation, low, high = numbers(four)
        return mean, deviation, low, high
    decimals = [0, 0 if values.deviation >= 9.95 else 1, 0, 0]
    mean, deviation, low, high = (
        fixed(value, digits) for value, digits in zip(four, decimals, strict=True)
    )
    return mean, deviation, low, high


def picture_words(measure: Measure, found: ImageNumbers, unit: str) -> str:
    """Write what stands beside a measure: ``34.2 mm``, ``mean −612 HU · SD 48``."""
    parts = [measure.label] if measure.label else []
    if found.values is None:
        return "\n".join([*parts, size_words(found)])
    if not found.values.count:
        return "\n".join([*parts, _tr("no pixel inside")])
    mean, deviation, _, _ = value_words(found.values, unit)
    line = _tr("mean {mean} · SD {deviation}")
    line = line.format(mean=f"{mean} {unit}".strip(), deviation=deviation)
    return "\n".join([*parts, line])


def heat_words(measure: Measure, share: float) -> str:
    """Write how much of a slice's heat a region holds: ``heat 12 %``."""
    line = _tr("heat {share}").format(share=share_words(share))
    return "\n".join([*([measure.label] if measure.label else []), line])


def share_words(share: float) -> str:
    """Write a share of the heat in percent, never rounded to nothing."""
    if math.isnan(share):
        return "\u2013"
    if 0 < share < 0.001:
        return "<0.1 %"
    return f"{100 * share:.1f} %" if share < 0.0995 else f"{100 * share:.0f} %"
