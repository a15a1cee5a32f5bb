from __future__ import annotations

import nibabel
import numpy as np
import pytest
from PIL import Image as Picture

from camviewer.core.image import Grid, Heatmap, pixel_grid
from camviewer.render.overlay import sample_grid
from camviewer.session.cohort.mean_maps import (
    MeanMaps,
    _laid,
    positive_share,
    stems,
    write_means,
)
from camviewer.session.cohort.outcome import packed


def stored(values, affine=None):
    values = np.asarray(values, np.float32)
    grid = Grid(values.shape, np.eye(values.ndim + 1) if affine is None else affine)
    return {"grad-cam": packed(Heatmap(values, grid, "grad-cam", "features"))}


def test_a_map_counts_by_its_positive_part_over_its_maximum():
    assert positive_share(np.float32([[-2, 0], [1, 4]])).tolist() == [[0, 0], [0.25, 1]]
    assert positive_share(np.float32([[-2, 0]])).tolist() == [[0, 0]]


def test_the_mean_of_maps_as_large_as_the_input_is_worked_by_hand():
    means = MeanMaps((2, 2))
    means.add("cat", stored([[-2, 0], [1, 4]]))
    means.add("cat", stored([[10, 0], [0, 0]]))
    means.add("cat", stored([[-1, -1], [-1, -1]]))
    means.add("dog", stored([[0, 1], [0, 0]]))
    cat, dog = means.means()
    assert (cat.group, cat.name, cat.count) == ("cat", "grad-cam", 3)
    assert cat.heatmap.array == pytest.approx(np.array([[1, 0], [0.25, 1]]) / 3)
    assert dog.heatmap.array.tolist() == [[0, 1], [0, 0]]


def test_pictures_of_any_size_meet_on_the_networks_input():
    means = MeanMaps((4, 4))
    means.add("", stored([[1, 0], [0, 0]], np.diag([50.0, 70.0, 1.0])))
    means.add("", stored([[1, 0], [0, 0]], np.diag([5.0, 7.0, 1.0])))
    (found,) = means.means()
    assert found.heatmap.grid.shape == (4, 4)
    across = np.array([1, 0.75, 0.25, 0])
    assert found.heatmap.array == pytest.approx(np.outer(across, across))


def test_cells_are_laid_as_the_window_draws_them():
    values = np.random.default_rng(0).normal(size=(5, 7)).astype(np.float32)
    grid = pixel_grid(31, 40)
    drawn = sample_grid(Heatmap(values, grid.divided((5, 7)), "m"), grid)
    assert _laid(Heatmap(values, Grid((5, 7), np.eye(3)), "m"), grid) == pytest.approx(
        drawn, abs=1e-5
    )


AFFINE = np.array([[0, -2.0, 0, 50], [2.5, 0, 0, -30], [0, 0, -5.0, 70], [0, 0, 0, 1]])


def test_volumes_meet_on_a_shared_grid_alone():
    values = np.zeros((2, 3, 4))
    values[1, 2, 3] = 5
    means = MeanMaps((9, 9, 9))
    means.add("", stored(values, AFFINE))
    means.add("", stored(values * 2, AFFINE))
    (found,) = means.means()
    assert found.heatmap.array[1, 2, 3] == 1
    assert (found.heatmap.grid.affine == AFFINE).all()
    moved = AFFINE.copy()
    moved[0, 3] += 1.0
    means.add("", stored(values, moved))
    (found,) = means.means()
    assert found.heatmap is None
    assert "not registered" in found.reason
    assert found.count == 3


def test_maps_of_other_shapes_have_no_mean():
    means = MeanMaps((4, 4))
    means.add("", stored([[1, 0]]))
    means.add("", stored([[1, 0, 0]]))
    assert "different numbers of cells" in means.means()[0].reason


def test_numbers_and_figures_are_written(tmp_path):
    means = MeanMaps((6, 4))
    means.add("a/b:c", stored([[1, 0], [0.5, 0]]))
    means.add("a/b c", stored([[0, 1], [0.5, 0]]))
    written = write_means(tmp_path / "means", means.means(), "Net")
    assert [each.name for each in written] == [
        "grad-cam_a_b_c.npy", "grad-cam_a_b_c.png", "grad-cam_a_b_c_2.npy",
        "grad-cam_a_b_c_2.png",
    ]  # fmt: skip
    assert np.load(written[0]).shape == (6, 4)
    with Picture.open(written[1]) as figure:
        assert figure.width > 300


def test_a_volumes_mean_lies_where_the_volumes_lie(tmp_path):
    values = np.zeros((4, 5, 6))
    values[1, 2, 3] = 5
    means = MeanMaps((9, 9, 9))
    means.add("", stored(values, AFFINE))
    written = write_means(tmp_path, means.means(), "Net")
    read = nibabel.load(tmp_path / "grad-cam.nii.gz")
    assert read.affine == pytest.approx(AFFINE)
    assert read.get_fdata()[1, 2, 3] == 1
    assert len(written) == 2


def test_where_there_is_no_mean_nothing_is_written(tmp_path):
    means = MeanMaps((4, 4))
    means.add("", stored([[1, 0]]))
    means.add("", stored([[1, 0, 0]]))
    assert write_means(tmp_path / "means", means.means(), "Net") == []
    assert not (tmp_path / "means").exists()
    assert stems(means.means()) == ["grad-cam"]
