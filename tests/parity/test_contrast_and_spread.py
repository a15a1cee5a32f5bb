"""Finer-CAM, ShapleyCAM and Smooth Grad-CAM++ beside peers; probes come of plain autograd."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from camviewer.core.params import build
from camviewer.engine.methods import METHODS, Classes, Network, Probe

pytestmark = pytest.mark.peer


class Parts:
    """A case's network cut in two at one of its layers."""

    def __init__(self, case, layer):
        self.model, self.batch, self.target = case.model, case.batch, torch.tensor(case.target)
        self.layer = layer

    def head(self, batch):
        maps = self.model.layer(self.model.stem(batch).relu())
        return maps if self.layer == "layer" else self.model.last(self.model.later(maps))

    def tail(self, maps):
        if self.layer == "layer":
            maps = self.model.last(self.model.later(maps))
        return self.model.fc(self.model.pool(maps).flatten(1))

    def leaf(self, batch):
        return self.head(batch).detach().requires_grad_()

    def slopes_of(self, weights):
        leaf = self.leaf(self.batch)
        return torch.autograd.grad((weights * self.tail(leaf)).sum(), leaf)[0]

    def curvature(self):
        leaf = self.leaf(self.batch)
        score = self.tail(leaf).gather(1, self.target[:, None]).sum()
        (slopes,) = torch.autograd.grad(score, leaf, create_graph=True)
        if not slopes.requires_grad:
            return torch.zeros_like(leaf)
        along = (slopes * leaf.detach()).sum()
        (bend,) = torch.autograd.grad(along, leaf, allow_unused=True)
        return torch.zeros_like(leaf) if bend is None else bend

    def look(self, inputs, sample):
        leaf = self.leaf(inputs)
        score = self.tail(leaf)[:, self.target[sample]]
        return score.detach(), leaf.detach(), torch.autograd.grad(score.sum(), leaf)[0]

    def probe(self):
        maps = self.leaf(self.batch).detach()
        scores = self.tail(maps).detach()
        own = nn.functional.one_hot(self.target, scores.shape[1]).float()
        network = Network(
            self.batch, torch.zeros(1), None, 4, None, None, None, self.look, None
        )
        return Probe(
            maps,
            scores.gather(1, self.target[:, None])[:, 0],
            self.slopes_of(own),
            classes=Classes(scores, self.target, self.slopes_of),
            curvature=self.curvature,
            network=network,
        )


def ours(name, case, layer="layer", **params):
    method = METHODS.get(name)
    return method.run(Parts(case, layer).probe(), build(method.params, params)).numpy()


def keep_raw(extractor):
    """A list that gets pytorch-grad-cam's map before it is cut, scaled and resized."""
    kept, inner = [], extractor.get_cam_image

    def keep(*args, **kwargs):
        kept.append(np.asarray(inner(*args, **kwargs)))
        return kept[-1]

    extractor.get_cam_image = keep
    return kept


def assert_same(found, wanted):
    np.testing.assert_allclose(found, wanted, rtol=1e-3, atol=1e-5 * np.abs(wanted).max())


@pytest.mark.parametrize("layer", ["layer", "last"])
@pytest.mark.parametrize("alpha", [0.6, 1.0])
def test_finer_cam_agrees_with_pytorch_grad_cam(alpha, layer, case):
    """They weigh by softmax, and their gradient goes through the weights."""
    pgc = pytest.importorskip("pytorch_grad_cam")
    finer = pytest.importorskip("pytorch_grad_cam.finer_cam")
    case.target = [2, 2, 2]
    with finer.FinerCAM(case.model, [case.model.get_submodule(layer)]) as extractor:
        assert isinstance(extractor.base_cam, pgc.GradCAM)
        kept = keep_raw(extractor.base_cam)
        extractor(case.batch, None, alpha=alpha, target_idx=2)
    found = ours("finer-cam", case, layer, alpha=alpha, weighting="softmax")
    assert_same(found, kept[0])


def test_the_softmax_is_not_the_mean(case, alike):
    case.scaled(10)
    mean, softmax = (
        ours("finer-cam", case, weighting=name, alpha=1.0) for name in ("mean", "softmax")
    )
    assert (alike(mean, softmax) < 0.9999).any()


@pytest.mark.parametrize("layer", ["layer", "last"])
@pytest.mark.parametrize(("references", "alpha"), [(3, 0.6), (1, 1.0), (2, 0.3), (9, 0.6)])
def test_finer_cam_agrees_with_torchcam_behind_a_relu(references, alpha, layer, case):
    methods = pytest.importorskip("torchcam.methods")
    with methods.FinerCAM(
        case.model, layer, gamma=alpha, num_references=references
    ) as extractor:
        (theirs,) = extractor(case.target, case.model(case.batch), normalized=False)
    found = ours("finer-cam", case, layer, alpha=alpha, references=references)
    assert_same(np.maximum(found, 0), theirs.detach().numpy())


def shapley(case, layer):
    pgc = pytest.importorskip("pytorch_grad_cam")
    targets = pytest.importorskip("pytorch_grad_cam.utils.model_targets")
    with pgc.ShapleyCAM(case.model, [case.model.get_submodule(layer)]) as extractor:
        kept = keep_raw(extractor)
        extractor(case.batch, [targets.ClassifierOutputTarget(each) for each in case.target])
    return kept[0]


@pytest.mark.parametrize("bend", [nn.Softplus, nn.Tanh, nn.SiLU])
def test_shapley_cam_agrees_with_pytorch_grad_cam(bend, case):
    case.model.last = bend()
    found = ours("shapley-cam", case)
    assert_same(found, shapley(case, "layer"))
    grad_cam = ours("grad-cam", case)
    assert np.abs(found - grad_cam).max() > 5e-3 * np.abs(grad_cam).max()


@pytest.mark.parametrize("layer", ["layer", "last"])
def test_both_shapley_cams_are_grad_cam_behind_linear_pieces(layer, case):
    grad_cam = ours("grad-cam", case, layer)
    assert_same(ours("shapley-cam", case, layer), grad_cam)
    assert_same(shapley(case, layer), grad_cam)


def their_smooth(case, layer, **options):
    methods = pytest.importorskip("torchcam.methods")
    torch.manual_seed(0)
    with methods.SmoothGradCAMpp(case.model, layer, **options) as extractor:
        scores = case.model(case.batch)
        (found,) = extractor(case.target, scores, normalized=False)
    return found.detach().numpy()


def test_smooth_grad_cam_agrees_with_torchcam_where_gradients_are_flat(case):
    """There their sum of ``A g^3`` is ``g^3`` times the sum of A."""
    case.scaled(1e3)
    found = ours("smooth-grad-cam++", case, "last", samples=3)
    assert_same(np.maximum(found, 0), their_smooth(case, "last", num_samples=3, std=1e-7))


def test_their_smooth_grad_cam_takes_the_gradient_of_the_last_noisy_input_alone(case):
    """The paper means that of all copies.

    They also sum each cell's activation times its own cube, and draw the map of the last noisy
    input's activations.
    """
    case.scaled(1e3)
    found = their_smooth(case, "layer", num_samples=4, std=0.3)
    torch.manual_seed(0)
    parts = Parts(case, "layer")
    noise = torch.distributions.Normal(0, 0.3)
    slopes, noisy = [], []
    for _ in range(4):
        inputs = case.batch + noise.sample(case.batch.size())
        rows = [parts.look(each[None], i) for i, each in enumerate(inputs)]
        noisy.append(torch.cat([maps for _, maps, _ in rows]))
        slopes.append(torch.cat([slope for _, _, slope in rows]))
    d2, d3 = (sum(g**power for g in slopes) / 4 for power in (2, 3))
    maps = parts.leaf(case.batch).detach()
    axes = tuple(range(2, maps.ndim))
    alpha = d2 / (2 * d2 + (d3 * maps).sum(axes, keepdim=True))
    weights = (alpha * slopes[-1].relu()).sum(axes, keepdim=True)
    assert_same(found, (weights * noisy[-1]).sum(1).relu().numpy())


def test_smooth_grad_cam_without_noise_is_grad_cam_plus_plus(case):
    assert_same(ours("smooth-grad-cam++", case, noise=0.0), ours("grad-cam++", case))


def test_probes_by_hand_give_the_grad_cam_that_peers_give(case):
    pgc = pytest.importorskip("pytorch_grad_cam")
    targets = pytest.importorskip("pytorch_grad_cam.utils.model_targets")
    with pgc.GradCAM(case.model, [case.model.layer]) as extractor:
        kept = keep_raw(extractor)
        extractor(case.batch, [targets.ClassifierOutputTarget(each) for each in case.target])
    assert_same(ours("grad-cam", case), kept[0])
