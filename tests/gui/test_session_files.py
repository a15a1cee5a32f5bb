"""Session files through the window: save, open, and an image that was moved."""

from __future__ import annotations

import dataclasses

import pytest


@pytest.fixture
def explained(controller, session, volume, tmp_path, qtbot):
    path = tmp_path / "toy.nii"
    path.write_text("")
    session.show(dataclasses.replace(volume, path=path))
    controller.explain()
    qtbot.waitUntil(lambda: session.state.job.phase == "done", timeout=10000)
    return session


def save(controller, session, path, qtbot):
    controller.save_session(path)
    assert session.state.job.phase == "running"
    qtbot.waitUntil(lambda: session.state.job.phase != "running", timeout=10000)


def test_a_saved_session_opens_like_any_file(controller, explained, tmp_path, qtbot):
    session = explained
    session.state.overlay.opacity = 0.11
    session.state.ask.target = "nodule"
    maps = list(session.state.case.heatmaps)
    save(controller, session, tmp_path / "visit", qtbot)
    assert session.state.job.message == "Session saved as visit.camviewer.json"
    path = tmp_path / "visit.camviewer.json"
    assert session.settings.recent[0] == str(path)
    session.state.overlay.opacity = 0.9
    session.state.case.heatmaps, session.state.case.explanation = {}, None
    controller.open_path(path)
    qtbot.waitUntil(lambda: bool(session.state.case.heatmaps), timeout=10000)
    assert session.state.overlay.opacity == 0.11
    assert list(session.state.case.heatmaps) == maps
    assert session.state.ask.target == "nodule"
    assert session.state.job.phase == "done"


def test_the_network_does_not_look_again_at_what_it_saw(controller, explained, tmp_path, qtbot):
    session = explained
    seen = session.state.case.predictions
    save(controller, session, tmp_path / "visit", qtbot)
    looked = []
    predict = session.predict
    session.predict = lambda *args: looked.append(1) or predict(*args)
    session.state.ask.model = "flat"
    qtbot.waitUntil(lambda: controller._bridge.is_idle)
    looked.clear()
    controller.open_path(tmp_path / "visit.camviewer.json")
    qtbot.waitUntil(lambda: session.state.ask.model == "deep")
    qtbot.waitUntil(lambda: controller._bridge.is_idle)
    assert session.state.case.predictions == seen
    assert looked == []
    assert session.state.job.phase == "done"


def test_a_moved_image_is_asked_for(controller, explained, tmp_path, qtbot, asker):
    session = explained
    save(controller, session, tmp_path / "visit", qtbot)
    (tmp_path / "toy.nii").rename(tmp_path / "moved.nii")
    session.state.overlay.opacity = 0.9
    controller.open_path(tmp_path / "visit.camviewer.json")
    qtbot.waitUntil(lambda: len(asker.asked) == 1)
    kind, message, hint, name = asker.asked[0]
    assert (kind, name) == ("locate", "toy.nii")
    assert "toy.nii" in message
    assert hint
    qtbot.waitUntil(lambda: session.state.job.phase == "done")
    assert session.state.overlay.opacity == 0.9
    asker.located = tmp_path / "moved.nii"
    controller.open_path(tmp_path / "visit.camviewer.json")
    qtbot.waitUntil(lambda: session.state.overlay.opacity == 0.6)
    assert asker.errors == []


def test_a_damaged_session_is_told_and_the_open_case_stays(
    controller, explained, tmp_path, qtbot, asker
):
    path = tmp_path / "bad.camviewer.json"
    path.write_text("{")
    image = explained.state.case.image
    controller.open_path(path)
    qtbot.waitUntil(lambda: len(asker.errors) == 1)
    assert "bad.camviewer.json" in asker.errors[0][0]
    assert explained.state.case.image is image


def test_a_place_that_cannot_be_written_is_a_sentence(controller, explained, tmp_path, qtbot):
    (tmp_path / "file").write_text("")
    save(controller, explained, tmp_path / "file" / "visit", qtbot)
    assert explained.state.job.phase == "failed"
    assert "cannot be written" in explained.state.job.message


def test_nothing_is_saved_while_a_job_runs(controller, explained, tmp_path):
    explained.start_job("x")
    controller.save_session(tmp_path / "visit")
    assert explained.state.job.label == "x"
    explained.finish_job()


def test_what_could_not_be_brought_back_is_told(controller, explained, tmp_path, qtbot, asker):
    session = explained
    save(controller, session, tmp_path / "visit", qtbot)
    true = session.read_workspace
    told = ("The mask file a.nii is gone.", "The mask file b.nii has changed.")
    session.read_workspace = lambda *words, **more: dataclasses.replace(
        true(*words, **more), notices=told
    )
    controller.open_path(tmp_path / "visit.camviewer.json")
    qtbot.waitUntil(lambda: len(asker.errors) == 1)
    assert asker.errors[0][:2] == told
    assert session.state.case.explanation is not None


def test_a_moved_folder_is_asked_for_as_one(controller, explained, tmp_path, qtbot, asker):
    from camviewer.session.records import MovedError

    session = explained
    save(controller, session, tmp_path / "visit", qtbot)

    def gone(*_words, **_more):
        raise MovedError("study", is_folder=True)

    session.read_workspace = gone
    controller.open_path(tmp_path / "visit.camviewer.json")
    qtbot.waitUntil(lambda: len(asker.asked) == 1)
    assert asker.is_folder


@pytest.fixture
def idle(program, qtbot):
    def wait():
        qtbot.waitUntil(lambda: program.bridge.is_idle, timeout=20000)

    return wait


@pytest.fixture
def compared(program, session, picture, tmp_path, idle):
    """Two methods in three layers, with the answers about trust."""
    path = tmp_path / "toy.png"
    path.write_text("")
    session.show(dataclasses.replace(picture, path=path))
    session.state.ask.methods = ("grad-cam", "layer-cam")
    session.state.view.place = "compare"
    session.state.comparison.axis = "layers"
    session.choose_beside(["early", "middle"])
    program.controller.comparer.run()
    idle()
    program.controller.trust_jobs.check()
    idle()
    return session.state.comparison


def test_a_comparison_comes_back_in_the_window(program, compared, tmp_path, qtbot, idle):
    """Saved, another case opened, and opened again: the same grid, mix and answers."""
    window, held, session = program.window, compared, program.session
    session.toggle_mix("consensus")
    held.first, held.second, held.fade = "layer-cam@early", "grad-cam", 0.3
    qtbot.waitUntil(lambda: "consensus" in held.mixes, timeout=20000)
    cells = list(window.compare.cells)
    mixed = held.mixes["consensus"].heatmap.array
    assert len(cells) == 8
    save(program.controller, session, tmp_path / "visit", qtbot)
    program.controller.open_sample("photo")
    idle()
    held.extras, held.fade, held.axis = (), 0.5, "methods"
    begun = len(session.begun)
    program.controller.open_path(tmp_path / "visit.camviewer.json")
    qtbot.waitUntil(lambda: "consensus" in held.mixes, timeout=20000)
    idle()
    assert list(window.compare.cells) == cells
    assert (held.mixes["consensus"].heatmap.array == mixed).all()
    assert (held.first, held.second, held.fade) == ("layer-cam@early", "grad-cam", 0.3)
    heads = [head.title.whole for head in window.compare.grid.heads.heads]
    assert heads == ["late", "early", "middle"]
    assert session.missing_parts() == ()
    assert list(session.state.numbers.trust) == ["grad-cam", "layer-cam"]
    assert len(session.begun) == begun  # no network was asked, and nothing was measured
    assert not window.grab().isNull()
