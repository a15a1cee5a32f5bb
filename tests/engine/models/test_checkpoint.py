import pickle

import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from camviewer.core.errors import FormatError, ModelError
from camviewer.engine.models.checkpoint import load_weights


def _model(outputs=2):
    return nn.Sequential(
        nn.Conv2d(1, 3, 3), nn.BatchNorm2d(3), nn.Flatten(), nn.Linear(3, outputs)
    )


@pytest.fixture
def source():
    torch.manual_seed(3)
    return _model()


def _same(one, other):
    return all(
        torch.equal(a, b)
        for a, b in zip(one.state_dict().values(), other.state_dict().values(), strict=True)
    )


def test_safetensors_are_loaded(tmp_path, source):
    save_file(source.state_dict(), tmp_path / "w.safetensors")
    model = _model()
    load_weights(model, tmp_path / "w.safetensors")
    assert _same(model, source)


def test_the_prefix_of_a_parallel_network_is_dropped_in_safetensors_too(tmp_path, source):
    weights = {f"module.{name}": value for name, value in source.state_dict().items()}
    save_file(weights, tmp_path / "w.safetensors")
    model = _model()
    load_weights(model, tmp_path / "w.safetensors")
    assert _same(model, source)


@pytest.mark.parametrize("wrap", [dict, lambda w: {"state_dict": w, "epoch": 3}])
@pytest.mark.parametrize("prefix", ["", "module."])
def test_a_checkpoint_is_unwrapped(tmp_path, source, wrap, prefix):
    weights = {prefix + name: value for name, value in source.state_dict().items()}
    torch.save(wrap(weights), tmp_path / "w.pt")
    model = _model()
    load_weights(model, tmp_path / "w.pt")
    assert _same(model, source)


def test_a_counter_of_batches_may_be_missing(tmp_path, source):
    weights = {k: v for k, v in source.state_dict().items() if "num_batches" not in k}
    torch.save(weights, tmp_path / "w.pt")
    load_weights(_model(), tmp_path / "w.pt")


def test_names_that_differ_are_named_and_nothing_is_loaded(tmp_path, source):
    weights = dict(source.state_dict())
    weights["encoder.weight"] = weights.pop("0.weight")
    torch.save(weights, tmp_path / "w.pt")
    model = _model()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    with pytest.raises(
        ModelError, match=r"missing: 0\.weight; not wanted: encoder\.weight"
    ) as caught:
        load_weights(model, tmp_path / "w.pt")
    assert caught.value.hint
    assert all(torch.equal(before[name], value) for name, value in model.state_dict().items())


def test_shapes_that_differ_are_named(tmp_path, source):
    torch.save(source.state_dict(), tmp_path / "w.pt")
    with pytest.raises(ModelError, match=r"3\.weight \(2, 3\) instead of \(5, 3\)"):
        load_weights(_model(5), tmp_path / "w.pt")


class _Bomb:
    """A pickle that would make a file."""

    def __init__(self, path):
        self.path = str(path)

    def __reduce__(self):
        return (open, (self.path, "w"))


@pytest.mark.parametrize(
    "save", [torch.save, lambda what, path: path.write_bytes(pickle.dumps(what))]
)
def test_a_pickle_that_wants_code_is_refused_and_not_run(tmp_path, save):
    trap = tmp_path / "trap"
    save({"state_dict": _Bomb(trap)}, tmp_path / "w.pt")
    with pytest.raises(ModelError, match="could run code"):
        load_weights(_model(), tmp_path / "w.pt")
    assert not trap.exists()


@pytest.mark.parametrize("name", ["w.safetensors", "w.pt"])
def test_a_cut_file_is_told_in_a_sentence(tmp_path, source, name):
    path = tmp_path / name
    if name.endswith("safetensors"):
        save_file(source.state_dict(), path)
    else:
        torch.save(source.state_dict(), path)
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(FormatError) as caught:
        load_weights(_model(), path)
    assert caught.value.hint


@pytest.mark.parametrize("name", ["w.safetensors", "w.pt"])
@pytest.mark.parametrize(
    "content", [b"", b"hello, hello", b"<html>" * 50, b"PK" + bytes(50), b"PK\x03\x04" * 9]
)
def test_what_is_no_file_of_weights_is_told_as_such(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FormatError, match="no readable"):
        load_weights(_model(), tmp_path / name)


def test_a_whole_network_is_refused_as_code(tmp_path, source):
    torch.save(source, tmp_path / "w.pt")
    with pytest.raises(ModelError, match="could run code") as caught:
        load_weights(_model(), tmp_path / "w.pt")
    assert "state_dict" in caught.value.hint


def test_a_missing_file_and_one_without_weights_are_told(tmp_path):
    with pytest.raises(FormatError, match=r"no weights file gone\.pt"):
        load_weights(_model(), tmp_path / "gone.pt")
    torch.save({"epoch": 3}, tmp_path / "w.pt")
    with pytest.raises(FormatError, match="no weights by name"):
        load_weights(_model(), tmp_path / "w.pt")
