"""Regions in the world: where, how large, what the image holds there; and as files."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from camviewer.core.image import Grid, Heatmap, Image, pixel_grid
from camviewer.session import regions as module
from camviewer.session.regions import find_regions, region_place, regions_csv, regions_record


def ct(shape=(12, 10, 8)):
    """Each voxel holds its own number; axes run to L, P and S."""
    array = np.arange(np.prod(shape), dtype=np.int16).reshape(shape)
    affine = np.diag([-1.0, -2.0, 2.5, 1.0])
    affine[:3, 3] = (6, 10, -20)
    return Image(array, Grid(shape, affine), intercept=-100.0, unit="HU")


def over(image, values):
    values = np.asarray(values, np.float32)
    return Heatmap(values, image.grid.divided(values.shape), "grad-cam", target="nodule")


@pytest.fixture
def two(ct_image):
    values = np.zeros((3, 5, 4))
    values[0, 1, 2], values[2, 4, 0], values[2, 3, 0] = 10.0, 6.0, 8.0
    values[1, 1, 1] = -30.0
    return over(ct_image, values)


@pytest.fixture
def ct_image():
    return ct()


def test_regions_have_place_volume_value_share_and_rank(ct_image, two):
    found = find_regions(ct_image, two)
    assert (found.count, found.level, found.unit) == (2, 5.0, "HU")
    first, second = found.items
    assert (first.number, second.number) == (1, 2)
    assert first.share == pytest.approx(14 / 24)
    assert second.share == pytest.approx(10 / 24)
    assert found.share == pytest.approx(1)
    assert found.hottest == 2
    # A cell is 4 x 2 x 2 voxels of 1 x 2 x 2.5 mm: 80 mm3.
    assert (first.size, second.size) == pytest.approx((0.16, 0.08))
    # Cell (2, 3, 0) is centred on voxel (9.5, 6.5, 0.5).
    assert first.position == pytest.approx((6 - 9.5, 10 - 13, -20 + 1.25))
    assert first.peak == 8.0
    assert first.percentile == pytest.approx(100 * (58 + 0.5) / 60)
    assert first.centre == pytest.approx((6 - 9.5, 10 - 2 * (6.5 + 2 * 6 / 14), -18.75))
    low, high = np.array(first.low), np.array(first.high)
    np.testing.assert_allclose(high - low, (4, 8, 5))
    inside = ct_image.array[8:12, 6:10, 0:2].mean() - 100
    assert first.mean == pytest.approx(inside)
    assert second.mean == pytest.approx(ct_image.array[0:4, 2:4, 4:6].mean() - 100)


def test_only_voxels_in_the_regions_own_cells_count():
    image = ct((4, 4, 4))
    values = np.zeros((4, 4, 4))
    values[0, 0, 0] = values[0, 1, 0] = values[1, 1, 0] = 5.0  # an L in a box of four
    (item,) = find_regions(image, over(image, values)).items
    wanted = np.mean([image.array[0, 0, 0], image.array[0, 1, 0], image.array[1, 1, 0]]) - 100
    assert item.mean == pytest.approx(wanted)


def test_of_a_large_region_every_nth_voxel_is_taken(ct_image, monkeypatch):
    heatmap = over(ct_image, np.ones((3, 5, 4)))
    exact = ct_image.array.mean() - 100
    assert find_regions(ct_image, heatmap).items[0].mean == pytest.approx(exact)
    monkeypatch.setattr(module, "_EXACT_VOXELS", 200)
    again = over(ct_image, np.ones((3, 5, 4)))
    strided = ct_image.array[::2, ::2, ::2].mean() - 100
    assert find_regions(ct_image, again).items[0].mean == pytest.approx(strided)


def test_a_map_turned_against_the_image_is_measured_in_the_world(ct_image):
    """A map stored in another order of axes finds the same voxels."""
    values = np.zeros((3, 5, 4))
    values[1, 2, 1] = 3.0
    plain = over(ct_image, values)
    affine = plain.grid.affine[:, [2, 0, 1, 3]]
    turned = Heatmap(
        np.ascontiguousarray(plain.array.transpose(2, 0, 1)), Grid((4, 3, 5), affine), "b"
    )
    one, other = (find_regions(ct_image, each).items[0] for each in (plain, turned))
    assert other.mean == pytest.approx(one.mean)
    assert other.position == pytest.approx(one.position)


def test_cells_between_voxels_and_beside_the_image_have_no_mean(ct_image):
    fine = np.zeros((48, 40, 32))
    fine[0, 0, 0] = 1.0  # a quarter of a voxel that holds no centre
    assert find_regions(ct_image, over(ct_image, fine)).items[0].mean is None
    far = np.eye(4)
    far[:3, 3] = 1000
    aside = Heatmap(np.ones((2, 2, 2), np.float32), Grid((2, 2, 2), far), "b")
    assert find_regions(ct_image, aside).items[0].mean is None


def test_of_a_picture_pixels_are_counted_and_colours_have_no_mean():
    grid = pixel_grid(20, 30)
    values = np.zeros((2, 3))
    values[1, 2] = 1.0
    colour = Image(np.zeros((20, 30, 3), np.uint8), grid)
    grey = Image(np.full((20, 30), 7, np.uint8), grid)
    (item,) = find_regions(colour, over(colour, values)).items
    assert item.size == pytest.approx(100)
    assert item.mean is None
    assert region_place(item) == "14, 24"
    assert find_regions(grey, over(grey, values)).items[0].mean == 7.0


def test_a_blank_map_has_no_regions(ct_image):
    found = find_regions(ct_image, over(ct_image, -np.ones((2, 2, 2))))
    assert (found.items, found.count, found.hottest, found.share) == ((), 0, 0, 0)


def test_regions_are_found_once_for_an_image(ct_image, two):
    first = find_regions(ct_image, two)
    assert find_regions(ct_image, two) is first
    assert find_regions(ct(), two) is not first


def test_a_place_is_written_as_the_probe_writes_it(ct_image, two):
    assert region_place(find_regions(ct_image, two).items[0]) == "L 4 P 3 I 19"


def test_the_table_and_the_record_say_the_same(ct_image, two):
    found = find_regions(ct_image, two)
    record = regions_record(found)
    assert record["count"] == 2
    assert "0.5 of the highest value" in record["definition"]
    blank = find_regions(ct_image, over(ct_image, -np.ones((2, 2, 2))))
    text = regions_csv({"grad-cam": found, "blank": blank})
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["map"] for row in rows] == ["grad-cam"] * 2
    for row, item, listed in zip(rows, found.items, record["listed"], strict=True):
        assert int(row["number"]) == item.number == listed["number"]
        assert float(row["share_of_mass"]) == pytest.approx(item.share, abs=1e-6)
        assert float(row["size"]) == pytest.approx(item.size)
        assert (row["size_unit"], row["value_unit"]) == ("ml", "HU")
        assert float(row["mean_value"]) == pytest.approx(item.mean, abs=0.01)
        world = [float(x) for x in row["peak_world"].split()]
        assert world == pytest.approx(item.position, abs=0.01) == listed["peak_world"]
