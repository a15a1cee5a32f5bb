"""Vision transformers explained from end to end: layers, gradients, tails, attention."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn
from torchvision.models import VisionTransformer
from torchvision.models.convnext import CNBlockConfig, ConvNeXt

from camviewer.core.errors import InputError
from camviewer.engine.api import explain, explain_all
from camviewer.engine.choice import Choice
from camviewer.engine.layers import candidate_layers, choose_layer
from camviewer.engine.maps import Scene, study
from camviewer.engine.methods import METHODS, Needs
from camviewer.engine.network import Surroundings
from camviewer.engine.record import record
from camviewer.engine.tail import Setting, find_route, linear_head, route_tail
from camviewer.engine.targets import ClassTarget

timm = pytest.importorskip("timm")
hf = pytest.importorskip("transformers")

ATTENTION = [each.name for each in METHODS if Needs.ATTENTION in each.needs]


def seeded(build):
    with torch.random.fork_rng():
        torch.manual_seed(1)
        return build().eval()


def vit(name="vit_tiny_patch16_224", **more):
    options = {"img_size": (32, 48), "depth": 2, "embed_dim": 24, "num_heads": 3}
    return lambda: timm.create_model(name, num_classes=4, **(options | more))


def swin():
    return timm.create_model(
        "swin_tiny_patch4_window7_224", img_size=64, embed_dim=12, depths=(1, 1, 1, 1),
        window_size=4, num_classes=4,
    )  # fmt: skip


def torchvision_vit(*, is_blank=False):
    model = VisionTransformer(32, 16, 2, 3, 24, 48, num_classes=4)
    return model if is_blank else (nn.init.normal_(model.heads.head.weight), model)[1]


def hf_vit():
    config = hf.ViTConfig(
        hidden_size=24, num_hidden_layers=2, num_attention_heads=3, intermediate_size=48,
        image_size=32, patch_size=16, num_labels=4,
    )  # fmt: skip
    return hf.ViTForImageClassification(config)


def pictures(*size, count=2):
    return torch.randn(count, 3, *size, generator=torch.Generator().manual_seed(3))


NETWORKS = {
    "class token": (vit(), (32, 48), "blocks.1.norm1", (2, 3)),
    "two class tokens": (
        vit("deit_tiny_distilled_patch16_224"), (32, 48), "blocks.1.norm1", (2, 3)),
    "class token beside a mean": (
        vit(global_pool="avg", fc_norm=False), (32, 48), "norm", (2, 3)),
    "attention pooling": (vit("vit_base_patch16_siglip_224"), (32, 48), "norm", (2, 3)),
    "torchvision": (torchvision_vit, (32, 32), "encoder.layers.encoder_layer_1.ln_1", (2, 2)),
    "hugging face": (hf_vit, (32, 32), "vit.layers.1.layernorm_before", (2, 2)),
    "swin": (swin, (64, 64), "norm", (2, 2)),
}  # fmt: skip

every_network = pytest.mark.parametrize("name", NETWORKS)


@every_network
def test_the_last_layer_whose_patches_move_the_score_is_chosen(name):
    build, size, layer, grid = NETWORKS[name]
    chosen, reason = choose_layer(seeded(build), pictures(*size))
    assert chosen == layer
    has_lost = layer.rpartition(".")[2] != "norm"
    cells = " × ".join(map(str, grid))
    assert reason.endswith(f"{cells} {'patches' if has_lost or 'mean' in name else 'cells'}.")


@every_network
def test_every_layer_listed_gives_a_map_of_its_cells(name):
    build, size, _, _ = NETWORKS[name]
    model, batch = seeded(build), pictures(*size)
    layers = candidate_layers(model, batch[:1])
    recording = record(
        model, {each.name: model.get_submodule(each.name) for each in layers}, batch,
        [ClassTarget(0)], has_gradients=False,
    )  # fmt: skip
    for layer in layers:
        shown = recording.recorded(layer.name, has_gradients=False)
        assert shown.activations.shape == (2, layer.channels, *layer.shape)
        assert not layer.name.endswith("attn.q_norm")


def test_where_no_gradient_tells_the_last_layer_is_taken_and_no_more_is_said():
    """A new network of torchvision's has a head of zeros."""
    model = seeded(lambda: torchvision_vit(is_blank=True))
    chosen, reason = choose_layer(model, pictures(32, 32))
    assert chosen == "encoder"
    assert reason == "The last layer that still has a map: 2 × 2 cells."


def gradients_by_hand(model, layer, batch, target):
    """Tokens of a layer and the score's gradient there, by torch alone."""
    kept = []

    def keep(_module, _inputs, output):
        output.retain_grad()
        kept.append(output)

    handle = layer.register_forward_hook(keep)
    output = model(batch.clone().requires_grad_())
    handle.remove()
    scores = output.logits if hasattr(output, "logits") else output
    scores[:, target].sum().backward()
    model.zero_grad()
    return kept[0].detach(), kept[0].grad


@every_network
def test_grad_cam_is_its_formula_over_the_patches(name):
    build, size, layer, grid = NETWORKS[name]
    model, batch = seeded(build), pictures(*size)
    found = explain(model, batch, ["grad-cam"], layer, target=2)["grad-cam"]
    tokens, slopes = gradients_by_hand(model, model.get_submodule(layer), batch, 2)
    rows = [each.flatten(1, -2)[:, -grid[0] * grid[1] :] for each in (tokens, slopes)]
    exact = (rows[1].mean(1, keepdim=True) * rows[0]).sum(2)
    np.testing.assert_allclose(found.reshape(2, -1), exact, rtol=1e-3, atol=1e-6)


def tail_at(model, layer, batch):
    module = model.get_submodule(layer)
    recording = record(model, {layer: module}, batch, [ClassTarget(2)])
    shown = recording.recorded(layer)
    setting = Setting(model, module, layer, batch)
    route = find_route(setting, shown)
    return shown, route, route_tail(route, shown.aim, setting).run


@every_network
@pytest.mark.parametrize("sample", [0, 1])
def test_a_tail_takes_maps_and_keeps_the_tokens_before_them(name, sample):
    build, size, layer, _ = NETWORKS[name]
    model, batch = seeded(build), pictures(*size)
    shown, _, run = tail_at(model, layer, batch)
    variants = torch.stack((shown.activations[sample], shown.activations[sample] * 0.3))
    found = run(variants, sample)
    torch.testing.assert_close(found[0], shown.score[sample])
    changed = shown.output[sample : sample + 1].clone()
    rows = changed.flatten(1, -2) if changed.ndim == 4 else changed
    rows[:, -variants[0, 0].numel() :] *= 0.3

    def replace(_module, _inputs, _output):
        return changed

    handle = model.get_submodule(layer).register_forward_hook(replace)
    with torch.no_grad():
        output = model(batch[sample : sample + 1])
    handle.remove()
    scores = output.logits if hasattr(output, "logits") else output
    torch.testing.assert_close(found[1], scores[0, 2])


def test_what_follows_tokens_is_cut_out_where_that_is_exact():
    assert tail_at(seeded(vit()), "blocks.0", pictures(32, 48))[1].kind == "graph"


def test_a_swin_ends_in_pooling_and_a_linear_layer():
    model, batch = seeded(swin), pictures(64, 64)
    shown = tail_at(model, "norm", batch)[0]
    head = linear_head(shown)
    weight = model.head.fc.weight.detach()[2]
    torch.testing.assert_close(head.weight, weight.expand(2, -1))
    maps = explain(model, batch, ["cam", "hires-cam"], "norm", target=2)
    total = torch.from_numpy(maps["hires-cam"]).sum((1, 2)) + head.bias
    torch.testing.assert_close(total, shown.score, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("build", [vit(), vit("vit_base_patch16_siglip_224")])
def test_curvature_is_taken_along_the_patches_only_and_through_fused_attention(build):
    model, batch = seeded(build), pictures(32, 48)
    layer = model.blocks[0]
    choices = [Choice(replace(METHODS.get("grad-cam"), needs=Needs.CURVATURE), None)]
    scene = Scene(model, {"layer": layer}, batch, Surroundings(torch.zeros(3)))
    studied = study(scene, [1], choices)
    found = studied.probe("layer").curvature()
    tokens = studied.recording.recorded("layer").output
    first = tokens.shape[1] - 6
    for block in model.blocks:
        block.attn.fused_attn = False
    if model.attn_pool is not None:
        model.attn_pool.fused_attn = False

    def score(patches):
        whole = torch.cat((tokens[:, :first], patches), 1)
        handle = layer.register_forward_hook(lambda _m, _i, _o: whole)
        total = model(batch)[:, 1].sum()
        handle.remove()
        return total

    patches = tokens[:, first:]
    exact = torch.autograd.functional.hvp(score, patches, patches)[1]
    expected = exact.mT.reshape(2, 24, 2, 3)
    torch.testing.assert_close(found, expected, rtol=1e-3, atol=1e-6)
    assert expected.any()


def test_slopes_of_a_class_are_its_gradient():
    model, batch = seeded(vit()), pictures(32, 48)
    recording = record(model, {"layer": model.blocks[1].norm1}, batch, [ClassTarget(1)])
    weights = torch.zeros(2, 4)
    weights[:, 1] = 1
    torch.testing.assert_close(
        recording.class_slopes("layer", weights), recording.recorded("layer").gradients
    )


@pytest.mark.parametrize("build", [vit(), vit("deit_tiny_distilled_patch16_224")])
def test_all_methods_give_maps_of_a_transformer(build):
    names = [each.name for each in METHODS if Needs.HEAD not in each.needs]
    names = [name for name in names if METHODS.get(name).grid != "input"]
    maps = explain(seeded(build), pictures(32, 48), names, target=[0, 3])
    for name, array in maps.items():
        assert array.shape == (2, 2, 3), name
        assert np.isfinite(array).all()
        assert array.any(), name


def test_attention_is_read_once_for_each_target():
    model, batch = seeded(vit()), pictures(32, 48)
    passes = []
    model.patch_embed.register_forward_hook(lambda _m, _i, _o: passes.append(1))
    names = ["attention-rollout", "attention-gradient-rollout"]
    explain_all(model, batch, names, ["blocks.0", "blocks.1"], targets=[0, 1])
    assert len(passes) == 3


def test_attention_needs_no_gradient_at_the_layer():
    """The layer asked for is the embedding of the first block; its map is not looked at."""
    model, batch = seeded(vit()), pictures(32, 48)
    maps = [explain(model, batch, ATTENTION, layer, target=1) for layer in ("blocks.1", "norm")]
    for name in ATTENTION:
        np.testing.assert_array_equal(maps[0][name], maps[1][name])


class Beside(nn.Module):
    """A convolution that nothing hangs on, beside a transformer."""

    def __init__(self):
        super().__init__()
        self.side, self.vit = nn.Conv2d(3, 2, 1), vit()()

    def forward(self, batch):
        self.side(batch)
        return self.vit(batch)


def test_attention_may_be_asked_for_at_a_layer_that_no_score_depends_on():
    maps = explain(seeded(Beside), pictures(32, 48), ATTENTION, "side", target=1)
    assert all(array.shape == (2, 2, 3) and array.any() for array in maps.values())


def test_maps_of_both_layouts_are_listed_side_by_side():
    """In a ConvNeXt's second block all maps have the height of the tokens before them."""
    stages = [CNBlockConfig(8, 16, 2), CNBlockConfig(16, None, 1)]
    model = seeded(lambda: ConvNeXt(stages, num_classes=4))
    names = [each.name for each in candidate_layers(model, pictures(64, 64, count=1))]
    assert {f"features.1.1.block.{place}" for place in range(7)} <= set(names)
    assert {"features.1.1", "features.2.1", "features.3.0.block.0"} <= set(names)


@pytest.mark.parametrize("method", [*ATTENTION, "grad-cam", "ablation-cam"])
def test_a_transformer_is_left_as_it_was(snapshot, method):
    model = seeded(vit(depth=1)).train()
    model.blocks[0].norm2.eval()
    model.head.weight.requires_grad_(False)
    before = snapshot(model)
    explain(model, pictures(32, 48), [method], "blocks.0.norm1", target=1)
    assert snapshot(model) == before
    with pytest.raises(InputError):
        explain(model, pictures(32, 48), [method], "blocks.0.norm1", target=99)
    assert snapshot(model) == before
