"""The report from the window: measured first where nothing was, then written."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from camviewer.core.image import Mask
from camviewer.gui import report_jobs
from camviewer.session.masks import add_masks
from camviewer.session.measuring import MASK_METRICS


@pytest.fixture
def explained(program, session, picture, qtbot):
    session.show(picture)
    program.controller.explain()
    qtbot.waitUntil(lambda: session.state.job.phase == "done")
    session.begun.clear()
    return session


def wait_written(session, qtbot):
    qtbot.waitUntil(lambda: session.state.job.message.endswith("files written"), timeout=20000)


def test_one_action_measures_and_writes(program, explained, asker, tmp_path, qtbot):
    asker.folder = tmp_path / "report"
    program.window.actions_by_name["report"].trigger()
    wait_written(explained, qtbot)
    names = {path.name for path in asker.folder.iterdir()}
    assert {"report.pdf", "report.html", "numbers.csv"} <= names
    assert len(explained.begun) == 1
    metrics, against = explained.begun[0]
    assert against.has_controls
    assert {"deletion", "randomisation-cascade-rank"} <= set(metrics)
    assert "● Supported" in (asker.folder / "report.html").read_text()
    assert set(explained.state.numbers.trust) == set(explained.state.case.heatmaps)
    assert explained.state.numbers.evaluation is not None
    assert "toy.png" not in (asker.folder / "report.html").read_text()


def test_what_was_measured_is_not_measured_again(program, explained, asker, tmp_path, qtbot):
    asker.folder = tmp_path / "one"
    program.window.actions_by_name["report"].trigger()
    wait_written(explained, qtbot)
    known = replace(explained.state.numbers.evaluation, controls=("random-cam",))
    explained.state.numbers.evaluation = known
    explained.begun.clear()
    explained.state.job.message = ""
    asker.folder = tmp_path / "two"
    program.window.actions_by_name["report-patient"].trigger()
    wait_written(explained, qtbot)
    assert explained.begun == []
    assert explained.state.numbers.evaluation.forwards == known.forwards  # not added twice
    assert "toy.png" in (tmp_path / "two" / "report.html").read_text()
    assert "toy.png" not in (tmp_path / "one" / "report.html").read_text()


def test_without_maps_or_a_folder_nothing_is_written(program, explained, asker, tmp_path):
    program.window.actions_by_name["report"].trigger()  # no folder was chosen
    assert explained.state.job.phase == "done"
    explained.show(explained.state.case.image)
    asker.folder = tmp_path
    program.window.actions_by_name["report"].trigger()
    assert asker.errors[-1][0] == "There is nothing to report yet."
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(program, explained, asker, tmp_path, qtbot):
    (tmp_path / "file").touch()
    asker.folder = tmp_path / "file"
    program.window.actions_by_name["report"].trigger()
    qtbot.waitUntil(lambda: explained.state.job.phase == "failed", timeout=20000)
    assert "cannot be written" in explained.state.job.message


def test_only_what_is_missing_is_measured(program, explained, asker, tmp_path, qtbot):
    program.controller.number_jobs.measure(("deletion", "insertion"))
    qtbot.waitUntil(lambda: explained.state.numbers.evaluation is not None)
    known = replace(explained.state.numbers.evaluation, controls=("random-cam",))
    explained.state.numbers.evaluation = known
    explained.begun.clear()
    asker.folder = tmp_path / "report"
    program.window.actions_by_name["report"].trigger()
    wait_written(explained, qtbot)
    ((metrics, _against),) = explained.begun
    assert not {"deletion", "insertion"} & set(metrics)
    assert "randomisation-cascade-rank" in metrics
    found = explained.state.numbers.evaluation
    assert {"deletion", "randomisation-cascade-rank"} <= set(found.metrics)
    assert found.forwards == known.forwards + 7  # what the toy counts for each evaluation


def test_the_mask_that_is_shown_is_measured_against(program, explained, asker, tmp_path, qtbot):
    inside = np.zeros(explained.state.case.image.grid.shape, bool)
    inside[1:3, 1:3] = True
    add_masks(explained.state.masks, [Mask("spot", inside)])
    asker.folder = tmp_path / "report"
    program.window.actions_by_name["report"].trigger()
    wait_written(explained, qtbot)
    ((metrics, against),) = explained.begun
    assert set(MASK_METRICS) <= set(metrics)
    assert against.has_controls
    np.testing.assert_array_equal(against.mask.array > 0, inside)


def test_the_mask_that_is_outlined_is_the_one_that_was_measured(
    program, explained, asker, tmp_path, qtbot, monkeypatch
):
    shape = explained.state.case.image.grid.shape
    organ, lesion = np.zeros(shape, bool), np.zeros(shape, bool)
    organ[:4], lesion[1:2, 1:3] = True, True
    add_masks(explained.state.masks, [Mask("organ", organ), Mask("lesion", lesion)])
    seen, make = [], report_jobs.build_report
    monkeypatch.setattr(
        report_jobs, "build_report",
        lambda image, explanation, wishes: seen.append(wishes.mask)
        or make(image, explanation, wishes),
    )  # fmt: skip
    asker.folder = tmp_path / "report"
    program.window.actions_by_name["report"].trigger()
    wait_written(explained, qtbot)
    ((_metrics, against),) = explained.begun
    np.testing.assert_array_equal(against.mask.array > 0, lesion)
    assert seen[0].name == "lesion"
