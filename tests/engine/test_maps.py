import dataclasses
import gc
import weakref

import numpy as np
import pytest
import torch

from camviewer.core.errors import InputError, UnknownNameError
from camviewer.engine import maps
from camviewer.engine.api import explain
from camviewer.engine.choice import choose_methods
from camviewer.engine.maps import Scene, make_map, study
from camviewer.engine.methods import METHODS
from camviewer.engine.network import Surroundings

AROUND = Surroundings(torch.zeros(1))


def _scene(small_net, layer="last"):
    model = small_net()
    return Scene(model, {layer: model.get_submodule(layer)}, torch.rand(2, 1, 16, 16), AROUND)


def test_a_method_named_twice_runs_once_and_the_order_is_kept():
    chosen = choose_methods(
        ["eigen-cam", "cam", "eigen-cam"], {"eigen-cam": {"centred": "yes"}}
    )
    assert [each.method.name for each in chosen] == ["eigen-cam", "cam"]
    assert chosen[0].params.centred is True


@pytest.mark.parametrize(
    ("names", "parameters", "error"),
    [
        ([], {}, InputError),
        (["x"], {}, UnknownNameError),
        (["cam"], {"x": {}}, UnknownNameError),
    ],
)
def test_what_does_not_exist_is_refused(names, parameters, error):
    with pytest.raises(error):
        choose_methods(names, parameters)


@pytest.mark.parametrize(
    ("method", "has_gradients", "has_tail"),
    [
        ("eigen-cam", False, False),
        ("grad-cam", True, False),
        ("cam", True, False),
        ("ablation-cam", True, True),
    ],
)
def test_only_what_a_method_needs_is_computed(small_net, method, has_gradients, has_tail):
    studied = study(_scene(small_net), [1], choose_methods([method], {}))
    probe = studied.probe("last")
    assert (probe.gradients is not None) is has_gradients
    assert (probe.tail is not None) is has_tail
    assert bool(studied.tail_kinds["last", 0]) is has_tail
    assert (probe.head is not None) is (method in {"cam", "ablation-cam"})


def test_findings_of_methods_do_not_mix(small_net):
    choices = choose_methods(["cf-cam", "cf-cam-spatial"], {})
    probe = study(_scene(small_net), [1], choices).probe("last")
    alone = make_map(probe, choices[1]).diagnostics
    make_map(probe, choices[0])
    assert make_map(probe, choices[1]).diagnostics == alone
    assert probe.diagnostics == {}
    assert all(len(values) == 2 for values in alone.values())


def test_a_map_of_the_wrong_shape_is_a_bug_of_the_method(small_net):
    choices = choose_methods(["random-cam"], {})
    probe = study(_scene(small_net), [1], choices).probe("last")
    wrong = dataclasses.replace(METHODS.get("random-cam"), run=lambda p, _: p.activations)
    with pytest.raises(ValueError, match="random-cam gave"):
        make_map(probe, dataclasses.replace(choices[0], method=wrong))


def test_maps_are_float32_on_the_cpu_with_their_time(small_net):
    scene = _scene(small_net)
    scene.model.bfloat16()
    half = dataclasses.replace(scene, batch=scene.batch.bfloat16())
    choices = choose_methods(["grad-cam"], {})
    found = make_map(study(half, [1], choices).probe("last"), choices[0])
    assert found.array.dtype == torch.float32
    assert found.array.device.type == "cpu"
    assert found.milliseconds > 0


@pytest.mark.parametrize(
    "method", ["grad-cam", "finer-cam", "score-cam", "ablation-cam", "shapley-cam", "saliency"]
)
def test_nothing_of_a_run_stays_when_it_is_over(small_net, monkeypatch, method):
    """A graph holds much memory: it must not wait for the collector of cycles."""
    seen = []
    real = maps.record

    def watched(*args, **kwargs):
        found = real(*args, **kwargs)
        seen.append(weakref.ref(found))
        return found

    monkeypatch.setattr(maps, "record", watched)
    gc.collect()
    gc.disable()
    try:
        explain(small_net(), torch.rand(1, 1, 16, 16), [method], "block", target=1)
        assert seen
        assert all(each() is None for each in seen)
    finally:
        gc.enable()


def test_a_method_without_gradients_runs_alone_where_there_are_none(small_net):
    with torch.inference_mode():
        model = small_net()
    batch = torch.rand(1, 1, 16, 16)
    alone = explain(model, batch, ["ablation-cam"], "block", target=1)
    plain = explain(small_net(), batch, ["ablation-cam"], "block", target=1)
    np.testing.assert_allclose(
        alone["ablation-cam"], plain["ablation-cam"], rtol=1e-4, atol=1e-6
    )
