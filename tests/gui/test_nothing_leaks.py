"""A canary in file names and tags: it is on the screen when asked for, and nowhere else."""

from __future__ import annotations

import gzip
import logging

import numpy as np
import pytest

from camviewer.core.settings import Settings
from camviewer.session.privacy import hide_in_logs

CANARY = "MUELLERCANARY"


@pytest.fixture
def real(tmp_path, asker, qtbot):
    from camviewer.gui.app import build_program
    from camviewer.session.service import Session

    session = Session(Settings(), tmp_path / "settings.json")
    program = build_program(session, asker)
    qtbot.addWidget(program.window)
    program.window.show()
    yield program
    program.window.close()
    assert program.bridge.close()


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / f"{CANARY} HANS"
    folder.mkdir()
    return folder


def photo(folder):
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Patient", CANARY)
    path = folder / f"{CANARY}.png"
    colours = np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8)
    Image.fromarray(colours).save(path, pnginfo=told)
    return path


def slice_file(folder):
    pydicom = pytest.importorskip("pydicom")
    from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

    data = pydicom.Dataset()
    data.file_meta = pydicom.dataset.FileMetaDataset()
    data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data.SOPClassUID, data.SOPInstanceUID = CTImageStorage, generate_uid()
    data.SeriesInstanceUID, data.StudyInstanceUID = generate_uid(), generate_uid()
    data.Modality, data.PatientName, data.PatientID = "CT", f"{CANARY}^HANS", CANARY
    data.SeriesDescription = data.StudyDescription = CANARY
    data.Rows = data.Columns = 8
    data.BitsAllocated, data.BitsStored, data.HighBit = 16, 16, 15
    data.PixelRepresentation, data.SamplesPerPixel = 1, 1
    data.PhotometricInterpretation = "MONOCHROME2"
    data.PixelSpacing, data.ImagePositionPatient = [1, 1], [0, 0, 0]
    data.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    data.RescaleSlope, data.RescaleIntercept = 1, -1000
    data.PixelData = np.arange(64, dtype=np.int16).tobytes()
    path = folder / f"{CANARY}.dcm"
    pydicom.dcmwrite(path, data, enforce_file_format=True)
    return path


def records(caplog, own):
    return [
        f"{each.getMessage()} {each.exc_text or ''}"
        for each in caplog.records
        if each.name.startswith("camviewer") or not own
    ]


def test_open_fail_explain_and_export_leave_nothing_behind(
    real, folder, tmp_path, qtbot, caplog, capfd, asker
):
    caplog.set_level(logging.DEBUG)
    session, controller = real.session, real.controller

    def idle():
        qtbot.waitUntil(lambda: real.bridge.is_idle, timeout=60000)

    broken = folder / f"{CANARY}.nii.gz"
    broken.write_bytes(gzip.compress(CANARY.encode()))
    for path in (broken, folder / f"{CANARY}.none", slice_file(folder), photo(folder)):
        controller.open_path(path)
        idle()
    assert len(asker.errors) == 2
    assert session.state.case.image.name == f"{CANARY}.png"
    session.state.ask.methods = ("grad-cam",)
    controller.explain()
    idle()
    out = tmp_path / "results"
    controller.export(out)
    idle()
    asker.picture = (out / "picture.png", 1)
    real.window.actions_by_name["picture"].trigger()
    written = list(out.rglob("*"))
    assert len(written) >= 4
    for path in written:
        content = path.read_bytes()
        content += gzip.decompress(content) if path.suffix == ".gz" else b""
        assert CANARY.encode() not in content, path.name
        assert CANARY not in path.name
    assert not any(CANARY in text for text in records(caplog, own=True))
    captured = capfd.readouterr()
    assert CANARY not in captured.out + captured.err


def test_the_screen_hides_the_person_until_asked(real, folder, qtbot):
    real.controller.open_path(slice_file(folder))
    qtbot.waitUntil(lambda: real.bridge.is_idle, timeout=60000)
    window, state = real.window, real.session.state
    assert state.case.image.patient
    view = window.read.focused

    def shown():
        window.read.flush()
        texts = (
            window.windowTitle(),
            window.top.case.text(),
            view.canvas.annotations.marks.patient,
        )
        return [CANARY in text for text in texts]

    assert shown() == [False, False, False]
    window.actions_by_name["patient"].trigger()
    assert shown() == [True, True, True]
    window.actions_by_name["patient"].trigger()
    assert shown() == [False, False, False]


def test_a_fault_of_ours_tells_nothing_of_the_file(real, folder, qtbot, monkeypatch, asker):
    def fail(path, volume=None, watch=None):
        raise RuntimeError(f"no good: {path} '{CANARY}'")

    monkeypatch.setattr(real.session, "read", fail)
    real.controller.open_path(folder / "a.nii")
    qtbot.waitUntil(lambda: bool(asker.errors), timeout=20000)
    assert "RuntimeError" in asker.errors[0][2]
    told = "\n".join(asker.errors[0]) + real.session.state.job.message
    assert CANARY not in told.replace("'{CANARY}'", "")


def test_what_libraries_say_while_they_read_stays_out_of_every_log(caplog):
    before = logging.getLogRecordFactory()
    caplog.set_level(logging.DEBUG)
    hide_in_logs()
    try:
        logging.getLogger("nibabel").warning("odd header in %s", CANARY)
    finally:
        logging.captureWarnings(capture=False)
        logging.setLogRecordFactory(before)
    assert not any(CANARY in text for text in records(caplog, own=False))
