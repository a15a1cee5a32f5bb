"""Several slices drawn as one: what is taken of them, and how thick they are together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from camviewer.gui.column import labelled
from camviewer.gui.forms import Choice, Number, named, sized, text_label
from camviewer.gui.views.links import Links

if TYPE_CHECKING:
    from camviewer.session.service import Session

_RANGE_MM = (5.0, 100.0)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SlabSection", text)


class SlabSection(QWidget):
    """Shows and edits ``state.view.slab`` and ``state.view.slab_mm``.

    Parameters
    ----------
    session
        Followed.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._view = session.state.view
        heading = text_label(_tr("SLICES TOGETHER"), "heading")
        heading.setMinimumHeight(20)
        self.rule = sized(named(Choice(), "slab", _tr("Slices drawn as one"), _tr("Key K")))
        self.rule.fill(
            [
                (_tr("Each slice alone"), "none"),
                (_tr("Highest value (MIP)"), "max"),
                (_tr("Lowest value (MinIP)"), "min"),
                (_tr("Mean"), "mean"),
            ]
        )
        self.thickness = sized(named(Number(), "slab_mm", _tr("Thickness of the slab")))
        self.thickness.setRange(*_RANGE_MM)
        self.thickness.setDecimals(0)
        self.thickness.setSingleStep(5)
        self.thickness.setSuffix(" mm")
        self.note = text_label(
            _tr("Of the heatmap the highest value is always shown."), "caption"
        )
        self.rule.activated.connect(self._on_rule_edited)
        self.thickness.valueChanged.connect(self._on_thickness_edited)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(heading)
        layout.addLayout(labelled(_tr("Show"), self.rule)[1])
        self._label, line = labelled(_tr("Thickness"), self.thickness)
        layout.addLayout(line)
        layout.addWidget(self.note)
        links = Links(self)
        links.follow(self._show, self._view.events.slab, self._view.events.slab_mm)
        self._show()

    def _show(self) -> None:
        self.rule.pick(self._view.slab)
        self.thickness.show_value(self._view.slab_mm)
        for widget in (self._label, self.thickness, self.note):
            widget.setVisible(self._view.slab != "none")

    def _on_rule_edited(self, index: int) -> None:
        self._view.slab = str(self.rule.itemData(index))

    def _on_thickness_edited(self, value: float) -> None:
        self._view.slab_mm = value
