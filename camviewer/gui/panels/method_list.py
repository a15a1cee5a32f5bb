"""All methods by family, each with a box to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from camviewer.gui.forms import named, text_label
from camviewer.gui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.session.catalogue import MethodInfo

_FAMILIES = ("cf-cam", "gradient", "activation", "perturbation", "control")


def _tr(text: str) -> str:
    return QCoreApplication.translate("MethodList", text)


def _family_label(family: str) -> str:
    words = {
        "cf-cam": _tr("Cluster filter"),
        "gradient": _tr("Gradient"),
        "activation": _tr("Activation"),
        "perturbation": _tr("Perturbation, slower"),
        "control": _tr("Control"),
    }
    return words.get(family, family.capitalize())


class MethodList(QWidget):
    """Ticks for methods; tells the new choice in the order in which it was made.

    Parameters
    ----------
    methods
        All there are.
    """

    edited = Signal(tuple)

    def __init__(self, methods: Sequence[MethodInfo]) -> None:
        super().__init__()
        named(self, "methods", _tr("Methods"))
        self._boxes: dict[str, QCheckBox] = {}
        self._chosen: tuple[str, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        known = [family for family in _FAMILIES if any(m.family == family for m in methods)]
        others = dict.fromkeys(m.family for m in methods if m.family not in _FAMILIES)
        for family in (*known, *others):
            caption = text_label(_family_label(family), "caption")
            caption.setContentsMargins(0, 4, 0, 0)
            layout.addWidget(caption)
            for info in methods:
                if info.family == family:
                    layout.addWidget(self._row(info))

    def _row(self, info: MethodInfo) -> QWidget:
        """Make the tick of one method, with a sign where it has a warning."""
        box = named(QCheckBox(info.label), info.name, info.label, info.summary)
        box.setAccessibleDescription(" ".join(filter(None, (info.summary, info.badge))))
        box.setToolTip("\n".join(filter(None, (info.summary, info.badge, info.reference))))
        box.setFixedHeight(24)
        box.toggled.connect(lambda is_on: self._on_toggled(info.name, is_on=is_on))
        self._boxes[info.name] = box
        holder = QWidget()
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(box, 1)
        if info.badge:
            sign = named(QToolButton(), f"{info.name}-warning", info.badge, info.badge)
            sign.setIcon(icon("warning", QPalette.ColorRole.PlaceholderText))
            sign.setIconSize(QSize(16, 16))
            sign.setFixedSize(16, 24)
            sign.setProperty("role", "icon")
            sign.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            layout.addWidget(sign)
        return holder

    def show_methods(self, names: tuple[str, ...]) -> None:
        """Tick these and no others, without telling anybody."""
        self._chosen = names
        for name, box in self._boxes.items():
            with QSignalBlocker(box):
                box.setChecked(name in names)

    def _on_toggled(self, name: str, *, is_on: bool) -> None:
        others = tuple(each for each in self._chosen if each != name)
        self._chosen = (*others, name) if is_on else others
        self.edited.emit(self._chosen)
