"""Where tensors lie, without a GPU: tensors that know their device and shape but no values.

Mixing devices is an error for them as it is on a GPU. What asks for a value gets a constant.
Autograd cannot run on a device that is not there, so its gradients are zeros in the right
place.
"""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch._subclasses import FakeTensorMode
from torch.utils._python_dispatch import TorchDispatchMode

from camviewer.core.image import Grid, Image
from camviewer.engine.choice import choose_methods
from camviewer.engine.maps import Scene, make_map, study
from camviewer.engine.methods import METHODS, Facts, Needs
from camviewer.engine.network import Asked, Surroundings, make_network
from camviewer.engine.tail import Setting
from camviewer.engine.targets import (
    BinaryTarget,
    ClassTarget,
    DetectionTarget,
    OwnTarget,
    RegionTarget,
    SequenceTarget,
    SimilarityTarget,
    TokenTarget,
    VoxelTarget,
    WeightedTarget,
    Where,
    as_target,
    places,
)

# Takes seconds where each of its many small steps is only followed, not computed.
SLOW = {"deep-feature-factorisation"}
FACTS = Facts(8, 64, 64, 3, has_head=True)


def _is_reduction(method):
    """Whether a method only sums what the shared pass showed."""
    cost = method.cost(FACTS, method.params())
    away = Needs.NETWORK | Needs.SLOPES | Needs.ATTENTION
    is_free = not (cost.forwards or cost.passes or cost.tails or method.needs & away)
    is_slow = method.name in SLOW or method.grid != "layer"
    return is_free and method.family in {"gradient", "activation"} and not is_slow


REDUCTIONS = [method.name for method in METHODS if _is_reduction(method)]


class Values(TorchDispatchMode):
    """Answers what asks a tensor for its value: true, 0 or 1.0."""

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        if function is torch.ops.aten._local_scalar_dense.default:
            kind = args[0].dtype
            return True if kind == torch.bool else 1.0 if kind.is_floating_point else 0
        return function(*args, **(kwargs or {}))


@pytest.fixture
def elsewhere(monkeypatch):
    """Let all that is made lie on a device that is not there."""

    def grad(_outputs, inputs, *_args, **_kwargs):
        inputs = [inputs] if isinstance(inputs, torch.Tensor) else inputs
        return tuple(torch.zeros_like(each) for each in inputs)

    monkeypatch.setattr(torch.autograd, "grad", grad)
    # They have no memory whose place could be compared.
    monkeypatch.setattr(
        "camviewer.engine.record._shares_storage", lambda one, other: one is other
    )
    with FakeTensorMode(), Values():
        yield torch.device("cuda", 0)


def test_mixing_devices_is_seen(elsewhere):
    there, here = torch.zeros(3, device=elsewhere), torch.zeros(3)
    assert (there + there).device == elsewhere
    with pytest.raises(RuntimeError, match="same device"):
        there + here
    assert bool(there.sum() > 0)
    assert there.long().tolist() == [0, 0, 0]


TARGETS = {
    "one class": 1,
    "each its own": [0, 2],
    "predicted": None,
    "weighted": WeightedTarget(((None, -1.0), (1, 2.0))),
    "own": OwnTarget(lambda output: output[:, 0]),
}


def _made(model, batch, name, target):
    (choice,) = choose_methods([name], {})
    names = ("last",) if Needs.HEAD in choice.method.needs else ("stem", "last")
    layers = {layer: model.get_submodule(layer) for layer in names}
    scene = Scene(model, layers, batch, Surroundings(torch.zeros(1)))
    studied = study(scene, [target], [choice])
    made = {layer: make_map(studied.probe(layer), choice).array for layer in layers}
    for layer in layers:
        assert studied.is_opposed(layer, 0) in {True, False}
    return made


@pytest.mark.parametrize("axes", [2, 3])
@pytest.mark.parametrize("name", REDUCTIONS)
def test_methods_work_where_the_network_is(small_net, elsewhere, name, axes):
    with elsewhere:
        model, batch = small_net(axes), torch.rand(2, 1, *(8, 6, 10)[:axes])
    try:
        made = _made(model, batch, name, 1)
    except RuntimeError as error:
        if "tensor subclasses" in str(error):
            pytest.skip("reads values as numpy arrays, which these tensors have not")
        raise
    cells = tuple(n // 2 for n in batch.shape[2:])
    for array in made.values():
        assert array.shape == (2, *cells)
        assert array.device.type == "cpu"
        assert array.dtype == torch.float32


@pytest.mark.parametrize("target", TARGETS)
def test_targets_of_classifiers_work_where_the_network_is(small_net, elsewhere, target):
    with elsewhere:
        model, batch = small_net(), torch.rand(2, 1, 8, 6)
    assert len(_made(model, batch, "grad-cam", TARGETS[target])) == 2


@pytest.mark.parametrize("target", TARGETS)
def test_other_inputs_are_brought_to_where_the_network_is(small_net, elsewhere, target):
    with elsewhere:
        model, batch = small_net(), torch.rand(2, 1, 8, 6)
    aim = as_target(TARGETS[target]).settle(model(batch), 2, None)
    setting = Setting(model, model.last, "last", batch)
    asked = Asked(setting, aim, lambda: None, lambda _sentence: None)
    network = make_network(asked, Surroundings(torch.zeros(1), rows=2))
    assert network.blank.device == network.inputs.device == elsewhere
    for inputs in (network.inputs[:1].expand(5, -1, -1, -1), torch.rand(5, 1, 8, 6)):
        made = (network.scores(inputs, 1), network.chances(inputs, 0))
        for each in (*made, *network.slopes(inputs, 1), *network.look(inputs, 0)):
            assert each.device == elsewhere
            assert len(each) == 5


def _volume_where():
    return Where(Grid((4, 4, 4), np.eye(4)), [(0, 0, 0)] * 2, (4, 4, 4))


OUTPUTS = {
    "class": (ClassTarget([0, 2]), lambda: torch.rand(2, 3)),
    "binary": (BinaryTarget(is_positive=False), lambda: torch.rand(2, 1)),
    "weighted": (WeightedTarget(((None, 1.0), (2, -1.0))), lambda: torch.rand(2, 3)),
    "region": (RegionTarget(1), lambda: torch.rand(2, 3, 4, 4, 4)),
    "voxel": (VoxelTarget(1, (1.0, 2.0, 3.0)), lambda: torch.rand(2, 3, 4, 4, 4)),
    "token": (TokenTarget(0, 1), lambda: torch.rand(2, 3, 4)),
    "sequence": (SequenceTarget((1, 2)), lambda: torch.rand(2, 3, 4)),
    "queries": (
        DetectionTarget(None, (0.1, 0.1, 0.5, 0.5)),
        lambda: {"pred_logits": torch.rand(2, 5, 4), "pred_boxes": torch.rand(2, 5, 4)},
    ),
}


@pytest.mark.parametrize("kind", OUTPUTS)
def test_targets_score_where_the_output_is(elsewhere, kind):
    target, make = OUTPUTS[kind]
    with elsewhere:
        output = make()
    aim = target.settle(output, 2, _volume_where() if kind == "voxel" else None)
    for pick in (aim.score, aim.chance):
        found = pick(output, torch.zeros(2, dtype=torch.long))
        assert found.device == elsewhere
        assert found.shape == (2,)


def test_a_reference_from_elsewhere_is_compared_where_the_output_is(elsewhere):
    target = SimilarityTarget(torch.rand(5))
    with elsewhere:
        output = torch.rand(2, 5)
    aim = target.settle(output, 2, None)
    assert aim.score(output, torch.arange(2)).device == elsewhere


def test_a_mask_is_brought_to_where_the_output_is(elsewhere, monkeypatch):
    """Values of numpy arrays are not let in here; where they lie is what counts."""
    whole = torch.ones(4, 4, 4, dtype=torch.bool)
    monkeypatch.setattr(places, "_piece", lambda *_args: whole)
    where = _volume_where()
    with elsewhere:
        output = torch.rand(2, 3, 4, 4, 4)
    aim = RegionTarget(0, Image(np.ones((4, 4, 4)), where.grid)).settle(output, 2, where)
    assert aim.score(output, torch.arange(2)).device == elsewhere
