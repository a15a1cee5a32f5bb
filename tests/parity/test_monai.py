"""Beside MONAI's visualize package, and where it is known to differ."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
import torch

from camviewer import explain

# Importing MONAI warns of what it imports itself.
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    visualize = pytest.importorskip("monai.visualize")

pytestmark = pytest.mark.peer


def theirs(name, case, layer, i):
    """Their raw map of one image."""
    peer = getattr(visualize, name)(case.model, layer)
    one = case.batch[i : i + 1]
    return peer.compute_map(one, class_idx=case.target[i]).detach().numpy()[0, 0]


@pytest.mark.parametrize("layer", ["layer", "last"])
def test_grad_cam_agrees_behind_a_relu(layer, case):
    ours = explain(case.model, case.batch, ["grad-cam"], layer, target=case.target)
    for i in range(3):
        found = theirs("GradCAM", case, layer, i)
        np.testing.assert_allclose(
            np.maximum(ours["grad-cam"][i], 0), found, rtol=1e-3, atol=1e-6
        )


def test_cam_agrees(case):
    ours = explain(case.model, case.batch, ["cam"], "last", target=case.target)["cam"]
    peer = visualize.CAM(case.model, "last", "fc")
    for i in range(3):
        found = peer.compute_map(case.batch[i : i + 1], class_idx=[case.target[i]])
        # Their CAM evaluates the linear layer in each cell and so adds its bias there.
        bias = float(case.model.fc.bias[case.target[i]].detach())
        np.testing.assert_allclose(
            ours[i], found.detach().numpy()[0, 0] - bias, rtol=1e-3, atol=1e-5
        )


def test_their_grad_cam_plus_plus_can_weigh_a_channel_negatively():
    """They sum A g^3 where eq. 19 has g^3 times the sum of A, so that alpha may be below 0.

    One channel with activations 1, 9 and slopes 1, -1: theirs sums 1 * 1 + 9 * -1 = -8, alpha
    1 / (2 - 8) = -1/6; eq. 19 has the sum 10, alpha 1 / (2 + 10).
    """
    activations = torch.tensor([[[[1.0, 9.0]]]])

    class Fixed(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.layer = torch.nn.Identity()

        def forward(self, batch):
            return (self.layer(batch) * torch.tensor([1.0, -1.0])).sum((2, 3))

    ours = explain(Fixed(), activations, ["grad-cam++"], "layer", target=0)["grad-cam++"]
    np.testing.assert_allclose(ours, activations[:, 0] / 12)
    peer = visualize.GradCAMpp(Fixed(), "layer")
    found = peer.compute_map(activations.requires_grad_(), class_idx=0)
    assert not found.any()


def test_their_shown_map_is_upside_down(case, shown):
    """Their normaliser gives the hottest cell 0 and the coldest 1."""
    # Ours first: theirs leaves its hooks on the network for good.
    ours = explain(case.model, case.batch, ["grad-cam"], "layer", target=case.target)
    i = next(i for i, heatmap in enumerate(ours["grad-cam"]) if heatmap.max() > 0)
    found = visualize.GradCAM(case.model, "layer")(
        case.batch[i : i + 1], class_idx=case.target[i]
    )
    wanted = 1 - shown(ours["grad-cam"][i : i + 1])
    np.testing.assert_allclose(np.asarray(found)[0], wanted, atol=1e-4)
