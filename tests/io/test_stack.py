"""Slices on a line, against numbers worked by hand."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from camviewer.io.stack import Slice, layout, stacks_of

ONE = Slice(
    path=Path("a"),
    frame=0,
    series="1",
    uid="",
    number=0,
    shape=(4, 5),
    placement=np.array([[0.0, 0, 0], [1, 0, 0], [0, 1, 0]]),
    spacing=(2.0, 0.5),
    thickness=7.0,
    scale=(1.0, 0.0),
    moment=(0.0,),
)


def _at(depths, step=(0.0, 0, 1), turn=((1, 0, 0), (0, 1, 0), (0, 0, 1))):
    """Slices along a step, numbered from 1; turned as a whole."""
    slices = []
    for index, depth in enumerate(depths):
        spot = np.asarray(turn) @ (np.array([10.0, 20, 30]) + depth * np.asarray(step, float))
        place = np.vstack([spot, np.asarray(turn)[:, :2].T])
        slices.append(replace(ONE, uid=str(index), number=index + 1, placement=place))
    return slices


def _laid(slices):
    (stack,) = stacks_of(slices)
    return layout(stack)


def test_the_affine_leads_from_columns_rows_and_slices_to_ras():
    laid = _laid(_at([0, 3, 6]))
    expected = [[-0.5, 0, 0, -10], [0, -2, 0, -20], [0, 0, 3, 30], [0, 0, 0, 1]]
    np.testing.assert_allclose(laid.affine, expected, atol=1e-9)
    assert (laid.slots, laid.depth, laid.sentences) == ((0, 1, 2), 3, ())


@given(
    order=st.permutations(range(9)),
    angles=st.tuples(*[st.floats(-180, 180)] * 3),
    gap=st.floats(0.3, 8),
)
@settings(deadline=None, max_examples=60)
def test_the_order_of_the_files_does_not_matter(order, angles, gap):
    turn = Rotation.from_euler("xyz", angles, degrees=True).as_matrix()
    slices = _at(np.arange(9) * gap, turn=turn)
    straight, shuffled = _laid(slices), _laid([slices[each] for each in order])
    np.testing.assert_array_equal(straight.affine, shuffled.affine)
    assert straight.sentences == shuffled.sentences == ()
    # Every slice's first pixel lies where its file says, in RAS.
    ends = straight.affine @ [[0, 0], [0, 0], [0, 8], [1, 1]]
    wanted = np.array([each.where[0] * [-1, -1, 1] for each in (slices[0], slices[-1])])
    np.testing.assert_allclose(ends[:3].T, wanted, atol=1e-6)


@pytest.mark.parametrize("noise", [0.004, 0.05])
def test_rounded_positions_are_no_gap(noise):
    steps = np.arange(40) * 0.625
    laid = _laid(_at(np.round(steps / (2 * noise)) * 2 * noise))
    assert laid.depth == 40
    assert laid.sentences == ()
    assert np.linalg.norm(laid.affine[:3, 2]) == pytest.approx(0.625, abs=0.002)


def test_missing_slices_keep_their_places_and_are_named():
    laid = _laid([each for each in _at(np.arange(20) * 2.5) if each.number not in {5, 12, 13}])
    assert laid.depth == 20
    assert set(range(20)) - set(laid.slots) == {4, 11, 12}
    assert np.linalg.norm(laid.affine[:3, 2]) == pytest.approx(2.5)
    where = "between slices 4 and 6, between slices 11 and 14"
    told = f"3 slices are missing (20 expected, 17 found), {where}: shown empty."
    assert laid.sentences == (told,)


def test_many_gaps_are_counted_after_the_third():
    kept = [each for each in _at(np.arange(40)) if each.number not in {3, 8, 13, 18, 23}]
    (sentence,) = _laid(kept).sentences
    assert "between slices 12 and 14 and in 2 more gaps" in sentence


def test_slices_without_numbers_are_counted():
    slices = [replace(each, number=0) for each in _at([0, 1, 2, 4, 5, 6])]
    (sentence,) = _laid(slices).sentences
    assert "between slices 3 and 4" in sentence


def test_unequal_steps_are_told_with_their_numbers():
    laid = _laid(_at([0, 2, 4, 6, 7, 9, 11]))
    assert laid.depth == 7
    (sentence,) = laid.sentences
    # The line through them has the slope 51/28 and leaves the third gap 0.536 mm beside.
    spots = np.array([0, 2, 4, 6, 7, 9, 11])
    slope, start = np.polyfit(np.arange(7), spots, 1)
    worst = np.abs(spots - start - slope * np.arange(7)).max()
    assert sentence == (
        "The slices are unequally spaced: 2.00 mm expected, 1.00 mm found between slices 4 and "
        f"5; shown {slope:.2f} mm apart, up to {worst:.1f} mm from their true places."
    )


def test_half_thin_and_half_thick_slices_are_unequal_not_missing():
    (sentence,) = _laid(_at([0, 1, 2, 3, 4, 9, 14, 19, 24])).sentences
    assert sentence.startswith("The slices are unequally spaced: 1.00 mm expected, 5.00 mm")


def test_a_tilted_gantry_leans_the_third_axis_and_tells_the_angle():
    angle = np.radians(15)
    step = np.array([0, np.tan(angle), 1])
    laid = _laid(_at(np.arange(5) * 2.0, step))
    np.testing.assert_allclose(laid.affine[:3, 2], 2 * step * [-1, -1, 1], atol=1e-9)
    assert laid.sentences == (
        "The slices are stacked 15.0° off their normal (a tilted gantry).",
    )


def test_slices_shifted_sideways_are_told():
    slices = _at(range(6))
    slices[3].where[0][0] += 4
    (sentence,) = _laid(slices).sentences
    assert sentence.startswith("Slices are shifted sideways by up to 3.")


def test_a_single_slice_is_as_thick_as_it_says():
    laid = _laid(_at([0]))
    assert np.linalg.norm(laid.affine[:3, 2]) == pytest.approx(7)
    assert laid.sentences == ("There is one slice only: it is shown 7.00 mm thick.",)
    laid = _laid([replace(each, thickness=0.0) for each in _at([0])])
    assert np.linalg.norm(laid.affine[:3, 2]) == pytest.approx(1)
    assert "unknown thickness" in laid.sentences[0]


def test_places_that_occur_equally_often_are_phases():
    early = [replace(each, moment=(1.0,)) for each in _at(range(4))]
    late = [replace(each, moment=(2.0,), uid=f"late{each.uid}") for each in _at(range(4))]
    stacks = stacks_of(late + early)
    assert [(each.phase, each.phases) for each in stacks] == [(1, 2), (2, 2)]
    assert [{s.moment for s in each.slices} for each in stacks] == [{(1.0,)}, {(2.0,)}]


def test_places_that_occur_unequally_often_keep_the_first_and_say_so():
    more = [replace(each, moment=(2.0,), uid=f"b{each.uid}") for each in _at(range(2))]
    (stack,) = stacks_of([*more, *_at(range(4))])
    assert {each.moment for each in stack.slices} == {(0.0,)}
    assert layout(stack).sentences == ("2 slices are left out: another lies at its place.",)


def test_the_same_file_twice_is_taken_once():
    (stack,) = stacks_of(_at(range(4)) * 2)
    assert (len(stack.slices), stack.phases, stack.doubles) == (4, 1, 4)


def test_identifiers_that_are_all_the_same_do_not_lose_slices():
    (stack,) = stacks_of([replace(each, uid="same") for each in _at(range(4))])
    assert len(stack.slices) == 4


@pytest.mark.parametrize(
    "change",
    [
        {"shape": (4, 6)},
        {"spacing": (2.0, 0.6)},
        {"placement": np.array([[0.0, 0, 9], [0, 1, 0], [0, 0, 1]])},
        {"placement": None},
    ],
)
def test_a_slice_unlike_the_others_is_left_out_and_counted(change):
    (stack,) = stacks_of([*_at(range(4)), replace(ONE, uid="odd", **change)])
    assert (len(stack.slices), stack.odd) == (4, 1)
    assert layout(stack).sentences == ("1 image is left out, of another size or direction.",)


def test_whole_stacks_of_two_sizes_are_two_volumes():
    wide = [replace(each, shape=(4, 9), uid=f"w{each.uid}") for each in _at(range(3))]
    assert [each.slices[0].shape for each in stacks_of([*_at(range(5)), *wide])] == [
        (4, 5),
        (4, 9),
    ]


def test_pictures_without_a_place_are_one_by_one():
    flat = [replace(ONE, uid=str(n), placement=None) for n in range(3)]
    stacks = stacks_of(flat)
    assert [len(each.slices) for each in stacks] == [1, 1, 1]
    assert not stacks[0].is_placed
    with pytest.raises(ValueError, match="no place"):
        _ = stacks[0].slices[0].where
