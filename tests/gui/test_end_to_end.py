"""The window over the real session and a real network: from a photo to maps."""

from __future__ import annotations

import pytest

from camviewer.core.settings import Settings


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


def test_a_photo_is_looked_at_and_explained(real, qtbot, asker):
    session, window = real.session, real.window
    session.state.ask.methods = ("grad-cam", "cf-cam-spatial")
    real.controller.open_sample("photo")
    qtbot.waitUntil(lambda: bool(session.state.case.predictions), timeout=60000)
    assert "cat" in " ".join(each.label for each in session.state.case.predictions[:3])
    window.actions_by_name["explain"].trigger()
    qtbot.waitUntil(lambda: session.state.case.explanation is not None, timeout=60000)
    assert list(session.state.case.heatmaps) == ["grad-cam", "cf-cam-spatial"]
    assert session.state.job.phase == "done"
    assert asker.errors == []
    for place in ("compare", "read"):
        window.top.places.press(place)
        assert not window.grab().isNull()


def test_a_file_that_is_no_image_is_told_and_a_real_one_opens_after(
    real, qtbot, tmp_path, asker
):
    from PIL import Image

    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture at all")
    good = tmp_path / "good.png"
    Image.new("RGB", (40, 30), (200, 100, 50)).save(good)
    real.controller.open_path(broken)
    qtbot.waitUntil(lambda: bool(asker.errors), timeout=20000)
    message, hint, details = asker.errors[0]
    assert message.endswith(".")
    assert hint
    assert details == ""
    real.controller.open_path(good)
    qtbot.waitUntil(lambda: real.session.state.case.image is not None, timeout=20000)
    assert real.session.settings.recent == (str(good),)


def test_a_4d_volume_asks_which(real, qtbot, tmp_path, asker):
    import nibabel
    import numpy as np

    path = tmp_path / "four.nii.gz"
    nibabel.save(nibabel.Nifti1Image(np.zeros((8, 8, 8, 3), np.int16), np.eye(4)), path)
    asker.volume = 1
    real.controller.open_path(path)
    qtbot.waitUntil(lambda: real.session.state.case.image is not None, timeout=20000)
    assert real.session.state.case.image.grid.shape == (8, 8, 8)
