from fractions import Fraction

import numpy as np
import torch
from torch.nn import functional

from camviewer.core.image import Grid
from camviewer.engine.placement import Placement, laid


def test_cells_share_out_the_input_evenly():
    # Cells of 2 rows and 3 columns: centres at (0.5, 1), the last ones at (6.5, 4).
    layer = Placement.even((8, 6), (4, 2))
    assert layer.first == (Fraction(1, 2), 1)
    assert layer.step == (2, 3)
    assert [layer.reach(axis) for axis in (0, 1)] == [8, 6]
    found = layer.grid(Grid((8, 6), np.eye(3)))
    assert found.shape == (4, 2)
    np.testing.assert_allclose(found.world((3, 1)), (6.5, 4.0))


def test_cells_are_put_into_the_world_of_a_turned_and_tilted_input():
    affine = np.array([[0, 0, -2.0, 9], [0, -1.5, 0, 7], [3.0, 0, 0.5, -4], [0, 0, 0, 1]])
    inputs = Grid((8, 6, 4), affine)
    placed = Placement(
        (2, 2, 3),
        (Fraction(1), Fraction(1, 2), Fraction(0)),
        (Fraction(4), Fraction(2), Fraction(1)),
    )
    found = placed.grid(inputs)
    np.testing.assert_allclose(found.world((1, 1, 2)), inputs.world((5, 2.5, 2)))


def test_the_distance_of_two_placements_is_that_of_their_worst_cell_in_cells():
    even = Placement.even((32, 32), (13, 13))
    # CIFAKE's conv2: 3.5 less 0.73 pixels at both ends, cells of two pixels.
    own = Placement((13, 13), (Fraction(7, 2),) * 2, (Fraction(2),) * 2)
    assert abs(float(own.gap(even)) - (3.5 - (16 / 13 - 0.5)) / 2) < 1e-12
    assert own.is_beside(even)
    # ResNet's last map: 15.5 of 32 pixels.
    padded = Placement((7, 7), (Fraction(0),) * 2, (Fraction(32),) * 2)
    assert padded.gap(Placement.even((224, 224), (7, 7))) == Fraction(31, 64)
    assert not padded.is_beside(Placement.even((224, 224), (7, 7)))
    ends = (
        Placement((3,), (Fraction(0),), (Fraction(2),)),
        Placement((3,), (Fraction(0),), (Fraction(3),)),
    )
    assert ends[0].gap(ends[1]) == 1


def test_cells_of_padding_alone_are_not_counted():
    even = Placement.even((24, 8), (6, 4))
    assert even.within((21, 8)) == (6, 4)
    assert even.within((20, 7)) == (5, 4)
    assert Placement((13,), (Fraction(7, 2),), (Fraction(2),)).within((32,)) == (13,)
    # Cell 4 is centred at 11.5 and begins at 10.5, where the last voxel of eleven ends.
    assert Placement((13,), (Fraction(7, 2),), (Fraction(2),)).within((11,)) == (4,)
    assert Placement((13,), (Fraction(7, 2),), (Fraction(2),)).within((12,)) == (5,)


def test_an_even_map_is_laid_as_torch_enlarges_it():
    values = torch.randn(3, 5, dtype=torch.float64)
    found = laid(values, Placement.even((12, 20), (3, 5)), Placement.even((12, 20), (12, 20)))
    wanted = functional.interpolate(values[None, None], size=(12, 20), mode="bilinear")[0, 0]
    torch.testing.assert_close(found, wanted)


def test_a_map_is_laid_where_its_cells_are_and_zero_beyond():
    own = Placement((2,), (Fraction(2),), (Fraction(2),))
    found = laid(torch.tensor([4.0, 8.0]), own, Placement.even((8,), (8,)))
    # Centres at 2 and 4, reaching from 1 to 5.
    torch.testing.assert_close(found, torch.tensor([0, 4.0, 4, 6, 8, 8, 0, 0]))


def test_a_map_on_its_own_cells_is_itself():
    own = Placement((2,), (Fraction(2),), (Fraction(2),))
    values = torch.tensor([4.0, 8.0])
    assert laid(values, own, own) is values
