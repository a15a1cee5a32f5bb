"""Going back and forth between what was changed on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from camviewer.gui.deeds.spec import ActionSpec

if TYPE_CHECKING:
    from camviewer.gui.controller import Controller

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("undo", "Undo", "Edit", "undo", ("Ctrl+Z",)),
    ActionSpec("redo", "Redo", "Edit", "redo", ("Ctrl+Y", "Ctrl+Shift+Z")),
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("deeds.edit", text)


def step_words(step: str) -> str:
    """Name what a step of the history changed."""
    return {
        "window": _tr("grey window"),
        "visible": _tr("show or hide the heatmap"),
        "opacity": _tr("opacity"),
        "threshold": _tr("threshold"),
        "colours": _tr("colours"),
        "ramp": _tr("how it fades in"),
        "scale": _tr("scale of the colours"),
        "fixed_top": _tr("top of the scale"),
        "smooth": _tr("smoothing"),
        "signed": _tr("what speaks against"),
        "is_radiological": _tr("sides of the patient"),
        "is_anterior_left": _tr("side of the face"),
        "shows_crosshair": _tr("crosshair"),
        "annotations": _tr("texts on the picture"),
        "compare_plane": _tr("plane of the comparison"),
        "layout": _tr("layout"),
        "maximised": _tr("size of the plane"),
        "links_zoom": _tr("linked zoom"),
        "is_inverted": _tr("inverted grey"),
        "interpolates": _tr("smooth or square voxels"),
        "slab": _tr("slices together"),
        "slab_mm": _tr("thickness of the slices together"),
        "drawing": _tr("colours or lines"),
        "measure-added": _tr("measurement drawn"),
        "measure-removed": _tr("measurement removed"),
        "measure-changed": _tr("measurement changed"),
        "mask-added": _tr("mask laid over the image"),
        "mask-removed": _tr("mask removed"),
        "mask-shown": _tr("show or hide a mask"),
    }.get(step, _tr("display"))


def action_words(name: str, step: str) -> str:
    """Write the menu's words for ``"undo"`` or ``"redo"``, with what it would change."""
    if not step:
        return _tr("Undo") if name == "undo" else _tr("Redo")
    text = _tr("Undo: {what}") if name == "undo" else _tr("Redo: {what}")
    return text.format(what=step_words(step))


class EditCommands:
    """Undo and redo."""

    def __init__(self, controller: Controller) -> None:
        self._session = controller.session

    def undo(self) -> None:
        """Take back the last change."""
        self._session.undo()

    def redo(self) -> None:
        """Make again what was taken back."""
        self._session.redo()
