"""What the keys do to the picture, in the whole window."""

from __future__ import annotations

import pytest


@pytest.fixture
def act(program, volume):
    """Trigger an action by name, over an open volume."""
    program.session.show(volume)
    return lambda name: program.window.actions_by_name[name].trigger()


@pytest.fixture
def view(program):
    return program.session.state.view


def canvas(program):
    return program.window.view().focused.canvas


def test_alt_and_a_number_choose_the_layout(act, view, program):
    for name, layout in (("four", "four"), ("row", "row"), ("one-two", "one-two")):
        act(f"layout-{name}")
        assert (view.layout, view.maximised) == (layout, "")
    act("layout-one")
    assert (view.layout, view.maximised) == ("one-two", "axial")
    act("layout-four")
    assert view.maximised == ""
    program.window.read.plain.touched.emit()
    act("layout-one")
    assert view.maximised == "plain"


def test_reset_brings_window_zoom_and_layout_back_and_keeps_the_place(act, view, program):
    fresh = (view.width, view.level)
    act("layout-row")
    act("link-zoom")
    act("invert")
    canvas(program).zoom_about(canvas(program).rect().center(), 3.0)
    view.width, view.level, view.position = 5.0, 6.0, (2.0, 2.0, 5.0)
    act("reset")
    assert (view.width, view.level) == fresh
    assert (view.layout, view.links_zoom, view.is_inverted) == ("one-two", False, False)
    assert canvas(program).is_fitted
    assert view.position == (2.0, 2.0, 5.0)


def test_plus_and_minus_zoom_about_the_middle(act, program):
    before = canvas(program).camera
    act("zoom-in")
    now = canvas(program).camera
    assert now.scale == pytest.approx(before.scale / 1.25)
    assert (now.x, now.y) == pytest.approx((before.x, before.y), abs=before.scale)
    act("zoom-out")
    assert canvas(program).camera.scale == pytest.approx(before.scale)


@pytest.mark.parametrize(
    ("name", "dx", "dy"),
    [("pan-left", -1, 0), ("pan-right", 1, 0), ("pan-up", 0, -1), ("pan-down", 0, 1)],
)
def test_control_shift_and_arrows_look_further_to_that_side(name, dx, dy, act, program):
    before = canvas(program).camera
    act(name)
    now, size = canvas(program).camera, canvas(program).size()
    assert now.x - before.x == pytest.approx(dx * size.width() * 0.1 * before.scale)
    assert now.y - before.y == pytest.approx(dy * size.height() * 0.1 * before.scale)


def test_voxels_are_drawn_as_chosen(act, view):
    for how in ("smooth", "cells", "auto"):
        act(f"pixels-{how}")
        assert view.interpolates == how


def test_the_window_is_taken_from_what_is_seen(act, view, program):
    act("window-visible")
    stored = program.session.state.case.image.array[:, :, 2].astype(float)
    assert view.level == pytest.approx(stored.mean(), abs=2.0)
    assert 0 < view.width < stored.max() - stored.min()


def test_habits_are_changed_and_kept(act, view, session):
    act("mouse-pacs")
    act("letters")
    act("drag-up")
    act("invert-wheel")
    act("convention")
    kept = session.settings
    assert (view.mouse, kept.mouse, view.letters, kept.letters) == ("pacs", "pacs", "HF", "HF")
    assert (kept.drag_up_brightens, kept.inverts_wheel, kept.is_radiological) == (
        True, True, False,
    )  # fmt: skip
    act("mouse-camviewer")
    act("letters")
    assert (view.mouse, view.letters) == ("camviewer", "SI")


def test_control_and_tab_go_to_the_next_place_and_round(act, view):
    act("next-place")
    assert view.place == "compare"
    act("next-place")
    assert view.place == "trust"
    act("next-place")
    assert view.place == "read"


def test_c_starts_and_stops_the_slices_of_a_volume(act, session, program, picture):
    act("cine")
    assert session.state.cine.is_running
    assert program.window.cine.isVisible()
    act("cine-faster")
    assert session.state.cine.speed == 11
    act("cine")
    assert not session.state.cine.is_running
    session.show(picture)
    act("cine")
    assert not session.state.cine.is_running


def test_shift_and_page_keys_go_through_volumes(act, program, monkeypatch):
    asked = []
    monkeypatch.setattr(program.controller.looker, "step_volume", asked.append)
    act("volume-next")
    act("volume-previous")
    assert asked == [1, -1]


def test_straightening_goes_back_to_what_is_stored(act, session, program):
    session.show_straight(session.state.case.image)
    act("as-stored")
    assert session.state.case.straight is None


def test_the_menu_ticks_what_holds(act, program, view):
    actions = program.window.actions_by_name
    view.layout, view.is_inverted = "row", True
    program.window.menus.submenus["Picture"].aboutToShow.emit()
    assert actions["layout-row"].isChecked()
    assert not actions["layout-four"].isChecked()
    assert actions["invert"].isChecked()
    assert actions["convention"].isChecked()
    assert not actions["drag-up"].isChecked()
    assert actions["mouse-camviewer"].isChecked()
    assert not actions["fit"].isCheckable()
