"""Between A and B: each as a share of the top of its own scale, mixed."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.gui.views.fade_source import FADE, FadeSource, make_source, mixed_of
from camviewer.gui.views.slice_source import SliceSource


@pytest.fixture
def source(ct, map_over, body, explained):
    """A is hot at the right and cold at the left, B the other way round."""
    image = body()
    values = np.zeros((2, 1, 1))
    first, second = values.copy(), values.copy()
    first[1], first[0] = 4.0, -4.0
    second[0], second[1] = 8.0, -0.8
    explained(
        ct,
        [map_over(image.grid, "grad-cam", first), map_over(image.grid, "layer-cam", second)],
    )
    ct.state.overlay.smooth = False
    return FadeSource(ct, "axial")


def ends_of(values):
    """Left and right end of the middle row: the patient's right is at the left."""
    row = values[values.shape[0] // 2]
    return float(row[0]), float(row[-1])


def test_what_lies_beyond_the_scale_counts_like_its_end():
    values = np.array([[-3.0, 1.0, 2.0, 9.0]], np.float32)
    mixed = mixed_of([(values, (0.0, 2.0), 0.5), (values, (-2.0, 2.0), 0.5)])
    np.testing.assert_allclose(mixed, [[-0.5, 0.5, 1.0, 1.0]])


def test_the_right_source_is_made(ct):
    assert isinstance(make_source(ct, "axial", FADE), FadeSource)
    assert type(make_source(ct, "axial", "grad-cam")) is SliceSource


def test_at_both_ends_it_looks_as_that_map_alone(source, ct):
    held = ct.state.comparison
    for fade, name in ((0.0, "grad-cam"), (1.0, "layer-cam")):
        held.fade = fade
        alone = SliceSource(ct, "axial", name)
        top = alone.scale().levels[1]
        np.testing.assert_allclose(source.heat(), np.clip(alone.heat(), 0, top) / top)
        assert source.scale().levels == (0.0, 1.0)
        assert source.scale().threshold == pytest.approx(alone.scale().threshold / top)
        np.testing.assert_array_equal(source.scale().table, alone.scale().table)
        assert source.heatmap.name == name


def test_in_between_each_has_its_share(source, ct):
    ct.state.comparison.fade = 0.25
    right, left = ends_of(source.heat())
    assert (right, left) == (pytest.approx(0.75), pytest.approx(0.25))


def test_with_one_shared_scale_the_weaker_map_is_weaker(source, ct):
    ct.state.view.place = "compare"
    ct.state.overlay.scale = "shared"
    ct.state.comparison.fade = 0.5
    right, left = ends_of(source.heat())
    assert (right, left) == (pytest.approx(0.25), pytest.approx(0.5))


def test_signed_maps_keep_their_sign(source, ct):
    ct.state.overlay.signed = True
    ct.state.comparison.fade = 0.0
    assert source.scale().levels == (-1.0, 1.0)
    assert ends_of(source.heat()) == (pytest.approx(1.0), pytest.approx(-1.0))


def test_the_same_mix_is_not_worked_out_twice(source, ct):
    before = source.heat()
    assert source.heat() is before
    ct.state.comparison.fade = 0.6
    assert source.heat() is not before


def test_it_follows_the_pair_and_its_plane(source, ct):
    ct.state.comparison.first = "layer-cam"
    assert [end.method for end in source.ends()] == ["layer-cam", "grad-cam"]
    source.plane = "coronal"
    assert {end.plane for end in source.ends()} == {"coronal"}
    assert source.heat().shape == source.frame().shape


def test_it_has_no_unit_and_is_stale_with_one_of_both(source, ct):
    assert source.peak() is None
    assert not source.is_stale
    ct.state.ask.target = "clear"
    assert source.is_stale


def test_without_maps_there_is_nothing(ct):
    source = FadeSource(ct, "axial")
    assert source.heat() is None
    assert source.scale() is None
    assert source.heatmap is None


def test_one_map_alone_fades_to_nothing_but_stays_named(ct, explained, hot_right, body):
    explained(ct, [hot_right(body())])
    ct.state.comparison.fade = 0.9
    source = FadeSource(ct, "axial")
    assert source.heatmap.name == "grad-cam"
    assert float(source.heat().max()) == pytest.approx(0.1, abs=1e-3)
