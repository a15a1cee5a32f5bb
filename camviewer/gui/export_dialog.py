"""What an export writes: kinds of files, their size, patient data, and a list of it all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from camviewer.gui.column import labelled, row
from camviewer.gui.forms import Number, named, push_button, sized, text_field, text_label
from camviewer.gui.theme import PADDING_PX
from camviewer.session.exporting import (
    DPI_RANGE,
    MM_PER_INCH,
    UNITS_PER_INCH,
    WIDTH_RANGE_MM,
    ExportPlan,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from camviewer.session.service import Session

_DICOM = {"dicom-pm", "dicom-sc"}
_FIGURES = {"png", "svg", "dicom-sc"}
_LETTERS_UNITS = 14
_POINTS_PER_MM = 72 / MM_PER_INCH
_ENDINGS = (".figure.dcm", ".png", ".svg")
_SIZE = (560, 660)
_ROW_PX, _BUTTON_PX = 22, 96


def _tr(text: str) -> str:
    return QCoreApplication.translate("ExportDialog", text)


class ExportDialog(QDialog):
    """Asks what is to be written and where; nothing is written by it.

    Parameters
    ----------
    session
        Whose maps are exported.
    choose_folder
        Asks for a folder.
    parent
        The window.

    Attributes
    ----------
    wish : tuple or None
        Folder and plan once it was accepted.
    """

    def __init__(
        self,
        session: Session,
        choose_folder: Callable[[], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "exportDialog", _tr("Export results"))
        self.setWindowTitle(_tr("Export results"))
        self.wish: tuple[Path, ExportPlan] | None = None
        self._session, self._choose_folder = session, choose_folder
        self._folder: Path | None = None
        self._outline = session.figure_outline()
        self._build_kinds()
        self._build_sizes()
        self._build_patient()
        self._build_place()
        self._build_list()
        self._lay_out()
        self.resize(*_SIZE)
        self._show_plan(session.last_plan)

    # Building

    def _build_kinds(self) -> None:
        image = self._session.state.case.image
        is_volume = image is not None and image.is_volume
        numbers = _tr("Maps as numbers (NumPy)")
        if is_volume:
            numbers = _tr("Maps as numbers (NIfTI)")
        words = {
            "nifti": numbers,
            "png": _tr("Figures as PNG"),
            "svg": _tr("Figures as SVG: words stay words"),
            "dicom-pm": _tr("Maps as DICOM Parametric Map: numbers, marked as research"),
            "dicom-sc": _tr("Figures as DICOM Secondary Capture"),
        }
        self.kinds = {name: named(QCheckBox(text), name, text) for name, text in words.items()}
        for box in self.kinds.values():
            box.setFixedHeight(24)
            box.toggled.connect(self._refresh)
        if not is_volume:
            box = self.kinds["dicom-pm"]
            box.setEnabled(False)
            box.setToolTip(_tr("A picture has no place in a patient."))

    def _build_sizes(self) -> None:
        words = _tr("Dots per inch of the figures")
        self.dpi = sized(named(Number(), "exportDpi", words))
        self.dpi.setDecimals(0)
        self.dpi.setRange(*DPI_RANGE)
        self.dpi.setSuffix(_tr(" dpi"))
        words = _tr("Width of the figures on paper")
        self.width_mm = sized(named(Number(), "exportWidth", words))
        self.width_mm.setDecimals(0)
        self.width_mm.setRange(0, WIDTH_RANGE_MM[1])
        self.width_mm.setSingleStep(10)
        self.width_mm.setSuffix(_tr(" mm"))
        self.width_mm.setSpecialValueText(_tr("as it comes"))
        for field in (self.dpi, self.width_mm):
            field.valueChanged.connect(self._refresh)

    def _build_patient(self) -> None:
        words = _tr("Write who the patient is into the DICOM files")
        self.patient = named(QCheckBox(words), "exportPatient", words)
        self.patient.setFixedHeight(24)
        self.patient.toggled.connect(self._refresh)
        self.patient_note = text_label("", "caption")

    def _build_place(self) -> None:
        self.place = text_field("exportFolder", _tr("Folder for the results"))
        self.place.setReadOnly(True)
        self.place.setPlaceholderText(_tr("No folder chosen yet"))
        self.choose = push_button(_tr("Choose…"), "chooseFolder")
        self.choose.clicked.connect(self._on_choose)

    def _build_list(self) -> None:
        table = named(QTableWidget(0, 2), "exportFiles", _tr("Files that will be written"))
        table.setHorizontalHeaderLabels([_tr("File"), _tr("Size")])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setMinimumSectionSize(_ROW_PX)
        table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.files = table
        self.total = text_label("", "caption")
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Cancel)
        self.write = push_button(_tr("Export"), "writeExport", "primary")
        self.write.setMinimumWidth(_BUTTON_PX)
        cancel = self.buttons.button(kinds.Cancel)
        cancel.setFixedHeight(self.write.height())
        cancel.setMinimumWidth(_BUTTON_PX)
        self.buttons.addButton(self.write, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING_PX, PADDING_PX, PADDING_PX, PADDING_PX)
        layout.setSpacing(4)
        layout.addWidget(text_label(_tr("WHAT"), "heading"))
        for box in self.kinds.values():
            layout.addWidget(box)
        layout.addSpacing(8)
        layout.addWidget(text_label(_tr("FIGURES"), "heading"))
        layout.addLayout(labelled(_tr("Sharpness"), self.dpi)[1])
        layout.addLayout(labelled(_tr("Width"), self.width_mm)[1])
        layout.addSpacing(8)
        layout.addWidget(text_label(_tr("PATIENT"), "heading"))
        layout.addWidget(self.patient)
        layout.addWidget(self.patient_note)
        layout.addSpacing(8)
        layout.addWidget(text_label(_tr("WHERE"), "heading"))
        layout.addLayout(row(self.place, self.choose))
        layout.addSpacing(8)
        layout.addWidget(self.total)
        layout.addWidget(self.files, 1)
        layout.addSpacing(8)
        layout.addWidget(self.buttons)

    # Showing

    def _show_plan(self, plan: ExportPlan) -> None:
        """Show what was exported last; patient data is never kept on."""
        for name, box in self.kinds.items():
            box.setChecked(name in plan.formats and box.isEnabled())
        self.dpi.show_value(plan.dpi)
        self.width_mm.show_value(plan.width_mm or 0)
        self.patient.setChecked(False)
        self._refresh()

    def plan(self) -> ExportPlan:
        """Return what is chosen now."""
        low, high = WIDTH_RANGE_MM
        width = self.width_mm.value()
        return ExportPlan(
            tuple(name for name, box in self.kinds.items() if box.isChecked()),
            round(self.dpi.value()),
            min(max(width, low), high) if width else None,
            self.patient.isEnabled() and self.patient.isChecked(),
        )

    def _refresh(self) -> None:
        """Follow every choice."""
        chosen = {name for name, box in self.kinds.items() if box.isChecked()}
        self.patient.setEnabled(self._session.knows_patient and bool(chosen & _DICOM))
        self.patient_note.setText(self._patient_words(has_dicom=bool(chosen & _DICOM)))
        for field in (self.dpi, self.width_mm):
            field.setEnabled(bool(chosen & _FIGURES))
        self.write.setEnabled(self._folder is not None)
        self._list_files(self.plan())

    def _patient_words(self, *, has_dicom: bool) -> str:
        """Say what becomes of the patient's data."""
        if not has_dicom:
            return _tr("No file tells who the patient is.")
        if not self._session.knows_patient:
            return _tr(
                "This image came from no DICOM file. The files get a study of their own and "
                "tell of no patient."
            )
        if self.patient.isChecked():
            return _tr(
                "Name, number, birth date and study date are copied from the DICOM files of "
                "the image. Whoever gets the files can read them."
            )
        return _tr(
            "Name, number, birth date and study date are left out. The study's and series' "
            "own numbers (UIDs) stay, so that the files find the images they explain."
        )

    def _list_files(self, plan: ExportPlan) -> None:
        names = self._session.planned_export(plan)
        self.total.setText(_tr("{count} files will be written:").format(count=len(names)))
        self.files.setRowCount(len(names))
        for line, name in enumerate(names):
            for column, text in enumerate((name, self._size_words(name, plan))):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                self.files.setItem(line, column, item)

    def _size_words(self, name: str, plan: ExportPlan) -> str:
        """Write how large a figure gets, and the letters on it; empty for other files."""
        stem = next((name.removesuffix(end) for end in _ENDINGS if name.endswith(end)), "")
        if stem not in self._outline:
            return ""
        width, height = self._outline[stem]
        mm = plan.width_mm or width * MM_PER_INCH / UNITS_PER_INCH
        scale = mm / width
        words = _tr("{columns} × {rows} px, {width} × {height} mm, letters {points} pt")
        return words.format(
            columns=round(mm / MM_PER_INCH * plan.dpi),
            rows=round(height * scale / MM_PER_INCH * plan.dpi),
            width=round(mm),
            height=round(height * scale),
            points=f"{_LETTERS_UNITS * scale * _POINTS_PER_MM:.1f}",
        )

    # Editing

    def _on_choose(self) -> None:
        folder = self._choose_folder()
        if folder is not None:
            self._folder = folder
            self.place.setText(str(folder))
            self._refresh()

    def accept(self) -> None:
        """Keep what was chosen."""
        if self._folder is None:
            return
        plan = self.plan()
        self.wish = (self._folder, plan)
        self._session.last_plan = replace(plan, with_patient=False)
        super().accept()
