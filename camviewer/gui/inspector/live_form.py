"""A form whose numbers have sliders: what they change is seen while they move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QSlider, QWidget

from camviewer.gui.column import row
from camviewer.gui.forms import Number, ParameterForm, named

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

    from camviewer.core.params import Param

_STEPS = 200
_NUMBER_PX = 74


class Slider(QSlider):
    """A slider that a scroll over the form does not change by accident."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form unless the slider has the focus."""
        event.ignore() if not self.hasFocus() else super().wheelEvent(event)


class LiveForm(ParameterForm):
    """Tells of each step of a slider too."""

    def _number(self, param: Param, value: float) -> QWidget:
        """Put a slider before the field of a number that has both bounds."""
        box = super()._number(param, value)
        if param.low is None or param.high is None or not isinstance(box, Number):
            return box
        return _joined(param, param.low, param.high, box)


def _joined(param: Param, low: float, high: float, box: Number) -> QWidget:
    """Let a slider and a field show the same number."""
    span = high - low
    slider = named(Slider(Qt.Orientation.Horizontal), f"{param.name}Slider", param.label)
    slider.setRange(0, _STEPS)
    slider.setSingleStep(1)
    slider.setPageStep(_STEPS // 10)
    slider.setToolTip(param.help)
    named(box, f"{param.name}Number", param.label, param.help)
    box.setFixedWidth(_NUMBER_PX)

    def show() -> None:
        with QSignalBlocker(slider):
            slider.setValue(round((box.value() - low) / span * _STEPS))

    show()
    box.valueChanged.connect(lambda _value: show())
    slider.valueChanged.connect(lambda step: box.setValue(low + step * span / _STEPS))
    holder = QWidget()
    holder.setLayout(row(slider, box))
    holder.setFocusProxy(slider)
    return holder
