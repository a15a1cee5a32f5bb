"""A volume of which the first slices are there: to be looked at until the rest has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from camviewer.core.image import Grid, Image
from camviewer.gui.views.annotations import Marks
from camviewer.gui.views.camera import Extent
from camviewer.gui.views.canvas import Canvas
from camviewer.gui.views.coalescer import Coalescer
from camviewer.gui.views.links import Links
from camviewer.gui.views.readout import slice_text
from camviewer.gui.views.slice_source import Kept
from camviewer.render.colour import Window, to_grey
from camviewer.render.slicing import Convention, Plane, frame_at, slice_pixels
from camviewer.session.figures import starting_window

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QShowEvent

    from camviewer.render.slicing import SliceFrame
    from camviewer.session.service import Session

_STYLE = """
QLabel { background: #232933; color: #F2B84B; padding: 6px 12px; font-weight: 600; }
"""  # always beside black, so the same in both themes


def _tr(text: str) -> str:
    return QCoreApplication.translate("LoadingView", text)


class LoadingView(QWidget):
    """Three planes that fill while a file is read, where the whole volume will stand.

    It knows no gestures: what is not all there is not to be measured or explained.

    Parameters
    ----------
    session
        Followed, never written.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._window = Kept()
        self.setAccessibleName(_tr("An image that is still loading"))
        self.words = QLabel()
        self.words.setObjectName("loadingWords")
        self.words.setStyleSheet(_STYLE)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.canvases = {plane: Canvas() for plane in Plane}
        self._place()
        self._drawing = Coalescer(self, self._draw)
        state = session.state
        links = Links(self)
        links.follow(self._request, state.case.events.early, state.job.events.done)

    def _place(self) -> None:
        for canvas in self.canvases.values():
            canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            canvas.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self.canvases[Plane.CORONAL])
        right.addWidget(self.canvases[Plane.SAGITTAL])
        across = QHBoxLayout()
        across.setSpacing(4)
        across.addWidget(self.canvases[Plane.AXIAL], 17)
        across.addLayout(right, 10)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self.words)
        down.addLayout(across, 1)

    def _request(self) -> None:
        if self.isVisible():
            self._drawing.request()

    def _draw(self) -> None:
        image, job = self._session.state.case.early, self._session.state.job
        if image is None:
            return
        there = min(max(job.done, 1), image.grid.shape[2])
        window = self._window.get((image,), lambda: starting_window(first_slices(image, there)))
        self._say(there, image.grid.shape[2])
        view = self._session.state.view
        sides = Convention(view.is_radiological, view.is_anterior_left)
        place = nearest_place(image.grid, there)
        for plane, canvas in self.canvases.items():
            frame = frame_at(image.grid, plane, place, sides)
            (rows, columns), (down, across) = frame.shape, frame.spacing
            canvas.set_extent(Extent(columns * across, rows * down, min(down, across)))
            canvas.set_image(draw_part(image, frame, window, there))
            canvas.annotations.set_marks(Marks(letters=frame.letters, place=slice_text(frame)))

    def _say(self, there: int, count: int) -> None:
        words = _tr("Loading {percent} % · {there} of {count} slices · not complete yet")
        text = words.format(percent=100 * there // count, there=there, count=count)
        self.words.setText(text)
        self.words.setAccessibleName(text)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw at once what is there."""
        super().showEvent(event)
        self._draw()


def first_slices(image: Image, there: int) -> Image:
    """Cut off what is not there yet along the last axis."""
    array = image.array[..., :there]
    grid = Grid(array.shape, image.grid.affine)
    return Image(array, grid, image.slope, image.intercept, image.unit)


def nearest_place(grid: Grid, there: int) -> tuple[float, ...]:
    """World coordinate of the middle, or of the slice nearest to it that is there."""
    index = grid.index(grid.snapped(grid.centre()))
    index[2] = min(index[2], there - 1)
    return tuple(float(x) for x in grid.world(index))


def draw_part(image: Image, frame: SliceFrame, window: Window, there: int) -> NDArray[np.uint8]:
    """Draw a plane in grey, black where nothing is there yet: 0 may be any grey."""
    grey = to_grey(slice_pixels(image, frame), window, image.slope, image.intercept)
    is_there = np.broadcast_to(np.arange(image.grid.shape[2]) < there, image.grid.shape)
    grey[~slice_pixels(Image(is_there, image.grid), frame)] = 0
    return grey
