"""The menu of measures, and keys alone from a tool to a removed measure."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from camviewer.session import measures


@pytest.fixture
def window(program, session, volume):
    session.show(volume)
    program.window.activateWindow()
    program.window.read.planes["axial"].canvas.setFocus()
    program.window.read.flush()
    return program.window


def press(window, name):
    window.actions_by_name[name].trigger()
    window.read.flush()


@pytest.mark.parametrize("kind", ["distance", "ellipse", "box", "freehand"])
def test_a_tool_is_taken_up_and_put_down(window, session, kind):
    press(window, f"measure-{kind}")
    assert session.state.view.tool == kind
    press(window, f"measure-{kind}")
    assert session.state.view.tool == ""
    press(window, f"measure-{kind}")
    press(window, "measure-none")
    assert session.state.view.tool == ""


def test_without_a_case_there_are_no_tools(program, session):
    program.window.actions_by_name["measure-box"].trigger()
    assert session.state.view.tool == ""


def test_escape_puts_the_tool_down_before_it_stops_the_job(window, session, monkeypatch):
    stopped = []
    monkeypatch.setattr(window.controller, "cancel", lambda: stopped.append(1))
    press(window, "measure-box")
    press(window, "cancel")
    assert (session.state.view.tool, stopped) == ("", [])
    press(window, "cancel")
    assert stopped == [1]


def test_keys_measure_from_here_to_there(window, session):
    state, start = session.state, session.state.view.position
    press(window, "measure-distance")
    press(window, "measure-mark")
    for name in ("nudge-right", "nudge-right", "nudge-down"):
        press(window, name)
    press(window, "measure-mark")
    (made,) = state.measures.items
    assert made.points[0] == pytest.approx(start)
    assert made.points[1] == pytest.approx(state.view.position)
    assert measures.distance(made.points) == pytest.approx((16 + 4) ** 0.5)
    press(window, "measure-shift-left")
    moved = state.measures.items[0]
    assert moved.points != made.points
    assert measures.distance(moved.points) == pytest.approx(measures.distance(made.points))
    press(window, "measure-stretch-up")
    assert measures.distance(state.measures.items[0].points) == pytest.approx(4)
    press(window, "measure-remove")
    assert state.measures.items == ()


def test_delete_and_enter_work_in_the_picture(window, session, qtbot):
    canvas = window.read.planes["axial"].canvas
    measures.add(session.state, "box", "axial", (session.state.view.position,) * 2)
    qtbot.keyClick(canvas, Qt.Key.Key_D)
    assert session.state.view.tool == "distance"
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    window.read.flush()
    hands = [layer.hand for layer in window.read.focused.layers if hasattr(layer, "hand")]
    assert hands[0].sketch is not None
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert session.state.measures.items == ()


def test_all_are_removed_at_once(window, session):
    heard = []
    for _ in range(3):
        measures.add(session.state, "box", "axial", (session.state.view.position,) * 2)
    session.state.measures.events.items.connect(heard.append)
    press(window, "measure-remove-all")
    assert heard == [()]


def test_a_mask_needs_an_image(program, asker):
    program.window.actions_by_name["open-mask"].trigger()
    assert asker.errors == [
        ("There is no image to lay a mask over.", "Open the image first.", "")
    ]
