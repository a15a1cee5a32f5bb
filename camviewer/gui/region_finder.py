"""Finds the hot regions of the map that is shown, in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from camviewer.gui.bridge import Task
from camviewer.gui.views.coalescer import Coalescer
from camviewer.gui.views.links import Links
from camviewer.session.reading import read_map

if TYPE_CHECKING:
    from camviewer.core.errors import CamViewerError
    from camviewer.core.image import Heatmap, Image
    from camviewer.gui.bridge import Bridge, Crash
    from camviewer.session.regions import Regions
    from camviewer.session.service import Session

KIND = "regions"


class RegionFinder(QObject):
    """Follows the map of ``state.case`` and writes its regions there.

    Parameters
    ----------
    session
        Followed.
    bridge
        The worker threads; does not wait there behind a network.
    """

    def __init__(self, session: Session, bridge: Bridge) -> None:
        super().__init__()
        self._session = session
        self._bridge = bridge
        self._sought: Heatmap | None = None
        self._looking = Coalescer(self, self._look)
        case, job = session.state.case.events, session.state.job.events
        links = Links(self)
        links.follow(self._on_changed, case.image, case.heatmaps, case.selected)
        links.follow(self._looking.request, job.phase)

    def _on_changed(self) -> None:
        """Forget at once what holds no more."""
        case = self._session.state.case
        if case.regions is not None and case.regions.heatmap is not case.heatmap:
            self._session.forget_regions()
        self._looking.request()

    def _look(self) -> None:
        """Look for regions that are not known; opening a file drops what was sought before."""
        case = self._session.state.case
        image, heatmap = case.image, case.heatmap
        if heatmap is None or image is None:
            self._bridge.drop(KIND)
            return
        is_sought = heatmap is self._sought and self._bridge.is_running(KIND)
        if case.regions is None and not is_sought:
            self._submit(image, heatmap)

    def _submit(self, image: Image, heatmap: Heatmap) -> None:
        self._sought = heatmap
        self._bridge.submit(
            Task(
                KIND,
                lambda _line: read_map(image, heatmap),
                self._found,
                self._failed,
                is_quick=True,
            )
        )

    def _found(self, regions: Regions) -> None:
        self._session.accept_regions(regions)

    def _failed(self, _error: CamViewerError | Crash) -> None:
        """Leave the list empty: the map itself is there to be read."""
