"""Masks: taking them in, their numbers by hand, and how a map lies to them."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.core.errors import Cancelled
from camviewer.core.image import Heatmap, Image, Mask, pixel_grid
from camviewer.core.progress import CancelToken
from camviewer.metrics.localisation import dice, energy_inside, matched_dice
from camviewer.render.overlay import sample_grid
from camviewer.session.masks import (
    add_masks,
    fit_masks,
    is_hit,
    mask_numbers,
    mask_part,
    mask_plane,
    read_masks,
    remove_mask,
    show_mask,
)
from camviewer.session.measures import measure_frame, positive_part
from camviewer.session.state import Masks, Measure


def mask(name, shape, where):
    array = np.zeros(shape, bool)
    array[where] = True
    return Mask(name, array)


@pytest.fixture
def ball(volume):
    return mask("lesion", volume.grid.shape, np.s_[3:5, 3:6, 2:4])


def test_names_stay_apart_and_new_masks_are_shown():
    masks = Masks()
    one = mask("liver", (2, 2), np.s_[0])
    add_masks(masks, [one])
    add_masks(masks, [one, mask("liver", (2, 2), np.s_[1]), mask("spleen", (2, 2), np.s_[1])])
    assert [each.name for each in masks.items] == ["liver", "liver 2", "liver 3", "spleen"]
    assert set(masks.visible) == {"liver", "liver 2", "liver 3", "spleen"}


def test_hiding_showing_and_removing():
    masks = Masks()
    add_masks(masks, [mask("a", (2, 2), np.s_[0]), mask("b", (2, 2), np.s_[1])])
    show_mask(masks, "a", is_shown=False)
    assert masks.visible == ("b",)
    show_mask(masks, "a", is_shown=True)
    show_mask(masks, "a", is_shown=True)
    assert sorted(masks.visible) == ["a", "b"]
    remove_mask(masks, "a")
    assert [each.name for each in masks.items] == ["b"]
    assert masks.visible == ("b",)


def test_volume_and_mean_are_those_of_its_voxels(volume, ball):
    found = mask_numbers(volume, ball)
    assert found.voxels == 2 * 3 * 2
    assert found.volume_ml == pytest.approx(12 * 2 * 2.5 * 5 / 1000)
    assert found.mean == 40
    index = np.round(volume.grid.index(found.position)).astype(int)
    assert ball.array[tuple(index)]


def test_an_empty_mask_has_no_mean_and_no_place(volume):
    found = mask_numbers(volume, mask("none", volume.grid.shape, np.s_[0:0]))
    assert (found.voxels, found.volume_ml, found.position) == (0, 0.0, ())
    assert np.isnan(found.mean)


def test_a_picture_has_no_volume():
    image = Image(np.full((4, 5, 3), 7, np.uint8), pixel_grid(4, 5))
    found = mask_numbers(image, mask("one", (4, 5), np.s_[1, 2]))
    assert np.isnan(found.volume_ml)
    assert (found.voxels, found.mean) == (1, 7)


def heat_over(image, seed=0):
    shape = tuple(max(2, count // 2) for count in image.grid.shape)
    values = np.random.default_rng(seed).normal(size=shape).astype(np.float32)
    return Heatmap(values, image.grid.divided(shape), "grad-cam")


@pytest.mark.parametrize("smooth", [True, False])
@pytest.mark.parametrize("kind", ["volume", "picture"])
def test_a_fit_is_that_of_the_whole_arrays(kind, smooth, request):
    image = request.getfixturevalue(kind)
    heatmap = heat_over(image)
    masks = [
        mask("half", image.grid.shape, np.s_[: image.grid.shape[0] // 2]),
        mask("corner", image.grid.shape, np.s_[:3, :3]),
    ]
    drawn = sample_grid(heatmap, image.grid, smooth=smooth)
    heat = sample_grid(positive_part(heatmap), image.grid, smooth=smooth)
    fits = fit_masks(image, masks, heatmap, (0.4, smooth))
    for each, fit in zip(masks, fits, strict=True):
        above = drawn >= 0.4
        expected = dice(above.sum(), each.count, (above & each.array).sum())
        assert fit.drawn_dice == pytest.approx(expected, abs=5e-3)
        assert fit.matched_dice == pytest.approx(matched_dice(drawn, each.array), abs=0.02)
        assert fit.energy_inside == pytest.approx(energy_inside(heat, each.array), abs=1e-4)


def test_the_hottest_cell_hits_the_mask_that_holds_its_centre(volume):
    heatmap = heat_over(volume)
    cell = np.unravel_index(np.argmax(heatmap.array), heatmap.array.shape)
    at = np.floor(volume.grid.index(heatmap.grid.world(cell)) + 0.5).astype(int)
    here = mask("here", volume.grid.shape, tuple(at))
    elsewhere = Mask("elsewhere", ~here.array)
    assert is_hit(volume, here, heatmap)
    assert not is_hit(volume, elsewhere, heatmap)
    blank = Heatmap(-np.abs(heatmap.array), heatmap.grid, "grad-cam")
    assert not is_hit(volume, Mask("all", np.ones(volume.grid.shape, bool)), blank)


def test_a_fit_stops_when_it_is_told(volume, ball):
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        fit_masks(volume, [ball], heat_over(volume), (0.0, True), token=token)


def test_a_mask_is_cut_as_the_image_is_drawn(volume, ball):
    at = tuple(float(x) for x in volume.grid.world((4, 4, 3)))
    for plane, inside in (("axial", 2 * 3), ("coronal", 3 * 2), ("sagittal", 2 * 2)):
        frame = measure_frame(volume, Measure(1, "box", plane, (at,)))
        cut = mask_plane(volume, ball, frame)
        assert cut.shape == frame.shape
        drawn = mask_plane(volume, Mask("image", volume.array > 0), frame)
        np.testing.assert_array_equal(cut, drawn)
        assert cut.sum() == inside


def test_a_file_that_is_no_mask_is_a_sentence(volume, tmp_path):
    from camviewer.core.errors import CamViewerError

    path = tmp_path / "mask.nii"
    path.write_bytes(b"no mask")
    with pytest.raises(CamViewerError):
        read_masks(path, volume)


@pytest.mark.parametrize("plane", ["axial", "coronal", "sagittal"])
def test_a_part_of_a_plane_is_what_the_whole_holds(volume, ball, plane):
    box = mask_numbers(volume, ball).box
    assert box == ((3, 3, 2), (4, 5, 3))
    for voxel in ((4, 4, 3), (3, 3, 2), (2, 2, 1), (5, 6, 4)):
        at = tuple(float(x) for x in volume.grid.world(voxel))
        frame = measure_frame(volume, Measure(1, "box", plane, (at,)))
        whole, part = mask_plane(volume, ball, frame), mask_part(volume, ball, frame, box)
        if part is None:
            assert not whole.any()
            continue
        inside, (column, row) = part
        put = np.zeros(whole.shape, bool)
        put[row : row + inside.shape[0], column : column + inside.shape[1]] = inside
        np.testing.assert_array_equal(put, whole)
        assert inside.all()


def test_an_empty_mask_has_no_part(volume):
    empty = mask("none", volume.grid.shape, np.s_[0:0])
    at = tuple(float(x) for x in volume.grid.world((4, 4, 3)))
    frame = measure_frame(volume, Measure(1, "box", "axial", (at,)))
    assert mask_part(volume, empty, frame, mask_numbers(volume, empty).box) is None


def test_a_mask_of_a_picture_has_a_part():
    image = Image(np.zeros((6, 8), np.uint8), pixel_grid(6, 8))
    one = mask("one", (6, 8), np.s_[2:4, 5:8])
    frame = measure_frame(image, Measure(1, "box", "", ((0.0, 0.0),)))
    inside, first = mask_part(image, one, frame, mask_numbers(image, one).box)
    assert (inside.shape, inside.all(), first) == ((2, 3), True, (5, 2))


def test_a_label_file_is_read_measured_and_compared(volume, tmp_path):
    import nibabel as nib

    labels = np.zeros(volume.grid.shape, np.uint8)
    labels[3:5, 3:6, 2:4], labels[0, 0, 0] = 1, 7
    path = tmp_path / "labels.nii.gz"
    nib.save(nib.Nifti1Image(labels, volume.grid.affine), path)
    first, second = read_masks(path, volume)
    np.testing.assert_array_equal(first.array, labels == 1)
    assert (mask_numbers(volume, first).mean, second.count) == (40, 1)
    fits = fit_masks(volume, [first, second], heat_over(volume), (0.2, True))
    assert all(0 <= fit.energy_inside <= 1 for fit in fits)
