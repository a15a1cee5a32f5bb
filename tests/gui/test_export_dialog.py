from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QDialogButtonBox

from camviewer.core.image import Heatmap
from camviewer.core.job import Explanation, Prediction
from camviewer.gui.export_dialog import ExportDialog
from camviewer.session.exporting import EXPORTS, ExportPlan


def _explain(session, image, methods=("grad-cam", "cf-cam")):
    session.show(image)
    grid = image.grid.divided((2,) * image.grid.ndim)
    maps = {
        name: Heatmap(np.arange(2**grid.ndim, dtype=np.float32).reshape(grid.shape), grid, name)
        for name in methods
    }
    one = Prediction(1, "nodule", 0.9, 2.0)
    model = session.state.ask.model
    session.accept(Explanation(maps, (one,), one, "late", "", model, "Toy", "cpu"))


@pytest.fixture
def explained(session, volume):
    _explain(session, volume)
    return session


@pytest.fixture
def dialog(explained, qtbot):
    made = ExportDialog(explained, lambda: Path("/out"))
    qtbot.addWidget(made)
    return made


def _listed(dialog):
    table = dialog.files
    return {
        table.item(row, 0).text(): table.item(row, 1).text() for row in range(table.rowCount())
    }


def test_it_begins_with_the_usual_files_and_no_patient(dialog):
    assert dialog.plan() == ExportPlan()
    assert set(dialog.kinds) == set(EXPORTS)
    assert not dialog.patient.isEnabled()
    assert "No file tells who the patient is." in dialog.patient_note.text()


def test_the_list_is_what_the_export_will_write(dialog, explained):
    for box in dialog.kinds.values():
        box.setChecked(True)
    assert tuple(_listed(dialog)) == explained.planned_export(dialog.plan())
    assert dialog.total.text() == f"{dialog.files.rowCount()} files will be written:"
    dialog.kinds["png"].setChecked(False)
    assert not any(name.endswith(".png") for name in _listed(dialog))


def test_sizes_are_told_before_anything_is_written(dialog, explained):
    dialog.dpi.setValue(300)
    dialog.width_mm.setValue(180)
    words = _listed(dialog)["grad-cam.png"]
    assert words.startswith("2126 × ")  # 180 / 25.4 * 300
    assert "180 × " in words
    width, height = explained.figure_outline()["grad-cam"]
    rows = round(height * 2126 / width)
    assert f"2126 × {rows} px" in words
    # 14 of the figure's units high, in points of 1/72 inch.
    assert f"letters {14 * 180 / width * 72 / 25.4:.1f} pt" in words
    assert _listed(dialog)["result.json"] == ""


def test_a_width_too_small_for_a_figure_is_the_smallest(dialog):
    dialog.width_mm.setValue(3)
    assert dialog.plan().width_mm == 20.0
    dialog.width_mm.setValue(0)
    assert dialog.plan().width_mm is None


def test_nothing_is_exported_before_there_is_a_folder(dialog):
    assert not dialog.write.isEnabled()
    dialog.accept()
    assert dialog.wish is None
    dialog.choose.click()
    assert dialog.write.isEnabled()
    assert dialog.place.text() == str(Path("/out"))


def test_a_change_of_mind_wishes_nothing(dialog):
    dialog.choose.click()
    dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel).click()
    assert dialog.wish is None


def test_the_wish_is_the_folder_and_the_plan_and_is_remembered(dialog, explained, qtbot):
    dialog.choose.click()
    dialog.kinds["svg"].setChecked(True)
    dialog.dpi.setValue(150)
    dialog.write.click()
    plan = ExportPlan(("nifti", "png", "svg"), 150)
    assert dialog.wish == (Path("/out"), plan)
    again = ExportDialog(explained, lambda: None)
    qtbot.addWidget(again)
    assert again.plan() == plan


def test_patient_data_are_offered_only_where_there_are_some(session, volume, qtbot):
    header = {"dicom_files": (Path("/scan/1.dcm"),)}
    _explain(session, dataclasses.replace(volume, header=header))
    dialog = ExportDialog(session, lambda: Path("/out"))
    qtbot.addWidget(dialog)
    assert not dialog.patient.isEnabled()  # no DICOM is written
    dialog.kinds["dicom-pm"].setChecked(True)
    assert dialog.patient.isEnabled()
    assert "are left out" in dialog.patient_note.text()
    assert dialog.plan().with_patient is False
    dialog.patient.setChecked(True)
    assert "are copied" in dialog.patient_note.text()
    assert dialog.plan().with_patient is True
    dialog.choose.click()
    dialog.write.click()
    assert dialog.wish[1].with_patient is True
    assert session.last_plan.with_patient is False


def test_a_file_that_is_no_dicom_knows_no_patient(dialog):
    dialog.kinds["dicom-sc"].setChecked(True)
    assert not dialog.patient.isEnabled()
    assert "came from no DICOM file" in dialog.patient_note.text()


def test_a_picture_gives_no_parametric_map(session, picture, qtbot):
    session.last_plan = ExportPlan(("dicom-pm", "png"))
    _explain(session, picture)
    dialog = ExportDialog(session, lambda: None)
    qtbot.addWidget(dialog)
    assert not dialog.kinds["dicom-pm"].isEnabled()
    assert dialog.plan().formats == ("png",)
    assert "NumPy" in dialog.kinds["nifti"].text()


def test_size_means_nothing_where_no_figure_is_written(dialog):
    dialog.kinds["png"].setChecked(False)
    assert not dialog.dpi.isEnabled()
    dialog.kinds["dicom-sc"].setChecked(True)
    assert dialog.dpi.isEnabled()
