"""A picture of what the window shows, at any size, with its legend and nobody's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from camviewer.core.settings import DISCLAIMER
from camviewer.core.words import say
from camviewer.session.words import map_title

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from camviewer.session.service import Session

SCALES = (1, 2, 3, 4)
DPI = 96
_EDGE_PX = 8
_TEXT = QColor("#E6E9EE")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Picture", text)


def legend(session: Session) -> str:
    """Say what a picture of the window shows: map, model, how likely, and the caution."""
    case = session.state.case
    lines = []
    if case.heatmap is not None and session.state.overlay.visible:
        lines.append(map_title(case.heatmap))
    if case.explanation is not None:
        lines.append(_tr("Model: {name}").format(name=case.explanation.model_label))
    lines.append(say("core", DISCLAIMER))
    return "\n".join(lines)


def take_picture(view: QWidget, session: Session, scale: int) -> QImage:
    """Draw a view anew at a multiple of its size, with the legend below.

    Names of people are hidden while it is drawn.

    Parameters
    ----------
    view
        What is drawn.
    session
        Is asked what it shows.
    scale
        1 is as on the screen, 2 has twice as many pixels each way.
    """
    state = session.state.view
    was_hidden, state.hides_patient = state.hides_patient, True
    try:
        if hasattr(view, "flush"):
            view.flush()
        return _drawn(view, legend(session), scale)
    finally:
        state.hides_patient = was_hidden


def _drawn(view: QWidget, words: str, scale: int) -> QImage:
    metrics = QFontMetricsF(view.font())
    below = metrics.lineSpacing() * len(words.splitlines()) + 2 * _EDGE_PX
    width, height = view.width(), view.height() + round(below)
    image = QImage(width * scale, height * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.setDotsPerMeterX(round(DPI * scale / 0.0254))
    image.setDotsPerMeterY(round(DPI * scale / 0.0254))
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    view.render(painter, QPoint())
    painter.setPen(_TEXT)
    painter.setFont(view.font())
    box = QRectF(_EDGE_PX, view.height() + _EDGE_PX, width - 2 * _EDGE_PX, below)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), words)
    painter.end()
    return image


def save_picture(image: QImage, path: Path) -> bool:
    """Write a picture; False when the place cannot be written."""
    image.setText("Comment", DISCLAIMER)
    return bool(image.save(str(path)))
