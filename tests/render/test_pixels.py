import numpy as np
import pytest

from camviewer.core.image import Grid, Heatmap, Image, pixel_grid
from camviewer.render.colour import Window, colour_table, overlay_lut
from camviewer.render.overlay import sample_heatmap
from camviewer.render.pixels import (
    DrawnMap,
    OverlayStyle,
    draw_slice,
    plain_figure,
    resized_frame,
    square_shape,
)
from camviewer.render.slicing import Convention, Plane, frame_at, picture_frame

AS_IS = Window(255.0, 127.5)


def small_volume():
    """Two by two by two voxels of 1 x 2 x 3 mm with values 10 to 80."""
    array = (np.arange(8, dtype=np.int16).reshape(2, 2, 2) + 1) * 10
    return Image(array, Grid((2, 2, 2), np.diag([1.0, 2.0, 3.0, 1.0])))


def map_on(image, values, **style):
    heatmap = Heatmap(np.asarray(values, np.float32), image.grid, "grad-cam")
    return DrawnMap(heatmap, top=1.0, style=OverlayStyle(**style))


def rgb(*rows):
    return [[[grey] * 3 for grey in row] for row in rows]


def test_bare_slices_by_hand():
    image = small_volume()  # v[r, a, s] = 40 r + 20 a + 10 s + 10

    def pixels(plane, convention=Convention()):  # noqa: B008 - frozen
        frame = frame_at(image.grid, plane, (0, 0, 0), convention)
        return draw_slice(image, frame, AS_IS).tolist()

    assert pixels(Plane.AXIAL) == rgb([70, 30], [50, 10])
    assert pixels(Plane.AXIAL, Convention(is_radiological=False)) == rgb([30, 70], [10, 50])
    assert pixels(Plane.CORONAL) == rgb([60, 20], [50, 10])
    assert pixels(Plane.SAGITTAL) == rgb([40, 20], [30, 10])
    assert pixels(Plane.SAGITTAL, Convention(is_anterior_left=False)) == rgb([20, 40], [10, 30])


def test_overlay_by_hand():
    image = small_volume()
    values = np.zeros((2, 2, 2))
    values[1, 1, 0], values[0, 0, 0] = 1.0, 0.5
    drawn = map_on(image, values, opacity=1.0, threshold=0.6, ramp="step", smooth=False)
    frame = frame_at(image.grid, Plane.AXIAL, (0, 0, 0))
    pixels = draw_slice(image, frame, AS_IS, drawn)
    assert pixels.tolist() == [
        [colour_table("inferno")[255].tolist(), [30, 30, 30]],
        [[50, 50, 50], [10, 10, 10]],
    ]


def test_half_opacity_by_hand():
    image = small_volume()
    drawn = map_on(image, np.full((2, 2, 2), 1.0), opacity=0.5, ramp="step")
    pixels = draw_slice(image, frame_at(image.grid, Plane.AXIAL, (0, 0, 0)), AS_IS, drawn)
    # The last colour of inferno is (252, 255, 164), its alpha 128 of 255.
    red = [round(grey * 127 / 255 + 252 * 128 / 255) for grey in (70, 30, 50, 10)]
    assert pixels[..., 0].ravel().tolist() == red


def test_signed_overlay_shows_what_speaks_against_the_class_in_the_other_colour():
    image = small_volume()
    values = np.zeros((2, 2, 2))
    values[1, 1, 0], values[0, 0, 0] = 1.0, -1.0
    style = {"opacity": 1.0, "threshold": 0.5, "smooth": False}
    frame = frame_at(image.grid, Plane.AXIAL, (0, 0, 0))
    both = draw_slice(image, frame, AS_IS, map_on(image, values, signed=True, **style))
    positive = draw_slice(image, frame, AS_IS, map_on(image, values, **style))
    assert both[0, 0].tolist() == colour_table("vik")[255].tolist()
    assert both[1, 1].tolist() == colour_table("vik")[0].tolist()
    assert positive[1, 1].tolist() == [10, 10, 10]


def test_image_keeps_its_grey_wherever_the_map_is_clear(patient, case):
    values = np.random.default_rng(0).normal(size=case.grid.shape)
    drawn = map_on(case, values, threshold=0.5)
    window = Window(2000, 0)
    for plane in Plane:
        frame = frame_at(case.grid, plane, case.grid.centre())
        bare = draw_slice(case, frame, window)
        covered = draw_slice(case, frame, window, drawn)
        clear = sample_heatmap(drawn.heatmap, frame, smooth=True) < 0.5
        assert clear.any()
        assert not clear.all()
        assert np.array_equal(bare[clear], covered[clear])
        assert np.any(bare[~clear] != covered[~clear])


def test_image_does_not_depend_on_the_top_of_the_map():
    image = small_volume()
    frame = frame_at(image.grid, Plane.AXIAL, (0, 0, 0))
    empty = Heatmap(np.zeros((2, 2, 2), np.float32), image.grid, "grad-cam")
    for top in (1e-6, 1.0, 1e6):
        pixels = draw_slice(image, frame, AS_IS, DrawnMap(empty, top))
        assert pixels.tolist() == rgb([70, 30], [50, 10])


# The same patient in every storage order


@pytest.mark.parametrize("is_radiological", [True, False])
def test_bright_letter_lies_on_the_patients_right_in_the_drawn_figure(
    patient, case, is_radiological
):
    convention = Convention(is_radiological=is_radiological)
    where = np.add(patient.origin, np.multiply(patient.spacing, (11, 9, 4)))
    for plane in (Plane.AXIAL, Plane.CORONAL):
        frame = frame_at(case.grid, plane, where, convention)
        pixels = plain_figure(case, frame, Window(100, 950))
        columns = np.nonzero(pixels[..., 0] > 128)[1]
        is_left = columns.max() < pixels.shape[1] / 3
        is_right = columns.min() > pixels.shape[1] * 2 / 3
        assert (is_left, is_right) == (is_radiological, not is_radiological)


@pytest.mark.parametrize("smooth", [True, False])
def test_overlay_lies_on_its_voxel_in_the_drawn_figure(patient, case, smooth):
    hot = np.argwhere(case.array == patient.head)[0]
    values = np.zeros(case.grid.shape)
    values[tuple(hot)] = 1.0
    drawn = map_on(case, values, opacity=1.0, threshold=0.9, ramp="step", smooth=smooth)
    for plane in Plane:
        frame = frame_at(case.grid, plane, case.grid.world(hot))
        pixels = draw_slice(case, frame, Window(1, 5000), drawn)
        column, row = frame.pixel(case.grid.world(hot))
        assert np.argwhere(pixels.any(axis=2)).tolist() == [[round(row), round(column)]]


# Sizes


def test_millimetres_are_square_and_no_voxel_is_lost(patient, case):
    def shape(plane):
        return square_shape(frame_at(case.grid, plane, (0, 0, 0)))

    assert shape(Plane.AXIAL) == (round(18 * 1.1 / 0.7), 22)
    assert shape(Plane.CORONAL) == (round(13 * 2.5 / 0.7), 22)
    assert shape(Plane.SAGITTAL) == (round(13 * 2.5 / 1.1), 18)


def test_plain_figure_repeats_whole_voxels():
    image = small_volume()
    frame = frame_at(image.grid, Plane.CORONAL, (0, 0, 0))
    assert plain_figure(image, frame, AS_IS).tolist() == rgb(*[[60, 20]] * 3, *[[50, 10]] * 3)


def test_nearest_voxels_are_taken_from_the_middle_of_each_pixel():
    image = small_volume()
    frame = frame_at(image.grid, Plane.CORONAL, (0, 0, 0))
    pixels = draw_slice(image, frame, AS_IS, shape=(3, 5))
    assert pixels[:, :, 0].tolist() == [[60, 60, 20, 20, 20], *[[50, 50, 10, 10, 10]] * 2]


def test_plain_figure_of_square_voxels_is_the_slice_itself():
    array = np.random.default_rng(0).integers(0, 255, (5, 6, 7)).astype(np.uint8)
    image = Image(array, Grid(array.shape, np.eye(4)))
    frame = frame_at(image.grid, Plane.AXIAL, (0, 0, 3))
    expected = array[:, :, 3].T[::-1, ::-1]
    assert np.array_equal(plain_figure(image, frame, AS_IS)[..., 1], expected)


def test_smooth_figure_stays_between_its_voxels_and_keeps_their_places():
    image = small_volume()
    frame = frame_at(image.grid, Plane.CORONAL, (0, 0, 0))
    grey = plain_figure(image, frame, AS_IS, smooth=True)[..., 0].astype(int)
    assert grey[:, 0].tolist() == pytest.approx([60, 60, 58, 52, 50, 50], abs=1)
    assert np.all(np.diff(grey, axis=0) <= 0)


@pytest.mark.parametrize("shape", [(30, 44), (9, 7), (18, 22)])
def test_resizing_keeps_the_outer_borders(patient, case, shape):
    frame = frame_at(case.grid, Plane.AXIAL, case.grid.centre())
    resized = resized_frame(frame, shape)
    rows, columns = frame.shape
    assert resized.world(-0.5, -0.5) == pytest.approx(frame.world(-0.5, -0.5))
    corner = resized.world(shape[1] - 0.5, shape[0] - 0.5)
    assert corner == pytest.approx(frame.world(columns - 0.5, rows - 0.5))
    assert np.multiply(resized.spacing, shape) == pytest.approx((18 * 1.1, 22 * 0.7))
    assert resized.letters == frame.letters


def test_map_is_sampled_at_the_pixels_of_the_figure():
    array = np.zeros((4, 1, 4), np.int16)
    image = Image(array, Grid((4, 1, 4), np.diag([1.0, 1.0, 5.0, 1.0])))
    grid = Grid((1, 1, 2), np.diag([9.0, 9.0, 10.0, 1.0]) + np.eye(4)[:, 3:] * 0)
    heatmap = Heatmap(np.array([[[0.0, 1.0]]], np.float32), grid, "x")
    style = OverlayStyle(opacity=1.0, threshold=0.0)
    frame = frame_at(image.grid, Plane.CORONAL, (0, 0, 0))
    red = plain_figure(image, frame, AS_IS, DrawnMap(heatmap, 1.0, style=style))[..., 0]
    assert len(np.unique(red[:, 0])) > 6


def test_coloured_picture_is_drawn_as_it_is():
    array = np.random.default_rng(0).integers(0, 256, (3, 4, 3)).astype(np.uint8)
    image = Image(array, pixel_grid(3, 4))
    assert np.array_equal(draw_slice(image, picture_frame(image), AS_IS), array)
    assert np.array_equal(plain_figure(image, picture_frame(image), AS_IS), array)


def test_style_gives_its_own_table():
    style = OverlayStyle("magma", 0.3, 0.1, "quadratic", "fixed", smooth=False, signed=False)
    expected = overlay_lut("magma", opacity=0.3, threshold=0.1, ramp="quadratic")
    assert np.array_equal(style.lut(), expected)
