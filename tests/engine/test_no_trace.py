"""The user's network is found as it was, whatever happens."""

from types import SimpleNamespace

import pytest
import torch

from camviewer.core.errors import Cancelled, InputError, LayerError
from camviewer.engine.api import explain
from camviewer.engine.layers import candidate_layers
from camviewer.engine.methods import METHODS, Needs
from camviewer.engine.probe import overridden_output, undisturbed
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


NAMES = [each.name for each in METHODS if not each.needs & Needs.ATTENTION]
BATCHES = {2: torch.rand(2, 1, 16, 16), 3: torch.rand(2, 1, 8, 8, 16)}


def _prepared(small_net, axes, *, is_inplace):
    """A network in mixed modes, partly frozen, with gradients of its user's on it."""
    model = small_net(axes, is_inplace=is_inplace)
    model.train()
    model.block.eval()
    model.fc.weight.requires_grad_(False)
    model.stem[0].weight.grad = torch.ones_like(model.stem[0].weight)
    model.last.register_forward_hook(lambda _module, _inputs, _output: None)
    return model


@pytest.mark.parametrize("axes", [2, 3])
@pytest.mark.parametrize("method", NAMES)
def test_no_method_leaves_a_trace(small_net, snapshot, brief, method, axes):
    model = _prepared(small_net, axes, is_inplace=True)
    before = snapshot(model)
    maps = explain(model, BATCHES[axes], [method], "last", target=1, parameters=brief(method))
    assert snapshot(model) == before
    shrunk = 1 if METHODS.get(method).grid == "input" else 2
    assert maps[method].shape == (2, *(size // shrunk for size in BATCHES[axes].shape[2:]))


@pytest.mark.parametrize("is_inplace", [True, False])
@pytest.mark.parametrize("method", NAMES)
def test_a_bad_target_leaves_no_trace(small_net, snapshot, method, is_inplace):
    model = _prepared(small_net, 2, is_inplace=is_inplace)
    before = snapshot(model)
    with pytest.raises(InputError):
        explain(model, BATCHES[2], [method], "last", target=99)
    assert snapshot(model) == before


class ExplodingError(Exception):
    pass


@pytest.mark.parametrize("method", NAMES)
@pytest.mark.parametrize("place", ["stem", "last", "fc"])
def test_a_module_that_fails_leaves_no_trace(small_net, snapshot, method, place):
    model = _prepared(small_net, 2, is_inplace=True)

    def explode(_module, _inputs, _output):
        raise ExplodingError

    model.get_submodule(place).register_forward_hook(explode)
    before = snapshot(model)
    with pytest.raises(ExplodingError):
        explain(model, BATCHES[2], [method], "last", target=1)
    assert snapshot(model) == before


@pytest.mark.parametrize("mode", [torch.no_grad, torch.inference_mode])
def test_the_callers_gradient_mode_is_put_back(small_net, snapshot, mode):
    model = small_net()
    with mode():
        before = snapshot(model)
        explain(model, BATCHES[2], ["grad-cam", "ablation-cam"], "stem", target=1)
        assert snapshot(model) == before


def test_a_cancelled_look_leaves_no_trace(small_net, snapshot):
    model = small_net()
    before = snapshot(model)
    with pytest.raises(Cancelled), undisturbed(model):
        raise Cancelled
    assert snapshot(model) == before


def test_a_refused_layer_leaves_no_trace(small_net, snapshot):
    model = small_net()
    before = snapshot(model)
    with pytest.raises(LayerError):
        record(model, model.fc, BATCHES[2], 1)
    assert snapshot(model) == before


def test_looking_for_layers_leaves_no_trace(small_net, snapshot):
    model = small_net()
    before = snapshot(model)
    candidate_layers(model, BATCHES[2][:1])
    assert snapshot(model) == before


def test_replacing_activations_leaves_no_trace(small_net, snapshot):
    model = small_net()
    kept = record(model, model.last, BATCHES[2], 1).activations
    before = snapshot(model)
    overridden_outputs(model, model.last, BATCHES[2], kept)
    assert snapshot(model) == before


def test_the_users_own_batch_is_not_changed(small_net):
    batch = BATCHES[2].clone().requires_grad_()
    explain(small_net(), batch, ["grad-cam"], "stem", target=1)
    assert batch.grad is None
    assert torch.equal(batch, BATCHES[2])


def test_a_train_method_with_side_effects_is_never_called(small_net):
    model = small_net()
    model.train = lambda _mode=True: pytest.fail("train was called")
    explain(model, BATCHES[2], ["grad-cam"], "last", target=1)
