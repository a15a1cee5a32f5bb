"""Methods that show the network changed inputs, beside other programs'.

The probe is made by hand of a small network whose layer is three times coarser than its input:
masks are enlarged, and the centre of each cell is a pixel, so that a channel has the same range
before and after. torchcam scales before it enlarges, pytorch-grad-cam and the authors after.
"""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from camviewer.core.params import build
from camviewer.engine.methods import METHODS, Network, Probe
from camviewer.engine.methods.masks import enlarged

pytestmark = pytest.mark.peer

KINDS = {2: (nn.Conv2d, nn.AdaptiveAvgPool2d), 3: (nn.Conv3d, nn.AdaptiveAvgPool3d)}


class Strided(nn.Module):
    """A convolution, one that makes cells of three pixels, and a bend behind the pooling."""

    def __init__(self, ndim):
        super().__init__()
        conv, pool = KINDS[ndim]
        self.stem = nn.Sequential(conv(2, 6, 3, padding=1), nn.ReLU())
        self.layer = nn.Sequential(conv(6, 9, 3, stride=3), nn.ReLU())
        self.pool, self.fc, self.out = pool(1), nn.Linear(9, 12), nn.Linear(12, 4)

    def forward(self, batch):
        maps = self.layer(self.stem(batch))
        return self.out(self.fc(self.pool(maps).flatten(1)).relu())


class Masked:
    """A network whose ninth channel is dead, its images and the probe of both."""

    target = (2, 0, 3)

    def __init__(self, ndim):
        torch.manual_seed(20 + ndim)
        self.model = Strided(ndim).eval()
        with torch.no_grad():
            self.model.out.weight *= 60
            self.model.layer[0].bias[8] = -100
        self.batch = torch.randn(3, 2, *(12, 15, 9)[:ndim])

    @torch.no_grad()
    def scores(self, inputs, sample):
        return self.model(inputs)[:, self.target[sample]]

    @torch.no_grad()
    def chances(self, inputs, sample):
        return self.model(inputs).softmax(1)[:, self.target[sample]]

    def probe(self):
        inputs = self.batch
        network = Network(
            inputs, torch.zeros(2), None, 4, self.scores, self.chances, None, None, None
        )
        with torch.no_grad():
            activations = self.model.layer(self.model.stem(inputs))
            score = self.model(inputs)[range(3), list(self.target)]
        return Probe(activations, score, network=network, seed=3)

    def ours(self, name, **params):
        method = METHODS.get(name)
        return method.run(self.probe(), build(method.params, params))


@pytest.fixture(params=[2, 3], ids=["2d", "3d"])
def masked(request):
    return Masked(request.param)


def of_pytorch_grad_cam(case):
    """Their Score-CAM before it is cut, scaled and resized."""
    pgc = pytest.importorskip("pytorch_grad_cam")
    targets = pytest.importorskip("pytorch_grad_cam.utils.model_targets")
    kept = []
    with pgc.ScoreCAM(case.model, [case.model.layer]) as extractor:
        inner = extractor.get_cam_image

        def keep(*args, **kwargs):
            kept.append(np.asarray(inner(*args, **kwargs)))
            return kept[-1]

        extractor.get_cam_image = keep
        extractor(case.batch, [targets.ClassifierOutputTarget(index) for index in case.target])
    return kept[0]


def test_score_cam_is_pytorch_grad_cams(alike):
    """In 2D, which is all they have; scale and the weight of the dead channel too."""
    case = Masked(2)
    ours, theirs = case.ours("score-cam").numpy(), of_pytorch_grad_cam(case)
    np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-5 * np.abs(theirs).max())
    assert (alike(ours, theirs) > 0.9999).all()
    assert (alike(case.ours("score-cam", aligned=False), theirs) < 1 - 1e-5).any()


def of_torchcam(name, case, **options):
    methods = pytest.importorskip("torchcam.methods")
    size = tuple(case.batch.shape[1:])
    with getattr(methods, name)(
        case.model, "layer", input_shape=size, batch_size=4, **options
    ) as extractor:
        scores = case.model(case.batch)
        (found,) = extractor(list(case.target), scores, normalized=False)
    return found.detach().numpy()


@pytest.mark.parametrize(
    ("name", "params", "peer", "options"),
    [
        ("score-cam", {}, "ScoreCAM", {}),
        ("ss-cam", {"sigma": 0.0}, "SSCAM", {"num_samples": 2, "std": 1e-6}),
        ("is-cam", {"steps": 1}, "ISCAM", {"num_samples": 1}),
    ],
)
def test_maps_are_torchcams_with_edges_aligned(name, params, peer, options, masked):
    """They cut the map at 0. Their noise is another one, so there is none here."""
    ours = masked.ours(name, aligned=False, **params).relu().numpy()
    theirs = of_torchcam(peer, masked, **options)
    np.testing.assert_allclose(ours, theirs, rtol=2e-3, atol=1e-4 * np.abs(theirs).max())


def test_their_integrated_score_cam_leaves_the_range_of_the_image(masked):
    """Their brightness sums up to (n + 1) / 2 in n steps; here it stays within 0.1 ... 1."""
    ours = masked.ours("is-cam", aligned=False, steps=10).relu().numpy()
    theirs = of_torchcam("ISCAM", masked, num_samples=10)
    assert np.abs(theirs - ours).max() > 0.05 * np.abs(theirs).max()


def of_captum(case, side, step, baseline=0.0):
    attr = pytest.importorskip("captum.attr")
    peer = attr.Occlusion(case.model)
    ndim = case.batch.ndim - 2
    found = peer.attribute(
        case.batch,
        sliding_window_shapes=(2, *[side] * ndim),
        strides=(2, *[step] * ndim),
        baselines=baseline,
        target=list(case.target),
        perturbations_per_eval=3,
    )
    return found[:, 0].detach().numpy()


@pytest.mark.parametrize(
    ("side", "step", "stride"), [(4, 2, 50.0), (5, 5, 100.0), (3, 2, 60.0)]
)
def test_occlusion_is_captums(side, step, stride, masked):
    ours = masked.ours("occlusion", window_pixels=side, stride=stride).numpy()
    theirs = of_captum(masked, side, step)
    np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-4 * np.abs(theirs).max())


def official_score_cam(case, sample):
    """The authors' loop: probability times the enlarged channel, constant ones skipped."""
    probe = case.probe()
    picture = case.batch[sample]
    total = torch.zeros(picture.shape[1:])
    for channel in probe.activations[sample]:
        large = enlarged(channel[None], picture.shape[1:], is_aligned=False)[0]
        if large.max() == large.min():
            continue
        mask = (large - large.min()) / (large.max() - large.min())
        total += case.chances((picture * mask)[None], sample)[0] * large
    return total


def test_map_of_the_layers_grid_enlarged_is_the_authors_score_cam(masked):
    found = masked.ours("score-cam", weights="probability", aligned=False)
    large = enlarged(found, masked.batch.shape[2:], is_aligned=False)
    for sample in range(3):
        exact = official_score_cam(masked, sample)
        torch.testing.assert_close(large[sample], exact, rtol=1e-3, atol=1e-5)
