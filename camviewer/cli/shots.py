"""``camviewer shots``: pictures of every state of the window, for the manual and for review."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from camviewer.cli.command import Command
from camviewer.core.settings import Settings

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--out", required=True, type=Path, metavar="DIR")
    parser.add_argument("--language", default="en", choices=("en", "de"))


def run(arguments: argparse.Namespace) -> int:
    """Grab every state in both themes and two sizes."""
    from camviewer.gui.system import check_qt
    from camviewer.io import make_folder
    from camviewer.session.service import Session
    from camviewer.session.work import load_engine

    make_folder(arguments.out)
    load_engine()
    check_qt()
    from camviewer.gui.shots import take_shots

    with tempfile.TemporaryDirectory() as folder:
        session = Session(
            Settings(remembers_recent=False, language=arguments.language),
            Path(folder) / "settings.json",
        )
        files = take_shots(arguments.out, session)
    print(f"{len(files)} pictures in {arguments.out}")
    return 0


COMMAND = Command("shots", "picture every state of the window", add_arguments, run)
