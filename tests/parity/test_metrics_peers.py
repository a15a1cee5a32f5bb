"""Beside the metrics of torch-cam, Captum, pytorch-grad-cam and Quantus, on the same maps."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial

import numpy as np
import pytest
import torch
from torch import nn

import camviewer
from camviewer.metrics import METRICS
from camviewer.metrics.infidelity import InfidelityParams, removed_blocks

pytestmark = [pytest.mark.peer, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


def make_net(axes):
    conv, pool = ((nn.Conv2d, nn.AdaptiveAvgPool2d), (nn.Conv3d, nn.AdaptiveAvgPool3d))[
        axes - 2
    ]
    torch.manual_seed(1)
    return nn.Sequential(
        conv(2, 8, 3, 2, 1), nn.ReLU(), conv(8, 8, 3, 1, 1), nn.ReLU(), pool(1), nn.Flatten(),
        nn.Linear(8, 4),
    ).eval()  # fmt: skip


@pytest.fixture(params=[2, 3])
def case(request):
    """A network, a batch and maps that are as they are shown: from 0 to 1."""
    axes = request.param
    model = make_net(axes)
    torch.manual_seed(2)
    batch = 3 * torch.randn(3, 2, *(14, 12, 10)[:axes])
    maps = torch.rand(3, *(7, 6, 5)[:axes])
    flat = maps.flatten(1)
    low, high = flat.amin(1), flat.amax(1)
    shape = (3, *(1,) * axes)
    return model, batch, (maps - low.reshape(shape)) / (high - low).reshape(shape)


class FixedMaps:
    """What torch-cam's metrics ask for their maps."""

    def __init__(self, model, maps):
        self.model = model
        self.maps = maps

    def __call__(self, class_idx=None, scores=None, **_more):
        return [self.maps]

    @staticmethod
    def fuse_cams(cams):
        return cams[0]

    @contextmanager
    def _hooks_off(self):
        yield


@pytest.mark.parametrize("kind", ["ClassificationMetric", "DeletionInsertionMetric"])
def test_torchcams_numbers_are_ours(kind, case):
    peers = pytest.importorskip("torchcam.metrics")
    model, batch, maps = case
    options = {"steps": 7} if kind == "DeletionInsertionMetric" else {}
    peer = getattr(peers, kind)(
        FixedMaps(model, maps), partial(torch.softmax, dim=-1), **options
    )
    peer.update(batch, class_idx=2)
    theirs = peer.summary()
    ground = {"steps": 7, "baseline": "zero"}
    ours = camviewer.evaluate(
        model, batch, {"map": maps.numpy()},
        ["average-drop", "increase-in-confidence", "deletion", "insertion"],
        target=2, options={"deletion": ground, "insertion": ground},
    )  # fmt: skip
    names = {
        "avg_drop": "average-drop", "conf_increase": "increase-in-confidence",
        "deletion_auc": "deletion", "insertion_auc": "insertion",
    }  # fmt: skip
    # Theirs interpolates before it scales; these maps reach 0 and 1 on the layer's grid only.
    near = 2e-2 if kind == "ClassificationMetric" else 1e-5
    for name, value in theirs.items():
        assert ours.value("map", names[name]) == pytest.approx(value, abs=near), name


def test_captums_infidelity_is_ours(case):
    peers = pytest.importorskip("captum.metrics")
    model, batch, maps = case
    params = InfidelityParams(baseline="zero", draws=30)
    full = nn.functional.interpolate(
        maps[:, None], size=batch.shape[2:], mode=("bilinear", "trilinear")[batch.ndim - 4]
    )
    removed = removed_blocks(batch.shape[2:], params, batch).float()
    places = iter(range(10**6))

    def perturb(given):
        # One draw after another, for every sample: theirs repeats each sample in a row.
        rows = [next(places) % 30 for _ in range(len(given))]
        mask = removed[rows].unsqueeze(1).expand(given.shape)
        return mask, given * (1 - mask)

    theirs = [
        float(
            peers.infidelity(
                model,
                perturb,
                batch[k : k + 1],
                full[k : k + 1].expand(1, *batch.shape[1:]),
                target=2,
                n_perturb_samples=30,
                normalize=True,
            )
        )
        for k in range(3)
    ]
    ours = camviewer.evaluate(
        model, batch, {"map": maps.numpy()}, ["infidelity"], target=2,
        options={"infidelity": {"baseline": "zero", "draws": 30}},
    )  # fmt: skip
    np.testing.assert_allclose(ours.measurement("map", "infidelity").values, theirs, rtol=1e-3)


def test_captums_largest_sensitivity_is_ours(case):
    peers = pytest.importorskip("captum.metrics")
    model, batch, _ = case
    one = batch[:1]
    spread = float(one.max() - one.min()) * 0.02
    draws = [
        torch.rand(one.shape[1:], generator=torch.Generator().manual_seed(k)) for k in range(10)
    ]
    noise = spread * (torch.stack(draws) * 2 - 1)

    def explain(given):
        given = given[0] if isinstance(given, tuple) else given
        found = camviewer.explain(model, given, ["grad-cam"], "3", target=2)["grad-cam"]
        return (torch.from_numpy(found),)

    theirs = peers.sensitivity_max(
        explain, one, perturb_func=lambda given: given + noise, n_perturb_samples=10
    )
    ours = camviewer.evaluate(
        model, one, ["grad-cam"], ["max-sensitivity"], layer="3", target=2
    ).value("grad-cam", "max-sensitivity")
    assert ours == pytest.approx(float(theirs), rel=1e-3)


def test_quantus_sparseness_and_mass_are_ours(case):
    quantus = pytest.importorskip("quantus")
    _, _, maps = case
    given = maps.numpy().astype(np.float64)
    theirs = quantus.Sparseness(
        disable_warnings=True, normalise=False, abs=True
    ).evaluate_batch(x_batch=given, a_batch=given.copy())
    ours = [METRICS.get("sparseness").run(each) for each in given]
    np.testing.assert_allclose(ours, theirs, atol=1e-5)


def test_road_is_pytorch_grad_cams_where_no_two_cells_are_alike():
    """Theirs removes by a percentile, which is a rank where there are no ties; no noise."""
    road = pytest.importorskip("pytorch_grad_cam.metrics.road")
    model = make_net(2)
    torch.manual_seed(3)
    batch, maps = 3 * torch.randn(1, 2, 20, 20), torch.rand(1, 20, 20)

    class Probability:
        def __call__(self, output):
            return output.softmax(-1)[2]

    values = []
    for order in (road.RemoveMostRelevantFirst, road.RemoveLeastRelevantFirst):
        imputer = road.NoisyLinearImputer(noise=0.0)
        for percentile in range(10, 100, 10):
            changed = order(percentile, imputer)(batch[0], maps[0])
            with torch.no_grad():
                values.append(float(Probability()(model(changed[None])[0])))
    with torch.no_grad():
        whole = float(Probability()(model(batch)[0]))
    curves = {}
    found = camviewer.evaluate(
        model, batch, {"map": maps.numpy()}, ["road"], target=2,
        options={"road": {"noise": 0.0}},
    )  # fmt: skip
    for name, curve in found.measurement("map", "road").findings[0].curves.items():
        curves[name] = curve.y
    assert curves["most"][0] == pytest.approx(whole, abs=1e-6)
    # Theirs counts percentiles from what is kept.
    np.testing.assert_allclose(sorted(curves["most"][1:]), sorted(values[:9]), atol=5e-3)
    np.testing.assert_allclose(sorted(curves["least"][1:]), sorted(values[9:]), atol=5e-3)
