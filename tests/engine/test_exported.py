import threading
from itertools import product

import pytest
import torch
from torch import nn

from camviewer.engine.cut import cut_behind
from camviewer.engine.exported import exported_behind
from camviewer.engine.probe import class_outputs, hooked


class Untraceable(nn.Module):
    """Looks at shapes, takes keyword arguments, skips over its layer and changes in place."""

    def __init__(self, axes=2):
        super().__init__()
        conv = [nn.Conv2d, nn.Conv3d][axes - 2]
        norm = [nn.BatchNorm2d, nn.BatchNorm3d][axes - 2]
        self.stem = conv(1, 4, 3, padding=1)
        self.block = nn.Sequential(conv(4, 4, 3, padding=1), norm(4), nn.ReLU(inplace=True))
        self.last = conv(4, 4, 3, padding=1)
        self.head = nn.Linear(4, 3)

    def forward(self, x, *, scale=2.0):
        if x.shape[0] > 500:
            raise ValueError
        y = self.stem(x)
        z = self.block(y)
        z += y
        w = self.last(z).relu_() * scale + y
        return self.head(w.reshape(x.shape[0], w.shape[1], -1).mean(2))


@pytest.fixture
def net():
    def make(axes=2):
        torch.manual_seed(axes)
        model = Untraceable(axes).eval()
        for module in model.modules():
            if hasattr(module, "running_mean"):
                module.running_mean.normal_()
        return model

    return make


def _batch(axes, count=3):
    return torch.rand(count, 1, *[8, 6, 10][:axes])


def _kept(model, layer, batch):
    """What a layer gives, before anything behind it changes it."""
    kept = []
    with hooked(model.get_submodule(layer), lambda _, output: kept.append(output.clone())):
        class_outputs(model, batch)
    return kept[0]


@pytest.mark.parametrize("axes", [2, 3])
def test_what_follows_the_layer_gives_the_networks_own_output(net, axes):
    model = net(axes)
    for layer, count in product(("stem", "block", "block.0", "last"), (1, 3)):
        batch = _batch(axes, count)
        assert cut_behind(model, layer, batch) is None
        exported = exported_behind(model, layer, batch)
        with torch.no_grad():
            expected = model(batch)
        kept = _kept(model, layer, batch)
        for sample, rows in product({0, count - 1}, (1, 5)):
            given = kept[sample : sample + 1].expand(rows, *kept.shape[1:])
            found = exported.output(given, sample)
            torch.testing.assert_close(found, expected[sample : sample + 1].expand(rows, 3))


def test_other_activations_score_as_in_the_whole_network(net):
    model, batch = net(), _batch(2, 2)
    exported = exported_behind(model, "block", batch)
    other = torch.randn(4, 4, 8, 6)
    with torch.no_grad():
        y = model.stem(batch[1:])
        w = model.last(other + y).relu() * 2 + y
        expected = model.head(w.flatten(2).mean(2))
    torch.testing.assert_close(exported.output(other, 1), expected)
    assert not torch.allclose(exported.output(other, 0), expected)


def test_the_networks_present_parameters_are_used(net):
    model, batch = net(), _batch(2, 1)
    kept = _kept(model, "block", batch)
    exported = exported_behind(model, "block", batch)
    with torch.no_grad():
        model.head.weight.mul_(3)
        model.last.weight = nn.Parameter(torch.randn_like(model.last.weight))
        torch.testing.assert_close(exported.output(kept, 0), model(batch))


@pytest.mark.parametrize("is_training", [False, True])
def test_the_network_is_left_as_it_was(net, is_training):
    model, batch = net().train(is_training), _batch(2)
    state = {name: value.clone() for name, value in model.state_dict().items()}
    before = [dict(vars(module)) for module in model.modules()]
    exported = exported_behind(model, "block", batch)
    exported.output(_kept(model, "block", batch)[:1], 0)
    assert [dict(vars(module)) for module in model.modules()] == before
    for name, value in model.state_dict().items():
        assert torch.equal(value, state[name])
    assert all(module.training == is_training for module in model.modules())


def test_a_network_is_exported_once_for_one_shape_of_its_input(net, monkeypatch):
    model, calls = net(), []
    export = torch.export.export
    monkeypatch.setattr(
        torch.export, "export", lambda *args, **more: calls.append(1) or export(*args, **more)
    )
    for layer, count in (("block", 3), ("last", 1), ("stem", 2)):
        assert exported_behind(model, layer, _batch(2, count)) is not None
    assert len(calls) == 1
    assert exported_behind(model, "block", torch.rand(1, 1, 10, 10)) is not None
    assert len(calls) == 2


class Single(nn.Module):
    """Works with one image at a time only."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 3, 3)

    def forward(self, x):
        if x.shape[0] != 1:
            message = "one image at a time"
            raise ValueError(message)
        y = self.conv(x)
        return {"scores": y.reshape(3, -1).amax(1)[None] + x.mean()}


def test_a_network_for_one_image_at_a_time_takes_rows_one_by_one():
    model, batch = Single().eval(), torch.rand(1, 1, 8, 8)
    exported = exported_behind(model, "conv", batch)
    rows = torch.randn(3, 3, 6, 6)
    found = exported.output(rows, 0)["scores"]
    torch.testing.assert_close(found, rows.flatten(2).amax(2) + batch.mean())


def test_a_constant_number_of_samples_in_the_code_is_no_graph_for_all():
    class Two(Single):
        def forward(self, x):
            y = self.conv(x)
            return y.reshape(2, 3, -1).amax(2) if x.shape[0] == 2 else y.amin((2, 3))

    model, batch = Two().eval(), torch.rand(1, 1, 8, 8)
    rows = torch.randn(3, 3, 6, 6)
    found = exported_behind(model, "conv", batch).output(rows, 0)
    torch.testing.assert_close(found, rows.amin((2, 3)))


class ByValue(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 3, 3)
        self.seen = None

    def forward(self, x):
        y = self.conv(x)
        return y.amax((2, 3)) if float(y.sum()) > 0 else y.amin((2, 3))


class Mixing(ByValue):
    def forward(self, x):
        return self.conv(x).mean((2, 3)) + x.mean() + 0 * x.shape[0]


class Twice(ByValue):
    def forward(self, x):
        return (self.conv(x) + self.conv(x * 2)).mean((2, 3))


class Remembering(ByValue):
    def forward(self, x):
        self.seen = self.conv(x)
        return self.seen.mean((2, 3))


@pytest.mark.parametrize("kind", [ByValue, Mixing, Twice])
def test_what_cannot_be_cut_exactly_is_not_cut(kind):
    model = kind().eval()
    assert exported_behind(model, "conv", torch.rand(2, 1, 8, 8)) is None
    assert model.seen is None


def test_what_a_network_writes_into_itself_is_put_back():
    model = Remembering().eval()
    exported_behind(model, "conv", torch.rand(2, 1, 8, 8))
    assert model.seen is None


def test_a_network_with_hooks_is_not_exported(net):
    model = net()
    model.stem.register_forward_hook(lambda _module, _inputs, output: output * 2)
    assert exported_behind(model, "last", _batch(2)) is None


def test_a_layer_that_hands_on_its_input_is_no_value_of_the_graph():
    model = nn.Sequential(nn.Conv2d(1, 2, 3), nn.Identity(), nn.Flatten(), nn.Linear(72, 2))
    assert exported_behind(model.eval(), "1", torch.rand(2, 1, 8, 8)) is None


def test_a_graph_for_one_sample_is_not_used_for_several():
    model = Single().eval()
    assert exported_behind(model, "conv", torch.rand(2, 1, 8, 8)) is None


def test_two_threads_export_and_run_at_once(net):
    batch = _batch(2, 2)
    wrong = []

    def work(seed):
        try:
            model = net()
            kept = _kept(model, "block", batch)
            for size in (0, 1, 2):
                expected = model(batch).detach()
                found = exported_behind(model, "block", batch).output(kept[1:], 1)
                torch.testing.assert_close(found, expected[1:], msg=str((seed, size)))
        except (RuntimeError, AssertionError, AttributeError) as error:
            wrong.append(error)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.mark.parametrize("is_same", [False, True])
def test_exporting_does_not_disturb_another_thread(net, is_same):
    other, batch = net(), _batch(2, 2)
    model = other if is_same else net()
    expected = class_outputs(other, batch)
    stop = threading.Event()
    wrong = []

    def work():
        while not stop.is_set():
            try:
                if not torch.equal(class_outputs(other, batch), expected):
                    wrong.append("another result")
            except (RuntimeError, TypeError, AttributeError) as error:
                wrong.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        for size in (8, 9, 10, 11):
            exported = exported_behind(model, "block", torch.rand(2, 1, size, size))
            assert exported is not None
    finally:
        stop.set()
        thread.join()
    assert not wrong
