import pytest
import torch
import torchvision
from torch import nn

from camviewer.core.errors import LayerError
from camviewer.engine.layers import (
    candidate_layers,
    choose_layer,
    describe_shape,
    find_layer,
    layer_name,
)


@pytest.mark.parametrize(
    ("name", "layer", "cells"),
    [
        ("resnet18", "layer4", "3 × 3"),
        ("densenet121", "features", "3 × 3"),
        ("squeezenet1_1", "features", "5 × 5"),
        ("mobilenet_v3_small", "features", "3 × 3"),
        ("shufflenet_v2_x0_5", "conv5", "3 × 3"),
    ],
)
def test_the_usual_last_layer_is_chosen_and_the_reason_says_its_cells(name, layer, cells):
    model = getattr(torchvision.models, name)(weights=None)
    chosen, reason = choose_layer(model, torch.rand(1, 3, 96, 96))
    assert chosen == layer
    assert reason == f"The last layer that still has a map: {cells} cells."


@pytest.mark.parametrize(("axes", "shape"), [(2, (8, 8)), (3, (4, 6, 8))])
def test_every_layer_with_a_map_is_listed_in_order_with_one_chosen(small_net, axes, shape):
    batch = torch.rand(1, 1, *(2 * size for size in shape))
    layers = candidate_layers(small_net(axes), batch)
    names = [layer.name for layer in layers]
    assert names == [
        *("stem.0", "stem.1", "stem.2", "stem"),
        *("block.0", "block.1", "block"),
        *("last.0", "last.1", "last"),
    ]
    assert {layer.shape for layer in layers} == {shape}
    assert [layer.channels for layer in layers] == [6] * 7 + [8] * 3
    assert [layer.name for layer in layers if layer.is_chosen] == ["last"]


def test_a_head_made_of_a_convolution_is_not_chosen():
    model = nn.Sequential()
    model.add_module("body", nn.Conv2d(1, 8, 3))
    model.add_module("head", nn.Conv2d(8, 5, 1))
    model.add_module("pool", nn.AdaptiveAvgPool2d(1))
    model.add_module("flat", nn.Flatten())
    assert choose_layer(model, torch.rand(1, 1, 9, 9))[0] == "body"


def test_pooling_and_dropout_are_not_chosen():
    model = nn.Sequential(
        nn.Conv2d(1, 4, 3), nn.MaxPool2d(2), nn.Dropout2d(), nn.Flatten(), nn.Linear(36, 2)
    )
    assert choose_layer(model, torch.rand(1, 1, 8, 8))[0] == "0"


def test_channels_at_the_end_are_a_map_all_the_same():
    class Tokens(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(1, 64, 4, 4)
            self.norm = nn.LayerNorm(64)
            self.fc = nn.Linear(64, 2)

        def forward(self, x):
            return self.fc(self.norm(self.conv(x).permute(0, 2, 3, 1)).mean((1, 2)))

    layers = candidate_layers(Tokens(), torch.rand(1, 1, 16, 16))
    assert [(layer.name, layer.channels, layer.shape) for layer in layers] == [
        ("conv", 64, (4, 4)), ("norm", 64, (4, 4)),
    ]  # fmt: skip
    assert layers[1].is_chosen


def test_a_network_without_maps_is_refused_with_a_hint():
    with pytest.raises(LayerError) as caught:
        choose_layer(nn.Sequential(nn.Flatten(), nn.Linear(16, 2)), torch.rand(1, 1, 4, 4))
    assert caught.value.hint


@pytest.mark.parametrize(("name", "near"), [("lastt", "last"), ("1", "stem.1")])
def test_an_unknown_layer_names_the_nearest(small_net, name, near):
    with pytest.raises(LayerError) as caught:
        find_layer(small_net(), name)
    assert near in caught.value.hint


def test_names_and_modules_belong_together(small_net):
    model = small_net()
    assert find_layer(model, "last.0") is model.last[0]
    assert layer_name(model, model.last[0]) == "last.0"
    for foreign in (model, nn.Identity()):
        with pytest.raises(LayerError):
            layer_name(model, foreign)


def test_of_a_layer_that_runs_twice_the_last_map_is_listed():
    class Shared(nn.Module):
        def __init__(self):
            super().__init__()
            self.one, self.other = nn.Conv2d(1, 4, 2, 2), nn.Conv2d(4, 6, 2, 2)
            self.act = nn.ReLU()
            self.fc = nn.Linear(6, 2)

        def forward(self, x):
            return self.fc(self.act(self.other(self.act(self.one(x)))).mean((2, 3)))

    layers = candidate_layers(Shared(), torch.rand(1, 1, 16, 16))
    assert [(layer.name, layer.channels, layer.shape) for layer in layers] == [
        ("one", 4, (8, 8)),
        ("other", 6, (4, 4)),
        ("act", 6, (4, 4)),
    ]
    assert layers[-1].is_chosen


def test_a_shape_in_words():
    assert describe_shape((2, 7, 7)) == "2 × 7 × 7"


def test_cells_are_placed_only_where_an_even_division_is_off_by_half_a_cell():
    model = nn.Sequential(
        nn.Conv2d(1, 4, 3), nn.MaxPool2d(2), nn.Conv2d(4, 4, 3), nn.Conv2d(4, 4, 3, padding=1)
    )
    found = candidate_layers(model, torch.rand(1, 1, 32, 32))
    placed = [
        None if each.placement is None else float(each.placement.first[0]) for each in found
    ]
    # Even would be 0.03, 0.57 and twice 0.73: off by 0.97, 0.47 and 1.38 cells.
    assert placed == [1.0, None, 3.5, 3.5]
    assert found[2].placement.shape == (13, 13)


def test_a_padded_network_shares_its_input_out_evenly():
    model = torchvision.models.resnet18(weights=None)
    assert {each.placement for each in candidate_layers(model, torch.rand(1, 3, 96, 96))} == {
        None
    }
