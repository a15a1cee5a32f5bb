"""Values are tried at once, put back, and taken over by the next Explain."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from camviewer.gui.forms import Choice, Number


@pytest.fixture
def setting(inspected):
    return inspected.setting


@pytest.fixture
def channels(session):
    return session.state.channels


def field(setting, name, kind=Number):
    return setting.findChild(kind, name)


def test_the_form_shows_what_the_map_was_made_with(setting):
    assert field(setting, "sigmaNumber").value() == 1.0
    assert field(setting, "metric", Choice).currentData() == "euclidean"
    assert field(setting, "clip", QCheckBox).isChecked()
    assert setting.likeness.text() == "These are the values the map was made with."
    assert not setting.reset.isEnabled()
    assert not setting.use.isEnabled()


def test_an_edit_is_tried_at_once(setting, channels, session, settled):
    field(setting, "sigmaNumber").setValue(2.0)
    settled()
    assert channels.parameters["sigma"] == 2.0
    assert channels.reading.parameters["sigma"] == 2.0
    assert session.state.ask.parameters == {}
    assert "1.0000" in setting.likeness.text()
    assert setting.reset.isEnabled()
    assert setting.use.isEnabled()
    assert setting.used.text() == ""


def test_the_cosine_is_told(setting, settled):
    box = field(setting, "metric", Choice)
    box.setCurrentIndex(box.findData("cosine"))
    box.activated.emit(box.currentIndex())
    settled()
    assert f"{8 / 84**0.5:.4f}" in setting.likeness.text()


def test_reset_goes_back_to_the_values_of_the_map(setting, channels, settled, qtbot):
    field(setting, "sigmaNumber").setValue(4.0)
    settled()
    qtbot.mouseClick(setting.reset, Qt.MouseButton.LeftButton)
    settled()
    assert channels.parameters["sigma"] == 1.0
    assert channels.reading.parameters["sigma"] == 1.0
    assert field(setting, "sigmaNumber").value() == 1.0
    assert not setting.reset.isEnabled()


def test_values_are_written_where_the_next_explain_takes_them(
    setting, session, settled, qtbot, program
):
    field(setting, "sigmaNumber").setValue(4.0)
    settled()
    qtbot.mouseClick(setting.use, Qt.MouseButton.LeftButton)
    assert session.state.ask.parameters == {"cf-cam": {"sigma": 4.0}}
    assert not setting.use.isEnabled()
    assert setting.used.text() == "The next Explain takes these."
    program.controller.explain()
    settled()
    assert session.begun[-1].parameters == {"cf-cam": {"sigma": 4.0}}


def test_values_changed_elsewhere_are_no_longer_those_tried(setting, session):
    session.state.ask.parameters = {"cf-cam": {"sigma": 9.0}}
    assert setting.use.isEnabled()
    session.state.ask.parameters = {}
    assert not setting.use.isEnabled()


def test_the_form_follows_the_state_and_an_edit_reaches_it_once(setting, channels, settled):
    heard = []
    channels.events.parameters.connect(heard.append)
    channels.parameters = {**channels.parameters, "sigma": 3.0}
    settled()
    assert field(setting, "sigmaNumber").value() == 3.0
    assert len(heard) == 1
    field(setting, "sigmaNumber").setValue(5.0)
    assert len(heard) == 2


def test_thresholds_are_told(setting):
    assert setting.sorting.text().startswith("Dominant from norm 3.")


def test_a_form_without_parameters_says_so(setting, channels, session, settled, program):
    program.controller.channel_jobs.close()
    session.state.ask.methods = ("cf-cam-code",)
    program.controller.explain()
    settled()
    program.window.show_channels()
    settled()
    assert "thresholds are fixed" in setting.sorting.text()
    assert not setting.use.isVisibleTo(setting)
    assert not setting.reset.isVisibleTo(setting)
    assert (
        field(setting, "sigmaNumber") is None or not field(setting, "sigmaNumber").isVisible()
    )
