"""Every sentence of the engine goes through the translation, whole."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from camviewer.core.errors import CamViewerError
from camviewer.core.image import Grid, Image, pixel_grid
from camviewer.core.job import ExplainRequest
from camviewer.core.words import install_translator
from camviewer.engine import channels, loading, models, scan, trial
from camviewer.engine.api import checked_batch, surroundings, unwrapped
from camviewer.engine.attention import read_attention
from camviewer.engine.choice import choose_methods
from camviewer.engine.device import check_memory
from camviewer.engine.layers import find_layer, layer_name
from camviewer.engine.models.bundle import definition, tell_bundle
from camviewer.engine.models.card import read_card
from camviewer.engine.models.checkpoint import load_weights
from camviewer.engine.models.labels import read_labels
from camviewer.engine.models.outside import FILES, file_alone, file_model
from camviewer.engine.models.prepare import prepare
from camviewer.engine.models.spec import InputRecipe, ModelSpec
from camviewer.engine.models.told import plain_recipe
from camviewer.engine.outcome import blank_note
from camviewer.engine.record import record
from camviewer.engine.rows import Turns
from camviewer.engine.run import explain_image
from camviewer.engine.target import check_index, class_scores, find_class
from camviewer.engine.targets import Context, as_target, read_target

LABELS = ("nothing", "nodule", "mass")


@pytest.fixture(autouse=True)
def _bracketed():
    install_translator(lambda _context, text: f"⟦{text}⟧")
    yield
    install_translator(None)


def outside(text):
    """What of a text stands outside of all brackets."""
    before = None
    while before != text:
        before, text = text, re.sub(r"⟦[^⟦⟧]*⟧", "", text)
    return text.strip()


def test_a_word_outside_of_the_brackets_is_found():
    assert outside("⟦one ⟦two⟧⟧ three ⟦four⟧") == "three"
    assert outside("⟦one ⟦two⟧⟧ ⟦four⟧") == ""


# Errors and hints


def _net():
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(),
        nn.Linear(4, 3),
    ).eval()  # fmt: skip


def _card(folder, text):
    path = folder / "card.toml"
    path.write_text(f'architecture = "cifake"\n{text}', encoding="utf-8")
    return path


def _bundle(folder, **more):
    (folder / "configs").mkdir()
    net = {"_target_": "UNet", **more}
    (folder / "configs" / "inference.json").write_text(json.dumps({"network_def": net}))
    return folder


def _loaded(folder):
    torch.save({"odd": torch.zeros(2), "4.bias": torch.zeros(7)}, folder / "w.pt")
    load_weights(_net(), folder / "w.pt")


def _listed(folder):
    (folder / "labels.txt").write_text("\n", encoding="utf-8")
    read_labels(folder / "labels.txt")


def _recorded(name):
    model = _net()
    record(model, {name: model.get_submodule(name)}, torch.zeros(1, 1, 8, 8), [as_target(0)])


def _context():
    return Context(("crane", "crane", "mass"))


ERRORS = {
    "no method": lambda _: choose_methods([], {}),
    "no network": lambda _: unwrapped(3),
    "no batch": lambda _: checked_batch("pixels", _net()),
    "blank": lambda _: surroundings(torch.zeros(1, 1, 8, 8), (0.0, 0.0), None),
    "memory": lambda _: check_memory(2**60, torch.device("cpu")),
    "attention": lambda _: read_attention(
        _net(), torch.zeros(1, 1, 8, 8), lambda out: out[:, 0], lambda _: None
    ),
    "near layers": lambda _: find_layer(nn.Sequential(nn.Linear(1, 1), nn.ReLU()), "10"),
    "no layer": lambda _: find_layer(_net(), "absent"),
    "strange layer": lambda _: layer_name(_net(), nn.ReLU()),
    "no map": lambda _: _recorded("4"),
    "class": lambda _: check_index(7, 3),
    "one class": lambda _: check_index(7, 1),
    "two classes": lambda _: find_class("crane", _context().labels),
    "no scores": lambda _: class_scores("words"),
    "dense scores": lambda _: class_scores(torch.zeros(1, 2, 3)),
    "yes or no": lambda _: read_target("binary:maybe", _context()),
    "difference": lambda _: read_target("difference:mass", _context()),
    "voxel": lambda _: read_target("voxel:mass|1", _context()),
    "detection": lambda _: read_target("detection:mass|1", _context()),
    "token": lambda _: read_target("token:a|b", _context()),
    "mask": lambda _: read_target("region:mass|absent.png", _context()),
    "axes": lambda _: prepare(_photo(), InputRecipe((4, 16, 16))),
    "channels": lambda _: plain_recipe(7, (8, 8)),
    "labels": _listed,
    "weights": _loaded,
    "card": lambda folder: read_card(folder / "absent.toml"),
    "card's size": lambda folder: read_card(_card(folder, "[input]\nsize = [32]")),
    "card's channels": lambda folder: read_card(_card(folder, "[input]\nchannels = 1")),
    "card's number": lambda folder: read_card(_card(folder, "[input]\noverlap = [1]")),
    "card's list": lambda folder: read_card(_card(folder, "[input]\nmean = 1")),
    "card's window": lambda folder: read_card(_card(folder, "[input]\nwindow = [1, 0]")),
    "card's fit": lambda folder: read_card(_card(folder, '[input]\nfit = "wide"')),
    "card's output": lambda folder: read_card(_card(folder, 'output = "odd"')),
    "file": lambda folder: file_model(FILES.get("onnx"), folder / "absent.onnx"),
    "file alone": lambda _: file_alone(Path(__file__)),
    "no bundle": definition,
    "bundle": lambda folder: definition(_bundle(folder, channels="@absent")),
    "bundle's code": lambda folder: definition(_bundle(folder, channels="$1 + 1")),
    "bundle's mode": lambda folder: definition(_bundle(folder, _requires_="x")),
}


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_and_its_hint_are_whole_sentences(name, tmp_path):
    with pytest.raises(CamViewerError) as caught:
        ERRORS[name](tmp_path)
    assert str(caught.value).startswith("⟦")
    assert outside(str(caught.value)) == ""
    assert outside(caught.value.hint) == ""


# Notes, reasons and progress


def _photo(side=40):
    return Image(np.zeros((side, side), np.uint8), pixel_grid(side, side))


def _noted(fit, **more):
    return prepare(_photo(), InputRecipe((32, 32), fit=fit, **more)).notes


def _resampled():
    recipe = InputRecipe((4, 8, 8), 3, (0.0, 1.0), spacing_mm=(2.0, 1.0, 1.0), fit="scan")
    image = Image(np.zeros((12, 6, 6), np.float32), Grid((12, 6, 6), np.eye(4)))
    return prepare(image, recipe).notes


def _twice():
    class Twice(nn.Module):
        def __init__(self):
            super().__init__()
            self.one = nn.Conv2d(1, 1, 3, padding=1)

        def forward(self, x):
            return self.one(self.one(x)).mean((2, 3))

    model = Twice()
    return [
        record(model, {"one": model.one}, torch.ones(1, 1, 8, 8), [as_target(0)]).note("one")
    ]


class _Asked:
    def __init__(self):
        self.notes = []
        self.note = self.notes.append

    def check(self):
        pass


def _short():
    asked = _Asked()

    def run(part):
        if part.stop - part.start > 1:
            raise torch.OutOfMemoryError

    Turns(2, torch.device("cpu"), asked).run(2, run)
    return asked.notes


NOTES = {
    "against": lambda _: [blank_note(np.zeros(3), is_opposed=True)],
    "zero": lambda _: [blank_note(np.zeros(3), is_opposed=False)],
    "negative": lambda _: [blank_note(-np.ones(3), is_opposed=False)],
    "other size": lambda _: _noted("squash", resized="It was made smaller."),
    "cut": lambda _: _noted("crop", crop_scale=1.5),
    "resampled and filled up": lambda _: _resampled(),
    "run twice": lambda _: _twice(),
    "short of memory": lambda _: _short(),
    "window": lambda _: [trial.window_note()],
    "windows": lambda _: (
        channels._window_notes(is_best=True) + channels._window_notes(is_best=False)
    ),
    "card's words": lambda folder: [read_card(_card(folder, 'layer = "conv1"')).layer_reason],
    "bundle": lambda folder: [tell_bundle(_bundle(folder)).note],
    "any file": lambda folder: [file_model(FILES.get("torchscript"), folder).summary],
}


@pytest.mark.parametrize("name", NOTES)
def test_a_note_is_a_whole_sentence(name, tmp_path):
    notes = list(NOTES[name](tmp_path))
    assert notes
    for note in notes:
        assert note
        assert outside(note).strip(".") == ""


class CellNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.cells = nn.Conv3d(1, 5, (2, 4, 4), (2, 4, 4))
        self.act = nn.ReLU()
        self.fc = nn.Linear(5, 3)

    def forward(self, x):
        return self.fc(self.act(self.cells(x)).mean((2, 3, 4)))


@pytest.fixture
def random_net(monkeypatch):
    """A network with random weights for scans."""
    recipe = InputRecipe((4, 16, 16), 1, (0.0, 1.0), (0.0,), (1.0,), fit="scan")
    spec = ModelSpec("ct", "CT", lambda: CellNet().eval(), recipe, lambda: LABELS)
    monkeypatch.setattr(models, "resolve_model", lambda _: spec, raising=False)
    monkeypatch.setattr(loading, "_shelf", type(loading._shelf)())


@pytest.mark.usefixtures("random_net")
def test_all_that_is_said_of_a_run_is_whole_sentences(monkeypatch):
    values = np.random.default_rng(0).random((24, 20, 6)).astype(np.float32)
    image = Image(values, Grid(values.shape, np.diag([1.0, 1.0, 5.0, 1.0])))
    make = scan.make_map

    def failing(probe, choice, watch=None):
        if choice.method.name == "cam":
            check_index(7, 3)
        return make(probe, choice, watch)

    monkeypatch.setattr(scan, "make_map", failing)
    steps = []
    asked = ExplainRequest(image, "ct", ("cam", "grad-cam"))
    found = explain_image(asked, report=steps.append)
    said = [*found.notes, found.layer_reason, *(step.label for step in steps)]
    assert [text for text in said if outside(text)] == []
    assert [
        any(words in note for note in found.notes)
        for words in ("random weights", "cam was left out: ⟦", "first look at all windows")
    ] == [True] * 3
    assert {"⟦Done⟧", "⟦Grad-CAM⟧"} < {step.label for step in steps}
    assert any(step.label.startswith("⟦Windows 1 to") for step in steps)


@pytest.mark.parametrize("spec", models.MODELS, ids=lambda spec: spec.name)
def test_why_a_shipped_network_has_its_layer_is_a_whole_sentence(spec):
    assert loading.card_reason(spec) == f"⟦{spec.layer_reason}⟧"


@pytest.mark.usefixtures("random_net")
def test_a_layer_of_the_user_s_choice_is_told_so():
    image = Image(np.ones((16, 16, 4), np.float32), Grid((16, 16, 4), np.eye(4)))
    asked = ExplainRequest(image, "ct", ("grad-cam",), layer="cells")
    assert explain_image(asked).layer_reason == "⟦Chosen by the user.⟧"
