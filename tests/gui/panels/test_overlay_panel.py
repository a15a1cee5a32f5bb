"""The overlay panel: what makes sense for the image, and sentences beside the choices."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PySide6.QtWidgets import QCheckBox

from camviewer.core.image import Heatmap
from camviewer.gui.panels.overlay_panel import OverlayPanel
from camviewer.render.colour import COLOUR_MAPS, PRESETS


@pytest.fixture
def panel(controller, qtbot):
    panel = OverlayPanel(controller)
    qtbot.addWidget(panel)
    panel.resize(280, 900)
    panel.show()
    return panel


def test_a_ct_offers_every_preset_and_shows_the_one_in_force(panel, session, volume):
    session.show(volume)
    keys = [panel.preset.itemData(index) for index in range(panel.preset.count())]
    assert keys == [*(preset.key for preset in PRESETS), "0", None]
    for preset in PRESETS:
        session.set_preset(preset.key)
        assert panel.preset.currentData() == preset.key
        assert panel.width_box.value() == preset.window.width
    session.state.view.width = 1234.0
    assert panel.preset.currentText() == "Own"
    assert panel.width_box.suffix() == " HU"


def test_a_colour_picture_has_no_grey_window_and_no_sides(panel, session, picture):
    session.show(picture)
    assert not any(widget.isVisible() for widget in panel.window_rows)
    assert panel.window_note.text() == "A colour picture has no grey window."
    assert not panel.convention.isVisible()


def test_a_volume_without_hounsfield_units_says_why_it_has_no_presets(panel, session, volume):
    session.show(dataclasses.replace(volume, unit=""))
    assert "not Hounsfield units" in panel.window_note.text()
    assert panel.width_box.isVisible()
    assert panel.preset.count() == 2


@pytest.mark.parametrize("name", COLOUR_MAPS)
def test_uneven_colours_carry_a_warning(panel, session, name):
    session.state.overlay.colours = name
    assert panel.colour_note.isVisible() is not COLOUR_MAPS[name].is_even


def test_each_scale_rule_is_said_in_words(panel, session):
    notes = set()
    for scale in ("map", "shared", "fixed"):
        session.state.overlay.scale = scale
        notes.add(panel.scale_note.text())
        assert panel.fixed_top.isVisible() is (scale == "fixed")
    assert len(notes) == 3


def test_a_turned_convention_is_kept_for_the_next_start(panel, session):
    panel.convention.press(False)
    panel.sagittal.press(False)
    assert session.state.view.is_radiological is False
    assert session.settings.is_radiological is False
    assert session.settings.is_anterior_left is False
    assert "right of the screen" in panel.sides_note.text()


def test_the_hottest_place_needs_a_map_that_has_one(panel, session, volume):
    session.show(volume)
    assert not panel.hottest.isEnabled()
    cells = np.zeros(volume.grid.shape, np.float32)
    session.accept_map(Heatmap(cells, volume.grid, "grad-cam"))
    assert not panel.hottest.isEnabled()
    cells[1, 2, 3] = 1
    session.accept_map(Heatmap(cells, volume.grid, "layer-cam"))
    session.next_method(1)
    assert panel.hottest.isEnabled()
    panel.hottest.click()
    assert session.state.view.position == tuple(volume.grid.world((1, 2, 3)))


def test_the_numbers_beside_the_sliders_follow(panel, session):
    session.state.overlay.opacity = 0.35
    assert panel.opacity.number.text() == "35 %"
    panel.threshold.setValue(60)
    assert session.state.overlay.threshold == 0.6
    assert panel.threshold.number.text() == "60 %"


def test_the_heatmap_can_be_hidden(panel, session):
    panel.findChild(QCheckBox, "visible").click()
    assert session.state.overlay.visible is False


def test_what_is_drawn_of_the_map_is_chosen_and_followed(panel, session):
    panel.drawing.press("both")
    assert session.state.overlay.drawing == "both"
    session.state.overlay.drawing = "contour"
    assert panel.drawing.value == "contour"
