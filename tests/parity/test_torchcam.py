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


def vision_transformer():
    """Torchvision's, with a head that is not all zero as a new one's is."""
    torch.manual_seed(4)
    models = pytest.importorskip("torchvision.models")
    model = models.VisionTransformer(32, 8, 3, 2, 16, 24, num_classes=4).eval()
    torch.nn.init.normal_(model.heads.head.weight)
    return model, torch.randn(2, 3, 32, 32)


def legrad(model, batch):
    """Ours, below the level where layers are chosen: LeGrad has none."""
    from camviewer.engine.attention import read_attention
    from camviewer.engine.methods import METHODS, Probe
    from camviewer.engine.methods.spec import NoParams
    from camviewer.engine.tokens import row_view

    shown = read_attention(
        model,
        batch,
        lambda output: output[range(2), [2, 0]],
        lambda count: row_view(count, batch.shape[1:], model),
    )
    probe = Probe(torch.zeros(2, 1, 1, 1), torch.zeros(2), transformer=lambda: shown)
    return METHODS.get("legrad").run(probe, NoParams())


@pytest.mark.parametrize("reads_class_token", [True, False])
def test_legrad_agrees_where_their_score_reads_the_class_token(reads_class_token):
    """By default theirs classifies the mean of all tokens, though the network does not."""
    model, batch = vision_transformer()
    projection = {
        "score_projection": lambda tokens: model.heads(model.encoder.ln(tokens)[:, 0])
    }
    extractor = methods.LeGrad(
        model, list(model.encoder.layers), **(projection if reads_class_token else {})
    )
    with extractor:
        (found,) = extractor([2, 0], model(batch), normalized=False)
    ours = legrad(model, batch)
    assert torch.allclose(ours, found.detach(), rtol=1e-3, atol=1e-7) == reads_class_token
