"""The button that names the sides of the picture."""

from __future__ import annotations

import pytest


@pytest.fixture
def button(program, volume):
    program.session.show(volume)
    return program.window.top.sides_button


def entries(button):
    button.menu().aboutToShow.emit()
    return {action.objectName(): action for action in button.menu().actions()}


def test_it_names_the_convention_and_its_menu_turns_it(button, session):
    assert button.text() == "Radiological"
    assert entries(button)["convention"].isChecked()
    entries(button)["convention"].trigger()
    assert not session.state.view.is_radiological
    assert button.text() == "Neurological"
    assert "right is at the right" in button.toolTip()
    assert not entries(button)["convention"].isChecked()


def test_its_menu_turns_sagittal_planes_alone(button, session):
    entries(button)["sagittal"].trigger()
    assert not session.state.view.is_anterior_left
    assert session.state.view.is_radiological
    assert button.text() == "Radiological"
    assert "anterior is at the right" in button.toolTip()
    assert "anterior is at the right" in button.accessibleDescription()


def test_it_is_there_wherever_a_volume_is_seen(button, session, picture):
    for place in ("read", "compare", "trust"):
        session.state.view.place = place
        assert button.isVisible()
    session.show(picture)
    assert button.isHidden()


def test_the_key_of_the_sagittal_plane_is_undone_by_one_step(button, program, session):
    program.window.actions_by_name["sagittal"].trigger()
    session.undo()
    assert session.state.view.is_anterior_left
    assert session.settings.is_anterior_left
