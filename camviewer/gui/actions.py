"""The one table of what can be done: menus, keys and the list of keys are built from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence

from camviewer.gui.deeds import (
    comparing,
    edit,
    explain,
    file,
    heatmap,
    measure,
    program,
    reading,
    slices,
    view,
    window,
)
from camviewer.gui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from camviewer.gui.deeds.spec import ActionSpec
    from camviewer.session.service import Session

CATEGORIES = (
    QT_TRANSLATE_NOOP("actions", "File"),
    QT_TRANSLATE_NOOP("actions", "Edit"),
    QT_TRANSLATE_NOOP("actions", "Explain"),
    QT_TRANSLATE_NOOP("actions", "Heatmap"),
    QT_TRANSLATE_NOOP("actions", "Compare"),
    QT_TRANSLATE_NOOP("actions", "View"),
    QT_TRANSLATE_NOOP("actions", "Picture"),
    QT_TRANSLATE_NOOP("actions", "Window"),
    QT_TRANSLATE_NOOP("actions", "Slices"),
    QT_TRANSLATE_NOOP("actions", "Measure"),
    QT_TRANSLATE_NOOP("actions", "Program"),
    QT_TRANSLATE_NOOP("actions", "Help"),
)
ACTIONS: tuple[ActionSpec, ...] = tuple(
    spec
    for menu in (
        file,
        edit,
        explain,
        heatmap,
        comparing,
        view,
        window,
        slices,
        measure,
        program,
        reading,
    )
    for spec in menu.ACTIONS
)


def key_rows(words: Mapping[str, str] | None = None) -> tuple[tuple[str, str, str], ...]:
    """List (category, what it does, keys) of every action that has a key.

    Parameters
    ----------
    words
        Name of an action to what it does now; one that does nothing is left out.
    """
    words = words or {}
    return tuple(
        (
            _words(category),
            words.get(spec.name) or _words(spec.text),
            ", ".join(_shown(key) for key in spec.keys),
        )
        for category in CATEGORIES
        for spec in ACTIONS
        if spec.category == category and spec.keys and words.get(spec.name, "-")
    )


def _words(text: str) -> str:
    return QCoreApplication.translate("actions", text)


def _shown(key: str) -> str:
    """Write a key as this system's users know it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def make_actions(
    window: QWidget, picture: QWidget, commands: Mapping[str, object]
) -> dict[str, QAction]:
    """Make every action of the table and put its keys where they work.

    Parameters
    ----------
    window, picture
        The whole window, and the widget whose focus the picture's keys need.
    commands
        Category to the object that has the slots.
    """
    actions = {}
    for spec in ACTIONS:
        owner = picture if spec.is_for_picture else window
        action = QAction(_words(spec.text), owner)
        action.setObjectName(spec.name)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setCheckable(bool(spec.ticks))
        if spec.icon:
            action.setIcon(icon(spec.icon))
        context = Qt.ShortcutContext.WindowShortcut
        if spec.is_for_picture:
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        action.setShortcutContext(context)
        slot = getattr(commands[spec.category], spec.slot)
        action.triggered.connect(_caller(slot, spec.argument))
        owner.addAction(action)
        actions[spec.name] = action
    return actions


def show_ticks(actions: Mapping[str, QAction], session: Session) -> None:
    """Tick what holds now; a menu does so before it opens."""
    for spec in ACTIONS:
        if spec.ticks:
            path, _, value = spec.ticks.partition("=")
            part, _, name = path.partition(".")
            whole = session.settings if part == "settings" else getattr(session.state, part)
            now = getattr(whole, name)
            actions[spec.name].setChecked(str(now) == value if value else bool(now))


def _caller(slot: object, argument: object) -> object:
    """Bind a slot to its argument and drop Qt's ``checked``."""
    if argument is None:
        return lambda _checked=False: slot()  # type: ignore[operator]
    return lambda _checked=False: slot(argument)  # type: ignore[operator]
