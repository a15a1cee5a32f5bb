"""What a run will take, against what it takes."""

from __future__ import annotations

import dataclasses
from itertools import permutations, product

import numpy as np
import pytest
import torch
from torch import nn

from camviewer.core.errors import CamViewerError
from camviewer.core.image import Grid, Image, pixel_grid
from camviewer.core.job import ExplainRequest
from camviewer.engine import estimate, loading, models, profile
from camviewer.engine.estimate import forecast
from camviewer.engine.methods import METHODS
from camviewer.engine.methods.cost import Cost, free
from camviewer.engine.models.prepare import prepare, prepared_shape
from camviewer.engine.models.spec import InputRecipe, ModelSpec
from camviewer.engine.profile import Profile, measure
from camviewer.engine.run import explain_image
from camviewer.engine.tail import CLOSED_FORM, EXPORTED, GRAPH, WHOLE_FORWARDS

LABELS = ("nothing", "nodule", "mass")
PHOTO = InputRecipe((16, 24), 1, mean=(0.5,), std=(0.5,))
CT = InputRecipe((4, 16, 16), 1, (-1000.0, 400.0), (0.25,), (0.5,), fit="scan")


class Winding(nn.Module):
    """What follows ``last`` cannot be traced: it asks for values on the way."""

    def __init__(self, net):
        super().__init__()
        self.net, self.last = net, net.last

    def forward(self, x):
        scores = self.net(x)
        return scores * 2 if float(scores.detach().sum()) > 0 else scores * 2 + 0


class Steps(nn.Module):
    """A fine and a coarse layer whose cells do not see their neighbours."""

    def __init__(self):
        super().__init__()
        self.fine = nn.Sequential(nn.Conv3d(1, 4, (1, 2, 2), (1, 2, 2)), nn.ReLU())
        self.coarse = nn.Sequential(nn.Conv3d(4, 6, (4, 4, 4), (4, 4, 4)), nn.ReLU())
        self.fc = nn.Linear(6, 3)

    def forward(self, x):
        return self.fc(self.coarse(self.fine(x)).mean((2, 3, 4)))


@pytest.fixture(autouse=True)
def registered(monkeypatch, small_net):
    def spec(name, build, recipe, **more):
        return ModelSpec(name, name, lambda: build().eval(), recipe, lambda: LABELS, **more)

    specs = {
        "photo": spec("photo", small_net, PHOTO),
        "winding": spec("winding", lambda: Winding(small_net()), PHOTO),
        "steps": spec("steps", Steps, CT, default_target="mass"),
    }
    monkeypatch.setattr(models, "resolve_model", lambda name: specs[name], raising=False)
    monkeypatch.setattr(loading, "_shelf", type(loading._shelf)())


def _photo():
    pixels = np.random.default_rng(0).integers(0, 256, (40, 60)).astype(np.uint8)
    return Image(pixels, pixel_grid(40, 60))


def _volume(shape=(40, 36, 21)):
    values = np.random.default_rng(0).integers(-1000, 400, shape).astype(np.int16)
    return Image(values, Grid(shape, np.diag([1.0, 1.0, 5.0, 1.0])), unit="HU")


def _ask(model="photo", methods=("grad-cam",), image=None, **more):
    image = image or (_volume() if model == "steps" else _photo())
    return ExplainRequest(image, model, methods, **more)


def _priced(monkeypatch, name, **cost):
    """Let a method say that it costs so much."""
    priced = dataclasses.replace(METHODS.get(name), cost=lambda _facts, _params: Cost(**cost))
    monkeypatch.setitem(METHODS._specs, name, priced)


def test_a_forecast_says_all_it_promises():
    found = forecast(_ask(methods=("grad-cam", "eigen-cam")))
    assert [each.method for each in found.methods] == ["grad-cam", "eigen-cam"]
    assert found.windows == 1
    assert found.device == "cpu"
    assert 0 < found.forward_seconds < 1
    assert found.seconds >= found.forward_seconds
    assert found.bytes >= max(each.bytes for each in found.methods) > 0
    for each in found.methods:
        assert (each.forwards, each.seconds) == (0, 0)


@pytest.mark.parametrize("layers", [("fine",), ("coarse",), ("fine+coarse",), ("coarse+fine",),
                                    ("fine", "coarse"), ("coarse", "fine")])  # fmt: skip
@pytest.mark.parametrize("shape", [(40, 36, 21), (16, 16, 4), (5, 50, 9)])
def test_the_windows_are_those_of_the_run(layers, shape):
    request = _ask("steps", image=_volume(shape), layer=layers[0], further_layers=layers[1:])
    found = explain_image(request)
    assert forecast(request).windows == max(1, len(found.windows))


def test_targets_windows_and_layers_multiply_what_a_method_takes(monkeypatch):
    _priced(monkeypatch, "eigen-cam", forwards=5, passes=2)
    (one,) = forecast(_ask(methods=("eigen-cam",), layer="last")).methods
    assert one.forwards == pytest.approx(5 + 2 * 3)
    (many,) = forecast(
        _ask(methods=("eigen-cam",), target="mass", further_targets=("nodule",),
             layer="last", further_layers=("block", "block+last"))
    ).methods  # fmt: skip
    assert many.forwards == pytest.approx(2 * 4 * one.forwards)
    scan = forecast(_ask("steps", ("eigen-cam",), layer="fine"))
    assert scan.methods[0].forwards == pytest.approx(scan.windows * one.forwards)
    for found in (one, many):
        assert found.seconds > 0


def _rows_run(model, request):
    """Samples that a network looked at in a run."""
    rows = []
    handle = loading.load_model(model, "cpu").model.register_forward_pre_hook(
        lambda _module, inputs: rows.append(len(inputs[0]))
    )
    explain_image(request)
    handle.remove()
    return sum(rows)


def test_a_tail_that_cannot_be_cut_takes_whole_passes(monkeypatch):
    channels = 8
    _priced(monkeypatch, "ablation-cam", tails=channels)
    request = _ask("winding", ("ablation-cam",), target="mass", layer="net.last.0")
    (found,) = forecast(request).methods
    assert found.forwards == channels
    free_ones = dataclasses.replace(request, methods=("grad-cam",))
    more = _rows_run("winding", request) - _rows_run("winding", free_ones)
    # The way is tried once before it is taken.
    assert channels <= more <= 2 * channels


def test_the_declared_cost_of_ablation_is_what_it_runs():
    if METHODS.get("ablation-cam").cost is free:
        pytest.skip("ablation-cam does not say yet what it costs")
    (found,) = forecast(_ask("winding", ("ablation-cam",), layer="net.last.0")).methods
    assert found.forwards == 8
    (found,) = forecast(_ask("photo", ("ablation-cam",), layer="last")).methods
    assert found.forwards == 0


def test_a_cut_tail_takes_its_share_and_a_linear_head_nothing(monkeypatch):
    _priced(monkeypatch, "ablation-cam", tails=10)
    (early,) = forecast(_ask(methods=("ablation-cam",), layer="stem")).methods
    assert 0 < early.forwards < 10
    (late,) = forecast(_ask(methods=("ablation-cam",), layer="last")).methods
    assert late.forwards == 0


def test_a_network_is_measured_once_for_each_layer(monkeypatch):
    measured = []

    def counted(*args, **more):
        measured.append(1)
        return measure(*args, **more)

    monkeypatch.setattr(estimate, "measure", counted)
    for _ in range(3):
        forecast(_ask(layer="last"))
    assert len(measured) == 1
    forecast(_ask(layer="last", further_layers=("block",)))
    assert len(measured) == 2


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("flips", list(product([False, True], repeat=3))[::3])
@pytest.mark.parametrize("spacing", [None, (5.0, 1.5, 0.7)])
def test_the_prepared_shape_is_known_before_in_every_orientation(order, flips, spacing):
    image = _volume()
    affine = image.grid.affine[:, [*order, 3]] * [*(-1 if flip else 1 for flip in flips), 1]
    array = image.array.transpose(order)
    turned = dataclasses.replace(image, array=array, grid=Grid(array.shape, affine))
    for fit in ("scan", "crop", "squash"):
        recipe = dataclasses.replace(CT, spacing_mm=spacing, fit=fit)
        shape = tuple(prepare(turned, recipe).batch.shape[2:])
        assert prepared_shape(turned, recipe) == shape


@pytest.mark.parametrize(
    "change",
    [
        {"methods": ("grad-camm",)},
        {"methods": ()},
        {"layer": "fc"},
        {"layer": "last+blok"},
        {"device": "tpu"},
        {"image": _volume()},
    ],
)
def test_what_cannot_be_run_is_refused(change):
    with pytest.raises(CamViewerError) as caught:
        forecast(_ask(**change))
    assert caught.value.hint


def test_a_profile_divides_a_pass_at_the_layer(monkeypatch):
    now = [0.0]

    class Lasting(nn.Conv2d):
        """A convolution that takes so long."""

        def __init__(self, *args, seconds, **kwargs):
            super().__init__(*args, **kwargs)
            self.seconds, self.is_cold = seconds, True

        def forward(self, x):
            now[0] += 100.0 if self.is_cold else self.seconds
            self.is_cold = False
            return super().forward(x)

    class Uneven(nn.Module):
        def __init__(self):
            super().__init__()
            self.heavy = Lasting(8, 32, 5, padding=2, seconds=3.0)
            self.late = Lasting(32, 2, 1, seconds=1.0)

        def forward(self, x):
            return self.late(self.heavy(x)).mean((2, 3))

    monkeypatch.setattr(profile, "_clock", lambda _device: now[0])
    model, example = Uneven().eval(), torch.zeros(1, 8, 12, 10)
    cold = measure(model, model.late, example)
    assert cold.seconds == 4.0
    pass_bytes = (32 + 8) * 12 * 10 * 4
    assert measure(model, model.late, example) == Profile(
        4.0, 0.0, 0.0, pass_bytes, 2 * 12 * 10 * 4, has_head=True
    )
    # Two convolutions of one cell each are one linear layer behind the mean as well.
    assert measure(model, model.heavy, example) == Profile(
        4.0, 0.25, 0.0, pass_bytes, (32 + 2) * 12 * 10 * 4, has_head=True
    )
    late_bent = nn.Sequential(model, nn.Tanh()).eval()
    assert measure(late_bent, model.heavy, example).replay_share == 0.25


def test_measuring_leaves_the_network_as_it_was(small_net, snapshot):
    model = small_net()
    before = snapshot(model)
    measure(model, model.block, torch.zeros(1, 1, 8, 8))
    assert snapshot(model) == before


@pytest.mark.parametrize("kind", [CLOSED_FORM, GRAPH, EXPORTED, WHOLE_FORWARDS])
def test_every_way_behind_a_layer_has_its_price(small_net, monkeypatch, kind):
    monkeypatch.setattr(profile, "_tail_kind", lambda *_: kind)
    model = small_net()
    found = profile.measure(model, model.block, torch.rand(1, 1, 16, 16))
    price = {CLOSED_FORM: 0.0, WHOLE_FORWARDS: 1.0}.get(kind, found.tail_share)
    assert found.replay_share == price
    assert found.has_head is (kind == CLOSED_FORM)


def test_a_tail_is_looked_for_only_when_a_method_runs_it(monkeypatch):
    """Its search may export the network, which takes seconds."""
    sought = []
    monkeypatch.setattr(profile, "find_route", lambda *_: sought.append(1) or _Route(GRAPH))
    forecast(_ask(methods=("grad-cam",), layer="stem"))
    assert not sought
    forecast(_ask(methods=("grad-cam", "ablation-cam"), layer="stem"))
    forecast(_ask(methods=("ablation-cam",), layer="stem"))
    assert len(sought) == 1


@dataclasses.dataclass
class _Route:
    kind: str
