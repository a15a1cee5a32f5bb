"""Networks that compute in half precision."""

from __future__ import annotations

import dataclasses
import threading

import numpy as np
import pytest
import torch

from camviewer.core.errors import UnknownNameError
from camviewer.core.image import Grid
from camviewer.engine.api import explain
from camviewer.engine.choice import choose_methods
from camviewer.engine.methods import METHODS as METHODS_BY_NAME
from camviewer.engine.methods.cost import free
from camviewer.engine.plan import Plan
from camviewer.engine.precision import measure_deviation
from camviewer.engine.probe import computing_in, undisturbed
from camviewer.engine.targets import ClassTarget
from camviewer.engine.windows import plan_layout

METHODS = ("grad-cam", "hires-cam", "layer-cam", "eigen-cam", "ablation-cam")
HALF = ("bfloat16", "float16")


def _cosine(one, other):
    one, other = one.ravel().astype(float), other.ravel().astype(float)
    return one @ other / np.sqrt((one @ one) * (other @ other))


@pytest.mark.parametrize("precision", HALF)
@pytest.mark.parametrize("axes", [2, 3])
@pytest.mark.parametrize("layer", ["block", "last"])
def test_half_precision_gives_nearly_the_same_float32_maps(
    small_net, precision, axes, layer, device
):
    model = small_net(axes).to(device)
    batch = torch.rand(2, 1, *(16, 12, 16)[:axes], generator=torch.Generator().manual_seed(0))
    exact = explain(model, batch, METHODS, layer, target=1)
    rough = explain(model, batch, METHODS, layer, target=1, precision=precision)
    for name in METHODS:
        assert rough[name].dtype == np.float32
        assert np.isfinite(rough[name]).all()
        # Losses of score are small differences of scores, of which few digits are left.
        least = 0.8 if name == "ablation-cam" else 0.95
        assert _cosine(rough[name], exact[name]) > least, name
    assert any(not np.array_equal(rough[name], exact[name]) for name in METHODS)


@pytest.mark.parametrize("precision", HALF)
def test_the_network_and_the_thread_are_left_as_they_were(small_net, snapshot, precision):
    model, batch = small_net(), torch.rand(1, 1, 8, 8)
    before = snapshot(model)
    plain = explain(model, batch, METHODS, "last", target=0)
    explain(model, batch, METHODS, "last", target=0, precision=precision)
    with pytest.raises(ZeroDivisionError), computing_in(precision):
        raise ZeroDivisionError
    assert snapshot(model) == before
    assert not torch.is_autocast_enabled("cpu")
    again = explain(model, batch, METHODS, "last", target=0)
    for name in METHODS:
        np.testing.assert_array_equal(again[name], plain[name])


def test_another_thread_computes_in_its_own_precision(small_net):
    model, batch, found = small_net(), torch.rand(1, 1, 8, 8), {}

    def look(name):
        with undisturbed(model):
            found[name] = model(batch).dtype

    with computing_in("bfloat16"):
        thread = threading.Thread(target=look, args=("other",))
        thread.start()
        thread.join()
        look("own")
        with computing_in("float32"):
            look("inner")
        look("again")
    look("after")
    assert found == {
        "other": torch.float32, "own": torch.bfloat16, "inner": torch.float32,
        "again": torch.bfloat16, "after": torch.float32,
    }  # fmt: skip


def test_an_unknown_precision_is_refused(small_net):
    with pytest.raises(UnknownNameError) as caught:
        explain(small_net(), torch.rand(1, 1, 8, 8), "cam", "last", precision="float8")
    assert caught.value.hint


def _plan(model, axes, *, image=None):
    size = (16, 8, 8)[:axes]
    image = torch.rand(1, 1, *size) if image is None else image
    layout = plan_layout(size, size, tuple(n // 2 for n in size), 0.5)
    grid = Grid(size, np.eye(axes + 1))
    return Plan(model, ("last",), image, layout, grid, torch.zeros(1), torch.device("cpu"))


@pytest.mark.parametrize("precision", HALF)
@pytest.mark.parametrize("axes", [2, 3])
def test_the_deviation_is_small_and_that_of_the_formula(small_net, precision, axes):
    model = small_net(axes)
    plan, target = _plan(model, axes), ClassTarget(1)
    choices = choose_methods(METHODS[:4], {})
    found = measure_deviation(plan, [target], choices, precision)
    assert set(found) == {"score", "activations", *METHODS[:4]}
    assert all(0 <= value < 0.1 for value in found.values())
    assert found["score"] > 0
    exact = explain(model, plan.image, METHODS[:4], "last", target=1)
    rough = explain(model, plan.image, METHODS[:4], "last", target=1, precision=precision)
    for name in METHODS[:4]:
        expected = 1 - _cosine(rough[name], exact[name])
        assert found[name] == pytest.approx(expected, abs=1e-6)
    with torch.no_grad():
        score = float(model.eval()(plan.image)[0, 1])
        with torch.autocast("cpu", getattr(torch, precision)):
            half = float(model(plan.image)[0, 1])
    assert found["score"] == pytest.approx(abs(half - score) / abs(score), rel=1e-3)


def test_float32_deviates_in_nothing_and_exact_numbers_by_nothing(small_net):
    model = small_net()
    choices = choose_methods(METHODS[:4], {})
    assert measure_deviation(_plan(model, 2), [ClassTarget(1)], choices, "float32") == {}
    # Small whole numbers times powers of two are the same in half precision.
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_((parameter * 4).round() / 2)
        for name, buffer in model.named_buffers():
            if "var" in name:
                buffer.fill_(1.0)
    for module in model.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.eps = 0.0
    image = torch.zeros(1, 1, 16, 8)
    image[0, 0, 3, 3] = 1.0
    plan = _plan(model, 2, image=image)
    found = measure_deviation(plan, [ClassTarget(1)], choices, "bfloat16")
    assert found["activations"] == 0
    for name in METHODS[:4]:
        assert found[name] == pytest.approx(0, abs=1e-6)


def test_a_method_that_runs_the_tail_runs_it_in_half_precision(small_net, monkeypatch):
    """The activations are in half precision then, which a float32 network does not take."""
    model = small_net()
    method = dataclasses.replace(METHODS_BY_NAME.get("ablation-cam"), cost=free)
    monkeypatch.setitem(METHODS_BY_NAME._specs, "ablation-cam", method)
    plan = dataclasses.replace(_plan(model, 2), chosen=("last.0",))
    choices = choose_methods(["ablation-cam"], {})
    found = measure_deviation(plan, [ClassTarget(1)], choices, "bfloat16")
    assert 0 < found["ablation-cam"] < 0.5


def test_methods_that_need_their_own_passes_are_not_run_for_the_deviation(small_net):
    choices = choose_methods(["grad-cam", "score-cam", "rise"], {})
    found = measure_deviation(_plan(small_net(), 2), [ClassTarget(0)], choices, "bfloat16")
    assert set(found) == {"score", "activations", "grad-cam"}


def test_a_method_that_cannot_run_is_left_out_of_the_deviation(small_net):
    """The run leaves it out too, with a sentence: half precision must not stop what runs."""
    model = small_net().eval()
    plan = dataclasses.replace(_plan(model, 2), chosen=("stem",))
    choices = choose_methods(["cam", "grad-cam"], {})
    found = measure_deviation(plan, [ClassTarget(1)], choices, "bfloat16")
    assert set(found) == {"score", "activations", "grad-cam"}


def test_float32_that_does_not_fit_leaves_the_deviation_out(small_net, monkeypatch):
    def short(*_args, **_kwargs):
        raise torch.OutOfMemoryError("CUDA out of memory")

    monkeypatch.setattr("camviewer.engine.precision.study", short)
    plan = _plan(small_net().eval(), 2)
    choices = choose_methods(["grad-cam"], {})
    assert measure_deviation(plan, [ClassTarget(1)], choices, "bfloat16") == {}


def test_slopes_of_a_large_volume_do_not_vanish_in_float16():
    """Behind pooling over 64 x 64 x 64 cells a slope is below float16's least number."""
    torch.manual_seed(0)
    model = torch.nn.Sequential(
        torch.nn.Conv3d(1, 4, 1), torch.nn.ReLU(), torch.nn.AdaptiveAvgPool3d(1),
        torch.nn.Flatten(), torch.nn.Linear(4, 2),
    )  # fmt: skip
    with torch.no_grad():
        model[4].weight.mul_(1e-3)
    batch = torch.rand(1, 1, 64, 64, 64)
    exact = explain(model, batch, ["hires-cam"], "1", target=1)["hires-cam"]
    rough = explain(model, batch, ["hires-cam"], "1", target=1, precision="float16")
    assert np.abs(exact).max() < 1e-7
    assert _cosine(rough["hires-cam"], exact) > 0.999
