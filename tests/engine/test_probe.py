import threading
from types import SimpleNamespace

import pytest
import torch
from torch import nn

from camviewer.core.errors import InputError, LayerError, ModelError, NoGradientError
from camviewer.engine.probe import hooked, overridden_output
from camviewer.engine.record import record as record_layers
from camviewer.engine.target import class_scores
from camviewer.engine.targets import as_target


def record(model, layer, batch, target, *, has_gradients=True):
    """What one pass showed of one layer for one target, and the scores of all classes."""
    recording = record_layers(
        model, {"layer": layer}, batch, [as_target(target)], has_gradients=has_gradients
    )
    shown = recording.recorded("layer", has_gradients=has_gradients)
    more = {"scores": recording.scores, "indices": shown.aim.indices}
    return SimpleNamespace(**vars(shown), **more, note=recording.note("layer"))


def overridden_outputs(model, layer, batch, activations):
    """Class scores of a whole pass with the layer's output replaced."""
    return class_scores(overridden_output(model, layer, batch, activations))


SHAPES = {2: (2, 1, 16, 16), 3: (2, 1, 8, 12, 16)}


def _batch(axes=2, seed=1):
    return torch.rand(SHAPES[axes], generator=torch.Generator().manual_seed(seed))


def _by_hand(model, name, batch, target):
    """Activations and gradients by ordinary autograd through the whole network."""
    kept = []
    layer = model.get_submodule(name)
    handle = layer.register_forward_hook(lambda _m, _i, out: kept.append(out) or out.clone())
    was_training = model.training
    model.eval()
    with torch.enable_grad():
        score = model(batch.clone().requires_grad_())[:, target].sum()
        gradient = torch.autograd.grad(score, kept[0])[0]
    handle.remove()
    model.train(was_training)
    return kept[0].detach(), gradient


@pytest.mark.parametrize("axes", [2, 3])
@pytest.mark.parametrize("layer", ["stem", "stem.0", "stem.1", "block", "last", "last.0"])
def test_activations_and_gradients_are_those_of_plain_autograd(small_net, axes, layer):
    model, batch = small_net(axes, is_inplace=False), _batch(axes)
    activations, gradients = _by_hand(model, layer, batch, 1)
    found = record(model, model.get_submodule(layer), batch, 1)
    torch.testing.assert_close(found.activations, activations)
    torch.testing.assert_close(found.gradients, gradients)


@pytest.mark.parametrize("axes", [2, 3])
@pytest.mark.parametrize("layer", ["stem", "stem.1", "block", "last.0", "last"])
def test_operations_in_place_behind_the_layer_change_nothing(small_net, axes, layer):
    plain, inplace = small_net(axes, is_inplace=False), small_net(axes, is_inplace=True)
    one = record(plain, plain.get_submodule(layer), _batch(axes), 1)
    other = record(inplace, inplace.get_submodule(layer), _batch(axes), 1)
    torch.testing.assert_close(one.activations, other.activations)
    torch.testing.assert_close(one.gradients, other.gradients)


def test_a_frozen_network_gives_the_same(small_net):
    model = small_net()
    free = record(model, model.last, _batch(), 1)
    frozen = record(model.requires_grad_(False), model.last, _batch(), 1)
    assert torch.equal(free.gradients, frozen.gradients)


@pytest.mark.parametrize(
    "mode", [torch.no_grad, torch.inference_mode, torch.enable_grad], ids=lambda m: m.__name__
)
def test_the_callers_gradient_mode_does_not_matter(small_net, mode):
    model = small_net()
    expected = record(model, model.last, _batch(), 1)
    with mode():
        found = record(model, model.last, _batch(), 1)
    assert torch.equal(found.gradients, expected.gradients)
    assert not found.gradients.is_inference()


def test_each_sample_has_its_own_target_and_a_batch_equals_single_runs(small_net):
    model, batch = small_net(), _batch()
    both = record(model, model.last, batch, [2, 0])
    for index, target in enumerate([2, 0]):
        one = record(model, model.last, batch[index : index + 1], target)
        torch.testing.assert_close(both.gradients[index], one.gradients[0])
        torch.testing.assert_close(both.score[index], one.score[0])


def test_no_parameter_gradient_is_computed(small_net):
    model = small_net()
    touched = []
    for parameter in model.parameters():
        parameter.register_hook(lambda _gradient: touched.append(1))
    record(model, model.stem, _batch(), 1)
    assert not touched
    assert all(parameter.grad is None for parameter in model.parameters())


def test_nothing_before_the_layer_is_recorded_by_autograd(small_net):
    model = small_net()
    seen = []
    with hooked(model.block[0], lambda _inputs, out: seen.append(out.requires_grad)):
        record(model, model.last, _batch(), 1)
    assert seen == [False]


def test_a_layer_that_changes_its_input_in_place_is_kept_apart_from_it():
    class Shared(nn.Module):
        def __init__(self):
            super().__init__()
            self.same = nn.Identity()

        def forward(self, x):
            x = x * 1.0
            y = self.same(x)
            x.add_(100.0)
            return y.mean((2, 3))

    batch = _batch()
    model = Shared()
    assert torch.equal(record(model, model.same, batch, 0).activations, batch)


class Twice(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 1, 1, bias=False)

    def forward(self, x):
        return self.conv(self.conv(x)).mean((2, 3))


def test_of_a_layer_that_runs_twice_the_last_run_is_recorded_and_said():
    model = Twice()
    found = record(model, model.conv, _batch(), 0)
    factor = model.conv.weight.detach().reshape(()) ** 2
    torch.testing.assert_close(found.activations, _batch() * factor)
    torch.testing.assert_close(found.gradients, torch.full_like(found.gradients, 1 / 256))
    assert "2 times" in found.note


class Strange(nn.Module):
    """Layers that give what is no map."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 2, 3)
        self.pair = _Pair()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(2, 2)
        self.unused = nn.Conv2d(1, 2, 3)
        self.side = nn.Conv2d(1, 2, 3)

    def forward(self, x):
        self.side(x)
        first, _ = self.pair(self.conv(x))
        return self.fc(self.pool(first).flatten(1))


class _Pair(nn.Module):
    def forward(self, x):
        return x, x


@pytest.mark.parametrize("layer", ["pair", "pool", "fc", "unused"])
def test_a_layer_without_a_map_is_refused_with_a_hint(layer):
    model = Strange()
    with pytest.raises(LayerError) as caught:
        record(model, model.get_submodule(layer), _batch(), 0)
    assert caught.value.hint


def test_a_layer_the_score_does_not_hang_on_is_refused():
    model = Strange()
    with pytest.raises(NoGradientError) as caught:
        record(model, model.side, _batch(), 0)
    assert caught.value.hint


def test_a_score_cut_off_from_autograd_is_refused():
    class Cut(Strange):
        def forward(self, x):
            return super().forward(x).detach()

    model = Cut()
    with pytest.raises(NoGradientError):
        record(model, model.conv, _batch(), 0)


def test_scores_that_are_no_numbers_are_refused(small_net):
    model = small_net()
    with pytest.raises(ModelError, match="not finite"):
        record(model, model.last, _batch() * float("nan"), 0)


def test_a_network_built_for_inference_only_is_refused_with_a_hint(small_net):
    with torch.inference_mode():
        model = small_net()
    with pytest.raises(ModelError) as caught:
        record(model, model.last, _batch(), 0)
    assert caught.value.hint


def test_without_gradients_nothing_is_differentiated(small_net):
    model = small_net()
    found = record(model, model.last, _batch(), 0, has_gradients=False)
    assert found.gradients is None
    assert not found.activations.requires_grad


def test_half_precision_stays_in_its_type(small_net):
    model = small_net().bfloat16()
    found = record(model, model.last, _batch().bfloat16(), 0)
    assert found.gradients.dtype == torch.bfloat16


@pytest.mark.parametrize("layer", ["stem", "block", "last"])
def test_replaced_activations_reach_the_score(small_net, layer):
    model, batch = small_net().eval(), _batch()
    part = model.get_submodule(layer)
    kept = record(model, part, batch, 0).activations
    same = overridden_outputs(model, part, batch, kept)
    with torch.no_grad():
        torch.testing.assert_close(same, model(batch))
    assert not torch.allclose(overridden_outputs(model, part, batch, kept * 0), same)


def test_two_threads_on_one_network_are_both_right(small_net):
    model, batch = small_net(), _batch()
    jobs = [("stem", 0), ("last", 2)]
    expected = {job: record(model, getattr(model, job[0]), batch, job[1]) for job in jobs}
    wrong = []

    def work(job):
        for _ in range(30):
            found = record(model, getattr(model, job[0]), batch, job[1])
            if not torch.equal(found.gradients, expected[job].gradients):
                wrong.append(job)

    threads = [threading.Thread(target=work, args=(job,)) for job in jobs * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert model.training


def test_a_hook_passes_calls_of_other_threads_through(small_net):
    model, batch = small_net().eval(), _batch()
    with torch.no_grad():
        expected = model(batch)
    found = []

    def look():
        with torch.no_grad():
            found.append(model(batch))

    with hooked(model.last, lambda _inputs, out: out * 0):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
        assert not torch.equal(model(batch), expected)
    assert torch.equal(found[0], expected)


def test_a_target_out_of_range_is_an_input_error(small_net):
    model = small_net()
    with pytest.raises(InputError):
        record(model, model.last, _batch(), 3)
