"""``camviewer render``: one plane of a volume, or a picture, as PNG."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from camviewer.cli.command import Command, check_file_name, print_notes
from camviewer.core.errors import InputError

if TYPE_CHECKING:
    import argparse

    from camviewer.core.image import Image
    from camviewer.render.colour import Window
    from camviewer.render.figure import DrawnMap
    from camviewer.render.slicing import SliceFrame


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "input", metavar="INPUT", type=Path, help="picture, volume or folder of slices"
    )
    parser.add_argument("--plane", default="axial", choices=["axial", "coronal", "sagittal"])
    parser.add_argument("--at", metavar="R,A,S", help="world mm; the middle when left out")
    parser.add_argument("--window", metavar="lung|W/L", help="preset or width/level")
    parser.add_argument("--overlay", type=Path, metavar="MAP", help="raw map, NIfTI or .npy")
    parser.add_argument(
        "--convention", default="radiological", choices=["radiological", "neurological"]
    )
    parser.add_argument("--plain", action="store_true", help="the slice alone, no letters")
    parser.add_argument("--volume", type=int, help="which series or volume, from 0")
    parser.add_argument("--out", required=True, type=Path, metavar="PNG")


def run(arguments: argparse.Namespace) -> int:
    """Draw one plane and write it."""
    from camviewer.render.figure import Caption, plain_figure, save_png, slice_figure
    from camviewer.session.work import Work

    check_file_name(arguments.out)
    image = Work().read(arguments.input, arguments.volume)
    frame = _frame(image, arguments)
    window = read_window(arguments.window, image)
    drawn = _drawn(arguments.overlay, image)
    print_notes(image.warnings)
    if arguments.plain:
        pixels = plain_figure(image, frame, window, drawn)
    else:
        pixels = slice_figure(
            image, frame, window, drawn, caption=Caption(notes=image.warnings)
        )
    save_png(pixels, arguments.out)
    return 0


def _frame(image: Image, arguments: argparse.Namespace) -> SliceFrame:
    """Return the plane that was asked for."""
    from camviewer.render.slicing import Convention, Plane, frame_at, picture_frame

    if not image.is_volume:
        return picture_frame(image)
    position = image.grid.centre() if arguments.at is None else read_position(arguments.at)
    index = image.grid.index(position)
    if np.any(index < -0.5) or np.any(index > np.array(image.grid.shape) - 0.5):
        print_notes(("The position lies outside the volume: the nearest slice is drawn.",))
    convention = Convention(is_radiological=arguments.convention == "radiological")
    return frame_at(image.grid, Plane(arguments.plane), position, convention)


def read_position(text: str) -> tuple[float, ...]:
    """Read ``R,A,S`` in mm.

    Raises
    ------
    InputError
        When these are not three numbers.
    """
    try:
        numbers = tuple(float(part) for part in text.split(","))
    except ValueError:
        numbers = ()
    if len(numbers) != 3 or not all(map(math.isfinite, numbers)):
        raise InputError(
            f"'{text}' is no position.", hint="Three numbers in mm: --at=-60,12.5,-88"
        )
    return numbers


def read_window(text: str | None, image: Image) -> Window:
    """Read a preset's name or ``W/L``; nothing gives the image's usual window.

    Raises
    ------
    InputError
        When it is neither.
    """
    from camviewer.render.colour import Window, preset
    from camviewer.session.figures import starting_window

    if text is None:
        return starting_window(image)
    width, slash, level = text.partition("/")
    if not slash:
        return preset(text).window
    try:
        window = Window(float(width), float(level))
    except ValueError:
        raise InputError(
            f"'{text}' is no window.", hint="Width and level: --window 1500/-600"
        ) from None
    if not (0 < window.width < math.inf and math.isfinite(window.level)):
        raise InputError(
            f"The window {text} shows nothing.", hint="Width and level: --window 1500/-600"
        )
    return window


def _drawn(path: Path | None, image: Image) -> DrawnMap | None:
    """Return the map that is laid over the plane."""
    from camviewer.render.figure import DrawnMap
    from camviewer.render.overlay import ScaleRule, scale_top
    from camviewer.session.work import Work

    if path is None:
        return None
    heatmap = Work().read_heatmap(path, image)
    return DrawnMap(heatmap, scale_top([heatmap], ScaleRule.MAP), heatmap.method)


COMMAND = Command("render", "draw one plane as PNG", add_arguments, run)
