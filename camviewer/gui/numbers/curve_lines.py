"""How curves look: colours that the colour-blind tell apart, and dashes for everyone.

The colours follow Okabe and Ito 2008; on the light theme they are darker, so that thin lines
are seen on white.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPen, QPixmap

if TYPE_CHECKING:
    from camviewer.core.judgement import Curve

DARK = ("#56B4E9", "#E69F00", "#CC79A7", "#F0E442", "#E5703A", "#4CC9A4")
LIGHT = ("#0072B2", "#A65F00", "#A0457A", "#6B6000", "#B33C00", "#00735A")
DASHES = ((), (7.0, 3.0), (2.0, 2.5), (8.0, 2.5, 2.0, 2.5))
_CONTROL_DASHES = ((3.0, 3.0), (1.0, 3.0))
_THIN, _THICK = 1.6, 3.2
_SAMPLE = QSize(30, 12)


@dataclass(frozen=True)
class Line:
    """One curve of the plot.

    Attributes
    ----------
    name, label
        Of its map.
    curve
        Its points.
    number
        Place among the maps, or among the controls, from 0: colour and dashes go by it.
    is_control
        Whether its map knows nothing of the target.
    """

    name: str
    label: str
    curve: Curve
    number: int
    is_control: bool = False


def is_dark() -> bool:
    """Tell whether the theme is a dark one."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def line_pen(line: Line, *, is_marked: bool) -> QPen:
    """Make the pen of a curve; that of the map that is shown is thick."""
    colours = DARK if is_dark() else LIGHT
    if line.is_control:
        colour = QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        dashes: tuple[float, ...] = _CONTROL_DASHES[line.number % len(_CONTROL_DASHES)]
    else:
        colour = QColor(colours[line.number % len(colours)])
        dashes = DASHES[line.number % len(DASHES)]
    pen = QPen(colour)
    pen.setWidthF(_THICK if is_marked else _THIN)
    pen.setCosmetic(True)
    if dashes:
        pen.setDashPattern(list(dashes))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def line_icon(line: Line, *, is_marked: bool) -> QIcon:
    """Draw a short piece of a curve."""
    pixmap = QPixmap(_SAMPLE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setPen(line_pen(line, is_marked=is_marked))
    painter.drawLine(0, _SAMPLE.height() // 2, _SAMPLE.width(), _SAMPLE.height() // 2)
    painter.end()
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)  # else it is tinted
    return icon


def value_at(curve: Curve, x: float) -> float:
    """Read a curve at the point that lies nearest; NaN where it has none."""
    if not curve.x:
        return float("nan")
    nearest = min(range(len(curve.x)), key=lambda place: abs(curve.x[place] - x))
    return curve.y[nearest]
