import pytest

from camviewer.core.errors import CamViewerError, FormatError, ModelError, UnknownNameError
from camviewer.engine.loading import load_model
from camviewer.engine.models import FILES, resolve_model

GOOD = """
label = "From a file"
architecture = "export"
file = "net.pt2"
labels = ["a", "b", "c"]
target = "b"
layer = "block"

[input]
size = [10, 8]
channels = 1
mean = [0.5]
std = [0.25]
"""


@pytest.fixture
def card(small, save, tmp_path):
    model, batch = small()
    save["export"](model, batch, tmp_path / "net.pt2")
    save["torchscript"](model, tmp_path / "net.ts")

    def write(text=GOOD):
        path = tmp_path / "card.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_a_card_changes_what_a_file_says_of_itself(card):
    spec = resolve_model(card())
    assert (spec.label, spec.labels(), spec.default_target) == (
        "From a file", ("a", "b", "c"), "b",
    )  # fmt: skip
    assert (spec.recipe.size, spec.recipe.mean, spec.recipe.std) == ((10, 8), (0.5,), (0.25,))
    assert spec.weights().name == "net.pt2"
    loaded = load_model(card(), "cpu")
    assert next(each.name for each in loaded.layers if each.is_chosen) == "block"
    assert len(loaded.weights_sha256) == 64


SCRIPT = GOOD.replace('"export"', '"torchscript"').replace("net.pt2", "net.ts")


@pytest.mark.parametrize(
    ("text", "old", "new", "words"),
    [
        (GOOD, 'file = "net.pt2"', "", "'file'"),
        (GOOD, 'file = "net.pt2"', "file = 3", "'file'"),
        (GOOD, '"net.pt2"', '"gone.pt2"', r"no file gone\.pt2"),
        (GOOD, '"net.pt2"', '"net.ts"', "not opened"),
        (GOOD, '"export"', '"exports"', "exports"),
        (GOOD, '"export"', '"nodule3d"', "no kind of network file called 'nodule3d'"),
        (GOOD, "[input]", 'weights = "w.pt"\n[input]', "weights of export are in its 'file'"),
        (GOOD, '["a", "b", "c"]', '["a", "b"]', "has 3 units"),
        (GOOD, 'labels = ["a", "b", "c"]', "classes = 4", "has 3 units"),
        (GOOD, "channels = 1", "channels = 3", "channels"),
        (GOOD, "[10, 8]", "[10, 8, 8]", "size"),
        (GOOD, "[0.5]", "[0.5, 0.5]", "mean"),
        (SCRIPT, "size = [10, 8]", "", "'size' of .input. is needed"),
        (SCRIPT, "[10, 8]", "[10]", "'size' of .input. is needed"),
        (SCRIPT, "channels = 1", "channels = 2", "1 or 3"),
        (SCRIPT, "channels = 1", "channels = true", "channels"),
        (SCRIPT, 'labels = ["a", "b", "c"]', "", "how many units"),
    ],
)
def test_each_fault_of_such_a_card_is_named(card, text, old, new, words):
    assert old in text
    with pytest.raises(CamViewerError, match=words) as caught:
        resolve_model(card(text.replace(old, new)))
    assert caught.value.hint


def test_a_script_takes_size_and_channels_from_its_card(card):
    recipe = resolve_model(card(SCRIPT)).recipe
    assert (recipe.size, recipe.channels) == ((10, 8), 1)
    volume = SCRIPT.replace("[10, 8]", "[4, 10, 8]").replace("channels = 1\n", "")
    assert resolve_model(card(volume)).recipe.channels == 1
    colour = SCRIPT.replace("channels = 1\n", "")
    assert resolve_model(card(colour)).recipe.channels == 3


def test_a_file_that_a_card_must_name_asks_for_one(card, tmp_path):
    card()
    with pytest.raises(ModelError, match=r"net\.ts alone does not say") as caught:
        resolve_model(str(tmp_path / "net.ts"))
    assert "card" in caught.value.hint


def test_a_missing_file_and_an_unknown_name_are_told(tmp_path):
    with pytest.raises(FormatError, match=r"no file gone\.onnx"):
        resolve_model(str(tmp_path / "gone.onnx"))
    with pytest.raises(UnknownNameError):
        resolve_model(str(tmp_path))
    with pytest.raises(UnknownNameError):
        resolve_model("torchscript")


def test_a_folder_named_as_a_shipped_network_does_not_hide_it(tmp_path, monkeypatch):
    (tmp_path / "nodule3d" / "configs").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert resolve_model("nodule3d").default_target == "nodule"


def test_a_file_that_is_written_anew_is_asked_anew(small, save, tmp_path):
    path = tmp_path / "net.pt2"
    for axes in (2, 3):
        model, batch = small(axes)
        save["export"](model, batch, path)
        assert resolve_model(str(path)).ndim == axes


def test_channels_that_no_image_has_are_refused(small, save, tmp_path):
    model, batch = small(2, 4)
    save["export"](model, batch, tmp_path / "net.pt2")
    with pytest.raises(ModelError, match="takes 4 channels"):
        resolve_model(str(tmp_path / "net.pt2"))


def test_the_cards_in_the_manual_name_known_kinds_of_files():
    import tomllib

    from camviewer.core.settings import resource

    page = resource("docs", "models.md").read_text(encoding="utf-8")
    cards = [tomllib.loads(part.split("```")[0]) for part in page.split("```toml")[1:]]
    named = {card["architecture"] for card in cards if "file" in card}
    assert named == set(FILES.names())
