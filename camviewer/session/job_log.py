"""How a job's progress, and its end, become a part of the state."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from camviewer.core.words import say
from camviewer.session.comparison import drop_refining

if TYPE_CHECKING:
    from camviewer.core.progress import Progress
    from camviewer.session.state import State


class JobLog:
    """How a job's progress becomes ``state.job``. Call on the thread that owns the state."""

    state: State
    _started: float = 0.0

    def start_job(self, label: str) -> None:
        """Begin a job that nothing is known of yet."""
        self.state.case.early = None
        self._started = time.monotonic()
        job = self.state.job
        job.done, job.total, job.seconds_left = 0, 0, None
        job.message, job.hint, job.label = "", "", label
        job.phase = "running"

    def report(self, progress: Progress) -> None:
        """Take over one report and estimate the time left from the steps so far."""
        job = self.state.job
        job.label, job.total, job.done = progress.label, progress.total, progress.done
        if 0 < progress.done <= progress.total:
            passed = time.monotonic() - self._started
            job.seconds_left = passed * (progress.total - progress.done) / progress.done

    def finish_job(self, message: str = "") -> None:
        """End a job well."""
        self._end("done", message, "")

    def fail_job(self, message: str, hint: str = "") -> None:
        """End a job with a sentence and what to do about it."""
        self._end("failed", message, hint)

    def cancel_job_requested(self) -> None:
        """Note that the user wants it stopped; the work looks between two steps."""
        if self.state.job.phase == "running":
            self.state.job.phase = "stopping"

    def cancelled(self) -> None:
        """End a job that was stopped; finished maps stay, unfinished ones are no results."""
        message = say("session", "Stopped. Maps that were finished are kept.")
        if any(each.progress for each in self.state.case.heatmaps.values()):
            message = say(
                "session", "Stopped. Finished maps are kept, unfinished ones dropped."
            )
        self._end("cancelled", message, "")

    def _end(self, phase: str, message: str, hint: str) -> None:
        self._drop_unfinished()
        if phase != "done":
            self.state.case.early = None
        job = self.state.job
        job.message, job.hint, job.seconds_left = message, hint, None
        job.phase = phase

    def _drop_unfinished(self) -> None:
        """Take away maps that no job refines any more."""
        case = self.state.case
        whole = {name: each for name, each in case.heatmaps.items() if each.progress is None}
        if len(whole) < len(case.heatmaps):
            if case.selected not in whole:
                case.selected = next(iter(whole), "")
            case.heatmaps = whole
        drop_refining(self.state.comparison)
