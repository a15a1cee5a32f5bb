import dataclasses

import numpy as np
import pytest

from camviewer.core.errors import CamViewerError
from camviewer.core.image import pixel_grid
from camviewer.core.settings import load_settings
from camviewer.session import service


def _heat(state):
    return state.case.heatmap


def test_a_new_case_starts_in_the_middle_with_the_lung_window(session, volume):
    session.show(volume)
    view = session.state.view
    assert (view.width, view.level) == (1500, -600)
    # The middle of 8 × 9 × 6 voxels, on a voxel: index 4, 4, 3.
    assert view.position == pytest.approx(tuple(volume.grid.world((4, 4, 3))))


def test_a_picture_is_shown_over_its_whole_range(session, picture):
    session.show(picture)
    assert (session.state.view.width, session.state.view.level) == (255, 127.5)


def test_the_model_follows_the_kind_of_image(session, volume, picture):
    ask = session.state.ask
    session.show(volume)
    assert ask.model == "nodule3d"
    ask.target, ask.layer = "clear", "stage2"
    session.show(picture)
    assert (ask.model, ask.target, ask.layer) == ("efficientnet-lite0", None, None)
    ask.target = "espresso"
    session.show(picture)
    assert ask.target == "espresso"


def test_a_picture_of_a_networks_own_size_takes_that_network(session, picture):
    tiny = dataclasses.replace(
        picture, array=np.zeros((32, 32, 3), np.uint8), grid=pixel_grid(32, 32)
    )
    ask = session.state.ask
    session.show(tiny)
    assert ask.model == "cifake"
    ask.target, ask.layer = "FAKE", "conv1"
    session.show(tiny)
    assert (ask.model, ask.target, ask.layer) == ("cifake", "FAKE", "conv1")
    session.show(picture)
    assert (ask.model, ask.target, ask.layer) == ("efficientnet-lite0", None, None)


def test_a_new_case_takes_nothing_over_from_the_old_one(session, volume, picture, explain):
    session.show(volume)
    session.accept(explain(volume))
    session.show(picture)
    case = session.state.case
    assert (case.heatmaps, case.explanation, case.selected, case.predictions) == (
        {},
        None,
        "",
        (),
    )


def test_nothing_open_asks_for_nothing(session):
    assert session.request() is None


def test_the_request_holds_the_choices(session, volume):
    session.show(volume)
    ask = session.state.ask
    ask.methods, ask.target, ask.device = ("cam",), "clear", "cpu"
    ask.parameters = {"cam": {}}
    request = session.request()
    assert request.image is volume
    assert (request.model, request.methods, request.target) == ("nodule3d", ("cam",), "clear")
    assert (request.device, request.parameters) == ("cpu", {"cam": {}})


def test_the_first_finished_map_is_shown_and_stays(session, volume, explain):
    session.show(volume)
    first, second = explain(volume).heatmaps.values()
    session.accept_map(first)
    session.accept_map(second)
    case = session.state.case
    assert list(case.heatmaps) == ["grad-cam", "cf-cam"]
    assert case.heatmap is first


def test_the_first_explanation_leads_to_its_hottest_voxel(session, volume, explain):
    session.show(volume)
    explanation = explain(volume)
    session.accept(explanation)
    hottest = _heat(session.state).grid.world((3, 3, 2))
    assert session.state.view.position == volume.grid.snapped(hottest)
    session.state.view.position = volume.grid.snapped((0, 0, 0))
    session.accept(explanation)
    assert session.state.view.position == volume.grid.snapped((0, 0, 0))


def test_a_blank_map_leads_nowhere(session, volume, explain):
    session.show(volume)
    heatmap = explain(volume).heatmaps["grad-cam"]
    session.accept_map(dataclasses.replace(heatmap, array=-np.abs(heatmap.array)))
    before = session.state.view.position
    session.go_hottest()
    assert session.state.view.position == before


def test_the_methods_run_in_a_ring(session, volume, explain):
    session.next_method()
    session.show(volume)
    session.accept(explain(volume, ("cam", "grad-cam", "cf-cam")))
    seen = []
    for step in (1, 1, 1, -1):
        session.next_method(step)
        seen.append(session.state.case.selected)
    assert seen == ["grad-cam", "cf-cam", "cam", "cf-cam"]


def test_maps_are_stale_once_another_question_is_asked(session, volume, explain):
    session.show(volume)
    ask = session.state.ask
    assert not session.is_stale()
    session.accept(explain(volume))
    assert not session.is_stale()
    ask.target = "1"  # the index of the same class
    assert not session.is_stale()
    ask.target = "clear"
    assert session.is_stale()
    ask.target = None
    ask.layer = "stage2"
    assert session.is_stale()
    ask.layer = "features"
    assert not session.is_stale()
    ask.model = "efficientnet-lite0"
    assert session.is_stale()


def test_the_predicted_class_is_another_question_than_a_named_one(session, picture, explain):
    session.show(picture)
    ask = session.state.ask
    explanation = explain(picture, target="espresso", model=ask.model)
    espresso = dataclasses.replace(explanation.target, index=967)
    cat = dataclasses.replace(explanation.target, index=285, label="Egyptian cat")
    session.accept(
        dataclasses.replace(explanation, predictions=(cat, espresso), target=espresso)
    )
    ask.target = "Espresso"
    assert not session.is_stale()
    ask.target = None  # the predicted class: the cat
    assert session.is_stale()
    ask.target = "no such class"
    assert session.is_stale()


def test_a_layer_of_ones_own_is_another_question_than_the_usual_one(session, volume, explain):
    session.show(volume)
    ask = session.state.ask
    ask.layer = "features"
    session.begin_maps()
    session.accept(explain(volume))
    assert not session.is_stale()
    ask.layer = None
    assert session.is_stale()
    session.begin_maps()
    session.accept(explain(volume))
    assert not session.is_stale()


def test_a_network_that_cannot_be_read_leaves_the_open_case_as_it_was(
    session, volume, picture, explain, tmp_path
):
    session.show(volume)
    session.accept(explain(volume))
    session.state.ask.model = str(tmp_path / "gone.toml")
    with pytest.raises(CamViewerError):
        session.show(picture)
    assert session.state.case.image is volume
    assert session.state.case.heatmaps


def test_a_new_question_clears_the_old_answer_and_the_same_one_keeps_it(
    session, volume, explain
):
    session.show(volume)
    session.accept(explain(volume))
    session.begin_maps()
    assert session.state.case.heatmaps
    session.state.ask.target = "clear"
    session.begin_maps()
    assert session.state.case.heatmaps == {}
    assert session.state.case.explanation is None


def test_settings_are_kept_and_files_remembered(session, volume, tmp_path):
    session.remember(theme="light", is_radiological=False)
    session.show(dataclasses.replace(volume, path=tmp_path / "a.nii"))
    kept = load_settings(tmp_path / "settings.json")
    assert (kept.theme, kept.is_radiological) == ("light", False)
    assert kept.recent == (str(tmp_path / "a.nii"),)
    again = service.Session(settings_file=tmp_path / "settings.json")
    assert again.state.view.is_radiological is False


def test_an_export_writes_what_is_shown(session, picture, explain, tmp_path):
    session.show(picture)
    session.accept(explain(picture))
    files = session.export(tmp_path / "out")
    assert files[-1].name == "result.json"
    assert all(path.stat().st_size > 0 for path in files)


def test_samples_are_not_put_among_the_recent_files(session):
    session.show(session.sample("photo"))
    assert session.settings.recent == ()


def test_an_export_without_an_explanation_writes_nothing(session, volume, tmp_path):
    session.show(volume)
    assert session.export(tmp_path / "out") == ()
    assert not (tmp_path / "out").exists()


def test_a_network_that_names_no_classes_has_still_looked(session, picture):
    session.show(picture)
    assert not session.state.case.is_looked_at
    session.accept_predictions(())
    assert session.state.case.is_looked_at
    session.forget_predictions()
    assert not session.state.case.is_looked_at


def test_maps_without_predictions_are_not_stale(session, picture, explain):
    session.show(picture)
    ask = session.state.ask
    session.begin_maps()
    made = explain(picture, model=ask.model)
    session.accept(dataclasses.replace(made, predictions=()))
    assert not session.is_stale()


@pytest.mark.parametrize("text", ["not:tabby", "class:tabby", "output:281"])
def test_maps_of_a_typed_target_are_stale_only_when_it_changes(text, session, picture, explain):
    session.show(picture)
    ask = session.state.ask
    ask.target = text
    session.begin_maps()
    session.accept(explain(picture, model=ask.model, target="tabby"))
    assert not session.is_stale()
    ask.target = "difference:tabby|tiger cat"
    assert session.is_stale()


def test_a_map_that_refines_takes_its_own_place_and_is_dropped_with_its_job(
    session, picture, explain
):
    session.show(picture)
    whole, other = explain(picture).heatmaps.values()
    case = session.state.case
    session.start_job("explain")
    session.accept_map(dataclasses.replace(other, progress=(10, 100)))
    session.accept_map(dataclasses.replace(other, progress=(20, 100)))
    session.accept_map(whole)
    assert [each.progress for each in case.heatmaps.values()] == [(20, 100), None]
    session.cancelled()
    assert list(case.heatmaps) == [whole.name]
    assert case.selected == whole.name
    assert session.state.job.message.endswith("unfinished ones dropped.")


@pytest.mark.parametrize("end", ["fail_job", "finish_job"])
def test_no_job_leaves_half_a_map_behind(end, session, picture, explain):
    session.show(picture)
    first = next(iter(explain(picture).heatmaps.values()))
    session.accept_map(dataclasses.replace(first, progress=(10, 100)))
    getattr(session, end)("It ended.")
    assert session.state.case.heatmaps == {}
    assert session.state.case.selected == ""


def test_the_request_holds_the_precision(session, picture):
    session.show(picture)
    assert session.request().precision == "float32"
    session.state.ask.precision = "bfloat16"
    assert session.request().precision == "bfloat16"
