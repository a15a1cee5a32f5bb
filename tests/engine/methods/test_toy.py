"""Captum's toy network, small enough for answers on paper.

A convolution of two 3x3 kernels of ones with biases -50 and -75 on the numbers 0 to 15 in a
4x4 square gives sums 45, 54, 81, 90 and so (-5, 4, 31, 40) and (-30, -21, 6, 15); then a ReLU
and a linear layer of rows (1, 1, 1, 1, 1, -1, -1, -1) and the same negated.
"""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from camviewer import explain

CONV = np.array([[[-5.0, 4.0], [31.0, 40.0]], [[-30.0, -21.0], [6.0, 15.0]]])
RELU = np.maximum(CONV, 0)


def toy(*, in_place=False, frozen=False):
    model = nn.Sequential()
    model.add_module("conv", nn.Conv2d(1, 2, 3))
    model.add_module("relu", nn.ReLU(inplace=in_place))
    model.add_module("flat", nn.Flatten())
    model.add_module("line", nn.Linear(8, 2, bias=False))
    model.conv.weight.data.fill_(1)
    model.conv.bias.data = torch.tensor([-50.0, -75.0])
    row = torch.tensor([1.0, 1, 1, 1, 1, -1, -1, -1])
    model.line.weight.data = torch.stack([row, -row])
    model.requires_grad_(not frozen)
    return model


IMAGE = torch.arange(16.0).reshape(1, 1, 4, 4)


@pytest.fixture(params=["plain", "in place", "frozen"])
def model(request):
    return toy(in_place=request.param == "in place", frozen=request.param == "frozen")


# Slopes at the ReLU: ones for channel 0; (1, -1, -1, -1) for channel 1. At the convolution the
# same where it is positive: channel 0 (0, 1, 1, 1), channel 1 (0, 0, -1, -1).
EXACT = {
    ("grad-cam", "conv"): 0.75 * CONV[0] - 0.5 * CONV[1],
    ("grad-cam", "relu"): RELU[0] - 0.5 * RELU[1],
    ("hires-cam", "relu"): [[0, 4], [25, 25]],
    ("hires-cam", "conv"): [[0, 4], [25, 25]],
    ("grad-cam-elementwise", "relu"): RELU[0],
    ("layer-cam", "relu"): RELU[0],
    # Channel sums are 75 and 21. Channel 0: 75 / 75 = 1; channel 1: (-6 - 15) / 21 = -1.
    ("xgrad-cam", "relu"): RELU[0] - RELU[1],
    # Eq. 19: 4 / (2 + 75) and, from the one positive slope, 1 / (2 + 21).
    ("grad-cam++", "relu"): 4 / 77 * RELU[0] + 1 / 23 * RELU[1],
    # The score is 75 - 21 = 54; without channel 0 it is -21, without channel 1 it is 75.
    ("ablation-cam", "relu"): 75 * RELU[0] - 21 * RELU[1],
}


@pytest.mark.parametrize(("name", "layer"), EXACT)
def test_map_is_the_one_on_paper(name, layer, model):
    found = explain(model, IMAGE, [name], layer, target=0)[name]
    np.testing.assert_allclose(found[0], EXACT[name, layer], rtol=1e-5, atol=1e-5)


def test_grad_cam_has_the_values_that_captum_tests_for(model):
    conv = explain(model, IMAGE, ["grad-cam"], "conv", target=0)["grad-cam"]
    relu = explain(model, IMAGE, ["grad-cam"], "relu", target=0)["grad-cam"]
    np.testing.assert_allclose(conv, [[[11.25, 13.5], [20.25, 22.5]]])
    np.testing.assert_allclose(relu, [[[0, 4], [28, 32.5]]])


def test_other_class_has_the_negated_map(model):
    one = explain(model, IMAGE, ["hires-cam"], "relu", target=0)["hires-cam"]
    other = explain(model, IMAGE, ["hires-cam"], "relu", target=1)["hires-cam"]
    np.testing.assert_allclose(other, -one)
