"""The page of curves: which there are, the key with values, and what it tells."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from camviewer.gui.numbers.curve_lines import DARK
from camviewer.gui.numbers.curves_page import CurvesPage, curves_of, lines_of
from camviewer.gui.theme import apply_theme

CURVE = "deletion/deletion"


@pytest.fixture
def page(qtbot, sheet):
    page = CurvesPage()
    qtbot.addWidget(page)
    page.resize(700, 240)
    page.show_sheet(sheet, "", "layer-cam")
    page.show()
    return page


def key(page):
    return [page.key.item(place).text().split("  ") for place in range(page.key.count())]


def test_only_what_was_measured_as_a_curve_is_offered(sheet):
    assert curves_of(sheet) == {CURVE: "Deletion"}


def test_lines_stand_in_the_order_of_the_table_and_keep_their_look(sheet):
    lines = lines_of(sheet, CURVE)
    assert [(line.name, line.number, line.is_control) for line in lines] == [
        ("grad-cam", 0, False), ("layer-cam", 1, False), ("cf-cam", 2, False),
        ("random-cam", 0, True),
    ]  # fmt: skip
    turned = replace(sheet, maps=dict(reversed(sheet.maps.items())))
    found = lines_of(turned, CURVE)
    assert [line.name for line in found] == [line.name for line in reversed(lines)]
    assert set(found) == set(lines)  # sorting changes no colour
    assert lines_of(sheet, "road/most") == ()


def test_the_key_has_the_numbers_until_somebody_reads_off_a_point(page, qtbot):
    assert key(page)[:2] == [["0.500", "Grad-CAM"], ["0.200", "LayerCAM"]]
    assert page.head.text() == "Deletion ↓"
    qtbot.keyClick(page.plot, Qt.Key.Key_End)
    assert key(page)[:2] == [["0.800", "Grad-CAM"], ["0.600", "LayerCAM"]]
    assert page.head.text() == "at 1.00"
    page.plot.point_at(None)
    assert key(page)[0] == ["0.500", "Grad-CAM"]


def test_the_shown_map_is_marked_and_another_is_picked_by_key(page, qtbot):
    picked = []
    page.picked.connect(picked.append)
    assert page.key.currentRow() == 1
    page.mark("cf-cam")
    assert (page.key.currentRow(), picked) == (2, [])
    qtbot.keyClick(page.key, Qt.Key.Key_Up)
    assert picked == ["layer-cam"]


def test_a_chosen_curve_and_a_file_are_told(page, qtbot):
    wanted = []
    page.wanted.connect(wanted.append)
    page.chooser.activated.emit(0)
    assert wanted == [CURVE]
    with qtbot.waitSignal(page.save_wanted):
        page.save.click()


def test_without_curves_a_sentence_says_so(page, sheet):
    assert page.whole.isVisible()
    page.show_sheet(None, "", "")
    assert not page.whole.isVisible()
    assert page.empty.text() == "Nothing measured yet."
    less = tuple(info for info in sheet.metrics if info.name != "deletion")
    page.show_sheet(replace(sheet, metrics=less), "", "")
    assert page.empty.isVisible()
    assert "ROAD have one" in page.empty.text()


def test_the_key_follows_the_theme(page, qapp):
    apply_theme(qapp, "light")
    qapp.processEvents()
    apply_theme(qapp, "dark")
    qapp.processEvents()
    image = page.key.item(0).icon().pixmap(30, 12).toImage()
    assert DARK[0].lower() in {image.pixelColor(x, 6).name() for x in range(30)}
