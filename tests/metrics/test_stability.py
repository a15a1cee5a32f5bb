"""Noise in the input and on the gradients, with methods whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from camviewer.metrics.likeness import mean_square, ssim
from camviewer.metrics.subject import Answer
from tests.metrics.conftest import make_subject, measure


def mapped(image, map_of, **more):
    """A network whose method maps an input by a function."""
    seen = []

    def explain(given, samples, names):
        seen.append(given.clone())
        zeros = torch.zeros(len(given))
        return Answer(zeros, zeros), [{"map": map_of(each)} for each in given]

    asked = make_subject(image, None, explain=explain, names=("map",), **more)
    return asked, seen


def test_a_map_that_is_the_image_moves_as_far_as_the_noise():
    image = torch.rand(1, 1, 6, 6)
    asked, seen = mapped(image, lambda given: given[0])
    found = measure(asked, image[0], "max-sensitivity", draws=5)[0].value
    inputs = torch.cat(seen)
    noise = (inputs - image).flatten(1).norm(dim=1)
    assert len(inputs) == 6
    assert found == pytest.approx(float(noise.max() / image.norm()), rel=1e-5)


def test_the_noise_keeps_to_its_radius_and_uses_it():
    image = torch.linspace(-3, 5, 900).reshape(1, 1, 30, 30)
    asked, seen = mapped(image, lambda given: given[0])
    measure(asked, image[0], "max-sensitivity", radius=10.0, draws=3)
    noise = torch.cat(seen)[1:] - image
    assert float(noise.abs().max()) == pytest.approx(0.8, rel=0.02)
    assert not torch.equal(noise[0], noise[1])


def test_a_map_that_never_moves_is_not_sensitive():
    image = torch.rand(1, 1, 4, 4)
    asked, _ = mapped(image, lambda given: torch.ones(2, 2))
    assert measure(asked, image[0], "max-sensitivity")[0].value == 0
    nothing, _ = mapped(image, lambda given: torch.zeros(2, 2))
    assert measure(nothing, image[0], "max-sensitivity")[0].note


CLEAN = torch.arange(64.0).reshape(8, 8)


def test_maps_with_noise_are_compared_as_they_are_shown():
    noisy = [CLEAN.T, CLEAN.flip(0)]

    def shake(wish, name, sample):
        assert wish.sigmas == pytest.approx((1.0, 2.0))
        assert (wish.draws, wish.is_relative, name, sample) == (1, True, "map", 0)
        return noisy

    asked, _ = mapped(torch.rand(1, 1, 8, 8), lambda given: CLEAN, shake=shake)
    options = {"levels": 2, "draws": 1}
    found = measure(asked, CLEAN[None], "gradient-noise-ssim", **options)[0]
    each = [ssim(CLEAN, other) for other in noisy]
    assert found.curves["noise"].y == pytest.approx(each)
    assert found.curves["noise"].x == pytest.approx((1.0, 2.0))
    assert found.value == pytest.approx(np.mean(each))
    found = measure(asked, CLEAN[None], "gradient-noise-mse", **options)[0]
    assert found.value == pytest.approx(np.mean([mean_square(CLEAN, o) for o in noisy]))


def test_draws_of_one_deviation_become_one_point():
    def shake(wish, name, sample):
        return [CLEAN, CLEAN, CLEAN.T, CLEAN.T]

    asked, _ = mapped(torch.rand(1, 1, 8, 8), lambda given: CLEAN, shake=shake)
    found = measure(asked, CLEAN[None], "gradient-noise-ssim", levels=2, draws=2)[0]
    assert found.curves["noise"].y == pytest.approx((1, ssim(CLEAN, CLEAN.T)))


def test_each_draw_is_a_mean_over_the_deviations():
    def shake(wish, name, sample):
        return [CLEAN, CLEAN.T, CLEAN.flip(0), CLEAN]

    asked, _ = mapped(torch.rand(1, 1, 8, 8), lambda given: CLEAN, shake=shake)
    found = measure(asked, CLEAN[None], "gradient-noise-mse", levels=2, draws=2)[0]
    first = mean_square(CLEAN, CLEAN.flip(0)) / 2
    second = mean_square(CLEAN, CLEAN.T) / 2
    assert found.draws == pytest.approx((first, second))
    assert first != pytest.approx(second)
    assert found.value == pytest.approx(sum(found.draws) / 2)


def test_the_published_code_has_absolute_deviations():
    asked_for = []

    def shake(wish, name, sample):
        asked_for.append(wish)
        return [CLEAN] * 4

    asked, _ = mapped(torch.rand(1, 1, 8, 8), lambda given: CLEAN, shake=shake)
    assert measure(asked, CLEAN[None], "gradient-noise-ssim-cfcam")[0].value == 1
    assert measure(asked, CLEAN[None], "gradient-noise-mse-cfcam")[0].value == 0
    assert {each.sigmas for each in asked_for} == {(0.05, 0.1, 0.2, 0.3)}
    assert not any(each.is_relative for each in asked_for)


def test_a_method_without_gradients_cannot_tremble():
    asked, _ = mapped(torch.rand(1, 1, 8, 8), lambda given: CLEAN, shake=lambda *_: [])
    assert "no gradient" in measure(asked, CLEAN[None], "gradient-noise-ssim")[0].note


def test_a_map_that_cannot_be_made_anew_is_not_put_to_the_test():
    asked = make_subject(torch.rand(1, 1, 8, 8), None)
    for name in ("max-sensitivity", "coherency", "gradient-noise-ssim"):
        assert "made anew" in measure(asked, CLEAN[None], name)[0].note
