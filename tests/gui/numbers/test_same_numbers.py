"""A real network: window, command line and API give the same number of the same map."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest
from PIL import Image

import camviewer
from camviewer.cli.main import run
from camviewer.core.settings import Settings
from camviewer.gui.app import build_program
from camviewer.session.service import Session
from tests.gui.conftest import ToyAsker

NET = "efficientnet-lite0"
METHODS = ("grad-cam", "eigen-cam")
METRICS = ("average-drop", "deletion")
CLOSE = 1e-4  # the network sees the same inputs in batches of other sizes


@pytest.fixture
def photo(tmp_path):
    """A real photograph: the network has to be sure of something."""
    skimage = pytest.importorskip("skimage.data")
    Image.fromarray(np.ascontiguousarray(skimage.coffee()[::2, ::2])).save(tmp_path / "p.png")
    return tmp_path / "p.png"


@pytest.fixture
def window(photo, tmp_path, qtbot):
    """The whole program, having measured the picture's maps."""
    program = build_program(Session(Settings(), tmp_path / "s.json"), ToyAsker())
    qtbot.addWidget(program.window)
    state = program.session.state
    program.controller.forecaster.switch_off()
    program.controller.number_forecaster.switch_off()
    state.ask.model, state.ask.methods = NET, METHODS
    program.controller.open_path(photo)
    qtbot.waitUntil(lambda: state.case.is_looked_at, timeout=60000)
    program.controller.explain()
    qtbot.waitUntil(lambda: state.case.explanation is not None, timeout=60000)
    state.numbers.wanted, state.numbers.has_controls = METRICS, False
    program.controller.number_jobs.measure_wanted()
    qtbot.waitUntil(lambda: state.numbers.evaluation is not None, timeout=60000)
    yield program
    assert program.bridge.close()


def by_command(photo, target, folder):
    """Numbers of ``camviewer metrics``."""
    line = ["metrics", photo, "--model", NET, "--target", target, "--json", folder / "m.json"]
    for method in METHODS:
        line += ["--method", method]
    for metric in METRICS:
        line += ["--metric", metric]
    assert run([str(word) for word in line]) == 0
    maps = json.loads((folder / "m.json").read_text(encoding="utf-8"))["maps"]
    return {(n, m): maps[n]["metrics"][m]["value"] for n in METHODS for m in METRICS}


def by_call(image, target, layer):
    """Numbers of ``camviewer.evaluate`` on the network and its input."""
    from camviewer.core.job import ExplainRequest
    from camviewer.core.progress import CancelToken
    from camviewer.engine.stage import set_stage

    stage = set_stage(ExplainRequest(image, NET, METHODS, str(target), layer), CancelToken())
    scene = stage.plan.scene([(0, 0)])
    found = camviewer.evaluate(
        scene.model, scene.batch, METHODS, METRICS, layer=layer, target=target,
        blank=scene.around.blank.tolist(),
    )  # fmt: skip
    return {(n, m): found.value(n, m) for n in METHODS for m in METRICS}


def test_window_command_and_call_agree(window, photo, tmp_path):
    state = window.session.state
    found = state.numbers.evaluation
    shown = {(n, m): found.value(n, m) for n in METHODS for m in METRICS}
    assert len({round(value, 3) for value in shown.values()}) > 2  # no two of them by chance
    explanation = state.case.explanation
    target = explanation.target.index
    assert by_command(photo, target, tmp_path) == pytest.approx(shown, abs=CLOSE)
    called = by_call(state.case.image, target, explanation.layer)
    assert called == pytest.approx(shown, abs=CLOSE)

    model = window.window.numbers.table.numbers
    for row, name in enumerate(METHODS):
        for column, metric in enumerate(METRICS):
            assert model.text(row, column) == f"{shown[name, metric]:.3f}"

    window.session.export(tmp_path / "out")
    with (tmp_path / "out" / "numbers.csv").open(encoding="utf-8") as file:
        written = {(r["map"], r["metric"]): float(r["value"]) for r in csv.DictReader(file)}
    assert written == shown
