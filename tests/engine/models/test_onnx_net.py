import sys
import threading

import numpy as np
import pytest
import torch

from camviewer.core.errors import FormatError, LayerError, ModelError, NoGradientError
from camviewer.engine.api import explain
from camviewer.engine.layers import candidate_layers
from camviewer.engine.methods import METHODS
from camviewer.engine.models import resolve_model
from camviewer.engine.probe import overridden_output
from camviewer.engine.tail import Setting, find_route

pytest.importorskip("onnxruntime")
pytest.importorskip("onnx")


def _known(*names):
    return [name for name in names if name in METHODS]


@pytest.fixture
def net(small, save, tmp_path):
    def make(axes=2, *, is_fixed=False):
        model, batch = small(axes)
        path = save["onnx"](model, batch, tmp_path / "net.onnx", is_fixed=is_fixed)
        return model, batch, resolve_model(str(path))

    return make


@pytest.mark.parametrize("is_fixed", [False, True])
@pytest.mark.parametrize("axes", [2, 3])
def test_a_file_needs_no_card_and_scores_as_its_network(net, axes, is_fixed):
    model, batch, spec = net(axes, is_fixed=is_fixed)
    assert (spec.recipe.size, spec.recipe.channels) == (tuple(batch.shape[2:]), 1)
    assert spec.labels() == ("class 0", "class 1", "class 2")
    with torch.no_grad():
        found = spec.build()(batch)["scores"]
        torch.testing.assert_close(found, model(batch), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("is_fixed", [False, True])
def test_inner_maps_are_layers_that_hooks_see(net, is_fixed):
    model, batch, spec = net(is_fixed=is_fixed)
    built = spec.build()
    layers = candidate_layers(built, batch[:1])
    assert sum(each.is_chosen for each in layers) == 1
    assert {each.shape for each in layers} == {(10, 8), (5, 4)}
    seen = {}
    for name in ("block_block_0_Conv", "block_block_1_Relu"):
        built.get_submodule(name).register_forward_hook(
            lambda _m, _i, output, name=name: seen.update({name: output})
        )
    built(batch)
    with torch.no_grad():
        before = model.block[0](model.stem(batch).relu())
    torch.testing.assert_close(seen["block_block_0_Conv"], before, rtol=1e-4, atol=1e-5)
    after = seen["block_block_1_Relu"]
    torch.testing.assert_close(after, before.relu(), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("method", ["eigen-cam", *_known("mean-activation", "fem")])
@pytest.mark.parametrize("axes", [2, 3])
def test_methods_of_activations_give_the_networks_own_maps(net, axes, method):
    model, batch, spec = net(axes)
    built = spec.build()
    found = explain(built, batch[:1], [method], "block_block_1_Relu")[method]
    expected = explain(model, batch[:1], [method], "block")[method]
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("method", _known("score-cam", "rise", "occlusion"))
def test_methods_that_change_the_image_give_the_networks_own_maps(net, method):
    model, batch, spec = net()
    found = explain(spec.build(), batch[:1], [method], "block_block_1_Relu", target=1)
    expected = explain(model, batch[:1], [method], "block", target=1)
    np.testing.assert_allclose(found[method], expected[method], rtol=1e-3, atol=1e-5)


def test_what_needs_gradients_or_other_activations_is_refused(net):
    _, batch, spec = net()
    built = spec.build()
    for layer in ("image", "block_block_1_Relu"):
        for method in ("grad-cam", "saliency", "full-grad", "shapley-cam", "finer-cam"):
            with pytest.raises(NoGradientError):
                explain(built, batch[:1], [method], layer)
    with pytest.raises(LayerError, match="closed box"):
        explain(built, batch[:1], ["ablation-cam"], "block_block_1_Relu")
    layer = built.block_block_1_Relu
    with pytest.raises(LayerError, match="closed box"):
        find_route(Setting(built, layer, "block_block_1_Relu", batch), None)


def test_methods_without_gradients_run_beside_those_that_need_some(net):
    model, batch, spec = net()
    found = explain(spec.build(), batch[:1], ["ablation-cam"], "image", target=1)
    assert np.isfinite(found["ablation-cam"]).all()
    whole = model(batch[:1])[0, 1] - model(torch.zeros_like(batch[:1]))[0, 1]
    expected = float(whole.detach()) * batch[0, 0].numpy()
    if batch.shape[1] == 1:
        np.testing.assert_allclose(found["ablation-cam"][0], expected, rtol=1e-3, atol=1e-5)


def test_the_input_can_be_replaced(net):
    model, batch, spec = net()
    built = spec.build()
    found = overridden_output(built, built.image, batch, batch.flip(0))["scores"]
    with torch.no_grad():
        torch.testing.assert_close(found, model(batch.flip(0)), rtol=1e-4, atol=1e-5)


def test_several_threads_run_one_session(net):
    model, batch, spec = net()
    built = spec.build()
    with torch.no_grad():
        expected = model(batch)
    wrong = []

    def work():
        for _ in range(20):
            found = built(batch)["scores"]
            if not torch.allclose(found, expected, rtol=1e-4, atol=1e-5):
                wrong.append(found)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_without_the_library_onnx_only_the_input_is_a_layer(net, monkeypatch):
    model, batch, spec = net()
    monkeypatch.setitem(sys.modules, "onnx", None)
    built = spec.build()
    assert [each.name for each in candidate_layers(built, batch[:1])] == ["image"]
    with torch.no_grad():
        found = built(batch)["scores"]
        torch.testing.assert_close(found, model(batch), rtol=1e-4, atol=1e-5)


def test_without_onnxruntime_the_user_is_told_what_to_install(net, monkeypatch):
    _, _, spec = net()
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ModelError, match="onnxruntime is not installed") as caught:
        spec.build()
    assert "camviewer[onnx]" in caught.value.hint


def test_a_damaged_file_and_a_wrong_input_are_one_sentence(net, tmp_path):
    _, _, spec = net()
    with pytest.raises(ModelError, match=r"net\.onnx does not take an input of shape"):
        spec.build()(torch.rand(1, 2, 10, 8))
    bad = tmp_path / "bad.onnx"
    bad.write_bytes(b"no network")
    with pytest.raises(FormatError, match=r"bad\.onnx is no ONNX network"):
        resolve_model(str(bad))
    (tmp_path / "bad2.onnx").write_bytes((tmp_path / "net.onnx").read_bytes()[:300])
    with pytest.raises(FormatError, match=r"bad2\.onnx is no ONNX network"):
        resolve_model(str(tmp_path / "bad2.onnx"))


def test_values_that_are_no_maps_of_the_input_are_no_layers(tmp_path):
    """One comes of weights alone, one has no cells, one is pooled, one is turned."""
    from onnx import TensorProto, helper, numpy_helper, save

    def value(name, shape):
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)

    weight = numpy_helper.from_array(np.ones((1, 1, 4, 4), np.float32), "weight")
    nodes = [
        helper.make_node("Relu", ["weight"], ["of_weights"]),
        helper.make_node("Add", ["image", "of_weights"], ["a.map"]),
        helper.make_node("Transpose", ["a.map"], ["turned"], perm=[2, 0, 1, 3]),
        helper.make_node("MaxPool", ["a.map"], ["pooled"], kernel_shape=[2, 2]),
        helper.make_node("ReduceMean", ["pooled"], ["scores4"], axes=[2, 3], keepdims=1),
        helper.make_node("Flatten", ["scores4"], ["scores"], axis=1),
    ]
    graph = helper.make_graph(
        nodes, "g", [value("image", [1, 1, 4, 4])], [value("scores", [1, 1])], [weight]
    )
    opset = [helper.make_opsetid("", 13)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=8)
    save(model, str(tmp_path / "g.onnx"))
    built = resolve_model(str(tmp_path / "g.onnx")).build()
    assert [name for name, _ in built.named_children()] == ["image", "a_map"]
    batch = torch.rand(2, 1, 4, 4)
    expected = torch.nn.functional.max_pool2d(batch + 1, 2, 1).mean((2, 3))
    torch.testing.assert_close(built(batch)["scores"], expected)
