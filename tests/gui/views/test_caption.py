"""What is written over a plane."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from camviewer.gui.views.annotations import Marks
from camviewer.gui.views.caption import Screen, make_marks
from camviewer.gui.views.slice_source import SliceSource
from camviewer.render.slicing import Letters

SCREEN = Screen((10.0, 20.0), 0.5, is_focused=True)


@pytest.fixture
def axial(ct, hot_right, explained):
    explained(ct, [hot_right(ct.state.case.image)])
    return SliceSource(ct, "axial")


def test_nothing_is_written_while_nothing_is_open(session):
    assert make_marks(SliceSource(session, "axial"), SCREEN) == Marks()


def test_a_plane_says_slice_window_map_and_scale(axial, ct):
    ct.state.view.position = (0.0, 0.0, 2.5)
    assert make_marks(axial, SCREEN) == Marks(
        crosshair=(10.0, 20.0),
        letters=Letters("R", "L", "A", "P"),
        place="slice 7/12 · S 2.5 mm",
        window="W 1000 L 500",
        zoom="zoom 4×",
        heatmap="Grad-CAM · nodule · late\n2×2×2 cells of 20×36×30 mm",
        peak="max here 2.00 of 2.00",
        scale=0.5,
        is_focused=True,
    )


def test_a_hidden_map_is_not_described(axial, ct):
    ct.state.overlay.visible = False
    assert make_marks(axial, SCREEN).heatmap == ""


def test_a_cell_of_the_comparison_leaves_the_map_to_its_title(ct, axial):
    marks = make_marks(SliceSource(ct, "axial", "grad-cam"), SCREEN)
    assert (marks.heatmap, marks.scale) == ("", 0.0)
    assert marks.window == "W 1000 L 500"


@pytest.mark.parametrize(
    ("annotations", "left", "window"),
    [("all", "R", True), ("minimal", "R", False), ("none", "", False)],
)
def test_words_can_be_taken_away_in_two_steps(annotations, left, window, axial, ct):
    ct.state.view.annotations = annotations
    marks = make_marks(axial, SCREEN)
    assert marks.letters.left == left
    assert bool(marks.window) is window
    assert bool(marks.place) is window


def test_a_grey_picture_has_a_window_and_a_colour_one_has_not(photo):
    assert make_marks(SliceSource(photo, ""), SCREEN).window == ""


def test_the_note_of_a_map_that_refines_is_left_to_its_badge(ct, axial):
    case = ct.state.case
    noted = dataclasses.replace(case.heatmap, note="This map still refines.", progress=(1, 9))
    case.heatmaps = {noted.name: noted}
    assert make_marks(axial, SCREEN).note == ""
    case.heatmaps = {noted.name: dataclasses.replace(noted, progress=None)}
    assert make_marks(axial, SCREEN).note == "This map still refines."


def test_a_slab_is_told_of_even_where_no_words_are_wanted(axial, ct):
    ct.state.view.slab, ct.state.view.slab_mm = "max", 20.0
    for words in ("all", "minimal", "none"):
        ct.state.view.annotations = words
        assert make_marks(axial, SCREEN).note.startswith("MIP 20 mm")
    ct.state.view.slab = "min"
    assert make_marks(axial, SCREEN).note == "MinIP 20 mm\nmap: highest"
    ct.state.overlay.visible = False
    assert make_marks(axial, SCREEN).note == "MinIP 20 mm"


def test_the_highest_value_here_stands_beside_that_of_the_map(axial, ct, map_over, explained):
    values = np.zeros((1, 1, 12))
    values[0, 0, 9], values[0, 0, 6] = 0.84, 0.31
    explained(ct, [map_over(ct.state.case.image.grid, "grad-cam", values)])
    ct.state.view.position = (0.0, 0.0, 2.5)
    assert make_marks(axial, SCREEN).peak == "max here 0.310 of 0.840"
    assert make_marks(SliceSource(ct, "axial", "grad-cam"), SCREEN).peak
    ct.state.overlay.visible = False
    assert make_marks(axial, SCREEN).peak == ""


def test_head_and_feet_replace_superior_and_inferior_where_wanted(ct):
    ct.state.view.letters = "HF"
    ct.state.view.position = (0.0, 0.0, -27.5)
    coronal, axial = (
        make_marks(SliceSource(ct, plane), SCREEN) for plane in ("coronal", "axial")
    )
    assert coronal.letters == Letters("R", "L", "H", "F")
    assert axial.letters == Letters("R", "L", "A", "P")
    assert axial.place == "slice 1/12 · F 27.5 mm"


def test_a_file_of_several_volumes_says_which_is_shown(ct, axial):
    image = ct.state.case.image
    ct.state.case.image = dataclasses.replace(image, header={"volume": 2, "volumes": 40})
    assert make_marks(axial, SCREEN).place.endswith(" mm\nvolume 3/40")


def test_inverted_grey_is_said(ct, axial):
    ct.state.view.is_inverted = True
    assert make_marks(axial, SCREEN).window == "W 1000 L 500 · inverted"


def test_a_plane_without_a_map_says_so_and_has_its_scale(ct, axial):
    marks = make_marks(SliceSource(ct, "axial", ""), SCREEN)
    assert (marks.heatmap, marks.scale, marks.zoom) == ("no heatmap", 0.5, "zoom 4×")


def test_lines_of_what_speaks_against_are_told(axial, ct):
    words, overlay = "dotted blue lines: against the class", ct.state.overlay
    case = ct.state.case
    map_ = dataclasses.replace(case.heatmap, array=case.heatmap.array - np.float32(0.5))
    for signed, drawing, is_told in (
        (True, "contour", True), (True, "both", True), (True, "fill", False),
        (False, "contour", False),
    ):  # fmt: skip
        case.heatmaps = {**case.heatmaps, map_.name: map_}
        overlay.signed, overlay.drawing = signed, drawing
        assert (words in make_marks(axial, SCREEN).heatmap) is is_told
