"""A session with toy networks, an asker that answers by itself, and the whole program."""

from __future__ import annotations

import gc
import threading
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from camviewer.core.channels import DEAD, DOMINANT, NOISE, ChannelMaps, Channels, Reading
from camviewer.core.errors import FormatError
from camviewer.core.image import Grid, Heatmap, Image, pixel_grid
from camviewer.core.job import Estimate, Explanation, Forecast, Prediction
from camviewer.core.judgement import (
    Curve,
    Evaluation,
    EvaluationForecast,
    Finding,
    Measurement,
    Workload,
)
from camviewer.core.params import choice, describe, flag, integer, number
from camviewer.core.progress import Progress
from camviewer.core.settings import Settings
from camviewer.core.trust import Evidence, Standing, Trust
from camviewer.session.catalogue import MethodInfo, ModelInfo, TargetInfo
from camviewer.session.outlook import Outlook
from camviewer.session.service import Session
from camviewer.session.work import LayerInfo

# A shared machine may stand still for seconds; nothing is waited for longer than it takes.
_PATIENCE_MS = 30_000
for _wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitExposed):
    _wait.__kwdefaults__["timeout"] = _PATIENCE_MS


@pytest.fixture(scope="module", autouse=True)
def _old_objects_aside():
    """Spare the collector everything that was there before a file's first test.

    It runs between tests alone, as in the program it runs on the GUI thread alone: in a worker
    it would end Qt objects that an older test left behind.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _collected_here():
    """What a test leaves behind ends with it; all of it is young, as nothing was collected."""
    yield
    gc.collect(1)


class ChoiceNeededError(FormatError):
    """What a 4D file says."""

    count = 5


@dataclass(frozen=True)
class ToyParams:
    """One of each kind."""

    sigma: float = number(1.0, low=0, high=10, unit="cells", help="Width of the filter.")
    steps: int = integer(3, low=1, high=9, help="How often.")
    metric: str = choice("euclidean", ["euclidean", "cosine"], help="Which distance.")
    clip: bool = flag(default=True, help="Whether to clip.")


def _method(name, label, family, badge="", params=()):
    return MethodInfo(name, label, family, f"Summary of {label}.", badge, "ref", params)


METHODS = (
    _method("grad-cam", "Grad-CAM", "gradient"),
    _method("layer-cam", "LayerCAM", "gradient"),
    _method("cf-cam", "CF-CAM", "cf-cam", params=describe(ToyParams)),
    _method("cf-cam-spatial", "CF-CAM spatial", "cf-cam"),
    _method("cf-cam-code", "CF-CAM, published code", "cf-cam", badge="Class-agnostic."),
    _method("random-cam", "Random weights", "control"),
)
MODELS = (
    ModelInfo("flat", "Toy photo network", "Looks at pictures.", 2, None, "# Flat"),
    ModelInfo("flat-two", "Second photo network", "Looks at pictures too.", 2, None, ""),
    ModelInfo("deep", "Toy CT network", "Looks at volumes.", 3, "nodule", "# Deep"),
)
TARGETS = tuple(
    TargetInfo(syntax.partition(":")[0], label, syntax, f"Summary of {label}.")
    for label, syntax in (
        ("Class", "class:LABEL"),
        ("Against a class", "not:LABEL"),
        ("Difference", "difference:LABEL|LABEL"),
        ("Yes or no", "binary:positive or binary:negative"),
        ("Segmented region", "region:LABEL or region:LABEL|MASK"),
        ("One voxel", "voxel:LABEL|R,A,S or voxel:LABEL|ROW,COLUMN"),
        ("Detected object", "detection:LABEL or detection:LABEL|X0,Y0,X1,Y1"),
        ("Similarity to an image", "similarity:FILE"),
        ("Token at a position", "token:POSITION|TOKEN"),
    )
)
LABELS = {
    "flat": ("cat", "dog", "crane"),
    "flat-two": ("one", "two"),
    "deep": ("clear", "nodule"),
}


def toy_volume():
    array = np.arange(6 * 5 * 4, dtype=np.int16).reshape(6, 5, 4) - 1000
    return Image(array, Grid(array.shape, np.diag([2.0, 2, 5, 1])), unit="HU", name="toy.nii")


def toy_picture():
    return Image(np.zeros((20, 30, 3), np.uint8), pixel_grid(20, 30), name="toy.png")


def toy_number(place, metric):
    """Later maps have larger numbers, and each metric its own."""
    return 0.1 * (place + 1) + 0.01 * len(metric)


def toy_outlook(methods, free=8 * 10**9, seconds=2.0):
    """Each method takes two seconds and runs the network ten times."""
    each = tuple(Estimate(name, 10.0, seconds, 10**9) for name in methods)
    forecast = Forecast(each, 1, 0.2, seconds * len(each), 10**9, "cpu")
    return Outlook(forecast, free)


def _toy_maps(request, method):
    """A map of four or eight cells for each layer and target, named as the engine names it."""
    layers = (request.layer or "late", *request.further_layers)
    targets = (request.target or "", *request.further_targets)
    shape = (2,) * request.image.grid.ndim
    array = np.arange(2 ** len(shape), dtype=np.float32).reshape(shape)
    grid = Grid(shape, request.image.grid.affine)
    for layer in layers:
        for target in targets:
            name = method + (f"@{layer}" if len(layers) > 1 else "")
            name += f"→{target}" if len(targets) > 1 else ""
            yield Heatmap(array, grid, method, layer, target, name=name)


def toy_trust(name):
    """One answer of each state, with a curve, a bar and nothing to draw."""
    falls = tuple(Curve((0.0, 0.5), y, "Share of the cells removed", "Probability")
                  for y in ((0.9, 0.2), (0.9, 0.8)))  # fmt: skip
    bars = tuple(Curve((0.0,), (y,), "10", "10") for y in (0.4, 0.1))
    return Trust(
        name,
        (
            Evidence("removal", Standing.SUPPORTED, "10", "11", 0.7, "", falls, ("road-most",)),
            Evidence("randomisation", Standing.NOT_SUPPORTED, "20", "21", 0.8, "", falls),
            Evidence("agreement", Standing.UNKNOWN, "30"),
            Evidence("noise", Standing.MIXED, "40", "41", 0.4, "", bars),
            Evidence("grid", Standing.MIXED, "50", "51", 1.5, "", bars),
        ),
    )


class ToyInspection:
    """Eight channels; those whose norm reaches a tenth of ``steps`` of the top are dominant.

    The map is ``sigma`` times that of the case, and each question is kept.
    """

    notes = ("Of the toy alone.",)

    def __init__(self, heatmap):
        self.heatmap, self.layer = heatmap, heatmap.layer
        self.asked, self.shown = [], []
        self.is_closed = False
        self.gate = None

    def read(self, parameters, token):
        values = {"sigma": 1.0, "steps": 3, "metric": "euclidean", "clip": True, **parameters}
        self.asked.append(values)
        if self.gate is not None and not self.gate.acquire(timeout=10):
            raise AssertionError("nobody let the toy go on")
        token.check()
        norms = np.array([0.0, 1, 2, 3, 4, 5, 6, 10])
        roles = np.array([DEAD, NOISE, 0, 0, 1, 1, 1, 1])
        roles[norms >= values["steps"]] = DOMINANT
        counted = (roles != DEAD) & (roles != NOISE)
        shares = np.where(counted, norms, 0) / norms[counted].sum()
        slopes = np.array([0.0, 3, -3, 2, -2, 1, -1, 0.5])
        weights = np.where(counted, slopes, 0)
        channels = Channels(
            norms, slopes, roles, counted, weights, shares, values["steps"], 0.25, 2
        )
        array = self.heatmap.array * np.float32(values["sigma"]) - np.float32(
            values["metric"] == "cosine"
        )
        return Reading(channels, replace(self.heatmap, array=array, parameters=values), values)

    def maps(self, number, token):
        self.shown.append(number)
        token.check()
        grid, array = self.heatmap.grid, self.heatmap.array + np.float32(number)
        return ChannelMaps(
            number, Heatmap(array, grid, "activation"), Heatmap(-array, grid, "gradient")
        )

    def close(self):
        self.is_closed = True


class ToySession(Session):
    """The real state and its changes, over toy networks.

    With ``is_stepped`` each map waits for one release of ``gate``.
    """

    def __init__(self, settings_file):
        super().__init__(Settings(), settings_file)
        self.state.ask.model = "flat"
        self.is_stepped = False
        self.gate = threading.Semaphore(0)
        self.begun = []
        self.fault = None
        self.outlook_fault = None
        self.inspect_fault = None
        self.inspections = []
        self.forecast_for = []
        self.foreseen = []
        self.free = 8 * 10**9

    def methods(self):
        return METHODS

    def models(self):
        return MODELS

    def model_info(self, name):
        return next(info for info in MODELS if info.name == name)

    def labels(self, model):
        return LABELS[model]

    def targets(self):
        return TARGETS

    def file_filter(self):
        return "Images (*.nii *.png)"

    def read(self, path, volume=None, watch=None):
        if path.suffix == ".bad":
            raise FormatError("bad.bad is no image.", hint="Open a PNG instead.")
        if path.suffix == ".four" and volume is None:
            raise ChoiceNeededError("It holds 5 volumes.")
        return toy_volume() if path.suffix in {".nii", ".four"} else toy_picture()

    def sample(self, name):
        return toy_volume() if name == "ct" else toy_picture()

    def predict(self, request, token):
        token.check()
        shares = (0.9, 0.08, 0.02)
        labels = LABELS[request.model]
        return tuple(
            Prediction(index, label, share, 3.0 - index)
            for index, (label, share) in enumerate(zip(labels, shares, strict=False))
        )

    def layers(self, model):
        return (
            LayerInfo("early", (4, 4), 8, False, ""),
            LayerInfo("late", (2, 2), 16, True, "It is the last one."),
        )

    def outlook(self, request):
        self.forecast_for.append(request)
        if self.outlook_fault is not None:
            raise self.outlook_fault
        return toy_outlook(request.methods, self.free)

    def explain(self, request, report, token, on_map):
        self.begun.append(request)
        if self.fault is not None:
            raise self.fault
        maps = {}
        for done, name in enumerate(request.methods):
            token.check()
            report(Progress(done, len(request.methods), name))
            if self.is_stepped and not self.gate.acquire(timeout=10):
                raise AssertionError("nobody let the toy go on")
            token.check()
            for heatmap in _toy_maps(request, name):
                maps[heatmap.name] = heatmap
                on_map(heatmap)
        predictions = self.predict(request, token)
        target = next((p for p in predictions if p.label == request.target), predictions[0])
        return Explanation(
            maps, predictions, target, "late", "", request.model, "Toy", "cpu", milliseconds=5.0
        )

    def inspect(self, image, explanation, heatmap, token):
        token.check()
        if self.inspect_fault is not None:
            raise self.inspect_fault
        self.inspections.append(ToyInspection(heatmap))
        return self.inspections[-1]

    def evaluate(self, image, explanation, metrics, against, *, report, token):
        self.begun.append((tuple(metrics), against))
        if self.fault is not None:
            raise self.fault
        found = []
        for place, name in enumerate(explanation.heatmaps):
            report(Progress(place, len(explanation.heatmaps), name))
            if self.is_stepped and not self.gate.acquire(timeout=10):
                raise AssertionError("nobody let the toy go on")
            token.check()
            found += [
                Measurement(name, metric, (Finding(toy_number(place, metric)),))
                for metric in metrics or ("road", "complexity")
            ]
        return Evaluation(tuple(found), forwards=7, batches=2)

    def forecast_numbers(self, image, explanation, metrics, against):
        self.foreseen.append((metrics, against))
        if self.outlook_fault is not None:
            raise self.outlook_fault
        count = len(metrics) * len(explanation.heatmaps)
        return EvaluationForecast(Workload(count, 0, {}), 0.01, 0.01 * count, "cpu")

    def weigh_maps(self, image, explanation, evaluation, mask=None):
        self.weighed_with = mask
        return {name: toy_trust(name) for name in explanation.heatmaps}

    def trust_forecast(self, image, explanation):
        return EvaluationForecast(Workload(100, 20, {}), 0.1, 12.0, "cpu")

    def export(self, folder, plan=None):
        self.exported = (folder, plan)
        return (folder / "result.json",)


@dataclass
class ToyAsker:
    """Answers at once and remembers what it was told."""

    files: list = field(default_factory=list)
    folder: object = None
    planned: object = None
    opened_folder: object = None
    labels: tuple = ()
    volume: object = None
    errors: list = field(default_factory=list)
    texts: list = field(default_factory=list)
    documents: list = field(default_factory=list)
    picture: object = None
    saved_as: object = None
    located: object = None
    text: object = None
    is_sure: bool = True
    asked: list = field(default_factory=list)

    def save_file(self, suggested, file_filter):
        self.asked.append(("save", suggested))
        return self.saved_as

    def locate(self, message, hint, name, *, is_folder=False):
        self.is_folder = is_folder
        self.asked.append(("locate", message, hint, name))
        return self.located

    def ask_text(self, title, words):
        self.asked.append(("text", title, words))
        return self.text

    def confirm(self, question, more, verb):
        self.asked.append(("confirm", question))
        return self.is_sure

    def open_files(self, file_filter):
        return self.files

    def save_folder(self):
        return self.folder

    def plan_export(self, session):
        self.asked.append(("export", session))
        return self.planned

    def open_folder(self):
        return self.opened_folder

    def choose_volume(self, count):
        return self.volume

    def choose_series(self, labels):
        self.labels = labels
        return self.volume

    def show_error(self, message, hint="", details=""):
        self.errors.append((message, hint, details))

    def save_picture(self):
        return self.picture

    def show_document(self, title, path):
        self.documents.append((title, path))

    def show_text(self, title, markdown):
        self.texts.append((title, markdown))


@pytest.fixture
def session(tmp_path):
    return ToySession(tmp_path / "settings.json")


@pytest.fixture
def asker():
    return ToyAsker()


@pytest.fixture
def volume():
    return toy_volume()


@pytest.fixture
def picture():
    return toy_picture()


@pytest.fixture
def bridge(qapp):
    from camviewer.gui.bridge import Bridge

    bridge = Bridge()
    yield bridge
    assert bridge.close()


@pytest.fixture
def controller(session, bridge, asker):
    from camviewer.gui.controller import Controller

    return Controller(session, bridge, asker)


@pytest.fixture
def program(session, asker, qtbot):
    from camviewer.gui.app import build_program

    program = build_program(session, asker)
    qtbot.addWidget(program.window)
    program.window.show()
    yield program
    session.is_stepped = False
    session.gate.release(100)
    program.window.close()
    assert program.bridge.close()
