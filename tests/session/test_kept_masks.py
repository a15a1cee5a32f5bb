"""Masks in session files: what comes back, and what is said of the rest."""

from __future__ import annotations

from dataclasses import replace

import nibabel
import numpy as np
import pytest

from camviewer.core.settings import Settings
from camviewer.session.kept_masks import mask_records, read_kept_masks
from camviewer.session.masks import add_masks, mask_numbers, read_masks, show_mask
from camviewer.session.service import Session

AFFINE = np.array([[0, -2.0, 0, 50], [2.5, 0, 0, -30], [0, 0, -5.0, 70], [0, 0, 0, 1]])
SHAPE = (8, 9, 6)


def _save(path, array):
    path.parent.mkdir(exist_ok=True)
    nibabel.save(nibabel.Nifti1Image(array, AFFINE), path)
    return path


@pytest.fixture
def labels(tmp_path):
    array = np.zeros(SHAPE, np.uint8)
    array[3:5, 3:6, 2:4], array[0, 0, 0] = 1, 7
    return _save(tmp_path / "masks" / "labels.nii.gz", array)


@pytest.fixture
def case(tmp_path, session, labels):
    """A volume in a file with both regions of one mask file and the one of another."""
    scan = _save(tmp_path / "scan.nii.gz", np.arange(np.prod(SHAPE)).reshape(SHAPE) * 1.0)
    session.show(session.read(scan))
    image, masks = session.state.case.image, session.state.masks
    one = np.zeros(SHAPE, np.uint8)
    one[5, 5, 5] = 1
    other = _save(tmp_path / "masks" / "other.nii.gz", one)
    for path in (labels, other):
        read = read_masks(path, image)
        add_masks(masks, read)
        fresh = masks.items[-len(read) :]
        masks.numbers = {**masks.numbers, **{m.name: mask_numbers(image, m) for m in fresh}}
    show_mask(masks, masks.items[1].name, is_shown=False)
    return session


@pytest.fixture
def saved(case, tmp_path):
    return case.save_workspace(case.workspace(), tmp_path / "visit")


def _open(path, tmp_path):
    session = Session(Settings(), tmp_path / "new" / "settings.json")
    workspace = session.read_workspace(path)
    session.restore(workspace)
    return session, workspace


def test_masks_come_back_as_they_were(case, saved, tmp_path):
    session, workspace = _open(saved, tmp_path)
    before, after = case.state.masks, session.state.masks
    assert workspace.notices == ()
    assert len(after.items) == 3
    assert [each.name for each in after.items] == [each.name for each in before.items]
    assert set(after.visible) == set(before.visible)
    assert len(after.visible) == 2
    assert after.numbers == before.numbers
    for old, new in zip(before.items, after.items, strict=True):
        np.testing.assert_array_equal(new.array, old.array)
    assert session.history.undo_step == ""


def test_a_session_file_holds_no_mask_but_the_way_to_it(saved):
    text = saved.read_text()
    assert "masks/labels.nii.gz" in text
    assert str(saved.parent) not in text


def test_a_folder_that_moves_as_a_whole_keeps_its_masks(saved, tmp_path):
    elsewhere = tmp_path.parent / f"{tmp_path.name}-moved"
    tmp_path.rename(elsewhere)
    session, workspace = _open(elsewhere / saved.name, elsewhere)
    assert workspace.notices == ()
    assert len(session.state.masks.items) == 3


def test_a_mask_that_moved_is_named_and_the_rest_opens(saved, labels, tmp_path):
    labels.unlink()
    session, workspace = _open(saved, tmp_path)
    assert workspace.notices == (
        "The mask file labels.nii.gz is no longer where it was: its masks are left out.",
    )
    assert len(session.state.masks.items) == 1
    assert session.state.masks.items[0].count == 1
    assert not any("labels" in words for words in session.state.case.image.warnings)


def test_a_mask_file_that_changed_is_not_taken_for_the_old_one(saved, labels, tmp_path):
    _save(labels, np.ones(SHAPE, np.uint8))
    session, workspace = _open(saved, tmp_path)
    assert workspace.notices == (
        "The mask file labels.nii.gz has changed since: its masks are left out.",
    )
    assert len(session.state.masks.items) == 1


def test_a_mask_file_that_cannot_be_read_is_said_in_one_sentence(case, tmp_path):
    records = mask_records(case.state.masks, tmp_path)
    (tmp_path / "bad.nii").write_bytes(b"no mask")
    bad = replace(records[0], path="bad.nii", sha256="")
    masks, told = read_kept_masks([bad, records[2]], tmp_path, case.state.case.image)
    assert len(masks.items) == 1
    assert told == ("The mask file bad.nii cannot be read: its masks are left out.",)


def test_a_region_its_file_has_no_more_is_left_out(case, tmp_path):
    record = replace(mask_records(case.state.masks, tmp_path)[0], number=9)
    masks, _ = read_kept_masks([record], tmp_path, case.state.case.image)
    assert masks.items == ()


def test_a_drawn_mask_has_no_file_to_name(case, tmp_path):
    masks = case.state.masks
    masks.items = tuple(replace(each, path=None) for each in masks.items)
    assert mask_records(masks, tmp_path) == ()
