"""The list of grey windows by name: change, add and remove them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from camviewer.core.errors import CamViewerError
from camviewer.gui.column import row
from camviewer.gui.forms import named, push_button, text_label
from camviewer.gui.theme import tabular
from camviewer.render.colour import Window
from camviewer.render.presets import (
    KEYS,
    Preset,
    check_preset,
    check_presets,
    relabelled,
    shipped_presets,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.session.service import Session

_ORIGIN = Qt.ItemDataRole.UserRole
_NAME, _WIDTH, _LEVEL, _KEY = range(4)


def _tr(text: str) -> str:
    return QCoreApplication.translate("PresetDialog", text)


class PresetDialog(QDialog):
    """Shows the session's presets; nothing changes before it is accepted.

    Parameters
    ----------
    session
        Whose presets are shown and kept.
    parent
        The window.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(_tr("Presets of the grey window"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build_table()
        self.note = text_label(
            _tr("In Hounsfield units. Double-click to change; keys 1 to 9, or none."), "caption"
        )
        self.error = text_label("", "error")
        self.error.setObjectName("presetError")
        self.add = push_button(_tr("Add"), "addPreset")
        self.add.clicked.connect(self._on_added)
        self.remove = push_button(_tr("Remove"), "removePreset")
        self.remove.clicked.connect(self._on_removed)
        self.reset = push_button(_tr("As shipped"), "shippedPresets")
        self.reset.clicked.connect(lambda: self.show_presets(shipped_presets()))
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self.note)
        layout.addWidget(self.table, 1)
        layout.addLayout(row(self.add, self.remove, None, self.reset))
        layout.addWidget(self.error)
        layout.addWidget(self.buttons)
        self.resize(460, 480)
        self.show_presets(session.state.presets.items)

    def _build_table(self) -> None:
        table = named(QTableWidget(0, 4), "presets", _tr("Presets"))
        table.setHorizontalHeaderLabels([_tr("Name"), _tr("Width"), _tr("Level"), _tr("Key")])
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in ((_WIDTH, 76), (_LEVEL, 76), (_KEY, 56)):
            table.setColumnWidth(column, width)
        table.currentCellChanged.connect(self._show_removable)
        table.itemChanged.connect(self._show_faults)
        self.table = table

    # Showing

    def show_presets(self, presets: Sequence[Preset]) -> None:
        """List these presets."""
        self.table.setRowCount(0)
        for preset in presets:
            self._append(preset)
        self.table.setCurrentCell(0, _NAME)
        self._show_faults()
        self._show_removable()

    def _append(self, preset: Preset) -> None:
        window = preset.window
        texts = (preset.label, f"{window.width:g}", f"{window.level:g}", preset.key)
        items = [QTableWidgetItem(text) for text in texts]
        items[_NAME].setData(_ORIGIN, preset)
        for item in items[_WIDTH:]:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setFont(tabular(self.table.font()))
        line = self.table.rowCount()
        with QSignalBlocker(self.table):  # a row is looked at once it is whole
            self.table.insertRow(line)
            for column, item in enumerate(items):
                self.table.setItem(line, column, item)

    def _show_removable(self) -> None:
        """Shipped presets can be changed, but not removed."""
        origin = self._origin(self.table.currentRow())
        names = {each.name for each in shipped_presets()}
        self.remove.setEnabled(origin is not None and origin.name not in names)

    def _show_faults(self) -> None:
        """Say at once what would not be taken."""
        fault = ""
        try:
            check_presets(self.presets())
        except CamViewerError as error:
            fault = str(error)
        self.error.setText(fault[:1].upper() + fault[1:])
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not fault)

    # Reading

    def _text(self, line: int, column: int) -> str:
        item = self.table.item(line, column)
        return "" if item is None else item.text()

    def _origin(self, line: int) -> Preset | None:
        item = self.table.item(line, _NAME)
        return None if item is None else item.data(_ORIGIN)

    def presets(self) -> tuple[Preset, ...]:
        """Return what the table says.

        Raises
        ------
        PresetError
            When one of them is faulty.
        """
        return tuple(self._preset(line) for line in range(self.table.rowCount()))

    def _preset(self, line: int) -> Preset:
        origin = self._origin(line)
        label, width, level, key = (self._text(line, column) for column in range(4))
        shipped = {each.name for each in shipped_presets()}
        made = Preset(key.strip(), "", label, Window(_number(width), _number(level)))
        if origin is not None and origin.name in shipped:
            made = replace(made, label=label.strip(), name=origin.name)
        else:
            made = relabelled(made, label)
        check_preset(made)
        return made

    # Editing

    def _on_added(self) -> None:
        """Add the present grey window of a CT, or a usual one, under a free key."""
        used = {self._text(line, _KEY) for line in range(self.table.rowCount())}
        key = next((key for key in KEYS if key not in used), "")
        view, image = self._session.state.view, self._session.state.case.image
        is_ct = image is not None and image.unit == "HU"
        window = Window(view.width, view.level) if is_ct else Window(400.0, 40.0)
        labels = {self._text(line, _NAME) for line in range(self.table.rowCount())}
        words = _tr("My window")
        free = (f"{words} {count}".removesuffix(" 1") for count in range(1, 200))
        label = next(each for each in free if each not in labels)
        self._append(Preset(key, "", label, window))
        self.table.setCurrentCell(self.table.rowCount() - 1, _NAME)
        self._show_faults()
        item = self.table.currentItem()
        if item is not None:
            self.table.editItem(item)

    def _on_removed(self) -> None:
        self.table.removeRow(self.table.currentRow())
        self._show_faults()

    def accept(self) -> None:
        """Keep what the table says, or say why that cannot be."""
        try:
            self._session.keep_presets(self.presets())
        except CamViewerError as error:
            self.error.setText(str(error))
            return
        super().accept()


def _number(text: str) -> float:
    """Read a number as typed; what is none is no number, and refused as such."""
    try:
        return float(text.replace(",", ".").replace("−", "-"))
    except ValueError:
        return float("nan")
