"""What is measured: all metrics by what they ask, the controls, and the mask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from camviewer.gui.column import row
from camviewer.gui.forms import Choice, link_button, named, sized, text_label
from camviewer.gui.numbers.wording import group_help, group_text, metric_help
from camviewer.gui.panels.method_list import ElidedTick
from camviewer.session.measuring import usual_metrics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.session.catalogue import MetricInfo

_COLUMNS = (
    ("faithfulness", "concentration", "agreement"),
    ("stability", "sanity", "localisation"),
)
_ROW_PX = 22
_INDENT_PX = 16
_MASK_PX = 160


def _tr(text: str) -> str:
    return QCoreApplication.translate("MetricChooser", text)


class MetricGroup(QWidget):
    """The metrics of one group under a box that ticks all of them.

    Parameters
    ----------
    name
        Of the group.
    infos
        Its metrics.
    """

    edited = Signal()

    def __init__(self, name: str, infos: Sequence[MetricInfo]) -> None:
        super().__init__()
        self.head = named(QCheckBox(group_text(name)), name, group_text(name), group_help(name))
        self.head.setTristate(True)
        font = self.head.font()
        font.setBold(True)
        self.head.setFont(font)
        self.head.clicked.connect(self._on_head_clicked)
        self.reason = text_label("", "caption")
        self.reason.setVisible(False)
        self.boxes: dict[str, ElidedTick] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.reason)
        for info in infos:
            layout.addLayout(self._row(info))

    def _row(self, info: MetricInfo) -> QHBoxLayout:
        box = named(ElidedTick(info.label), info.name, info.label, metric_help(info))
        box.setFixedHeight(_ROW_PX)
        box.toggled.connect(self.edited)
        self.boxes[info.name] = box
        line = QHBoxLayout()
        line.setContentsMargins(_INDENT_PX, 0, 0, 0)
        line.addWidget(box)
        return line

    @property
    def ticked(self) -> tuple[str, ...]:
        """Names of the metrics that are ticked."""
        return tuple(name for name, box in self.boxes.items() if box.isChecked())

    def show_ticked(self, names: Sequence[str]) -> None:
        """Tick these and no others, without telling anybody."""
        for name, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setChecked(name in names)
        count = len(self.ticked)
        state = Qt.CheckState.PartiallyChecked if count else Qt.CheckState.Unchecked
        if count == len(self.boxes):
            state = Qt.CheckState.Checked
        with QSignalBlocker(self.head):
            self.head.setCheckState(state)

    def show_reason(self, reason: str) -> None:
        """Say why these cannot be measured now; empty lets them be ticked."""
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        for box in (self.head, *self.boxes.values()):
            box.setEnabled(not reason)

    def _on_head_clicked(self) -> None:
        """Tick all, or none where all were."""
        is_on = len(self.ticked) < len(self.boxes)
        self.show_ticked(tuple(self.boxes) if is_on else ())
        self.edited.emit()


class MetricChooser(QWidget):
    """Shows what is wanted, and tells what the user wants instead.

    Parameters
    ----------
    infos
        All metrics.
    """

    wanted = Signal(tuple)
    controls_wanted = Signal(bool)
    mask_wanted = Signal(str)

    def __init__(self, infos: Sequence[MetricInfo]) -> None:
        super().__init__()
        self._order = tuple(info.name for info in infos)
        self.groups: dict[str, MetricGroup] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._build_top())
        layout.addWidget(self._build_groups(infos), 1)

    def _build_top(self) -> QHBoxLayout:
        usual = link_button(
            _tr("The usual ones"),
            "usualMetrics",
            _tr("Tick those that are measured by default"),
        )
        usual.clicked.connect(self._on_usual)
        every = link_button(_tr("All"), "allMetrics", _tr("Tick all that can be measured"))
        every.clicked.connect(self._on_all)
        self.controls = named(
            QCheckBox(_tr("Compare with maps that know nothing")),
            "controls",
            _tr("Compare with maps that know nothing"),
            _tr("Random weights and edges of the picture: a map that does not beat them"
                " says nothing."),
        )  # fmt: skip
        self.controls.toggled.connect(self.controls_wanted)
        self.masks = sized(
            named(Choice(), "numbersMask", _tr("Mask that maps are held against"))
        )
        self.masks.setFixedWidth(_MASK_PX)
        self.masks.activated.connect(
            lambda index: self.mask_wanted.emit(str(self.masks.itemData(index)))
        )
        return row(usual, every, self.controls, None, self.masks)

    def _build_groups(self, infos: Sequence[MetricInfo]) -> QScrollArea:
        body = QWidget()
        body.setObjectName("panelBody")
        across = QHBoxLayout(body)
        across.setContentsMargins(0, 4, 0, 0)
        across.setSpacing(16)
        for names in _COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(0)
            for name in names:
                group = MetricGroup(name, [info for info in infos if info.group == name])
                group.edited.connect(self._on_edited)
                self.groups[name] = group
                column.addWidget(group)
            column.addStretch(1)
            across.addLayout(column, 1)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    # Showing

    def show_wanted(self, names: Sequence[str], *, has_controls: bool) -> None:
        """Tick what is wanted, without telling anybody."""
        for group in self.groups.values():
            group.show_ticked(names)
        with QSignalBlocker(self.controls):
            self.controls.setChecked(has_controls)

    def show_masks(self, names: Sequence[str], chosen: str) -> None:
        """Offer the masks where there are several; without one nothing can be localised."""
        self.masks.fill([(name, name) for name in names])
        self.masks.pick(chosen)
        self.masks.setVisible(len(names) > 1)
        reason = "" if names else _tr("Needs a mask: open one with Ctrl+Shift+M.")
        self.groups["localisation"].show_reason(reason)

    def show_maps(self, count: int) -> None:
        """Say where there are too few maps to compare them with each other."""
        self.groups["agreement"].show_reason("" if count > 1 else _tr("Needs two maps."))

    # Editing

    def _on_edited(self) -> None:
        ticked = {name for group in self.groups.values() for name in group.ticked}
        self.wanted.emit(tuple(name for name in self._order if name in ticked))

    def _on_usual(self) -> None:
        has_mask = self.groups["localisation"].head.isEnabled()
        self.wanted.emit(usual_metrics(has_mask=has_mask))

    def _on_all(self) -> None:
        able = {
            name
            for group in self.groups.values()
            for name in group.boxes
            if group.head.isEnabled()
        }
        self.wanted.emit(tuple(name for name in self._order if name in able))
