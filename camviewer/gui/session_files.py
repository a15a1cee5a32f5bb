"""Files that the window writes in a worker: sessions, results, copies for after a crash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from camviewer.core.errors import CamViewerError
from camviewer.gui.autosaver import Autosaver
from camviewer.gui.bridge import Task
from camviewer.gui.jobs import JobKeeper

if TYPE_CHECKING:
    from pathlib import Path

    from camviewer.gui.bridge import Bridge, Crash
    from camviewer.gui.dialogs import Asker
    from camviewer.session.exporting import ExportPlan
    from camviewer.session.service import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("session_files", text)


class SessionFiles(JobKeeper):
    """Saves what is on the screen, and tells what could not be opened.

    Parameters
    ----------
    session, bridge, asker
        As for every keeper of jobs.

    Attributes
    ----------
    autosaver : Autosaver
        Keeps a copy of the session.
    """

    def __init__(self, session: Session, bridge: Bridge, asker: Asker) -> None:
        super().__init__(session, bridge, asker)
        self.autosaver = Autosaver(session, bridge)

    def save_session(self, path: Path) -> None:
        """Write a session file in a worker, as things are now."""
        workspace = self.session.workspace()
        if self.is_busy or workspace is None:
            return
        self._begin("save", _tr("Saving the session"))

        def done(saved: Path) -> None:
            self.session.remember(recent=self.session.settings.with_recent(saved).recent)
            self.session.finish_job(_tr("Session saved as {name}").format(name=saved.name))

        self._bridge.submit(
            Task(
                "save",
                lambda _line: self.session.save_workspace(workspace, path),
                done,
                self._failed,
                self._cancelled,
                is_quick=True,
            )
        )

    def export(self, folder: Path, plan: ExportPlan | None = None) -> None:
        """Write the results of what is shown in a worker, the usual files without a plan."""
        if self.is_busy or self.session.state.case.explanation is None:
            return
        self._begin("export", _tr("Writing the results"))

        def done(files: tuple[Path, ...]) -> None:
            self.session.finish_job(_tr("{count} files written").format(count=len(files)))

        self._bridge.submit(
            Task(
                "export",
                lambda _line: self.session.export(folder, plan),
                done,
                self._failed,
                self._cancelled,
                is_quick=True,
            )
        )

    def _open_failed(self, error: CamViewerError | Crash) -> None:
        """Tell by a dialog: there is no picture to tell it beside."""
        self._failed(error)
        hint = error.hint if isinstance(error, CamViewerError) else ""
        self.asker.show_error(self.session.state.job.message, hint, self.crash_details)
