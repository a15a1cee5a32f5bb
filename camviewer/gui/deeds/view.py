"""Where one looks from, and what the window shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.gui.deeds.spec import ActionSpec
from camviewer.gui.theme import theme_name

if TYPE_CHECKING:
    from camviewer.gui.controller import Controller
    from camviewer.gui.deeds.spec import Window

_ANNOTATIONS = ("all", "minimal", "none")
ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("read", "Read one map", "View", "set_place", ("Ctrl+1",), "read", "read"),
    ActionSpec(
        "compare", "Compare maps", "View", "set_place", ("Ctrl+2",), "compare", "compare"
    ),
    ActionSpec("fit", "Fit the picture", "View", "fit", ("F",), "fit"),
    ActionSpec("crosshair", "Crosshair", "View", "toggle_crosshair", ("X",), "crosshair"),
    ActionSpec(
        "annotations",
        "Texts on the picture: all, letters, none",
        "View",
        "cycle_annotations",
        ("Space",),
        "annotations",
        is_for_picture=True,
    ),
    ActionSpec(
        "panels", "Panels", "View", "toggle_panels", ("Tab",), "panels", is_for_picture=True
    ),
    ActionSpec("convention", "Radiological or neurological", "View", "swap_sides", ("V",)),
    ActionSpec("theme", "Dark or light", "View", "swap_theme", ("Ctrl+T",), "theme"),
    ActionSpec("full-screen", "Full screen", "View", "toggle_full_screen", ("F11",), "screen"),
    ActionSpec(
        "patient", "Names of patient and file", "View", "toggle_patient", ("P",), "patient"
    ),
    ActionSpec("focus", "To the picture or the panels", "View", "swap_focus", ("F6",)),
)


class ViewCommands:
    """Where one looks from, and what the window shows."""

    def __init__(self, controller: Controller, window: Window) -> None:
        self._session = controller.session
        self._window = window

    def set_place(self, place: str) -> None:
        """Read one map, or compare several."""
        self._session.state.view.place = place

    def fit(self) -> None:
        """Show the whole picture."""
        self._window.view().fit()

    def toggle_crosshair(self) -> None:
        """Draw the crosshair or not."""
        view = self._session.state.view
        view.shows_crosshair = not view.shows_crosshair

    def cycle_annotations(self) -> None:
        """All texts, letters alone, none."""
        view = self._session.state.view
        following = _ANNOTATIONS.index(view.annotations) + 1
        view.annotations = _ANNOTATIONS[following % len(_ANNOTATIONS)]

    def swap_sides(self) -> None:
        """Change between the radiological and the neurological convention."""
        view = self._session.state.view
        view.is_radiological = not view.is_radiological
        self._session.remember(is_radiological=view.is_radiological)

    def toggle_panels(self) -> None:
        """Hide or show both side panels."""
        self._window.toggle_panels()

    def swap_theme(self) -> None:
        """Change between dark and light, now and for the next start."""
        other = "light" if theme_name(self._session.settings.theme) == "dark" else "dark"
        self._session.remember(theme=other)
        self._window.show_appearance()

    def toggle_patient(self) -> None:
        """Show the names of patient and file, or hide them; until the next start."""
        view = self._session.state.view
        view.hides_patient = not view.hides_patient

    def toggle_full_screen(self) -> None:
        """Fill the screen or leave it."""
        self._window.toggle_full_screen()

    def swap_focus(self) -> None:
        """Move the focus between picture and panels."""
        self._window.swap_focus()
