"""Fusion with a border that is seen round each control, for the themes of high contrast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QStyleOptionComplex

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_BOXES = (
    QStyle.PrimitiveElement.PE_IndicatorCheckBox,
    QStyle.PrimitiveElement.PE_FrameLineEdit,
)
_CONTROLS = (QStyle.ComplexControl.CC_ComboBox, QStyle.ComplexControl.CC_SpinBox)


class Outlined(QProxyStyle):
    """Draws a line in the text's colour round tick boxes, drop-downs, fields and sliders.

    The focus is a line twice as thick in the accent's colour.
    """

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw as Fusion does, then the border."""
        super().drawPrimitive(element, option, painter, widget)
        if element in _BOXES:
            _outline(painter, option, option.rect)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw as Fusion does, then the border."""
        super().drawComplexControl(control, option, painter, widget)
        if control == QStyle.ComplexControl.CC_Slider:
            part = QStyle.SubControl.SC_SliderHandle
            handle = self.subControlRect(control, option, part, widget)  # type: ignore[arg-type]
            _outline(painter, option, handle)
        elif control in _CONTROLS:
            _outline(painter, option, option.rect)


def _outline(painter: QPainter, option: QStyleOption, rect: QRect) -> None:
    state, palette = option.state, option.palette
    has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
    role = QPalette.ColorRole.Highlight if has_focus else QPalette.ColorRole.Text
    width = 2 if has_focus else 1
    painter.save()
    painter.setPen(QPen(palette.color(role), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(width // 2, width // 2, -1, -1))
    painter.restore()
