"""Makes the maps that a comparison lacks, as one job that can be stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from camviewer.core.errors import CamViewerError
from camviewer.core.image import Heatmap
from camviewer.session.parts import run_parts

if TYPE_CHECKING:
    from camviewer.core.job import Explanation
    from camviewer.gui.bridge import Bridge, Line
    from camviewer.gui.keeper import Keeper
    from camviewer.session.parts import Arrival

KIND = "compare"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Comparer", text)


class Comparer:
    """Runs what :meth:`Session.missing_parts` lists; maps arrive one by one.

    Parameters
    ----------
    keeper
        Owns the job.
    bridge
        The worker threads.
    """

    def __init__(self, keeper: Keeper, bridge: Bridge) -> None:
        self._keeper = keeper
        self._session = keeper.session
        self._bridge = bridge

    def run(self) -> None:
        """Make what is missing; does nothing while a job runs that is no mere look."""
        if self._keeper.is_busy and self._keeper.last_job != "predict":
            return
        parts = self._session.missing_parts()
        if not parts:
            return
        self._bridge.drop("predict", "explain")
        for part in parts:
            if part.is_main:
                self._session.begin_maps()
            else:
                self._session.begin_part(part)

        def work(line: Line) -> CamViewerError | None:
            return run_parts(self._session, parts, line.send, line.token, tell=line.send)

        self._keeper.run_job(
            KIND, _tr("Getting ready"), work, self._done, is_quick=False, received=self._take
        )

    def _take(self, arrival: Arrival) -> None:
        """Put what arrived where it belongs."""
        part, content = arrival.part, arrival.content
        if part.is_main:
            self._take_main(content)
        elif isinstance(content, Heatmap):
            self._session.accept_beside(part, content)
        else:
            self._session.end_part(part, content)

    def _take_main(self, content: Heatmap | Explanation | CamViewerError) -> None:
        if isinstance(content, Heatmap):
            self._session.accept_map(content)
        elif not isinstance(content, CamViewerError):
            self._session.accept(content)

    def _done(self, fault: CamViewerError | None) -> None:
        if fault is not None:
            self._session.fail_job(str(fault), fault.hint)
        else:
            self._session.finish_job(_tr("All maps of the comparison are made"))
        self._keeper.look_again()
