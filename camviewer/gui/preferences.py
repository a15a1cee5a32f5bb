"""What the user may set once and for all; every change counts at once."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from camviewer.core.settings import Settings
from camviewer.gui.forms import Choice, named, sized, text_label
from camviewer.gui.language import LANGUAGES
from camviewer.gui.theme import PADDING_PX

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from camviewer.gui.controller import Controller

_LABEL_PX = 136
_WIDTH_PX = 520
_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
_OF_VIEW = {"is_radiological", "is_anterior_left", "hides_patient"}
_OF_LOOK = {"theme", "contrast"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Preferences", text)


class Preferences(QDialog):
    """Shows and edits the settings.

    Parameters
    ----------
    parent
        The window.
    controller
        Knows the session, which keeps the settings.
    look_changed
        Gives the program its theme and contrast anew.
    """

    def __init__(
        self, parent: QWidget | None, controller: Controller, look_changed: Callable[[], None]
    ) -> None:
        super().__init__(parent)
        named(self, "preferences", _tr("Preferences"))
        self.setWindowTitle(_tr("Preferences"))
        self._session = controller.session
        self._look_changed = look_changed
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, _LABEL_PX)
        self._grid.setColumnStretch(1, 1)
        self.controls: dict[str, QWidget] = {}
        self._build_look()
        self._build_hands()
        self._build_privacy()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING_PX, PADDING_PX, PADDING_PX, PADDING_PX)
        layout.setSpacing(PADDING_PX)
        layout.addLayout(self._grid)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.setFixedWidth(_WIDTH_PX)
        self.show_settings()

    # Building

    def _build_look(self) -> None:
        self._add_heading(_tr("APPEARANCE"))
        self._add_choice(
            "theme",
            _tr("Theme"),
            [
                (_tr("As the system"), "system"),
                (_tr("Dark"), "dark"),
                (_tr("Light"), "light"),
            ],
        )
        self._add_tick(
            "contrast",
            _tr("High contrast"),
            _tr("Black, white and one colour, with a line round every control."),
        )
        scales = [(f"{100 * scale:.0f} %", scale) for scale in _SCALES]
        self._add_choice("ui_scale", _tr("Size"), scales)
        languages = [(name, code) for code, name in LANGUAGES.items()]
        self._add_choice(
            "language", _tr("Language"), [(_tr("As the system"), "system"), *languages]
        )
        self._add_note(_tr("Size and language change when camviewer is started again."))

    def _build_hands(self) -> None:
        self._add_heading(_tr("MOUSE"))
        self._add_choice(
            "mouse",
            _tr("Buttons"),
            [
                (_tr("Left crosshair, right grey window"), "camviewer"),
                (_tr("As a PACS: left grey window, right zoom"), "pacs"),
            ],
        )
        self._add_tick(
            "drag_up_brightens",
            _tr("Dragging up brightens"),
            _tr("Off, it raises the level of the grey window, which darkens."),
        )
        self._add_tick(
            "inverts_wheel",
            _tr("Turn the wheel's direction round"),
            _tr("Off, forward goes superior, anterior, left."),
        )
        self._add_heading(_tr("READING"))
        self._add_choice(
            "is_radiological",
            _tr("Sides"),
            [
                (_tr("Radiological: right at the left"), True),
                (_tr("Neurological: right at the right"), False),
            ],
        )
        self._add_choice(
            "is_anterior_left",
            _tr("Sagittal view"),
            [(_tr("Anterior left"), True), (_tr("Anterior right"), False)],
        )

    def _build_privacy(self) -> None:
        self._add_heading(_tr("PRIVACY"))
        self._add_tick(
            "hides_patient",
            _tr("Hide names of patients and files"),
            _tr("Key P shows and hides them in the window."),
        )
        self._add_tick(
            "remembers_recent",
            _tr("Remember recent files"),
            _tr("Switching it off forgets those that are remembered."),
        )
        if "autosaves" in {field.name for field in dataclasses.fields(Settings)}:
            self._add_tick(
                "autosaves",
                _tr("Save the work by itself"),
                _tr("So that it is there again after a power cut."),
            )

    def _add_heading(self, text: str) -> None:
        row = self._grid.rowCount()
        heading = text_label(text, "heading")
        heading.setMinimumHeight(20 if row == 1 else 28)
        heading.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self._grid.addWidget(heading, row, 0, 1, 2)

    def _add_note(self, text: str) -> None:
        self._grid.addWidget(text_label(text, "caption"), self._grid.rowCount(), 1)

    def _add_choice(self, name: str, words: str, entries: Sequence[tuple[str, object]]) -> None:
        box = sized(named(Choice(), name, words))
        box.fill(entries)
        box.activated.connect(lambda index: self._on_edited(name, box.itemData(index)))
        label = QLabel(words)
        label.setBuddy(box)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(box, row, 1)
        self.controls[name] = box

    def _add_tick(self, name: str, words: str, help: str) -> None:  # noqa: A002
        box = named(QCheckBox(words), name, words, help)
        box.setFixedHeight(24)
        box.toggled.connect(lambda is_on: self._on_edited(name, is_on))
        self._grid.addWidget(box, self._grid.rowCount(), 1)
        self.controls[name] = box

    # Showing and editing

    def show_settings(self) -> None:
        """Show what is set, without telling anybody."""
        for name, control in self.controls.items():
            value = getattr(self._session.settings, name)
            if isinstance(control, Choice):
                control.pick(value)
                if control.currentIndex() < 0:  # a size typed into the file by hand
                    control.addItem(f"{100 * value:.0f} %", value)
                    control.pick(value)
            elif isinstance(control, QCheckBox):
                with QSignalBlocker(control):
                    control.setChecked(value)

    def changeEvent(self, event: QEvent) -> None:
        """Show on coming to the front what was changed elsewhere, by Ctrl+T for instance."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.show_settings()

    def _on_edited(self, name: str, value: object) -> None:
        changes = {name: value}
        if name == "remembers_recent" and not value:
            changes["recent"] = ()
        self._session.remember(**changes)
        if name in _OF_VIEW:
            setattr(self._session.state.view, name, value)
        if name in _OF_LOOK:
            self._look_changed()
