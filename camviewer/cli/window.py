"""Opening the window: ``camviewer [FILE…]`` and ``camviewer demo``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from camviewer.cli.command import Command
from camviewer.cli.explain import explain_to
from camviewer.core.job import ExplainRequest
from camviewer.core.settings import peek_settings

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

_MODELS = {"photo": "efficientnet-lite0", "coffee": "efficientnet-lite0", "ct": "nodule3d"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``demo``."""
    parser.add_argument("case", nargs="?", choices=sorted(_MODELS), help="all when left out")
    parser.add_argument("--headless", action="store_true", help="write files, open no window")
    parser.add_argument("--out", type=Path, default=Path("demo-output"), metavar="DIR")


def run(arguments: argparse.Namespace) -> int:
    """Show the demo case, or write its files where there is no display."""
    from camviewer.gui.system import has_display

    if not arguments.headless and has_display():
        return show([], sample=arguments.case or "ct")
    if not arguments.headless:
        print(f"There is no display: the demo's figures are written to {arguments.out}.")
    cases = [arguments.case] if arguments.case else ["photo", "coffee", "ct"]
    for case in cases:
        _write_case(case, arguments.out / case)
    return 0


def _write_case(case: str, folder: Path) -> None:
    from camviewer.io import make_folder
    from camviewer.session.state import Ask
    from camviewer.session.work import Work

    make_folder(folder)
    image = Work().sample(case)
    print(f"{case}:")
    explain_to(ExplainRequest(image, _MODELS[case], Ask().methods), image, folder)


def show(paths: Sequence[Path], sample: str | None = None) -> int:
    """Open the window.

    Raises
    ------
    ResourceError
        When a system library that Qt needs is missing; the hint names its package.
    """
    from camviewer.gui.system import check_qt
    from camviewer.session.service import Session
    from camviewer.session.work import load_engine

    load_engine()
    check_qt()
    from camviewer.gui.app import make_application, run_app

    # First of all, as the session may have something to say about the user's files.
    make_application(peek_settings())
    return run_app(Session(), list(paths), sample, sample is not None)


COMMAND = Command("demo", "show a shipped case, already explained", add_arguments, run)
