"""Labels on a plane."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from camviewer.gui.views.badges import Badges
from camviewer.gui.views.slice_source import Geometry


@pytest.fixture
def badges(shown):
    home = QWidget()
    home.badges = Badges(home)
    shown(home)
    yield home.badges
    del home


def test_warnings_are_counted_and_read_in_full(badges):
    badges.set_warnings(("Sides are unknown.",))
    assert badges.warning.text() == "! Warning"
    badges.set_warnings(("Sides are unknown.", "There is NaN."))
    assert badges.warning.text() == "! 2 warnings"
    assert badges.warning.toolTip() == "Sides are unknown.\nThere is NaN."
    assert "There is NaN." in badges.warning.accessibleDescription()
    badges.set_warnings(())
    assert badges.warning.isHidden()


def test_a_click_on_the_warning_is_told(badges, qtbot):
    badges.set_warnings(("Sides are unknown.",))
    badges.place(400)
    with qtbot.waitSignal(badges.warning_clicked):
        qtbot.mouseClick(badges.warning, Qt.MouseButton.LeftButton)


def test_a_stale_map_says_what_it_was_made_for(badges, body, hot_right):
    badges.set_stale(hot_right(body()))
    assert badges.stale.text() == "for nodule, layer late"
    badges.set_stale(None)
    assert badges.stale.isHidden()


def test_it_stands_in_the_right_corner(badges):
    badges.set_warnings(("Sides are unknown.",))
    badges.place(400)
    assert badges.geometry().right() + 1 == 392
    assert badges.geometry().top() == 8


def test_it_keeps_off_the_words_of_a_narrow_plane(badges, body, hot_right):
    badges.set_warnings(("Sides are unknown.",))
    badges.set_stale(hot_right(body()))
    badges.place(280)
    assert badges.geometry().top() > 8
    badges.place(180)
    assert badges.warning.text() == "!"
    assert badges.stale.isHidden()
    badges.place(500)
    assert badges.warning.text() == "! Warning"
    assert not badges.stale.isHidden()
    assert badges.geometry().top() == 8


def test_a_layer_that_is_called_layer_is_not_called_so_twice(badges, body, hot_right):
    badges.set_stale(replace(hot_right(body()), layer="layer4"))
    assert badges.stale.text() == "for nodule, layer4"


def test_a_refining_map_says_how_far_it_is_until_it_is_whole(badges, body, hot_right):
    whole = hot_right(body())
    badges.set_refining(replace(whole, progress=(120, 1000)))
    badges.place(400)
    assert badges.refining.text() == "refining 120 of 1000"
    assert badges.refining.isVisible()
    badges.place(180)
    assert badges.refining.text() == "12 %"
    badges.set_refining(whole)
    assert badges.refining.isHidden()
    badges.set_refining(None)
    assert badges.refining.isHidden()


def test_oblique_axes_are_told_in_degrees_and_explained_on_a_click(badges, qtbot):
    sentence = "The slices are oblique by 12°."
    badges.set_geometry(Geometry(oblique=12.3, sentence=sentence))
    badges.place(400)
    assert badges.oblique.text() == "oblique 12°"
    assert badges.oblique.toolTip() == badges.oblique.accessibleDescription() == sentence
    assert badges.warning.isHidden()
    with qtbot.waitSignal(badges.warning_clicked):
        qtbot.mouseClick(badges.oblique, Qt.MouseButton.LeftButton)
    badges.place(180)
    assert badges.oblique.text() == "12°"
    badges.set_geometry(Geometry())
    assert badges.oblique.isHidden()


def test_the_unusual_convention_is_always_named_and_a_click_turns_it(badges, qtbot):
    badges.set_geometry(Geometry(is_unusual=True))
    badges.place(400)
    assert badges.sides.text() == "neurological"
    with qtbot.waitSignal(badges.sides_clicked):
        qtbot.mouseClick(badges.sides, Qt.MouseButton.LeftButton)
    badges.place(180)
    assert badges.sides.isVisible()
    assert badges.sides.text() == "neuro"
    badges.set_geometry(Geometry())
    assert badges.sides.isHidden()


def test_a_resampled_plane_says_so_at_every_width(badges):
    badges.set_geometry(Geometry(is_resampled=True))
    for width in (400, 180):
        badges.place(width)
        assert badges.resampled.isVisible()
    badges.set_geometry(Geometry())
    assert badges.resampled.isHidden()


def test_warnings_come_with_the_geometry(badges):
    badges.set_geometry(Geometry(warnings=("Sides are unknown.",)))
    assert badges.warning.toolTip() == "Sides are unknown."


def test_a_sagittal_plane_seen_from_the_other_side_says_so(badges, qtbot):
    badges.set_geometry(Geometry(is_turned=True))
    badges.place(400)
    assert badges.sides.isVisible()
    assert badges.sides.text() == "anterior right"
    assert badges.sides.accessibleName() == "Anterior at the right"
    badges.place(180)
    assert badges.sides.text() == "ant. right"
