"""Grey windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from camviewer.core.errors import CamViewerError
from camviewer.core.words import say
from camviewer.gui.deeds.spec import ActionSpec

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from camviewer.gui.controller import Controller
    from camviewer.gui.deeds.spec import Window

_DIGITS = "123456789"


def _preset(key: str, text: str) -> ActionSpec:
    """Make the action of a key; the menu lists the presets themselves."""
    return ActionSpec(
        f"preset-{key}", text, "Window", "set_preset", (key,), "", key, is_in_menu=False
    )


ACTIONS: tuple[ActionSpec, ...] = (
    _preset("0", "Full range"),
    *(_preset(key, "Grey window of this key") for key in _DIGITS),
    ActionSpec("save-preset", "Save this window as a preset…", "Window", "save_preset"),
    ActionSpec("edit-presets", "Edit presets…", "Window", "edit_presets"),
    ActionSpec(
        "window-visible", "Window from the visible part", "Window", "take_visible", ("W",)
    ),
    ActionSpec("invert", "Invert grey", "Window", "invert", ("I",), ticks="view.is_inverted"),
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("deeds.window", text)


class WindowCommands:
    """Grey windows by key, and the user's own."""

    def __init__(self, controller: Controller, window: Window) -> None:
        self._session = controller.session
        self._asker = controller.asker
        self._window = window
        self._listed: list[QAction] = []

    def set_preset(self, key: str) -> None:
        """Set a preset; does nothing where the values are no Hounsfield units."""
        self._session.set_preset(key)

    def take_visible(self) -> None:
        """Spread the values on the screen from black to white."""
        view = self._window.view().focused
        if view is not None:
            view.levelling.take_from(view.canvas.rect())

    def invert(self) -> None:
        """Draw low values white, or black again."""
        view = self._session.state.view
        view.is_inverted = not view.is_inverted

    def save_preset(self) -> None:
        """Ask for a name and keep the present grey window under it."""
        image, view = self._session.state.case.image, self._session.state.view
        if image is None or image.unit != "HU":
            self._asker.show_error(
                _tr("Presets are grey windows of a CT, in Hounsfield units."),
                _tr("Open a CT first."),
            )
            return
        text = _tr("Name for the window of width {width} and level {level}")
        words = text.format(width=f"{view.width:.0f}", level=f"{view.level:.0f}")
        label = self._asker.ask_text(_tr("Save as a preset"), words)
        if label is None:
            return
        try:
            self._session.save_window(label)
        except CamViewerError as error:
            self._asker.show_error(str(error), error.hint)

    def edit_presets(self) -> None:
        """Show all presets to change, add and remove them."""
        self._window.edit_presets()

    def key_words(self) -> dict[str, str]:
        """Name what each key of a preset does now; empty for a key that does nothing."""
        labels = {
            each.key: say("presets", each.label) for each in self._session.state.presets.items
        }
        return {f"preset-{key}": labels.get(key, "") for key in _DIGITS}

    def prepare_menu(self, menu: QMenu) -> None:
        """List the presets on top, or say why there is none."""
        for action in self._listed:
            menu.removeAction(action)
            action.deleteLater()
        first = menu.actions()[0]
        self._listed = self._make_actions(menu)
        menu.insertActions(first, self._listed)

    def _make_actions(self, menu: QMenu) -> list[QAction]:
        """Make an action for each preset, ticked when it is in force."""
        image, now = self._session.state.case.image, self._session.preset_in_force()
        entries = [(_tr("Full range"), "0", "0")]
        if image is not None and image.unit == "HU":
            items = self._session.state.presets.items
            entries += [(say("presets", each.label), each.key, each.name) for each in items]
        made = [_action(menu, f"{text.replace('&', '&&')}\t{key}") for text, key, _ in entries]
        for action, (_, _, name) in zip(made, entries, strict=True):
            action.setCheckable(name != "0")
            action.setChecked(now is not None and now.name == name)
            action.triggered.connect(
                lambda _checked=False, name=name: self._session.set_preset(name)
            )
        if image is not None and image.unit != "HU":
            reason = _action(menu, _tr("No presets: the values are not Hounsfield units"))
            reason.setEnabled(False)
            made.append(reason)
        divider = _action(menu, "")
        divider.setSeparator(True)
        return [*made, divider]


def _action(menu: QMenu, text: str) -> QAction:
    return QAction(text, menu)
