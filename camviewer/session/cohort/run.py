"""A cohort from its list to results: what is finished is skipped, what fails stops nothing."""

from __future__ import annotations

from collections import deque
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from camviewer.core.errors import InputError, ResourceError
from camviewer.core.progress import Progress
from camviewer.core.words import say
from camviewer.session.cohort.identity import case_key, lost_key
from camviewer.session.cohort.outcome import Failure, Outcome
from camviewer.session.cohort.pace import Pace
from camviewer.session.cohort.request import target_of
from camviewer.session.cohort.worker import Job, fault_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from camviewer.core.progress import CancelToken, Report
    from camviewer.session.cohort.cases import Case
    from camviewer.session.cohort.crew import Crew
    from camviewer.session.cohort.ledger import Ledger
    from camviewer.session.cohort.request import Wish

    Flights = dict[Future[list[Outcome]], "_Flight"]

_LOOK_EVERY = 0.2
_AHEAD = 2
_LIVES = 2
_DEATHS_IN_A_ROW = 8
_DIED = Failure(
    "The program that measured this case died twice.",
    "The case may need more memory than there is; try it with --workers 1.",
)


@dataclass(frozen=True)
class Entry:
    """One case of the list and the name of its result.

    Attributes
    ----------
    case : Case
        The line.
    key : str
        Of the case, as the ledger knows it.
    """

    case: Case
    key: str


@dataclass
class Tally:
    """How far a cohort is.

    Attributes
    ----------
    total, skipped, measured, failed : int
        Cases in all, finished before, finished now, without a result.
    entries : list of Entry
        Every different case that was looked at, in the list's order.
    twins : dict
        Line of a case that stood in the list before, to the line where.
    """

    total: int
    skipped: int = 0
    measured: int = 0
    failed: int = 0
    entries: list[Entry] = field(default_factory=list)
    twins: dict[int, int] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """Cases that need no more work in this run."""
        return self.skipped + self.measured + self.failed + len(self.twins)


@dataclass(frozen=True, eq=False)
class _Flight:
    """Cases that a worker has."""

    jobs: tuple[Job, ...]
    is_alone: bool


class CohortRun:
    """One run over a list of cases.

    Parameters
    ----------
    cases
        Of the list.
    wish
        What is measured of each.
    ledger
        That this run has taken.
    crew
        Who works; it is closed by the caller.
    skips_failed
        Whether cases that failed before are left alone.
    """

    def __init__(
        self,
        cases: Sequence[Case],
        wish: Wish,
        ledger: Ledger,
        *,
        crew: Crew,
        skips_failed: bool = False,
    ) -> None:
        self.tally = Tally(len(cases))
        self._wish = wish
        self._ledger = ledger
        self._crew = crew
        self._skips_failed = skips_failed
        self._waiting = deque(cases)
        self._lines: dict[str, int] = {}
        self._alone: deque[Job] = deque()
        self._lives: dict[str, int] = {}
        self._deaths = 0
        self._flights: Flights = {}
        self._pace = Pace()

    def run(self, report: Report, token: CancelToken) -> Tally:
        """Measure every case that has no result yet.

        Parameters
        ----------
        report
            Hears after every case how far it is.
        token
            Ends the run; what is finished stays.

        Raises
        ------
        Cancelled
            When the token was set.
        ResourceError
            When results cannot be written, or workers die whatever they are given.
        """
        while True:
            token.check()
            self._hand_out(report, token)
            if not self._flights:
                report(self._progress())
                return self.tally
            done, _ = wait(self._flights, _LOOK_EVERY, FIRST_COMPLETED)
            for future in done:
                self._take_back(future)
            if done:
                report(self._progress())

    def _hand_out(self, report: Report, token: CancelToken) -> None:
        """Give work to workers, not much more than they can do at once."""
        if self._alone:
            # What a worker may have died of is alone at work, so that it is known.
            if not self._flights:
                self._submit([self._alone.popleft()], is_alone=True)
            return
        while self._waiting and len(self._flights) < _AHEAD * self._crew.size:
            token.check()
            jobs = self._next_jobs(report, token)
            if jobs:
                self._submit(jobs, is_alone=False)

    def _submit(self, jobs: Sequence[Job], *, is_alone: bool) -> None:
        future = self._crew.submit(self._wish, jobs)
        self._flights[future] = _Flight(tuple(jobs), is_alone)

    def _next_jobs(self, report: Report, token: CancelToken) -> list[Job]:
        """Take as many cases as are worth one trip to a worker."""
        wanted = self._pace.group(len(self._waiting), self._crew.size)
        jobs: list[Job] = []
        while self._waiting and len(jobs) < wanted:
            token.check()
            job = self._job(self._waiting.popleft())
            if job is not None:
                jobs.append(job)
            elif self.tally.done % 100 == 0:
                report(self._progress())
        return jobs

    def _job(self, case: Case) -> Job | None:
        """Look at a case; None where there is nothing to do."""
        try:
            target = target_of(self._wish.request, case)
            key = case_key(case, target, self._wish.fingerprint)
        except InputError as error:
            self._lose(case, Failure(str(error), error.hint))
            return None
        except (OSError, ValueError) as error:
            words = getattr(error, "strerror", None) or "its name is odd"
            failure = Failure(f"A file of the case cannot be read: {words}.", "Check the list.")
            self._lose(case, failure)
            return None
        if self._is_settled(case, key):
            return None
        return Job(key, case.image, case.mask, target)

    def _is_settled(self, case: Case, key: str) -> bool:
        """Tell whether a case needs no work, and note it."""
        if key in self._lines:
            self.tally.twins[case.line] = self._lines[key]
            return True
        self._lines[key] = case.line
        self.tally.entries.append(Entry(case, key))
        if self._ledger.result(key) is not None:
            self.tally.skipped += 1
            return True
        if self._skips_failed and self._ledger.failure(key) is not None:
            self.tally.failed += 1
            return True
        return False

    def _lose(self, case: Case, failure: Failure) -> None:
        """Write down a line that cannot be handed to a worker."""
        key = lost_key(case, self._wish.fingerprint)
        self.tally.entries.append(Entry(case, key))
        self._keep(Outcome(key, failure=failure))

    def _take_back(self, future: Future[list[Outcome]]) -> None:
        """Take what a worker brings.

        Raises
        ------
        ResourceError
            When the cluster is gone.
        """
        flight = self._flights.pop(future)
        if future.cancelled():
            raise ResourceError(
                say("cohort", "The cluster was lost."),
                hint=say("cohort", "Start again: what is finished stays."),
            )
        error = future.exception()
        if error is None:
            self._deaths = 0
            for outcome in future.result():
                self._pace.note(outcome.seconds)
                self._keep(outcome)
        elif self._crew.is_death(error):
            self._bury(flight)
        elif len(flight.jobs) > 1:
            self._alone.extend(flight.jobs)
        else:
            self._keep(Outcome(flight.jobs[0].key, failure=fault_of(error)))

    def _bury(self, flight: _Flight) -> None:
        """Try the cases of a dead worker again; give up on one that kills twice alone.

        Raises
        ------
        ResourceError
            When workers die whatever they are given.
        """
        self._deaths += flight.is_alone
        if self._deaths >= _DEATHS_IN_A_ROW:
            raise ResourceError(
                say("cohort", "The programs that do the work die one after another."),
                hint=say("cohort", "Close other programs, or use fewer of them: --workers 1"),
            )
        for job in flight.jobs:
            self._lives[job.key] = self._lives.get(job.key, 0) + flight.is_alone
            if self._lives[job.key] < _LIVES:
                self._alone.append(job)
            else:
                self._keep(Outcome(job.key, failure=_DIED))

    def _keep(self, outcome: Outcome) -> None:
        """Write down what came of a case."""
        self._ledger.keep(outcome)
        if outcome.failure is None:
            self.tally.measured += 1
        else:
            self.tally.failed += 1

    def _progress(self) -> Progress:
        """Say how far it is, and how long it will take."""
        left = self._pace.seconds_left(self.tally.total - self.tally.done)
        words = [f"{self.tally.failed} failed"] if self.tally.failed else []
        words += [left] if left else []
        return Progress(self.tally.done, self.tally.total, " · ".join(words) or "cases")
