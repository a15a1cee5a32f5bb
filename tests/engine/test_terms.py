"""The terms of input and biases add up to the score, and the network is left as it was."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from camviewer.core.errors import NoGradientError
from camviewer.engine.terms import bias_terms, effective_bias

KINDS = {
    2: (nn.Conv2d, nn.ConvTranspose2d, nn.BatchNorm2d, nn.InstanceNorm2d, nn.MaxPool2d),
    3: (nn.Conv3d, nn.ConvTranspose3d, nn.BatchNorm3d, nn.InstanceNorm3d, nn.MaxPool3d),
}


class Affine(nn.Module):
    """All kinds of affine layers and ReLUs, one of each in place, one layer run twice."""

    def __init__(self, axes, *, is_inplace=True, bias=True):
        super().__init__()
        conv, back, norm, own, pool = KINDS[axes]
        self.stem = conv(2, 6, 3, padding=1, bias=False)
        self.norm = norm(6)
        self.relu = nn.ReLU(inplace=is_inplace)
        self.down = pool(2)
        self.twice = conv(6, 6, 3, padding=1, groups=2, bias=bias)
        self.kept = own(6, affine=True, track_running_stats=True)
        self.bare = norm(6, affine=False)
        self.up = back(6, 5, 2, stride=2, bias=bias)
        self.hidden, self.fc = nn.Linear(5, 7, bias=bias), nn.Linear(7, 3, bias=bias)
        self.is_inplace = is_inplace

    def forward(self, x):
        x = self.down(self.relu(self.norm(self.stem(x))))
        y = self.twice(self.relu(self.kept(self.twice(x))))
        if self.is_inplace:
            y += x
        else:
            y = y + x
        y = self.relu(self.up(self.bare(y)))
        return self.fc(self.relu(self.hidden(y.flatten(2).mean(2))))


def settle(model, seed=0):
    """Random values everywhere, running means and variances too, in float64."""
    draw = torch.Generator().manual_seed(seed)
    for name, value in model.state_dict().items():
        if value.is_floating_point():
            drawn = torch.randn(value.shape, generator=draw)
            value.copy_(drawn.square() + 0.5 if name.endswith("running_var") else drawn)
    return model.double()


def batch_of(axes, count=3):
    draw = torch.Generator().manual_seed(1)
    return torch.randn(count, 2, *(8, 6, 4)[:axes], generator=draw).double()


def score_of(output):
    return output[torch.arange(len(output)), torch.arange(len(output)) % 3]


def total(terms):
    parts = [terms.inputs, *terms.layers]
    return sum((part.flatten(1).sum(1) for part in parts), terms.rest)


@pytest.fixture(params=[2, 3], ids=["2d", "3d"])
def axes(request):
    return request.param


@pytest.mark.parametrize("is_inplace", [True, False], ids=["in place", "plain"])
@pytest.mark.parametrize("mode", ["train", "eval", "frozen"])
def test_all_terms_add_up_to_the_score(axes, is_inplace, mode):
    model = settle(Affine(axes, is_inplace=is_inplace))
    model.train(mode == "train").requires_grad_(mode != "frozen")
    batch = batch_of(axes)
    terms = bias_terms(model, batch, score_of)
    with torch.no_grad():
        score = score_of(model.eval()(batch))
    torch.testing.assert_close(total(terms), score, rtol=1e-8, atol=1e-10)


def test_each_layer_has_the_terms_of_its_bias(axes):
    """The gradient at a layer's output is that of a number added to it there."""
    model, batch = settle(Affine(axes, is_inplace=False)).eval(), batch_of(axes)
    terms = bias_terms(model, batch, score_of)
    channels = [6, 6, 6, 6, 6, 5]
    assert [layer.shape[1] for layer in terms.layers] == channels
    assert terms.layers[0].shape[2:] == batch.shape[2:]
    assert terms.layers[1].shape[2:] == torch.Size([size // 2 for size in batch.shape[2:]])
    bias = model.up.bias.detach()
    added = torch.zeros_like(terms.layers[-1]).requires_grad_()
    handle = model.up.register_forward_hook(lambda _m, _i, output: output + added)
    (slope,) = torch.autograd.grad(score_of(model(batch)).sum(), added)
    handle.remove()
    shape = (-1, *[1] * axes)
    torch.testing.assert_close(terms.layers[-1], bias.reshape(shape) * slope)


def test_linear_layers_and_only_they_are_the_rest(axes):
    model, batch = settle(Affine(axes)).eval(), batch_of(axes)
    terms = bias_terms(model, batch, score_of)
    seen = []
    handle = model.fc.register_forward_hook(lambda _m, inputs, _o: seen.append(inputs[0]))
    model(batch)
    handle.remove()
    chosen = torch.arange(len(batch)) % 3
    hidden = (seen[0] > 0).double() * model.fc.weight.detach()[chosen]
    exact = hidden @ model.hidden.bias.detach() + model.fc.bias.detach()[chosen]
    torch.testing.assert_close(terms.rest, exact)


def test_without_any_bias_the_input_has_it_all(axes):
    conv = KINDS[axes][0]
    model = nn.Sequential(conv(2, 4, 3, bias=False), nn.ReLU(), nn.Flatten())
    model, batch = settle(model), batch_of(axes)
    terms = bias_terms(model, batch, lambda output: output.sum(1))
    assert terms.layers == ()
    assert not terms.rest.any()
    torch.testing.assert_close(terms.inputs.flatten(1).sum(1), model(batch).sum(1).detach())


def test_a_network_that_changes_its_input_is_seen_as_it_is(axes):
    conv = KINDS[axes][0]
    model = settle(nn.Sequential(nn.ReLU(inplace=True), conv(2, 4, 3), nn.Flatten()))
    batch = batch_of(axes)
    terms = bias_terms(model, batch, lambda output: output.sum(1))
    assert torch.equal(batch, batch_of(axes))
    assert (terms.inputs != 0).equal(batch > 0)
    torch.testing.assert_close(total(terms), model(batch).sum(1).detach())


def test_a_batch_is_its_samples_one_by_one(axes):
    model, batch = settle(Affine(axes)), batch_of(axes)
    whole = bias_terms(model, batch, lambda output: output[:, 1])
    for i in range(len(batch)):
        alone = bias_terms(model, batch[i : i + 1], lambda output: output[:, 1])
        torch.testing.assert_close(alone.inputs[0], whole.inputs[i])
        torch.testing.assert_close(alone.rest[0], whole.rest[i])
        for one, all_ in zip(alone.layers, whole.layers, strict=True):
            torch.testing.assert_close(one[0], all_[i])


def test_on_paper():
    """``y = relu(2 x - 1) - 1`` pooled over (3, 0): the second is cut off."""
    model = nn.Sequential(nn.Conv2d(1, 1, 1), nn.ReLU(), nn.AvgPool2d((1, 2)), nn.Flatten())
    model[0].weight.data.fill_(2.0)
    model[0].bias.data.fill_(-1.0)
    terms = bias_terms(model, torch.tensor([[[[3.0, 0.0]]]]), lambda out: out[:, 0] - 1)
    assert terms.inputs.tolist() == [[[[3.0, 0.0]]]]
    assert [layer.tolist() for layer in terms.layers] == [[[[[-0.5, 0.0]]]]]
    assert terms.rest.tolist() == [0.0]


class ChannelsLast(nn.Module):
    """As in ConvNeXt: a linear layer over channels that lie behind the cells."""

    def __init__(self, axes):
        super().__init__()
        self.axes = axes
        self.stem = KINDS[axes][0](2, 5, 3, padding=1)
        self.mix, self.fc = nn.Linear(5, 4), nn.Linear(4, 3)

    def forward(self, x):
        return self.fc(self.mix(self.stem(x).movedim(1, -1)).relu().flatten(1, -2).mean(1))


def test_channels_behind_the_cells_are_brought_to_the_front(axes):
    model, batch = settle(ChannelsLast(axes)), batch_of(axes)
    terms = bias_terms(model, batch, score_of)
    assert [layer.shape[1] for layer in terms.layers] == [5, 4]
    assert all(layer.shape[2:] == batch.shape[2:] for layer in terms.layers)
    torch.testing.assert_close(total(terms), score_of(model(batch)).detach(), rtol=1e-8, atol=0)


class FrontNorm(nn.LayerNorm):
    """A layer normalisation of channels in front of a square map as wide as they are many."""

    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


@pytest.mark.parametrize("norm", [FrontNorm(6), nn.LayerNorm(6), nn.LayerNorm((6, 6, 6))])
def test_beta_of_a_layer_normalisation_lies_where_it_is_added(norm):
    """With a weight of 0 the output is beta alone: then its terms are the whole score."""
    model = nn.Sequential(nn.Conv2d(2, 6, 1, bias=False), norm, nn.Flatten()).double()
    with torch.no_grad():
        norm.weight.zero_()
        norm.bias.copy_(
            torch.randn(norm.bias.shape, generator=torch.Generator().manual_seed(5))
        )
    draw = torch.Generator().manual_seed(2)
    batch = torch.randn(2, 2, 6, 6, generator=draw).double()
    mixing = torch.randn(6 * 36, generator=draw).double()
    terms = bias_terms(model, batch, lambda output: output @ mixing)
    torch.testing.assert_close(total(terms), (model(batch) @ mixing).detach())
    added = norm.bias.detach()
    slopes = mixing.reshape(6, 6, 6)
    exact = (added[:, None, None] if isinstance(norm, FrontNorm) else added) * slopes
    has_channels_last = type(norm) is nn.LayerNorm and added.ndim == 1
    exact = exact.movedim(-1, 0) if has_channels_last else exact
    assert len(terms.layers) == 1
    torch.testing.assert_close(terms.layers[0], exact.expand(2, 6, 6, 6))


class Shared(nn.Module):
    """A linear layer on a constant: one bias for all samples, with nothing before it."""

    def __init__(self):
        super().__init__()
        self.shift, self.conv = nn.Linear(1, 2), nn.Conv2d(2, 3, 1)
        self.register_buffer("nothing", torch.zeros(1, 1))

    def forward(self, x):
        return self.conv(x + self.shift(self.nothing)[:, :, None, None]).flatten(2).mean(2)


def test_a_layer_that_no_image_reaches_counts_when_there_is_one_sample():
    model = settle(Shared()).requires_grad_(requires_grad=False)
    model.nothing.zero_()
    terms = bias_terms(model, batch_of(2, 1), score_of)
    assert terms.rest.all()
    torch.testing.assert_close(total(terms), score_of(model(batch_of(2, 1))))


def test_what_a_bend_other_than_relu_adds_is_missing():
    model = nn.Sequential(nn.Conv2d(2, 3, 1), nn.Sigmoid(), nn.Flatten())
    model, batch = settle(model), batch_of(2)
    terms = bias_terms(model, batch, lambda output: output.sum(1))
    score = model(batch).sum(1).detach()
    assert ((total(terms) - score).abs() > 0.01 * score.abs()).all()


@pytest.mark.parametrize(
    ("module", "exact"),
    [
        (nn.Conv2d(1, 2, 1), [1.0, -2.0]),
        (nn.Conv2d(1, 2, 1, bias=False), None),
        (nn.Linear(1, 2), [1.0, -2.0]),
        (nn.GroupNorm(1, 2), [1.0, -2.0]),
        (nn.BatchNorm3d(2), [1 - 4 * 3 / 2, -2 - 4 * 3 / 2]),
        (nn.BatchNorm2d(2, affine=False), [-4 / 2, -4 / 2]),
        (nn.BatchNorm2d(2, track_running_stats=False), [1.0, -2.0]),
        (nn.InstanceNorm2d(2), None),
        (nn.ReLU(), None),
        (nn.Sequential(nn.Linear(1, 2)), None),
    ],
)
def test_effective_bias_on_paper(module, exact):
    """Weights of 3, running means of 4, running variances and eps that sum to 4."""
    with torch.no_grad():
        for name, value in module.named_parameters(recurse=False):
            value.copy_(torch.tensor([1.0, -2.0]) if name == "bias" else torch.tensor(3.0))
        for name, value in module.named_buffers():
            if name != "num_batches_tracked":
                value.fill_(4.0 if name == "running_mean" else 4.0 - module.eps)
    found = effective_bias(module)
    assert exact == (None if found is None else pytest.approx(exact and found.tolist()))
    assert found is None or not found.requires_grad


def test_a_score_that_hangs_on_no_input_is_refused():
    model, batch = settle(Affine(2)), batch_of(2)
    for score in (
        lambda out: out[:, 0].detach(),
        lambda out: model.fc.bias[:1].expand(len(out)),
    ):
        with pytest.raises(NoGradientError, match="input"):
            bias_terms(model, batch, score)


def prepared(axes):
    """In mixed modes, partly frozen, with gradients of its user's."""
    model = settle(Affine(axes))
    model.train()
    model.norm.eval()
    model.fc.weight.requires_grad_(requires_grad=False)
    model.up.weight.grad = torch.ones_like(model.up.weight)
    return model


def test_no_trace_is_left(axes, snapshot):
    model, batch = prepared(axes), batch_of(axes)
    before, kept = snapshot(model), batch.clone()
    terms = bias_terms(model, batch, score_of)
    assert snapshot(model) == before
    assert torch.equal(batch, kept)
    assert not any(part.requires_grad for part in (terms.inputs, *terms.layers, terms.rest))


class ExplodingError(Exception):
    pass


@pytest.mark.parametrize("place", ["stem", "up", "fc", "score"])
def test_no_trace_is_left_by_a_failure(place, snapshot):
    def explode(*_args):
        raise ExplodingError

    model = prepared(2)
    if place != "score":
        model.get_submodule(place).register_forward_hook(explode)
    before = snapshot(model)
    with pytest.raises(ExplodingError):
        bias_terms(model, batch_of(2), explode if place == "score" else score_of)
    assert snapshot(model) == before


@pytest.mark.parametrize("mode", [torch.no_grad, torch.inference_mode])
def test_it_works_in_any_gradient_mode_and_puts_it_back(mode, snapshot):
    model = settle(Affine(2))
    exact = bias_terms(model, batch_of(2), score_of)
    with mode():
        batch = batch_of(2)
        before = snapshot(model)
        found = bias_terms(model, batch, score_of)
        assert snapshot(model) == before
    torch.testing.assert_close(found.inputs, exact.inputs)


def test_no_gradient_of_a_parameter_is_computed(axes):
    model = settle(Affine(axes))
    for parameter in model.parameters():
        parameter.register_hook(lambda _grad: pytest.fail("a parameter's gradient"))
    bias_terms(model, batch_of(axes), score_of)


def test_terms_of_a_half_precision_network_do_not_underflow():
    model = settle(Affine(2)).to(torch.bfloat16)
    terms = bias_terms(model, batch_of(2).to(torch.bfloat16), score_of)
    assert {part.dtype for part in (terms.inputs, *terms.layers, terms.rest)} == {torch.float32}
