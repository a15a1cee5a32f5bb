"""What the user's gestures on a plane do to the session's state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QPointF, Qt
from PySide6.QtWidgets import QMenu, QWidget

from camviewer.core.words import say
from camviewer.gui.views.layer import Drawn
from camviewer.render.slicing import Plane, step

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from camviewer.session.service import Session

PLAIN = "plain"
"""Name of the plane that is drawn without a heatmap, in ``state.view.maximised``."""
_FLAGS = ("shows_crosshair", "is_inverted")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Steering", text)


class Steered(Drawn, Protocol):
    """What is needed of the plane that is steered."""

    def fit(self) -> None:
        """Show all of the plane."""


class Steering(QObject):
    """Writes to ``state.view`` and moves the camera; draws nothing.

    Parameters
    ----------
    parent
        Owner.
    view
        The plane.
    session
        Whose state is written.
    """

    def __init__(self, parent: QWidget, view: Steered, session: Session) -> None:
        super().__init__(parent)
        self._widget = parent
        self._view = view
        self._session = session
        self._slice_rest = 0.0
        gestures = view.gestures
        gestures.pointed.connect(self._on_pointed)
        gestures.turned.connect(self._on_turned)
        gestures.dragged_slices.connect(self._on_dragged_slices)
        gestures.zoomed.connect(view.canvas.zoom_about)
        gestures.panned.connect(view.canvas.pan_by)
        gestures.menu_wanted.connect(self.show_menu)
        gestures.maximise_wanted.connect(self._on_maximise_wanted)
        gestures.annotations_wanted.connect(session.cycle_annotations)

    def turn_sides(self) -> None:
        """Go back to the usual convention of the plane: left and right, or anterior."""
        is_sagittal = self._view.source.plane == "sagittal"
        (self._session.swap_sagittal if is_sagittal else self._session.swap_sides)()

    # Crosshair and slices

    def nudge(self, dx: int, dy: int) -> None:
        """Move the crosshair by pixels of the plane, to the right and down; edges hold."""
        frame = self._view.source.frame()
        if frame is None:
            return
        column, row = frame.pixel(self._session.state.view.position)
        rows, columns = frame.shape
        column = min(max(round(column) + dx, 0), columns - 1)
        row = min(max(round(row) + dy, 0), rows - 1)
        self._go(frame.world(column, row))

    def step_slice(self, count: int) -> None:
        """Move by slices; positive goes superior, anterior or left; a picture has none."""
        image, source = self._view.source.image, self._view.source
        if image is not None and image.is_volume:
            now = self._session.state.view.position
            self._go(step(image.grid, Plane(source.plane), now, count))

    def _go(self, world: object) -> None:
        self._session.state.view.position = tuple(float(x) for x in world)  # type: ignore[attr-defined]

    def _on_pointed(self, point: QPointF) -> None:
        world = self._view.world_at(point, is_held_inside=True)
        if world is not None:
            self._session.state.view.position = world

    def _on_turned(self, steps: int) -> None:
        self.step_slice(-steps if self._session.settings.inverts_wheel else steps)

    def _on_dragged_slices(self, dy: float) -> None:
        """Run through all slices within the height of the view, two pixels each at least."""
        frame = self._view.source.frame()
        if frame is not None:
            pixels = max(2.0, self._view.canvas.height() / max(frame.count, 8))
            self._slice_rest -= dy / pixels
            steps = int(self._slice_rest)
            self._slice_rest -= steps
            if steps:
                self.step_slice(steps)

    # The rest

    def _on_maximise_wanted(self) -> None:
        image, view = self._view.source.image, self._session.state.view
        if image is not None and image.is_volume and view.place == "read":
            source = self._view.source
            here = PLAIN if source.method == "" else source.plane
            view.maximised = "" if view.maximised else here

    def make_menu(self) -> QMenu:
        """Make the menu of this plane: grey windows by name, fit, what is drawn how."""
        menu = QMenu(self._widget)
        image, view = self._view.source.image, self._session.state.view
        if image is not None and image.unit == "HU":
            for preset in self._session.state.presets.items:
                words = say("presets", preset.label).replace("&", "&&")
                action = menu.addAction(f"{words}\t{preset.key}")
                action.setCheckable(True)
                here = (preset.window.width, preset.window.level)
                action.setChecked(here == (view.width, view.level))
                action.setData(preset.name)
        menu.addAction(_tr("Full range") + "\t0").setData("0")
        menu.addSeparator()
        menu.addAction(_tr("Fit the picture") + "\tF").setData("fit")
        for text, key, name in (
            (_tr("Crosshair"), "X", "shows_crosshair"),
            (_tr("Inverted grey"), "I", "is_inverted"),
            (_tr("Radiological"), "V", "is_radiological"),
            (_tr("Sagittal: anterior at the left"), "Shift+V", "is_anterior_left"),
        ):
            action = menu.addAction(f"{text}\t{key}")
            action.setData(name)
            action.setCheckable(True)
            action.setChecked(getattr(view, name))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.triggered.connect(self._on_chosen)
        return menu

    def show_menu(self, at: QPoint) -> None:
        """Open the menu at a point of the desktop."""
        self.make_menu().popup(at)

    def _on_chosen(self, action: QAction) -> None:
        what, view = str(action.data()), self._session.state.view
        if what == "fit":
            self._view.fit()
        elif what == "is_radiological":
            self._session.swap_sides()
        elif what == "is_anterior_left":
            self._session.swap_sagittal()
        elif what in _FLAGS:
            setattr(view, what, not getattr(view, what))
        else:
            self._session.set_preset(what)
