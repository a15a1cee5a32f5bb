"""Attention read from networks that compute it in every way torch knows, beside slow ones."""

import threading
from functools import partial

import pytest
import torch
from torch import nn
from torch.nn import functional

from camviewer.core.errors import LayerError, ModelError, NoGradientError
from camviewer.engine.attention import read_attention
from camviewer.engine.target import class_scores
from camviewer.engine.tokens import TokenView, row_view

WIDTH, HEADS, BLOCKS = 12, 3, 3


class Attention(nn.MultiheadAttention):
    """One set of weights, and attention computed from it in several ways."""

    def __init__(self, kind):
        super().__init__(WIDTH, HEADS, batch_first=True)
        self.kind = kind
        nn.init.normal_(self.in_proj_weight, std=0.6)
        nn.init.normal_(self.in_proj_bias)
        nn.init.normal_(self.out_proj.bias)

    def forward(self, tokens, offset=None):
        if self.kind == "heads":
            return super().forward(tokens, tokens, tokens, need_weights=False)[0]
        if self.kind == "heads with weights":
            return super().forward(tokens, tokens, tokens)[0]
        mixed = functional.linear(tokens, self.in_proj_weight, self.in_proj_bias)
        q, k, v = mixed.unflatten(-1, (3, HEADS, -1)).permute(2, 0, 3, 1, 4)
        return self.out_proj(self.mix(q, k, v, offset).transpose(1, 2).flatten(2))

    def mix(self, q, k, v, offset):
        if self.kind == "fused":
            return functional.scaled_dot_product_attention(q, k, v)
        if self.kind == "fused with a scale":
            return functional.scaled_dot_product_attention(q * 4, k, v, None, 0.0, scale=0.125)
        scores = q @ k.mT * 0.5
        if self.kind == "eager":
            return scores.softmax(dim=3) @ v
        if self.kind == "eager by a function":
            weights = functional.softmax(scores, -1)
            weights *= 1
            return weights @ v
        kept = scores.exp() / scores.exp().sum(-1, keepdim=True)
        self.seen = kept.detach()
        return (kept if offset is None else kept + offset) @ v


class Block(nn.Module):
    def __init__(self, kind, *, is_tuple):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.attention = Attention(kind)
        self.mlp = nn.Sequential(nn.Linear(WIDTH, 20), nn.GELU(), nn.Linear(20, WIDTH))
        self.drop = nn.Dropout(0.5)
        self.is_tuple = is_tuple

    def forward(self, tokens, offset=None):
        tokens = tokens + self.drop(self.attention(self.norm1(tokens), offset))
        tokens = tokens + self.mlp(self.norm2(tokens))
        return (tokens, None) if self.is_tuple else tokens


class Vit(nn.Module):
    """A vision transformer in 2D or 3D, with a class token or a mean over the patches."""

    def __init__(
        self, kind="fused", axes=2, *, has_class=True, is_tuple=False, is_shared=False
    ):
        super().__init__()
        conv = {2: nn.Conv2d, 3: nn.Conv3d}[axes]
        self.embed = conv(1, WIDTH, 4, stride=4)
        self.shift = nn.Parameter(torch.randn(WIDTH))
        self.first = nn.Parameter(torch.randn(1, int(has_class), WIDTH))
        blocks = [Block(kind, is_tuple=is_tuple) for _ in range(BLOCKS)]
        self.blocks = nn.ModuleList(blocks[:1] * BLOCKS if is_shared else blocks)
        self.norm, self.head = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, 4)
        self.has_class = has_class

    def forward(self, batch, offsets=(None,) * BLOCKS, blocks=BLOCKS):
        patches = self.embed(batch).flatten(2).mT
        tokens = torch.cat((self.first.expand(len(batch), -1, -1), patches), 1)
        for block, offset in zip(self.blocks[:blocks], offsets, strict=False):
            tokens = block(tokens, offset)
            tokens = tokens[0] if isinstance(tokens, tuple) else tokens
            tokens += self.shift
        return self.end(tokens)

    def end(self, tokens):
        tokens = self.norm(tokens)
        return self.head(tokens[:, 0] if self.has_class else tokens.mean(1))


def make(kind="fused", axes=2, **options):
    with torch.random.fork_rng():
        torch.manual_seed(axes)
        model = Vit(kind, axes, **options)
    return model.requires_grad_(False)


def batch_of(axes, count=2):
    draw = torch.Generator().manual_seed(5)
    return torch.randn(count, 1, *(8, 12, 8)[:axes], generator=draw)


TARGETS = torch.tensor([2, 0, 1])


def score_of(output):
    scores = class_scores(output)
    return scores.gather(1, TARGETS[: len(scores), None])[:, 0]


def read(model, batch, **more):
    grid_of = partial(row_view, inputs_shape=batch.shape[1:], model=model)
    return read_attention(model, batch, more.get("score_of", score_of), grid_of)


def slow(model, batch, blocks):
    """Attention of each block and the score's gradient there, in double precision.

    A zero is added to each attention, so its gradient is the attention's.
    """
    model, batch = model.double().eval(), batch.double()
    tokens = model.first.shape[1] + model.embed(batch).flatten(2).shape[2]
    shape = (len(batch), HEADS, tokens, tokens)
    offsets = [
        torch.zeros(shape, dtype=torch.float64, requires_grad=True) for _ in range(blocks)
    ]
    score = score_of(model(batch, offsets, blocks))
    slopes = torch.autograd.grad(score.sum(), offsets)
    return [block.attention.seen for block in model.blocks[:blocks]], slopes


KINDS = [
    "fused", "fused with a scale", "eager", "eager by a function", "heads",
    "heads with weights",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("axes", "has_class"), [(2, True), (2, False), (3, True)])
def test_attention_and_its_gradient_are_those_of_the_slow_network(kind, axes, has_class):
    batch = batch_of(axes)
    found = read(make(kind, axes, has_class=has_class), batch)
    exact, slopes = slow(make("slow", axes, has_class=has_class), batch, BLOCKS)
    assert (found.prefix, found.grid) == (int(has_class), (2, 3, 2)[:axes])
    assert len(found.attention) == len(found.slopes) == BLOCKS
    for block in range(BLOCKS):
        torch.testing.assert_close(found.attention[block], exact[block].float())
        torch.testing.assert_close(
            found.slopes[block], slopes[block].float(), rtol=1e-3, atol=1e-6
        )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("has_class", [True, False])
@pytest.mark.parametrize("is_tuple", [True, False])
def test_own_slopes_are_those_of_a_network_that_ends_there(kind, has_class, is_tuple):
    batch = batch_of(2)
    found = read(make(kind, has_class=has_class, is_tuple=is_tuple), batch).own_slopes()
    reference = make("slow", has_class=has_class)
    for block in range(BLOCKS):
        exact = slow_end(reference, batch, block + 1)
        torch.testing.assert_close(found[block], exact.float(), rtol=1e-3, atol=1e-6)


def slow_end(model, batch, blocks):
    return slow(model, batch, blocks)[1][-1]


def test_a_block_that_runs_three_times_is_three_blocks():
    batch = batch_of(2)
    found = read(make(is_shared=True), batch)
    reference = make("slow", is_shared=True)
    slopes = slow(reference, batch, BLOCKS)[1]
    for block in range(BLOCKS):
        torch.testing.assert_close(
            found.slopes[block], slopes[block].float(), rtol=1e-3, atol=1e-6
        )
        exact = slow_end(reference, batch, block + 1).float()
        torch.testing.assert_close(found.own_slopes()[block], exact, rtol=1e-3, atol=1e-6)


class Torchs(nn.Module):
    """Torch's own encoder, which takes a fast path when nobody looks."""

    def __init__(self):
        super().__init__()
        self.embed = nn.Conv2d(1, WIDTH, 4, stride=4)
        layer = nn.TransformerEncoderLayer(
            WIDTH, HEADS, 20, batch_first=True, norm_first=False, dropout=0.1
        )
        self.encoder = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.head = nn.Linear(WIDTH, 4)

    def forward(self, batch):
        return self.head(self.encoder(self.embed(batch).flatten(2).mT).mean(1))


def test_torchs_own_encoder_is_read_as_well():
    torch.manual_seed(3)
    model, batch = Torchs(), batch_of(2)
    found = read(model, batch)
    assert (found.prefix, found.grid) == (0, (2, 3))
    layer = model.eval().encoder.layers[0]
    tokens = model.embed(batch).flatten(2).mT
    _, exact = layer.self_attn(tokens, tokens, tokens, average_attn_weights=False)
    torch.testing.assert_close(found.attention[0], exact.detach())
    torch.testing.assert_close(found.own_slopes()[1], found.slopes[1])


@pytest.mark.parametrize("is_own", [True, False])
def test_the_network_is_left_as_it_was(snapshot, is_own):
    model = make("heads").requires_grad_(True).train()
    model.blocks[1].eval()
    model.head.weight.grad = torch.ones_like(model.head.weight)
    before = snapshot(model)
    found = read(model, batch_of(2))
    if is_own:
        found.own_slopes()
    assert snapshot(model) == before


def test_a_network_that_fails_is_left_as_it_was(snapshot):
    model = make()

    def explode(_module, _inputs, _output):
        raise ZeroDivisionError

    model.blocks[2].register_forward_hook(explode)
    before = snapshot(model)
    with pytest.raises(ZeroDivisionError):
        read(model, batch_of(2))
    assert snapshot(model) == before
    assert not torch.softmax(torch.zeros(1, 1, 2, 2), -1).requires_grad


@pytest.mark.parametrize("mode", [torch.no_grad, torch.inference_mode])
def test_it_is_read_where_gradients_are_off(mode):
    model = make()
    plain = read(model, batch_of(2))
    with mode():
        found = read(model, batch_of(2))
    torch.testing.assert_close(found.slopes, plain.slopes)
    torch.testing.assert_close(found.own_slopes(), plain.own_slopes())


def test_another_threads_attention_is_not_taken():
    model = make()
    foreign = torch.zeros(2, HEADS, 7, 7)
    gained = []

    def work():
        gained.append(functional.softmax(foreign, -1))
        gained.append(model.blocks[1].norm1(torch.zeros(2, 7, WIDTH)))

    def meanwhile(_module, _inputs, _output):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()

    plain = read(model, batch_of(2)).own_slopes()
    model.blocks[0].register_forward_hook(meanwhile)
    found = read(model, batch_of(2))
    assert len(found.attention) == BLOCKS
    assert len(gained) == 2
    torch.testing.assert_close(found.own_slopes(), plain)
    assert not any(each.requires_grad for each in gained)


class Windows(nn.Module):
    """Attention within halves of the picture."""

    def __init__(self):
        super().__init__()
        self.embed = nn.Conv2d(1, WIDTH, 2, stride=2)
        self.attention, self.head = Attention("fused"), nn.Linear(WIDTH, 4)

    def forward(self, batch):
        tokens = self.embed(batch).flatten(2).mT
        halves = tokens.unflatten(1, (2, -1)).flatten(0, 1)
        mixed = self.attention(halves).unflatten(0, (-1, 2)).flatten(1, 2)
        return self.head(mixed.mean(1))


class Stages(Windows):
    """Attention among all patches, then among a quarter as many."""

    def forward(self, batch):
        maps = self.embed(batch)
        fine = self.attention(maps.flatten(2).mT)
        coarse = functional.avg_pool2d(fine.mT.unflatten(2, maps.shape[2:]), 2)
        return self.head(self.attention(coarse.flatten(2).mT).mean(1))


@pytest.mark.parametrize("build", [Windows, Stages])
def test_attention_within_windows_or_stages_is_refused_with_a_hint(build):
    with pytest.raises(LayerError, match="not among all") as caught:
        read(build(), torch.randn(2, 1, 8, 8))
    assert "Grad-CAM" in caught.value.hint


def test_a_network_without_attention_is_refused_with_a_hint(small_net):
    with pytest.raises(LayerError, match="no attention") as caught:
        read(small_net(), torch.randn(2, 1, 16, 16))
    assert "Grad-CAM" in caught.value.hint


def test_tokens_without_a_place_in_the_image_are_refused():
    with pytest.raises(LayerError):
        read_attention(make(), batch_of(2), score_of, lambda _tokens: None)


def test_a_score_that_no_attention_moves_is_told():
    with pytest.raises(NoGradientError):
        read(make(), batch_of(2), score_of=lambda output: score_of(output).detach())


def test_a_network_built_under_inference_mode_is_refused():
    with torch.inference_mode():
        model = Vit()
    with pytest.raises(ModelError, match="inference_mode"):
        read(model, batch_of(2))


class Masked(Attention):
    """A mask of numbers or of truths keeps every token from looking at the last one."""

    def mix(self, q, k, v, offset):
        keep = torch.ones(q.shape[2], q.shape[2], dtype=torch.bool)
        keep[:, -1] = False
        mask = keep if self.kind == "truths" else (~keep).float() * -1e9
        return functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)


@pytest.mark.parametrize("kind", ["truths", "numbers"])
def test_a_mask_is_kept_to(kind):
    model, batch = make(), batch_of(2)
    for block in model.blocks:
        block.attention.__class__ = Masked
        block.attention.kind = kind
    plain = model.eval()(batch)
    seen = []
    found = read(
        model, batch, score_of=lambda output: (seen.append(output), score_of(output))[1]
    )
    torch.testing.assert_close(seen[0].detach(), plain)
    assert all(not each[..., -1].any() for each in found.attention)


class MaskedHeads(Attention):
    """A mask that torch's multi-head attention is given is not read."""

    def forward(self, tokens, _offset=None):
        mask = torch.zeros(tokens.shape[1], tokens.shape[1])
        more = {"need_weights": False, "attn_mask": mask}
        return nn.MultiheadAttention.forward(self, tokens, tokens, tokens, **more)[0]


def test_what_is_not_plain_self_attention_is_left_to_torch():
    model = make("heads")
    for block in model.blocks:
        block.attention.__class__ = MaskedHeads
    with pytest.raises(LayerError, match="no attention"):
        read(model, batch_of(2))


class Odd(Vit):
    """Blocks whose tokens change their width cannot stand in for each other."""

    def __init__(self):
        super().__init__()
        self.blocks[1] = nn.Sequential(self.blocks[1], nn.Linear(WIDTH, 9))
        self.back = nn.Linear(9, WIDTH)

    def forward(self, batch):
        tokens = self.blocks[1](self.blocks[0](self.embed(batch).flatten(2).mT))
        return self.end(self.blocks[2](self.back(tokens)))


def test_blocks_that_cannot_be_told_apart_have_no_own_slopes():
    found = read(Odd(), batch_of(2))
    assert len(found.slopes) == BLOCKS
    with pytest.raises(LayerError, match="told apart"):
        found.own_slopes()


def test_scores_while_reading_are_those_of_the_plain_network():
    for kind in KINDS:
        model, batch = make(kind), batch_of(2)
        with torch.no_grad():
            plain = model.eval()(batch)
        seen = []

        def keep(output, seen=seen):
            seen.append(output.detach())
            return score_of(output)

        read(model, batch, score_of=keep)
        torch.testing.assert_close(seen[0], plain)


timm = pytest.importorskip("timm")
hf = pytest.importorskip("transformers")


def test_timm_without_fused_attention_computes_what_was_read():
    torch.manual_seed(0)
    model = timm.create_model(
        "deit_tiny_distilled_patch16_224", img_size=32, depth=2, num_classes=4
    ).eval()
    batch = torch.randn(2, 3, 32, 32)
    found = read(model, batch)
    kept = []
    for block in model.blocks:
        block.attn.fused_attn = False
        block.attn.attn_drop.register_forward_hook(lambda _m, _i, output: kept.append(output))
    slopes = torch.autograd.grad(score_of(model(batch)).sum(), kept)
    assert (found.prefix, found.grid) == (2, (2, 2))
    for block in range(2):
        torch.testing.assert_close(found.attention[block], kept[block].detach())
        torch.testing.assert_close(found.slopes[block], slopes[block], rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("kind", ["eager", "sdpa"])
def test_hugging_face_tells_the_attention_that_was_read(kind):
    torch.manual_seed(0)
    config = hf.ViTConfig(
        hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64,
        image_size=32, patch_size=16, num_labels=4, attn_implementation=kind,
    )  # fmt: skip
    model, batch = hf.ViTForImageClassification(config).eval(), torch.randn(2, 3, 32, 32)
    found = read(model, batch)
    model.set_attn_implementation("eager")
    with torch.no_grad():
        told = model(batch, output_attentions=True).attentions
    torch.testing.assert_close(found.attention, tuple(told))
    torch.testing.assert_close(found.own_slopes()[1], found.slopes[1])
    assert found.own_slopes()[0].any()


def test_a_view_is_asked_for_the_number_of_tokens():
    asked = []

    def grid_of(tokens):
        asked.append(tokens)
        return TokenView((7,), 0)

    found = read_attention(make(), batch_of(2), score_of, grid_of)
    assert asked == [7]
    assert found.grid == (7,)
