"""Where one looks from, and what the window shows."""

from __future__ import annotations

from camviewer.gui.deeds import picture
from camviewer.gui.deeds.picture import PictureCommands
from camviewer.gui.deeds.spec import ActionSpec
from camviewer.gui.theme import theme_name

_PLACES = ("read", "compare", "trust")
_WORD_ACTIONS = (
    ActionSpec(
        "crosshair",
        "Crosshair",
        "Picture",
        "toggle_crosshair",
        ("X",),
        "crosshair",
        ticks="view.shows_crosshair",
    ),
    ActionSpec(
        "annotations",
        "Texts on the picture: all, letters, none",
        "Picture",
        "cycle_annotations",
        ("Space",),
        "annotations",
        is_for_picture=True,
    ),
)
_SIDE_ACTIONS = (
    ActionSpec(
        "convention",
        "Radiological convention",
        "Picture",
        "swap_sides",
        ("V",),
        ticks="view.is_radiological",
    ),
    ActionSpec("sagittal", "Sagittal: anterior at the left", "Picture", "swap_sagittal",
               ("Shift+V",), ticks="view.is_anterior_left"),
    ActionSpec("letters", "Letters H and F instead of S and I", "Picture", "swap_letters",
               ticks="view.letters=HF"),
)  # fmt: skip
_MOUSE_ACTIONS = (
    ActionSpec("mouse-camviewer", "Mouse: left crosshair, right window", "View", "set_mouse",
               (), "", "camviewer", ticks="view.mouse=camviewer"),
    ActionSpec("mouse-pacs", "Mouse: left window, right zoom (PACS)", "View", "set_mouse",
               (), "", "pacs", ticks="view.mouse=pacs"),
    ActionSpec("drag-up", "Dragging up brightens", "View", "swap_drag",
               ticks="settings.drag_up_brightens"),
    ActionSpec("invert-wheel", "Turn the wheel the other way", "View", "swap_wheel",
               ticks="settings.inverts_wheel"),
)  # fmt: skip
ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("read", "Read one map", "View", "set_place", ("Ctrl+1",), "read", "read"),
    ActionSpec(
        "compare", "Compare maps", "View", "set_place", ("Ctrl+2",), "compare", "compare"
    ),
    ActionSpec(
        "trust",
        "Trust: what speaks for the map",
        "View",
        "set_place",
        ("Ctrl+3",),
        "trust",
        "trust",
    ),
    ActionSpec("next-place", "The next view", "View", "next_place", ("Ctrl+Tab",)),
    *picture.ACTIONS,
    *_WORD_ACTIONS,
    *_SIDE_ACTIONS,
    *_MOUSE_ACTIONS,
    ActionSpec(
        "panels", "Panels", "View", "toggle_panels", ("Tab",), "panels", is_for_picture=True
    ),
    ActionSpec("theme", "Dark or light", "View", "swap_theme", ("Ctrl+T",), "theme"),
    ActionSpec("full-screen", "Full screen", "View", "toggle_full_screen", ("F11",), "screen"),
    ActionSpec(
        "patient", "Names of patient and file", "View", "toggle_patient", ("P",), "patient"
    ),
    ActionSpec("focus", "To the picture or the panels", "View", "swap_focus", ("F6",)),
)


class ViewCommands(PictureCommands):
    """Where one looks from, and what the window shows."""

    def set_place(self, place: str) -> None:
        """Read one map, compare several, or ask what speaks for one."""
        self._session.state.view.place = place

    def next_place(self) -> None:
        """Go on to the next of the places."""
        view = self._session.state.view
        following = _PLACES.index(view.place) + 1 if view.place in _PLACES else 0
        view.place = _PLACES[following % len(_PLACES)]

    def toggle_crosshair(self) -> None:
        """Draw the crosshair or not."""
        view = self._session.state.view
        view.shows_crosshair = not view.shows_crosshair

    def cycle_annotations(self) -> None:
        """All texts, letters alone, none."""
        self._session.cycle_annotations()

    # Habits

    def swap_sides(self) -> None:
        """Change between the radiological and the neurological convention."""
        self._session.swap_sides()

    def swap_sagittal(self) -> None:
        """Turn sagittal planes round."""
        self._session.swap_sagittal()

    def swap_letters(self) -> None:
        """Change between S and I and H and F."""
        self._session.set_letters("SI" if self._session.state.view.letters == "HF" else "HF")

    def set_mouse(self, scheme: str) -> None:
        """Let the mouse buttons mean what they mean in a scheme."""
        self._session.set_mouse(scheme)

    def swap_drag(self) -> None:
        """Let dragging up brighten the image, or darken it."""
        now = self._session.settings.drag_up_brightens
        self._session.remember(drag_up_brightens=not now)

    def swap_wheel(self) -> None:
        """Let the wheel run the other way."""
        self._session.remember(inverts_wheel=not self._session.settings.inverts_wheel)

    # The window

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
