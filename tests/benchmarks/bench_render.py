"""What a crosshair move costs in drawing: three planes of a large CT with a heatmap.

Run it on a quiet machine: ``python tests/benchmarks/bench_render.py``. Each repeat lays the
three planes through another position, cuts the slices out of a volume of 512 x 512 x 400
int16 voxels, windows them, samples the heatmap on them and looks up its colours: all that
is done per redraw outside of the toolkit. Prints median and 95th percentile in milliseconds.
Exits with 1 when the 95th percentile is above the limit.
"""

# ruff: noqa: T201 - a benchmark prints

from __future__ import annotations

import sys
import time

import numpy as np

from camviewer.core.image import Grid, Heatmap, Image
from camviewer.render.colour import PRESETS, colourise, overlay_lut, to_grey
from camviewer.render.overlay import sample_heatmap
from camviewer.render.slicing import Plane, frame_at, slice_pixels

SHAPE = (512, 512, 400)
SPACING = (0.7, 0.7, 1.0)
LIMIT_MS = 16.0
REPEATS = 150
STEPS = ("frame", "grey", "sample", "colour")
WINDOW = PRESETS[0].window
LUT = overlay_lut("inferno", opacity=0.6, threshold=0.2)


def volume(order):
    """A CT in C or, as nibabel reads it, in Fortran order."""
    array = np.empty(SHAPE, np.int16, order=order)
    array[...] = np.random.default_rng(0).integers(-1000, 1000, (*SHAPE[:2], 1), np.int16)
    return Image(array, Grid(SHAPE, np.diag([*SPACING, 1.0])), unit="HU")


def heatmap(shape, degrees=0.0):
    """A map of that many cells over the whole volume, turned about the long axis."""
    extent = np.multiply(SHAPE, SPACING)
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    affine = np.eye(4)
    affine[:3, :3] = [[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1]]
    affine[:3, :3] *= extent / shape
    affine[:3, 3] = affine[:3, :3] @ np.full(3, 0.5)
    values = np.random.default_rng(1).random(shape, np.float32)
    return Heatmap(values, Grid(shape, affine), "cf-cam")


def redraw(image, drawn, position):
    """Seconds of each step, summed over the three planes."""
    spent = np.zeros(len(STEPS))
    for plane in Plane:
        marks = [time.perf_counter()]
        frame = frame_at(image.grid, plane, position)
        pixels = slice_pixels(image, frame)
        marks.append(time.perf_counter())
        to_grey(pixels, WINDOW, image.slope, image.intercept)
        marks.append(time.perf_counter())
        values = sample_heatmap(drawn, frame, smooth=True)
        marks.append(time.perf_counter())
        colourise(values, LUT, top=1.0)
        marks.append(time.perf_counter())
        spent += np.diff(marks)
    return spent


def measure(image, drawn):
    """Milliseconds of each step and of all, (repeats, steps + 1)."""
    rng = np.random.default_rng(2)
    extent = np.multiply(SHAPE, SPACING)
    for _ in range(5):
        redraw(image, drawn, rng.uniform(0, extent))
    found = np.array([redraw(image, drawn, rng.uniform(0, extent)) for _ in range(REPEATS)])
    return np.column_stack([found, found.sum(axis=1)]) * 1e3


def main():
    worst = 0.0
    maps = {
        "16x16x12 cells": heatmap((16, 16, 12)),
        "64x64x50 cells": heatmap((64, 64, 50)),
        "256x256x80 cells": heatmap((256, 256, 80)),
        "16x16x12, turned 10 degrees": heatmap((16, 16, 12), 10.0),
    }
    print(f"{'':42}" + "".join(f"{name:>14}" for name in (*STEPS, "all")))
    for order in "CF":
        image = volume(order)
        for label, drawn in maps.items():
            found = measure(image, drawn)
            middle, high = np.median(found, axis=0), np.percentile(found, 95, axis=0)
            cells = "".join(f"{m:7.2f}/{h:6.2f}" for m, h in zip(middle, high, strict=True))
            print(f"{order} order, {label:33}{cells}")
            if "turned" not in label:
                worst = max(worst, float(high[-1]))
    print(f"median / 95th percentile in ms; worst {worst:.1f} of {LIMIT_MS:.0f} ms")
    return int(worst > LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main())
