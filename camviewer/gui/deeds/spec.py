"""What the user can do is one line of a table, and what the slots need of the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QStackedWidget

    from camviewer.gui.numbers import NumbersView


@dataclass(frozen=True)
class ActionSpec:
    """One thing the user can do.

    Attributes
    ----------
    name
        Lower case with hyphens.
    text
        As in the menu, in English.
    category
        The menu it stands in, and whose commands object has the slot.
    slot
        Name of a method there.
    keys
        Shortcuts; the first is shown.
    icon
        Name of a drawing; may be empty.
    argument
        Given to the slot when not None.
    is_for_picture
        Keys work only while the picture has the focus, so that lists, sliders and buttons
        keep their arrows, Tab and Space.
    is_in_menu
        Whether the menu shows it, or the list of keys alone.
    ticks
        Field of the state or the settings, and its value, for which the menu has a tick, as
        in ``"view.layout=four"`` or ``"settings.inverts_wheel"``; empty for none.
    """

    name: str
    text: str
    category: str
    slot: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    argument: object = None
    is_for_picture: bool = False
    is_in_menu: bool = True
    ticks: str = ""


class Window(Protocol):
    """What the commands need of the main window."""

    actions_by_name: dict[str, QAction]
    picture: QStackedWidget

    @property
    def numbers(self) -> NumbersView:
        """The numbers below the comparison."""

    def close(self) -> bool:
        """Close it."""

    def toggle_panels(self) -> None:
        """Hide or show both side panels."""

    def toggle_full_screen(self) -> None:
        """Fill the screen or leave it."""

    def swap_focus(self) -> None:
        """Move the focus between picture and panels."""

    def show_appearance(self) -> None:
        """Take over theme and contrast from the settings."""

    def show_settings(self) -> None:
        """Look as the settings say."""

    def edit_presets(self) -> None:
        """Open the list of grey windows by name."""

    def show_channels(self) -> None:
        """Open the inspector of the channels behind the map."""

    def view(self) -> Any:  # noqa: ANN401 - any of the views
        """Return the view that is shown."""
