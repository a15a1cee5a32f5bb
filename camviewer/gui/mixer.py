"""Makes the maps that are made of maps, in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from camviewer.gui.bridge import Task
from camviewer.gui.views.coalescer import Coalescer
from camviewer.gui.views.links import Links
from camviewer.session.mixing import mix

if TYPE_CHECKING:
    from camviewer.core.errors import CamViewerError
    from camviewer.core.image import Heatmap
    from camviewer.gui.bridge import Bridge, Crash, Line
    from camviewer.session.comparison import Mix
    from camviewer.session.service import Session

KIND = "mix"


class Mixer(QObject):
    """Follows what is compared and writes ``state.comparison.mixes``.

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
        self._failed_for: dict[str, tuple[Heatmap, ...]] = {}
        self._sought: dict[str, tuple[Heatmap, ...]] = {}
        self._looking = Coalescer(self, self._look)
        state = session.state
        held, case = state.comparison.events, state.case.events
        links = Links(self)
        links.follow(self._on_changed, case.heatmaps, held.heatmaps, held.beside, held.axis)
        links.follow(self._on_changed, held.layers, held.targets, held.models, held.extras)
        links.follow(self._on_changed, held.first, held.second)

    def _on_changed(self) -> None:
        """Let go at once of what was made of other maps."""
        held = self._session.state.comparison
        stale = [
            name for name, made in held.mixes.items() if made.sources != self._sources(name)
        ]
        self._session.drop_mixes(stale)
        self._looking.request()

    def _sources(self, name: str) -> tuple[Heatmap, ...]:
        return self._session.mix_sources(name)

    def _look(self) -> None:
        """Make what has a cell and is not there, unless it is being made or failed before."""
        held = self._session.state.comparison
        wanted = {name: self._sources(name) for name in held.extras if name not in held.mixes}
        wanted = {name: maps for name, maps in wanted.items() if maps}
        wanted = {
            name: maps for name, maps in wanted.items() if self._failed_for.get(name) != maps
        }
        if wanted == self._sought and self._bridge.is_running(KIND):
            return
        self._sought = wanted
        self._bridge.drop(KIND)
        if wanted:
            self._submit(wanted)

    def _submit(self, wanted: dict[str, tuple[Heatmap, ...]]) -> None:
        def work(line: Line) -> None:
            for name, maps in wanted.items():
                line.send(mix(name, maps, line.token))

        def failed(_error: CamViewerError | Crash) -> None:
            self._failed_for = wanted  # their cells stay empty; the maps are there to be read

        self._bridge.submit(
            Task(KIND, work, lambda _none: None, failed, received=self._take, is_quick=True)
        )

    def _take(self, made: Mix) -> None:
        if made.sources == self._sources(made.heatmap.name):
            self._session.accept_mix(made)
