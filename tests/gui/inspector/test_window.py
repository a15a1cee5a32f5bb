"""The inspector as one window: opened, followed, remembered, closed; nothing left behind."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from camviewer.core.errors import ModelError
from camviewer.core.settings import read_settings
from camviewer.gui.inspector.window import SMALLEST
from tests.gui.test_accessibility import controls, nameless


@pytest.fixture
def channels(session):
    return session.state.channels


def test_it_opens_from_the_strip_the_key_and_the_palette(explained, session, settled, qtbot):
    window = explained.window
    assert not window.filmstrip.channels.isVisible()  # Grad-CAM is shown
    session.state.case.selected = "cf-cam"
    assert window.filmstrip.channels.isVisible()
    qtbot.mouseClick(window.filmstrip.channels, Qt.MouseButton.LeftButton)
    settled()
    assert window.channels.isVisible()
    assert not window.channels.isModal()
    window.channels.close()
    window.actions_by_name["channels"].trigger()
    settled()
    assert window.channels.isVisible()
    assert session.state.channels.heatmap.name == "cf-cam"


def test_without_a_map_of_cf_cam_a_sentence_says_so(program, asker):
    program.window.actions_by_name["channels"].trigger()
    assert program.window.channels is None
    assert "no map of CF-CAM" in asker.errors[-1][0]


def test_it_shows_the_map_its_channels_and_the_strongest(inspected):
    assert inspected.title.whole == "CF-CAM · late"
    assert inspected.note.text() == "Of the toy alone."
    assert inspected.legend.texts == ["dominant 5", "cluster 1 1", "noise 1", "dead 1"]
    assert inspected.scatter.selected == 7
    assert inspected.table.marked == 7


def test_a_point_a_row_and_the_state_mark_the_same_channel(inspected, channels, qtbot):
    inspected.scatter.picked.emit(2)
    assert channels.selected == 2
    assert inspected.table.marked == 2
    inspected.table.setFocus()
    qtbot.keyClick(inspected.table, Qt.Key.Key_Down)
    assert channels.selected == 3
    assert inspected.scatter.selected == 3
    channels.selected = 5
    assert inspected.scatter.selected == inspected.table.marked == 5


def test_arrow_keys_reach_the_points_as_soon_as_it_is_open(inspected, channels, qtbot):
    assert QApplication.focusWidget() is inspected.scatter
    qtbot.keyClick(inspected.scatter, Qt.Key.Key_Left)
    assert channels.selected == 6


def test_another_setting_sorts_them_anew(inspected, channels, settled):
    channels.parameters = {**channels.parameters, "steps": 6}
    settled()
    assert inspected.legend.texts == [
        "dominant 2", "cluster 1 2", "cluster 2 2", "noise 1", "dead 1",
    ]  # fmt: skip
    assert inspected.scatter._limit.value() == 6


def test_the_scale_of_norms_is_kept_in_the_state(inspected, channels):
    inspected.log.click()
    assert channels.is_log
    assert inspected.scatter.points.x.max() == pytest.approx(1)
    channels.is_log = False
    assert not inspected.log.isChecked()
    assert inspected.scatter.points.x.max() == 10


def test_weights_that_are_alike_are_warned_of(inspected, channels):
    assert not inspected.warning.isVisible()
    reading = channels.reading
    flat = replace(reading.channels, weights=np.full(8, 0.5))
    channels.reading = replace(reading, channels=flat)
    assert inspected.warning.isVisible()
    assert "count alike" in inspected.warning.text()


def test_a_failure_stands_in_words_above(inspected, channels, session, settled, monkeypatch):
    def broken(parameters, token):
        raise ModelError("It broke.", hint="Mend it.")

    monkeypatch.setattr(session.inspections[-1], "read", broken)
    channels.parameters = {**channels.parameters, "sigma": 2.0}
    settled()
    assert inspected.warning.text() == "It broke. Mend it."
    assert inspected.scatter.points is not None


def test_while_the_network_looks_that_is_said(explained, session, settled):
    explained.window.show_channels()
    assert explained.window.channels.note.text().startswith("The network looks")
    settled()
    assert not explained.window.channels.note.text().startswith("The network looks")


def test_closing_frees_everything(inspected, session, channels, qtbot):
    toy = session.inspections[-1]
    qtbot.keyClick(inspected, Qt.Key.Key_Escape)
    assert not inspected.isVisible()
    assert toy.is_closed
    assert channels.heatmap is channels.reading is channels.maps is None
    assert inspected.scatter.points is None
    assert inspected.table.model().rowCount() == 0
    assert all(pane.source.own is None for pane in inspected.pictures.panes)


def test_it_goes_with_the_case(inspected, session, volume):
    session.show(volume)
    assert not inspected.isVisible()
    assert session.inspections[-1].is_closed


def test_its_size_is_remembered(inspected, explained, session, settled):
    inspected.resize(1000, 640)
    inspected.close()
    kept, _notice = read_settings(session.settings_file)
    assert (kept.channels_width, kept.channels_height) == (1000, 640)
    explained.window.show_channels()
    settled()
    assert (inspected.width(), inspected.height()) == (1000, 640)


def test_it_has_room_at_its_smallest(inspected, qtbot):
    inspected.resize(*SMALLEST)
    QApplication.processEvents()
    assert (inspected.width(), inspected.height()) == SMALLEST
    assert inspected.scatter.plot.vb.width() > 120
    for pane in inspected.pictures.panes:
        assert pane.view.canvas.width() >= 120


def test_the_main_window_stays_usable(inspected, explained, session):
    session.state.overlay.visible = False
    session.state.view.place = "compare"
    assert inspected.isVisible()


def test_every_control_has_a_name(inspected):
    assert nameless(inspected) == []
    assert len(list(controls(inspected))) > 12


def test_tab_reaches_every_control(inspected, qtbot):
    inspected.scatter.setFocus(Qt.FocusReason.TabFocusReason)
    visited = set()
    while (now := QApplication.focusWidget()) not in visited:
        visited.add(now)
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    missed = [
        each.objectName() or type(each).__name__
        for each in controls(inspected)
        if each.isVisibleTo(inspected) and each.isEnabled() and each not in visited
    ]
    assert missed == []


def held():
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return len(QApplication.allWidgets())


def test_opened_and_closed_twenty_times_it_leaves_nothing_behind(explained, session, settled):
    explained.window.show_channels()
    settled()
    explained.window.channels.close()
    before, gone = held(), []
    for _turn in range(20):
        explained.window.show_channels()
        settled()
        channels = session.state.channels
        channels.parameters = {**channels.parameters, "sigma": 2.0}
        settled()
        gone += [weakref.ref(session.inspections.pop()), weakref.ref(channels.reading)]
        del channels
        explained.window.channels.close()
    assert held() <= before
    assert [each for each in gone if each() is not None] == []
