import numpy as np
import pytest
import torch
from torch import nn

from camviewer.core.errors import FormatError, ModelError
from camviewer.engine.api import explain
from camviewer.engine.layers import candidate_layers
from camviewer.engine.methods import METHODS
from camviewer.engine.models import resolve_model


def _known(*names):
    return [name for name in names if name in METHODS]


@pytest.fixture
def box(small, save, tmp_path):
    def make(axes=2, *, trace=False, more=""):
        model, batch = small(axes)
        save["torchscript"](model, tmp_path / "net.pt", trace=batch if trace else None)
        size = list(batch.shape[2:])
        text = f'architecture = "torchscript"\nfile = "net.pt"\nclasses = 3\n{more}\n'
        card = tmp_path / "card.toml"
        card.write_text(f"{text}[input]\nsize = {size}\nchannels = 1\n", encoding="utf-8")
        return model, batch, resolve_model(str(card))

    return make


@pytest.mark.parametrize("trace", [False, True])
@pytest.mark.parametrize("axes", [2, 3])
def test_a_script_scores_as_the_network_it_was_made_of(box, axes, trace):
    model, batch, spec = box(axes, trace=trace)
    with torch.no_grad():
        torch.testing.assert_close(spec.build()(batch), model(batch))
    assert spec.weights().name == "net.pt"
    assert (spec.recipe.mean, spec.recipe.std) == ((0.0,), (1.0,))


def test_only_the_input_is_a_layer_and_gradients_reach_it(box):
    model, batch, spec = box()
    net = spec.build()
    assert [each.name for each in candidate_layers(net, batch[:1])] == ["image"]
    found = explain(net, batch, ["hires-cam"], "image", target=1)["hires-cam"]
    image = batch.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(image)[:, 1].sum(), image)
    np.testing.assert_allclose(found, (gradient * batch).sum(1), rtol=1e-4, atol=1e-7)


@pytest.mark.parametrize("method", _known("rise", "occlusion", "score-cam", "ablation-cam"))
@pytest.mark.parametrize("axes", [2, 3])
def test_methods_without_gradients_give_the_networks_own_maps(box, axes, method):
    model, batch, spec = box(axes)
    wrapped = nn.ModuleDict({"image": nn.Identity(), "net": model})
    wrapped.forward = lambda x: wrapped["net"](wrapped["image"](x))
    few = {"rise": {"masks": 20}}
    found, expected = (
        explain(each, batch[:1], [method], "image", target=1,
                parameters={k: v for k, v in few.items() if k == method})[method]
        for each in (spec.build(), wrapped)
    )  # fmt: skip
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-6)
    assert np.abs(found).max() > 0


def test_a_script_for_one_sample_runs_samples_one_by_one(save, tmp_path):
    from camviewer.engine.models.checkpoint import read_script
    from camviewer.engine.models.closed import ClosedBox

    class One(nn.Module):
        def forward(self, x):
            return x.reshape(1, 16).softmax(1)

    script = read_script(save["torchscript"](One(), tmp_path / "one.pt"))
    batch = torch.rand(3, 1, 4, 4)
    found = ClosedBox(script, "one.pt")(batch)
    torch.testing.assert_close(found, batch.reshape(3, 16).softmax(1))


def test_an_input_of_the_wrong_shape_is_one_sentence(box):
    _, _, spec = box()
    with pytest.raises(ModelError, match=r"net\.pt does not take an input of shape"):
        spec.build()(torch.rand(2, 2, 10, 8))


def test_a_closed_box_moves_with_its_network(box):
    _, batch, spec = box()
    net = spec.build().to(torch.float64)
    assert net(batch.double()).dtype == torch.float64


def test_what_is_no_script_is_told(box, tmp_path):
    _, _, spec = box()
    (tmp_path / "net.pt").write_bytes(b"no script")
    with pytest.raises(FormatError, match="no readable TorchScript"):
        spec.build()
    torch.save({"w": torch.ones(2)}, tmp_path / "net.pt")
    with pytest.raises(FormatError, match="no readable TorchScript"):
        spec.build()
