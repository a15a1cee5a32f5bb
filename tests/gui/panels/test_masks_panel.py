"""The page of masks follows the state, and its edits reach it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from camviewer.core.image import Heatmap, Mask
from camviewer.gui import mask_jobs
from camviewer.gui.panels.masks_panel import MasksPanel
from camviewer.session.mask_numbers import MaskFit
from camviewer.session.masks import add_masks, mask_numbers


def masks_of(image):
    left, right = np.zeros(image.grid.shape, bool), np.zeros(image.grid.shape, bool)
    left[:2, 1:4, 1:3], right[4:] = True, True
    return Mask("lesion", left), Mask("lobe", right)


@pytest.fixture
def panel(controller, session, volume, qtbot):
    session.show(volume)
    panel = MasksPanel(controller)
    qtbot.addWidget(panel)
    panel.resize(280, 400)
    panel.show()
    return panel


@pytest.fixture
def filled(panel, session, volume):
    found = masks_of(volume)
    add_masks(session.state.masks, found)
    session.state.masks.numbers = {each.name: mask_numbers(volume, each) for each in found}
    return panel


def cells(panel, row):
    model = panel.table.model()
    return [" ".join(model.index(row, x).data().split()) for x in range(model.columnCount())]


def test_a_row_has_the_masks_own_numbers(filled, volume):
    mean = volume.array[:2, 1:4, 1:3].mean()
    assert cells(filled, 0) == ["lesion", f"0.24 ml −{-mean:.0f} HU", "–", "–"]


def test_until_the_fit_is_there_it_is_told_what_is_awaited(filled, session, volume):
    filled.table.mark("lesion")
    assert "No heatmap is shown" in filled.details.text()
    session.state.case.heatmaps = {
        "grad-cam": Heatmap(volume.array * 1.0, volume.grid, "grad-cam")
    }
    session.state.case.selected = "grad-cam"
    assert "Comparing with the heatmap" in filled.details.text()
    session.state.case.selected = ""
    assert "No heatmap is shown" in filled.details.text()


def test_a_fit_is_shown_with_its_definition(filled, session):
    session.state.masks.fits = {"lesion": MaskFit(0.634, 0.412, 0.123, True)}
    assert cells(filled, 0)[2:] == ["0.63", "12 % hit"]
    filled.table.mark("lesion")
    words = filled.details.text()
    assert "Dice 0.63 with as many of the hottest voxels, 0.41 with all that is drawn" in words
    assert "12 % of the heat inside; the hottest cell is inside" in words
    header = filled.table.model().headerData
    told = header(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "hottest voxels as the mask has" in told


def test_a_tick_hides_the_outline(filled, session):
    role = Qt.ItemDataRole.CheckStateRole
    filled.rows.setData(filled.rows.index(0, 0), Qt.CheckState.Unchecked.value, role)
    assert session.state.masks.visible == ("lobe",)
    assert Qt.CheckState(filled.rows.index(0, 0).data(role)) == Qt.CheckState.Unchecked


def test_a_click_puts_the_crosshair_into_the_mask(filled, session, volume, qtbot):
    at = filled.table.visualRect(filled.table.model().index(0, 1)).center()
    qtbot.mouseClick(filled.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    index = np.round(volume.grid.index(session.state.view.position)).astype(int)
    assert masks_of(volume)[0].array[tuple(index)]


def test_the_marked_mask_is_removed(filled, session, qtbot):
    filled.table.mark("lesion")
    qtbot.mouseClick(filled.remove, Qt.MouseButton.LeftButton)
    assert [each.name for each in session.state.masks.items] == ["lobe"]
    assert not filled.remove.isEnabled()


def test_without_masks_it_says_what_they_are(panel, session):
    assert "outlines" in panel.details.text()
    assert panel.table.accessibleName()


def test_a_file_is_asked_for_and_read(panel, session, volume, asker, qtbot, monkeypatch):
    monkeypatch.setattr(mask_jobs, "read_masks", lambda _path, image: masks_of(image))
    asker.files = [Path("seg.nii.gz")]
    qtbot.mouseClick(panel.open, Qt.MouseButton.LeftButton)
    assert panel.open.text() == "Reading…"
    qtbot.waitUntil(lambda: len(session.state.masks.items) == 2)
    assert panel.open.text() == "Open mask…"
    assert cells(panel, 1)[0] == "lobe"
