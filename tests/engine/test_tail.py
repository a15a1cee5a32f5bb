import threading
from types import SimpleNamespace

import pytest
import torch
import torchvision
from torch import nn

from camviewer.core.errors import Cancelled, LayerError
from camviewer.engine import tail as tails
from camviewer.engine.cut import cut_behind
from camviewer.engine.device import BYTES_PER_INPUT_BYTE
from camviewer.engine.probe import overridden_output, undisturbed
from camviewer.engine.record import record as record_layers
from camviewer.engine.tail import (
    CLOSED_FORM,
    EXPORTED,
    GRAPH,
    WHOLE_FORWARDS,
    Route,
    Setting,
    find_route,
    head_tail,
    linear_head,
    route_tail,
)
from camviewer.engine.target import class_scores
from camviewer.engine.targets import as_target


def record(model, layer, batch, target, *, has_gradients=True):
    """What one pass showed of one layer for one target, and the scores of all classes."""
    recording = record_layers(
        model, {"layer": layer}, batch, [as_target(target)], has_gradients=has_gradients
    )
    shown = recording.recorded("layer", has_gradients=has_gradients)
    more = {"scores": recording.scores, "indices": shown.aim.indices}
    more |= {"as_output": shown.as_output}
    return SimpleNamespace(**vars(shown), **more, note=recording.note("layer"))


def overridden_outputs(model, layer, batch, activations):
    """Class scores of a whole pass with the layer's output replaced."""
    return class_scores(overridden_output(model, layer, batch, activations))


def find_tail(setting, recorded, head):
    """The tail that is run, as the study finds it."""
    if head is not None:
        return head_tail(head)
    return route_tail(find_route(setting, recorded), recorded.aim, setting)


def _tail(model, name, batch, target=1):
    layer = model.get_submodule(name)
    recording = record(model, layer, batch, target)
    setting = Setting(model, layer, name, batch)
    return recording, find_tail(setting, recording, linear_head(recording))


def _whole(model, name, batch, activations, target=1):
    one = batch[:1].expand(len(activations), *batch.shape[1:]).contiguous()
    return overridden_outputs(model, model.get_submodule(name), one, activations)[:, target]


@pytest.mark.parametrize("axes", [2, 3])
def test_pooling_and_a_linear_layer_are_found_with_their_weights(small_net, axes):
    model = small_net(axes)
    batch = torch.rand(2, 1, *[16, 8, 12][:axes])
    recording = record(model, model.last, batch, [0, 2])
    head = linear_head(recording)
    torch.testing.assert_close(head.weight, model.fc.weight.detach()[[0, 2]])
    torch.testing.assert_close(head.bias, model.fc.bias.detach()[[0, 2]])


def test_a_constant_gradient_alone_is_no_linear_head():
    """The ReLU behind the layer lets all of this image through: only the graph shows it."""
    model = nn.Sequential(
        nn.Conv2d(1, 4, 3),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(4, 2),
    )
    with torch.no_grad():
        model[0].bias.fill_(100.0)
    recording = record(model, model[0], torch.rand(1, 1, 8, 8), 0)
    spread = recording.gradients.amax((2, 3)) - recording.gradients.amin((2, 3))
    assert float(spread.abs().max()) == 0
    assert linear_head(recording) is None


def test_a_linear_layer_of_all_cells_is_no_pooling():
    model = nn.Sequential(nn.Conv2d(1, 4, 3), nn.Flatten(), nn.Linear(144, 2))
    recording = record(model, model[0], torch.rand(1, 1, 8, 8), 0)
    assert recording.is_affine
    assert linear_head(recording) is None


def test_flattened_maps_are_no_pooling(captum_net, captum_image):
    model = captum_net()
    assert linear_head(record(model, model.relu1, captum_image, 0)) is None


@pytest.mark.parametrize(
    ("layer", "kind"),
    [
        ("layer4", CLOSED_FORM),
        ("layer4.1.bn2", GRAPH),
        ("layer4.1.conv1", GRAPH),
        ("layer4.0.downsample", GRAPH),
        ("layer3", GRAPH),
        ("layer2.0.conv2", GRAPH),
        ("conv1", GRAPH),
    ],
)
def test_tails_of_a_residual_network_score_as_whole_forwards_do(layer, kind):
    torch.manual_seed(0)
    model = torchvision.models.resnet18(weights=None)
    batch = torch.rand(2, 3, 64, 64)
    recording, tail = _tail(model, layer, batch)
    activations = torch.rand(5, *recording.activations.shape[1:])
    assert tail.kind == kind
    found = tail.run(activations, 0)
    torch.testing.assert_close(
        found, _whole(model, layer, batch, activations), rtol=1e-4, atol=1e-4
    )


@pytest.mark.parametrize("axes", [2, 3])
def test_tails_work_in_place_for_every_sample(small_net, axes):
    model = small_net(axes)
    batch = torch.rand(3, 1, *[16, 8, 12][:axes])
    recording, tail = _tail(model, "block", batch)
    assert tail.kind == GRAPH
    for sample in range(3):
        for _ in range(2):
            own = tail.run(recording.activations[sample : sample + 1], sample)
            torch.testing.assert_close(own[0], recording.score[sample])


class Sized(nn.Module):
    """Reads the batch size before the layer: a trace would freeze it."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 3, 3, padding=1)

    def forward(self, x):
        count = x.shape[0]
        return self.conv(x).relu().amax((2, 3)).reshape(count, 3)


class Branching(Sized):
    """Decides by a value, which cannot be traced."""

    def forward(self, x):
        y = self.conv(x).relu()
        return y.amax((2, 3)) if float(y.detach().sum()) > 0 else y.amin((2, 3))


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize(("net", "kind"), [(Sized, EXPORTED), (Branching, WHOLE_FORWARDS)])
def test_what_cannot_be_cut_by_fx_is_still_exact(net, kind, count):
    model = net()
    batch = torch.rand(count, 1, 8, 8)
    recording, tail = _tail(model, "conv", batch)
    assert tail.kind == kind
    activations = torch.randn(3, *recording.activations.shape[1:])
    torch.testing.assert_close(
        tail.run(activations, 0), _whole(model, "conv", batch, activations)
    )


def test_a_network_that_hides_the_map_elsewhere_is_run_whole():
    model = Hidden()
    batch = torch.rand(1, 1, 8, 8)
    recording, tail = _tail(model, "conv", batch)
    activations = torch.randn(2, *recording.activations.shape[1:])
    torch.testing.assert_close(
        tail.run(activations, 0), _whole(model, "conv", batch, activations)
    )


@pytest.mark.parametrize("seed", range(5))
def test_a_map_that_reaches_the_score_by_an_attribute_is_not_cut_by_fx(seed):
    class Root(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(1, 3, 3)
            self.late = _Late(self)

        def forward(self, x):
            self.kept = self.conv(x)
            return self.late(self.kept.mean((2, 3)))

    torch.manual_seed(seed)
    model = Root()
    batch = torch.rand(1, 1, 8, 8)
    recording, tail = _tail(model, "conv", batch)
    assert tail.kind == EXPORTED
    activations = torch.randn(2, *recording.activations.shape[1:])
    torch.testing.assert_close(
        tail.run(activations, 0), _whole(model, "conv", batch, activations)
    )


class Hidden(nn.Module):
    """The score reads what a module kept, not what was handed on."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 3, 3)
        self.keep = _Keep()
        self.late = _Late(self.keep)

    def forward(self, x):
        y = self.keep(self.conv(x))
        return self.late(y.mean((2, 3)) * 0)


class _Keep(nn.Module):
    def forward(self, x):
        self.kept = x.relu().amax((2, 3))
        return x


class _Late(nn.Module):
    def __init__(self, keep):
        super().__init__()
        self._keep = [keep]

    def forward(self, x):
        kept = self._keep[0].kept
        return x + (kept.relu().amax((2, 3)) if kept.ndim > 2 else kept)


def test_hooks_of_the_user_around_the_layer_are_kept(small_net):
    model = small_net()
    model.register_forward_hook(lambda _module, _inputs, output: output * 2)
    batch = torch.rand(2, 1, 16, 16)
    recording, tail = _tail(model, "block", batch)
    assert tail.kind == WHOLE_FORWARDS
    torch.testing.assert_close(tail.run(recording.activations[:1], 0)[0], recording.score[0])


def test_an_option_of_forward_keeps_its_default(small_net):
    class Optional(type(small_net())):
        def forward(self, x, has_bias: bool = True, *, extra=None):
            y = super().forward(x)
            return y + 1 if has_bias else y

    model = Optional()
    batch = torch.rand(2, 1, 16, 16)
    recording, tail = _tail(model, "block", batch)
    torch.testing.assert_close(tail.run(recording.activations[:1], 0)[0], recording.score[0])


class LooksAtShapes(nn.Module):
    """Code that torch.fx cannot follow, with a skip connection over the layer."""

    def __init__(self, axes=2):
        super().__init__()
        conv = [nn.Conv2d, nn.Conv3d][axes - 2]
        self.stem = conv(1, 4, 3)
        self.block = conv(4, 4, 3, padding=1)
        self.head = nn.Linear(4, 3)

    def forward(self, x):
        if x.shape[0] > 500:
            raise ValueError
        y = self.stem(x)
        z = (self.block(y).relu() + y) ** 2
        return self.head(z.reshape(x.shape[0], 4, -1).mean(2))


@pytest.mark.parametrize("axes", [2, 3])
def test_where_fx_cannot_follow_the_exported_graph_is_run(axes):
    torch.manual_seed(0)
    model, batch = LooksAtShapes(axes), torch.rand(2, 1, *[7, 8, 9][:axes])
    recording, tail = _tail(model, "block", batch)
    assert tail.kind == EXPORTED
    activations = torch.randn(5, *recording.activations.shape[1:])
    torch.testing.assert_close(
        tail.run(activations, 0), _whole(model, "block", batch, activations)
    )


def test_an_exported_graph_of_a_network_that_was_changed_since_is_not_run():
    torch.manual_seed(0)
    model, batch = LooksAtShapes(), torch.rand(1, 1, 8, 8)
    assert _tail(model, "block", batch)[1].kind == EXPORTED
    model.head = nn.Sequential(model.head, nn.Linear(3, 3))
    assert _tail(model, "block", batch)[1].kind == WHOLE_FORWARDS


def test_the_layer_of_a_closed_box_is_not_replaced(small_net):
    model, batch = small_net(), torch.rand(1, 1, 16, 16)
    model.block.is_replaceable = False
    with pytest.raises(LayerError, match="closed box"):
        _tail(model, "block", batch)


def _counted(rows=3, **more):
    """A tail over a route that notes how many rows it was given."""
    seen = []

    def output(activations, _sample):
        seen.append(len(activations))
        return activations.flatten(1)[:, :3]

    model, batch = nn.Conv2d(1, 1, 1), torch.rand(1, 1, 4, 4)
    setting = Setting(model, model, "layer", batch)
    aim = as_target(1).settle(torch.zeros(1, 3), 1, None)
    return route_tail(Route("graph", output), aim, setting, rows=rows, **more), seen


class Asker:
    def __init__(self, stops_at=99):
        self.left, self.notes = stops_at, []

    def check(self):
        self.left -= 1
        if self.left < 0:
            raise Cancelled

    def note(self, sentence):
        self.notes.append(sentence)


def test_a_stop_is_noticed_between_two_batches_of_a_tail():
    tail, seen = _counted(asked=Asker(stops_at=2))
    with pytest.raises(Cancelled):
        tail.run(torch.rand(30, 2, 4, 4), 0)
    assert seen == [3, 3]


def test_a_tail_runs_fewer_rows_once_memory_ran_short(monkeypatch):
    asker = Asker()
    tail, seen = _counted(rows=8, asked=asker)
    real = tails._scored

    def short(route, aim, setting, part, sample):
        if len(part) > 3:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return real(route, aim, setting, part, sample)

    monkeypatch.setattr(tails, "_scored", short)
    maps = torch.rand(10, 2, 4, 4)
    torch.testing.assert_close(tail.run(maps, 0), maps.flatten(1)[:, 1])
    assert max(seen) <= 3
    assert asker.notes[-1] == "Memory was short: variants were looked at 2 at a time."


def test_rows_of_a_tail_fit_into_the_memory(monkeypatch):
    batch = torch.zeros(1, 1, 96, 96, 96)
    monkeypatch.setattr(tails, "free_bytes", lambda _device: 24 * 2**30)
    assert tails.tail_rows(batch) == 24 * 2**30 // 8 // (96**3 * 4 * BYTES_PER_INPUT_BYTE)
    monkeypatch.setattr(tails, "free_bytes", lambda _device: 0)
    assert tails.tail_rows(batch) == 1
    monkeypatch.setattr(tails, "free_bytes", lambda _device: 2**50)
    assert tails.tail_rows(batch) == 64


def test_a_route_is_judged_by_outputs_where_scores_tell_nothing():
    """A target that is zero whatever the layer gives must not let a wrong route pass."""
    torch.manual_seed(0)
    model = Hidden()
    batch = torch.rand(2, 1, 8, 8)
    recording = record(model, model.conv, batch, lambda output: output.sum(1) * 0)
    route = find_route(Setting(model, model.conv, "conv", batch), recording)
    activations = torch.randn(3, *recording.activations.shape[1:])
    found = class_scores(route.output(activations, 0))
    one = batch[:1].expand(3, -1, -1, -1).contiguous()
    expected = overridden_outputs(model, model.conv, one, activations)
    torch.testing.assert_close(found, expected, rtol=1e-3, atol=1e-4)


def test_tracing_leaves_the_modes_of_a_network_that_another_thread_runs(small_net):
    """The trace waits for the pass: else it would put back the modes of its middle."""
    model, batch = small_net().train(), torch.rand(1, 1, 16, 16)
    inside, go_on = threading.Event(), threading.Event()

    def look():
        with undisturbed(model):
            inside.set()
            go_on.wait(5)

    other = threading.Thread(target=look)
    other.start()
    inside.wait(5)
    tracer = threading.Thread(target=lambda: cut_behind(model, "stem", batch))
    tracer.start()
    tracer.join(0.2)
    go_on.set()
    other.join()
    tracer.join()
    assert all(module.training for module in model.modules())
