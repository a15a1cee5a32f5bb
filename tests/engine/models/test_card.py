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
    plain = GOOD.replace('target = "ill"', "")
    text = plain.replace('["normal", "ill"]', '"names.txt"')
    assert resolve_model(card(text)).labels() == ("a", "b")
    text = plain.replace('labels = ["normal", "ill"]', "classes = 2")
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
        ('fit = "squash"', "fit = 3", "fit"),
        ('fit = "squash"', "fit = []", "fit"),
        ("mean =", "meen =", "meen"),
        ("[64, 48]", "[64.0, 48]", "size"),
        ("[64, 48]", "[64, 0]", "size"),
        ("[64, 48]", "[]", "size"),
        ("[64, 48]", "[16, 64, 48]", "size"),
        ("[0.5, 0.5, 0.5]", "[0.5, 0.5]", "mean"),
        ("[0.5, 0.5, 0.5]", "[0.5, 0.5, nan]", "mean"),
        ("[0.25, 0.25, 0.25]", "[0]", "std"),
        ("[0.25, 0.25, 0.25]", "[]", "std"),
        ('fit = "squash"', "channels = 1", "channels"),
        ('fit = "squash"', "channels = true", "channels"),
        ('fit = "squash"', "window = [1, 0]", "window"),
        ('fit = "squash"', "window = [1]", "window"),
        ('fit = "squash"', "window = [-inf, 0]", "window"),
        ('fit = "squash"', "spacing_mm = [1, 1, 1]", "spacing_mm"),
        ('fit = "squash"', "crop_scale = 0.5", "crop_scale"),
        ('fit = "squash"', "overlap = 1", "overlap"),
        ("[input]", "input = 3\n[other]", "other"),
        ('["normal", "ill"]', "[]", "labels"),
        ('["normal", "ill"]', '"gone.txt"', "gone.txt"),
        ('labels = ["normal", "ill"]', "classes = 0", "classes"),
        ('labels = ["normal", "ill"]', 'classes = "2"', "classes"),
        ('label = "Two classes"', "label = 3", "label"),
        ('layer = "features"', "layer = 4", "layer"),
        ('target = "ill"', "target = 1", "target"),
        ('target = "ill"', 'target = "il"', "il"),
        ('output = "sigmoid"', "output = []", "output"),
        ('summary = "A toy."', "summary = 1", "summary"),
        ('"torchvision:squeezenet1_1"', '"card.toml"', "no card"),
        ('"torchvision:squeezenet1_1"', '"efficientnet-lite0"', "1000 units"),
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
    spec = resolve_model(card(GOOD.replace('["normal", "ill"]', '["a", "ill", "c"]')))
    with pytest.raises(ModelError, match="do not fit"):
        spec.build()


def test_an_unknown_model_gets_the_nearest_name():
    with pytest.raises(UnknownNameError) as caught:
        resolve_model("nodul3d")
    assert "nodule3d" in caught.value.hint


def test_a_card_without_weights_says_what_its_architecture_says(card):
    random = resolve_model(card('architecture = "torchvision:resnet18"'))
    assert "Random weights" in random.summary
    assert random.weights is None
    shipped = resolve_model(card('architecture = "nodule3d"'))
    assert shipped.weights().name == "nodule3d.safetensors"
    assert (shipped.default_target, shipped.default_layer) == ("nodule", "features")


def test_the_input_of_a_card_is_table_and_nothing_else(card):
    with pytest.raises(ModelError, match="'input' is a table"):
        resolve_model(card('architecture = "nodule3d"\ninput = 3'))


def test_a_card_for_volumes_takes_a_spacing_and_a_window(card):
    text = (
        'architecture = "nodule3d"\n[input]\nspacing_mm = [4, 1.5, 1.5]\nwindow = [-900, 300]'
    )
    recipe = resolve_model(card(text)).recipe
    assert recipe.spacing_mm == (4, 1.5, 1.5)
    assert recipe.window == (-900, 300)
    assert (recipe.size, recipe.fit) == ((16, 64, 64), "scan")


def test_the_card_in_the_manual_is_a_good_one(card):
    """Reads the example in resources/docs/models.md, with weights of that architecture."""
    from camviewer.core.settings import resource

    page = resource("docs", "models.md").read_text(encoding="utf-8")
    spec = resolve_model(card(page.split("```toml")[1].split("```")[0]))
    assert spec.default_target in spec.labels()


def test_a_card_may_say_what_is_to_be_said_of_pictures_of_another_size(card):
    text = 'architecture = "efficientnet-lite0"\n[input]\nresized = '
    assert resolve_model(card(text + '"Only 224 pixels."')).recipe.resized == "Only 224 pixels."
    with pytest.raises(ModelError, match=r"'resized' of .input. is a sentence"):
        resolve_model(card(text + "3"))
