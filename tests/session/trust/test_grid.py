"""The grid: two cells across the finding, one, or less."""

from __future__ import annotations

from math import pi

import numpy as np
import pytest

from camviewer.core.image import Grid, Image, Mask, pixel_grid
from camviewer.core.trust import Standing
from camviewer.session.trust.grid import diameter, grid, mask_size
from tests.session.trust.conftest import blank, heat, picture, volume, weighed


def ball(radius):
    """A mask of the volume of 20 voxels of 1 mm."""
    axes = np.meshgrid(*[np.arange(20) - 9.5] * 3, indexing="ij")
    return Mask("m", sum(axis**2 for axis in axes) < radius**2)


@pytest.mark.parametrize(
    ("cells", "standing"),
    [(4, Standing.SUPPORTED), (2, Standing.MIXED), (1, Standing.NOT_SUPPORTED)],
)
def test_cells_are_counted_across_the_mask(cells, standing):
    """A ball of 12 mm under cells of 5, 10 and 20 mm."""
    maps = (heat("grad-cam", np.ones((cells,) * 3), volume()),)
    found = grid(weighed(maps=maps, image=volume(), mask=ball(6.0)))
    assert found.standing is standing
    assert found.value == pytest.approx(12 / (20 / cells), rel=0.03)
    assert f"cells of {20 / cells:.1f} mm".replace("20.0", "20").replace("10.0", "10") in (
        found.sentence
    )


def test_the_longest_edge_of_a_cell_counts():
    maps = (heat("grad-cam", np.ones((4, 4, 1)), volume()),)
    assert grid(weighed(maps=maps, image=volume(), mask=ball(6.0))).value < 1


def test_without_a_mask_the_first_hot_region_is_the_finding():
    array = np.zeros((8, 8))
    array[2:4, 2:4] = 1  # 4 cells of 10 by 20 pixels
    found = grid(weighed(maps=(heat("grad-cam", array),)))
    across = 2 * (800 / pi) ** 0.5
    assert found.value == pytest.approx(across / 20)
    assert found.standing is Standing.MIXED
    assert "The first hot region is 32 pixels (20 % of the width) across" in found.sentence
    assert [curve.y[0] for curve in found.curves] == pytest.approx([across, 40])


def test_an_empty_mask_is_no_finding():
    empty = Mask("m", np.zeros((20, 20, 20), bool))
    maps = (heat("grad-cam", np.ones((4, 4, 4)), volume()),)
    assert "hot region" in grid(weighed(maps=maps, image=volume(), mask=empty)).sentence


def test_diameters_are_those_of_ball_and_disc():
    assert diameter(4 / 3 * pi * 27, 3) == pytest.approx(6)
    assert diameter(pi * 9, 2) == pytest.approx(6)


def test_a_mask_of_another_size_is_laid_evenly_over_a_picture():
    inside = np.zeros((8, 16, 3), np.uint8)
    inside[2, 3] = 255  # a hundredth of 80 by 160 pixels is 128; of 128 cells one is 100
    assert mask_size(picture(), Image(inside, pixel_grid(8, 16))) == pytest.approx(100)
    fine = Image(np.ones((4, 4, 4), np.uint8), Grid((4, 4, 4), np.diag([0.5, 0.5, 2.0, 1])))
    assert mask_size(volume(), fine) == pytest.approx(32)


def test_a_blank_map_shows_no_finding():
    assert grid(blank(weighed())).standing is Standing.UNKNOWN
