"""``camviewer compare``: methods beside each other over one image or many."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from camviewer.cli.command import Command
from camviewer.cli.explain import show_progress
from camviewer.cli.metrics import (
    add_shared_arguments,
    check_outputs,
    explained,
    print_evaluation,
    split_settings,
    write_evaluation,
)
from camviewer.core.errors import InputError
from camviewer.core.progress import CancelToken

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "inputs", metavar="INPUT", type=Path, nargs="+", help="pictures or volumes"
    )
    add_shared_arguments(parser)
    parser.add_argument(
        "--mask", action="append", default=[], type=Path, metavar="FILE",
        help="where the finding is, once for each input in their order",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Measure the maps of every image and print one table of means."""
    from camviewer.core.judgement import combined
    from camviewer.session.evaluation import Against, evaluate
    from camviewer.session.work import Work

    check_outputs(arguments)
    masks = _masks(arguments)
    parameters = split_settings(arguments.set)[1]
    found, images = [], []
    for path, mask_path in zip(arguments.inputs, masks, strict=True):
        image = Work().read(path)
        explanation = explained(image, arguments)
        mask = None if mask_path is None else Work().read(mask_path)
        against = Against(mask, None, arguments.controls, parameters)
        found.append(
            evaluate(
                image, explanation, arguments.metric, against,
                report=show_progress, token=CancelToken(),
            )
        )  # fmt: skip
        images.append(image.sha256)
    whole = combined(found)
    print(f"{len(images)} images")
    print_evaluation(whole)
    write_evaluation(whole, arguments, images)
    return 0


def _masks(arguments: argparse.Namespace) -> list[Path | None]:
    """Return one mask per input, or none at all.

    Raises
    ------
    InputError
        When there is another number of them.
    """
    masks: list[Path | None] = list(arguments.mask)
    if masks and len(masks) != len(arguments.inputs):
        raise InputError(
            f"There are {len(masks)} masks for {len(arguments.inputs)} images.",
            hint="Name one mask for each image, in the same order, or none.",
        )
    return masks or [None] * len(arguments.inputs)


COMMAND = Command("compare", "compare methods over one image or many", add_arguments, run)
