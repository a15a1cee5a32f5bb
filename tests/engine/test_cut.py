import threading
from types import SimpleNamespace

import pytest
import torch
from torch import nn

from camviewer.engine.cut import cut_behind
from camviewer.engine.record import record as record_layers
from camviewer.engine.targets import as_target


def record(model, layer, batch, target, *, has_gradients=True):
    """What one pass showed of one layer for one target, and the scores of all classes."""
    recording = record_layers(
        model, {"layer": layer}, batch, [as_target(target)], has_gradients=has_gradients
    )
    shown = recording.recorded("layer", has_gradients=has_gradients)
    more = {"scores": recording.scores, "indices": shown.aim.indices}
    return SimpleNamespace(**vars(shown), **more, note=recording.note("layer"))


def _kept(model, layer, batch):
    return record(model, model.get_submodule(layer), batch, 0).activations


@pytest.mark.parametrize("axes", [2, 3])
def test_what_follows_the_layer_gives_the_networks_own_output(small_net, axes):
    model = small_net(axes).eval()
    batch = torch.rand(3, 1, *[16, 8, 12][:axes])
    kept = _kept(model, "block", batch)
    cut = cut_behind(model, "block", batch)
    with torch.no_grad():
        expected = model(batch)
    for sample in (0, 2):
        found = cut.output(kept[sample : sample + 1].expand(5, *kept.shape[1:]), sample)
        torch.testing.assert_close(found, expected[sample : sample + 1].expand(5, 3))


def test_nothing_before_the_layer_runs_again(small_net):
    model = small_net()
    batch = torch.rand(1, 1, 16, 16)
    kept = _kept(model, "block", batch)
    cut = cut_behind(model, "block", batch)
    model.stem.register_forward_hook(lambda *_: pytest.fail("ran the stem"))
    cut.output(kept, 0)


def test_only_the_modules_around_the_layer_are_traced():
    """A branch that no trace can follow does not matter where it is one step of the graph."""

    class Odd(nn.Module):
        def forward(self, x):
            return x if float(x.sum()) > 0 else -x

    model = nn.Sequential(Odd(), nn.Conv2d(1, 2, 3), Odd(), nn.Flatten(), nn.Linear(72, 2))
    batch = torch.rand(1, 1, 8, 8)
    kept = torch.rand(1, 2, 6, 6)
    with torch.no_grad():
        expected = model[2:](kept)
    torch.testing.assert_close(cut_behind(model, "1", batch).output(kept, 0), expected)


class Branching(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 3, 3)

    def forward(self, x):
        y = self.conv(x)
        return y.amax((2, 3)) if float(y.sum()) > 0 else y.amin((2, 3))


def test_python_that_looks_at_values_cannot_be_cut():
    assert cut_behind(Branching(), "conv", torch.rand(1, 1, 8, 8)) is None


def test_a_network_with_hooks_around_the_layer_is_not_cut(small_net):
    model = small_net()
    batch = torch.rand(1, 1, 16, 16)
    assert cut_behind(model, "stem.0", batch) is not None
    model.stem.register_forward_hook(lambda _module, _inputs, output: output * 2)
    assert cut_behind(model, "stem.0", batch) is None
    assert cut_behind(model, "last", batch) is not None


def test_a_layer_that_runs_twice_is_not_cut():
    class Twice(Branching):
        def forward(self, x):
            return (self.conv(x) + self.conv(x)).mean((2, 3))

    assert cut_behind(Twice(), "conv", torch.rand(1, 1, 8, 8)) is None


def test_earlier_values_may_be_changed_in_place_behind_the_layer():
    class Adding(nn.Module):
        def __init__(self):
            super().__init__()
            self.stem = nn.Conv2d(1, 3, 3)
            self.side = nn.Conv2d(3, 3, 1)

        def forward(self, x):
            x = self.stem(x)
            y = self.side(x)
            x.add_(y)
            return (x + y).tanh().mean((2, 3))

    model, batch = Adding(), torch.rand(2, 1, 8, 8)
    with torch.no_grad():
        expected = model(batch)
        kept = model.side(model.stem(batch))
        cut = cut_behind(model, "side", batch)
        for sample in (0, 1, 0):
            rows = kept[sample : sample + 1].expand(3, *kept.shape[1:])
            found = cut.output(rows, sample)
            torch.testing.assert_close(found, expected[sample : sample + 1].expand(3, 3))


def test_a_score_that_hangs_on_the_layer_by_a_change_in_place_only_is_not_cut():
    class Hidden(nn.Module):
        def __init__(self):
            super().__init__()
            self.side = nn.Conv2d(1, 1, 1)

        def forward(self, x):
            x = x * 1.0
            x.add_(self.side(x))
            return x.mean((2, 3))

    assert cut_behind(Hidden(), "side", torch.rand(1, 1, 8, 8)) is None


def test_what_a_network_writes_into_itself_is_put_back_after_tracing():
    class Writing(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(1, 3, 3)
            self.calls = 0

        def forward(self, x):
            self.calls += 1
            self.seen = self.conv(x)
            return self.seen.mean((2, 3))

    model = Writing()
    before = dict(vars(model))
    assert cut_behind(model, "conv", torch.rand(1, 1, 8, 8)) is not None
    assert dict(vars(model)) == before


@pytest.mark.parametrize("is_same", [False, True])
def test_tracing_does_not_disturb_another_thread(small_net, is_same):
    other, batch = small_net().eval(), torch.rand(2, 1, 16, 16)
    model = other if is_same else small_net().eval()
    with torch.no_grad():
        expected = other(batch)
    stop = threading.Event()
    wrong = []

    def work():
        while not stop.is_set():
            try:
                with torch.no_grad():
                    if not torch.equal(other(batch), expected):
                        wrong.append("another result")
            except (RuntimeError, TypeError, AttributeError) as error:
                wrong.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        for _ in range(100):
            assert cut_behind(model, "last.0", batch) is not None
    finally:
        stop.set()
        thread.join()
    assert not wrong
