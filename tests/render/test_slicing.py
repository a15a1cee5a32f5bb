from itertools import product

import nibabel as nib
import numpy as np
import pytest

from camviewer.core.image import Grid, Image, pixel_grid
from camviewer.render.slicing import (
    Convention,
    Letters,
    Plane,
    frame_at,
    letters_of,
    picture_frame,
    place_text,
    slice_pixels,
    step,
)

RADIOLOGICAL = Convention()
NEUROLOGICAL = Convention(is_radiological=False)
NOSE_RIGHT = Convention(is_anterior_left=False)
CONVENTIONS = [Convention(*sides) for sides in product((True, False), repeat=2)]


def at(patient, *index):
    """World position of a RAS voxel of the upright phantom."""
    return np.array(patient.origin) + np.array(patient.spacing) * index


def drawn(image, plane, position, convention=RADIOLOGICAL):
    return slice_pixels(image, frame_at(image.grid, plane, position, convention))


def middle_of(pixels, value):
    """Mean row and column of a value, as shares of the picture."""
    return np.argwhere(pixels == value).mean(axis=0) / (np.array(pixels.shape) - 1)


# Every storage order, asserted on pixels


def test_letter_reads_the_right_way_on_a_radiological_axial_plane(patient, case):
    pixels = drawn(case, Plane.AXIAL, at(patient, 11, 9, 4))
    glyph = pixels[-11:-4, 1:6] == patient.glyph
    assert np.array_equal(glyph, patient.letter)
    assert np.count_nonzero(pixels == patient.glyph) == patient.letter.sum()


def test_letter_is_mirrored_and_at_the_right_on_a_neurological_axial_plane(patient, case):
    pixels = drawn(case, Plane.AXIAL, at(patient, 11, 9, 4), NEUROLOGICAL)
    assert np.array_equal(pixels[-11:-4, -6:-1] == patient.glyph, patient.letter[:, ::-1])


def test_front_is_at_the_top_of_axial_planes(patient, case):
    pixels = drawn(case, Plane.AXIAL, at(patient, 11, 9, 4))
    assert np.all(np.argwhere(pixels == patient.front)[:, 0] == 1)


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_coronal_planes_follow_the_radiological_side_alone(patient, case, convention):
    pixels = drawn(case, Plane.CORONAL, at(patient, 11, 10, 6), convention)
    row, column = middle_of(pixels, patient.glyph)
    assert row > 0.5
    assert (column < 0.3) if convention.is_radiological else (column > 0.7)
    head = drawn(case, Plane.CORONAL, at(patient, 11, 4, 6), convention)
    assert np.all(np.argwhere(head == patient.head)[:, 0] == 1)


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_sagittal_planes_follow_the_anterior_side_alone(patient, case, convention):
    pixels = drawn(case, Plane.SAGITTAL, at(patient, 10, 9, 6), convention)
    row, column = middle_of(pixels, patient.front)
    assert row == pytest.approx(8 / 12)
    assert column == pytest.approx(1 / 17 if convention.is_anterior_left else 16 / 17)


def test_edges_are_lettered_for_every_order(case):
    def letters(plane, convention=RADIOLOGICAL):
        return frame_at(case.grid, plane, (0, 0, 0), convention).letters

    assert letters(Plane.AXIAL) == Letters("R", "L", "A", "P")
    assert letters(Plane.CORONAL) == Letters("R", "L", "S", "I")
    assert letters(Plane.SAGITTAL) == Letters("A", "P", "S", "I")
    assert letters(Plane.AXIAL, NEUROLOGICAL) == Letters("L", "R", "A", "P")
    assert letters(Plane.CORONAL, NEUROLOGICAL) == Letters("L", "R", "S", "I")
    assert letters(Plane.SAGITTAL, NEUROLOGICAL) == Letters("A", "P", "S", "I")
    assert letters(Plane.SAGITTAL, NOSE_RIGHT) == Letters("P", "A", "S", "I")


def test_every_plane_equals_the_one_cut_from_nibabels_closest_canonical(patient, turned):
    image = patient.stored(patient.volume(), patient.affine(), *turned)
    nearest = nib.as_closest_canonical(nib.Nifti1Image(image.array, image.grid.affine))
    v = np.asanyarray(nearest.dataobj)
    where = at(patient, 10, 4, 11)
    assert np.array_equal(drawn(image, Plane.AXIAL, where), v[:, :, 11].T[::-1, ::-1])
    assert np.array_equal(drawn(image, Plane.CORONAL, where), v[:, 4, :].T[::-1, ::-1])
    assert np.array_equal(drawn(image, Plane.SAGITTAL, where), v[10, :, :].T[::-1, ::-1])
    assert np.array_equal(drawn(image, Plane.AXIAL, where, NEUROLOGICAL), v[:, :, 11].T[::-1])
    assert np.array_equal(drawn(image, Plane.SAGITTAL, where, NOSE_RIGHT), v[10].T[::-1])


@pytest.mark.parametrize("degrees", [0, 12, 31])
def test_each_pixel_shows_the_voxel_at_its_own_world_position(patient, turned, degrees):
    volume = np.arange(np.prod(patient.shape), dtype=np.int16).reshape(patient.shape)
    affine = patient.affine(patient.rotation(degrees, degrees))
    image = patient.stored(volume, affine, *turned)
    shift = np.array((2.0, -3.0, 4.0))
    for plane, convention in product(Plane, CONVENTIONS[::3]):
        frame = frame_at(image.grid, plane, image.grid.centre() + shift, convention)
        rows, columns = np.indices(frame.shape)
        pixels = np.stack([columns, rows, np.full(frame.shape, frame.index)], axis=-1)
        world = pixels @ frame.to_world[:3, :3].T + frame.to_world[:3, 3]
        index = np.rint(image.grid.index(world)).astype(int)
        assert np.allclose(image.grid.world(index), world, atol=1e-6)
        assert np.array_equal(
            slice_pixels(image, frame), image.array[tuple(np.moveaxis(index, -1, 0))]
        )


@pytest.mark.parametrize("seed", range(5))
def test_oblique_volumes_keep_right_left_top_and_front_where_they_belong(patient, turned, seed):
    turn = patient.rotation(seed, 35)
    image = patient.stored(patient.volume(), patient.affine(turn), *turned)
    axial = frame_at(image.grid, Plane.AXIAL, image.grid.centre())
    coronal = frame_at(image.grid, Plane.CORONAL, image.grid.centre())
    assert axial.world(0, 5)[0] > axial.world(9, 5)[0]
    assert axial.world(5, 0)[1] > axial.world(5, 9)[1]
    assert coronal.world(5, 0)[2] > coronal.world(5, 9)[2]
    assert axial.letters.left[0] == "R"
    assert axial.letters.top[0] == "A"
    assert coronal.letters.top[0] == "S"


# Frames


def test_pixels_are_a_view_of_the_stored_array(case):
    for plane in Plane:
        pixels = drawn(case, plane, case.grid.centre())
        assert np.shares_memory(pixels, case.array)
        assert pixels.dtype == np.int16


def test_a_volume_in_colour_keeps_its_channels_last():
    array = np.zeros((4, 5, 6, 3), np.uint8)
    array[3, 4, 2] = (1, 2, 3)
    image = Image(array, Grid((4, 5, 6), np.eye(4)))
    pixels = drawn(image, Plane.AXIAL, (0, 0, 2))
    assert pixels.shape == (5, 4, 3)
    assert tuple(pixels[0, 0]) == (1, 2, 3)


def test_spacing_is_of_rows_then_columns(patient, case):
    def spacing(plane):
        return frame_at(case.grid, plane, (0, 0, 0)).spacing

    assert spacing(Plane.AXIAL) == pytest.approx((1.1, 0.7))
    assert spacing(Plane.CORONAL) == pytest.approx((2.5, 0.7))
    assert spacing(Plane.SAGITTAL) == pytest.approx((2.5, 1.1))


def test_the_slice_is_the_one_nearest_to_the_position(patient, case):
    for offset, index in ((-1.2, 4), (1.2, 4), (1.3, 5), (-1.3, 3)):
        frame = frame_at(case.grid, Plane.AXIAL, at(patient, 3, 3, 4 + offset / 2.5))
        assert (frame.index, frame.count) == (index, 13)


def test_a_position_outside_takes_the_nearest_slice(case):
    assert frame_at(case.grid, Plane.CORONAL, (0, 1e4, 0)).index == 17
    assert frame_at(case.grid, Plane.CORONAL, (0, -1e4, 0)).index == 0


def test_pixel_undoes_world(patient, turned):
    image = patient.stored(patient.volume(), patient.affine(patient.rotation(3, 20)), *turned)
    for plane in Plane:
        frame = frame_at(image.grid, plane, image.grid.centre())
        assert frame.pixel(frame.world(3.25, 7.5)) == pytest.approx((3.25, 7.5))


def test_position_is_told_along_the_normal_with_the_letter_of_its_side():
    affine = np.eye(4)
    affine[:3, 3] = -2
    grid = Grid((4, 4, 4), affine)
    assert frame_at(grid, Plane.AXIAL, (0, 0, 1)).position_text == "S 1.0 mm"
    assert frame_at(grid, Plane.AXIAL, (0, 0, -2)).position_text == "I 2.0 mm"
    assert frame_at(grid, Plane.SAGITTAL, (-1, 0, 0)).position_text == "L 1.0 mm"
    assert frame_at(grid, Plane.SAGITTAL, (1, 0, 0)).position_text == "R 1.0 mm"
    assert frame_at(grid, Plane.CORONAL, (0, 0, 0)).position_text == "A 0.0 mm"
    assert frame_at(grid, Plane.CORONAL, (0, -1, 0)).position_text == "P 1.0 mm"


def test_position_of_an_oblique_plane_is_its_distance_from_the_origin(patient):
    affine = patient.affine(patient.rotation(1, 25))
    grid = Grid(patient.shape, affine)
    frame = frame_at(grid, Plane.AXIAL, grid.centre())
    normal = affine[:3, 2] / np.linalg.norm(affine[:3, 2])
    offset = normal @ grid.world((0, 0, frame.index))
    assert frame.position_text == f"{'S' if offset >= 0 else 'I'} {abs(offset):.1f} mm"


# Letters


def about_z(degrees):
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    matrix = np.eye(4)
    matrix[:2, :2] = [[cosine, -sine], [sine, cosine]]
    return matrix


@pytest.mark.parametrize(
    ("degrees", "right"),
    [(0, "R"), (3, "R"), (14, "R"), (15, "RA"), (44, "RA"), (46, "AR"), (76, "A"), (134, "AL")],
)
def test_further_letters_appear_with_the_angle_in_falling_order(degrees, right):
    letters = letters_of(about_z(degrees))
    opposite = right.translate(str.maketrans("RLAP", "LRPA"))
    assert letters.right == right
    assert letters.left == opposite


def test_three_letters_on_a_diagonal():
    matrix = np.eye(4)
    matrix[:3, 0] = (-3.0, 2.0, -2.5)
    assert letters_of(matrix).right == "LIA"
    assert letters_of(matrix).left == "RSP"


# Steps of the wheel


def test_forward_goes_superior_anterior_and_left(patient, case):
    start = at(patient, 10, 9, 6)
    assert step(case.grid, Plane.AXIAL, start, 1) - start == pytest.approx((0, 0, 2.5))
    assert step(case.grid, Plane.CORONAL, start, 2) - start == pytest.approx((0, 2.2, 0))
    assert step(case.grid, Plane.SAGITTAL, start, 3) - start == pytest.approx((-2.1, 0, 0))
    assert step(case.grid, Plane.SAGITTAL, start, -1) - start == pytest.approx((0.7, 0, 0))


def test_steps_stop_at_the_ends_and_do_not_wrap(patient, case):
    start = at(patient, 10, 9, 6)
    top = step(case.grid, Plane.AXIAL, start, 99)
    assert top == pytest.approx(at(patient, 10, 9, 12))
    assert step(case.grid, Plane.AXIAL, top, 1) == pytest.approx(top)
    assert step(case.grid, Plane.SAGITTAL, start, 99) == pytest.approx(at(patient, 0, 9, 6))


def test_a_step_lands_on_a_slice_and_keeps_the_other_two_coordinates(patient, case):
    start = at(patient, 10.3, 8.8, 6.4)
    assert step(case.grid, Plane.AXIAL, start, -1) == pytest.approx(at(patient, 10.3, 8.8, 5))
    assert step(case.grid, Plane.AXIAL, start, 0) == pytest.approx(at(patient, 10.3, 8.8, 6))


# Pictures


def test_a_picture_is_drawn_as_stored_and_its_world_is_row_and_column():
    array = np.arange(12, dtype=np.uint8).reshape(3, 4)
    image = Image(array, pixel_grid(3, 4))
    frame = picture_frame(image)
    assert slice_pixels(image, frame) is array
    assert frame.shape == (3, 4)
    assert frame.world(3, 1) == pytest.approx((1, 3))
    assert frame.pixel((1, 3)) == pytest.approx((3, 1))
    assert frame.letters == Letters("", "", "", "")
    assert frame.position_text == ""
    assert frame.spacing == (1.0, 1.0)


def test_slices_of_a_plane_share_what_does_not_depend_on_their_number():
    grid = Grid((4, 5, 6), np.diag([2.0, 3.0, 4.0, 1.0]))
    first, last = (frame_at(grid, Plane.AXIAL, (0, 0, z)) for z in (0.0, 20.0))
    assert (first.index, last.index) == (0, 5)
    assert first.to_world is last.to_world
    assert first.normal is last.normal
    assert (first.position_text, last.position_text) == ("S 0.0 mm", "S 20.0 mm")
    assert last.nearest_to((0, 0, 8.1)).index == 2
    assert last.index == 5


def test_a_place_is_written_with_letters_and_no_signs():
    assert place_text((-42.24, 173.2, -667.5)) == "L 42.2 A 173.2 I 667.5"
    assert place_text((3.6, -0.4, 0.5), 0) == "R 4 A 0 S 0"
    assert place_text((-0.04, -0.06, 0.0)) == "R 0.0 P 0.1 S 0.0"
