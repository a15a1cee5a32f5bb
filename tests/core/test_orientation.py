from itertools import permutations, product

import nibabel as nib
import numpy as np
import pytest

from camviewer.core.errors import GeometryError
from camviewer.core.image import Grid, Image, pixel_grid
from camviewer.core.orientation import canonical, oblique_sentence, obliquity_degrees, to_ras

SHAPE = (4, 5, 6)
ORDERS = [
    (order, signs) for order in permutations(range(3)) for signs in product((1, -1), repeat=3)
]


def signed_axes(order, signs, spacing=(0.7, 1.3, 5.0)):
    """Affine whose array axis k runs along world axis order[k], up or down."""
    affine = np.eye(4)
    affine[:3, :3] = 0
    for axis, (world, sign) in enumerate(zip(order, signs, strict=True)):
        affine[world, axis] = sign * spacing[axis]
    affine[:3, 3] = (-11.0, 23.0, 40.0)
    return affine


def rotation(rng, degrees=None):
    """Rotation about a random axis, by an angle or by any."""
    if degrees is None:
        q, r = np.linalg.qr(rng.normal(size=(3, 3)))
        return q * np.sign(np.diag(r)) * np.sign(np.linalg.det(q * np.sign(np.diag(r))))
    x, y, z = (axis := rng.normal(size=3)) / np.linalg.norm(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    angle = np.radians(degrees)
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross


def nibabels(affine):
    """Order and flips as nibabel finds them."""
    found = nib.io_orientation(affine)
    axes = [int(world) for world in found[:, 0]]
    return (
        tuple(axes.index(world) for world in range(3)),
        tuple(bool(found[axes.index(world), 1] < 0) for world in range(3)),
    )


@pytest.mark.parametrize(("order", "signs"), ORDERS)
def test_each_of_the_48_orders_is_found_as_nibabel_finds_it(order, signs):
    affine = signed_axes(order, signs)
    turn = to_ras(Grid(SHAPE, affine))
    assert (turn.order, turn.flips) == nibabels(affine)


@pytest.mark.parametrize(("order", "signs"), ORDERS)
def test_oblique_volumes_are_turned_as_nibabel_turns_them(order, signs):
    rng = np.random.default_rng(abs(hash((order, signs))))
    for degrees in (5, 20, 40):
        affine = signed_axes(order, signs)
        affine[:3, :3] = rotation(rng, degrees) @ affine[:3, :3]
        turn = to_ras(Grid(SHAPE, affine))
        assert (turn.order, turn.flips) == nibabels(affine)


@pytest.mark.parametrize("seed", range(50))
def test_any_rotation_gets_the_order_with_the_largest_cosines(seed):
    rng = np.random.default_rng(seed)
    affine = np.eye(4)
    affine[:3, :3] = rotation(rng) @ np.diag(rng.uniform(0.3, 6, 3))
    turn = to_ras(Grid(SHAPE, affine))
    cosines = affine[:3, :3] / np.linalg.norm(affine[:3, :3], axis=0)

    def total(order):
        return sum(abs(cosines[world, axis]) for world, axis in enumerate(order))

    assert sorted(turn.order) == [0, 1, 2]
    assert total(turn.order) >= total(nibabels(affine)[0]) - 1e-12
    for world, (axis, flip) in enumerate(zip(turn.order, turn.flips, strict=True)):
        assert flip == (cosines[world, axis] < 0)


@pytest.mark.parametrize(("order", "signs"), ORDERS)
def test_canonical_equals_nibabels_array_and_affine(order, signs):
    rng = np.random.default_rng(7)
    affine = signed_axes(order, signs)
    affine[:3, :3] = rotation(rng, 15) @ affine[:3, :3]
    array = rng.integers(-1000, 1000, SHAPE).astype(np.int16)
    image = canonical(Image(array, Grid(SHAPE, affine), unit="HU", name="case"))
    expected = nib.as_closest_canonical(nib.Nifti1Image(array, affine))
    assert np.array_equal(image.array, np.asanyarray(expected.dataobj))
    assert image.array.dtype == np.int16
    assert image.grid.shape == image.array.shape
    assert np.allclose(image.grid.affine, expected.affine)
    assert np.shares_memory(image.array, array)
    assert (image.unit, image.name) == ("HU", "case")


@pytest.mark.parametrize(("order", "signs"), ORDERS)
def test_every_voxel_keeps_its_world_position(order, signs):
    grid = Grid(SHAPE, signed_axes(order, signs))
    turn = to_ras(grid)
    world = grid.world(np.moveaxis(np.indices(SHAPE), 0, -1))
    turned = turn.grid(grid)
    there = turned.world(np.moveaxis(np.indices(turned.shape), 0, -1))
    assert np.allclose(turn.apply(world), there)
    assert np.allclose(np.diag(turned.affine)[:3], np.abs(np.diag(turned.affine)[:3]))


@pytest.mark.parametrize(("order", "signs"), ORDERS)
def test_inverting_gives_the_source_back(order, signs):
    turn = to_ras(Grid(SHAPE, signed_axes(order, signs)))
    for shape in (SHAPE, (*SHAPE, 3)):
        array = np.arange(np.prod(shape)).reshape(shape)
        back = turn.invert(turn.apply(array))
        assert np.array_equal(back, array)
        assert np.shares_memory(back, array)


def test_a_picture_is_returned_as_it_is():
    image = Image(np.zeros((2, 3)), pixel_grid(2, 3))
    assert canonical(image) is image


@pytest.mark.parametrize(
    "columns",
    [
        np.diag([1.0, 0.0, 1.0]),
        np.array([[1.0, 2, 0], [0, 0, 0], [0, 0, 1]]),
        np.array([[1.0, 1, 0], [0, 1, 0], [0, 0, 0]]),
        np.diag([1.0, np.nan, 1.0]),
        np.diag([1.0, np.inf, 1.0]),
    ],
)
def test_a_damaged_affine_is_named(columns):
    affine = np.eye(4)
    affine[:3, :3] = columns
    with pytest.raises(GeometryError) as caught:
        to_ras(Grid(SHAPE, affine))
    assert caught.value.hint


@pytest.mark.parametrize("degrees", [0, 3, 12, 30, 44])
@pytest.mark.parametrize("axis", range(3))
def test_obliquity_is_the_angle_of_the_most_turned_axis(axis, degrees):
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turned = np.eye(3)
    a, b = [k for k in range(3) if k != axis]
    turned[[a, b], [a, b]] = cosine
    turned[a, b], turned[b, a] = -sine, sine
    affine = signed_axes((2, 0, 1), (1, -1, 1))
    affine[:3, :3] = turned @ affine[:3, :3]
    assert obliquity_degrees(Grid(SHAPE, affine)) == pytest.approx(degrees, abs=1e-4)


@pytest.mark.parametrize("seed", range(10))
def test_obliquity_agrees_with_nibabel_on_small_turns(seed):
    rng = np.random.default_rng(seed)
    affine = np.eye(4)
    affine[:3, :3] = rotation(rng, rng.uniform(1, 30)) @ np.diag([0.7, 0.9, 4.0])
    expected = np.degrees(nib.affines.obliquity(affine).max())
    assert obliquity_degrees(Grid(SHAPE, affine)) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("degrees", [0, 2, 12, 30, 44])
@pytest.mark.parametrize(("order", "signs"), ORDERS[::7])
def test_the_angle_is_the_largest_of_nibabels_three(order, signs, degrees):
    affine = signed_axes(order, signs)
    affine[:3, :3] = rotation(np.random.default_rng(degrees), degrees) @ affine[:3, :3]
    expected = np.degrees(nib.affines.obliquity(affine)).max()
    assert obliquity_degrees(Grid(SHAPE, affine)) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(("degrees", "angle"), [(2.9, ""), (3.1, "3°"), (12, "12°")])
def test_more_than_three_degrees_are_told(degrees, angle):
    affine, turn = signed_axes((0, 1, 2), (1, 1, 1)), np.radians(degrees)
    matrix = np.eye(3)
    matrix[:2, :2] = [[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]
    affine[:3, :3] = matrix @ affine[:3, :3]
    sentence = oblique_sentence(Grid(SHAPE, affine))
    assert angle in sentence
    assert bool(sentence) is bool(angle)
