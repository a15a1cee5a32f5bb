"""The list of methods: families that open and close, a filter, figures, keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from camviewer.gui.panels.method_list import MethodList, family_label, in_families
from camviewer.session.catalogue import MethodInfo
from tests.gui.conftest import METHODS, toy_outlook

CHOSEN = ("cf-cam", "grad-cam")


@pytest.fixture
def methods(qtbot):
    methods = MethodList(METHODS)
    qtbot.addWidget(methods)
    methods.show_methods(CHOSEN)
    methods.resize(256, 600)
    methods.show()
    qtbot.waitExposed(methods)
    methods.activateWindow()
    return methods


def visible(methods):
    return [name for name, row in methods.rows.items() if row.isVisible()]


def info(name, family):
    return MethodInfo(name, name, family, "", "", "", ())


def test_cf_cam_is_first_controls_are_last_and_new_families_stand_between():
    given = [
        info("a", "control"),
        info("b", "brand-new"),
        info("c", "pixel"),
        info("d", "cf-cam"),
        info("e", "pixel"),
    ]
    found = in_families(given)
    assert list(found) == ["cf-cam", "pixel", "brand-new", "control"]
    assert [each.name for each in found["pixel"]] == ["c", "e"]


def test_families_have_plain_names():
    assert family_label("perturbation") == "Perturbation (slow)"
    assert family_label("attention") == "Transformers"
    assert family_label("brand-new") == "Brand new"


def test_only_families_with_a_ticked_method_are_open(methods):
    assert visible(methods) == [
        "cf-cam",
        "cf-cam-spatial",
        "cf-cam-code",
        "grad-cam",
        "layer-cam",
    ]
    assert not methods.headings["control"].is_open


def test_a_family_opens_and_closes_by_a_click_without_telling_anybody(methods, qtbot):
    heard = []
    methods.edited.connect(heard.append)
    heading = methods.headings["control"]
    qtbot.mouseClick(heading, Qt.MouseButton.LeftButton)
    assert "random-cam" in visible(methods)
    qtbot.mouseClick(heading, Qt.MouseButton.LeftButton)
    assert "random-cam" not in visible(methods)
    assert heard == []


def test_a_family_opens_and_closes_by_the_arrow_keys(methods, qtbot):
    heading = methods.headings["gradient"]
    qtbot.keyClick(heading, Qt.Key.Key_Left)
    assert "grad-cam" not in visible(methods)
    qtbot.keyClick(heading, Qt.Key.Key_Right)
    assert "grad-cam" in visible(methods)


def test_a_method_that_is_ticked_elsewhere_opens_its_family_once(methods, qtbot):
    methods.show_methods((*CHOSEN, "random-cam"))
    assert "random-cam" in visible(methods)
    methods.headings["control"].click()
    methods.show_methods((*CHOSEN, "random-cam"))
    assert "random-cam" not in visible(methods)


def test_headings_count_what_is_ticked(methods):
    assert methods.headings["cf-cam"].accessibleDescription() == "1 of 3 chosen"
    methods.rows["cf-cam-code"].box.click()
    assert methods.headings["cf-cam"].accessibleDescription() == "2 of 3 chosen"
    assert methods.headings["control"].accessibleDescription() == "0 of 1 chosen"


def test_the_filter_looks_into_closed_families_and_back(methods, qtbot):
    before = visible(methods)
    qtbot.keyClicks(methods.filter, "random wei")
    assert visible(methods) == ["random-cam"]
    assert not methods.headings["gradient"].isVisible()
    assert methods.headings["control"].isVisible()
    qtbot.keyClick(methods.filter, Qt.Key.Key_Escape)
    assert methods.filter.text() == ""
    assert visible(methods) == before


def test_a_filter_that_finds_nothing_says_so(methods, qtbot):
    qtbot.keyClicks(methods.filter, "zzz")
    assert visible(methods) == []
    assert methods.nothing.isVisible()
    methods.filter.clear()
    assert not methods.nothing.isVisible()


def test_down_goes_from_the_filter_to_the_first_method_that_is_shown(methods, qtbot):
    qtbot.keyClicks(methods.filter, "layer")
    methods.filter.setFocus()
    qtbot.keyClick(methods.filter, Qt.Key.Key_Down)
    assert methods.focusWidget() is methods.rows["layer-cam"].box


def test_a_tick_under_a_filter_keeps_the_order_of_the_others(methods, qtbot):
    heard = []
    methods.edited.connect(heard.append)
    qtbot.keyClicks(methods.filter, "random")
    methods.rows["random-cam"].box.click()
    assert heard == [(*CHOSEN, "random-cam")]


def test_ticked_methods_say_what_they_add_and_others_do_not(methods):
    methods.show_outlook(toy_outlook(("cf-cam", "grad-cam", "layer-cam")))
    row = methods.rows["cf-cam"]
    assert row.figure.text() == "+2 s"
    assert "10 passes" in row.box.toolTip()
    assert "+2 s 10 passes" in row.box.accessibleDescription()
    assert not methods.rows["layer-cam"].figure.isVisible()
    row.box.click()
    assert not row.figure.isVisible()
    methods.show_outlook(None)
    assert not methods.rows["grad-cam"].figure.isVisible()


def test_showing_tells_nobody(methods):
    heard = []
    methods.edited.connect(heard.append)
    methods.show_methods(("layer-cam",))
    methods.show_outlook(toy_outlook(("layer-cam",)))
    assert heard == []


def test_a_name_that_is_too_long_is_cut_and_read_out_whole(qtbot):
    words = "Deep feature factorisation of everything"
    methods = MethodList([MethodInfo("a", words, "cf-cam", "", "Mind this.", "", ())])
    qtbot.addWidget(methods)
    methods.show_methods(("a",))
    methods.resize(200, 200)
    methods.show()
    qtbot.waitExposed(methods)
    box = methods.rows["a"].box
    assert box.text().endswith("\u2026")
    assert box.accessibleName() == words
    methods.resize(600, 200)
    qtbot.waitUntil(lambda: box.text() == words)


def test_the_filter_can_be_emptied_by_its_sign(methods, qtbot):
    assert methods.filter.actions() == []
    qtbot.keyClicks(methods.filter, "layer")
    methods.filter.actions()[0].trigger()
    assert methods.filter.text() == ""
    assert methods.filter.actions() == []
