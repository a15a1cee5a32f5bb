"""Shuffled weights: what chance gives on as many independent cells, half of the variance."""

from __future__ import annotations

from math import nan

import numpy as np
import pytest

from camviewer.core.trust import Standing
from camviewer.session.trust.randomisation import (
    METRIC,
    chance_of,
    independent_cells,
    randomisation,
)
from tests.session.trust.conftest import (
    Curve,
    blank,
    heat,
    measured,
    volume,
    weighed,
    window,
)


def kept(name, value):
    curve = Curve((0.5, 1.0), (1.0, value), "Share of the layers", "Similarity")
    return measured(name, METRIC, value, curve)


@pytest.mark.parametrize(
    ("value", "standing"),
    [
        (0.0, Standing.SUPPORTED),
        (0.2, Standing.SUPPORTED),
        (-0.2, Standing.SUPPORTED),
        (0.4, Standing.MIXED),
        (-0.5, Standing.MIXED),
        (0.70, Standing.MIXED),
        (0.71, Standing.NOT_SUPPORTED),
        (-0.9, Standing.NOT_SUPPORTED),
        (1.0, Standing.NOT_SUPPORTED),
    ],
)
def test_what_is_left_is_held_against_chance(value, standing):
    found = randomisation(weighed([kept("grad-cam", value), kept("sobel-edges", 1.0)]))
    assert found.standing is standing
    assert f"{value:.2f}" in found.sentence
    assert "Kept by the edges of the image: 1.00." in found.compared_with
    assert len(found.curves) == 2


def test_chance_is_two_deviations_of_spearmans_correlation():
    assert chance_of(50) == pytest.approx(2 / 7)
    assert chance_of(5) == 1
    assert chance_of(1) == 1


def test_white_noise_has_as_many_independent_cells_as_cells():
    noise = np.random.default_rng(0).normal(size=(40, 40)).astype(np.float32)
    assert independent_cells(noise) == pytest.approx(1600, rel=0.1)


def test_a_smooth_map_has_fewer_and_errs_on_the_side_of_chance():
    blocks = np.random.default_rng(1).normal(size=(20, 20))
    smooth = np.kron(blocks, np.ones((4, 4))).astype(np.float32)
    # r is a triangle of half width 4: sum of (1 - |k| / 4)^2 is 2.75 along each axis
    exact = 6400 / 2.75**2
    assert 0.4 * exact < independent_cells(smooth) < 1.1 * exact


def test_a_constant_map_has_none():
    assert independent_cells(np.ones((6, 6), np.float32)) == 0


def test_a_few_cells_cannot_support_anything():
    ramp = np.outer(np.arange(4.0), np.ones(4)) + 1
    found = randomisation(weighed([kept("grad-cam", 0.0)], maps=(heat("grad-cam", ramp),)))
    assert found.standing is Standing.UNKNOWN  # 6.4 cells: chance gives 0.86
    assert "to 0.00, but it has so few independent cells" in found.sentence
    assert "±0.86" in found.compared_with
    assert found.value == 0
    kept_all = randomisation(weighed([kept("grad-cam", 0.9)], maps=(heat("grad-cam", ramp),)))
    assert kept_all.standing is Standing.NOT_SUPPORTED
    two = randomisation(weighed([kept("grad-cam", 0.0)], maps=(heat("grad-cam", [[1, 0]]),)))
    assert two.standing is Standing.UNKNOWN


@pytest.mark.parametrize("method", ["random-cam", "mean-activation", "cf-cam-code"])
def test_methods_that_take_no_notice_of_the_answer_gain_nothing_by_passing(method):
    found = randomisation(weighed([kept(method, 0.0)], maps=(heat(method),)))
    assert found.standing is Standing.MIXED
    assert "Passing says little of this method" in found.compared_with


def test_of_a_scan_only_the_cells_of_the_window_count():
    image = volume()
    noise = np.random.default_rng(2).normal(size=(10, 10, 10))
    maps = (heat("grad-cam", noise, image),)
    corner = window((0, 0, 0), (5.9, 5.9, 5.9))
    wide = randomisation(weighed([kept("grad-cam", 0.0)], maps=maps, image=image))
    narrow = randomisation(
        weighed([kept("grad-cam", 0.0)], maps=maps, image=image, windows=(corner,))
    )
    assert "±0.06" in wide.compared_with
    assert "±0.06" not in narrow.compared_with


def test_blank_unmeasured_and_undefined_maps_give_no_answer():
    assert "blank" in randomisation(blank(weighed([kept("grad-cam", 0.0)]))).sentence
    assert randomisation(weighed()).standing is Standing.UNKNOWN
    undefined = randomisation(weighed([measured("grad-cam", METRIC, nan)]))
    assert undefined.standing is Standing.UNKNOWN
