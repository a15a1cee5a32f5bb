"""What every job of the window has in common: how it begins, ends, fails and is stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from camviewer.core.progress import Progress
from camviewer.gui.bridge import Crash, Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from camviewer.core.errors import CamViewerError
    from camviewer.gui.bridge import Bridge, Line
    from camviewer.gui.dialogs import Asker
    from camviewer.session.service import Session


class JobKeeper:
    """Keeps ``state.job`` true to the job that owns it; one owns it at a time.

    Parameters
    ----------
    session
        The program without its window.
    bridge
        The worker threads.
    asker
        Asks and tells the user.

    Attributes
    ----------
    last_job : str
        ``"open"``, ``"predict"``, ``"explain"`` or ``"export"``: whose end ``state.job`` tells.
    crash_details : str
        Traceback of the last bug in a worker; empty when the last job met none.
    """

    def __init__(self, session: Session, bridge: Bridge, asker: Asker) -> None:
        self.session = session
        self.asker = asker
        self.last_job = ""
        self.crash_details = ""
        self._bridge = bridge

    @property
    def is_busy(self) -> bool:
        """Whether a job runs or is being stopped."""
        return self.session.state.job.phase in {"running", "stopping"}

    def cancel(self) -> None:
        """Ask the running job to stop after its present step."""
        if self.is_busy and self._bridge.cancel(self.last_job):
            self.session.cancel_job_requested()

    def show_crash(self) -> None:
        """Show the traceback of the last bug."""
        job = self.session.state.job
        self.asker.show_error(job.message, job.hint, self.crash_details)

    def run_job(
        self,
        kind: str,
        label: str,
        work: Callable[[Line], object],
        done: Callable[[Any], None],
        *,
        is_quick: bool = True,
        received: Callable[[Any], None] | None = None,
    ) -> None:
        """Run some work as the job that is shown, newest of its kind alone.

        Parameters
        ----------
        kind
            As :class:`camviewer.gui.bridge.Task` has it.
        label
            What runs, in words.
        work, done
            In a worker; then on the GUI thread, after the job has ended well.
        is_quick
            Whether it does not wait behind a network, nor asks one.
        received
            Gets what the work sends besides its progress.
        """

        def heard(thing: object) -> None:
            if isinstance(thing, Progress):
                self.session.report(thing)
            elif received is not None:
                received(thing)

        def ended(result: object) -> None:
            self.session.finish_job()
            done(result)

        self._begin(kind, label)
        task = Task(kind, work, ended, self._failed, self._cancelled, heard, is_quick=is_quick)
        self._bridge.submit(task)

    def _begin(self, kind: str, label: str) -> None:
        self.last_job = kind
        self.crash_details = ""
        self.session.start_job(label)

    def _failed(self, error: CamViewerError | Crash) -> None:
        """End the job with a sentence; a bug says so and keeps its traceback."""
        if isinstance(error, Crash):
            self.crash_details = error.details
            text = QCoreApplication.translate("jobs", "This is a fault of camviewer: {error}.")
            self.session.fail_job(text.format(error=error))
        else:
            self.session.fail_job(str(error), error.hint)

    def _cancelled(self) -> None:
        self.session.cancelled()
