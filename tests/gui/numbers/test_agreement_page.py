"""Pairs of maps: the same number both ways, none with itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from camviewer.gui.numbers.agreement_page import AgreementPage, pairs_of
from tests.gui.numbers.conftest import INFOS


@pytest.fixture
def page(qtbot, sheet):
    page = AgreementPage()
    qtbot.addWidget(page)
    page.show_sheet(sheet, tuple(INFOS.values()), "", "grad-cam")
    page.show()
    return page


def cells(page):
    model = page.pairs
    return [
        [model.item(row, column).text() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_pairs_are_found_by_either_order(sheet):
    found = pairs_of(sheet, "ssim")
    assert found["grad-cam", "layer-cam"] == found["layer-cam", "grad-cam"] == 0.25
    assert pairs_of(sheet, "cosine") == {}


def test_the_table_is_the_same_across_its_diagonal(page):
    table = cells(page)
    assert table[0] == ["·", "0.250", "–", "–"]
    assert table == [list(row) for row in zip(*table, strict=True)]
    assert all(table[place][place] == "·" for place in range(4))
    labels = [page.pairs.headerData(n, Qt.Orientation.Vertical) for n in range(4)]
    assert labels == ["Grad-CAM", "LayerCAM", "CF-CAM", "(Random)"]


def test_the_pairs_of_the_shown_map_are_bold(page):
    bold = [[page.pairs.item(r, c).font().bold() for c in range(4)] for r in range(4)]
    assert bold[0] == [False, True, True, True]
    assert bold[2] == [True, False, False, False]
    assert page.pairs.item(0, 1).toolTip() == "Grad-CAM and LayerCAM: 0.250"


def test_metrics_that_were_measured_are_offered(page, sheet, qtbot):
    names = [page.chooser.itemData(place) for place in range(page.chooser.count())]
    assert set(names) == {"ssim", "rank-correlation"}
    wanted = []
    page.wanted.connect(wanted.append)
    page.chooser.activated.emit(1)
    assert wanted == [names[1]]
    page.show_sheet(sheet, tuple(INFOS.values()), "rank-correlation", "")
    assert page.chooser.currentData() == "rank-correlation"


def test_without_pairs_a_sentence_says_how_to_get_them(page, sheet, evaluation):
    for none in (None, replace(sheet, evaluation=replace(evaluation, agreements=()))):
        page.show_sheet(none, tuple(INFOS.values()), "", "")
        assert not page.whole.isVisible()
        assert "tick the agreement" in page.empty.text()
