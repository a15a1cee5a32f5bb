"""The channels behind a map: the map itself comes back, and what each gives adds up to it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from camviewer.core.channels import DEAD, DOMINANT, NOISE
from camviewer.core.errors import Cancelled, InputError
from camviewer.core.image import Grid, Image, pixel_grid
from camviewer.core.job import ExplainRequest
from camviewer.core.progress import CancelToken
from camviewer.engine import channels as module
from camviewer.engine.channels import ChannelInspector
from camviewer.engine.loading import load_model
from camviewer.engine.methods import METHODS, Probe
from camviewer.engine.run import explain_image

NET, DEEP, LAYER = "efficientnet-lite0", "nodule3d", "blocks.10"
FORMS = [each.name for each in METHODS if each.family == "cf-cam"]


def photo(rows=60, columns=80):
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (rows, columns, 3)).astype(np.uint8)
    return Image(pixels, pixel_grid(rows, columns))


def scan():
    rng = np.random.default_rng(0)
    affine = np.array([[0, -2.0, 0, 50], [2.5, 0, 0, -30], [0, 0, -5.0, 70], [0, 0, 0, 1]])
    array = rng.integers(-1000, 400, (50, 60, 30)).astype(np.int16)
    return Image(array, Grid(array.shape, affine), unit="HU")


def explained(image, model, method, **more):
    return explain_image(ExplainRequest(image, model, (method, "grad-cam"), **more))


def inspector(image, explanation, name, **more):
    heatmap = explanation.heatmaps[name]
    return ChannelInspector(image, explanation, heatmap, token=CancelToken(), **more)


@pytest.fixture(scope="module", params=FORMS)
def flat(request):
    """A picture's map, and what its channels say with the map's own setting."""
    image, name = photo(), request.param
    explanation = explained(image, NET, name, target="281", layer=LAYER)
    held = inspector(image, explanation, name)
    heatmap = explanation.heatmaps[name]
    return heatmap, held, held.read(heatmap.parameters, CancelToken())


def test_the_map_comes_back_exactly(flat):
    heatmap, _held, reading = flat
    np.testing.assert_array_equal(reading.heatmap.array, heatmap.array)
    np.testing.assert_array_equal(reading.heatmap.grid.affine, heatmap.grid.affine)
    assert reading.heatmap.name == heatmap.name
    assert reading.parameters == heatmap.parameters
    for name in ("dominant", "clusters", "noise", "dead", "eps", "min_points"):
        assert reading.heatmap.diagnostics[name] == heatmap.diagnostics[name]


def test_roles_and_thresholds_are_those_the_method_reports(flat):
    heatmap, _held, reading = flat
    found, told = reading.channels, heatmap.diagnostics
    assert found.count(DOMINANT) == told["dominant"]
    assert found.count(NOISE) == told["noise"]
    assert found.count(DEAD) == told["dead"]
    assert found.clusters == told["clusters"]
    assert found.eps == told["eps"]
    assert found.min_points == told["min_points"]
    dominant = found.roles == DOMINANT
    assert found.norms[dominant].min() >= found.threshold * (1 - 1e-6)
    assert found.norms[~dominant].max() < found.threshold * (1 + 1e-6)


def test_shares_add_up_and_those_left_out_give_nothing(flat):
    _heatmap, _held, reading = flat
    found = reading.channels
    assert found.shares.sum() == pytest.approx(1, abs=1e-5)
    assert not found.shares[~found.counted].any()
    assert not found.weights[~found.counted].any()
    assert set(found.roles[~found.counted]) <= {NOISE, DEAD}


def test_norms_and_slopes_are_those_of_the_channels_own_maps(flat):
    _heatmap, held, reading = flat
    for number in (0, 5, held.channels - 1):
        maps = held.maps(number, CancelToken())
        assert maps.number == number
        norm = float(np.linalg.norm(maps.activation.array.astype(np.float64)))
        assert reading.channels.norms[number] == pytest.approx(norm, rel=1e-6)
        slope = float(maps.gradient.array.astype(np.float64).mean())
        assert reading.channels.slopes[number] == pytest.approx(slope, rel=1e-5, abs=1e-9)


def test_a_channels_maps_lie_where_the_map_lies(flat):
    heatmap, held, _reading = flat
    maps = held.maps(3, CancelToken())
    for each in (maps.activation, maps.gradient):
        assert each.grid.shape == heatmap.grid.shape
        np.testing.assert_array_equal(each.grid.affine, heatmap.grid.affine)


def test_another_setting_gives_the_map_that_explaining_with_it_gives():
    image, name = photo(), "cf-cam"
    given = {"dominant_percentile": 40.0, "eps_percentile": 5.0, "noise": "keep"}
    before = explained(image, NET, name, target="281", layer=LAYER)
    after = explained(image, NET, name, target="281", layer=LAYER, parameters={name: given})
    reading = inspector(image, before, name).read(given, CancelToken())
    np.testing.assert_array_equal(reading.heatmap.array, after.heatmaps[name].array)
    assert reading.parameters == after.heatmaps[name].parameters
    assert not np.array_equal(reading.heatmap.array, before.heatmaps[name].array)


def test_sorting_anew_does_not_ask_the_network():
    image = photo()
    explanation = explained(image, NET, "cf-cam", target="281", layer=LAYER)
    held = inspector(image, explanation, "cf-cam")
    calls = []
    handle = load_model(NET, "cpu").model.register_forward_hook(lambda *_: calls.append(1))
    try:
        for percent in (20.0, 50.0, 90.0):
            held.read({"dominant_percentile": percent}, CancelToken())
        held.maps(1, CancelToken())
        assert held.is_held
        assert calls == []
    finally:
        handle.remove()


def test_what_is_too_large_to_be_held_is_asked_for_again_and_says_the_same():
    image = photo()
    explanation = explained(image, NET, "cf-cam", target="281", layer=LAYER)
    held = inspector(image, explanation, "cf-cam")
    asking = inspector(image, explanation, "cf-cam", most_bytes=1000)
    assert not asking.is_held
    one, other = (each.read({}, CancelToken()) for each in (held, asking))
    np.testing.assert_array_equal(one.heatmap.array, other.heatmap.array)
    np.testing.assert_array_equal(one.channels.roles, other.channels.roles)
    mine, theirs = (each.maps(4, CancelToken()) for each in (held, asking))
    np.testing.assert_array_equal(mine.activation.array, theirs.activation.array)


def test_the_network_is_left_as_it_was_found(snapshot):
    image = photo()
    explanation = explained(image, NET, "cf-cam", target="281", layer=LAYER)
    model = load_model(NET, "cpu").model
    before = snapshot(model)
    held = inspector(image, explanation, "cf-cam")
    held.read({}, CancelToken())
    assert snapshot(model) == before


@pytest.mark.parametrize("name", FORMS)
def test_of_a_scanned_volume_the_loudest_window_is_looked_into(name):
    image = scan()
    explanation = explained(image, DEEP, name, target="clear")
    assert len(explanation.windows) > 1
    held = inspector(image, explanation, name)
    assert any("window" in note for note in held.notes)
    reading = held.read(explanation.heatmaps[name].parameters, CancelToken())
    assert reading.heatmap.array.ndim == 3
    top = max(explanation.windows, key=lambda each: each.probability)
    corner = reading.heatmap.grid.world([-0.5] * 3)
    np.testing.assert_allclose(corner, top.low, atol=1e-6)
    assert reading.channels.shares.sum() == pytest.approx(1, abs=1e-5)
    steps = [each.grid.spacing for each in (reading.heatmap, explanation.heatmaps[name])]
    np.testing.assert_allclose(*steps)


def test_a_volume_of_one_window_gives_its_map_back():
    image = scan()
    small = replace(
        image, array=image.array[:20, :20, :10], grid=Grid((20, 20, 10), image.grid.affine)
    )
    explanation = explained(small, DEEP, "cf-cam-spatial")
    heatmap = explanation.heatmaps["cf-cam-spatial"]
    held = inspector(small, explanation, "cf-cam-spatial")
    reading = held.read(heatmap.parameters, CancelToken())
    assert explanation.windows == ()
    np.testing.assert_array_equal(reading.heatmap.array, heatmap.array)
    np.testing.assert_array_equal(reading.heatmap.grid.affine, heatmap.grid.affine)
    assert held.notes == ()


def test_of_joined_layers_the_last_is_shown_and_that_is_said():
    image = photo()
    explanation = explained(image, NET, "cf-cam", target="281", layer=f"blocks.8+{LAYER}")
    held = inspector(image, explanation, "cf-cam")
    assert held.layer == LAYER
    assert any(LAYER in note for note in held.notes)
    alone = explained(image, NET, "cf-cam", target="281", layer=LAYER)
    reading = held.read({}, CancelToken())
    np.testing.assert_array_equal(reading.heatmap.array, alone.heatmaps["cf-cam"].array)
    np.testing.assert_allclose(
        reading.heatmap.grid.affine, alone.heatmaps["cf-cam"].grid.affine
    )


def test_the_target_of_the_map_is_the_one_asked_about():
    image = photo()
    request = ExplainRequest(image, NET, ("cf-cam",), "281", LAYER, further_targets=("300",))
    explanation = explain_image(request)
    for heatmap in explanation.heatmaps.values():
        held = inspector(image, explanation, heatmap.name)
        reading = held.read(heatmap.parameters, CancelToken())
        np.testing.assert_array_equal(reading.heatmap.array, heatmap.array)


def test_a_map_of_another_method_is_refused():
    image = photo()
    explanation = explained(image, NET, "cf-cam", target="281", layer=LAYER)
    with pytest.raises(InputError, match="sorted channels"):
        inspector(image, explanation, "grad-cam")


def test_wrong_questions_get_a_sentence():
    image = photo()
    explanation = explained(image, NET, "cf-cam", target="281", layer=LAYER)
    held = inspector(image, explanation, "cf-cam")
    with pytest.raises(InputError):
        held.read({"dominant_percentile": 140.0}, CancelToken())
    with pytest.raises(InputError, match="no channel"):
        held.maps(held.channels, CancelToken())
    with pytest.raises(InputError, match="no channel"):
        held.maps(-1, CancelToken())


def test_a_closed_or_cancelled_one_answers_no_more():
    image = photo()
    explanation = explained(image, NET, "cf-cam", target="281", layer=LAYER)
    held = inspector(image, explanation, "cf-cam")
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        held.read({}, token)
    held.close()
    assert not held.is_held
    with pytest.raises(Cancelled):
        held.read({}, CancelToken())
    with pytest.raises(Cancelled):
        held.maps(0, CancelToken())


# By hand

A = torch.tensor([[[[4.0, 0.0]], [[1.0, 1.0]], [[1.0, 1.0]], [[0.0, 0.0]]]])
G = torch.tensor([[[[2.0, 0.0]], [[-1.0, -1.0]], [[3.0, 3.0]], [[5.0, 5.0]]]])


def worked(name, slopes=G, **parameters):
    """Four channels of two cells: one dominant, two the same, one dead."""
    inspector = ChannelInspector.__new__(ChannelInspector)
    grid = Grid((1, 2), np.eye(3))
    heatmap = module.Heatmap(np.zeros((1, 2), np.float32), grid, name, "layer", "cat")
    inspector._heatmap, inspector.layer, inspector.channels = heatmap, "layer", 4
    inspector._held = module.Held(Probe(A, torch.zeros(1), slopes), grid, ())
    inspector._is_closed = False
    return inspector.read(parameters, CancelToken())


def test_four_channels_worked_by_hand():
    """Weights: 1 for the dominant one, (-1 + 3) / 2 = 1 for the two that are the same.

    The map is 4 + 1 + 1 = 6 and 0 + 1 + 1 = 2; of its 8 the first gives 4, the others 2 each.
    """
    reading = worked("cf-cam", filter="none")
    found = reading.channels
    np.testing.assert_array_equal(found.roles, [DOMINANT, 0, 0, DEAD])
    np.testing.assert_allclose(found.norms, [4, 2**0.5, 2**0.5, 0])
    np.testing.assert_allclose(found.slopes, [1, -1, 3, 5])
    np.testing.assert_allclose(found.weights, [1, 1, 1, 0])
    np.testing.assert_allclose(found.shares, [0.5, 0.25, 0.25, 0])
    np.testing.assert_array_equal(found.counted, [True, True, True, False])
    np.testing.assert_allclose(reading.heatmap.array, [[6, 2]])
    # The 75th percentile of 4, sqrt 2 and sqrt 2 lies half way between the upper two.
    assert found.threshold == pytest.approx((4 + 2**0.5) / 2)
    assert found.min_points == 2
    assert found.weight_ratio == pytest.approx(1)


def test_a_spatial_weight_is_the_mean_over_the_cells():
    """Not pooled, not filtered: 2 x 4 - 1 + 3 = 10, and 0 x 0 - 1 + 3 = 2."""
    reading = worked("cf-cam-spatial", filter="none", against="full")
    found = reading.channels
    np.testing.assert_allclose(reading.heatmap.array, [[10, 2]])
    np.testing.assert_allclose(found.weights, [1, -1, 3, 0])
    np.testing.assert_allclose(found.shares, [8 / 12, -2 / 12, 6 / 12, 0])


def test_only_cells_above_zero_are_shared_out():
    """With the signs turned in one cell, what lies below zero there counts for nobody."""
    turned = G * torch.tensor([1.0, -1.0])
    reading = worked("cf-cam-spatial", turned, filter="none", against="full")
    np.testing.assert_allclose(reading.heatmap.array, [[10, -2]])
    np.testing.assert_allclose(reading.channels.shares, [0.8, -0.1, 0.3, 0])


def test_a_map_that_is_nowhere_above_zero_has_no_shares():
    reading = worked("cf-cam-spatial", -G.abs(), filter="none")
    assert reading.heatmap.array.max() <= 0
    np.testing.assert_array_equal(reading.channels.shares, np.zeros(4))


@pytest.mark.parametrize("name", FORMS)
def test_every_form_tells_of_its_channels(name):
    found = worked(name).channels
    assert len(found) == 4
    assert found.counted.any()
