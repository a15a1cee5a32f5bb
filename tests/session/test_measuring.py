from __future__ import annotations

import numpy as np
import pytest

from camviewer.core.image import Grid, Heatmap, Image, pixel_grid
from camviewer.metrics import METRICS
from camviewer.session import measuring
from camviewer.session.measuring import (
    DEFAULT_METRICS,
    MASK_METRICS,
    REFERENCE_METRICS,
    agreements_of,
    chosen_metrics,
    hold_against_mask,
    mask_measurements,
    parameters_of,
    usual_metrics,
)


def test_the_usual_metrics_are_taken_when_none_is_named_and_all_means_all():
    assert [each.metric.name for each in chosen_metrics(())] == list(DEFAULT_METRICS)
    assert len(chosen_metrics(["road", "all"])) == len(METRICS)
    assert [each.metric.name for each in chosen_metrics(["road"])] == ["road"]


def test_parameters_are_told_with_their_defaults():
    found = parameters_of(
        chosen_metrics(["deletion", "complexity"], {"deletion": {"steps": 7}})
    )
    assert found == {
        "deletion": {"baseline": "auto", "blur_mm": 8.0, "blur": 5.0, "steps": 7}
    }  # fmt: skip


@pytest.mark.parametrize(("rank", "values"), [(1, (1, 1)), (5, (0, 1)), (6, (0, 0))])
def test_a_box_counts_at_the_top_only_with_its_class(rank, values):
    heat = np.ones((4, 4))
    found = tuple(
        hold_against_mask(METRICS.get(f"box-hit-top{top}"), heat, heat, rank).value
        for top in (1, 5)
    )
    assert found == values


def test_a_target_without_a_rank_has_no_number_at_the_top():
    heat = np.ones((4, 4))
    assert hold_against_mask(METRICS.get("box-hit-top1"), heat, heat, None).note
    assert not hold_against_mask(METRICS.get("box-hit"), heat, heat, None).note
    assert hold_against_mask(METRICS.get("box-hit"), heat, 0 * heat, 1).note


def test_large_masks_are_thinned_and_lie_where_they_lay(monkeypatch):
    monkeypatch.setattr(measuring, "_MOST_CELLS", 30)
    grid = Grid((9, 8, 6), np.diag([2.0, 3.0, 4.0, 1.0]))
    mask = np.zeros((9, 8, 6), np.uint8)
    mask[3:, 4:, 3:] = 1
    inside, thin = measuring._thinned(Image(mask, grid))
    assert inside.shape == (3, 3, 2)
    np.testing.assert_allclose(thin.world((1, 1, 1)), grid.world((3, 3, 3)))
    assert bool(inside[1, 2, 1])
    assert not inside[0, 0, 0]


def test_a_coloured_mask_is_inside_where_any_colour_is():
    colours = np.zeros((2, 2, 3), np.uint8)
    colours[0, 1, 2] = 9
    inside, _ = measuring._thinned(Image(colours, pixel_grid(2, 2)))
    assert inside.tolist() == [[False, True], [False, False]]


def test_maps_of_two_layers_meet_on_the_finer_grid():
    rng = np.random.default_rng(0)
    grid = pixel_grid(12, 12)
    coarse = Heatmap(rng.random((3, 3)).astype(np.float32), grid.divided((3, 3)), "one")
    from camviewer.render.overlay import sample_grid

    fine = Heatmap(
        np.ascontiguousarray(sample_grid(coarse, grid.divided((6, 6)))),
        grid.divided((6, 6)),
        "two",
    )
    chosen = chosen_metrics(["cosine", "complexity"])
    for pair in ((coarse, fine), (fine, coarse)):
        (found,) = agreements_of(pair, chosen)
        assert found.value == pytest.approx(1)
        assert found.metric == "cosine"


def test_without_a_metric_for_masks_nothing_is_done():
    mask = Image(np.ones((2, 2), np.uint8), pixel_grid(2, 2))
    assert mask_measurements((), mask, chosen_metrics(["road"]), 1) == ()


def test_what_was_given_to_measure_against_is_measured_when_nobody_says():
    assert usual_metrics() == DEFAULT_METRICS
    assert set(usual_metrics(has_mask=True)) == {*DEFAULT_METRICS, *MASK_METRICS}
    assert set(usual_metrics(has_reference=True)) == {*DEFAULT_METRICS, *REFERENCE_METRICS}
    assert {METRICS.get(name).against for name in MASK_METRICS} == {"mask"}
    assert {METRICS.get(name).against for name in REFERENCE_METRICS} == {"map"}
    usual = usual_metrics(has_mask=True)
    assert [each.metric.name for each in chosen_metrics((), None, usual)] == list(usual)


def test_a_map_of_a_part_is_compared_within_the_part():
    whole = np.zeros((8, 8), np.float32)
    whole[:4, :4] = np.arange(16).reshape(4, 4)
    whole[5:, 5:] = 99  # hotter, where the part shows nothing
    large = Heatmap(whole, pixel_grid(8, 8), "large")
    part = Heatmap(whole[:4, :4].copy(), pixel_grid(4, 4), "part")
    for pair in ((large, part), (part, large)):
        (found,) = agreements_of(pair, chosen_metrics(["cosine"]))
        assert found.value == pytest.approx(1)
