import dataclasses
from pathlib import Path

import numpy as np
import pytest

from camviewer.core.errors import GeometryError
from camviewer.core.image import Grid, Heatmap, Image, Mask, pixel_grid

AFFINE = np.array([[0, 2.0, 0, 10], [-1.0, 0, 0, 20], [0, 0, 3.0, 30], [0, 0, 0, 1]])


def heatmap(values):
    array = np.asarray(values, np.float32)
    return Heatmap(array, pixel_grid(*array.shape), "grad-cam")


def test_world_follows_the_affine():
    grid = Grid((4, 5, 6), AFFINE)
    assert grid.world((1, 2, 3)).tolist() == [14, 19, 39]
    assert grid.world([[0, 0, 0], [0.5, 0, 0]]).tolist() == [[10, 20, 30], [10, 19.5, 30]]


def test_index_undoes_world_for_any_leading_shape():
    grid = Grid((4, 5, 6), AFFINE)
    points = np.random.default_rng(0).uniform(-9, 9, (2, 3, 3))
    assert np.allclose(grid.index(grid.world(points)), points)


def test_spacing_is_the_length_of_each_step():
    assert Grid((4, 5, 6), AFFINE).spacing == (1.0, 2.0, 3.0)


def test_centre_is_the_middle_of_all_cells():
    grid = Grid((4, 5, 6), AFFINE)
    every = grid.world(np.moveaxis(np.indices(grid.shape), 0, -1)).reshape(-1, 3)
    assert grid.centre() == pytest.approx(every.mean(axis=0))


def test_a_pictures_world_is_its_pixels():
    grid = pixel_grid(3, 4)
    assert (grid.ndim, grid.shape, grid.spacing) == (2, (3, 4), (1.0, 1.0))
    assert grid.world((2, 3)).tolist() == [2, 3]


@pytest.mark.parametrize(("shape", "size"), [((2, 2), 4), ((2, 2, 2), 3)])
def test_an_affine_of_the_wrong_size_is_refused(shape, size):
    with pytest.raises(GeometryError, match="does not fit"):
        Grid(shape, np.eye(size))


@pytest.mark.parametrize("shape", [(3, 4), (4, 3, 3), (4,)])
def test_values_that_do_not_fit_their_grid_are_refused(shape):
    with pytest.raises(GeometryError, match="do not fit"):
        Image(np.zeros(shape), pixel_grid(4, 3 if len(shape) < 3 else 4))


def test_a_map_that_does_not_fit_its_grid_is_refused():
    with pytest.raises(GeometryError, match="does not fit"):
        Heatmap(np.zeros((2, 3), np.float32), pixel_grid(3, 2), "grad-cam")


def test_images_know_whether_they_are_volumes_and_coloured():
    picture = Image(np.zeros((3, 4)), pixel_grid(3, 4))
    photo = Image(np.zeros((3, 4, 3), np.uint8), pixel_grid(3, 4))
    volume = Image(np.zeros((4, 5, 6)), Grid((4, 5, 6), AFFINE))
    assert [(i.is_volume, i.is_colour) for i in (picture, photo, volume)] == [
        (False, False),
        (False, True),
        (True, False),
    ]


def test_physical_values_are_stored_times_slope_plus_intercept():
    stored = np.array([[0, 100, -3]], np.int16)
    image = Image(stored, pixel_grid(1, 3), slope=0.5, intercept=-10.0)
    values = image.values(stored)
    assert values.dtype == np.float32
    assert values.tolist() == [[-10.0, 40.0, -11.5]]
    assert stored.tolist() == [[0, 100, -3]]


def test_physical_values_never_alias_the_stored_ones():
    stored = np.ones((1, 1), np.float32)
    image = Image(stored, pixel_grid(1, 1))
    image.values(stored)[:] = 7
    assert stored[0, 0] == 1


@pytest.mark.parametrize(
    ("values", "is_signed", "is_blank"),
    [
        ([[1, 2]], False, False),
        ([[-1, 2]], True, False),
        ([[0, 0]], False, True),
        ([[-1, 0]], True, True),
    ],
)
def test_maps_know_whether_anything_speaks_against_or_for_the_target(
    values, is_signed, is_blank
):
    found = heatmap(values)
    assert (found.is_signed, found.is_blank) == (is_signed, is_blank)


def test_a_note_is_added_on_a_copy():
    before = heatmap([[1, 2]])
    after = before.with_note("why")
    assert (before.note, after.note) == ("", "why")
    assert after.array is before.array


def test_images_and_maps_cannot_be_changed_in_place():
    image = Image(np.zeros((1, 1)), pixel_grid(1, 1), path=Path("x.png"))
    for thing, name in ((image, "unit"), (heatmap([[1]]), "method"), (image.grid, "shape")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(thing, name, "x")


def test_images_are_told_apart_by_identity():
    one, two = heatmap([[1]]), heatmap([[1]])
    assert one != two
    assert len({one, two, one}) == 2


def test_a_position_snaps_to_the_nearest_cell_inside_the_grid():
    grid = Grid((4, 3), np.array([[2.0, 0, 10], [0, 5.0, -5], [0, 0, 1]]))
    assert grid.snapped((12.9, 1.0)) == (12.0, 0.0)
    assert grid.snapped((-99.0, 99.0)) == (10.0, 5.0)


def test_a_grid_is_cut_evenly_into_other_cells():
    fine = Grid((8, 4), np.diag([0.5, 2.0, 1.0]))
    coarse = fine.divided((2, 4))
    assert coarse.spacing == (2.0, 2.0)
    # A coarse cell's centre is the mean of its four fine ones: (0 + 0.5 + 1 + 1.5) / 4.
    np.testing.assert_allclose(coarse.world((0, 0)), (0.75, 0.0))
    np.testing.assert_allclose(coarse.world((1, 3)), (2.75, 6.0))


def test_a_mask_counts_its_cells():
    array = np.zeros((3, 4), bool)
    array[1, 1:3] = True
    assert Mask("drawn", array).count == 2


def test_what_tells_of_the_person_is_not_in_an_images_words():
    image = Image(np.zeros((2, 2)), pixel_grid(2, 2), patient={"Name": "Doe"})
    assert "Doe" not in repr(image)
    assert image.patient == {"Name": "Doe"}
