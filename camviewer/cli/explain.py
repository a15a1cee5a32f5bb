"""``camviewer explain``: maps, figures and a record of one image."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from pathlib import Path
from typing import TYPE_CHECKING

from camviewer.cli.command import Command, print_notes, read_settings
from camviewer.core.errors import InputError
from camviewer.core.job import ExplainRequest
from camviewer.core.progress import CancelToken

if TYPE_CHECKING:
    import argparse

    from camviewer.core.image import Image
    from camviewer.core.job import Explanation, Forecast
    from camviewer.core.progress import Progress
    from camviewer.session.exporting import ExportPlan


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    from camviewer.session.state import Ask

    usual = " ".join(Ask().methods)
    parser.add_argument(
        "input", metavar="INPUT", type=Path, help="picture, volume or folder of slices"
    )
    parser.add_argument(
        "--model", required=True, help="name, provider:name, card.toml or a file"
    )
    parser.add_argument(
        "--method", action="append", default=[], metavar="M",
        help=f"may repeat; 'all' means all; usually: {usual}",
    )  # fmt: skip
    parser.add_argument(
        "--target", action="append", default=[], metavar="T",
        help="class index or label, or kind:words ('camviewer list targets'); may repeat",
    )  # fmt: skip
    parser.add_argument(
        "--layer", action="append", default=[], metavar="L",
        help="module name, A+B joins two; may repeat; chosen when left out",
    )  # fmt: skip
    parser.add_argument("--device", default="auto", choices=["auto", "cpu", "cuda", "mps"])
    parser.add_argument(
        "--precision", default="float32", choices=["float32", "bfloat16", "float16"]
    )
    parser.add_argument("--set", action="append", default=[], metavar="METHOD.NAME=VALUE")
    parser.add_argument(
        "--seed", type=_seed, default=0, metavar="N", help="for methods that draw numbers"
    )
    parser.add_argument("--volume", type=int, help="which series or volume, from 0")
    parser.add_argument(
        "--estimate", action="store_true", help="only say how long it would take"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the files go")
    add_export_arguments(parser)


def add_export_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which files are written, and how."""
    from camviewer.session.exporting import EXPORTS, ExportPlan

    usual = ExportPlan()
    parser.add_argument(
        "--format", action="append", default=[], metavar="F,F",
        help=f"{', '.join(EXPORTS)}; may repeat; usually: {','.join(usual.formats)}",
    )  # fmt: skip
    parser.add_argument(
        "--dpi", type=int, default=usual.dpi, metavar="N", help="dots per inch of figures"
    )
    parser.add_argument(
        "--width",
        type=float,
        metavar="MM",
        help="of figures on paper",
    )
    parser.add_argument(
        "--with-patient", action="store_true",
        help="DICOM files tell who the patient is, as the image's own files do",
    )  # fmt: skip


def export_plan(arguments: argparse.Namespace) -> ExportPlan:
    """Gather which files are to be written."""
    from camviewer.session.exporting import ExportPlan

    named = [each.strip() for text in arguments.format for each in text.split(",")]
    formats = tuple(dict.fromkeys(named)) or ExportPlan().formats
    return ExportPlan(formats, arguments.dpi, arguments.width, arguments.with_patient)


def _seed(text: str) -> int:
    """Read a seed that every generator of random numbers takes."""
    if not text.isdecimal() or int(text) >= 2**32:
        raise ArgumentTypeError(f"'{text}' is no whole number from 0 to {2**32 - 1}")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Explain one image and write the result files."""
    from camviewer.io import make_folder
    from camviewer.session.exporting import check_plan
    from camviewer.session.work import Work

    if not arguments.estimate:
        make_folder(_folder(arguments.out))
    work = Work()
    image = work.read(arguments.input, arguments.volume)
    plan = export_plan(arguments)
    check_plan(image, plan)
    targets, layers = arguments.target or [None], arguments.layer or [None]
    request = ExplainRequest(
        image,
        arguments.model,
        chosen_methods(arguments.method),
        targets[0],
        layers[0],
        arguments.device,
        read_settings(arguments.set),
        arguments.seed,
        tuple(targets[1:]),
        tuple(layers[1:]),
        arguments.precision,
    )
    if arguments.estimate:
        print_forecast(work.forecast(request))
    else:
        explain_to(request, image, arguments.out, plan)
    return 0


def _folder(path: Path | None) -> Path:
    """Return the folder for the files, or raise InputError."""
    if path is None:
        raise InputError("There is no folder for the files.", hint="Name one: --out DIR")
    return path


def print_forecast(forecast: Forecast) -> None:
    """Say what a run will take, method by method, beyond the pass they share."""
    width = max(len(each.method) for each in forecast.methods)
    for each in forecast.methods:
        print(f"{each.method:<{width}}  {each.forwards:8.1f} passes  {each.seconds:8.2f} s")
    windows = f"{forecast.windows} windows, " if forecast.windows > 1 else ""
    print(
        f"{windows}about {forecast.seconds:.1f} s and {forecast.bytes / 2**30:.2f} GB on "
        f"{forecast.device}; one pass takes {forecast.forward_seconds * 1e3:.0f} ms"
    )


def chosen_methods(names: list[str]) -> tuple[str, ...]:
    """Return the methods to run, each once, in the order named."""
    from camviewer.session.catalogue import Catalogue
    from camviewer.session.state import Ask

    if "all" in names:
        return tuple(info.name for info in Catalogue().methods())
    return tuple(dict.fromkeys(names)) or Ask().methods


def explain_to(
    request: ExplainRequest, image: Image, folder: Path, plan: ExportPlan | None = None
) -> Explanation:
    """Explain, say on the terminal what came out, and write the files."""
    from camviewer.session.results import write_results
    from camviewer.session.words import chance, scan_sentence
    from camviewer.session.work import Work

    explanation = Work().explain(request, show_progress, CancelToken(), lambda _map: None)
    print_notes(image.warnings)
    print_notes(explanation.notes)
    for target in (explanation.target, *explanation.further_targets):
        print(f"{explanation.model_label}: {target.label} {chance(target)}")
    if explanation.windows:
        print(scan_sentence(explanation))
    print(f"layer {explanation.layer}: {explanation.layer_reason}")
    written = write_results(folder, image, explanation, plan=plan)
    print(f"{len(written)} files in {folder}")
    return explanation


def show_progress(progress: Progress) -> None:
    """Show progress in one line of a terminal; say nothing into a file."""
    if not sys.stderr.isatty():
        return
    end = "\n" if progress.done == progress.total else ""
    line = f"\r{progress.done} of {progress.total} · {progress.label}"
    print(f"{line:<78}", end=end, file=sys.stderr, flush=True)


COMMAND = Command("explain", "write the maps of one image", add_arguments, run)
