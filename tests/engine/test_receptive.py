from fractions import Fraction

import pytest
import torch
from torch import nn
from torch.nn import functional

from camviewer.engine.models.cifake_net import CifakeNet
from camviewer.engine.models.nodule_net import NoduleNet
from camviewer.engine.receptive import Places


def followed(run, inputs):
    """First cell and step of what a function gives; None where nobody knows."""
    with torch.no_grad():
        places = Places(inputs)
        with places:
            output = run(inputs)
        found = places.of(output)
    if found is None:
        return None
    assert found.shape == tuple(output.shape[2:])
    return tuple(map(float, found.first)), tuple(map(float, found.step))


def both(first, step, axes=2):
    return (first,) * axes, (step,) * axes


PICTURE = (1, 3, 32, 32)


def _aligned(x):
    """One cell along an axis has no outermost centres that could be kept."""
    wide = functional.interpolate(
        functional.max_pool2d(x, 32), size=(32, 32), mode="bilinear", align_corners=True
    )
    return torch.cat([wide, x], 1)


class Odd(nn.Module):
    """Runs its convolution where torch does not take it apart."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 2, 3, padding="same")

    def forward(self, x):
        with torch.inference_mode():
            return self.conv(x)


def test_a_call_of_an_unforeseen_form_is_not_followed():
    assert followed(_aligned, torch.rand(PICTURE)) in {None, both(0, 1)}
    assert followed(Odd(), torch.rand(PICTURE)) in {None, both(0, 1)}


def _doubled(x):
    """Twice as many cells as a pool of 2 behind a convolution without padding."""
    pooled = functional.avg_pool2d(functional.conv2d(x, torch.ones(1, 3, 3, 3)), 2)
    return functional.interpolate(pooled, scale_factor=2, mode="nearest-exact")


CASES = {
    # 3 × 3 without padding: cell 0 sees pixels 0 to 2, so its middle is pixel 1.
    "unpadded": (nn.Conv2d(3, 2, 3), both(1, 1)),
    "padded": (nn.Conv2d(3, 2, 3, padding=1), both(0, 1)),
    "strided": (nn.Conv2d(3, 2, 5, stride=3, padding=1), both(1, 3)),
    "dilated": (nn.Conv2d(3, 2, 3, dilation=4), both(4, 1)),
    # Cell 0 of the pool sees cells 0 and 1 of the convolution, so pixels 0 to 3.
    "pooled": (nn.Sequential(nn.Conv2d(3, 2, 3), nn.MaxPool2d(2)), both(1.5, 2)),
    "averaged": (nn.Sequential(nn.Conv2d(3, 2, 3), nn.AvgPool2d(3, 2, 1)), both(1, 2)),
    # Pixels 0 to 7 behind the second convolution.
    "twice": (
        nn.Sequential(nn.Conv2d(3, 2, 3), nn.MaxPool2d(2), nn.Conv2d(2, 2, 3)),
        both(3.5, 2),
    ),
    "sides": (nn.Conv2d(3, 2, (3, 5), stride=(1, 2), padding=(0, 1)), ((1, 1), (1, 2))),
    "zero-padded": (nn.Sequential(nn.ZeroPad2d((1, 0, 2, 0)), nn.Conv2d(3, 2, 3)),
                    ((-1, 0), (1, 1))),
    "mirrored": (nn.Conv2d(3, 2, 3, padding=1, padding_mode="reflect"), both(0, 1)),
    "adaptive": (nn.AdaptiveAvgPool2d(8), both(1.5, 4)),
    "exact": (_doubled, both(1, 1)),
    "shuffled": (nn.Sequential(nn.Conv2d(3, 8, 5, 2), nn.PixelShuffle(2)), both(1.5, 1)),
    "fractional": (nn.FractionalMaxPool2d(2, output_size=16), both(0.5, 2)),
    # Output 0 of a transposed convolution of 2, stride 2 lies over the first half of cell 0.
    "transposed": (nn.Sequential(nn.Conv2d(3, 2, 2, stride=2), nn.ConvTranspose2d(2, 2, 2, 2)),
                   both(0, 1)),
    "enlarged": (nn.Sequential(nn.MaxPool2d(4), nn.Upsample(scale_factor=2, mode="bilinear")),
                 both(0.5, 2)),
    # 8 cells centred at 1.5 to 29.5, spread corner to corner over 15.
    "aligned": (
        nn.Sequential(nn.MaxPool2d(4), nn.Upsample(15, mode="bilinear", align_corners=True)),
        both(1.5, 2),
    ),
    "normed": (
        nn.Sequential(
            nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.InstanceNorm2d(4), nn.GroupNorm(2, 4),
            nn.Hardswish(), nn.PReLU(), nn.GELU(), nn.Dropout2d(), nn.ChannelShuffle(2),
        ).eval(),
        both(1, 1),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_cells_are_centred_where_their_receptive_fields_are(case):
    model, wanted = CASES[case]
    assert followed(model, torch.randn(PICTURE)) == wanted


def test_volumes_are_followed_along_each_axis():
    model = nn.Sequential(
        nn.Conv3d(1, 2, (1, 3, 5), stride=(1, 2, 1)),
        nn.MaxPool3d((2, 1, 2)),
        nn.Conv3d(2, 2, 2),
    )
    # D: 0, pool + 0.5, conv + 0.5 · 2. H: 1, conv + 0.5 · 2. W: 2, pool + 0.5, conv + 0.5 · 2.
    wanted = (1.5, 2, 3.5), (2, 2, 2)
    assert followed(model, torch.randn(1, 1, 8, 16, 16)) == wanted


def test_the_centre_is_that_of_the_pixels_that_move_a_cell():
    torch.manual_seed(0)
    model = nn.Sequential(
        nn.Conv2d(1, 3, 3), nn.Tanh(), nn.AvgPool2d(2), nn.Conv2d(3, 2, 4, 2), nn.Tanh()
    ).double()
    inputs = torch.randn(1, 1, 40, 40, dtype=torch.float64, requires_grad=True)
    output = model(inputs)
    first, step = followed(model, inputs.detach().clone())
    for cell in ((0, 0), (3, 5), (output.shape[2] - 1, output.shape[3] - 1)):
        (slope,) = torch.autograd.grad(output[0, :, *cell].sum(), inputs, retain_graph=True)
        moved = slope[0, 0].nonzero()
        middle = (moved.amin(0) + moved.amax(0)) / 2
        wanted = [a + s * c for a, s, c in zip(first, step, cell, strict=True)]
        torch.testing.assert_close(middle.double(), torch.tensor(wanted).double())


def test_the_shipped_networks_lie_where_their_layers_put_them():
    net = CifakeNet().eval()
    assert followed(net.conv1, torch.zeros(PICTURE)) == both(1, 1)
    inner = followed(lambda x: net.conv2(net.pool1(net.conv1(x))), torch.zeros(PICTURE))
    assert inner == both(3.5, 2)
    nodule = NoduleNet(8).eval()
    run = nn.Sequential(nodule.stem, nodule.stage1, nodule.stage2, nodule.features)
    assert followed(run, torch.zeros(1, 1, 16, 64, 64)) == ((0, 0, 0), (2, 8, 8))


def test_branches_that_lie_alike_are_followed_and_others_are_not():
    conv, pool, late = nn.Conv2d(3, 3, 3, 2, 1), nn.AvgPool2d(2), nn.MaxPool2d(2)
    inputs = torch.randn(PICTURE)
    # Centres 0 and 0.5 in steps of 2: a quarter of a cell apart; their middle is taken.
    assert followed(lambda x: conv(x) + pool(x), inputs) == both(0.25, 2)
    assert followed(lambda x: torch.cat((conv(x), late(x)), 1), inputs) == both(0.25, 2)
    assert followed(lambda x: x[..., ::2, ::2] + x[..., 1::2, 1::2], inputs) is None


def test_cuts_are_followed_and_a_gate_moves_nothing():
    inputs, conv = torch.randn(PICTURE), nn.Conv2d(3, 3, 3)
    assert followed(lambda x: x[:, :, 4:-4:2, -20:], inputs) == ((4, 12), (2, 1))
    assert followed(lambda x: x[:, 1:], inputs) == both(0, 1)
    gated = followed(lambda x: conv(x) * x.mean((2, 3), keepdim=True).sigmoid(), inputs)
    assert gated == both(1, 1)
    assert followed(lambda x: functional.relu_(conv(x)).add_(1), inputs) == both(1, 1)


@pytest.mark.parametrize(
    "lose",
    [
        lambda x: x.transpose(2, 3),
        lambda x: x.roll(3, 2),
        lambda x: x.flip(3),
        lambda x: x.permute(0, 3, 1, 2)[:, :, :, :],
        lambda x: torch.randn(PICTURE),
        lambda x: x.flatten(2).softmax(2).reshape(PICTURE),
        lambda x: x.transpose(1, 2).transpose(1, 3),
    ],
)
def test_what_moves_cells_otherwise_has_no_known_place(lose):
    assert followed(lose, torch.randn(PICTURE)) is None


def test_a_step_is_exact():
    places = Places(torch.zeros(1, 1, 9, 7))
    with places, torch.no_grad():
        output = nn.Upsample((4, 3))(torch.zeros(1, 1, 9, 7))
        assert places.of(output) is None
    inputs = torch.zeros(1, 1, 9, 7)
    places = Places(inputs)
    with places, torch.no_grad():
        found = places.of(nn.Upsample((4, 3))(inputs))
    assert found.step == (Fraction(9, 4), Fraction(7, 3))
