"""Forms: a control for each kind of parameter, one message for each edit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLabel, QSpinBox

from camviewer.core.params import Param
from camviewer.gui.forms import Choice, Number, ParameterForm, Segments

PARAMS = (
    Param("number", 0.5, "A number.", name="sigma", low=0.0, high=1.0, unit="mm"),
    Param("integer", 3, "A count.", name="min_points", low=1, high=9),
    Param("choice", "a", "A word.", name="metric", options=("a", "b")),
    Param("flag", True, "A switch.", name="clip"),
)


@pytest.fixture
def form(qtbot):
    form = ParameterForm(PARAMS, {"min_points": 5})
    qtbot.addWidget(form)
    form.heard = []
    form.edited.connect(lambda name, value: form.heard.append((name, value)))
    return form


def test_each_kind_gets_its_control_with_value_bounds_and_unit(form):
    sigma = form.findChild(QDoubleSpinBox, "sigma")
    assert (sigma.value(), sigma.minimum(), sigma.maximum()) == (0.5, 0.0, 1.0)
    assert sigma.suffix() == " mm"
    points = form.findChild(QSpinBox, "min_points")
    assert (points.value(), points.minimum(), points.maximum()) == (5, 1, 9)
    metric = form.findChild(QComboBox, "metric")
    assert [metric.itemText(i) for i in range(metric.count())] == ["a", "b"]
    assert metric.currentText() == "a"
    assert form.findChild(QCheckBox, "clip").isChecked()


def test_building_a_form_tells_nobody(form):
    assert form.heard == []


def test_each_edit_is_told_once(form):
    form.findChild(QDoubleSpinBox, "sigma").setValue(0.75)
    form.findChild(QSpinBox, "min_points").setValue(2)
    metric = form.findChild(QComboBox, "metric")
    metric.setCurrentIndex(1)
    metric.activated.emit(1)
    form.findChild(QCheckBox, "clip").click()
    assert form.heard == [("sigma", 0.75), ("min_points", 2), ("metric", "b"), ("clip", False)]


def test_help_is_tooltip_and_description_and_the_label_a_buddy(form):
    for param in PARAMS:
        control = form.findChild(object, param.name)
        assert control.toolTip() == control.accessibleDescription() == param.help
        assert control.accessibleName() == param.label
    buddies = {
        label.buddy().objectName() for label in form.findChildren(QLabel) if label.buddy()
    }
    assert buddies == {param.name for param in PARAMS}


def test_half_typed_numbers_are_not_told(qtbot, form):
    sigma = form.findChild(QDoubleSpinBox, "sigma")
    form.show()
    sigma.lineEdit().selectAll()
    qtbot.keyClicks(sigma, "0.2")
    assert form.heard == []
    qtbot.keyClick(sigma, Qt.Key.Key_Return)
    assert form.heard == [("sigma", 0.2)]


def wheel(widget):
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    widget.wheelEvent(event)


def test_a_scroll_over_a_panel_changes_no_value(qtbot):
    box, number = Choice(), Number()
    qtbot.addWidget(box)
    qtbot.addWidget(number)
    box.fill([("a", 1), ("b", 2)])
    wheel(box)
    wheel(number)
    assert (box.currentIndex(), number.value()) == (0, 0.0)


def test_segments_show_without_telling_and_tell_once_when_pressed(qtbot):
    segments = Segments([("One", 1), ("Two", 2)], "count", "Count")
    qtbot.addWidget(segments)
    heard = []
    segments.picked.connect(heard.append)
    segments.show_value(2)
    assert (segments.value, heard) == (2, [])
    segments.press(1)
    assert (segments.value, heard) == (1, [1])
    segments.press(1)
    assert segments.value == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [(75.0, "75"), (0.05, "0.05"), (1.25, "1.25"), (100.0, "100"), (0.0, "0")],
)
def test_numbers_are_written_without_idle_zeros(qtbot, value, text):
    box = Number()
    qtbot.addWidget(box)
    box.setLocale(QLocale.c())
    box.setDecimals(3)
    box.setRange(0, 1000)
    box.setValue(value)
    assert box.text() == text
