"""The controller: opening, looking and explaining, and what becomes of each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from camviewer.core.errors import FormatError, ModelError


@pytest.fixture
def wait(qtbot, bridge):
    def wait_for(condition=lambda: True):
        qtbot.waitUntil(lambda: bridge.is_idle and bool(condition()), timeout=10000)

    return wait_for


def test_a_file_is_shown_and_the_network_looks_at_it(controller, session, wait):
    controller.open_path(Path("scan.nii"))
    assert session.state.job.phase == "running"
    wait(lambda: session.state.case.predictions)
    assert session.state.case.image.is_volume
    assert session.state.ask.model == "deep"
    assert [each.label for each in session.state.case.predictions] == ["clear", "nodule"]
    assert session.state.job.phase == "done"


def test_only_the_first_of_several_files_is_opened(controller, session, wait):
    controller.open_paths([Path("a.png"), Path("b.nii")])
    wait(lambda: session.state.case.predictions)
    assert not session.state.case.image.is_volume
    controller.open_paths([])


def test_a_bad_file_is_told_in_a_dialog_and_the_case_stays(controller, session, asker, wait):
    controller.open_path(Path("scan.nii"))
    wait(lambda: session.state.case.predictions)
    before = session.state.case.image
    controller.open_path(Path("bad.bad"))
    wait(lambda: asker.errors)
    assert asker.errors == [("bad.bad is no image.", "Open a PNG instead.", "")]
    assert session.state.job.phase == "failed"
    assert session.state.case.image is before
    controller.open_path(Path("photo.png"))
    wait(lambda: session.state.case.image is not before)


def test_a_4d_file_asks_which_volume(controller, session, asker, wait):
    asker.volume = 3
    controller.open_path(Path("scan.four"))
    wait(lambda: session.state.case.predictions)
    assert session.state.case.image.is_volume


def test_a_folder_of_several_series_asks_with_their_labels(
    controller, session, asker, wait, monkeypatch
):
    asker.volume = 1
    read, asked = session.read, []

    def several(path, volume=None):
        asked.append(volume)
        if volume is None:
            error = FormatError("This is a folder with 2 volumes.")
            error.count, error.labels = 2, ("3 slices, thin", "3 slices, thick")
            raise error
        return read(Path("scan.nii"))

    monkeypatch.setattr(session, "read", several)
    controller.open_paths([Path("study")])
    wait(lambda: session.state.case.predictions)
    assert asker.labels == ("3 slices, thin", "3 slices, thick")
    assert asked == [None, 1]


def test_a_4d_file_is_left_when_no_volume_is_chosen(controller, session, asker, wait):
    controller.open_path(Path("scan.four"))
    wait(lambda: session.state.job.phase != "running")
    assert session.state.case.image is None
    assert asker.errors == []


def test_the_newest_file_wins(controller, session, wait):
    controller.open_path(Path("scan.nii"))
    controller.open_path(Path("photo.png"))
    wait(lambda: session.state.case.predictions)
    assert not session.state.case.image.is_volume


def test_maps_appear_one_by_one(controller, session, wait, qtbot):
    controller.open_sample("photo")
    wait(lambda: session.state.case.predictions)
    session.is_stepped = True
    controller.explain()
    for count in (1, 2, 3):
        session.gate.release()
        qtbot.waitUntil(lambda count=count: len(session.state.case.heatmaps) == count)
        assert session.state.case.explanation is None
        assert session.state.job.phase == "running"
    session.gate.release(10)
    wait(lambda: session.state.case.explanation is not None)
    assert tuple(session.state.case.heatmaps) == session.state.ask.methods
    assert session.state.job.phase == "done"
    assert session.state.job.message == "4 maps in 0.0 s"


def test_cancel_keeps_finished_maps_and_the_program_goes_on(controller, session, wait, qtbot):
    controller.open_sample("photo")
    wait(lambda: session.state.case.predictions)
    session.is_stepped = True
    controller.explain()
    session.gate.release()
    qtbot.waitUntil(lambda: len(session.state.case.heatmaps) == 1)
    controller.cancel()
    assert session.state.job.phase == "stopping"
    session.gate.release(10)
    wait(lambda: session.state.job.phase == "cancelled")
    assert len(session.state.case.heatmaps) == 1
    assert session.state.case.explanation is None
    session.is_stepped = False
    assert controller.can_retry
    controller.retry()
    wait(lambda: session.state.case.explanation is not None)


def test_the_newest_explanation_wins(controller, session, wait, qtbot):
    controller.open_sample("photo")
    wait(lambda: session.state.case.predictions)
    session.is_stepped = True
    controller.explain()
    qtbot.waitUntil(lambda: len(session.begun) == 1)
    session.state.ask.target = "dog"
    session.state.ask.methods = ("grad-cam",)
    controller.explain()
    session.gate.release(10)
    wait(lambda: session.state.case.explanation is not None)
    assert list(session.state.case.heatmaps) == ["grad-cam"]
    assert session.state.case.explanation.target.label == "dog"


def test_a_new_file_ends_the_explanation_of_the_old_one(controller, session, wait, qtbot):
    controller.open_sample("photo")
    wait(lambda: session.state.case.predictions)
    session.is_stepped = True
    controller.explain()
    qtbot.waitUntil(lambda: len(session.begun) == 1)
    controller.open_sample("ct")
    session.gate.release(10)
    wait(lambda: session.state.case.image is not None and session.state.case.image.is_volume)
    wait(lambda: session.state.case.predictions)
    assert dict(session.state.case.heatmaps) == {}


def test_a_failed_job_says_why_and_can_be_tried_again(controller, session, asker, wait):
    controller.open_sample("photo")
    wait(lambda: session.state.case.predictions)
    session.fault = ModelError("The layer is gone.", hint="Choose another.")
    controller.explain()
    wait(lambda: session.state.job.phase == "failed")
    job = session.state.job
    assert (job.message, job.hint) == ("The layer is gone.", "Choose another.")
    assert asker.errors == []
    session.fault = None
    controller.retry()
    wait(lambda: session.state.case.explanation is not None)


def test_a_bug_in_a_job_is_owned_and_its_details_can_be_seen(controller, session, asker, wait):
    controller.open_sample("photo")
    wait(lambda: session.state.case.predictions)
    session.fault = KeyError("lost")
    controller.explain()
    wait(lambda: session.state.job.phase == "failed")
    assert "fault of camviewer" in session.state.job.message
    assert asker.errors == []
    controller.show_crash()
    assert "Traceback" in asker.errors[0][2]


def test_the_demo_explains_by_itself(controller, session, wait):
    controller.open_sample("photo", explains=True)
    wait(lambda: session.state.case.explanation is not None)
    assert len(session.begun) == 1


def test_another_network_looks_at_once_and_forgets_class_and_layer(controller, session, wait):
    controller.open_sample("photo")
    wait(lambda: session.state.case.predictions)
    session.state.ask.target, session.state.ask.layer = "dog", "early"
    controller.choose_model("flat-two")
    assert (session.state.ask.target, session.state.ask.layer) == (None, None)
    wait(lambda: session.state.case.predictions)
    assert session.state.case.predictions[0].label == "one"


def test_a_network_chosen_during_a_job_looks_afterwards(controller, session, wait, qtbot):
    controller.open_sample("photo")
    wait(lambda: session.state.case.predictions)
    session.is_stepped = True
    controller.explain()
    qtbot.waitUntil(lambda: len(session.begun) == 1)
    controller.choose_model("flat-two")
    assert session.state.job.phase == "running"
    session.gate.release(10)
    wait(lambda: session.state.case.explanation is not None)
    wait(lambda: [p.label for p in session.state.case.predictions] == ["one", "two"])
    assert session.is_stale()


def test_layers_are_listed_once_per_network(controller, session, wait, monkeypatch):
    heard = []
    controller.load_layers("flat", heard.append)
    wait(lambda: heard)
    monkeypatch.setattr(session, "layers", lambda model: pytest.fail("asked twice"))
    controller.load_layers("flat", heard.append)
    assert heard[0] == heard[1]
    assert [each.name for each in heard[0]] == ["early", "late"]


def test_results_are_written_when_there_are_some(controller, session, wait, tmp_path):
    controller.export(tmp_path)
    assert session.state.job.phase == "idle"
    controller.open_sample("photo", explains=True)
    wait(lambda: session.state.case.explanation is not None)
    controller.export(tmp_path)
    wait(lambda: session.state.job.message == "1 files written")


def test_nothing_happens_without_an_image_or_a_method(controller, session, wait):
    controller.explain()
    controller.predict()
    assert session.state.job.phase == "idle"
    controller.open_sample("photo")
    wait(lambda: session.state.case.predictions)
    session.state.ask.methods = ()
    controller.explain()
    assert session.begun == []


def test_cancel_drops_a_map_that_is_not_whole(controller, session, wait, qtbot, monkeypatch):
    controller.open_sample("photo")
    wait(lambda: session.state.case.predictions)
    explain = session.explain

    def refine(request, report, token, on_map):
        def half(heatmap):
            on_map(replace(heatmap, progress=(1, 10)))

        return explain(request, report, token, half)

    monkeypatch.setattr(session, "explain", refine)
    session.is_stepped = True
    controller.explain()
    session.gate.release()
    qtbot.waitUntil(lambda: len(session.state.case.heatmaps) == 1)
    assert session.state.case.heatmap.progress == (1, 10)
    controller.cancel()
    session.gate.release(10)
    wait(lambda: session.state.job.phase == "cancelled")
    assert dict(session.state.case.heatmaps) == {}
    assert "unfinished ones dropped" in session.state.job.message


def test_the_end_of_a_run_in_half_precision_tells_the_deviation(
    controller, session, wait, monkeypatch
):
    explain = session.explain

    def rough(*arguments):
        return replace(explain(*arguments), precision="float16", deviation={"score": 0.01})

    monkeypatch.setattr(session, "explain", rough)
    controller.open_sample("photo", explains=True)
    wait(lambda: session.state.case.explanation is not None)
    assert session.state.job.message == (
        "4 maps in 0.0 s · float16 differs from float32: score 1 %"
    )
