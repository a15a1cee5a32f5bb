from math import tanh

import pytest
import torch

from camviewer.engine.fuse import fuse


@pytest.mark.parametrize("shape", [(4, 5), (3, 4, 5)])
def test_maps_of_one_grid_are_fused_by_the_formula_in_loops(shape):
    generator = torch.Generator().manual_seed(0)
    maps = [torch.randn(shape, generator=generator) * scale for scale in (1.0, 30.0, 0.01)]
    found = fuse(maps)
    tops = [max(0.0, float(each.max())) for each in maps]
    for cell in torch.cartesian_prod(*map(torch.arange, shape)).tolist():
        expected = max(
            tanh(2 * max(0.0, float(each[tuple(cell)])) / top)
            for each, top in zip(maps, tops, strict=True)
        )
        assert float(found[tuple(cell)]) == pytest.approx(expected, abs=1e-6)
    assert float(found.max()) == pytest.approx(tanh(2))


@pytest.mark.parametrize(("coarse", "fine"), [((2, 3), (4, 6)), ((2, 1, 3), (4, 4, 6))])
def test_a_coarse_map_is_brought_to_the_finest_grid_linearly(coarse, fine):
    """A coarse ramp along the first axis: 0 to 1, centres of cells at quarters."""
    ramp = torch.zeros(coarse)
    ramp[1] = 1.0
    found = fuse([ramp, torch.full(fine, -1.0)])
    assert found.shape == fine
    expected = torch.tensor([0.0, 0.25, 0.75, 1.0]) * tanh(2)
    torch.testing.assert_close(found.flatten(1)[:, 0], expected)


def test_maps_with_nothing_above_zero_are_blank():
    assert not fuse([torch.full((2, 3), -1.0), torch.zeros(4, 6)]).any()
    one = torch.rand(2, 3)
    torch.testing.assert_close(fuse([one, -one]), torch.tanh(2 * one / one.max()))
