"""Beside Captum's LayerGradCam and LayerGradientXActivation, which keep the sign too."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer import explain

attr = pytest.importorskip("captum.attr")

pytestmark = pytest.mark.peer


@pytest.mark.parametrize("layer", ["stem", "layer", "last"])
def test_grad_cam_agrees_with_its_sign(layer, case):
    ours = explain(case.model, case.batch, ["grad-cam"], layer, target=case.target)
    peer = attr.LayerGradCam(case.model, case.model.get_submodule(layer))
    found = peer.attribute(case.batch, target=case.target).detach().numpy()[:, 0]
    np.testing.assert_allclose(ours["grad-cam"], found, rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("layer", ["stem", "layer", "last"])
def test_hires_cam_is_their_gradient_times_activation(layer, case):
    ours = explain(case.model, case.batch, ["hires-cam"], layer, target=case.target)
    peer = attr.LayerGradientXActivation(case.model, case.model.get_submodule(layer))
    found = peer.attribute(case.batch, target=case.target).detach().numpy().sum(1)
    np.testing.assert_allclose(ours["hires-cam"], found, rtol=1e-3, atol=1e-6)
