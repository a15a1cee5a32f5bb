"""Beside torchcam, and where it is known to differ."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from camviewer import explain

methods = pytest.importorskip("torchcam.methods")

pytestmark = pytest.mark.peer

PEERS = {"grad-cam": "GradCAM", "xgrad-cam": "XGradCAM", "layer-cam": "LayerCAM"}


def theirs(name, case, layer="layer", **options):
    """Their map, not scaled; behind a ReLU for all but CAM."""
    with getattr(methods, name)(case.model, layer, **options) as extractor:
        scores = case.model(case.batch)
        (found,) = extractor(case.target, scores, normalized=False)
    return found.detach().numpy()


@pytest.mark.parametrize("name", PEERS)
@pytest.mark.parametrize("layer", ["layer", "last"])
def test_maps_agree_behind_a_relu(name, layer, case):
    ours = explain(case.model, case.batch, [name], layer, target=case.target)[name]
    found = theirs(PEERS[name], case, layer)
    np.testing.assert_allclose(
        np.maximum(ours, 0), found, rtol=1e-3, atol=1e-5 * np.abs(found).max()
    )


def test_cam_agrees(case):
    ours = explain(case.model, case.batch, ["cam"], "last", target=case.target)["cam"]
    found = theirs("CAM", case, "last", fc_layer="fc")
    np.testing.assert_allclose(ours, found, rtol=1e-3, atol=1e-5)


def test_their_grad_cam_plus_plus_never_applies_alpha(case, alike):
    """Alpha is divided in a copy that is thrown away: what is left is the cubed gradient."""
    found = theirs("GradCAMpp", case)
    leaf = case.model.layer(case.model.stem(case.batch).relu()).detach().requires_grad_()
    scores = case.model.fc(case.model.pool(case.model.last(case.model.later(leaf))).flatten(1))
    (slopes,) = torch.autograd.grad(scores[range(3), case.target].sum(), leaf)
    weights = slopes.relu().pow(3).flatten(2).sum(2)
    cubed = torch.einsum("nk,nk...->n...", weights, leaf.detach()).numpy()
    np.testing.assert_allclose(found, cubed, rtol=1e-3, atol=1e-5 * cubed.max())
    ours = explain(case.model, case.batch, ["grad-cam++"], "layer", target=case.target)
    assert (alike(ours["grad-cam++"], found) < 0.9999).all()
