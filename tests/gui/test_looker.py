"""Other volumes of a file, and straightening."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from camviewer.core.errors import FormatError
from camviewer.core.image import Grid


@pytest.fixture
def four(controller, session, volume):
    """The first of five volumes, open; ``session.asked`` lists what was read."""
    first = replace(volume, path=Path("four.nii"), header={"volume": 0, "volumes": 5})
    session.asked = []

    def read(path, number=None):
        session.asked.append((path, number))
        if number == 3:
            raise FormatError("This volume is cut off.")
        return replace(first, header={"volume": number, "volumes": 5})

    session.read = read
    session.show(first)
    yield controller.looker
    del session.read


@pytest.fixture
def settled(bridge, session, qtbot):
    def wait(phase="done"):
        qtbot.waitUntil(lambda: session.state.job.phase == phase and bridge.is_idle)

    return wait


def test_steps_add_up_to_one_reading(four, session, settled, qtbot):
    four.step_volume(1)
    four.step_volume(1)
    four.step_volume(-1)
    four.step_volume(1)
    qtbot.waitUntil(lambda: session.volumes == (2, 5))
    assert session.asked == [(Path("four.nii"), 2)]
    settled()


def test_the_ends_hold(four, session, settled, qtbot):
    four.step_volume(-3)
    four.step_volume(99)
    qtbot.waitUntil(lambda: session.volumes == (4, 5))
    settled()


def test_crosshair_and_window_stay_and_the_network_looks_again(four, session, settled, qtbot):
    view = session.state.view
    view.position, view.width, view.level = (2.0, 2.0, 5.0), 77.0, -5.0
    four.step_volume(1)
    qtbot.waitUntil(lambda: bool(session.state.case.predictions))
    assert session.volumes == (1, 5)
    assert (view.position, view.width, view.level) == ((2.0, 2.0, 5.0), 77.0, -5.0)
    settled()


def test_back_where_it_began_reads_nothing(four, session):
    four.step_volume(1)
    four.step_volume(-1)
    four._read()
    assert session.asked == []


def test_a_volume_that_cannot_be_read_leaves_the_shown_one(four, session, settled, qtbot):
    four.step_volume(3)
    settled("failed")
    assert session.volumes == (0, 5)
    assert session.state.job.message == "This volume is cut off."
    four.step_volume(1)
    qtbot.waitUntil(lambda: session.volumes == (1, 5))
    settled()


def test_a_file_of_one_volume_has_no_other(controller, session, volume):
    session.show(replace(volume, path=Path("one.nii")))
    controller.looker.step_volume(1)
    assert not controller.looker._timer.isActive()


def test_nothing_open_is_no_fault(controller):
    controller.looker.step_volume(1)
    controller.looker.straighten()


@pytest.fixture
def tilted(volume):
    turn = np.eye(4)
    turn[:2, :2] = [[0.8, -0.6], [0.6, 0.8]]
    return replace(volume, grid=Grid(volume.grid.shape, turn @ volume.grid.affine))


def test_an_oblique_volume_is_straightened_in_a_worker(controller, session, tilted, settled):
    session.show(tilted)
    controller.looker.straighten()
    assert session.state.job.phase == "running"
    settled()
    case = session.state.case
    assert case.image is tilted
    assert np.allclose(case.drawn.grid.affine[:3, :3], 2.0 * np.eye(3))


def test_an_upright_volume_is_left_alone_with_a_sentence(controller, session, volume):
    session.show(volume)
    controller.looker.straighten()
    assert session.state.case.straight is None
    assert "not oblique" in session.state.job.message


def test_another_case_that_was_opened_meanwhile_is_not_straightened(
    controller, session, tilted, volume, settled
):
    session.show(tilted)
    controller.looker.straighten()
    session.show(volume)
    settled()
    assert session.state.case.straight is None


def test_a_running_job_is_not_disturbed(controller, session, tilted):
    session.show(tilted)
    session.start_job("Explaining")
    controller.looker.straighten()
    assert session.state.job.label == "Explaining"
