"""``camviewer batch``: hundreds of images, their numbers, and the order of methods."""

from __future__ import annotations

import argparse
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from camviewer.cli.command import Command, print_notes
from camviewer.cli.explain import chosen_methods, show_progress
from camviewer.cli.metrics import split_settings
from camviewer.core.errors import Cancelled, InputError
from camviewer.core.progress import CancelToken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from camviewer.session.cohort import CohortReport, CohortRequest, Desk, Tally, Wish


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "list", metavar="LIST", type=Path,
        help="folder of images, text file with one path a line, or CSV with a column 'image' "
        "and, if wanted, 'mask', 'class', 'target', 'id'",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="for the results"
    )
    parser.add_argument(
        "--model", required=True, help="name, provider:name, card.toml or a file"
    )
    parser.add_argument(
        "--method", "--methods", nargs="+", action="extend", default=[], metavar="M",
        help="one or several; 'all' means all",
    )  # fmt: skip
    parser.add_argument(
        "--metric", "--metrics", nargs="+", action="extend", default=[], metavar="N",
        help="one or several, 'all' or 'none'; 'camviewer list metrics' lists them",
    )  # fmt: skip
    parser.add_argument(
        "--target", metavar="T", help="as for 'explain'; 'class' takes the list's own classes"
    )
    parser.add_argument("--layer", metavar="L", help="module name; chosen when left out")
    parser.add_argument("--device", default="auto", choices=["auto", "cpu", "cuda", "mps"])
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME.PARAMETER=VALUE",
        help="of a method or a metric: deletion.steps=50, for instance",
    )  # fmt: skip
    parser.add_argument("--seed", type=_count, default=0, metavar="N")
    parser.add_argument(
        "--controls", action="store_true",
        help="measure maps that know nothing of the target beside them",
    )  # fmt: skip
    _add_manner(parser)


def _add_manner(parser: argparse.ArgumentParser) -> None:
    """Declare how the work is done and what is written."""
    parser.add_argument(
        "--workers",
        type=_count,
        default=0,
        metavar="N",
        help="processes; all cores if left out",
    )
    parser.add_argument(
        "--scheduler", default="", metavar="ADDRESS",
        help="of a Dask cluster whose machines see the same files: tcp://host:8786",
    )  # fmt: skip
    parser.add_argument(
        "--skip-failed", action="store_true", help="leave cases alone that failed before"
    )
    parser.add_argument(
        "--names", action="store_true", help="put ids and names of files into the tables"
    )
    parser.add_argument("--maps", action="store_true", help="write every raw map too")


def _count(text: str) -> int:
    """Read a whole number that is not negative."""
    if not text.isdecimal() or int(text) >= 2**32:
        raise argparse.ArgumentTypeError(f"'{text}' is no whole number from 0")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Measure every case that has no result yet, and write the tables."""
    from camviewer.session.cohort import Manner, at_work, checked, read_cases

    cases = read_cases(arguments.list)
    print_notes(cases.notes)
    has_mask = any(case.mask is not None for case in cases.cases)
    wish = checked(_request(arguments, has_mask=has_mask))
    manner = Manner(arguments.workers, arguments.scheduler, arguments.skip_failed)
    with _stoppable() as token, at_work(cases, wish, arguments.out, manner) as desk:
        is_whole = _worked(desk, token)
        found = _written(desk, wish, arguments)
        _print_report(found, desk.run.tally)
    if not is_whole:
        print("camviewer: stopped. The same command goes on from here.", file=sys.stderr)
    return 0 if is_whole and not desk.run.tally.failed else 1


def _request(arguments: argparse.Namespace, *, has_mask: bool) -> CohortRequest:
    """Read what is measured of every case; against masks where the list has any."""
    from camviewer.session.cohort import CohortRequest

    methods, metrics = split_settings(arguments.set)
    return CohortRequest(
        arguments.model,
        chosen_methods(arguments.method),
        _metrics(arguments.metric, has_mask=has_mask),
        methods,
        metrics,
        arguments.target,
        arguments.layer,
        arguments.device,
        arguments.controls,
        arguments.seed,
    )


def _metrics(names: list[str], *, has_mask: bool = False) -> tuple[str, ...]:
    """Return the metrics to measure, each once; the usual ones when none is named.

    Raises
    ------
    InputError
        When 'none' stands beside another one.
    """
    from camviewer.session.catalogue import Catalogue
    from camviewer.session.measuring import usual_metrics

    if "none" in names:
        if set(names) != {"none"}:
            raise InputError(
                "'none' cannot stand beside other metrics.", hint="Leave one of them out."
            )
        return ()
    if "all" in names:
        return tuple(each.name for each in Catalogue().metrics())
    return tuple(dict.fromkeys(names)) or usual_metrics(has_mask=has_mask)


@contextmanager
def _stoppable() -> Iterator[CancelToken]:
    """Let Ctrl+C end the run between two cases; pressed again it ends the program."""
    token = CancelToken()

    def stop(_number: int, _frame: object) -> None:
        signal.signal(signal.SIGINT, before)
        token.cancel()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield token
    finally:
        signal.signal(signal.SIGINT, before)


def _worked(desk: Desk, token: CancelToken) -> bool:
    """Do the work; tell whether it came to its end."""
    try:
        desk.work(show_progress, token)
    except Cancelled:
        return False
    return True


def _written(desk: Desk, wish: Wish, arguments: argparse.Namespace) -> CohortReport:
    """Write the tables of what is finished."""
    from camviewer.session.cohort import write_report

    place = arguments.list if arguments.list.is_dir() else arguments.list.parent
    return write_report(
        desk.ledger,
        desk.run.tally,
        wish,
        names_from=place if arguments.names else None,
        has_maps=arguments.maps,
    )


def _print_report(found: CohortReport, tally: Tally) -> None:
    """Print the means, and what must be known of the cases."""
    from camviewer.session.cohort import summary_lines

    for line in summary_lines(found.summaries, found.rankings):
        print(line)
    print_notes(_notes(found, tally))
    print(
        f"{len(found.gathered.told)} of {tally.total} cases are finished, {tally.skipped} of "
        f"them before; {len(found.files)} files written"
    )


def _notes(found: CohortReport, tally: Tally) -> list[str]:
    """Say what must be known of the cases."""
    failed = found.gathered.failures
    notes = [
        f"line {entry.case.line}: {failure.sentence} {failure.hint}".strip()
        for entry, failure in failed[:10]
    ]
    if len(failed) > len(notes):
        notes.append(
            f"see failed.csv for those that failed beside these: {len(failed) - len(notes)}"
        )
    if tally.twins:
        later, first = next(iter(tally.twins.items()))
        notes.append(
            f"cases that stand in the list again and count once: {len(tally.twins)} (line "
            f"{later} is line {first}, for instance)"
        )
    return notes + list(dict.fromkeys(each.reason for each in found.means if each.reason))


COMMAND = Command("batch", "measure the maps of many images", add_arguments, run)
