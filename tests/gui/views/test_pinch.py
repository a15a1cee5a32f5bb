"""One finger and two, as Qt sends them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from camviewer.gui.views.pinch import Pinch
from camviewer.gui.views.slice_view import SliceView

DEVICE = None


class Mouse(QObject):
    """Hears the mouse events of a widget."""

    def __init__(self, widget):
        super().__init__(widget)
        self.heard = []
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
        if isinstance(event, QMouseEvent):
            self.heard.append((event.type().name, event.position().toPoint().toTuple()))
        return False


@pytest.fixture
def device(qapp):
    global DEVICE  # noqa: PLW0603 - Qt keeps a device for ever
    DEVICE = DEVICE or QTest.createTouchDevice()
    return DEVICE


@pytest.fixture
def pad(shown, device):
    widget = shown(QWidget())
    widget.pinch, widget.mouse, widget.heard = Pinch(widget), Mouse(widget), []
    widget.pinch.zoomed.connect(lambda at, factor: widget.heard.append(("zoomed", at, factor)))
    widget.pinch.panned.connect(lambda offset: widget.heard.append(("panned", offset)))
    widget.pinch.began.connect(lambda: widget.heard.append(("began",)))
    yield widget
    widget.heard = None


def touch(widget, **points):
    """Send one frame: ``press0=(x, y)``, ``move1=(x, y)``, ``release0=(x, y)``."""
    sequence = QTest.touchEvent(widget, DEVICE, False)
    for name, at in points.items():
        getattr(sequence, name[:-1])(int(name[-1]), QPoint(*at), widget)
    sequence.commit()


def test_fingers_apart_enlarge_about_their_middle(pad):
    touch(pad, press0=(140, 150))
    touch(pad, move0=(140, 150), press1=(160, 150))
    touch(pad, move0=(130, 150), move1=(170, 150))
    assert pad.heard[:2] == [("began",), ("panned", QPointF(0, 0))]
    assert pad.heard[2:] == [("zoomed", QPointF(150, 150), pytest.approx(2.0))]
    touch(pad, release0=(130, 150), release1=(170, 150))


def test_fingers_along_pan_and_do_not_zoom(pad):
    touch(pad, press0=(140, 150), press1=(160, 150))
    touch(pad, move0=(150, 155), move1=(170, 155))
    assert pad.heard[1:] == [("panned", QPointF(10, 5)), ("zoomed", QPointF(160, 155), 1.0)]
    touch(pad, release0=(150, 155), release1=(170, 155))


def test_two_fingers_move_no_crosshair_even_when_one_comes_first(pad):
    touch(pad, press0=(140, 150))
    touch(pad, move0=(141, 150), press1=(160, 150))
    touch(pad, move0=(100, 150), move1=(200, 150))
    touch(pad, move0=(100, 150), release1=(200, 150))
    touch(pad, move0=(60, 150))
    touch(pad, release0=(60, 150))
    assert pad.mouse.heard == []


def test_one_finger_is_the_left_button(pad):
    touch(pad, press0=(40, 50))
    touch(pad, move0=(42, 50))
    assert pad.mouse.heard == []
    touch(pad, move0=(60, 50))
    touch(pad, move0=(70, 55))
    touch(pad, release0=(70, 55))
    assert pad.mouse.heard == [
        ("MouseButtonPress", (40, 50)), ("MouseMove", (60, 50)), ("MouseMove", (70, 55)),
        ("MouseButtonRelease", (70, 55)),
    ]  # fmt: skip
    assert pad.heard == []


def test_a_tap_is_a_click_and_two_are_a_double_click(pad):
    for _ in range(2):
        touch(pad, press0=(40, 50))
        touch(pad, release0=(40, 50))
    names = [name for name, _ in pad.mouse.heard]
    click = ["MouseButtonPress", "MouseButtonRelease"]
    assert names == [*click, click[0], "MouseButtonDblClick", click[1]]


def test_a_pinch_zooms_a_plane_and_ends_the_drag_of_the_first_finger(ct, shown, device):
    view = shown(SliceView(ct, "axial"), 400, 320)
    port = view.canvas.viewport()
    before, position = view.canvas.camera.scale, ct.state.view.position
    touch(port, press0=(190, 160), press1=(210, 160))
    touch(port, move0=(180, 160), move1=(220, 160))
    touch(port, release0=(180, 160), release1=(220, 160))
    assert view.canvas.camera.scale == pytest.approx(before / 2)
    assert ct.state.view.position == position
    touch(port, press0=(240, 160))
    touch(port, release0=(240, 160))
    assert ct.state.view.position != position


@pytest.mark.parametrize(
    ("kind", "value", "heard"),
    [
        (Qt.NativeGestureType.ZoomNativeGesture, 0.25, 1.25),
        (Qt.NativeGestureType.ZoomNativeGesture, -3.0, 0.2),
        (Qt.NativeGestureType.RotateNativeGesture, 0.25, None),
    ],
)
def test_a_trackpad_tells_how_much_more(pad, kind, value, heard):
    here = QPointF(30, 40)
    event = QNativeGestureEvent(
        kind, QPointingDevice.primaryPointingDevice(), 2, here, here, here, value, QPointF()
    )
    QApplication.sendEvent(pad, event)
    assert [each[2] for each in pad.heard] == ([] if heard is None else [pytest.approx(heard)])


def test_what_is_no_finger_is_left_to_qt(pad):
    assert not pad.pinch.eventFilter(pad, QEvent(QEvent.Type.Leave))
