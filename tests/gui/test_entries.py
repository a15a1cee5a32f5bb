"""What the palette offers comes from what is registered."""

from __future__ import annotations

import pytest

from camviewer.gui.actions import ACTIONS
from camviewer.gui.entries import all_entries


@pytest.fixture
def entries(program):
    return lambda: {
        entry.text: entry
        for entry in all_entries(program.controller, program.window.actions_by_name)
    }


def test_every_action_and_method_is_offered(entries, session):
    found = entries()
    # A key of a preset stands under the preset's own name.
    assert {spec.text for spec in ACTIONS} - {"Grey window of this key"} <= set(found)
    assert {each.label for each in session.state.presets.items} <= set(found)
    assert {f"Explain by {info.label}" for info in session.methods()} <= set(found)


def test_a_reason_stands_where_nothing_would_happen(entries, session, volume, picture):
    assert entries()["Next map"].reason == "Open a picture first"
    assert entries()["Lung"].reason == "Open a picture first"
    assert entries()["Open…"].reason == ""
    session.show(picture)
    assert entries()["Lung"].reason == "The values are no Hounsfield units"
    assert entries()["Full range"].reason == ""
    assert entries()["Next map"].reason == "Press Explain first"
    assert entries()["Plane alone: axial"].reason == "Open a volume first"
    session.show(volume)
    assert entries()["Lung"].reason == entries()["Plane alone: axial"].reason == ""


def test_a_method_is_ticked_beside_the_others_and_runs(
    entries, program, session, volume, qtbot
):
    session.show(volume)
    session.state.ask.methods = ("grad-cam",)
    entries()["Explain by LayerCAM"].run()
    qtbot.waitUntil(lambda: program.bridge.is_idle, timeout=10000)
    assert session.state.ask.methods == ("grad-cam", "layer-cam")
    assert list(session.state.case.heatmaps) == ["grad-cam", "layer-cam"]


def test_a_plane_fills_the_picture_and_all_come_back(entries, session, volume):
    session.show(volume)
    assert "All three planes" not in entries()
    entries()["Plane alone: coronal"].run()
    assert session.state.view.maximised == "coronal"
    entries()["All three planes"].run()
    assert session.state.view.maximised == ""


def test_recent_files_are_offered_while_they_are_remembered(entries, session):
    session.remember(recent=("/a/scan.nii",))
    assert entries()["scan.nii"].category == "Recent file"
    session.remember(remembers_recent=False)
    assert "scan.nii" not in entries()
