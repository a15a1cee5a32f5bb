"""An explanation's maps measured: the numbers of the parts, for pictures and scans."""

from __future__ import annotations

import numpy as np
import pytest
import skimage.data
from skimage.metrics import structural_similarity

from camviewer.core.errors import Cancelled, GeometryError, UnknownNameError
from camviewer.core.image import Grid, Heatmap, Image, pixel_grid
from camviewer.core.job import ExplainRequest
from camviewer.core.progress import CancelToken, no_report
from camviewer.metrics.boxes import box_mask, heat_box, overlap
from camviewer.metrics.likeness import scaled
from camviewer.render.overlay import sample_grid
from camviewer.session.evaluation import Against, evaluate, forecast_evaluation
from camviewer.session.work import Work

NET = "efficientnet-lite0"
METHODS = ("grad-cam", "eigen-cam")


def picture():
    pixels = np.ascontiguousarray(skimage.data.coffee()[::5, ::5])
    return Image(pixels, pixel_grid(*pixels.shape[:2]), sha256="b" * 64)


def scan():
    rng = np.random.default_rng(0)
    affine = np.array([[0, -2.0, 0, 50], [2.5, 0, 0, -30], [0, 0, -5.0, 70], [0, 0, 0, 1]])
    array = rng.integers(-1000, 400, (40, 45, 24)).astype(np.int16)
    return Image(array, Grid(array.shape, affine), unit="HU", sha256="a" * 64)


def explained(image, model, **more):
    request = ExplainRequest(image, model, METHODS, **more)
    return Work().explain(request, no_report, CancelToken(), lambda _map: None)


@pytest.fixture(scope="module")
def photo():
    return picture(), explained(picture(), NET, target="7")


@pytest.fixture(scope="module")
def volume():
    return scan(), explained(scan(), "nodule3d")


BRIEF = {"deletion": {"steps": 3}, "insertion": {"steps": 3}, "road": {"shares": 2}}


@pytest.mark.parametrize("case", ["photo", "volume"])
def test_every_map_has_every_number(case, request):
    image, explanation = request.getfixturevalue(case)
    metrics = ["average-drop", "deletion", "road", "coherency", "complexity", "adcc"]
    found = evaluate(image, explanation, metrics, Against(parameters=BRIEF))
    assert found.heatmaps == METHODS
    assert set(found.metrics) == set(metrics)
    assert all(np.isfinite(found.value(h, m)) or found.measurement(h, m).findings[0].note
               for h in METHODS for m in metrics)  # fmt: skip
    assert found.parameters["deletion"]["steps"] == 3
    assert found.milliseconds > 0


def test_inputs_are_counted_and_the_forecast_agrees(photo):
    image, explanation = photo
    against = Against(parameters=BRIEF)
    metrics = ["deletion", "insertion"]
    found = evaluate(image, explanation, metrics, against)
    assert found.forwards == 2 * 2 * 2 + 2
    told = forecast_evaluation(image, explanation, metrics, against)
    assert told.workload.forwards == found.forwards
    assert told.seconds > 0
    assert told.device == "cpu"


def test_the_forecast_counts_what_is_explained(photo):
    told = forecast_evaluation(*photo, ["max-sensitivity", "randomisation-cascade-rank"])
    assert told.workload.explained == 10 + 5
    assert told.workload.maps == dict.fromkeys(METHODS, 16)
    assert forecast_evaluation(*photo, ["ssim"]).workload.forwards == 0


def test_other_maps_are_compared_in_pairs_without_the_network(photo):
    image, explanation = photo
    found = evaluate(image, explanation, ["ssim", "rank-correlation"])
    assert found.forwards == 0
    one, other = (scaled(explanation.heatmaps[name].array) for name in METHODS)
    expected = structural_similarity(one, other, data_range=1.0)
    each = {a.metric: a for a in found.agreements}
    assert each["ssim"].value == pytest.approx(expected)
    assert (each["ssim"].one, each["ssim"].other) == METHODS


def test_a_mask_of_a_picture_is_laid_over_it_whatever_its_size(photo):
    image, explanation = photo
    inside = np.zeros((30, 40), np.uint8)
    inside[5:15, 10:30] = 255
    mask = Image(inside, pixel_grid(30, 40))
    found = evaluate(image, explanation, ["iou-15", "box-hit-top1"], Against(mask))
    heat = sample_grid(explanation.heatmaps["grad-cam"], image.grid.divided((30, 40)))
    assert found.value("grad-cam", "iou-15") == pytest.approx(overlap(heat, inside, 0.15))
    assert found.forwards == 0


def test_a_mask_of_a_scan_lies_in_its_world(volume):
    image, explanation = volume
    heat = sample_grid(explanation.heatmaps["eigen-cam"], image.grid)
    mask = Image((heat > np.quantile(heat, 0.9)).astype(np.uint8), image.grid)
    flip = np.diag([-1.0, 1.0, 1.0, 1.0])
    flip[0, 3] = mask.grid.shape[0] - 1
    turned = Image(mask.array[::-1].copy(), Grid(mask.grid.shape, mask.grid.affine @ flip))
    values = [
        evaluate(image, explanation, ["energy-inside"], Against(each)).value(
            "eigen-cam", "energy-inside"
        )
        for each in (mask, turned)
    ]
    assert values[0] == pytest.approx(values[1], rel=1e-4)
    assert values[0] > 0.1


def test_a_mask_with_other_axes_is_refused(photo, volume):
    mask = Image(np.ones((4, 4, 4), np.uint8), Grid((4, 4, 4), np.eye(4)))
    with pytest.raises(GeometryError, match="axes"):
        evaluate(*photo, ["iou-15"], Against(mask))
    mask = Image(np.ones((4, 4), np.uint8), pixel_grid(4, 4))
    with pytest.raises(GeometryError, match="axes"):
        evaluate(*volume, ["iou-15"], Against(mask))


def test_a_class_that_is_not_first_is_no_hit_at_the_top(photo):
    """Class 7 is a cock, which a cup of coffee is not."""
    image, explanation = photo
    mask = Image(np.ones((6, 8), np.uint8), pixel_grid(6, 8))
    order = [each.index for each in explanation.predictions]
    rank = order.index(7) + 1 if 7 in order else len(order) + 1
    found = evaluate(
        image, explanation, ["box-hit", "box-hit-top1", "box-hit-top5"], Against(mask)
    )
    for name in METHODS:
        hit = found.value(name, "box-hit")
        assert found.value(name, "box-hit-top1") == (hit if rank == 1 else 0)
        assert found.value(name, "box-hit-top5") == (hit if rank <= 5 else 0)


def test_the_second_class_is_found_among_five_but_not_first(photo):
    image, first = photo
    second = first.predictions[1].index
    explanation = explained(image, NET, target=str(second))
    grid = image.grid.divided((96, 120))
    heat = sample_grid(explanation.heatmaps["eigen-cam"], grid)
    mask = Image(box_mask(grid.shape, heat_box(heat)).astype(np.uint8), pixel_grid(*grid.shape))
    found = evaluate(
        image, explanation, ["box-hit", "box-hit-top1", "box-hit-top5"], Against(mask)
    )
    values = [found.value("eigen-cam", name) for name in found.metrics]
    assert values == [1, 0, 1]


def test_a_reference_is_what_the_maps_should_be_like(photo):
    image, explanation = photo
    same = explanation.heatmaps["grad-cam"]
    found = evaluate(image, explanation, ["cosine"], Against(reference=same))
    assert found.value("grad-cam", "cosine") == pytest.approx(1)
    assert found.value("eigen-cam", "cosine") < 1


def test_controls_are_the_floor_and_are_named(photo):
    image, explanation = photo
    found = evaluate(
        image, explanation, ["average-drop", "complexity"], Against(has_controls=True)
    )
    assert found.controls == ("random-cam", "sobel-edges")
    assert found.heatmaps == (*METHODS, *found.controls)
    alone = explained_controls(image, explanation)
    for name, heatmap in alone.items():
        lone = evaluate(image, alone_explanation(explanation, heatmap), ["average-drop"])
        assert found.value(name, "average-drop") == pytest.approx(
            lone.value(name, "average-drop"), abs=2e-3
        )


def explained_controls(image, explanation):
    request = ExplainRequest(
        image, NET, ("random-cam", "sobel-edges"), target="7", layer=explanation.layer
    )
    return Work().explain(request, no_report, CancelToken(), lambda _map: None).heatmaps


def alone_explanation(explanation, heatmap):
    from dataclasses import replace

    return replace(explanation, heatmaps={heatmap.name: heatmap})


def test_a_map_from_a_file_is_measured_but_not_made_anew(photo):
    image, explanation = photo
    drawn = Heatmap(
        np.random.default_rng(0).random((6, 8)).astype(np.float32),
        image.grid.divided((6, 8)), "drawn", target=explanation.target.label,
    )  # fmt: skip
    found = evaluate(
        image, alone_explanation(explanation, drawn), ["average-drop", "coherency"]
    )
    assert np.isfinite(found.value("drawn", "average-drop"))
    assert "made anew" in found.measurement("drawn", "coherency").findings[0].note


def test_each_target_is_asked_for_its_own_maps():
    image = picture()
    explanation = explained(image, NET, target="7", further_targets=("8",))
    found = evaluate(image, explanation, ["average-drop"])
    assert found.heatmaps == tuple(explanation.heatmaps)
    assert len(found.heatmaps) == 4
    lone = explained(image, NET, target="8")
    expected = evaluate(image, lone, ["average-drop"]).value("eigen-cam", "average-drop")
    second = explanation.further_targets[0].label
    (name,) = (
        name
        for name, heatmap in explanation.heatmaps.items()
        if heatmap.method == "eigen-cam" and heatmap.target == second
    )
    assert found.value(name, "average-drop") == pytest.approx(expected, abs=1e-5)


def test_what_is_unknown_is_said_before_any_work(photo):
    with pytest.raises(UnknownNameError, match="delection"):
        evaluate(*photo, ["delection"])


def test_it_can_be_stopped(photo):
    token = CancelToken()

    def report(_progress):
        token.cancel()

    with pytest.raises(Cancelled):
        evaluate(*photo, ["deletion"], report=report, token=token)


def test_a_scan_says_which_window_was_asked(volume):
    found = evaluate(*volume, ["average-drop"])
    assert any("window" in note for note in found.notes) == (len(volume[1].windows) > 1)


def test_a_mask_and_a_reference_are_used_when_no_metric_is_named(photo):
    image, explanation = photo
    mask = Image(np.ones((30, 40), np.uint8), pixel_grid(30, 40))
    same = explanation.heatmaps["grad-cam"]
    found = evaluate(image, explanation, (), Against(mask, same, parameters=BRIEF))
    assert found.value("eigen-cam", "energy-inside") == pytest.approx(1)
    assert found.value("grad-cam", "cosine") == pytest.approx(1)
    assert "pointing-hit" in found.metrics


def test_controls_of_one_window_are_not_held_against_the_mask_of_a_scan(volume, photo):
    image, explanation = volume
    mask = Image(np.ones(image.grid.shape, np.uint8), image.grid)
    against = Against(mask, has_controls=True)
    found = evaluate(image, explanation, ["energy-inside"], against)
    assert found.value("eigen-cam", "energy-inside") == pytest.approx(1)
    control = found.measurement("random-cam", "energy-inside").findings[0]
    assert np.isnan(control.value) == bool(explanation.windows)
    assert ("window" in control.note) == bool(explanation.windows)
    assert explanation.windows
    image, explanation = photo
    assert not explanation.windows
    against = Against(Image(np.ones((4, 4), np.uint8), pixel_grid(4, 4)), has_controls=True)
    found = evaluate(image, explanation, ["energy-inside"], against)
    assert found.value("random-cam", "energy-inside") == pytest.approx(1)
