"""Which part of the picture is seen, how large, in which layout and of which voxels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from camviewer.gui.deeds.spec import ActionSpec
from camviewer.gui.views.arrangement import LAYOUTS
from camviewer.gui.views.steering import PLAIN

if TYPE_CHECKING:
    from camviewer.gui.controller import Controller
    from camviewer.gui.deeds.spec import Window

_ZOOM = 1.25
_PAN_SHARE = 0.1
_LAYOUT_ACTIONS = (
    ActionSpec(
        "layout-one", "One plane alone", "Picture", "maximise", ("Alt+1",), "layout-one"
    ),
    *(
        ActionSpec(
            f"layout-{name}",
            layout.label,
            "Picture",
            "set_layout",
            (f"Alt+{number}",),
            f"layout-{name}",
            name,
            ticks=f"view.layout={name}",
        )
        for number, (name, layout) in enumerate(LAYOUTS.items(), 2)
    ),
    ActionSpec(
        "link-zoom", "All planes equally large", "Picture", "link_zoom", ("Z",),
        ticks="view.links_zoom",
    ),
)  # fmt: skip
_CAMERA_ACTIONS = (
    ActionSpec("fit", "Fit the picture", "Picture", "fit", ("F",), "fit"),
    ActionSpec("reset", "Reset window, zoom and layout", "Picture", "reset", ("R",)),
    ActionSpec("zoom-in", "Zoom in", "Picture", "zoom", ("+", "="), "", _ZOOM),
    ActionSpec("zoom-out", "Zoom out", "Picture", "zoom", ("-",), "", 1 / _ZOOM),
    *(
        ActionSpec(
            f"pan-{where}",
            f"Show more at the {side}",
            "Picture",
            "pan",
            (f"Ctrl+Shift+{where.capitalize()}",),
            "",
            step,
            is_for_picture=True,
            is_in_menu=False,
        )
        for where, side, step in (
            ("left", "left", (1, 0)),
            ("right", "right", (-1, 0)),
            ("up", "top", (0, 1)),
            ("down", "bottom", (0, -1)),
        )
    ),
)
_HOW_ACTIONS = (
    *(
        ActionSpec(f"pixels-{how}", text, "Picture", "set_interpolation", (), "", how,
                   ticks=f"view.interpolates={how}")
        for how, text in (
            ("auto", "Voxels: smooth until they are large"),
            ("smooth", "Voxels: always smooth"),
            ("cells", "Voxels: always as squares"),
        )
    ),
    ActionSpec("straighten", "Straighten an oblique volume", "Picture", "straighten"),
    ActionSpec("as-stored", "Show it as stored", "Picture", "show_stored"),
)  # fmt: skip
ACTIONS: tuple[ActionSpec, ...] = (*_LAYOUT_ACTIONS, *_CAMERA_ACTIONS, *_HOW_ACTIONS)


class PictureCommands:
    """What is seen of the picture."""

    def __init__(self, controller: Controller, window: Window) -> None:
        self._controller = controller
        self._session = controller.session
        self._window = window

    # Layout

    def maximise(self) -> None:
        """Let the plane that keys go to fill the picture area."""
        image, view = self._session.state.case.image, self._session.state.view
        if image is not None and image.is_volume and view.place == "read":
            source = self._window.view().focused.source
            view.maximised = PLAIN if source.method == "" else source.plane

    def set_layout(self, layout: str) -> None:
        """Let the planes stand another way."""
        view = self._session.state.view
        view.maximised, view.layout = "", layout

    def link_zoom(self) -> None:
        """Give all planes the same millimetres per pixel, or let each have its own."""
        view = self._session.state.view
        view.links_zoom = not view.links_zoom

    # Camera

    def fit(self) -> None:
        """Show the whole picture."""
        self._window.view().fit()

    def reset(self) -> None:
        """Go back to the window, zoom and layout of a new case; maps and crosshair stay."""
        view = self._session.state.view
        view.maximised, view.layout, view.links_zoom = "", next(iter(LAYOUTS)), False
        self._session.reset_window()
        self.fit()

    def zoom(self, factor: float) -> None:
        """Magnify about the middle of the plane that keys go to."""
        view = self._window.view().focused
        if view is not None:
            view.canvas.zoom_about(QPointF(view.canvas.rect().center()), factor)

    def pan(self, step: tuple[int, int]) -> None:
        """Move the picture by a tenth of its plane, (right, down)."""
        view = self._window.view().focused
        if view is not None:
            size = view.canvas.size()
            across, down = step[0] * size.width(), step[1] * size.height()
            view.canvas.pan_by(QPointF(across, down) * _PAN_SHARE)

    # Voxels

    def set_interpolation(self, how: str) -> None:
        """Draw voxels smooth, as squares, or as their size asks for."""
        self._session.state.view.interpolates = how

    def straighten(self) -> None:
        """Draw an oblique volume on upright axes."""
        self._controller.looker.straighten()

    def show_stored(self) -> None:
        """Draw the voxels as they are stored."""
        self._session.show_straight(None)
