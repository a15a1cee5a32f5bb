"""A folder and the workers of a cohort, taken together and given back whatever happens."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.session.cohort.crew import LocalCrew, usual_workers
from camviewer.session.cohort.ledger import Ledger
from camviewer.session.cohort.run import CohortRun

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from camviewer.core.progress import CancelToken, Report
    from camviewer.session.cohort.cases import CaseList
    from camviewer.session.cohort.crew import Crew
    from camviewer.session.cohort.request import Wish


@dataclass(frozen=True)
class Manner:
    """How the work is done.

    Attributes
    ----------
    workers : int
        Processes of this machine; 0 takes all cores.
    scheduler : str
        Address of a Dask scheduler that has the workers; empty is this machine.
    skips_failed : bool
        Whether cases that failed before are left alone.
    """

    workers: int = 0
    scheduler: str = ""
    skips_failed: bool = False


@dataclass(frozen=True, eq=False)
class Desk:
    """What a run works with.

    Attributes
    ----------
    run : CohortRun
        Not started yet.
    ledger : Ledger
        Of the output folder.
    """

    run: CohortRun
    ledger: Ledger

    def work(self, report: Report, token: CancelToken) -> None:
        """Measure every case that has no result yet.

        Raises
        ------
        Cancelled
            When the token was set; what is finished stays.
        ResourceError
            When results cannot be written, or workers die whatever they are given.
        """
        self.run.run(report, token)


@contextmanager
def at_work(
    cases: CaseList, wish: Wish, folder: Path, manner: Manner | None = None
) -> Iterator[Desk]:
    """Take the output folder and the workers.

    Raises
    ------
    ResourceError
        When another program works in the folder, it cannot be written, or no cluster answers.
    """
    manner, ledger = manner or Manner(), Ledger(folder)
    ledger.take()
    try:
        crew = _crew(wish, manner, len(cases.cases))
        run = CohortRun(cases.cases, wish, ledger, crew=crew, skips_failed=manner.skips_failed)
        try:
            yield Desk(run, ledger)
        finally:
            crew.close()
    finally:
        ledger.free()


def _crew(wish: Wish, manner: Manner, cases: int) -> Crew:
    """Gather those who work."""
    if manner.scheduler:
        from camviewer.session.cohort.cluster import ClusterCrew

        return ClusterCrew(manner.scheduler)
    return LocalCrew(manner.workers or usual_workers(wish.request.device, cases))
