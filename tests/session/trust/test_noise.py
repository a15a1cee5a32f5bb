"""Small noise: a tenth and a half of the map's energy part the states."""

from __future__ import annotations

from math import nan

import pytest

from camviewer.core.trust import Standing
from camviewer.session.trust.noise import METRIC, noise
from tests.session.trust.conftest import blank, heat, measured, volume, weighed, window


@pytest.mark.parametrize(
    ("value", "standing"),
    [
        (0.0, Standing.SUPPORTED),
        (0.316, Standing.SUPPORTED),
        (0.317, Standing.MIXED),
        (0.707, Standing.MIXED),
        (0.708, Standing.NOT_SUPPORTED),
        (3.0, Standing.NOT_SUPPORTED),
    ],
)
def test_the_largest_change_is_held_against_the_maps_size(value, standing):
    found = noise(weighed([measured("grad-cam", METRIC, value)]))
    assert (found.standing, found.value) == (standing, value)


def test_noise_and_controls_are_named_with_their_numbers():
    numbers = [measured("grad-cam", METRIC, 0.12), measured("random-cam", METRIC, 0.08)]
    parameters = {METRIC: {"radius": 3.0, "draws": 4}}
    found = noise(weighed(numbers, parameters=parameters))
    assert "Noise of 3 %" in found.sentence
    assert "12 % of its size (largest of 4)" in found.sentence
    assert found.compared_with == "By the same noise, maps with random weights: 8 %."
    assert [curve.y[0] for curve in found.curves] == [0.12, 0.08]
    tiny = noise(weighed([measured("grad-cam", METRIC, 0.001)]))
    assert "up to <1 %" in tiny.sentence


def test_what_was_asked_elsewhere_supports_nothing_here():
    maps = (heat("grad-cam", [[[0.0, 1.0]] * 2] * 2, volume()),)
    low = (window((0, 0, 0), (19, 19, 9)),)
    found = noise(
        weighed([measured("grad-cam", METRIC, 0.1)], maps=maps, image=volume(), windows=low)
    )
    assert found.standing is Standing.MIXED


def test_blank_and_unmeasured_maps_give_no_answer():
    case = weighed([measured("grad-cam", METRIC, 0.1)])
    assert noise(blank(case)).standing is Standing.UNKNOWN
    assert noise(weighed()).standing is Standing.UNKNOWN
    assert noise(weighed([measured("grad-cam", METRIC, nan)])).standing is Standing.UNKNOWN
