"""What holds for every metric: range, scale, words, and that nothing given is changed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from camviewer.core.params import describe
from camviewer.metrics import METRICS, Better
from camviewer.metrics.evaluator import choose_metrics, evaluate
from camviewer.metrics.spec import AGAINST, GROUPS, Metric
from camviewer.metrics.subject import Answer, Subject

ARRAYS = [each for each in METRICS if not each.needs_network]
NETWORK = [each for each in METRICS if each.needs_network]
EACH = pytest.mark.parametrize("metric", METRICS, ids=METRICS.names())
OF_ARRAYS = pytest.mark.parametrize("metric", ARRAYS, ids=[m.name for m in ARRAYS])
OF_NETWORK = pytest.mark.parametrize("metric", NETWORK, ids=[m.name for m in NETWORK])
SHAPES = pytest.mark.parametrize("shape", [(10, 12), (6, 8, 7)], ids=str)
FEW = {"steps": 4, "draws": 4, "shares": 3, "stops": 2, "levels": 2}


def run_on_arrays(metric, heatmap, other):
    return metric.run(heatmap) if metric.against == "nothing" else metric.run(heatmap, other)


def gentle(inputs):
    """A smooth probability of the input."""
    return inputs.flatten(1).mean(1).sigmoid()


def soft_subject(inputs, maps):
    """A network of which every variant is mapped by every second of its own cells."""
    coarse = (slice(None), *(slice(None, None, 2),) * (inputs.ndim - 2))

    def explain(given, samples, names):
        heats = given.sum(1)[coarse]
        found = [dict.fromkeys(wanted, heat) for heat, wanted in zip(heats, names, strict=True)]
        return look(given, samples), found

    def look(given, samples):
        return Answer(gentle(given), given.flatten(1).sum(1))

    def draw():
        return torch.rand_like(inputs[:1].sum(1)[coarse][0])

    return Subject(
        inputs,
        look,
        explain,
        lambda wish, name, sample: [draw() for _ in wish.sigmas * wish.draws],
        lambda wish, names: {
            (name, sample): [draw() for _ in range(wish.stops)]
            for name in names
            for sample in range(len(inputs))
        },
        tuple(maps),
    )


def brief(metric):
    known = {param.name for param in describe(metric.params)}
    return {metric.name: {name: value for name, value in FEW.items() if name in known}}


@OF_ARRAYS
@SHAPES
def test_values_of_arrays_stay_in_their_range(metric, shape):
    rng = np.random.default_rng(1)
    low, high = metric.range
    for _ in range(10):
        heatmap = rng.normal(size=shape).astype(np.float32)
        other = rng.random(shape) < 0.5 if metric.against == "mask" else rng.normal(size=shape)
        assert low <= run_on_arrays(metric, heatmap, other) <= high


@OF_NETWORK
@SHAPES
def test_values_of_a_network_stay_in_their_range(metric, shape):
    draw = torch.Generator().manual_seed(1)
    inputs = torch.rand(2, 2, *shape, generator=draw)
    maps = {"one": torch.randn(2, *shape, generator=draw)}
    low, high = metric.range
    chosen = choose_metrics([metric.name], brief(metric))
    found = evaluate(soft_subject(inputs, maps), maps, chosen).findings["one", metric.name]
    assert len(found) == 2
    for finding in found:
        assert low - 1e-6 <= finding.value <= high + 1e-6
        for curve in finding.curves.values():
            assert len(curve.x) == len(curve.y) > 0
            assert curve.x_label
            assert curve.y_label


@OF_NETWORK
def test_inputs_and_maps_stay_as_they_were(metric):
    inputs, maps = torch.rand(1, 2, 10, 12), {"one": torch.randn(1, 10, 12)}
    before = inputs.clone(), maps["one"].clone()
    evaluate(soft_subject(inputs, maps), maps, choose_metrics([metric.name], brief(metric)))
    assert torch.equal(inputs, before[0])
    assert torch.equal(maps["one"], before[1])


@OF_NETWORK
@pytest.mark.parametrize("value", [0.0, -1.0, 2.0])
def test_a_constant_map_gives_a_number_or_a_reason(metric, value):
    inputs, maps = torch.rand(1, 1, 10, 12), {"one": torch.full((1, 10, 12), value)}
    chosen = choose_metrics([metric.name], brief(metric))
    found = evaluate(soft_subject(inputs, maps), maps, chosen).findings["one", metric.name][0]
    assert np.isfinite(found.value) != bool(found.note)


@OF_NETWORK
def test_the_same_number_comes_out_twice(metric):
    inputs, maps = torch.rand(1, 2, 10, 12), {"one": torch.randn(1, 10, 12)}
    found = []
    for _ in range(2):
        torch.manual_seed(4)
        chosen = choose_metrics([metric.name], brief(metric))
        found.append(evaluate(soft_subject(inputs, maps), maps, chosen).findings)
    assert found[0] == found[1]


@OF_ARRAYS
def test_arrays_stay_as_they_were(metric):
    heatmap, other = np.arange(6.0) - 2, np.array([0, 1, 0, 1, 1, 0])
    before = heatmap.copy(), other.copy()
    run_on_arrays(metric, heatmap, other)
    np.testing.assert_array_equal(heatmap, before[0])
    np.testing.assert_array_equal(other, before[1])


@OF_ARRAYS
def test_scaling_a_map_changes_nothing(metric):
    heatmap, other = np.arange(6.0) - 2, np.array([0, 1, 0, 1, 1, 0])
    found = run_on_arrays(metric, heatmap, other)
    assert run_on_arrays(metric, 5 * heatmap, other) == pytest.approx(found, nan_ok=True)


@OF_ARRAYS
@pytest.mark.parametrize("value", [0.0, -1.0, 2.0])
def test_a_constant_map_never_fails(metric, value):
    heatmap, other = np.full((8, 8), value), np.eye(8)
    found = run_on_arrays(metric, heatmap, other)
    assert np.isnan(found) or metric.range[0] <= found <= metric.range[1]


@EACH
def test_it_says_where_it_comes_from_and_which_way_is_good(metric):
    assert metric.reference
    assert metric.against in AGAINST
    assert isinstance(metric.better, Better)
    assert metric.range[0] < metric.range[1]


@EACH
def test_it_says_in_a_sentence_what_it_tells(metric):
    assert metric.summary.endswith(".")
    assert 20 < len(metric.summary) < 100
    assert metric.label[0].isupper()


def test_what_a_map_is_held_against_must_be_known():
    with pytest.raises(ValueError, match="held against 'stars'"):
        Metric("odd", "Odd", "stars", Better.LOWER, (0, 1), "none", abs)


def test_without_a_summary_the_functions_first_line_speaks():
    def run(heatmap):
        """Say something.

        And more.
        """

    made = Metric("odd", "Odd", "nothing", Better.LOWER, (0, 1), "none", run)
    assert made.summary == "Say something."


@EACH
def test_the_page_of_metrics_has_a_heading_for_it(metric):
    page = Path(__file__).parents[2] / "resources" / "docs" / "metrics.md"
    heads = [line for line in page.read_text("utf-8").splitlines() if line.startswith("## ")]
    names = {name.strip() for line in heads for name in line.removeprefix("## ").split(",")}
    assert metric.name in names


def test_every_group_has_metrics_and_every_metric_one_group():
    assert {metric.group for metric in METRICS} == set(GROUPS)
    groups = {metric.name: metric.group for metric in METRICS}
    assert groups["coherency"] == "faithfulness"
    assert groups["randomisation-cascade-rank"] == "sanity"
    assert groups["max-sensitivity"] == "stability"
    assert groups["box-hit-top5"] == "localisation"
    with pytest.raises(ValueError, match="group"):
        Metric("a", "A", "map", Better.HIGHER, (0, 1), "", min, group="beauty")
