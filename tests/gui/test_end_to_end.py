"""The window over the real session and a real network: from a photo to maps."""

from __future__ import annotations

import dataclasses

import pytest

from camviewer.core.image import Grid
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


@pytest.fixture
def weaker(tmp_path):
    """A model card of the shipped network whose weights are half noise."""
    import torch
    from safetensors.torch import load_file, save_file

    from camviewer.core.settings import resource

    weights = load_file(resource("models", "nodule3d.safetensors"))
    torch.manual_seed(0)
    weak = {
        name: each + 0.5 * each.std() * torch.randn_like(each)
        if each.is_floating_point() and each.dim() > 1
        else each
        for name, each in weights.items()
    }
    save_file(weak, tmp_path / "weak.safetensors")
    card = tmp_path / "weak.toml"
    card.write_text(
        'architecture = "nodule3d"\nlabel = "Weaker network"\nweights = "weak.safetensors"\n',
        encoding="utf-8",
    )
    return card


def _part_of(image):
    """A piece of the CT that one window of the network covers."""
    low = (250, 120, 20)
    array = image.array[250:340, 120:210, 20:36]
    affine = image.grid.affine.copy()
    affine[:3, 3] = image.grid.world(low)
    return dataclasses.replace(image, array=array, grid=Grid(array.shape, affine))


def test_a_stronger_and_a_weaker_network_on_one_case(real, weaker, qtbot, asker):
    """Two models, one case: the same methods side by side, and what differs between them."""
    session, window = real.session, real.window
    held = session.state.comparison
    session.state.ask.methods = ("grad-cam", "layer-cam")
    session.show(_part_of(session.sample("ct")))
    window.actions_by_name["compare-models"].trigger()
    asker.files = [weaker]
    window.beside.fill()
    window.beside.menu.actions()[-1].trigger()
    assert held.models == (str(weaker),)
    window.actions_by_name["compare-run"].trigger()
    qtbot.waitUntil(lambda: len(held.heatmaps) == 2, timeout=200000)
    qtbot.waitUntil(lambda: real.bridge.is_idle, timeout=200000)
    assert session.state.job.phase == "done"
    assert asker.errors == []
    assert session.state.case.explanation.model == "nodule3d"
    heads = [head.title.whole for head in window.compare.grid.heads.heads]
    assert heads == ["Nodule3D (research demo)", "Weaker network"]
    said = [head.said.whole for head in window.compare.grid.heads.heads]
    assert all("nodule" in words for words in said)
    assert str(weaker.parent) not in window.compare.grid.heads.accessibleName()
    window.actions_by_name["compare-difference"].trigger()
    session.choose_map("second", "grad-cam · Weaker network")
    qtbot.waitUntil(lambda: "difference" in held.mixes, timeout=60000)
    values = held.mixes["difference"].heatmap.array
    assert 0 < abs(values).max() <= 2
    assert not window.grab().isNull()
