"""Grey windows by menu and key."""

from __future__ import annotations

import dataclasses

import pytest

from camviewer.render.colour import Window
from camviewer.render.presets import Preset, shipped_presets

OWN = Preset("9", "a-b", "A & B", Window(300.0, 40.0))


@pytest.fixture
def menu(program):
    return program.window.menus.submenus["Window"]


def texts(program, menu):
    program.window.menus.prepare("Window")
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_the_menu_lists_the_presets_there_are_now(program, session, volume, menu):
    session.show(volume)
    own = ["Save this window as a preset…", "Edit presets…"]
    own += ["Window from the visible part", "Invert grey"]
    shipped = [f"{each.label}\t{each.key}" for each in shipped_presets()]
    assert texts(program, menu) == ["Full range\t0", *shipped, *own]
    session.keep_presets((*shipped_presets(), OWN))
    assert texts(program, menu) == ["Full range\t0", *shipped, "A && B\t9", *own]
    ticked = [action.text() for action in menu.actions() if action.isChecked()]
    assert ticked == ["Lung\t1"]


def test_an_entry_of_the_menu_sets_its_window(program, session, volume, menu):
    session.show(volume)
    texts(program, menu)
    next(each for each in menu.actions() if each.text() == "Liver\t4").trigger()
    assert (session.state.view.width, session.state.view.level) == (150, 90)


def test_without_hounsfield_units_the_menu_says_why_there_are_none(
    program, session, volume, menu
):
    session.show(dataclasses.replace(volume, unit=""))
    assert texts(program, menu)[:2] == [
        "Full range\t0",
        "No presets: the values are not Hounsfield units",
    ]


def test_an_own_preset_has_a_key_at_once(program, session, volume):
    session.show(volume)
    before = session.state.view.width
    program.window.actions_by_name["preset-9"].trigger()
    assert session.state.view.width == before
    session.keep_presets((*shipped_presets(), OWN))
    program.window.actions_by_name["preset-9"].trigger()
    assert session.state.view.width == 300


def test_the_list_of_keys_names_what_each_does_now(program, session, asker):
    session.keep_presets((*shipped_presets(), OWN))
    program.window.actions_by_name["keys"].trigger()
    ((_, text),) = asker.texts
    assert "| **1** | Lung |" in text
    assert "| **9** | A & B |" in text
    session.keep_presets(shipped_presets())
    program.window.actions_by_name["keys"].trigger()
    assert "**9**" not in asker.texts[-1][1]


def test_the_present_window_is_saved_under_a_name(program, session, volume, asker):
    session.show(volume)
    session.state.view.width = 321.0
    asker.text = "Knee"
    program.window.actions_by_name["save-preset"].trigger()
    assert session.preset_in_force() == Preset("9", "knee", "Knee", Window(321.0, -600.0))
    assert "width 321 and level -600" in asker.asked[-1][2]


def test_a_name_that_is_taken_is_said(program, session, volume, asker):
    session.show(volume)
    asker.text = "Lung"
    program.window.actions_by_name["save-preset"].trigger()
    ((message, hint, _),) = asker.errors
    assert message == "There is already a preset called Lung."
    assert hint == "Choose another name."


def test_a_change_of_mind_saves_nothing(program, session, volume, asker):
    session.show(volume)
    program.window.actions_by_name["save-preset"].trigger()
    assert session.state.presets.items == shipped_presets()


def test_only_a_ct_has_a_window_to_save(program, session, picture, asker):
    session.show(picture)
    asker.text = "Knee"
    program.window.actions_by_name["save-preset"].trigger()
    assert len(asker.errors) == 1
    assert session.state.presets.items == shipped_presets()
