import numpy as np
import pytest

from camviewer.metrics import METRICS, Better

EACH = pytest.mark.parametrize("metric", METRICS, ids=METRICS.names())


@EACH
@pytest.mark.parametrize("shape", [(5, 4), (3, 4, 5)])
def test_values_stay_in_their_range_in_two_and_three_dimensions(metric, shape):
    rng = np.random.default_rng(1)
    low, high = metric.range
    for _ in range(20):
        heatmap = rng.normal(size=shape).astype(np.float32)
        other = rng.random(shape) < 0.5 if metric.against == "mask" else rng.normal(size=shape)
        assert low <= metric.run(heatmap, other) <= high


@EACH
def test_arrays_stay_as_they_were(metric):
    heatmap, other = np.arange(6.0) - 2, np.array([0, 1, 0, 1, 1, 0])
    before = heatmap.copy(), other.copy()
    metric.run(heatmap, other)
    np.testing.assert_array_equal(heatmap, before[0])
    np.testing.assert_array_equal(other, before[1])


@EACH
def test_scaling_a_map_changes_nothing(metric):
    heatmap, other = np.arange(6.0) - 2, np.array([0, 1, 0, 1, 1, 0])
    assert metric.run(5 * heatmap, other) == pytest.approx(metric.run(heatmap, other))


@EACH
def test_it_says_where_it_comes_from_and_which_way_is_good(metric):
    assert metric.reference
    assert metric.against in {"map", "mask"}
    assert isinstance(metric.better, Better)
