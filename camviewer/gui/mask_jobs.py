"""Masks in the background: reading their files, measuring them, comparing maps with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from camviewer.gui.bridge import Crash, Task
from camviewer.gui.views.links import Links
from camviewer.gui.views.scale import scale_of
from camviewer.render.outlines import mask_outlines
from camviewer.session.masks import add_masks, fit_masks, mask_numbers, read_masks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from camviewer.core.errors import CamViewerError
    from camviewer.core.image import Mask
    from camviewer.gui.bridge import Bridge, Line
    from camviewer.gui.dialogs import Asker
    from camviewer.session.mask_numbers import MaskFit, MaskNumbers
    from camviewer.session.service import Session

WAIT_MS = 250
Read = tuple[tuple["Mask", "MaskNumbers"], ...]


def _tr(text: str) -> str:
    return QCoreApplication.translate("mask_jobs", text)


class MaskJobs(QObject):
    """Writes ``state.masks``; the fits follow the map that is shown.

    Parameters
    ----------
    session
        Followed.
    bridge
        The worker threads.
    asker
        Tells what went wrong.
    """

    reading_changed = Signal()

    def __init__(self, session: Session, bridge: Bridge, asker: Asker) -> None:
        super().__init__()
        self._session, self._bridge, self._asker = session, bridge, asker
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._fit)
        state = session.state
        case, overlay = state.case.events, state.overlay.events
        links = Links(self)
        links.follow(
            self._on_question_changed,
            state.masks.events.items, case.image, case.selected, case.heatmaps,
            overlay.smooth,
        )  # fmt: skip
        links.follow(
            self._restart, overlay.threshold, overlay.scale, overlay.fixed_top, overlay.signed
        )

    # Reading

    def read(self, paths: Sequence[Path]) -> None:
        """Read files of regions in a worker and lay them over the open case."""
        image = self._session.state.case.image
        if image is None or not paths:
            return

        def work(line: Line) -> Read:
            mask_outlines(np.ones((1, 1), bool))  # loads its library here, not while drawing
            found = []
            for path in paths:
                line.token.check()
                found += [(mask, mask_numbers(image, mask)) for mask in read_masks(path, image)]
            return tuple(found)

        def done(found: Read) -> None:
            self.reading_changed.emit()
            if self._session.state.case.image is image:
                self._take(found)

        self._bridge.submit(Task("masks", work, done, self._reading_failed, is_quick=True))
        self.reading_changed.emit()

    @property
    def is_reading(self) -> bool:
        """Whether a file is being read; another case ends that without a word."""
        return self._bridge.is_running("masks")

    def _take(self, found: Read) -> None:
        masks = self._session.state.masks
        before = len(masks.items)
        add_masks(masks, [mask for mask, _ in found])
        self._session.want_mask_metrics()
        fresh = zip(masks.items[before:], (numbers for _, numbers in found), strict=True)
        masks.numbers = {**masks.numbers, **{mask.name: numbers for mask, numbers in fresh}}
        warnings = list(dict.fromkeys(text for mask, _ in found for text in mask.warnings))
        if warnings:
            self._asker.show_error(warnings[0], "\n".join(warnings[1:]))

    def _reading_failed(self, error: CamViewerError | Crash) -> None:
        self.reading_changed.emit()
        self._failed(error)

    def _failed(self, error: CamViewerError | Crash) -> None:
        if isinstance(error, Crash):
            words = _tr("This is a fault of camviewer: {error}.").format(error=error)
            self._asker.show_error(words, "", error.details)
        else:
            self._asker.show_error(str(error), error.hint)

    # Comparing

    def _on_question_changed(self) -> None:
        """Nothing known before holds for another map or other masks."""
        masks = self._session.state.masks
        if masks.fits:
            masks.fits = {}
        self._restart()

    def _restart(self) -> None:
        self._bridge.drop("mask-fit")
        if self._session.state.masks.items:
            self._timer.start()
        else:
            self._timer.stop()

    def _fit(self) -> None:
        """Compare the map that is shown with all masks; one that still refines has to wait."""
        state = self._session.state
        image, heatmap, masks = state.case.image, state.case.heatmap, state.masks.items
        if image is None or heatmap is None or heatmap.progress is not None or not masks:
            return
        drawn = (scale_of(state, heatmap).threshold, state.overlay.smooth)

        def work(line: Line) -> Mapping[str, MaskFit]:
            fits = fit_masks(image, masks, heatmap, drawn, token=line.token)
            return {mask.name: fit for mask, fit in zip(masks, fits, strict=True)}

        def done(fits: Mapping[str, MaskFit]) -> None:
            state.masks.fits = fits

        self._bridge.submit(Task("mask-fit", work, done, self._failed, is_quick=True))
