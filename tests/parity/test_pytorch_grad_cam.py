"""Beside pytorch-grad-cam, and where it is known to differ."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from camviewer import explain
from camviewer.core.params import build
from camviewer.engine.methods import METHODS, Probe

pgc = pytest.importorskip("pytorch_grad_cam")
targets = pytest.importorskip("pytorch_grad_cam.utils.model_targets")

pytestmark = pytest.mark.peer

PEERS = {
    "grad-cam": "GradCAM",
    "hires-cam": "HiResCAM",
    "grad-cam-elementwise": "GradCAMElementWise",
    "xgrad-cam": "XGradCAM",
    "layer-cam": "LayerCAM",
}


def raw(name, case, layer="layer", **options):
    """The peer's map before it is cut, scaled and resized."""
    extractor = getattr(pgc, name)(case.model, [case.model.get_submodule(layer)], **options)
    kept = []
    inner = extractor.get_cam_image

    def keep(*args, **kwargs):
        kept.append(np.asarray(inner(*args, **kwargs)))
        return kept[-1]

    extractor.get_cam_image = keep
    with extractor:
        extractor(case.batch, [targets.ClassifierOutputTarget(index) for index in case.target])
    return kept[0]


@pytest.mark.parametrize("name", PEERS)
@pytest.mark.parametrize("layer", ["layer", "last"])
def test_raw_maps_agree(name, layer, case):
    ours = explain(case.model, case.batch, [name], layer, target=case.target)[name]
    theirs = raw(PEERS[name], case, layer)
    np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-5 * np.abs(theirs).max())


def test_shown_maps_agree(case, shown):
    extractor = pgc.GradCAM(case.model, [case.model.layer])
    with extractor:
        theirs = extractor(
            case.batch, [targets.ClassifierOutputTarget(index) for index in case.target]
        )
    ours = explain(case.model, case.batch, ["grad-cam"], "layer", target=case.target)
    np.testing.assert_allclose(theirs, shown(ours["grad-cam"]), atol=1e-4)


def test_eigen_cam_agrees_when_centred_up_to_its_sign(case, alike):
    ours = explain(
        case.model,
        case.batch,
        ["eigen-cam"],
        "layer",
        target=case.target,
        parameters={"eigen-cam": {"centred": True}},
    )["eigen-cam"]
    np.testing.assert_allclose(np.abs(alike(ours, raw("EigenCAM", case))), 1, atol=1e-5)


def test_eigen_cam_of_the_paper_is_not_centred_as_theirs_is(case, alike):
    ours = explain(case.model, case.batch, ["eigen-cam"], "layer", target=case.target)
    assert (np.abs(alike(ours["eigen-cam"], raw("EigenCAM", case))) < 0.99).any()


def probe_of(case):
    """What plain autograd shows of the layer."""
    kept = []

    def keep(_module, _inputs, output):
        kept.append(output)

    handle = case.model.layer.register_forward_hook(keep)
    scores = case.model(case.batch)
    handle.remove()
    score = scores[range(len(case.target)), case.target]
    (gradients,) = torch.autograd.grad(score.sum(), kept[0])
    return Probe(kept[0].detach(), score.detach(), gradients)


def ours_of(name, case, **params):
    method = METHODS.get(name)
    return method.run(probe_of(case), build(method.params, params)).numpy()


def test_eigen_grad_cam_agrees_when_centred_up_to_its_sign(case, alike):
    ours, theirs = ours_of("eigen-grad-cam", case, centred=True), raw("EigenGradCAM", case)
    np.testing.assert_allclose(np.abs(alike(ours, theirs)), 1, atol=1e-5)


@pytest.mark.parametrize("kernel", ["sigmoid", "rbf"])
def test_kpca_cam_agrees_up_to_its_sign(kernel, case, alike):
    ours, theirs = (
        ours_of("kpca-cam", case, kernel=kernel),
        raw("KPCA_CAM", case, kernel=kernel),
    )
    np.testing.assert_allclose(np.abs(alike(ours, theirs)), 1, atol=1e-4)
    sizes = [np.linalg.norm(each.reshape(len(each), -1), axis=1) for each in (ours, theirs)]
    np.testing.assert_allclose(*sizes, rtol=1e-3)


def test_their_fem_is_not_the_authors_rule(case, alike):
    """They weigh each channel's activations by its share of strong cells; see our own tests."""
    assert (alike(ours_of("fem", case), raw("FEM", case)) < 0.99).any()


@pytest.mark.parametrize("layer", ["layer", "last"])
def test_ablation_cam_agrees_up_to_the_sign_of_a_negative_score(layer, make_case):
    """They divide by the score, so that a negative score turns their map over."""
    case = make_case(2)
    ours = explain(
        case.model, case.batch, ["ablation-cam"], layer,
        target=case.target, parameters={"ablation-cam": {"relative": True}},
    )  # fmt: skip
    theirs = np.stack([ablation(case, layer, i) for i in range(3)])
    with torch.no_grad():
        scores = case.model(case.batch)[range(3), case.target].numpy()
    signed = theirs * np.sign(scores)[:, None, None]
    np.testing.assert_allclose(
        ours["ablation-cam"], signed, rtol=1e-2, atol=1e-4 * np.abs(theirs).max()
    )


def ablation(case, layer, i):
    """Their map of one image. Their ablation layer keeps what it saw, so each gets its own."""
    from pytorch_grad_cam.ablation_layer import AblationLayer

    one = type(case)(2)
    one.batch, one.target = case.batch[i : i + 1], [case.target[i]]
    return raw("AblationCAM", one, layer, ablation_layer=AblationLayer())[0]


def test_grad_cam_plus_plus_agrees_where_gradients_are_large(case, alike):
    case.scaled(1e3)
    ours = explain(case.model, case.batch, ["grad-cam++"], "layer", target=case.target)
    theirs = raw("GradCAMPlusPlus", case)
    assert (alike(ours["grad-cam++"], theirs) > 0.9999).all()


def test_their_constant_distorts_grad_cam_plus_plus_where_gradients_are_small(case, alike):
    """They add 1e-6 to a denominator of the gradient's square; eq. 19 has no constant."""
    case.scaled(1e-3)
    ours = explain(case.model, case.batch, ["grad-cam++"], "layer", target=case.target)
    theirs = raw("GradCAMPlusPlus", case)
    size = np.abs(theirs).max() / np.abs(ours["grad-cam++"]).max()
    assert size < 0.1


def test_their_xgrad_cam_bursts_where_activations_cancel():
    """They divide by the plain sum plus 1e-7; we take the mean gradient instead."""
    activations = np.array([[[[1.0, -1.0]]]], dtype=np.float32)
    gradients = np.array([[[[1.0, 0.0]]]], dtype=np.float32)
    weights = pgc.XGradCAM.get_cam_weights(None, None, None, None, activations, gradients)
    assert abs(weights[0, 0]) > 1e6
