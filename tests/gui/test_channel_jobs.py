"""The channels in the background: looked at once, sorted anew, newest wins, freed at last."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from camviewer.core.errors import ModelError


@pytest.fixture
def opened(program, session, qtbot):
    session.state.ask.methods = ("cf-cam", "grad-cam")
    program.controller.open_sample("photo")
    qtbot.waitUntil(lambda: bool(session.state.case.predictions), timeout=10000)
    program.controller.explain()
    qtbot.waitUntil(lambda: program.bridge.is_idle, timeout=10000)
    jobs = program.controller.channel_jobs
    assert jobs.open()
    qtbot.waitUntil(lambda: program.bridge.is_idle, timeout=10000)
    return jobs


@pytest.fixture
def channels(session):
    return session.state.channels


def test_the_network_looks_once_and_the_strongest_channel_is_shown(opened, session, channels):
    toy = session.inspections[0]
    assert len(session.inspections) == 1
    assert len(toy.asked) == 1
    assert channels.original is not None
    assert channels.selected == 7
    assert channels.maps.number == 7
    assert channels.notes == toy.notes
    assert channels.parameters == channels.reading.parameters
    assert channels.likeness == pytest.approx(1)


def test_opening_again_asks_nothing_again(opened, session):
    assert opened.open()
    assert len(session.inspections) == 1


def test_another_setting_is_sorted_without_the_network(
    opened, session, channels, program, qtbot
):
    before = channels.original
    channels.parameters = {**channels.parameters, "metric": "cosine"}
    qtbot.waitUntil(lambda: program.bridge.is_idle)
    assert len(session.inspections) == 1
    assert channels.reading.parameters["metric"] == "cosine"
    assert channels.original is before
    # The toy's map is 0 1 2 3, less 1 everywhere by cosine: (0 + 2 + 6) / (sqrt 14 sqrt 6).
    assert channels.likeness == pytest.approx(8 / 84**0.5)


def test_the_newest_setting_wins(opened, session, channels, program, qtbot):
    toy = session.inspections[0]
    toy.asked.clear()
    toy.gate = threading.Semaphore(0)
    heard = []
    channels.events.reading.connect(lambda made: heard.append(made.parameters["sigma"]))
    for sigma in (2.0, 3.0, 4.0, 5.0):
        channels.parameters = {**channels.parameters, "sigma": sigma}
    qtbot.waitUntil(lambda: len(toy.asked) == 1)
    toy.gate.release(9)
    qtbot.waitUntil(lambda: program.bridge.is_idle)
    assert heard == [5.0]
    assert len(toy.asked) <= 2  # what was overtaken while it waited was never begun


def test_the_marked_channel_brings_its_pictures(opened, session, channels, program, qtbot):
    channels.selected = 3
    qtbot.waitUntil(lambda: program.bridge.is_idle)
    assert channels.maps.number == 3
    channels.selected = None
    assert channels.maps is None


def test_closing_lets_go_of_everything(opened, session, channels):
    opened.close()
    assert session.inspections[0].is_closed
    assert channels.heatmap is None
    assert channels.reading is channels.original is channels.maps is None
    assert opened._held is None


def test_closing_while_the_network_looks_keeps_nothing(
    opened, session, channels, program, qtbot
):
    opened.close()
    assert opened.open()
    opened.close()
    qtbot.waitUntil(lambda: program.bridge.is_idle)
    assert opened._held is None
    assert channels.reading is None


def test_another_case_closes_it(opened, session, channels, program, qtbot):
    program.controller.open_sample("photo")
    qtbot.waitUntil(lambda: program.bridge.is_idle)
    assert session.inspections[0].is_closed
    assert channels.heatmap is None


def test_a_map_made_anew_is_followed(opened, session, channels, program, qtbot):
    channels.selected = 4
    program.controller.explain()
    qtbot.waitUntil(lambda: program.bridge.is_idle and len(session.inspections) == 2)
    qtbot.waitUntil(lambda: program.bridge.is_idle)
    assert channels.heatmap is session.state.case.heatmaps["cf-cam"]
    assert session.inspections[0].is_closed
    assert channels.selected == 4
    assert channels.maps.number == 4


def test_it_closes_when_its_map_is_not_made_again(opened, session, channels, program, qtbot):
    session.state.ask.methods = ("grad-cam",)
    program.controller.explain()
    qtbot.waitUntil(lambda: program.bridge.is_idle)
    assert channels.heatmap is None
    assert session.inspections[0].is_closed


def test_a_failure_is_a_sentence_and_what_is_there_stays(
    opened, session, channels, program, qtbot, monkeypatch
):
    before = channels.reading

    def broken(parameters, token):
        raise ModelError("It broke.", hint="Mend it.")

    monkeypatch.setattr(session.inspections[0], "read", broken)
    channels.parameters = {**channels.parameters, "sigma": 2.0}
    qtbot.waitUntil(lambda: program.bridge.is_idle)
    assert channels.trouble == "It broke. Mend it."
    assert channels.reading is before


def test_a_fault_of_ours_is_said_to_be_one(
    opened, session, channels, program, qtbot, monkeypatch
):
    def broken(parameters, token):
        raise KeyError("x")

    monkeypatch.setattr(session.inspections[0], "read", broken)
    channels.parameters = {**channels.parameters, "sigma": 2.0}
    qtbot.waitUntil(lambda: program.bridge.is_idle)
    assert channels.trouble.startswith("This is a fault of camviewer")


def test_a_network_that_cannot_be_asked_is_told(opened, session, channels, program, qtbot):
    opened.close()
    session.inspect_fault = ModelError("It is gone.", hint="Bring it.")
    assert opened.open()
    qtbot.waitUntil(lambda: program.bridge.is_idle)
    assert channels.trouble == "It is gone. Bring it."
    assert channels.reading is None


def test_without_a_map_of_cf_cam_there_is_nothing_to_open(opened, session):
    opened.close()
    case = session.state.case
    case.heatmaps = {"grad-cam": case.heatmaps["grad-cam"]}
    assert not opened.open()


def test_edited_while_the_network_looks(opened, session, channels, program, qtbot):
    opened.close()
    assert opened.open()
    channels.parameters = {**channels.parameters, "sigma": 7.0}
    qtbot.waitUntil(lambda: program.bridge.is_idle)
    qtbot.waitUntil(lambda: channels.reading is not None and program.bridge.is_idle)
    assert channels.reading.parameters["sigma"] == 7.0
    assert channels.original.parameters["sigma"] == 1.0


def test_the_map_itself_is_never_changed(opened, session, channels):
    shown = session.state.case.heatmaps["cf-cam"]
    assert channels.heatmap is shown
    assert replace(shown).array is shown.array
