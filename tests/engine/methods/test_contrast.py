"""Finer-CAM and ShapleyCAM beside their formulas, as slow loops in float64."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
import torch

from camviewer.core.errors import InputError
from camviewer.engine.methods import Classes, Probe


def grad_cam(a, g):
    """Sum over channels of the mean gradient times the activation."""
    out = np.zeros(a.shape[1:])
    cells = list(np.ndindex(out.shape))
    for k in range(len(a)):
        weight = sum(g[k][cell] for cell in cells) / len(cells)
        for cell in cells:
            out[cell] += weight * a[k][cell]
    return out


def double(tensor):
    return tensor.double().numpy()


def contrast(scores, target, *, references, alpha, weighting):
    """The score that Finer-CAM explains."""
    others = [k for k in range(len(scores)) if k != target]
    nearest = sorted(others, key=lambda k: abs(scores[k] - scores[target]))[:references]
    if weighting == "mean":
        shares = [1 / len(nearest) for _ in nearest]
    else:
        size = sum(math.exp(scores[k]) for k in nearest)
        shares = [math.exp(scores[k]) / size for k in nearest]
    return scores[target] - alpha * sum(
        share * scores[k] for share, k in zip(shares, nearest, strict=True)
    )


def class_weights(scores, target, **options):
    """Gradient of the contrast in each class's score, by central differences."""
    step, weights = 1e-6, []
    for k in range(len(scores)):
        around = []
        for sign in (1, -1):
            moved = scores.copy()
            moved[k] += sign * step
            around.append(contrast(moved, target, **options))
        weights.append((around[0] - around[1]) / (2 * step))
    return weights


def slope_of_class(probe, k):
    """Gradient of one class's score, from the probe's own classes."""
    weights = torch.zeros_like(probe.classes.scores)
    weights[:, k] = 1
    return double(probe.classes.slopes_of(weights))


@pytest.mark.parametrize("weighting", ["mean", "softmax"])
@pytest.mark.parametrize(("references", "alpha"), [(1, 1.0), (3, 0.6), (4, 2.0)])
def test_finer_cam_agrees_with_its_formula(references, alpha, weighting, grid, make_probe, run):
    probe = make_probe(3, 6, *grid, signed=True)
    options = {"references": references, "alpha": alpha, "weighting": weighting}
    found = run("finer-cam", probe, **options)
    slopes = [slope_of_class(probe, k) for k in range(5)]
    for i in range(3):
        scores, target = double(probe.classes.scores[i]), int(probe.classes.indices[i])
        weights = class_weights(scores, target, **options)
        g = sum(weight * each[i] for weight, each in zip(weights, slopes, strict=True))
        exact = grad_cam(double(probe.activations[i]), g)
        np.testing.assert_allclose(found[i], exact, rtol=1e-4, atol=1e-5)


def given_classes(probe, scores, indices):
    """The probe with these scores; its gradients are the classes' weights themselves."""
    ones = torch.ones_like(probe.activations)
    shape = (-1, 1, *[1] * (ones.ndim - 2))
    seen = []

    def slopes_of(weights):
        seen.append(weights)
        return ones * weights.sum(1).reshape(shape)

    classes = Classes(torch.tensor(scores), torch.tensor(indices), slopes_of)
    return dataclasses.replace(probe, classes=classes), seen


def test_the_nearest_classes_are_compared_whether_above_or_below(make_probe, run):
    probe = make_probe(2, 3, 2, 2)
    probe, seen = given_classes(probe, [[1.0, 5.0, 4.5, 5.4, 9.0]] * 2, [1, 4])
    run("finer-cam", probe, references=2, alpha=1.0)
    assert seen[0].tolist() == [[0, 1, -0.5, -0.5, 0], [0, -0.5, 0, -0.5, 1]]


def test_a_class_of_the_same_score_is_a_reference_and_the_target_never_is(make_probe, run):
    probe = make_probe(1, 3, 2, 2)
    probe, seen = given_classes(probe, [[2.0, 2.0, 2.0]], [2])
    run("finer-cam", probe, references=1, alpha=1.0)
    assert seen[0].tolist() == [[-1, 0, 1]]


@pytest.mark.parametrize("weighting", ["mean", "softmax"])
def test_fewer_classes_than_references_are_all_compared(weighting, make_probe, run):
    probe = make_probe(1, 3, 2, 2)
    probe, seen = given_classes(probe, [[2.0, 7.0]], [0])
    run("finer-cam", probe, references=3, alpha=0.5, weighting=weighting)
    assert seen[0].tolist() == [[1, -0.5]]


@pytest.mark.parametrize("weighting", ["mean", "softmax"])
def test_a_single_class_gives_grad_cam(weighting, grid, make_probe, run):
    probe = make_probe(2, 4, *grid)
    classes = Classes(
        torch.randn(2, 1),
        torch.zeros(2, dtype=torch.long),
        lambda weights: weights[:, 0].reshape(-1, *[1] * (len(grid) + 1)) * probe.slopes,
    )
    found = run("finer-cam", dataclasses.replace(probe, classes=classes), weighting=weighting)
    torch.testing.assert_close(found, run("grad-cam", probe))


@pytest.mark.parametrize("weighting", ["mean", "softmax"])
def test_without_a_comparison_it_is_grad_cam(weighting, grid, make_probe, run):
    probe = make_probe(2, 4, *grid)
    own = torch.nn.functional.one_hot(probe.classes.indices, 5).float()
    plain = dataclasses.replace(probe, gradients=probe.classes.slopes_of(own))
    found = run("finer-cam", probe, alpha=0.0, weighting=weighting)
    torch.testing.assert_close(found, run("grad-cam", plain))


def test_softmax_is_the_mean_where_the_references_score_alike(make_probe, run):
    probe = make_probe(1, 3, 2, 2)
    probe, seen = given_classes(probe, [[4.0, 3.0, 3.0, 3.0]], [0])
    run("finer-cam", probe, weighting="softmax")
    run("finer-cam", probe, weighting="mean")
    torch.testing.assert_close(seen[0], seen[1])


def test_a_target_that_is_no_class_is_refused_with_a_hint(make_probe, run):
    probe = dataclasses.replace(make_probe(1, 3, 2, 2), classes=None)
    with pytest.raises(InputError) as error:
        run("finer-cam", probe)
    assert "grad-cam" in error.value.hint


def test_shapley_cam_agrees_with_its_formula(grid, make_probe, run):
    probe = make_probe(3, 6, *grid, signed=True)
    found = run("shapley-cam", probe)
    bend = double(probe.curvature())
    for i in range(3):
        g = double(probe.slopes[i]) - 0.5 * bend[i]
        exact = grad_cam(double(probe.activations[i]), g)
        np.testing.assert_allclose(found[i], exact, rtol=1e-4, atol=1e-5)


def test_shapley_cam_of_a_quadratic_score_on_paper(run):
    """``y = (3 a^2 + a b) / 2`` at (2, 4): g = (8, 1), H = (3, 1/2; 1/2, 0), H A = (8, 1)."""
    activations = torch.tensor([[[[2.0, 4.0]]]])
    probe = Probe(
        activations,
        torch.tensor([10.0]),
        torch.tensor([[[[8.0, 1.0]]]]),
        curvature=lambda: torch.tensor([[[[8.0, 1.0]]]]),
    )
    found = run("shapley-cam", probe)
    assert found.tolist() == [[[4.5, 9.0]]]


def test_shapley_cam_without_a_bend_is_grad_cam(grid, make_probe, run):
    probe = make_probe(2, 5, *grid, signed=True)
    flat = dataclasses.replace(probe, curvature=lambda: torch.zeros_like(probe.slopes))
    torch.testing.assert_close(run("shapley-cam", flat), run("grad-cam", probe))


def test_shapley_cam_says_that_the_probe_lacks_the_curvature(make_probe, run):
    with pytest.raises(ValueError, match="CURVATURE"):
        run("shapley-cam", dataclasses.replace(make_probe(1, 3, 2, 2), curvature=None))
