"""A slider and a field show one number, and tell of it once."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QSlider

from camviewer.core.params import choice, describe, number
from camviewer.gui.forms import Number
from camviewer.gui.inspector.live_form import LiveForm


@dataclass(frozen=True)
class Toy:
    percent: float = number(75.0, low=0.0, high=100.0, unit="%", help="Which.")
    open: float = number(1.0, low=0.0, help="Without an end.")
    kind: str = choice("a", ("a", "b"), help="What.")


@pytest.fixture
def form(qtbot):
    form = LiveForm(describe(Toy), {"percent": 50.0})
    qtbot.addWidget(form)
    form.show()
    form.told = []
    form.edited.connect(lambda name, value: form.told.append((name, value)))
    return form


def parts(form):
    return form.findChild(QSlider, "percentSlider"), form.findChild(Number, "percentNumber")


def test_both_show_the_value_from_the_start(form):
    slider, box = parts(form)
    assert slider.value() == 100
    assert box.value() == 50.0
    assert form.told == []


def test_a_slider_tells_of_each_step(form):
    slider, box = parts(form)
    slider.setValue(20)
    assert box.value() == 10.0
    assert form.told == [("percent", 10.0)]


def test_a_field_takes_the_slider_along_and_keeps_its_own_digits(form):
    slider, box = parts(form)
    box.setValue(33.3)
    assert slider.value() == 67
    assert box.value() == 33.3
    assert form.told == [("percent", 33.3)]


def test_a_number_without_an_end_has_no_slider(form):
    assert form.findChild(QSlider, "openSlider") is None
    assert form.findChild(Number, "open") is not None


def test_the_keyboard_moves_the_slider(form, qtbot):
    slider, _box = parts(form)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert form.told == [("percent", 50.5)]


def test_the_wheel_over_the_form_changes_nothing(form):
    slider, _box = parts(form)
    slider.clearFocus()
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(slider, event)
    assert form.told == []


def test_both_have_names(form):
    slider, box = parts(form)
    assert slider.accessibleName() == box.accessibleName() == "percent"
