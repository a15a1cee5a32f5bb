import dataclasses
import itertools

import numpy as np
import pytest
import torch
from torchvision.transforms import v2

from camviewer.core.errors import InputError
from camviewer.core.image import Grid, Image, pixel_grid
from camviewer.engine.models.prepare import prepare, resample_volume
from camviewer.engine.models.spec import InputRecipe

PLAIN = {"mean": (0.0,), "std": (1.0,), "channels": 1}
ORDERS = [
    (order, signs)
    for order in itertools.permutations(range(3))
    for signs in itertools.product((1, -1), repeat=3)
]


def _affine(order, signs, steps=(1.0, 2.0, 4.0)):
    affine = np.zeros((4, 4))
    for axis, (world, sign) in enumerate(zip(order, signs, strict=True)):
        affine[world, axis] = sign * steps[axis]
    affine[:, 3] = (10.0, -5.0, 40.0, 1.0)
    return affine


@pytest.mark.parametrize(("order", "signs"), ORDERS)
def test_a_marked_voxel_keeps_its_place_in_all_48_orders(order, signs):
    grid = Grid((6, 5, 4), _affine(order, signs))
    array = np.full(grid.shape, -1000, np.int16)
    array[4, 1, 2] = 400
    shape = tuple(grid.shape[order.index(world)] for world in (2, 1, 0))
    recipe = InputRecipe(size=shape, window=(-1000, 400), fit="squash", **PLAIN)
    made = prepare(Image(array, grid), recipe)
    place = np.argwhere(made.batch[0, 0].numpy() == 1.0)
    assert len(place) == 1
    np.testing.assert_allclose(made.grid.world(place[0]), grid.world((4, 1, 2)), atol=1e-9)
    # (D, H, W) grow towards superior, anterior and right.
    np.testing.assert_array_equal(
        np.argmax(np.abs(made.grid.affine[:3, :3]), axis=0), (2, 1, 0)
    )
    assert (made.grid.affine[[2, 1, 0], [0, 1, 2]] > 0).all()


def test_the_outer_faces_of_a_resampled_volume_stay_where_they_were():
    grid = Grid((8, 8, 8), np.diag([0.5, 0.5, 5.0, 1.0]))
    values, fine = resample_volume(Image(np.zeros(grid.shape, np.int16), grid), (5.0, 1.0, 1.0))
    assert values.shape == (1, 1, 8, 4, 4)
    assert fine.spacing == (5.0, 1.0, 1.0)
    np.testing.assert_allclose(fine.world((-0.5, -0.5, -0.5)), grid.world((-0.5, -0.5, -0.5)))
    np.testing.assert_allclose(fine.world((7.5, 3.5, 3.5)), grid.world((7.5, 7.5, 7.5)))


def test_resampling_keeps_a_ramp_a_ramp():
    grid = Grid((40, 4, 6), np.diag([0.5, 1.0, 2.0, 1.0]))
    ramp = np.broadcast_to(np.arange(40, dtype=np.float32)[:, None, None], grid.shape)
    values, fine = resample_volume(Image(ramp.copy(), grid), (2.0, 1.0, 1.0))
    index = np.stack(np.meshgrid(*map(np.arange, fine.shape), indexing="ij"), axis=-1)
    expected = grid.index(fine.world(index))[..., 0]
    inner = (slice(None), slice(None), slice(3, -3))
    np.testing.assert_allclose(values[0, 0].numpy()[inner], expected[inner], atol=1e-4)


def test_windowing_and_normalising_follow_the_formula():
    grid = Grid((1, 1, 5), np.eye(4))
    array = np.array([-2000, -1000, -300, 400, 3000], np.int16).reshape(grid.shape)
    recipe = InputRecipe(
        size=(5, 1, 1), window=(-1000, 400), mean=(0.5,), std=(0.25,), channels=1, fit="squash"
    )
    found = prepare(Image(array, grid), recipe).batch.flatten().tolist()
    assert found == pytest.approx([-2, -2, 0, 2, 2])


def test_slope_and_intercept_are_applied_before_the_window():
    grid = Grid((1, 1, 2), np.eye(4))
    image = Image(np.array([0, 100], np.int16).reshape(grid.shape), grid, 2.0, -100.0)
    recipe = InputRecipe(size=(2, 1, 1), window=(-100, 100), fit="squash", **PLAIN)
    assert prepare(image, recipe).batch.flatten().tolist() == pytest.approx([0, 1])


def test_voxels_that_are_no_numbers_count_as_the_lowest_value():
    grid = Grid((2, 2, 2), np.eye(4))
    array = np.full(grid.shape, 400, np.float32)
    array[0, 0, 0] = np.nan
    array[1, 1, 1] = np.inf
    recipe = InputRecipe(size=(2, 2, 2), window=(-1000, 400), fit="squash", **PLAIN)
    batch = prepare(Image(array, grid), recipe).batch[0, 0]
    assert batch[0, 0, 0] == 0
    assert batch[1, 1, 1] == 0
    assert int((batch == 1).sum()) == 6


def test_a_small_volume_is_filled_up_with_air_and_told():
    grid = Grid((4, 4, 4), np.eye(4))
    image = Image(np.full(grid.shape, 400, np.int16), grid)
    recipe = InputRecipe(
        size=(6, 8, 8), window=(-1000, 400), spacing_mm=(1, 1, 1), fit="scan", **PLAIN
    )
    made = prepare(image, recipe)
    assert made.batch.shape == (1, 1, 6, 8, 8)
    assert made.batch.sum() == 64
    assert made.notes
    inside = np.argwhere(made.batch[0, 0].numpy() == 1)
    np.testing.assert_allclose(made.grid.world(inside.min(axis=0)), (0, 0, 0), atol=1e-9)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_a_pictures_range_is_that_of_its_type(dtype):
    top = np.iinfo(dtype).max
    pixels = np.array([[0, top], [top // 5, top]], dtype)
    recipe = InputRecipe(size=(2, 2), fit="squash", **PLAIN)
    found = prepare(Image(pixels, pixel_grid(2, 2)), recipe).batch.flatten().tolist()
    assert found == pytest.approx([0, 1, 0.2, 1], abs=1e-4)


def test_a_crop_is_torchvisions_resize_and_centre_crop():
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (90, 126, 3)).astype(np.uint8)
    recipe = InputRecipe(size=(40, 40), fit="crop", crop_scale=1.25)
    found = prepare(Image(pixels, pixel_grid(90, 126)), recipe)
    tensor = torch.from_numpy(pixels).permute(2, 0, 1).float() / 255
    steps = [
        v2.Resize(50, antialias=True),
        v2.CenterCrop(40),
        v2.Normalize(recipe.mean, recipe.std),
    ]
    expected = v2.Compose(steps)(tensor)
    torch.testing.assert_close(found.batch[0], expected, atol=1e-4, rtol=0)
    corner = found.grid.world((-0.5, -0.5)), found.grid.world((39.5, 39.5))
    np.testing.assert_allclose(corner, [(8.5, 26.5), (80.5, 98.5)], atol=1e-9)


def test_grey_is_repeated_and_colour_averaged():
    pixels = np.zeros((2, 2, 3), np.uint8)
    pixels[..., 0] = 255
    one = InputRecipe(size=(2, 2), fit="squash", **PLAIN)
    found = prepare(Image(pixels, pixel_grid(2, 2)), one).batch
    np.testing.assert_allclose(found, 1 / 3, atol=1e-6)
    three = dataclasses.replace(one, channels=3, mean=(0.0,) * 3, std=(1.0,) * 3)
    grey = Image(np.full((2, 2), 51, np.uint8), pixel_grid(2, 2))
    assert prepare(grey, three).batch.shape == (1, 3, 2, 2)
    np.testing.assert_allclose(prepare(grey, three).batch, 0.2, atol=1e-6)


def test_a_picture_for_volumes_and_a_volume_for_pictures_are_refused():
    picture = Image(np.zeros((4, 4), np.uint8), pixel_grid(4, 4))
    volume = Image(np.zeros((4, 4, 4), np.uint8), Grid((4, 4, 4), np.eye(4)))
    with pytest.raises(InputError, match="looks at volumes") as caught:
        prepare(picture, InputRecipe(size=(4, 4, 4)))
    assert "2D model" in caught.value.hint
    with pytest.raises(InputError, match="looks at pictures"):
        prepare(volume, InputRecipe(size=(4, 4)))


def test_the_image_is_left_as_it_was():
    array = np.arange(64, dtype=np.int16).reshape(4, 4, 4)
    before = array.copy()
    prepare(
        Image(array, Grid((4, 4, 4), np.eye(4))),
        InputRecipe(size=(2, 2, 2), window=(0, 9), **PLAIN),
    )
    np.testing.assert_array_equal(array, before)


def test_an_image_of_no_numbers_at_all_is_blank():
    grid = Grid((3, 3, 3), np.eye(4))
    image = Image(np.full(grid.shape, np.nan, np.float32), grid)
    batch = prepare(image, InputRecipe(size=(2, 2, 2), **PLAIN)).batch
    np.testing.assert_array_equal(batch, np.zeros((1, 1, 2, 2, 2)))


def test_a_volume_without_a_window_uses_the_range_of_its_physical_values():
    grid = Grid((1, 1, 3), np.eye(4))
    image = Image(np.array([10, 20, 50], np.int16).reshape(grid.shape), grid, 2.0, -7.0)
    found = prepare(image, InputRecipe(size=(3, 1, 1), **PLAIN)).batch.flatten().tolist()
    assert found == pytest.approx([0, 0.25, 1])


def test_what_was_resampled_and_cut_is_told():
    grid = Grid((8, 8, 8), np.diag([0.5, 0.5, 5.0, 1.0]))
    recipe = InputRecipe(
        size=(4, 4, 4), window=(0, 1), spacing_mm=(5, 1, 1), fit="crop", **PLAIN
    )
    made = prepare(Image(np.zeros(grid.shape, np.int16), grid), recipe)
    assert made.notes == (
        "Resampled from 5 × 0.5 × 0.5 to 5 × 1 × 1 mm.",
        "Only the middle was looked at.",
    )
    np.testing.assert_allclose(made.grid.centre(), grid.centre())


def test_a_picture_smaller_than_a_window_is_filled_up_around_its_middle():
    recipe = InputRecipe(size=(6, 8), fit="scan", **PLAIN)
    made = prepare(Image(np.full((4, 10), 255, np.uint8), pixel_grid(4, 10)), recipe)
    assert made.batch.shape == (1, 1, 6, 10)
    np.testing.assert_array_equal(made.batch[0, 0, :, 0], [0, 1, 1, 1, 1, 0])
    np.testing.assert_allclose(made.grid.world((1, 0)), (0, 0))
    assert made.notes == ("Empty space was added around an image smaller than the input.",)


@pytest.mark.parametrize(("shape", "notes"), [((4, 6), ()), ((6, 4), ("Too large.",))])
def test_a_network_of_one_size_says_that_a_picture_was_resized(shape, notes):
    recipe = InputRecipe(size=(4, 6), resized="Too large.", **PLAIN)
    assert prepare(Image(np.zeros(shape, np.uint8), pixel_grid(*shape)), recipe).notes == notes


def test_a_network_of_any_size_says_nothing_of_it():
    recipe = InputRecipe(size=(4, 6), **PLAIN)
    assert prepare(Image(np.zeros((9, 9), np.uint8), pixel_grid(9, 9)), recipe).notes == ()
