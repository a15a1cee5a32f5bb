"""Numbers of measures by hand and formula, and what is done with measures."""

from __future__ import annotations

import math

import numpy as np
import pytest

from camviewer.core.image import Grid, Heatmap, Image, Mask, pixel_grid
from camviewer.render.overlay import sample_grid, sample_heatmap
from camviewer.session import measures
from camviewer.session.state import Measure


def world(image, *voxels):
    return tuple(tuple(float(x) for x in image.grid.world(each)) for each in voxels)


def oblique(degrees=30.0):
    """A volume turned about its second axis, with 1 x 2 x 3 mm voxels."""
    turn, angle = np.eye(4), np.radians(degrees)
    turn[[0, 0, 2, 2], [0, 2, 0, 2]] = (
        np.cos(angle), np.sin(angle), -np.sin(angle), np.cos(angle)
    )  # fmt: skip
    affine = turn @ np.diag([1.0, 2.0, 3.0, 1.0])
    array = np.arange(10 * 11 * 12, dtype=np.int16).reshape(10, 11, 12)
    return Image(array, Grid(array.shape, affine), unit="HU")


def test_a_distance_goes_through_the_affine():
    image = oblique()
    line = Measure(1, "distance", "axial", world(image, (1, 1, 5), (4, 3, 5)))
    found = measures.image_numbers(image, line)
    assert (found.unit, found.area, found.values) == ("mm", None, None)
    assert found.length == pytest.approx(math.hypot(3 * 1.0, 2 * 2.0))


def test_a_distance_in_a_picture_is_in_pixels(picture):
    line = Measure(1, "distance", "", ((2.0, 1.0), (5.0, 5.0)))
    found = measures.image_numbers(picture, line)
    assert (found.unit, found.length) == ("px", 5.0)


def test_a_region_has_the_numbers_of_its_voxels():
    image = oblique()
    box = Measure(1, "box", "axial", world(image, (2, 3, 5), (6, 7, 5)))
    found = measures.image_numbers(image, box)
    inside = image.array[2:7, 3:8, 5].astype(float)
    assert found.values.count == inside.size
    assert found.values.mean == pytest.approx(inside.mean())
    assert found.values.deviation == pytest.approx(inside.std())
    assert (found.values.minimum, found.values.maximum) == (inside.min(), inside.max())
    assert found.area == pytest.approx(25 * 1.0 * 2.0)


def heat_over(image, seed=1):
    shape = tuple(max(2, count // 3) for count in image.grid.shape)
    values = np.random.default_rng(seed).normal(size=shape).astype(np.float32)
    return Heatmap(values, image.grid.divided(shape), "grad-cam")


@pytest.mark.parametrize("smooth", [True, False])
def test_the_heat_of_a_region_is_a_share_of_its_slice_and_of_all(smooth):
    image = oblique()
    heatmap = heat_over(image)
    box = Measure(1, "box", "axial", world(image, (2, 3, 5), (6, 7, 5)))
    found = measures.heat_numbers(image, box, heatmap, smooth=smooth)
    positive = measures.positive_part(heatmap)
    everywhere = sample_grid(positive, image.grid, smooth=smooth).astype(float)
    inside = everywhere[2:7, 3:8, 5].sum()
    assert found.slice_share == pytest.approx(inside / everywhere[:, :, 5].sum(), rel=1e-4)
    assert found.whole_share == pytest.approx(inside / everywhere.sum(), rel=1e-4)
    drawn = sample_heatmap(heatmap, measures.measure_frame(image, box), smooth=smooth)
    signed = sample_grid(heatmap, image.grid, smooth=smooth)[2:7, 3:8, 5]
    assert found.mean == pytest.approx(signed.mean(), abs=1e-5)
    assert found.maximum == pytest.approx(signed.max(), abs=1e-5)
    assert drawn.max() >= found.maximum - 1e-6


def test_a_region_over_everything_holds_all_heat_of_a_picture(picture):
    heatmap = heat_over(picture)
    box = Measure(1, "box", "", ((0.0, 0.0), (19.0, 29.0)))
    found = measures.heat_numbers(picture, box, heatmap)
    assert found.slice_share == pytest.approx(1.0)
    assert found.whole_share == pytest.approx(1.0)


def test_a_map_without_heat_has_no_shares(picture):
    blank = Heatmap(-np.ones((2, 3), np.float32), picture.grid.divided((2, 3)), "cam")
    box = Measure(1, "box", "", ((0.0, 0.0), (9.0, 9.0)))
    found = measures.heat_numbers(picture, box, blank)
    assert math.isnan(found.slice_share)
    assert math.isnan(found.whole_share)
    assert found.mean == -1


def test_a_distance_holds_no_heat_and_a_map_of_another_world_is_not_asked(picture, volume):
    line = Measure(1, "distance", "", ((2.0, 1.0), (5.0, 5.0)))
    assert measures.heat_numbers(picture, line, heat_over(picture)) is None
    box = Measure(1, "box", "", ((2.0, 1.0), (5.0, 5.0)))
    assert measures.heat_numbers(picture, box, heat_over(volume)) is None


def test_numbers_are_worked_out_once(picture, monkeypatch):
    box = Measure(1, "box", "", ((2.0, 1.0), (5.0, 5.0)))
    first = measures.image_numbers(picture, box)
    named = Measure(7, "box", "", box.points, "another name")
    assert measures.image_numbers(picture, named) is first
    for step in range(300):
        measures.image_numbers(picture, Measure(1, "distance", "", ((0.0, 0.0), (1.0, step))))
    assert measures.image_numbers(picture, box) == first


# Drawing and changing


@pytest.fixture
def drawn(session, volume):
    session.show(volume)
    state = session.state
    for kind in ("distance", "ellipse", "distance"):
        measures.add(state, kind, "axial", world(volume, (1, 2, 3), (4, 5, 3)))
    return state


def test_what_is_drawn_gets_a_key_of_its_own_and_is_marked(drawn):
    assert [each.key for each in drawn.measures.items] == [1, 2, 3]
    assert drawn.measures.selected == 3
    measures.remove(drawn, 2)
    assert measures.add(drawn, "box", "axial", ((0.0,) * 3,) * 2).key == 4


def test_each_change_is_one_new_list(drawn):
    heard = []
    drawn.measures.events.items.connect(heard.append)
    measures.change(drawn, 2, label="lesion")
    measures.remove(drawn, 1)
    assert len(heard) == 2
    assert [each.label for each in drawn.measures.items] == ["lesion", ""]


def test_removing_the_marked_one_marks_none(drawn):
    measures.remove(drawn, 1)
    assert drawn.measures.selected == 3
    measures.remove(drawn, 3)
    assert drawn.measures.selected is None
    measures.remove_all(drawn)
    assert drawn.measures.items == ()


def test_each_kind_is_counted_for_itself(drawn):
    assert measures.numbers(drawn.measures.items) == {1: 1, 2: 1, 3: 2}


def test_going_there_shows_its_plane_and_slice(drawn, volume):
    made = measures.add(drawn, "box", "coronal", world(volume, (1, 4, 1), (5, 4, 3)))
    drawn.measures.selected = None
    drawn.view.maximised = "axial"
    measures.go_to(drawn, made)
    assert drawn.view.position == pytest.approx(tuple(volume.grid.world((3, 4, 2))))
    assert (drawn.view.maximised, drawn.view.compare_plane) == ("coronal", "coronal")
    assert drawn.measures.selected == made.key
    drawn.view.maximised = ""
    measures.go_to(drawn, made)
    assert drawn.view.maximised == ""


def test_a_new_case_begins_without_any(drawn, session, picture):
    drawn.view.tool = "box"
    drawn.masks.items = (Mask("one", np.ones((8, 9, 6), bool)),)
    drawn.masks.visible = ("one",)
    session.show(picture)
    assert (drawn.measures.items, drawn.measures.selected) == ((), None)
    assert (drawn.masks.items, drawn.masks.visible, drawn.view.tool) == ((), (), "")


def test_a_picture_has_one_plane():
    image = Image(np.zeros((4, 5)), pixel_grid(4, 5))
    assert measures.measure_frame(image, Measure(1, "box", "", ((0.0, 0.0),) * 2)).plane is None
