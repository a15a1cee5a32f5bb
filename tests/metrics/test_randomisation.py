"""The sanity check, with networks that forget in a known way."""

from __future__ import annotations

import pytest
import torch
from scipy.stats import spearmanr

from camviewer.metrics.likeness import ssim
from camviewer.metrics.subject import Answer
from tests.metrics.conftest import make_subject, measure

CLEAN = torch.arange(64.0).reshape(8, 8)


def forgetting(stops, asked_for=None):
    def explain(given, samples, names):
        zeros = torch.zeros(len(given))
        return Answer(zeros, zeros), [{"map": CLEAN}] * len(given)

    def randomise(wish, names):
        if asked_for is not None:
            asked_for.append(wish)
        return {(name, 0): stops for name in names}

    image = torch.rand(1, 1, 8, 8)
    return make_subject(image, None, explain=explain, randomise=randomise, names=("map",))


def test_a_map_that_never_changes_fails_in_full():
    asked = forgetting([CLEAN, 3 * CLEAN])
    for order in ("cascade", "independent"):
        for kind in ("rank", "ssim"):
            found = measure(asked, CLEAN[None], f"randomisation-{order}-{kind}")[0].value
            assert found == pytest.approx(1)


def test_a_cascade_counts_its_end_and_single_groups_their_mean():
    stops = [CLEAN, CLEAN.flip(0), CLEAN.T]
    ranks = [float(spearmanr(CLEAN.flatten(), each.flatten()).statistic) for each in stops]
    looks = [ssim(CLEAN, each) for each in stops]
    asked = forgetting(stops)

    def find(name):
        return measure(asked, CLEAN[None], f"randomisation-{name}")[0]

    assert find("cascade-rank").value == pytest.approx(ranks[-1])
    assert find("cascade-ssim").value == pytest.approx(looks[-1])
    assert find("independent-rank").value == pytest.approx(sum(ranks) / 3)
    assert find("independent-ssim").value == pytest.approx(sum(looks) / 3)
    curve = find("cascade-rank").curves["cascade"]
    assert curve.y == pytest.approx(ranks)
    assert curve.x == pytest.approx((1 / 3, 2 / 3, 1))


def test_what_is_asked_for_is_what_was_chosen():
    asked_for = []
    asked = forgetting([CLEAN], asked_for)
    name = "randomisation-cascade-rank"
    measure(asked, CLEAN[None], name, stops=3, how="draw", seed=7)
    (wish,) = asked_for
    assert (wish.order, wish.stops, wish.how, wish.seed) == ("cascade", 3, "draw", 7)


def test_a_map_that_became_constant_kept_nothing():
    asked = forgetting([torch.zeros(8, 8)])
    assert measure(asked, CLEAN[None], "randomisation-cascade-rank")[0].value == 0


def test_a_network_that_cannot_forget_is_said_so():
    assert measure(forgetting([]), CLEAN[None], "randomisation-cascade-rank")[0].note
