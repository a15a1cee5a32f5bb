"""The whole window: open, explain, cancel, drop, close."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QSize, Qt, QUrl
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from camviewer.core.settings import DISCLAIMER
from camviewer.gui.app import first_size
from camviewer.gui.panels import PANELS
from camviewer.gui.theme import LIGHT


@pytest.fixture
def window(program):
    return program.window


@pytest.fixture
def opened(program, qtbot):
    program.controller.open_sample("ct")
    qtbot.waitUntil(lambda: bool(program.session.state.case.predictions), timeout=10000)
    return program


def test_nothing_open_shows_where_to_drop(window):
    assert window.picture.currentWidget() is window.empty
    assert window.status.caution.text() == DISCLAIMER
    assert all(side.isHidden() for side in window.sides.values())  # no form before a picture


def test_a_path_opens_and_the_picture_shows(window, session, qtbot):
    window.controller.open_paths([Path("scan.nii")])
    qtbot.waitUntil(lambda: window.picture.currentWidget() is window.read)
    assert window.top.case.text() == window.windowTitle() == "case"  # names are hidden
    window.actions_by_name["patient"].trigger()
    assert window.top.case.text() == window.windowTitle() == "toy.nii"


def test_a_bad_file_is_a_sentence_and_the_program_goes_on(window, asker, session, qtbot):
    window.controller.open_paths([Path("bad.bad")])
    qtbot.waitUntil(lambda: bool(asker.errors))
    assert asker.errors[0][:2] == ("bad.bad is no image.", "Open a PNG instead.")
    assert window.picture.currentWidget() is window.empty
    window.controller.open_paths([Path("scan.nii")])
    qtbot.waitUntil(lambda: window.picture.currentWidget() is window.read)


def test_a_click_on_explain_brings_the_maps(opened, window, session, qtbot):
    panel = window.sides["left"]
    qtbot.mouseClick(panel.findChild(object, "run"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.state.case.explanation is not None)
    assert list(window.filmstrip._buttons) == list(session.state.ask.methods)
    assert window.filmstrip.isVisible()


def test_escape_cancels_in_the_middle_and_keeps_what_is_done(opened, window, session, qtbot):
    session.is_stepped = True
    window.actions_by_name["explain"].trigger()
    session.gate.release()
    qtbot.waitUntil(lambda: len(session.state.case.heatmaps) == 1)
    window.actions_by_name["cancel"].trigger()
    session.gate.release(10)
    qtbot.waitUntil(lambda: session.state.job.phase == "cancelled")
    assert len(session.state.case.heatmaps) == 1


def test_closing_while_a_job_runs_stops_it(opened, window, session, qtbot):
    session.is_stepped = True
    window.actions_by_name["explain"].trigger()
    qtbot.waitUntil(lambda: len(session.begun) == 1)
    session.gate.release(1)
    window.close()
    assert opened.bridge.is_idle
    assert session.state.case.explanation is None


def test_compare_and_read_change_places(opened, window, session):
    window.actions_by_name["compare"].trigger()
    assert window.picture.currentWidget() is window.compare
    assert window.top.places.value == "compare"
    window.top.places.press("read")
    assert session.state.view.place == "read"
    assert window.picture.currentWidget() is window.read


def test_trust_takes_the_right_side_for_itself(opened, window, session, qtbot):
    window.actions_by_name["explain"].trigger()
    qtbot.waitUntil(lambda: session.state.case.explanation is not None)
    window.actions_by_name["trust"].trigger()
    assert window.picture.currentWidget() is window.trust
    assert window.top.places.value == "trust"
    assert window.sides["right"].isHidden()
    assert not window.sides["left"].isHidden()
    assert window.filmstrip.isVisible()
    window.actions_by_name["read"].trigger()
    assert not window.sides["right"].isHidden()


def test_every_panel_stands_on_its_side(window):
    for spec in PANELS:
        assert window.sides[spec.area.removesuffix("-pages")].findChildren(spec.build)


def test_tab_hides_both_panels_and_shows_them_again(opened, window):
    window.actions_by_name["panels"].trigger()
    assert all(side.isHidden() for side in window.sides.values())
    window.actions_by_name["panels"].trigger()
    assert not any(side.isHidden() for side in window.sides.values())


def test_a_key_moves_the_focus_to_the_panels_and_back(opened, window, qtbot):
    window.activateWindow()
    window.picture.setFocus()
    window.actions_by_name["panels"].trigger()
    window.actions_by_name["focus"].trigger()
    assert window.sides["left"].isVisible()
    assert window.sides["left"].isAncestorOf(window.focusWidget())
    window.actions_by_name["focus"].trigger()
    assert window.focusWidget() is window.picture


def test_the_row_of_maps_stands_below_one_map_only(opened, window, session, qtbot):
    window.actions_by_name["explain"].trigger()
    qtbot.waitUntil(lambda: session.state.case.explanation is not None)
    assert window.filmstrip.isVisible()
    window.actions_by_name["compare"].trigger()
    assert not window.filmstrip.isVisible()
    window.actions_by_name["read"].trigger()
    assert window.filmstrip.isVisible()


class Drag:
    """A drag or drop event; Qt's own constructors differ between its versions."""

    def __init__(self, data):
        self.data = data
        self.is_taken = False

    def mimeData(self):  # noqa: N802
        return self.data

    def acceptProposedAction(self):  # noqa: N802
        self.is_taken = True


def test_a_dropped_file_is_opened(window, qtbot):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/somewhere/scan.nii")])
    enter, drop = Drag(data), Drag(data)
    window.dragEnterEvent(enter)
    assert enter.is_taken
    window.dropEvent(drop)
    qtbot.waitUntil(lambda: window.picture.currentWidget() is window.read)
    assert window.acceptDrops()


def test_dropped_text_is_not_taken(window):
    data = QMimeData()
    data.setText("hello")
    enter = Drag(data)
    window.dragEnterEvent(enter)
    assert not enter.is_taken


def test_the_theme_changes_at_run_time_and_is_remembered(window, session):
    assert session.settings.theme == "dark"
    window.actions_by_name["theme"].trigger()
    assert session.settings.theme == "light"
    palette = QApplication.instance().palette()
    assert palette.color(QPalette.ColorRole.Window).name() == LIGHT.window.lower()


def test_recent_files_are_offered_and_opened(window, session, qtbot):
    session.remember(recent=("/a/scan.nii", "/b/photo.png"))
    window.top.fill_recent()
    actions = {action.text(): action for action in window.top.recent.actions()}
    assert {"scan.nii", "photo.png"} <= set(actions)
    assert actions["scan.nii"].toolTip() == "/a/scan.nii"
    actions["scan.nii"].trigger()
    qtbot.waitUntil(lambda: window.picture.currentWidget() is window.read)
    window.actions_by_name["forget"].trigger()
    assert session.settings.recent == ()
    window.top.fill_recent()
    assert window.top.recent.actions()[-1].text() == "None yet"
    session.remember(remembers_recent=False)
    window.top.fill_recent()
    assert "Not remembered" in window.top.recent.actions()[-1].text()


def test_the_window_begins_and_ends_within_the_screen(window):
    assert first_size(QSize(1000, 700)) == QSize(1000, 700)
    assert first_size(QSize(2560, 1300)) == QSize(1440, 900)
    screen = window.screen().availableSize()
    assert window.minimumWidth() <= min(screen.width(), 1000)
    assert window.minimumHeight() <= min(screen.height(), 640)


def test_keys_change_the_overlay_within_its_bounds(window, session):
    overlay = session.state.overlay
    for _ in range(9):
        window.actions_by_name["opacity-up"].trigger()
        window.actions_by_name["threshold-down"].trigger()
    assert (overlay.opacity, overlay.threshold) == (1.0, 0.0)
    window.actions_by_name["opacity-down"].trigger()
    assert overlay.opacity == 0.9


def test_texts_on_the_picture_go_round_in_three_steps(window, session):
    seen = []
    for _ in range(3):
        window.actions_by_name["annotations"].trigger()
        seen.append(session.state.view.annotations)
    assert seen == ["minimal", "none", "all"]


def test_a_folder_is_asked_for_and_opened(window, asker, session, monkeypatch):
    opened = []
    monkeypatch.setattr(window.controller, "open_path", opened.append)
    window.actions_by_name["open-folder"].trigger()
    assert opened == []
    asker.opened_folder = Path("study")
    window.actions_by_name["open-folder"].trigger()
    assert opened == [Path("study")]


def test_export_without_maps_says_what_to_do(window, asker):
    window.actions_by_name["export"].trigger()
    assert asker.errors == [("There is nothing to export yet.", "Press Explain first.", "")]


def test_a_warning_about_geometry_is_told_when_clicked(window, session, asker, volume):
    import dataclasses

    session.show(dataclasses.replace(volume, warnings=("Left is unknown.", "It is oblique.")))
    window.read.warning_clicked.emit()
    assert asker.errors == [("Left is unknown.", "It is oblique.", "")]


def test_the_probe_line_follows_the_views(window):
    window.read.probe_changed.emit("R 1.0 mm")
    assert window.status.probe.whole == "R 1.0 mm"


@pytest.mark.parametrize("size", [(1100, 700), (1440, 900)])
def test_nothing_stands_over_the_edge(opened, window, qtbot, size):
    window.resize(*size)
    qtbot.waitExposed(window)
    for widget in (window.top, window.status, *window.sides.values(), window.picture):
        inside = widget.rect()
        corner = widget.mapTo(window, inside.bottomRight())
        assert corner.x() <= size[0]
        assert corner.y() <= size[1]


def test_a_volume_that_still_loads_stands_in_for_the_rest(program, session, volume):
    window = program.window
    session.start_job("Opening")
    session.show_early(volume)
    assert window.picture.currentWidget() is window.loading
    assert all(not side.isEnabled() for side in window.sides.values())
    session.show(volume)
    assert window.picture.currentWidget() is window.read
    assert all(side.isEnabled() for side in window.sides.values())
    session.start_job("Opening")
    session.show_early(volume)
    session.fail_job("It is cut off.")
    assert window.picture.currentWidget() is window.read
