"""The one table of what can be done: menus, keys and the list of keys are built from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence

from camviewer.gui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget


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


CATEGORIES = (
    QT_TRANSLATE_NOOP("actions", "File"),
    QT_TRANSLATE_NOOP("actions", "Explain"),
    QT_TRANSLATE_NOOP("actions", "Heatmap"),
    QT_TRANSLATE_NOOP("actions", "View"),
    QT_TRANSLATE_NOOP("actions", "Window"),
    QT_TRANSLATE_NOOP("actions", "Slices"),
    QT_TRANSLATE_NOOP("actions", "Help"),
)
_PRESETS = (
    "Full range",
    "Lung",
    "Mediastinum",
    "Abdomen",
    "Liver",
    "Bone",
    "Brain",
    "Stroke",
    "Angio",
)


def _slice(name: str, text: str, keys: tuple[str, ...], count: int) -> ActionSpec:
    """Make an action that moves by some slices; keys only, no menu."""
    return ActionSpec(
        name,
        text,
        "Slices",
        "step_slice",
        keys,
        "",
        count,
        is_for_picture=True,
        is_in_menu=False,
    )


def _nudge(name: str, text: str, key: str, step: tuple[int, int]) -> ActionSpec:
    """Make an action that moves the crosshair by one cell; keys only, no menu."""
    return ActionSpec(
        name, text, "Slices", "nudge", (key,), "", step, is_for_picture=True, is_in_menu=False
    )


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("open", "Open…", "File", "open_files", ("Ctrl+O",), "open"),
    ActionSpec("sample-ct", "Open the sample CT", "File", "open_sample", argument="ct"),
    ActionSpec(
        "sample-photo", "Open the sample photo", "File", "open_sample", argument="photo"
    ),
    ActionSpec("export", "Export results…", "File", "export", ("Ctrl+S",), "export"),
    ActionSpec("forget", "Clear recent files", "File", "forget_recent"),
    ActionSpec("quit", "Quit", "File", "quit", ("Ctrl+Q",), "quit"),
    ActionSpec("explain", "Explain", "Explain", "explain", ("Ctrl+E",), "explain"),
    ActionSpec("cancel", "Stop the job", "Explain", "cancel", ("Esc",), "cancel"),
    ActionSpec("card", "Model card", "Explain", "show_card", (), "card"),
    ActionSpec("add-model", "Use a network or model card…", "Explain", "add_model"),
    ActionSpec("overlay", "Show or hide the heatmap", "Heatmap", "toggle", ("H",), "overlay"),
    ActionSpec(
        "hottest", "Go to the hottest place", "Heatmap", "go_hottest", ("N",), "hottest"
    ),
    ActionSpec("next-map", "Next map", "Heatmap", "step_map", ("M",), "next", 1),
    ActionSpec("previous-map", "Previous map", "Heatmap", "step_map", ("Shift+M",), "", -1),
    ActionSpec("opacity-up", "More opaque", "Heatmap", "step_opacity", ("]",), "", 0.1),
    ActionSpec("opacity-down", "Less opaque", "Heatmap", "step_opacity", ("[",), "", -0.1),
    ActionSpec("threshold-up", "Hide more", "Heatmap", "step_threshold", (".",), "", 0.05),
    ActionSpec("threshold-down", "Hide less", "Heatmap", "step_threshold", (",",), "", -0.05),
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
    ActionSpec("focus", "To the picture or the panels", "View", "swap_focus", ("F6",)),
    *(
        ActionSpec(f"preset-{key}", text, "Window", "set_preset", (str(key),), "", str(key))
        for key, text in enumerate(_PRESETS)
    ),
    _slice("slice-up", "Next slice: superior, anterior, left", ("Up",), 1),
    _slice("slice-down", "Previous slice", ("Down",), -1),
    _slice("slice-up-10", "Ten slices on", ("PgUp", "Shift+Up"), 10),
    _slice("slice-down-10", "Ten slices back", ("PgDown", "Shift+Down"), -10),
    _slice("slice-first", "First slice", ("Home",), -100_000),
    _slice("slice-last", "Last slice", ("End",), 100_000),
    _nudge("nudge-left", "Crosshair one cell left", "Ctrl+Left", (-1, 0)),
    _nudge("nudge-right", "Crosshair one cell right", "Ctrl+Right", (1, 0)),
    _nudge("nudge-up", "Crosshair one cell up", "Ctrl+Up", (0, -1)),
    _nudge("nudge-down", "Crosshair one cell down", "Ctrl+Down", (0, 1)),
    ActionSpec("keys", "Keys", "Help", "show_keys", ("F1", "?"), "keys"),
    ActionSpec("about", "About camviewer", "Help", "show_about", (), "help"),
)


def key_rows() -> tuple[tuple[str, str, str], ...]:
    """List (category, what it does, keys) of every action that has a key."""
    return tuple(
        (_tr(category), _tr(spec.text), ", ".join(_shown(key) for key in spec.keys))
        for category in CATEGORIES
        for spec in ACTIONS
        if spec.category == category and spec.keys
    )


def _tr(text: str) -> str:
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
        action = QAction(_tr(spec.text), owner)
        action.setObjectName(spec.name)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
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


def _caller(slot: object, argument: object) -> object:
    """Bind a slot to its argument and drop Qt's ``checked``."""
    if argument is None:
        return lambda _checked=False: slot()  # type: ignore[operator]
    return lambda _checked=False: slot(argument)  # type: ignore[operator]
