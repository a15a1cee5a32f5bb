"""Maps whose numbers are written by hand, so that every state of every question is reached."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from camviewer.core.image import Grid, Heatmap, Image, pixel_grid
from camviewer.core.job import Explanation, Prediction, WindowScore
from camviewer.core.judgement import Agreement, Curve, Evaluation, Finding, Measurement
from camviewer.session.trust.weighed import Weighed

SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.9)
CONTROLS = ("random-cam", "sobel-edges")


def picture():
    return Image(np.zeros((80, 160, 3), np.uint8), pixel_grid(80, 160))


def volume():
    return Image(np.zeros((20, 20, 20), np.int16), Grid((20, 20, 20), np.eye(4)), unit="HU")


def heat(name, array=None, image=None, target="cat"):
    """A map of 8 by 8 cells with white noise, so that all its cells are independent."""
    image = image or picture()
    shape = (8,) * image.grid.ndim
    if array is None:
        array = np.random.default_rng(sum(name.encode())).normal(size=shape)
    grid = image.grid.divided(np.shape(array))
    return Heatmap(np.asarray(array, np.float32), grid, name, "late", target)


def explanation(*maps, probability=0.9, windows=()):
    cat = Prediction(0, "cat", probability, 3.0)
    found = {each.name: each for each in maps}
    return Explanation(
        found, (cat,), cat, "late", "", "net", "Net", "cpu", windows=tuple(windows)
    )


def falling(level, start=0.9):
    """A curve that is at one level from 10 to 50 %."""
    y = (start, *(level,) * 5, level)
    return Curve(SHARES, y, "Share of the cells removed", "Probability")


def measured(name, metric, value=0.0, curve=None):
    curves = {} if curve is None else {"curve": curve}
    return Measurement(name, metric, (Finding(value, curves),))


def roads(**levels):
    """ROAD's curves, hottest and coldest first; a name to its two levels."""
    return [
        measured(name.replace("_", "-"), metric, curve=falling(level))
        for name, pair in levels.items()
        for metric, level in zip(("road-most", "road-least"), pair, strict=True)
    ]


def evaluation(measurements=(), dices=(), parameters=None):
    pairs = tuple(Agreement(one, other, "dice-top10", value) for one, other, value in dices)
    return Evaluation(
        tuple(measurements), pairs, controls=CONTROLS, parameters=parameters or {}
    )


def weighed(measurements=(), *, maps=(), dices=(), parameters=None, image=None, **more):
    """Weigh the first of some maps; Grad-CAM where none is given."""
    image = image or picture()
    maps = maps or (heat("grad-cam", image=image),)
    mask = more.pop("mask", None)
    whole = explanation(*maps, **more)
    return Weighed(image, whole, maps[0], evaluation(measurements, dices, parameters), mask)


def blank(case):
    empty = replace(case.heatmap, array=np.zeros_like(case.heatmap.array))
    return replace(case, heatmap=empty)


def window(low, high, probability=0.9):
    return WindowScore(tuple(low), tuple(high), probability)
