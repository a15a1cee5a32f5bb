"""What the command palette offers, read from what is registered.

The table of actions, the methods, the planes and the recent files: nothing is listed here a
second time.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from camviewer.core.words import say
from camviewer.gui.actions import ACTIONS
from camviewer.gui.palette import Entry
from camviewer.gui.views.planes import plane_label
from camviewer.gui.views.read_view import PLANES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QAction

    from camviewer.gui.controller import Controller
    from camviewer.gui.deeds.spec import ActionSpec

_NEEDS_IMAGE = {"Explain", "Heatmap", "Compare", "Window", "Slices", "Measure"}
_FREE = {"add-model", "card", "cancel"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Palette", text)


def all_entries(controller: Controller, actions: Mapping[str, QAction]) -> list[Entry]:
    """List what can be done now, in the order of the menus."""
    return [
        *_of_actions(controller, actions),
        *_of_presets(controller),
        *_of_methods(controller),
        *_of_planes(controller),
        *_of_files(controller),
    ]


def _of_actions(controller: Controller, actions: Mapping[str, QAction]) -> list[Entry]:
    entries = []
    for spec in ACTIONS:
        if _is_preset(spec):
            continue
        action = actions[spec.name]
        category = QCoreApplication.translate("actions", spec.category)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        reason = _reason(controller, spec)
        if not action.isEnabled():
            reason = reason or _tr("Not possible now")
        text = action.text().replace("&", "")
        entries.append(Entry(text, category, action.trigger, keys, spec.icon, reason))
    return entries


def _is_preset(spec: ActionSpec) -> bool:
    """Whether an action is the key of a preset, which is listed by its own name."""
    return spec.slot == "set_preset" and spec.argument != "0"


def _of_presets(controller: Controller) -> list[Entry]:
    session = controller.session
    image, reason = session.state.case.image, ""
    if image is None:
        reason = _tr("Open a picture first")
    elif image.unit != "HU":
        reason = _tr("The values are no Hounsfield units")

    def runner(name: str) -> Callable[[], object]:
        return lambda: session.set_preset(name)

    category = QCoreApplication.translate("actions", "Window")
    return [
        Entry(say("presets", each.label), category, runner(each.name), each.key, "", reason)
        for each in session.state.presets.items
    ]


def _reason(controller: Controller, spec: ActionSpec) -> str:
    """Say why an action would do nothing, where that is plain from the state."""
    case = controller.session.state.case
    if spec.name in _FREE or spec.category not in _NEEDS_IMAGE:
        return ""
    if case.image is None:
        return _tr("Open a picture first")
    if spec.category == "Heatmap" and not case.heatmaps:
        return _tr("Press Explain first")
    return _lacking(controller, spec)


def _lacking(controller: Controller, spec: ActionSpec) -> str:
    """Say what has to be there before numbers can be made, shown or copied."""
    state = controller.session.state
    if spec.name in {"measure-maps", "show-numbers"} and state.case.explanation is None:
        return _tr("Press Explain first")
    if spec.name == "copy-numbers" and state.numbers.evaluation is None:
        return _tr("Measure the maps first")
    return ""


def _of_methods(controller: Controller) -> list[Entry]:
    category, words = _tr("Method"), _tr("Explain by {method}")
    reason = (
        "" if controller.session.state.case.image is not None else _tr("Open a picture first")
    )

    def runner(name: str) -> Callable[[], object]:
        return lambda: _explain_by(controller, name)

    return [
        Entry(
            words.format(method=info.label), category, runner(info.name), "", "explain", reason
        )
        for info in controller.session.methods()
    ]


def _explain_by(controller: Controller, name: str) -> None:
    """Tick a method beside the others and run."""
    ask = controller.session.state.ask
    if name not in ask.methods:
        ask.methods = (*ask.methods, name)
    controller.explain()


def _of_planes(controller: Controller) -> list[Entry]:
    view, image = controller.session.state.view, controller.session.state.case.image
    reason = "" if image is not None and image.is_volume else _tr("Open a volume first")
    words = _tr("Plane alone: {plane}")

    def runner(plane: str) -> Callable[[], object]:
        return lambda: _show_plane(controller, plane)

    entries = [
        Entry(
            words.format(plane=plane_label(plane)),
            _tr("Plane"),
            runner(plane),
            "",
            "read",
            reason,
        )
        for plane in PLANES
    ]
    if view.maximised:
        entries.append(Entry(_tr("All three planes"), _tr("Plane"), runner(""), "", "read"))
    return entries


def _show_plane(controller: Controller, plane: str) -> None:
    view = controller.session.state.view
    view.place, view.maximised = "read", plane


def _of_files(controller: Controller) -> list[Entry]:
    settings = controller.session.settings
    files = settings.recent if settings.remembers_recent else ()

    def runner(path: Path) -> Callable[[], object]:
        return lambda: controller.open_path(path)

    return [
        Entry(Path(text).name, _tr("Recent file"), runner(Path(text)), "", "open")
        for text in files
    ]
