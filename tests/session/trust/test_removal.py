"""Removing: larger than every control by a tenth, no larger than chance, or between."""

from __future__ import annotations

from math import nan

import pytest

from camviewer.core.trust import Standing
from camviewer.session.trust.removal import AIR, ROAD, removal, removal_metrics
from tests.session.trust.conftest import (
    SHARES,
    Curve,
    blank,
    falling,
    heat,
    measured,
    picture,
    roads,
    volume,
    weighed,
    window,
)

FLOOR = {"random_cam": (0.9, 0.7), "sobel_edges": (0.6, 0.6)}  # mean 0.7, strongest 0.6


@pytest.mark.parametrize(
    ("level", "standing"),
    [
        (0.2, Standing.SUPPORTED),
        (0.6 - 0.09 - 1e-6, Standing.SUPPORTED),  # a tenth of 0.9 below the strongest
        (0.6 - 0.09 + 1e-3, Standing.MIXED),
        (0.7 - 1e-3, Standing.MIXED),
        (0.7 + 1e-3, Standing.NOT_SUPPORTED),
        (0.95, Standing.NOT_SUPPORTED),
    ],
)
def test_the_fall_is_held_against_the_controls(level, standing):
    found = removal(weighed(roads(grad_cam=(level, 0.89), **FLOOR)))
    assert found.standing is standing
    assert found.value == pytest.approx(0.9 - level)
    assert found.metrics == ROAD


def test_random_weights_turned_round_are_another_draw():
    lucky = {"random_cam": (0.1, 0.9), "sobel_edges": (0.9, 0.9)}
    found = removal(weighed(roads(grad_cam=(0.3, 0.89), **lucky)))
    assert found.standing is Standing.SUPPORTED  # 0.1 by luck, 0.5 as a mean
    assert "0.50 by maps with random weights" in found.compared_with
    near = removal(weighed(roads(grad_cam=(0.45, 0.89), **lucky)))
    assert near.standing is Standing.MIXED


def test_the_coldest_cells_must_cost_less():
    found = removal(weighed(roads(grad_cam=(0.3, 0.25), **FLOOR)))
    assert found.standing is Standing.NOT_SUPPORTED
    assert "0.25 without the coldest cells" in found.compared_with


def test_the_numbers_stand_in_the_sentence():
    found = removal(weighed(roads(grad_cam=(0.41, 0.89), **FLOOR)))
    assert "falls from 0.90 to 0.41 on average" in found.sentence
    assert "0.60 by the edges of the image" in found.compared_with
    risen = removal(weighed(roads(grad_cam=(0.95, 0.89), **FLOOR)))
    assert "does not fall" in risen.sentence


def test_the_maps_own_curve_comes_first():
    found = removal(weighed(roads(grad_cam=(0.41, 0.89), **FLOOR)))
    assert found.curves[0] == falling(0.41)
    assert len(found.curves) == 5  # itself, coldest, random twice, edges


def test_a_control_is_never_supported_however_far_the_score_falls():
    for name in ("random-cam", "sobel-edges"):
        key = name.replace("-", "_")
        levels = {**FLOOR, key: (0.05, 0.9)}
        found = removal(weighed(roads(**levels), maps=(heat(name),)))
        assert found.standing in {Standing.MIXED, Standing.NOT_SUPPORTED}


def test_without_controls_nothing_is_supported():
    found = removal(weighed(roads(grad_cam=(0.1, 0.89))))
    assert found.standing is Standing.MIXED


def test_a_network_that_stays_sure_whatever_goes_gives_no_answer():
    stays = {"random_cam": (0.89, 0.88), "sobel_edges": (0.87, 0.9)}
    found = removal(weighed(roads(grad_cam=(0.82, 0.9), **stays)))
    assert found.standing is Standing.UNKNOWN
    assert "stays at 0.82 or more" in found.sentence
    clear = removal(weighed(roads(grad_cam=(0.75, 0.9), **stays)))  # below 0.9 of 0.9
    assert clear.standing is Standing.SUPPORTED


def test_a_class_that_was_hardly_given_has_nothing_to_lose():
    pair = [measured("grad-cam", each, curve=falling(0.01, 0.04)) for each in ROAD]
    assert removal(weighed(pair)).standing is Standing.UNKNOWN
    assert "0.04 to begin with" in removal(weighed(pair)).sentence
    as_score = removal(weighed(pair, probability=nan))  # a score of 0.04 may fall
    assert as_score.standing is Standing.MIXED
    assert "the score falls" in as_score.sentence


def test_blank_and_unmeasured_maps_give_no_answer():
    case = weighed(roads(grad_cam=(0.2, 0.89), **FLOOR))
    assert "blank" in removal(blank(case)).sentence
    assert removal(weighed()).standing is Standing.UNKNOWN


def test_volumes_are_filled_with_air_and_insertion_backwards_is_the_coldest():
    assert (removal_metrics(picture()), removal_metrics(volume())) == (ROAD, AIR)
    back = Curve((0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0), (0, 0.3, 0.8, 0.8, 0.8, 0.8, 0.9), "", "")
    numbers = [
        measured("grad-cam", "deletion", curve=falling(0.1)),
        measured("grad-cam", "insertion", curve=back),
        measured("random-cam", "deletion", curve=falling(0.8)),
        measured("random-cam", "insertion", curve=back),
        *roads(grad_cam=(0.9, 0.9)),
    ]
    found = removal(weighed(numbers, image=volume()))
    assert (found.standing, found.metrics) == (Standing.SUPPORTED, AIR)
    assert "0.70 without the coldest cells" in found.compared_with  # of 0.8 four times and 0.3
    assert found.curves[1].x[0] == 0
    only_road = removal(weighed(roads(grad_cam=(0.2, 0.8)), image=volume()))
    assert only_road.metrics == ROAD


def test_a_window_that_does_not_hold_the_hottest_cell_cannot_speak_for_it():
    numbers = [
        measured(name, metric, curve=falling(level))
        for name, level in (("grad-cam", 0.1), ("sobel-edges", 0.85))
        for metric in ROAD
    ]
    numbers[1] = measured("grad-cam", "road-least", curve=falling(0.89))
    array = [[[0.0, 1.0]] * 2] * 2  # hottest in the upper half
    maps = (heat("grad-cam", array, volume()),)
    for low, high, standing in (
        ((0, 0, 10), (19, 19, 19), Standing.SUPPORTED),
        ((0, 0, 0), (19, 19, 9), Standing.MIXED),
    ):
        found = removal(
            weighed(numbers, maps=maps, image=volume(), windows=(window(low, high),))
        )
        assert found.standing is standing
        assert "window with the highest probability" in found.compared_with
        assert ("hottest outside" in found.compared_with) == (standing is Standing.MIXED)


def test_shares_beyond_the_half_do_not_count():
    y = (0.9, 0.3, 0.3, 0.3, 0.3, 0.3, 0.0)
    curve = Curve(SHARES, y, "", "")
    found = removal(weighed([measured("grad-cam", "road-most", curve=curve)]))
    assert found.value == pytest.approx(0.6)
