"""What every panel promises: it shows the state, follows it, and an edit reaches it once."""

from __future__ import annotations

import dataclasses

import pytest
import shiboken6
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QSlider,
    QToolButton,
    QWidget,
)

from camviewer.core.job import Prediction
from camviewer.gui.forms import Segments
from camviewer.gui.panels import PANELS

INPUTS = (QComboBox, QAbstractSpinBox, QCheckBox, QSlider, Segments)
HOSTS = (QComboBox, QAbstractSpinBox)
PARTS = ("case", "view", "overlay", "ask", "job")


def inputs(panel):
    """Every control that shows a value, by object name."""
    found = {}
    for kind in INPUTS:
        for control in panel.findChildren(kind):
            if control.objectName() and not control.objectName().startswith("qt_"):
                found[control.objectName()] = control
    return found


def shown(control):
    if isinstance(control, QComboBox):
        return control.currentData()
    if isinstance(control, QCheckBox):
        return control.isChecked()
    return control.value if isinstance(control, Segments) else control.value()


def picture_of(panel):
    return {name: shown(control) for name, control in inputs(panel).items()}


def values(session):
    return {
        (part, field.name): getattr(getattr(session.state, part), field.name)
        for part in PARTS
        for field in dataclasses.fields(getattr(session.state, part))
    }


def change_all(session, image):
    """Move everything that a panel may show away from its default."""
    session.show(image)
    state = session.state
    state.case.predictions = (Prediction(1, "nodule", 0.9, 2.0), Prediction(0, "clear", 0.1, 0))
    state.ask.model = "deep"
    state.ask.target = "difference:clear|nodule"
    state.ask.layer = "early"
    state.ask.device = "cpu"
    state.ask.precision = "bfloat16"
    state.ask.methods = ("cf-cam", "random-cam")
    state.ask.parameters = {"cf-cam": {"sigma": 2.5, "clip": False}}
    state.view.width, state.view.level = 150.0, 90.0
    state.view.is_radiological = state.view.is_anterior_left = False
    state.view.slab, state.view.slab_mm = "max", 25.0
    for name, value in {
        "visible": False,
        "opacity": 0.35,
        "threshold": 0.5,
        "colours": "jet",
        "ramp": "step",
        "scale": "fixed",
        "fixed_top": 2.5,
        "smooth": False,
        "signed": True,
        "drawing": "both",
    }.items():
        setattr(state.overlay, name, value)


@pytest.fixture(params=list(PANELS), ids=lambda spec: spec.name)
def spec(request):
    return request.param


@pytest.fixture
def panel(spec, controller, qtbot):
    panel = spec.build(controller)
    qtbot.addWidget(panel)
    return panel


def test_it_shows_the_state_from_the_start_and_follows_it(
    spec, panel, controller, session, volume, qtbot
):
    at_first = picture_of(panel)
    change_all(session, volume)
    followed = picture_of(panel)
    fresh = spec.build(controller)
    qtbot.addWidget(fresh)
    assert followed == picture_of(fresh)
    differing = {name for name in followed if followed[name] != at_first.get(name)}
    still = {"parametersOf", "fixed_top", "steps", "metric"} & set(followed)
    assert set(followed) - differing <= {*still, "grad-cam", "cf-cam", "cf-cam-code"}


def test_showing_changes_nothing(spec, controller, session, volume, qtbot):
    change_all(session, volume)
    before = values(session)
    events = []
    for part in PARTS:
        getattr(session.state, part).events.connect(events.append)
    panel = spec.build(controller)
    qtbot.addWidget(panel)
    panel.show()
    assert values(session) == before
    assert events == []


def edit(control):
    """Change a control as a user would; False when it cannot be changed."""
    if not control.isEnabled():
        return False
    if isinstance(control, Segments):
        control.press(next(own for _, own in control._buttons if own != control.value))
    elif isinstance(control, QCheckBox):
        control.click()
    elif isinstance(control, QSlider):
        control.setValue(control.value() + 5)
    elif isinstance(control, QComboBox):
        item = next(
            (
                index
                for index in range(control.count())
                if index != control.currentIndex()
                and control.model().item(index).isEnabled()
                and control.itemData(index) != control.currentData()
            ),
            None,
        )
        if item is None:
            return False
        control.setCurrentIndex(item)
        control.activated.emit(item)
    else:
        control.setValue(control.value() + control.singleStep())
    return True


def test_an_edit_reaches_the_state_once(panel, controller, session, volume, qtbot):
    session.show(volume)
    session.state.overlay.scale = "fixed"
    panel.show()
    for name in inputs(panel):
        control = inputs(panel).get(name)  # an earlier edit may have put away a form
        if control is None:
            continue
        before, events = values(session), []
        connected = [getattr(session.state, part).events for part in ("view", "overlay", "ask")]
        for group in connected:
            group.connect(events.append)
        was_edited = edit(control)
        for group in connected:
            group.disconnect(events.append)
        if not was_edited or name == "parametersOf":
            continue
        changed = [key for key, value in values(session).items() if value != before[key]]
        changed = [key for key in changed if key[0] in {"view", "overlay", "ask"}]
        names = [event.signal.name for event in events]
        assert names, f"{name} reached nothing"
        assert len(names) == len(set(names)), f"{name} told {names}"
        assert sorted(key[1] for key in changed) == sorted(names)
        if name != "preset":  # one choice of two numbers
            assert len(names) == 1, f"{name} told {names}"


def test_every_control_says_what_it_is(panel):
    for kind in (*INPUTS, QAbstractButton):
        for control in panel.findChildren(kind):
            if control.objectName().startswith("qt_") or isinstance(control.parent(), HOSTS):
                continue
            words = control.accessibleName() or (
                control.text() if isinstance(control, QAbstractButton) else ""
            )
            assert words, control


def test_every_label_beside_a_control_is_its_buddy(panel):
    labels = [x for x in panel.findChildren(QLabel) if x.property("role") is None and x.text()]
    alone = [x.text() for x in labels if x.buddy() is None and not x.text().endswith("%")]
    assert alone == []


def test_no_text_is_cut_at_the_panels_width(panel, session, volume, qtbot):
    session.show(volume)
    panel.resize(280, 900)
    panel.show()
    qtbot.waitExposed(panel)
    for button in panel.findChildren(QAbstractButton):
        if not button.isVisible() or isinstance(button.parent(), (*HOSTS, QLineEdit)):
            continue
        if isinstance(button, (QCheckBox, QToolButton)) and button.text():
            room = button.fontMetrics().horizontalAdvance(button.text())
            assert room <= button.width(), button.text()
    for label in panel.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.wordWrap():
            assert label.sizeHint().width() <= label.width() + 1, label.text()


def test_panels_have_names_titles_and_a_side():
    for spec in PANELS:
        assert spec.area in {"left", "right", "right-pages"}
        assert spec.title
        assert isinstance(spec.name, str)
        assert issubclass(spec.build, QWidget)


def test_a_panel_that_is_gone_is_no_longer_told(spec, controller, session, volume, qtbot):
    panel = spec.build(controller)
    shiboken6.delete(panel)
    change_all(session, volume)
