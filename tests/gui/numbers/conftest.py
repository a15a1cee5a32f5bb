"""Numbers of three maps and a control, and words to show them with."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from itertools import pairwise
from math import isnan, nan

import pytest

from camviewer.core.judgement import Agreement, Curve, Evaluation, Finding, Measurement
from camviewer.gui.numbers.wording import Sheet
from camviewer.session.catalogue import Catalogue

WHY = "The method takes no gradient at the layer, so none can tremble."
INFOS = {info.name: info for info in Catalogue().metrics()}
X = (0.0, 0.25, 0.5, 0.75, 1.0)
MAPS = ("grad-cam", "layer-cam", "cf-cam", "random-cam")
VALUES = {
    "deletion": (0.5, 0.2, 0.3, 0.1),
    "insertion": (0.6, 0.4, 0.8, 0.1),
    "infidelity": (2e-5, 4e-5, 3e-5, 9e-5),
    "gradient-noise-ssim": (0.5, nan, 0.25, 0.75),
}


def finding(metric, place):
    value = VALUES[metric][place]
    if metric == "deletion":
        y = tuple(1 - x * (place + 1) / 5 for x in X)
        return Finding(
            value, {metric: Curve(X, y, "Share of the cells taken away", "Probability")}
        )
    if metric == "infidelity":
        return Finding(value, draws=tuple(value + 1e-7 * draw for draw in range(-20, 21)))
    return Finding(value, note=WHY if isnan(value) else "")


def measured(maps=MAPS, metrics=tuple(VALUES)):
    """Numbers of some maps."""
    found = tuple(
        Measurement(name, metric, (finding(metric, MAPS.index(name)),), INFOS[metric].unit)
        for name in maps
        for metric in metrics
    )
    pairs = tuple(
        Agreement(one, other, metric, 0.25 * (index + 1))
        for index, (one, other) in enumerate(pairwise(maps))
        for metric in ("ssim", "rank-correlation")
    )
    return Evaluation(found, pairs, 1234, 12, 12300.0, controls=("random-cam",))


@pytest.fixture
def evaluation():
    return measured()


@pytest.fixture
def sheet(evaluation):
    labels = dict(zip(MAPS, ("Grad-CAM", "LayerCAM", "CF-CAM", "(Random)"), strict=True))
    return Sheet(evaluation, labels, tuple(INFOS[name] for name in VALUES))


@pytest.fixture
def explained(program, session, qtbot):
    """The window on three maps, compared."""
    session.state.ask.methods = MAPS[:3]
    program.controller.open_sample("photo")
    qtbot.waitUntil(lambda: bool(session.state.case.predictions), timeout=10000)
    program.controller.explain()
    qtbot.waitUntil(lambda: session.state.case.explanation is not None, timeout=10000)
    session.state.view.place = "compare"
    qtbot.waitUntil(lambda: program.bridge.is_idle, timeout=10000)
    return program


@pytest.fixture
def numbers(explained):
    return explained.window.numbers
