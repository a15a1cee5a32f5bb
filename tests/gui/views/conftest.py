"""An asymmetric body, a picture, maps over both, and a check that nothing is left alive."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from camviewer.core.image import Grid, Heatmap, Image, pixel_grid
from camviewer.core.job import Explanation, Prediction

RIGHT, FRONT, TOP = 1000, 500, 250  # white, mid and dark grey in the window 1000 / 500
SPACING = (2.0, 3.0, 5.0)
SHAPE = (20, 24, 12)


def _body_in_ras():
    """A block at the right, a fainter one at the front, the faintest on top."""
    array = np.zeros(SHAPE, np.int16)
    array[16:, 8:16, 4:8] = RIGHT
    array[6:14, 20:, 4:8] = FRONT
    array[6:14, 8:16, 10:] = TOP
    return array


def _body(order=(0, 1, 2), flips=(False, False, False), warnings=()):
    """The body stored in any order of axes; its world is the same, centred on 0."""
    array, steps = _body_in_ras(), np.diag(SPACING)
    array = np.transpose(array, order)
    steps = steps[:, list(order)]
    for axis, flip in enumerate(flips):
        if flip:
            array = np.flip(array, axis)
            steps[:, axis] *= -1
    affine = np.eye(4)
    affine[:3, :3] = steps
    affine[:3, 3] = -steps @ ((np.array(array.shape) - 1) / 2)
    array = np.ascontiguousarray(array)
    return Image(array, Grid(array.shape, affine), unit="HU", warnings=warnings)


def _map_over(grid, method, values, **about):
    """A map of cells that share a grid's extent."""
    values = np.asarray(values, np.float32)
    dims = grid.ndim
    ratio = np.array(grid.shape) / values.shape
    cells = np.eye(dims + 1)
    cells[:dims, :dims] = np.diag(ratio)
    cells[:dims, dims] = (ratio - 1) / 2
    return Heatmap(values, Grid(values.shape, grid.affine @ cells), method, **about)


def _hot_right(image, method="grad-cam", top=2.0, **about):
    """Two cells wide: the high end of the first axis is hot."""
    values = np.zeros((2,) * image.grid.ndim)
    values[1] = top
    return _map_over(image.grid, method, values, layer="late", target="nodule", **about)


def _explained(session, maps):
    """Hand finished maps to the session."""
    ask = session.state.ask
    label = session.model_info(ask.model).default_target or "cat"
    target = Prediction(1, label, 0.9, 2.0)
    held = {heatmap.name: heatmap for heatmap in maps}
    session.accept(Explanation(held, (target,), target, "late", "", ask.model, "Toy", "cpu"))


@pytest.fixture
def body():
    return _body


@pytest.fixture
def map_over():
    return _map_over


@pytest.fixture
def hot_right():
    return _hot_right


@pytest.fixture
def explained():
    return _explained


@pytest.fixture
def ct(session):
    """The body, open, white at 1000."""
    session.show(_body())
    session.state.view.width, session.state.view.level = 1000.0, 500.0
    return session


@pytest.fixture
def photo(session):
    """A picture, open: red at the left, blue at the right."""
    array = np.zeros((40, 60, 3), np.uint8)
    array[:, :30, 0], array[:, 30:, 2] = 200, 250
    session.show(Image(array, pixel_grid(40, 60)))
    return session


@pytest.fixture
def bare(ct):
    """The body with nothing drawn over it."""
    ct.state.view.annotations, ct.state.view.shows_crosshair = "none", False
    return ct


@pytest.fixture
def shown(qtbot):
    """Show a widget at a size, drawn."""

    def show(widget, width=400, height=300):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        QApplication.processEvents()
        if hasattr(widget, "flush"):
            widget.flush()
        return widget

    return show


@pytest.fixture
def pixels():
    """Colours of a widget as it is on the screen, (rows, columns, 3)."""

    def grab(widget):
        picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        height, width = picture.height(), picture.width()
        raw = np.frombuffer(picture.constBits(), np.uint8)
        raw = raw.reshape(height, picture.bytesPerLine())
        return raw[:, : 3 * width].reshape(height, width, 3).astype(int)

    return grab


def _destroy_what_was_left():
    gc.collect()  # what is left alive by cycles alone is no leak
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def _running_timers():
    timers = [each for each in gc.get_objects() if issubclass(type(each), QTimer)]
    return {id(each) for each in timers if shiboken6.isValid(each) and each.isActive()}


@pytest.fixture(autouse=True)
def no_leaks(qapp):
    """No window and no running timer outlives its test."""
    windows, timers = set(QApplication.topLevelWidgets()), _running_timers()
    yield
    _destroy_what_was_left()
    left = set(QApplication.topLevelWidgets()) - windows
    assert not left, f"left alive: {left}"
    assert not _running_timers() - timers
