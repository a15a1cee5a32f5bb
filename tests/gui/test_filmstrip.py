"""The row of maps: one button for each, one sentence for the one shown."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget

from camviewer.core.image import Grid, Heatmap, pixel_grid
from camviewer.core.job import Explanation, Prediction, WindowScore
from camviewer.gui.filmstrip import Filmstrip, map_sentence


@pytest.fixture
def strip(controller, qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    strip = Filmstrip(controller)
    strip.setParent(holder)
    strip.holder = holder
    strip.show_maps()
    holder.show()
    return strip


def heatmap(method, note=""):
    grid = Grid((7, 16, 16), np.diag([9.0, 9.0, 9.0, 1.0]))
    array = np.ones(grid.shape, np.float32)
    return Heatmap(array, grid, method, "layer 5", "nodule", note=note)


def test_a_map_is_described_in_one_sentence():
    assert map_sentence(heatmap("cf-cam")) == (
        "CF-CAM · nodule · layer 5 · 7×16×16 cells of 9 mm"
    )


def test_cells_that_are_no_cubes_are_told_by_axis():
    grid = Grid((4, 4, 4), np.diag([8.0, 8.0, 20.0, 1.0]))
    made = Heatmap(np.ones((4, 4, 4), np.float32), grid, "cam", "late", "cat")
    assert map_sentence(made).endswith("cells of 8×8×20 mm")


def test_a_pictures_cells_are_in_pixels_and_a_note_is_added():
    grid = Grid((7, 7), np.diag([32.0, 32.0, 1.0]))
    made = Heatmap(np.zeros((7, 7), np.float32), grid, "cam", "late", "cat", note="Blank.")
    assert map_sentence(made) == "CAM · cat · late · 7×7 cells of 32 px · Blank."


def test_buttons_come_with_the_maps(strip, session):
    assert not strip.isVisible()
    session.accept_map(heatmap("grad-cam"))
    session.accept_map(heatmap("cf-cam-code"))
    assert strip.isVisible()
    assert list(strip._buttons) == ["grad-cam", "cf-cam-code"]
    assert strip._buttons["grad-cam"].isChecked()
    assert not strip.badge.isVisible()


def test_a_click_selects_the_map_once_and_its_badge_shows(strip, session):
    session.accept_map(heatmap("grad-cam"))
    session.accept_map(heatmap("cf-cam-code"))
    heard = []
    session.state.case.events.selected.connect(heard.append)
    strip._buttons["cf-cam-code"].click()
    assert heard == ["cf-cam-code"]
    assert not strip._buttons["grad-cam"].isChecked()
    assert strip.badge.whole == "Class-agnostic."
    strip._buttons["cf-cam-code"].click()
    assert strip._buttons["cf-cam-code"].isChecked()
    assert heard == ["cf-cam-code"]


def test_a_new_case_empties_it(strip, session, picture):
    session.accept_map(heatmap("grad-cam"))
    session.show(picture)
    assert not strip.isVisible()
    assert strip.sentence.whole == ""


def test_the_grid_of_a_picture_needs_no_volume():
    made = Heatmap(np.ones((2, 2), np.float32), pixel_grid(2, 2), "cam")
    assert map_sentence(made) == "CAM · 2×2 cells of 1 px"


def test_the_findings_of_scan_and_method_are_told(strip, session):
    made = heatmap("cf-cam", note="Mind this.")
    found = dataclasses.replace(made, diagnostics={"clusters": 2.0})
    session.accept_map(found)
    assert strip.sentence.whole == "clusters 2   |   Mind this."
    target = Prediction(1, "nodule", 0.9, 2.0)
    windows = (WindowScore((0, 0, 0), (10, 10, 10), 0.9),)
    session.state.case.explanation = Explanation(
        {"cf-cam": found}, (target,), target, "l", "", "m", "M", "cpu", windows=windows
    )
    assert strip.sentence.whole.startswith("1 windows for nodule: highest 90.0 %")


def test_maps_of_one_method_are_told_apart(strip, session):
    for layer in ("layer 4", "layer 5"):
        session.accept_map(dataclasses.replace(heatmap("grad-cam"), name=f"grad-cam@{layer}"))
    assert [button.text() for button in strip._buttons.values()] == [
        "Grad-CAM · layer 4",
        "Grad-CAM · layer 5",
    ]
    assert strip._buttons["grad-cam@layer 4"].toolTip() == "Summary of Grad-CAM."


def test_many_maps_scroll_instead_of_widening_the_window(strip, session, qtbot):
    for number in range(40):
        session.accept_map(dataclasses.replace(heatmap("grad-cam"), name=f"grad-cam@{number}"))
    assert strip.minimumSizeHint().width() < 400
    strip.resize(600, strip.sizeHint().height())
    last = strip._buttons["grad-cam@39"]
    qtbot.waitUntil(lambda: last.x() > 600)  # until they are laid out
    session.state.case.selected = "grad-cam@39"
    assert last.visibleRegion().boundingRect().width() == last.width()


def test_what_half_precision_cost_stands_with_the_maps(strip, session):
    session.accept_map(heatmap("grad-cam"))
    target = Prediction(1, "nodule", 0.9, 2.0)
    session.state.case.explanation = Explanation(
        dict(session.state.case.heatmaps), (target,), target, "l", "", "m", "M", "cpu",
        precision="bfloat16", deviation={"score": 0.01, "activations": 0.02},
    )  # fmt: skip
    assert strip.sentence.whole == "bfloat16 differs from float32: score 1 %, layer 2 %"


def test_what_the_run_left_out_is_told(strip, session):
    session.accept_map(heatmap("grad-cam"))
    target = Prediction(1, "nodule", 0.9, 2.0)
    session.state.case.explanation = Explanation(
        dict(session.state.case.heatmaps), (target,), target, "l", "", "m", "M", "cpu",
        notes=("attention-rollout was left out.",),
    )  # fmt: skip
    assert strip.sentence.whole == "attention-rollout was left out."
