import numpy as np
import pytest
import torch
from torch import nn

import camviewer
from camviewer.core.errors import (
    InputError,
    LayerError,
    ModelError,
    NoGradientError,
    UnknownNameError,
)
from camviewer.engine.api import explain
from camviewer.engine.methods import METHODS, Needs

NAMES = tuple(each.name for each in METHODS if not each.needs & Needs.ATTENTION)


@pytest.mark.parametrize("is_inplace", [False, True])
@pytest.mark.parametrize("is_frozen", [False, True])
@pytest.mark.parametrize(
    ("layer", "expected"),
    [("conv1", [[11.25, 13.5], [20.25, 22.5]]), ("relu1", [[0.0, 4.0], [28.0, 32.5]])],
)
def test_captums_toy_gives_captums_grad_cam(
    captum_net, captum_image, is_inplace, is_frozen, layer, expected
):
    model = captum_net(is_inplace=is_inplace).requires_grad_(not is_frozen)
    maps = explain(model, captum_image, ["grad-cam"], layer, target=0)
    np.testing.assert_array_equal(maps["grad-cam"], [expected])


def test_the_layer_may_be_a_module_or_its_name(small_net):
    model, batch = small_net(), torch.rand(2, 1, 16, 16)
    by_name = explain(model, batch, ["grad-cam"], "last", target=1)
    by_module = explain(model, batch, ["grad-cam"], model.last, target=1)
    chosen = explain(model, batch, ["grad-cam"], target=1)
    np.testing.assert_array_equal(by_name["grad-cam"], by_module["grad-cam"])
    np.testing.assert_array_equal(by_name["grad-cam"], chosen["grad-cam"])


@pytest.mark.parametrize("shape", [(16, 8), (8, 12, 16)])
def test_all_methods_give_raw_float32_maps_on_their_grid_in_the_order_asked(
    small_net, brief, shape
):
    model = small_net(len(shape))
    names = NAMES[::-1]
    more = {key: value for name in names for key, value in brief(name).items()}
    batch = torch.rand(2, 1, *shape)
    maps = explain(model, batch, names, "last", target=[0, 2], parameters=more)
    assert tuple(maps) == names
    for name, array in maps.items():
        assert isinstance(array, np.ndarray)
        assert array.dtype == np.float32
        shrunk = 1 if METHODS.get(name).grid == "input" else 2
        assert array.shape == (2, *(size // shrunk for size in shape))
        assert np.isfinite(array).all()


def test_methods_run_together_as_they_run_alone(small_net, brief):
    model, batch = small_net(), torch.rand(2, 1, 16, 16)
    more = {key: value for name in NAMES for key, value in brief(name).items()}
    together = explain(model, batch, NAMES, "last", target=1, parameters=more)
    for name in NAMES:
        alone = explain(model, batch, [name], "last", target=1, parameters=brief(name))
        np.testing.assert_allclose(together[name], alone[name], rtol=1e-4, atol=1e-6)


def test_hires_cam_over_all_cells_is_the_score_without_its_bias(small_net):
    model, batch = small_net(), torch.rand(2, 1, 16, 16)
    total = explain(model, batch, ["hires-cam"], "last", target=1)["hires-cam"].sum((1, 2))
    with torch.no_grad():
        expected = model.eval()(batch)[:, 1] - model.fc.bias[1]
    np.testing.assert_allclose(total, expected, rtol=1e-4)


def test_none_explains_each_images_highest_score(small_net):
    model, batch = small_net(), torch.randn(4, 1, 16, 16) * 5
    with torch.no_grad():
        best = small_net().eval()(batch).argmax(1)
    found = explain(model, batch, ["grad-cam"], "last")
    expected = explain(model, batch, ["grad-cam"], "last", target=best)
    np.testing.assert_array_equal(found["grad-cam"], expected["grad-cam"])


def test_a_network_of_one_unit_and_one_with_several_outputs_are_explained(small_net):
    class Several(nn.Module):
        def __init__(self):
            super().__init__()
            self.net = small_net(classes=1)

        def forward(self, x):
            return {"aux": torch.zeros(1), "logits": self.net(x)}

    assert explain(Several(), torch.rand(2, 1, 16, 16), ["grad-cam"])["grad-cam"].any()


def test_a_wrapped_network_is_explained_like_the_plain_one(small_net):
    batch = torch.rand(1, 1, 16, 16)
    plain = explain(small_net(), batch, ["grad-cam"], "last", target=0)
    for wrapped in (nn.DataParallel(small_net()), torch.compile(small_net(), backend="eager")):
        found = explain(wrapped, batch, ["grad-cam"], "last", target=0)
        np.testing.assert_array_equal(found["grad-cam"], plain["grad-cam"])


def test_layers_of_a_wrapped_network_may_be_given_as_modules(small_net):
    batch = torch.rand(1, 1, 16, 16)
    inner = small_net().eval()
    plain = explain(inner, batch, ["ablation-cam"], "last", target=0)
    for wrapped in (nn.DataParallel(inner), torch.compile(inner, backend="eager")):
        wrapped(batch)
        found = explain(wrapped, batch, ["ablation-cam"], inner.last, target=0)
        np.testing.assert_array_equal(found["ablation-cam"], plain["ablation-cam"])
        assert not inner.last._forward_hooks


@pytest.mark.parametrize("is_part", [False, True])
def test_what_is_compiled_inside_is_refused(small_net, is_part):
    model = small_net()
    if is_part:
        model.last = torch.compile(model.last, backend="eager")
    else:
        model.compile(backend="eager")
    with pytest.raises(ModelError, match="are compiled") as caught:
        explain(model, torch.rand(1, 1, 16, 16), ["grad-cam"], "block")
    assert "before torch.compile" in caught.value.hint


def _quantised(model):
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch.ao.quantization will move
        from torch.ao.quantization import quantize_dynamic

        return quantize_dynamic(model.eval(), {nn.Linear}, dtype=torch.qint8)


def test_a_quantised_network_has_maps_without_gradients(small_net):
    model, batch = small_net(), torch.rand(2, 1, 16, 16)
    found = explain(_quantised(model), batch, ["eigen-cam"], "last")["eigen-cam"]
    expected = explain(model, batch, ["eigen-cam"], "last")["eigen-cam"]
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("method", ["grad-cam", "cf-cam-spatial", "saliency"])
def test_gradients_through_a_quantised_network_are_refused(small_net, method):
    with pytest.raises(NoGradientError, match="quantised"):
        explain(_quantised(small_net()), torch.rand(1, 1, 16, 16), [method], "last")


def test_a_batch_of_another_type_is_brought_to_the_networks(small_net):
    batch = torch.rand(1, 1, 16, 16, dtype=torch.float64)
    maps = explain(
        small_net().bfloat16(), batch, ["grad-cam", "ablation-cam"], "block", target=0
    )
    assert maps["grad-cam"].dtype == np.float32


def test_a_batch_made_for_inference_is_explained(small_net):
    model, batch = small_net(), torch.rand(1, 1, 16, 16)
    outside = explain(model, batch, ["grad-cam"], "last", target=0)
    with torch.inference_mode():
        inside = explain(model, batch.clone(), ["grad-cam"], "last", target=0)
    np.testing.assert_array_equal(inside["grad-cam"], outside["grad-cam"])


def test_a_network_that_changes_its_input_in_place_sees_the_image_each_time():
    class Shifting(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(1, 2, 3)
            self.late = nn.Conv2d(2, 2, 3)
            self.fc = nn.Linear(2, 2)

        def forward(self, x):
            x -= 1.0
            return self.fc(self.late(self.conv(x).tanh()).tanh().amax((2, 3)))

    model, batch = Shifting(), torch.rand(1, 1, 16, 16)
    kept = batch.clone()
    methods = ["grad-cam", "ablation-cam"]
    chosen = explain(model, batch, methods, target=0)
    assert torch.equal(batch, kept)
    named = explain(model, batch, methods, "late", target=0)
    for method in methods:
        np.testing.assert_array_equal(chosen[method], named[method])


def test_parameters_reach_their_method(small_net):
    model, batch = small_net(), torch.rand(1, 1, 16, 16)
    plain, centred = (
        explain(
            model,
            batch,
            ["eigen-cam"],
            "last",
            target=0,
            parameters={"eigen-cam": {"centred": c}},
        )
        for c in (False, True)
    )
    assert not np.allclose(plain["eigen-cam"], centred["eigen-cam"])


def test_the_seed_decides_the_random_control(small_net):
    model, batch = small_net(), torch.rand(1, 1, 16, 16)
    one, again, other = (
        explain(model, batch, ["random-cam"], "last", target=0, seed=seed)["random-cam"]
        for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(one, again)
    assert not np.allclose(one, other)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"methods": ["grad-camm"]}, UnknownNameError),
        ({"methods": []}, InputError),
        ({"layer": "lastt"}, LayerError),
        ({"layer": "fc"}, LayerError),
        ({"target": 3}, InputError),
        (
            {"parameters": {"eigen-cam": {"centre": True}}, "methods": ["eigen-cam"]},
            UnknownNameError,
        ),
        ({"parameters": {"nothing": {}}}, UnknownNameError),
        ({"batch": torch.rand(1, 16, 16)}, InputError),
        ({"batch": np.zeros((1, 1, 16, 16))}, InputError),
        ({"batch": torch.rand(0, 1, 16, 16)}, InputError),
        ({"model": "resnet"}, ModelError),
    ],
)
def test_bad_input_is_one_sentence_and_a_hint(small_net, change, error):
    call = {
        "model": small_net(),
        "batch": torch.rand(1, 1, 16, 16),
        "methods": ["grad-cam"],
        "layer": "last",
        "target": 0,
    }
    with pytest.raises(error) as caught:
        explain(**{**call, **change})
    assert str(caught.value).endswith(".")
    assert caught.value.hint


def test_one_method_may_be_named_without_a_list(small_net):
    assert list(explain(small_net(), torch.rand(1, 1, 16, 16), "cam", "last")) == ["cam"]


def test_the_package_offers_the_same_call():
    assert camviewer.explain is explain
