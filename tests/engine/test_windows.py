from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from camviewer.core.errors import LayerError
from camviewer.engine import windows
from camviewer.engine.placement import Placement
from camviewer.engine.windows import Stitcher, gaussian_weights, plan_layout


def test_windows_overlap_by_half_and_the_last_ends_with_the_image():
    layout = plan_layout((10, 40), (8, 16), (4, 4), 0.5)
    assert layout.starts == ((0, 0), (0, 8), (0, 16), (0, 24), (2, 0), (2, 8), (2, 16), (2, 24))
    assert layout.shape == (10, 40)
    assert layout.cells == (5, 10)


def test_the_image_is_padded_to_where_cells_coincide():
    layout = plan_layout((21,), (8,), (2,), 0.5)
    assert layout.starts == ((0,), (4,), (8,), (12,), (16,))
    assert layout.shape == (24,)
    assert layout.cells == (6,)


def test_a_small_image_is_one_window():
    layout = plan_layout((5, 8), (8, 8), (4, 4), 0.5)
    assert layout.starts == ((0, 0),)
    assert layout.shape == (8, 8)
    assert layout.cells == (4, 4)


def test_cells_that_do_not_divide_the_window_set_the_step():
    layout = plan_layout((25,), (10,), (4,), 0.2)
    assert layout.starts == ((0,), (5,), (10,), (15,))
    assert [layout.first_cell(start) for start in layout.starts] == [(0,), (2,), (4,), (6,)]
    assert layout.cells == (10,)


@given(st.integers(1, 200), st.integers(2, 40), st.integers(1, 20), st.floats(0.0, 0.9))
def test_windows_cover_everything_on_whole_cells(length, window, count, overlap):
    count = min(count, window)
    layout = plan_layout((length,), (window,), (count,), overlap)
    starts = [start for (start,) in layout.starts]
    assert starts == sorted(set(starts))
    assert starts[0] == 0
    assert starts[-1] + window == layout.shape[0] >= length
    assert all(after - before <= window for before, after in pairwise(starts))
    assert all(start * count % window == 0 for start in starts)
    assert layout.first_cell((starts[-1],))[0] + count == layout.cells[0]
    if length >= window:
        assert layout.shape[0] - length < window


@pytest.mark.parametrize("shape", [(8,), (7, 7), (4, 8, 8)])
def test_weights_are_the_gaussian_of_an_eighth_of_the_window(shape):
    found = gaussian_weights(shape).numpy()
    axes = [np.exp(-0.5 * ((np.arange(n) - (n - 1) / 2) / (n / 8)) ** 2) for n in shape]
    expected = axes[0]
    for line in axes[1:]:
        expected = np.multiply.outer(expected, line)
    np.testing.assert_allclose(found, np.maximum(expected / expected.max(), 1e-3), rtol=1e-5)


def test_raw_maps_are_averaged_with_their_weights_and_not_scaled():
    layout = plan_layout((6,), (4,), (4,), 0.5)
    assert layout.starts == ((0,), (2,))
    one, other = torch.tensor([1.0, 2.0, 3.0, -4.0]), torch.tensor([50.0, 60.0, 70.0, 80.0])
    stitcher = Stitcher(layout)
    stitcher.add(layout.starts, torch.stack((one, other)))
    w = gaussian_weights((4,))
    expected = [
        1.0,
        2.0,
        (3 * w[2] + 50 * w[0]) / (w[2] + w[0]),
        (-4 * w[3] + 60 * w[1]) / (w[3] + w[1]),
        70.0,
        80.0,
    ]
    torch.testing.assert_close(stitcher.result(), torch.tensor(expected))


def test_one_window_comes_out_as_it_went_in():
    layout = plan_layout((8, 8), (8, 8), (4, 4), 0.5)
    stitcher = Stitcher(layout)
    values = torch.randn(1, 4, 4)
    stitcher.add(layout.starts, values)
    torch.testing.assert_close(stitcher.result(), values[0], rtol=1e-6, atol=0)


def test_windows_that_agree_are_stitched_to_what_they_agree_on():
    layout = plan_layout((40, 24, 21), (16, 8, 8), (4, 4, 2), 0.6)
    truth = torch.randn(layout.cells)
    stitcher = Stitcher(layout)
    for start in layout.starts:
        first = layout.first_cell(start)
        place = tuple(slice(a, a + n) for a, n in zip(first, layout.map_shape, strict=True))
        stitcher.add([start], truth[place][None])
    torch.testing.assert_close(stitcher.result(), truth)


def test_padding_is_added_at_the_end_in_the_wanted_value_of_each_channel():
    layout = plan_layout((3, 5), (4, 4), (2, 2), 0.5)
    image = torch.rand(1, 2, 3, 5)
    padded = layout.pad(image, torch.tensor([-1.0, -2.0]))
    assert padded.shape == (1, 2, 4, 6)
    torch.testing.assert_close(padded[..., :3, :5], image)
    torch.testing.assert_close(padded[0, :, 3], torch.tensor([[-1.0] * 6, [-2.0] * 6]))
    torch.testing.assert_close(padded[0, :, :, 5], torch.tensor([[-1.0] * 4, [-2.0] * 4]))


def test_windows_are_cut_where_they_start():
    layout = plan_layout((6, 4), (4, 4), (2, 2), 0.5)
    image = torch.arange(24.0).reshape(1, 1, 6, 4)
    cut = layout.cut(image, layout.starts)
    assert cut.shape == (2, 1, 4, 4)
    assert torch.equal(cut[1, 0], image[0, 0, 2:])


def test_maps_too_fine_for_a_whole_volume_are_averaged_over_blocks(monkeypatch):
    layout = plan_layout((16, 8), (8, 8), (4, 4), 0.5)
    maps = torch.arange(2.0 * 64).reshape(2, 8, 8)
    assert layout.thinned(maps) is maps
    monkeypatch.setattr(windows, "_MOST_CELLS", 16 * 8 // 4)
    found = layout.thinned(maps)
    assert found.shape == (2, 4, 4)
    assert found[0, 0, 0] == (0 + 1 + 8 + 9) / 4
    assert layout.with_cells((4, 4)).cells == (8, 4)
    monkeypatch.setattr(windows, "_MOST_CELLS", 1)
    assert layout.thinned(maps) is maps


def test_maps_of_another_size_lie_on_the_same_windows():
    layout = plan_layout((24, 8), (8, 8), (2, 2), 0.5)
    finer = layout.with_cells((8, 8))
    assert (finer.starts, finer.cells) == (layout.starts, (24, 8))
    with pytest.raises(LayerError):
        layout.with_cells((3, 3))


def _beside(count, first, step):
    return Placement((count,), (Fraction(first),), (Fraction(step),))


def test_cells_that_lie_elsewhere_coincide_in_neighbouring_windows():
    # 13 cells of two pixels from 3.5 on in windows of 32: they cover 26 pixels.
    own = _beside(13, 3.5, 2)
    layout = plan_layout((70,), (32,), (32,), 0.1, beside=[own]).with_cells((13,), own)
    assert layout.starts == ((0,), (26,), (38,))
    assert [layout.first_cell(start) for start in layout.starts] == [(0,), (13,), (19,)]
    assert layout.cells == (32,)
    assert layout.whole == _beside(32, 3.5, 2)
    stitcher = Stitcher(layout)
    stitcher.add(layout.starts, torch.ones(3, 13))
    torch.testing.assert_close(stitcher.result(), torch.ones(32))


def test_windows_fit_every_layer_wherever_its_cells_lie():
    own = _beside(5, 1, Fraction(3))
    layout = plan_layout((40,), (16,), (4,), 0.3, beside=[own])
    assert [start for (start,) in layout.starts] == [0, 12, 24]
    with pytest.raises(LayerError):
        plan_layout((40,), (16,), (4,), 0.3).with_cells((5,), own)


def test_layers_whose_cells_coincide_too_rarely_are_refused():
    # Cells of 9 and of 8 voxels coincide every 72, which is more than a window of 32.
    beside = [Placement((3,), (Fraction(1),), (Fraction(step),)) for step in (9, 8)]
    with pytest.raises(LayerError, match="do not fit"):
        plan_layout((96,), (32,), (32,), 0.5, beside=beside)
    assert plan_layout((32,), (32,), (32,), 0.5, beside=beside).starts == ((0,),)
    # 24 voxels that a layer's cells reach, and not one more.
    reaching = [Placement((3,), (Fraction(1),), (Fraction(8),))]
    starts = [at for (at,) in plan_layout((96,), (32,), (32,), 0.0, beside=reaching).starts]
    assert max(b - a for a, b in pairwise(starts)) <= reaching[0].reach(0)


def test_between_windows_that_leave_a_gap_the_map_is_zero():
    own = _beside(2, 3, 2)
    layout = plan_layout((16,), (8,), (1,), 0.5, beside=[own]).with_cells((2,), own)
    assert layout.starts == ((0,), (8,))
    stitcher = Stitcher(layout)
    stitcher.add(layout.starts, torch.ones(2, 2))
    torch.testing.assert_close(stitcher.result(), torch.tensor([1.0, 1, 0, 0, 1, 1]))


def test_an_even_layout_tells_where_its_cells_lie():
    layout = plan_layout((21,), (8,), (2,), 0.5)
    assert layout.whole == Placement.even((24,), (6,))
