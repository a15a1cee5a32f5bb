import hashlib
import threading

import pytest
import torch

from camviewer.core.errors import LayerError, UnknownNameError
from camviewer.engine import loading, models
from camviewer.engine.loading import load_model
from camviewer.engine.models.spec import InputRecipe, ModelSpec

RECIPE = InputRecipe((16, 24), channels=1)


@pytest.fixture
def shelf(monkeypatch, small_net, tmp_path):
    """Networks a to e that write down when they are built; e has a weights file."""
    built = []
    weights = tmp_path / "weights.bin"
    weights.write_bytes(b"one")

    def resolve(name):
        def build():
            built.append(name)
            return small_net().eval()

        more = {"weights": lambda: weights} if name == "e" else {}
        layer = {"default_layer": "block"} if name == "d" else {}
        return ModelSpec(name, name, build, RECIPE, lambda: ["x", "y", "z"], **layer, **more)

    monkeypatch.setattr(models, "resolve_model", resolve, raising=False)
    monkeypatch.setattr(loading, "_shelf", type(loading._shelf)())
    return built, weights


def test_a_network_is_built_once(shelf):
    first, again = load_model("a", "cpu"), load_model("a", "cpu")
    assert first is again
    assert shelf[0] == ["a"]


def test_threads_that_ask_together_get_the_same_network(shelf):
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(load_model("a", "cpu"))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(each) for each in found}) == 1
    assert shelf[0] == ["a"]


def test_the_network_not_used_for_longest_is_dropped(shelf):
    for name in "abcad":
        load_model(name, "cpu")
    load_model("a", "cpu")
    assert shelf[0] == list("abcd")
    load_model("b", "cpu")
    assert shelf[0] == list("abcdb")


def test_new_weights_are_read(shelf):
    built, weights = shelf
    assert load_model("e", "cpu").weights_sha256 == hashlib.sha256(b"one").hexdigest()
    weights.write_bytes(b"other")
    assert load_model("e", "cpu").weights_sha256 == hashlib.sha256(b"other").hexdigest()
    assert built == ["e", "e"]
    assert load_model("a", "cpu").weights_sha256 == ""


def test_layers_of_the_network_are_listed_with_the_cards_choice(shelf):
    for name, chosen in (("a", "last"), ("d", "block")):
        layers = load_model(name, "cpu").layers
        assert [layer.name for layer in layers if layer.is_chosen] == [chosen]
        assert all(bool(layer.reason) is layer.is_chosen for layer in layers)
        assert {layer.shape for layer in layers} == {(8, 12)}


def test_a_layers_cells_are_known_and_a_layer_without_a_map_is_refused(shelf):
    loaded = load_model("a", "cpu")
    assert loaded.map_shape("stem.0") == (8, 12)
    for name in ("fc", "nothing"):
        with pytest.raises(LayerError) as caught:
            loaded.map_shape(name)
        assert name in str(caught.value)


def test_the_example_has_the_shape_the_network_wants(shelf):
    assert load_model("a", "cpu").example().shape == (1, 1, 16, 24)
    assert load_model("a", "cpu").device == torch.device("cpu")


def test_an_unknown_device_is_refused_before_anything_is_built(shelf):
    with pytest.raises(UnknownNameError):
        load_model("a", "tpu")
    assert shelf[0] == []
