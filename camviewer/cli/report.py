"""``camviewer report``: maps, numbers and what speaks for them, to print and to pass on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from camviewer.cli.command import Command, print_notes
from camviewer.cli.explain import show_progress
from camviewer.cli.metrics import add_shared_arguments, check_outputs, explained, split_settings
from camviewer.core.errors import InputError
from camviewer.core.progress import CancelToken

if TYPE_CHECKING:
    import argparse

    from camviewer.session.report import Report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("input", metavar="INPUT", type=Path, help="picture or volume")
    add_shared_arguments(parser)
    parser.add_argument("--mask", type=Path, metavar="FILE", help="where the finding is")
    parser.add_argument("--volume", type=int, help="which volume of a 4D file, from 0")
    parser.add_argument(
        "--with-patient", action="store_true",
        help="name the file and the person; left out otherwise",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where report.pdf and report.html go"
    )
    parser.set_defaults(controls=True)


def run(arguments: argparse.Namespace) -> int:
    """Explain one image, measure its maps and write the report."""
    from camviewer.io import make_folder
    from camviewer.session.catalogue import Catalogue
    from camviewer.session.evaluation import Against, evaluate
    from camviewer.session.measuring import usual_metrics
    from camviewer.session.report import (
        ReportWishes,
        build_report,
        write_report,
    )
    from camviewer.session.trust import weigh_all, with_trust_metrics
    from camviewer.session.work import Work

    if arguments.out is None:
        raise InputError("There is no folder for the report.", hint="Name one: --out DIR")
    check_outputs(arguments)
    make_folder(arguments.out)
    image = Work().read(arguments.input, arguments.volume)
    explanation = explained(image, arguments)
    mask = None if arguments.mask is None else Work().read(arguments.mask)
    against = Against(mask, None, arguments.controls, split_settings(arguments.set)[1])
    usual = usual_metrics(has_mask=mask is not None)
    metrics = with_trust_metrics(image, arguments.metric, usual)
    evaluation = evaluate(
        image, explanation, metrics, against, report=show_progress, token=CancelToken()
    )
    trust = weigh_all(image, explanation, evaluation, mask=mask)
    card = Catalogue().model_info(explanation.model).card
    wishes = ReportWishes(
        evaluation, trust, card=card, has_patient=arguments.with_patient, mask=mask
    )
    report = build_report(image, explanation, wishes)
    print_notes(report.notes)
    written = write_report(
        arguments.out,
        report,
        _printed(report),
        image=image,
        explanation=explanation,
        evaluation=evaluation,
    )
    for path in written:
        print(path)
    return 0


def _printed(report: Report) -> bytes:
    """Print it without a screen; torch has been imported by now, which Windows wants."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from camviewer.gui.app import make_application
    from camviewer.gui.report_pdf import report_pdf

    make_application()
    return report_pdf(report)


COMMAND = Command("report", "write a report as PDF and HTML", add_arguments, run)
