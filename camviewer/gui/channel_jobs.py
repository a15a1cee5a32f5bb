"""The channels of a map in the background: held, sorted anew, one of them as pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from camviewer.gui.bridge import Crash, Task
from camviewer.gui.views.links import Links
from camviewer.session.inspecting import accept, begin, inspectable, likeness

if TYPE_CHECKING:
    from camviewer.core.channels import ChannelMaps, Reading
    from camviewer.core.errors import CamViewerError
    from camviewer.core.image import Heatmap
    from camviewer.gui.bridge import Bridge, Line
    from camviewer.session.inspected import Inspection
    from camviewer.session.service import Session

LOOK, SORT, SHOW = "channels", "channels-sort", "channels-show"


def _tr(text: str) -> str:
    return QCoreApplication.translate("channel_jobs", text)


class ChannelJobs(QObject):
    """Writes ``state.channels``; follows its parameters and which channel is marked.

    Parameters
    ----------
    session
        Followed.
    bridge
        The worker threads. Looking waits behind a network; sorting does not.
    """

    def __init__(self, session: Session, bridge: Bridge) -> None:
        super().__init__()
        self._session, self._bridge = session, bridge
        self._state = session.state.channels
        self._held: Inspection | None = None
        own, case = self._state.events, session.state.case.events
        links = Links(self)
        links.follow(self._on_parameters_changed, own.parameters)
        links.follow(self._on_selected_changed, own.selected)
        links.follow(self._on_image_changed, case.image)
        links.follow(self._on_explained, case.explanation)

    # Opening and closing

    def open(self) -> bool:
        """Look into the channels of the map that is shown; False where there is none."""
        heatmap = inspectable(self._session.state.case, self._session.methods())
        if heatmap is None:
            return False
        if heatmap is not self._state.heatmap:
            self._look(heatmap)
        return True

    def close(self) -> None:
        """Let go of everything that was held."""
        self._let_go()
        begin(self._state, None)

    def _let_go(self) -> None:
        self._bridge.drop(LOOK)
        self._bridge.drop(SORT)
        self._bridge.drop(SHOW)
        if self._held is not None:
            self._held.close()
        self._held = None

    @property
    def is_waiting(self) -> bool:
        """Whether the network has not looked yet."""
        return self._bridge.is_running(LOOK)

    def _look(self, heatmap: Heatmap) -> None:
        """Run the network once more, on what the map was made of."""
        self._let_go()
        case, session = self._session.state.case, self._session
        image, explanation = case.image, case.explanation
        begin(self._state, heatmap)
        if image is None or explanation is None:
            return

        def work(line: Line) -> tuple[Inspection, Reading]:
            held = session.inspect(image, explanation, heatmap, line.token)
            return held, held.read(heatmap.parameters, line.token)

        self._bridge.submit(Task(LOOK, work, self._looked, self._failed))

    def _looked(self, found: tuple[Inspection, Reading]) -> None:
        self._held, reading = found
        self._state.notes = self._held.notes
        accept(self._state, reading, 1.0)
        # Some may have been edited meanwhile; the map may not name them all.
        self._state.parameters = {**reading.parameters, **self._state.parameters}
        self._show()

    # Following

    def _on_image_changed(self) -> None:
        """Another case: nothing of this one is kept."""
        if self._state.heatmap is not None:
            self.close()

    def _on_explained(self) -> None:
        """Follow a map that was made anew; close where there is none of its name."""
        before = self._state.heatmap
        if before is None or self._session.state.case.explanation is None:
            return
        now = self._session.state.case.heatmaps.get(before.name)
        if now is None:
            self.close()
        elif now is not before:
            self._look(now)

    def _on_parameters_changed(self) -> None:
        reading = self._state.reading
        if reading is not None and dict(reading.parameters) == dict(self._state.parameters):
            self._bridge.drop(SORT)
        else:
            self._sort()

    def _sort(self) -> None:
        """Sort the channels by the setting that is tried; newest wins."""
        held, original = self._held, self._state.original
        wanted = dict(self._state.parameters)
        if held is None or original is None:
            return

        def work(line: Line) -> tuple[Reading, float]:
            reading = held.read(wanted, line.token)
            return reading, likeness(reading, original)

        def done(found: tuple[Reading, float]) -> None:
            accept(self._state, *found)

        self._bridge.submit(Task(SORT, work, done, self._failed, is_quick=True))

    def _on_selected_changed(self) -> None:
        if self._held is not None:
            self._show()

    def _show(self) -> None:
        """Bring the marked channel's pictures; those of the one before stay until then."""
        held, number = self._held, self._state.selected
        if held is None or number is None:
            self._state.maps = None
            return

        def done(found: ChannelMaps) -> None:
            self._state.maps = found

        task = Task(
            SHOW, lambda line: held.maps(number, line.token), done, self._failed, is_quick=True
        )
        self._bridge.submit(task)

    def _failed(self, error: CamViewerError | Crash) -> None:
        """Say in a sentence why there is nothing new; what is there stays."""
        if isinstance(error, Crash):
            words = _tr("This is a fault of camviewer: {error}.")
            self._state.trouble = words.format(error=error)
        else:
            self._state.trouble = f"{error} {error.hint}".strip()
