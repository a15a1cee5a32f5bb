"""Another look at the case that takes a while: other volumes of its file, straightened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from camviewer.core.orientation import oblique_sentence
from camviewer.gui.views.links import Links

if TYPE_CHECKING:
    from camviewer.core.image import Image
    from camviewer.gui.bridge import Bridge
    from camviewer.gui.keeper import Keeper

WAIT_MS = 120


def _tr(text: str) -> str:
    return QCoreApplication.translate("Looker", text)


class Looker(QObject):
    """Starts the jobs that only change what is seen.

    Parameters
    ----------
    keeper
        Owns the job.
    bridge
        The worker threads.
    """

    def __init__(self, keeper: Keeper, bridge: Bridge) -> None:
        super().__init__()
        self._keeper = keeper
        self._session = keeper.session
        self._bridge = bridge
        self._wanted: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._read)
        links = Links(self)
        links.follow(self._forget, self._session.state.case.events.image)
        links.follow(self._on_phase_changed, self._session.state.job.events.phase)

    # Volumes of one file

    def step_volume(self, count: int) -> None:
        """Open another volume of the same file; steps add up until it is read."""
        image, (number, held) = self._session.state.case.image, self._session.volumes
        if image is None or image.path is None or held < 2:
            return
        now = number if self._wanted is None else self._wanted
        self._wanted = min(max(now + count, 0), held - 1)
        self._timer.start()

    def _read(self) -> None:
        image, (number, held) = self._session.state.case.image, self._session.volumes
        wanted = self._wanted
        if image is None or image.path is None or wanted in (None, number):
            self._forget()
            return
        path = image.path
        label = _tr("Reading volume {number} of {count}").format(number=wanted + 1, count=held)
        self._bridge.drop()
        self._keeper.run_job(
            "open", label, lambda _line: self._session.read(path, wanted), self._show
        )

    def _show(self, image: Image) -> None:
        self._session.show_volume(image)
        self._keeper.predict()

    def _forget(self) -> None:
        self._wanted = None
        self._timer.stop()

    def _on_phase_changed(self, phase: str) -> None:
        """Begin anew from the volume that is shown when another could not be read."""
        if phase in {"failed", "cancelled"}:
            self._forget()

    # Straightening

    def straighten(self) -> None:
        """Lay an oblique volume on upright axes; nothing while another job runs."""
        image = self._session.state.case.image
        if image is None or not image.is_volume or self._keeper.is_busy:
            return
        if not oblique_sentence(image.grid):
            self._session.finish_job(_tr("This volume is not oblique: it is shown as stored."))
            return

        def done(straight: Image) -> None:
            if self._session.state.case.image is image:
                self._session.show_straight(straight)

        self._keeper.run_job(
            "straighten",
            _tr("Straightening the volume"),
            lambda line: self._session.straighten(image, line.send, line.token),
            done,
        )
