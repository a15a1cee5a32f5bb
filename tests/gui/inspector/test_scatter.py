"""Points lie where their numbers say; a click and keys pick one."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from camviewer.core.channels import DEAD, DOMINANT, NOISE, Channels
from camviewer.gui.inspector.scatter import Points, Scatter
from camviewer.gui.theme import THEMES, apply_theme

NORMS = np.array([0.0, 1, 10, 100, 50])
SLOPES = np.array([0.5, -1, 1, 0, 0.25])


def channels(norms=NORMS, slopes=SLOPES, threshold=50.0):
    roles = np.array([DEAD, NOISE, 0, DOMINANT, DOMINANT])
    zeros = np.zeros(len(norms))
    return Channels(norms, slopes, roles, zeros == 0, zeros, zeros, threshold)


@pytest.fixture
def scatter(qtbot):
    scatter = Scatter()
    qtbot.addWidget(scatter)
    scatter.resize(500, 400)
    scatter.show()
    qtbot.waitExposed(scatter)
    scatter.show_channels(channels(), is_log=False)
    scatter.picks = []
    scatter.picked.connect(scatter.picks.append)
    qtbot.waitUntil(lambda: scatter.plot.vb.width() > 100)
    return scatter


def spot(scatter, index):
    """Where a channel is on the screen."""
    at = QPointF(scatter.points.x[index], scatter.points.y[index])
    return scatter.mapFromScene(scatter.plot.vb.mapViewToScene(at))


def test_points_are_norm_and_mean_gradient():
    found = Points.of(channels(), is_log=False)
    np.testing.assert_array_equal(found.x, NORMS)
    np.testing.assert_array_equal(found.y, SLOPES)


def test_on_a_logarithmic_scale_the_dead_stand_left_of_all_others():
    found = Points.of(channels(), is_log=True)
    np.testing.assert_allclose(found.x, [np.log10(0.5), 0, 1, 2, np.log10(50)])
    none = Points.of(channels(norms=np.zeros(5)), is_log=True)
    assert np.isfinite(none.x).all()


def test_neighbours_are_found_along_each_axis_and_ends_stay():
    found = Points.of(channels(), is_log=False)
    assert [found.following(index, 0, 1) for index in (0, 1, 2, 4, 3)] == [1, 2, 4, 3, 3]
    assert found.following(0, 0, -1) == 0
    assert found.following(3, 1, 1) == 4
    assert found.following(3, 1, -1) == 1
    assert (found.end(-1), found.end(1)) == (0, 3)


def test_equal_values_are_all_reached():
    found = Points(np.ones(4), np.zeros(4))
    at, seen = 0, [0]
    for _step in range(3):
        at = found.following(at, 0, 1)
        seen.append(at)
    assert seen == [0, 1, 2, 3]


def test_a_click_on_a_point_picks_it(scatter, qtbot):
    for index in (2, 3):
        qtbot.mouseClick(
            scatter.viewport(), Qt.MouseButton.LeftButton, pos=spot(scatter, index)
        )
    assert scatter.picks == [2, 3]


def test_a_click_beside_all_points_picks_none(scatter, qtbot):
    between = (spot(scatter, 3) + spot(scatter, 2)) / 2
    qtbot.mouseClick(scatter.viewport(), Qt.MouseButton.LeftButton, pos=between)
    assert scatter.picks == []


def test_the_mouse_over_a_point_tells_of_it(scatter):
    heard = []
    scatter.hovered.connect(heard.append)
    for index in (2, 4):
        scatter._on_moved(scatter.mapToScene(spot(scatter, index)))
    assert heard[0].startswith("Channel 2 · cluster 1 · norm 10")
    assert heard[1].startswith("Channel 4 · dominant · norm 50")
    assert scatter.toolTip() == heard[1]
    scatter._on_moved(QPointF(-500, -500))
    assert heard[-1] == ""


def test_arrow_keys_go_to_neighbours(scatter, qtbot):
    scatter.mark(2)
    for key in ("Right", "Left", "Up", "Down", "Home", "End"):
        qtbot.keyClick(scatter, getattr(Qt.Key, f"Key_{key}"))
    assert scatter.picks == [4, 1, 2, 0, 0, 3]


def test_without_a_marked_channel_keys_begin_at_an_end(scatter, qtbot):
    scatter.mark(None)
    qtbot.keyClick(scatter, Qt.Key.Key_Right)
    qtbot.keyClick(scatter, Qt.Key.Key_Left)
    assert scatter.picks == [3, 0]


def test_keys_zoom_and_move_as_the_mouse_does(scatter, qtbot):
    def width():
        low, high = scatter.plot.vb.viewRange()[0]
        return high - low

    whole, left = width(), scatter.plot.vb.viewRange()[0][0]
    qtbot.keyClick(scatter, Qt.Key.Key_Plus)
    assert width() == pytest.approx(0.8 * whole)
    qtbot.keyClick(scatter, Qt.Key.Key_Minus)
    assert width() == pytest.approx(whole)
    qtbot.keyClick(scatter, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert scatter.plot.vb.viewRange()[0][0] == pytest.approx(left + 0.15 * whole)
    bottom = scatter.plot.vb.viewRange()[1][0]
    qtbot.keyClick(scatter, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert scatter.plot.vb.viewRange()[1][0] > bottom
    qtbot.keyClick(scatter, Qt.Key.Key_0)
    assert scatter.plot.vb.viewRange()[0][0] == pytest.approx(left)
    assert scatter.picks == []


def test_marking_puts_a_ring_round_and_tells_nobody(scatter):
    scatter.mark(3)
    assert scatter._ring.isVisible()
    assert scatter._ring.getData()[0].tolist() == [100]
    assert scatter.accessibleDescription().startswith("Channel 3 · dominant")
    scatter.mark(None)
    assert not scatter._ring.isVisible()
    assert scatter.picks == []


def test_the_threshold_is_a_line(scatter):
    assert scatter._limit.isVisible()
    assert scatter._limit.value() == 50
    scatter.show_channels(channels(), is_log=True)
    assert scatter._limit.value() == pytest.approx(np.log10(50))


def test_what_is_shown_stays_while_the_points_stay(scatter, qtbot):
    qtbot.keyClick(scatter, Qt.Key.Key_Plus)
    zoomed = scatter.plot.vb.viewRange()
    scatter.show_channels(channels(threshold=5.0), is_log=False)
    assert scatter.plot.vb.viewRange() == zoomed
    scatter.show_channels(channels(), is_log=True)
    low, high = scatter.plot.vb.viewRange()[0]
    assert low < np.log10(0.5) < 2 < high < 4


def test_every_role_is_an_item_of_its_own(scatter):
    assert sorted(len(item.data) for item in scatter._groups) == [1, 1, 1, 2]
    scatter.show_channels(None, is_log=False)
    assert scatter._groups == []
    assert scatter.nearest(QPointF(10, 10)) is None


def test_the_colours_follow_the_theme(scatter, qapp, qtbot):
    def ground():
        return scatter.backgroundBrush().color().name()

    try:
        apply_theme(qapp, "light")
        qtbot.waitUntil(lambda: ground() == THEMES["light"].raised.lower())
    finally:
        apply_theme(qapp, "dark")
    qtbot.waitUntil(lambda: ground() == THEMES["dark"].raised.lower())
