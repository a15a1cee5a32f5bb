"""The view of a volume that is still loading."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from camviewer.core.image import Grid, Image
from camviewer.core.progress import Progress
from camviewer.gui.views import LoadingView
from camviewer.gui.views.loading_view import draw_part, first_slices, nearest_place
from camviewer.render.colour import Window
from camviewer.render.slicing import Plane, frame_at


def _volume(flip=1):
    """Twelve slices along the last axis, each as bright as its number, water where 0 is."""
    array = np.zeros((8, 6, 12), np.int16)
    array[...] = 100 * np.arange(1, 13)
    affine = np.diag([1.0, 1.0, 2.0 * flip, 1.0])
    return Image(array, Grid(array.shape, affine), unit="HU")


@pytest.fixture
def loading(session, shown):
    """The view after so many slices."""

    def load(image, there):
        session.start_job("Opening")
        session.report(Progress(there, image.grid.shape[2], "Opening"))
        session.show_early(image)
        view = shown(LoadingView(session), 600, 400)
        view._drawing.flush()
        return view

    return load


def test_it_says_how_much_is_there_and_that_it_is_not_all(loading, session, qtbot):
    view = loading(_volume(), 3)
    assert view.words.text() == "Loading 25 % · 3 of 12 slices · not complete yet"
    session.report(Progress(6, 12, "Opening"))
    qtbot.waitUntil(lambda: "50 %" in view.words.text())
    assert view.words.accessibleName() == view.words.text()


def test_the_newest_slice_is_shown_until_the_middle_one_is_there(loading):
    for there, slice_number in ((3, 3), (7, 7), (11, 7)):
        view = loading(_volume(), there)
        marks = view.canvases[Plane.AXIAL].annotations.marks
        assert marks.place.startswith(f"slice {slice_number}/12")
        assert tuple(marks.letters) == ("R", "L", "A", "P")
        assert marks.crosshair is None


@pytest.mark.parametrize("flip", [1, -1])
def test_what_is_not_there_is_black_on_the_side_where_it_is_missing(flip):
    image = _volume(flip)
    frame = frame_at(image.grid, Plane.CORONAL, nearest_place(image.grid, 4))
    drawn = draw_part(image, frame, Window(2000.0, 0.0), 4)
    # Row 0 is the top: with slices from below the first four are the lowest rows.
    rows = drawn[:, 0] > 0
    expected = np.arange(12) >= 8 if flip > 0 else np.arange(12) < 4
    np.testing.assert_array_equal(rows, expected)
    np.testing.assert_array_equal((drawn > 0).all(axis=1), expected)


def test_a_missing_axial_slice_is_never_drawn():
    image = _volume()
    frame = frame_at(image.grid, Plane.AXIAL, (3, 3, 20.0))
    assert draw_part(image, frame, Window(2000.0, 0.0), 4).max() == 0


def test_the_first_slices_keep_their_place_in_the_world():
    part = first_slices(_volume(), 4)
    assert part.grid.shape == (8, 6, 4)
    np.testing.assert_array_equal(part.grid.affine, _volume().grid.affine)
    assert part.unit == "HU"


def test_the_mouse_finds_nothing_to_measure(loading, qtbot):
    view = loading(_volume(), 3)
    before = dict(vars(view._session.state.view))
    canvas = view.canvases[Plane.AXIAL]
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    assert view.childAt(canvas.geometry().center()) in {None, view}
    assert dict(vars(view._session.state.view)) == before


def test_it_stays_as_it_is_when_nothing_loads(session, shown):
    view = shown(LoadingView(session))
    assert view.words.text() == ""
