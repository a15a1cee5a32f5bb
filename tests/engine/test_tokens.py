"""Tokens of real vision transformers, small and with random weights, as maps and back."""

import pytest
import torch
import torchvision
from torch import nn
from torchvision.models import VisionTransformer
from torchvision.models.swin_transformer import SwinTransformer

from camviewer.engine.tokens import TokenView, row_view, token_view

timm = pytest.importorskip("timm")
hf = pytest.importorskip("transformers")


def outputs_of(model, batch):
    """Every module and what it gave."""
    seen, handles = {}, []
    for name, module in model.named_modules():
        handles.append(
            module.register_forward_hook(
                lambda module, _inputs, output, name=name: seen.update({name: (module, output)})
            )
        )
    with torch.no_grad():
        model.eval()(batch)
    for handle in handles:
        handle.remove()
    return seen


def view_at(model, batch, name):
    layer, output = outputs_of(model, batch)[name]
    return output, token_view(output, batch.shape[1:], model, layer=layer)


def pictures(*size):
    torch.manual_seed(0)
    return torch.randn(2, 3, *size)


TINY = {
    "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4,
    "intermediate_size": 64, "patch_size": 16,
}  # fmt: skip


def vit(name, size, **options):
    return lambda: timm.create_model(name, img_size=size, depth=2, num_classes=5, **options)


def torchvision_swin():
    return SwinTransformer([4, 4], 24, [1, 1, 1, 1], [2, 2, 4, 4], [4, 4])


def swin():
    options = {"embed_dim": 24, "depths": (1, 1, 1, 1), "window_size": 4}
    return timm.create_model("swin_tiny_patch4_window7_224", img_size=(64, 128), **options)


def hf_swin():
    config = hf.SwinConfig(
        image_size=64, patch_size=4, embed_dim=16, depths=[1, 1, 1], num_heads=[2, 2, 4],
        window_size=4,
    )  # fmt: skip
    return hf.SwinForImageClassification(config)


def hf_vit():
    return hf.ViTForImageClassification(hf.ViTConfig(image_size=64, **TINY))


def hf_deit():
    return hf.DeiTForImageClassification(hf.DeiTConfig(image_size=64, **TINY))


NETWORKS = {
    "timm vit": (
        vit("vit_tiny_patch16_224", 64), (64, 64),
        {"blocks.1.norm1": ((4, 4), 1), "blocks.0": ((4, 4), 1), "patch_embed": ((4, 4), 0)},
    ),
    "timm vit, not square": (
        vit("vit_tiny_patch16_224", (64, 96)), (64, 96), {"blocks.1": ((4, 6), 1)},
    ),
    "timm vit, not square, with a rest": (
        vit("vit_tiny_patch16_224", (64, 96), dynamic_img_size=True, dynamic_img_pad=True),
        (70, 90), {"blocks.1": ((5, 6), 1)},
    ),
    "timm deit": (
        vit("deit_tiny_distilled_patch16_224", 64), (64, 64), {"norm": ((4, 4), 2)},
    ),
    "timm vit with registers": (
        vit("vit_small_patch14_reg4_dinov2", 56), (56, 56), {"blocks.0.norm1": ((4, 4), 5)},
    ),
    "timm vit without a class token": (
        vit("vit_base_patch16_siglip_224", 64, embed_dim=96, num_heads=3), (64, 64),
        {"blocks.1": ((4, 4), 0)},
    ),
    "timm swin": (
        swin, (64, 128),
        {"layers.0.blocks.0": ((16, 32), 0), "layers.3": ((2, 4), 0), "norm": ((2, 4), 0)},
    ),
    "torchvision vit": (
        lambda: VisionTransformer(64, 16, 2, 4, 32, 64), (64, 64),
        {"encoder.layers.encoder_layer_1.ln_1": ((4, 4), 1), "encoder": ((4, 4), 1)},
    ),
    "torchvision swin": (
        torchvision_swin, (64, 96),
        {"features.0": ((16, 24), 0), "features.7.0": ((2, 3), 0), "norm": ((2, 3), 0)},
    ),
    "hugging face vit": (hf_vit, (64, 64), {"vit.layers.1": ((4, 4), 1)}),
    "hugging face deit": (hf_deit, (64, 64), {"deit.layernorm": ((4, 4), 2)}),
    "hugging face swin": (
        hf_swin, (64, 64),
        {"swin.embeddings.norm": ((16, 16), 0), "swin.layernorm": ((4, 4), 0)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NETWORKS)
def test_tokens_of_a_network_lie_on_its_patches(name):
    build, size, expected = NETWORKS[name]
    model, batch = build(), pictures(*size)
    for layer, (grid, prefix) in expected.items():
        output, view = view_at(model, batch, layer)
        assert (view.grid, view.prefix) == (grid, prefix), layer
        maps = view.to_map(output)
        assert maps.shape == (2, output.shape[-1], *grid)
        assert torch.equal(view.to_tokens(maps[1:], output[1:]), output[1:])


def test_patches_lie_row_by_row_as_the_embedding_cut_them():
    """The map of the patch embedding's tokens is the convolution's own map."""
    model = timm.create_model("vit_tiny_patch16_224", img_size=(64, 96), depth=1)
    batch = pictures(64, 96)
    seen = outputs_of(model, batch)
    _, tokens = seen["patch_embed"]
    view = token_view(tokens, batch.shape[1:], model)
    assert torch.equal(view.to_map(tokens), seen["patch_embed.proj"][1])


class Volumes(nn.Module):
    """Cuts volumes into patches, by a convolution or by a size it only tells of."""

    def __init__(self, patch, *, is_convolution):
        super().__init__()
        self.patch_size = patch
        if is_convolution:
            self.patch_size = None
            self.embed = nn.Conv3d(1, 6, patch, stride=patch)


@pytest.mark.parametrize("is_convolution", [True, False])
def test_volumes_have_patches_of_unequal_sides(is_convolution):
    model = Volumes((4, 16, 8), is_convolution=is_convolution)
    tokens = torch.randn(2, 1 + 2 * 3 * 5, 6)
    assert token_view(tokens, (1, 8, 48, 40), model) == TokenView((2, 3, 5), 1)


def test_patches_of_one_told_side_are_cubes():
    model = Volumes(8, is_convolution=False)
    assert row_view(4 * 4 * 2, (1, 32, 32, 16), model) == TokenView((4, 4, 2), 0)


@pytest.mark.parametrize(
    ("count", "lengths", "grid", "prefix"),
    [
        (196, (224, 224), (14, 14), 0),
        (197, (224, 224), (14, 14), 1),
        (198, (224, 224), (14, 14), 2),
        (201, (224, 224), (14, 14), 5),
        (24, (64, 96), (4, 6), 0),
        (25, (64, 96), (4, 6), 1),
        (30, (70, 90), (5, 6), 0),
        (65, (32, 32, 32), (4, 4, 4), 1),
        (37, (48, 48, 64), (3, 3, 4), 1),
    ],
)
def test_without_a_network_the_grid_has_the_aspect_of_the_input(count, lengths, grid, prefix):
    assert row_view(count, (3, *lengths)) == TokenView(grid, prefix)


@pytest.mark.parametrize("count", [1, 2, 3, 7, 15])
def test_a_row_that_fits_no_grid_is_no_map(count):
    assert row_view(count, (3, 224, 224)) is None


def test_the_prefix_that_a_network_tells_is_taken():
    model = nn.Conv2d(3, 8, 16, stride=16)
    model.num_prefix_tokens = 1
    assert row_view(17, (3, 64, 64), model) == TokenView((4, 4), 1)
    assert row_view(18, (3, 64, 64), model) is None


def test_a_swins_tokens_are_halved_with_odd_sides_rounded_up():
    model = nn.Conv2d(3, 8, (4, 2), stride=(4, 2))
    assert row_view(9 * 5, (3, 36, 10), model) == TokenView((9, 5), 0)
    assert row_view(5 * 3, (3, 36, 10), model) == TokenView((5, 3), 0)
    assert row_view(3 * 2, (3, 36, 10), model) == TokenView((3, 2), 0)


def test_a_rest_of_the_picture_may_be_a_patch_of_its_own():
    model = nn.Conv2d(3, 8, (4, 2), stride=(4, 2))
    assert row_view(2 * 4, (3, 9, 9), model) == TokenView((2, 4), 0)
    assert row_view(3 * 5, (3, 9, 9), model) == TokenView((3, 5), 0)


def test_a_convolution_that_overlaps_cuts_no_patches():
    assert row_view(8 * 8 + 4, (3, 40, 40), nn.Conv2d(3, 8, 5, stride=5)).prefix == 4
    assert row_view(8 * 8 + 4, (3, 40, 40), nn.Conv2d(3, 8, 5)) is None


def test_tokens_of_two_by_three_patches_by_hand():
    """Token t of channel c holds 10 t + c; token 0 is the class token."""
    tokens = (10 * torch.arange(7)[:, None] + torch.arange(2)).float()[None]
    view = TokenView((2, 3), 1)
    assert view.tokens == 7
    assert view.to_map(tokens).tolist() == [
        [[[10, 20, 30], [40, 50, 60]], [[11, 21, 31], [41, 51, 61]]]
    ]
    maps = torch.stack((torch.zeros(2, 2, 3), torch.ones(2, 2, 3)))
    back = view.to_tokens(maps, tokens)
    assert back.tolist() == [[[0, 1]] + [[0, 0]] * 6, [[0, 1]] + [[1, 1]] * 6]


@pytest.mark.parametrize("grid", [(2, 3), (2, 3, 4)])
@pytest.mark.parametrize("prefix", [0, 1, 5])
def test_round_trip_of_a_row_is_exact(grid, prefix):
    view = TokenView(grid, prefix)
    tokens = torch.randn(1, view.tokens, 4, dtype=torch.float16)
    maps = view.to_map(tokens)
    assert maps.shape == (1, 4, *grid)
    assert torch.equal(view.to_tokens(maps.float(), tokens), tokens)
    assert view.to_tokens(maps.float(), tokens).dtype == torch.float16


@pytest.mark.parametrize("grid", [(2, 3), (2, 3, 4)])
def test_round_trip_of_channels_last_is_exact_and_contiguous(grid):
    view = TokenView(grid, is_flat=False)
    tokens = torch.randn(3, *grid, 5)
    back = view.to_tokens(view.to_map(tokens), tokens[:1])
    assert torch.equal(back, tokens)
    assert back.is_contiguous()
    assert torch.equal(view.to_map(tokens)[1, 2], tokens[1, ..., 2])


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("resnet18", (64, 64)),
        ("densenet121", (64, 96)),
        ("googlenet", (96, 64)),
        ("mobilenet_v3_small", (64, 64)),
        ("regnet_y_400mf", (64, 64)),
    ],
)
def test_no_ordinary_map_is_taken_for_tokens(name, size):
    more = {"init_weights": False} if name == "googlenet" else {}
    model = torchvision.models.get_model(name, weights=None, **more)
    batch = pictures(*size)
    for layer, output in outputs_of(model, batch).values():
        assert token_view(output, batch.shape[1:], model, layer=layer) is None
        assert token_view(output, batch.shape[1:], model) is None


def test_a_convnext_has_both_kinds():
    """Blocks turn the channels to the back (1), mix them there (2-5) and turn them again."""
    model = torchvision.models.convnext_tiny(weights=None)
    batch = pictures(64, 96)
    for name, (layer, output) in outputs_of(model, batch).items():
        view = token_view(output, batch.shape[1:], model, layer=layer)
        is_inside = name.rpartition(".block.")[2] in set("12345")
        assert (view is not None) == is_inside, name
        assert view is None or view == TokenView(tuple(output.shape[1:3]), is_flat=False)


def test_a_layers_own_width_counts_more_than_the_aspect():
    """Steps that differ along the axes: the aspect speaks for neither reading, or the wrong."""
    volume = torch.randn(2, 4, 16, 16, 96)
    view = token_view(volume, (1, 8, 64, 64), layer=nn.LayerNorm(96))
    assert view == TokenView((4, 16, 16), is_flat=False)
    model = nn.Sequential(nn.Conv2d(3, 8, (8, 12), stride=(8, 12)), nn.Linear(5, 5))
    maps = torch.randn(2, 8, 8, 5)
    assert token_view(maps, (3, 64, 64), model, layer=model[0]) is None


def test_of_two_equal_readings_the_ordinary_one_is_taken():
    output = torch.randn(2, 8, 8, 8)
    norm = nn.LayerNorm(8)
    assert token_view(output, (3, 64, 64), nn.Sequential(norm), layer=nn.Identity()) is None
    assert token_view(output, (3, 64, 64), nn.Sequential(norm)) is None


@pytest.mark.parametrize(
    "output",
    [
        torch.zeros(2, 16, 4, dtype=torch.int64),
        torch.zeros(2, 16),
        torch.zeros(2, 16, 1),
        torch.zeros(2, 3, 16, 16),
        [torch.zeros(2, 16, 4)],
        None,
    ],
)
def test_what_has_no_place_in_the_image_is_no_tokens(output):
    assert token_view(output, (3, 64, 64)) is None
