import subprocess
import sys

import pytest
import torch

from camviewer.engine.layers import find_layer
from camviewer.engine.models import MODELS, resolve_model

EACH = pytest.mark.parametrize("spec", MODELS, ids=MODELS.names())


@pytest.fixture(scope="module")
def built():
    return {}


def _build(built, spec):
    if spec.name not in built:
        built[spec.name] = spec.build()
    return built[spec.name]


def _example(spec):
    shape = (1, spec.recipe.channels, *spec.recipe.size)
    return torch.randn(shape, generator=torch.Generator().manual_seed(0))


@EACH
def test_it_is_found_by_its_name(spec):
    assert resolve_model(spec.name) is spec


@EACH
def test_it_comes_ready_to_look_and_gives_one_score_a_label(built, spec):
    model = _build(built, spec)
    assert not any(module.training for module in model.modules())
    with torch.no_grad():
        scores = model(_example(spec))
    assert scores.shape == (1, len(spec.labels()))
    assert torch.isfinite(scores).all()


@EACH
def test_its_layer_gives_a_map_with_gradients(built, spec):
    model = _build(built, spec)
    maps = []
    layer = find_layer(model, spec.default_layer)
    handle = layer.register_forward_hook(lambda _m, _i, output: maps.append(output))
    score = model(_example(spec)).max()
    handle.remove()
    (gradient,) = torch.autograd.grad(score, maps[0])
    assert maps[0].ndim == 2 + spec.ndim
    assert gradient.abs().sum() > 0


@EACH
def test_its_default_target_is_one_of_its_labels(spec):
    assert spec.default_target is None or spec.default_target in spec.labels()


@EACH
def test_it_says_what_it_is_why_its_layer_and_where_its_weights_lie(spec):
    assert spec.summary.endswith(".")
    assert spec.layer_reason.endswith(".")
    assert spec.card.startswith("# ")
    assert spec.weights is None or spec.weights().is_file()


def test_the_nodule_networks_card_says_that_it_is_no_medical_device():
    assert "no medical device" in MODELS.get("nodule3d").card


def test_knowing_the_models_loads_no_torch():
    code = "import sys, camviewer.engine.models; print('torch' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["False"]
