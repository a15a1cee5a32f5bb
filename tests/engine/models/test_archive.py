import io
import json
import pickle
import re
import zipfile

import numpy as np
import pytest
import torch
from torch import nn

from camviewer.core.errors import FormatError, ModelError
from camviewer.engine.api import explain
from camviewer.engine.models import resolve_model


@pytest.fixture
def net(small, save, tmp_path):
    def make(axes=2, *, is_fixed=False, count=2):
        model, batch = small(axes)
        path = save["export"](model, batch[:count], tmp_path / "net.pt2", is_fixed=is_fixed)
        return model, batch, resolve_model(str(path))

    return make


@pytest.mark.parametrize("axes", [2, 3])
def test_an_archive_needs_no_card_and_keeps_its_layers(net, axes):
    model, batch, spec = net(axes)
    assert (spec.recipe.size, spec.recipe.channels) == (tuple(batch.shape[2:]), 1)
    assert len(spec.labels()) == 3
    built = spec.build()
    with torch.no_grad():
        for count in (1, 3):
            torch.testing.assert_close(built(batch[:count]), model(batch[:count]))
    names = [name for name, _ in built.named_modules() if name]
    assert names == [name for name, _ in model.named_modules() if name]


@pytest.mark.parametrize("method", ["grad-cam", "cf-cam-spatial", "eigen-cam", "ablation-cam"])
@pytest.mark.parametrize("axes", [2, 3])
def test_methods_give_the_networks_own_maps(net, axes, method):
    model, batch, spec = net(axes)
    found, expected = (
        explain(each, batch[:2], [method], "block", target=1)[method]
        for each in (spec.build(), model)
    )
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("count", [1, 2])
def test_a_fixed_number_of_samples_is_run_in_portions(net, count):
    model, batch, spec = net(is_fixed=True, count=count)
    built = spec.build()
    with torch.no_grad():
        torch.testing.assert_close(built(batch), model(batch))
    with pytest.raises(ModelError, match=r"sample\(s\) at once"):
        explain(built, batch, ["grad-cam"], "block")
    found = explain(built, batch[:count], ["grad-cam"], "block", target=0)["grad-cam"]
    expected = explain(model, batch[:count], ["grad-cam"], "block", target=0)["grad-cam"]
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-6)


def test_an_archive_moves_with_what_lies_in_no_layer(save, tmp_path):
    class Loose(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(1, 2, 3)
            self.scale = nn.Parameter(torch.ones(1))
            self.register_buffer("shift", torch.ones(1))

        def forward(self, x):
            return (self.conv(x) * self.scale + self.shift).mean((2, 3))

    model, batch = Loose().eval(), torch.rand(2, 1, 8, 8)
    path = save["export"](model, batch, tmp_path / "loose.pt2")
    built = resolve_model(str(path)).build().double()
    torch.testing.assert_close(built(batch.double()).float(), model(batch))


def test_a_wrong_input_and_a_damaged_file_are_one_sentence(net, tmp_path):
    _, _, spec = net()
    with pytest.raises(ModelError, match=r"net\.pt2 does not take an input of shape"):
        spec.build()(torch.rand(2, 1, 9, 9))
    whole = (tmp_path / "net.pt2").read_bytes()
    for name, data in (("a.pt2", b"no archive"), ("b.pt2", whole[: len(whole) // 2])):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(FormatError, match="no archive this version of torch can read"):
            resolve_model(str(tmp_path / name))
    torch.save({"w": torch.ones(1)}, tmp_path / "c.pt2")
    with pytest.raises(FormatError, match="no archive"):
        resolve_model(str(tmp_path / "c.pt2"))


class Harm:
    """What a pickle can do."""

    def __reduce__(self):
        return print, ("this ran",)


def _rewritten(path, change):
    """Write an archive again, each member changed by ``change(name, bytes)``."""
    with zipfile.ZipFile(path) as archive:
        held = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in held:
            archive.writestr(name, change(name, data))


def _harmful_tensor():
    stored = io.BytesIO()
    torch.save({"w": Harm()}, stored)
    return stored.getvalue()


def _sample_inputs(name, data):
    return _harmful_tensor() if name.endswith("sample_inputs/model.pt") else data


def _weights(name, data):
    if name.endswith("weights/weight_0"):
        return _harmful_tensor()
    if name.endswith("model_weights_config.json"):
        table = json.loads(data)
        next(iter(table["config"].values()))["use_pickle"] = True
        return json.dumps(table)
    return data


def _operation(name, data):
    return data.replace(b"torch.ops.aten.relu.default", b"torch.os.system")


def _formula(name, data):
    if not name.endswith("models/model.json"):
        return data
    changed, count = re.subn(r'"expr_str": "[^"]*"', '"expr_str": "exec(1)"', data.decode())
    assert count
    return changed


def _attribute(name, data):
    return re.sub(rb'"expr_str": "', rb'"expr_str": "s1.real + ', data)


@pytest.mark.parametrize("change", [_sample_inputs, _weights, _operation, _formula, _attribute])
def test_an_archive_that_could_run_code_is_not_opened(net, tmp_path, capsys, change):
    net()
    _rewritten(tmp_path / "net.pt2", change)
    with pytest.raises(ModelError, match="was not opened"):
        resolve_model(str(tmp_path / "net.pt2"))
    assert "this ran" not in capsys.readouterr().out


@pytest.mark.parametrize("name", ["data/aotinductor/m/a.so", "data/constants/custom_obj_0"])
def test_an_archive_with_compiled_parts_or_objects_is_not_opened(net, tmp_path, name):
    net()
    with zipfile.ZipFile(tmp_path / "net.pt2", "a") as archive:
        archive.writestr(f"net/{name}", pickle.dumps(Harm()))
    with pytest.raises(ModelError, match="was not opened"):
        resolve_model(str(tmp_path / "net.pt2"))
