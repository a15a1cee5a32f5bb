"""Masks are read and compared in the background; the fits are those of the shown map."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from camviewer.core.errors import FormatError
from camviewer.core.image import Mask
from camviewer.gui import mask_jobs
from camviewer.session.measuring import usual_metrics


def half(image, warnings=()):
    array = np.zeros(image.grid.shape, bool)
    array[: array.shape[0] // 2] = True
    return Mask("half", array, "NIfTI", warnings)


@pytest.fixture
def opened(controller, session, volume, monkeypatch, qtbot, bridge):
    monkeypatch.setattr(mask_jobs, "read_masks", lambda _path, image: (half(image),))
    monkeypatch.setattr(mask_jobs, "WAIT_MS", 0)
    session.show(volume)
    controller.forecaster.switch_off()
    return controller


def read(controller, qtbot, count=1):
    masks = controller.session.state.masks
    controller.mask_jobs.read([Path("a.nii")])
    qtbot.waitUntil(lambda: len(masks.items) == count)


def test_a_file_is_read_and_measured(opened, session, qtbot):
    read(opened, qtbot)
    masks = session.state.masks
    assert masks.visible == ("half",)
    assert masks.numbers["half"].voxels == 3 * 5 * 4
    read(opened, qtbot, 2)
    assert set(masks.numbers) == {"half", "half 2"}


def test_the_fits_follow_the_map_that_is_shown(opened, session, qtbot):
    opened.explain()
    qtbot.waitUntil(lambda: session.state.case.explanation is not None)
    read(opened, qtbot)
    masks = session.state.masks
    qtbot.waitUntil(lambda: "half" in masks.fits, timeout=10000)
    first = masks.fits["half"]
    assert 0 <= first.energy_inside <= 1
    case = session.state.case
    blank = dataclasses.replace(case.heatmap, array=-case.heatmap.array)
    case.heatmaps = {**case.heatmaps, blank.name: blank}
    assert masks.fits == {}
    qtbot.waitUntil(lambda: "half" in masks.fits, timeout=10000)
    assert (first.is_hit, masks.fits["half"].is_hit) == (True, False)


def test_the_threshold_changes_the_drawn_dice_alone(opened, session, qtbot):
    opened.explain()
    qtbot.waitUntil(lambda: session.state.case.explanation is not None)
    read(opened, qtbot)
    masks = session.state.masks
    qtbot.waitUntil(lambda: "half" in masks.fits, timeout=10000)
    before = masks.fits["half"]
    session.state.overlay.threshold = 0.9
    qtbot.waitUntil(lambda: masks.fits["half"] != before, timeout=10000)
    after = masks.fits["half"]
    assert after.drawn_dice != before.drawn_dice
    assert after.matched_dice == before.matched_dice


def test_a_map_that_refines_is_not_compared(opened, session, qtbot, bridge):
    opened.explain()
    qtbot.waitUntil(lambda: session.state.case.explanation is not None)
    case = session.state.case
    rough = dataclasses.replace(case.heatmap, progress=(1, 5))
    case.heatmaps = {**case.heatmaps, rough.name: rough}
    read(opened, qtbot)
    opened.mask_jobs._fit()
    qtbot.waitUntil(lambda: bridge.is_idle)
    assert session.state.masks.fits == {}


def test_a_file_without_regions_is_a_sentence(opened, session, asker, qtbot, monkeypatch):
    def fail(_path, _image):
        raise FormatError("It holds no regions.", hint="Open a label file.")

    monkeypatch.setattr(mask_jobs, "read_masks", fail)
    opened.mask_jobs.read([Path("a.nii")])
    assert opened.mask_jobs.is_reading
    qtbot.waitUntil(lambda: bool(asker.errors))
    assert asker.errors == [("It holds no regions.", "Open a label file.", "")]
    assert not opened.mask_jobs.is_reading


def test_a_bug_in_the_reader_is_told_with_its_details(opened, asker, qtbot, monkeypatch):
    monkeypatch.setattr(mask_jobs, "read_masks", lambda _path, _image: 1 / 0)
    opened.mask_jobs.read([Path("a.nii")])
    qtbot.waitUntil(lambda: bool(asker.errors))
    assert "ZeroDivisionError" in asker.errors[0][0]
    assert "Traceback" in asker.errors[0][2]


def test_a_mask_that_does_not_overlap_is_told(opened, session, asker, qtbot, monkeypatch):
    warnings = ("It lies beside the image.", "Its grid is another one.")
    monkeypatch.setattr(mask_jobs, "read_masks", lambda _path, image: (half(image, warnings),))
    read(opened, qtbot)
    assert asker.errors == [(warnings[0], warnings[1], "")]


def test_masks_of_a_case_that_has_gone_are_dropped(opened, session, volume, qtbot, bridge):
    opened.mask_jobs.read([Path("a.nii")])
    session.show(dataclasses.replace(volume))
    qtbot.waitUntil(lambda: bridge.is_idle)
    qtbot.waitUntil(lambda: not opened.mask_jobs.is_reading)
    assert session.state.masks.items == ()


def test_without_a_case_nothing_is_read(controller, bridge):
    controller.mask_jobs.read([Path("a.nii")])
    assert bridge.is_idle


def test_a_mask_ticks_what_it_is_good_for_unless_the_user_chose(opened, session, qtbot):
    read(opened, qtbot)
    assert session.state.numbers.wanted == usual_metrics(has_mask=True)
    session.state.numbers.wanted = ("deletion",)
    read(opened, qtbot, 2)
    assert session.state.numbers.wanted == ("deletion",)
