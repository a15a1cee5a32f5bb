import pytest
import torch
from safetensors.torch import save_file

from camviewer.core.errors import CamViewerError, ModelError, UnknownNameError
from camviewer.engine.models import resolve_model

GOOD = """
label = "Two classes"
architecture = "torchvision:squeezenet1_1"
weights = "w.safetensors"
labels = ["normal", "ill"]
layer = "features"
target = "ill"
output = "sigmoid"
summary = "A toy."

[input]
size = [64, 48]
fit = "squash"
mean = [0.5, 0.5, 0.5]
std = [0.25, 0.25, 0.25]
"""


@pytest.fixture
def card(tmp_path):
    from torchvision.models import squeezenet1_1

    torch.manual_seed(0)
    model = squeezenet1_1(weights=None, num_classes=2)
    save_file(model.state_dict(), tmp_path / "w.safetensors")

    def write(text):
        path = tmp_path / "card.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    write.model = model.eval()
    return write


def test_a_card_describes_a_network_that_runs(card):
    spec = resolve_model(card(GOOD))
    assert spec.label == "Two classes"
    assert spec.labels() == ("normal", "ill")
    assert (spec.default_layer, spec.default_target, spec.output) == (
        "features",
        "ill",
        "sigmoid",
    )
    assert (spec.recipe.size, spec.recipe.mean) == ((64, 48), (0.5, 0.5, 0.5))
    assert spec.weights().name == "w.safetensors"
    batch = torch.randn(1, 3, 64, 48)
    with torch.no_grad():
        torch.testing.assert_close(spec.build()(batch), card.model(batch))


def test_labels_may_stand_in_a_file_or_be_numbered(card, tmp_path):
    (tmp_path / "names.txt").write_text("a\n\nb\n", encoding="utf-8")
    text = GOOD.replace('["normal", "ill"]', '"names.txt"')
    assert resolve_model(card(text)).labels() == ("a", "b")
    text = GOOD.replace('labels = ["normal", "ill"]', "classes = 2")
    assert resolve_model(card(text)).labels() == ("class 0", "class 1")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("architecture =", "architectur =", "architectur"),
        ('"torchvision:squeezenet1_1"', '"torchvision:squeezenet9"', "squeezenet9"),
        ('"torchvision:squeezenet1_1"', "3", "architecture"),
        ('"w.safetensors"', "4", "weights"),
        ('["normal", "ill"]', "[1, 2]", "labels"),
        ('"sigmoid"', '"tanh"', "output"),
        ("[64, 48]", "64", "size"),
        ("[64, 48]", '["a"]', "size"),
        ("[64, 48]", "[1, 2, 3, 4]", "size"),
        ('fit = "squash"', 'fit = "bend"', "fit"),
        ("mean =", "meen =", "meen"),
        ('label = "Two classes"', "label = ", "TOML"),
    ],
)
def test_each_fault_of_a_card_is_named(card, old, new, words):
    with pytest.raises(CamViewerError, match=words) as caught:
        resolve_model(card(GOOD.replace(old, new)))
    assert caught.value.hint


def test_a_missing_card_is_told(tmp_path):
    with pytest.raises(ModelError, match=r"no model card gone\.toml"):
        resolve_model(str(tmp_path / "gone.toml"))


def test_weights_of_another_width_are_refused(card):
    spec = resolve_model(card(GOOD.replace('["normal", "ill"]', '["a", "b", "c"]')))
    with pytest.raises(ModelError, match="do not fit"):
        spec.build()


def test_an_unknown_model_gets_the_nearest_name():
    with pytest.raises(UnknownNameError) as caught:
        resolve_model("nodul3d")
    assert "nodule3d" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "axes"), [("torchvision:resnet18", 2), ("torchvision:r3d_18", 3)]
)
def test_torchvisions_networks_are_found_with_their_axes(name, axes):
    spec = resolve_model(name)
    assert spec.ndim == axes
    assert "Random weights" in spec.summary


def test_a_torchvision_network_that_is_none_gets_the_nearest_name():
    with pytest.raises(UnknownNameError) as caught:
        resolve_model("torchvision:resnet51")
    assert "resnet50" in caught.value.hint


def test_timms_networks_are_found():
    pytest.importorskip("timm")
    assert resolve_model("timm:resnet10t").ndim == 2
    with pytest.raises(UnknownNameError):
        resolve_model("timm:resnetty")
