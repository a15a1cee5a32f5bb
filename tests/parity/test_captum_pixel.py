"""Beside Captum's Saliency, IntegratedGradients, NoiseTunnel and its guided methods."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from camviewer.core.params import build
from camviewer.engine.methods import METHODS, Network, Probe

attr = pytest.importorskip("captum.attr")

pytestmark = [
    pytest.mark.peer,
    pytest.mark.filterwarnings("ignore:Setting backward hooks on ReLU:UserWarning"),
    pytest.mark.filterwarnings("ignore:Input Tensor 0 did not already require:UserWarning"),
]


def probe_of(model, layer, batch, target):
    """The probe of a plain network: its layer by a hook, its input by slices of the batch."""

    @torch.enable_grad()
    def slopes(inputs, sample):
        leaf = inputs.detach().clone().requires_grad_()
        scores = model(leaf)[:, target[sample]]
        return scores.detach(), torch.autograd.grad(scores.sum(), leaf)[0]

    def scores(inputs, sample):
        with torch.no_grad():
            return model(inputs)[:, target[sample]]

    kept = []
    handle = layer.register_forward_hook(lambda _m, _i, output: kept.append(output))
    score = model(batch)[torch.arange(len(batch)), target]
    handle.remove()
    (gradients,) = torch.autograd.grad(score.sum(), kept[0])
    network = Network(
        batch, torch.full((batch.shape[1],), -0.5), None, 16, scores, scores, slopes, slopes,
        lambda: None,
    )  # fmt: skip
    return Probe(kept[0].detach(), score.detach(), gradients, network=network)


def ours(name, probe, **options):
    method = METHODS.get(name)
    return method.run(probe, build(method.params, options)).numpy()


def alike(found, peer):
    peer = peer.detach().numpy()
    np.testing.assert_allclose(found, peer, rtol=1e-3, atol=1e-5 * np.abs(peer).max())


class Modular(nn.Module):
    """Every ReLU is a module of its own: what Captum's guided backpropagation asks for."""

    def __init__(self, ndim):
        super().__init__()
        conv = {2: nn.Conv2d, 3: nn.Conv3d}[ndim]
        torch.manual_seed(20 + ndim)
        self.body = nn.Sequential(
            conv(2, 6, 3, padding=1), nn.ReLU(), conv(6, 8, 3, padding=1), nn.ReLU()
        )
        self.fc = nn.Linear(8, 4)

    def forward(self, batch):
        return self.fc(self.body(batch).flatten(2).mean(2))


@pytest.fixture(params=[2, 3], ids=["2d", "3d"])
def modular(request):
    model = Modular(request.param).eval()
    batch = torch.randn(3, 2, *(6, 5, 4)[: request.param])
    return model, batch, [2, 0, 3]


@pytest.fixture
def probe(modular):
    model, batch, target = modular
    return probe_of(model, model.body[3], batch, target)


def test_saliency_agrees(modular, probe):
    model, batch, target = modular
    peer = attr.Saliency(model).attribute(batch, target, abs=True)
    alike(ours("saliency", probe), peer.amax(1))
    peer = attr.Saliency(model).attribute(batch, target, abs=False)
    alike(ours("saliency", probe, sign="signed"), peer.sum(1))


@pytest.mark.parametrize("steps", [1, 7, 50])
@pytest.mark.parametrize("baseline", ["zero", "blank"])
def test_integrated_gradients_agree_with_the_same_rule_and_steps(
    steps, baseline, modular, probe
):
    model, batch, target = modular
    start = 0.0 if baseline == "zero" else -0.5
    peer = attr.IntegratedGradients(model).attribute(
        batch, start, target, n_steps=steps, method="gausslegendre"
    )
    alike(ours("integrated-gradients", probe, steps=steps, baseline=baseline), peer.sum(1))


def test_smooth_grad_comes_to_the_mean_of_theirs(modular, probe):
    """Their noise is drawn elsewhere: with many samples both means are near each other."""
    model, batch, target = modular
    torch.manual_seed(0)
    tunnel = attr.NoiseTunnel(attr.Saliency(model))
    found = ours("smooth-grad", probe, samples=1000, noise=15.0)
    for i in range(len(batch)):
        one = batch[i : i + 1]
        deviation = 0.15 * float(one.max() - one.min())
        peer = tunnel.attribute(
            one, nt_type="smoothgrad", nt_samples=1000, stdevs=deviation,
            target=target[i], abs=False,
        )  # fmt: skip
        peer = peer.detach().sum(1)[0].numpy()
        cosine = (found[i] * peer).sum() / (np.linalg.norm(found[i]) * np.linalg.norm(peer))
        assert cosine > 0.99


def test_guided_backprop_agrees_where_every_relu_is_a_module(modular, probe):
    model, batch, target = modular
    peer = attr.GuidedBackprop(model).attribute(batch, target)
    alike(ours("guided-backprop", probe), peer.sum(1))


def test_guided_backprop_differs_where_a_relu_is_a_function(case):
    """Captum hooks modules and says so: it lets negative gradients through the others."""
    probe = probe_of(case.model, case.model.layer, case.batch, case.target)
    peer = attr.GuidedBackprop(case.model).attribute(case.batch, case.target)
    found = ours("guided-backprop", probe)
    assert probe.diagnostics["relus"] == [3.0] * 3
    assert not np.allclose(found, peer.detach().sum(1).numpy(), atol=1e-6)


def test_guided_grad_cam_agrees(modular, probe):
    """The layer's map has the input's size, so that neither resizes."""
    model, batch, target = modular
    peer = attr.GuidedGradCam(model, model.body[3]).attribute(batch, target)
    alike(ours("guided-grad-cam", probe), peer.sum(1))
