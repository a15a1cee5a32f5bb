import sys

import pytest
import torch

from camviewer.core.errors import ModelError, UnknownNameError
from camviewer.engine.models import PROVIDERS, resolve_model


@pytest.mark.parametrize(
    ("name", "size", "labels"),
    [
        ("torchvision:resnet18", (224, 224), 1000),
        ("torchvision:inception_v3", (299, 299), 1000),
        ("torchvision:vit_h_14", (224, 224), 1000),
        ("torchvision:r3d_18", (16, 112, 112), 400),
        ("torchvision:mvit_v2_s", (16, 224, 224), 400),
    ],
)
def test_torchvisions_networks_are_found_with_their_usual_input(name, size, labels):
    spec = resolve_model(name)
    assert (spec.name, spec.recipe.size, spec.ndim) == (name, size, len(size))
    assert len(spec.labels()) == labels
    assert "Random weights" in spec.summary
    assert spec.weights is None


def test_pictures_are_scaled_to_256_and_cut_to_224():
    recipe = resolve_model("torchvision:resnet18").recipe
    assert (recipe.fit, recipe.crop_scale) == ("crop", pytest.approx(256 / 224))
    assert recipe.mean == (0.485, 0.456, 0.406)


@pytest.mark.parametrize("name", ["squeezenet1_1", "googlenet", "r3d_18"])
def test_torchvisions_networks_run_on_their_usual_input(name):
    spec = resolve_model(f"torchvision:{name}")
    model = spec.build()
    assert not model.training
    with torch.no_grad():
        scores = model(torch.zeros(1, spec.recipe.channels, *spec.recipe.size))
    assert scores.shape == (1, len(spec.labels()))


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("torchvision:resnet51", "resnet50"),
        ("torchvision:r3d18", "r3d_18"),
        ("nodul3d", "nodule3d"),
    ],
)
def test_a_near_miss_gets_the_nearest_name(name, near):
    with pytest.raises(UnknownNameError) as caught:
        resolve_model(name)
    assert near in caught.value.hint


@pytest.mark.parametrize("name", ["torchvision:zzzz", "timm:zzzz"])
def test_hundreds_of_names_are_not_told(name):
    if name.startswith("timm"):
        pytest.importorskip("timm")
    with pytest.raises(UnknownNameError) as caught:
        resolve_model(name)
    assert 0 < len(caught.value.hint) < 200


def test_a_name_without_a_library_gets_what_could_be_written():
    with pytest.raises(UnknownNameError) as caught:
        resolve_model("keras:qqqq")
    for name in PROVIDERS.names():
        assert f"{name}:NAME" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "size", "labels"),
    [
        ("resnet10t", (176, 176), 1000),
        ("vit_base_patch16_384", (384, 384), 1000),
        ("resnetv2_50x1_bit.goog_in21k", (224, 224), 21843),
        ("vit_small_patch14_dinov2", (518, 518), 1000),
    ],
)
def test_timms_networks_are_found_with_their_usual_input(name, size, labels):
    pytest.importorskip("timm")
    spec = resolve_model(f"timm:{name}")
    assert spec.recipe.size == size
    assert len(spec.labels()) == labels


def test_a_network_of_timm_runs():
    pytest.importorskip("timm")
    spec = resolve_model("timm:resnet10t")
    with torch.no_grad():
        assert spec.build()(torch.zeros(1, 3, *spec.recipe.size)).shape == (1, 1000)


def test_a_library_that_is_not_installed_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "timm", None)
    with pytest.raises(ModelError, match="not installed") as caught:
        resolve_model("timm:resnet18")
    assert "camviewer[timm]" in caught.value.hint
