"""RISE and occlusion beside their formulas, mask by mask and window by window."""

from __future__ import annotations

import dataclasses
import itertools
import math

import numpy as np
import pytest
import torch

from camviewer.engine.methods import METHODS, Facts, covering, masks
from camviewer.engine.methods.panes import Pane


def with_network(probe, **changes):
    return dataclasses.replace(probe, network=dataclasses.replace(probe.network, **changes))


def slow_mask(grid, shift, size):
    """Enlarge a random grid to one cell more than the input and cut it; cell by cell."""
    out = np.zeros(size)
    for cell in np.ndindex(*size):
        weights = []
        for at, off, new, cells in zip(cell, shift, size, grid.shape, strict=True):
            whole = (cells + 1) * math.ceil(new / cells)
            place = min(max((at + off + 0.5) * cells / whole - 0.5, 0.0), cells - 1.0)
            low = int(place)
            weights.append([(low, 1 - (place - low)), (min(low + 1, cells - 1), place - low)])
        for corner in itertools.product(*weights):
            value = float(grid[tuple(i for i, _ in corner)])
            out[cell] += np.prod([w for _, w in corner]) * value
    return out


@pytest.mark.parametrize("fill", ["zero", "blank"])
def test_rise_is_the_formula(fill, grid, make_probe, run):
    probe = make_probe(2, 3, *grid)
    found = run("rise", probe, masks=25, cells=3, share=0.4, fill=fill)
    size = tuple(probe.network.inputs.shape[2:])
    cells = covering.mask_cells(size, None, 3)
    grids, shifts = covering.draw_grids(25, size, cells, (0.4, probe.seed))
    ground = 0.0 if fill == "zero" else -1.0
    for i in range(2):
        exact = np.zeros(size)
        for one, shift in zip(grids, shifts, strict=True):
            mask = slow_mask(one.numpy(), shift.tolist(), size)
            seen = probe.network.inputs[i].double().numpy() * mask + ground * (1 - mask)
            chance = probe.network.chances(torch.from_numpy(seen)[None].float(), i)
            exact += float(chance[0]) * mask / (25 * 0.4)
        np.testing.assert_allclose(found[i], exact, rtol=1e-4, atol=1e-6)


def test_masks_are_the_authors_inside_their_border():
    """Their skimage.resize with order 1 of a grid of 7 cells, at 224 pixels."""
    transform = pytest.importorskip("skimage.transform")
    grids, shifts = covering.draw_grids(3, (224, 224), (7, 7), (0.5, 1))
    found = covering.random_masks(grids.float(), shifts, (224, 224))
    for grid, shift, mask in zip(grids, shifts.tolist(), found, strict=True):
        large = transform.resize(
            grid.numpy().astype("float32"),
            (256, 256),
            order=1,
            mode="edge",
            anti_aliasing=False,
        )
        theirs = large[shift[0] : shift[0] + 224, shift[1] : shift[1] + 224]
        np.testing.assert_allclose(mask, theirs, atol=1e-5)


def test_masks_are_open_as_often_as_asked_and_cut_anywhere_in_a_cell():
    grids, shifts = covering.draw_grids(2000, (20, 30), (4, 6), (0.3, 5))
    assert abs(float(grids.float().mean()) - 0.3) < 0.01
    assert [int(each) for each in shifts.amin(0)] == [0, 0]
    assert [int(each) for each in shifts.amax(0)] == [4, 4]
    again, _ = covering.draw_grids(2000, (20, 30), (4, 6), (0.3, 5))
    other, _ = covering.draw_grids(2000, (20, 30), (4, 6), (0.3, 6))
    assert torch.equal(grids, again)
    assert not torch.equal(grids, other)


def test_cells_of_a_mask_are_equally_long_in_millimetres():
    assert covering.mask_cells((224, 224), None, 7) == (7, 7)
    assert covering.mask_cells((100, 200), None, 8) == (4, 8)
    assert covering.mask_cells((40, 200, 200), (5.0, 1.0, 1.0), 8) == (8, 8, 8)
    assert covering.mask_cells((3, 300), None, 7) == (1, 7)


def test_rise_finds_the_one_cell_that_counts(make_probe, run):
    probe = make_probe(1, 2, 4, 5)
    inputs = torch.ones(1, 1, 8, 10)
    probe = with_network(probe, inputs=inputs, chances=lambda x, _i: x[:, 0, 5, 2])
    found = run("rise", probe, masks=4000)[0]
    assert divmod(int(found.argmax()), 10) == (5, 2)
    # E[m(s)^2] / q at the cell; a mask's mean is q, so a cell far away has q.
    assert abs(float(found[0, 9]) - 0.5) < 0.05
    assert float(found[5, 2]) > 0.6


@pytest.mark.parametrize("rows", [1, 7])
def test_rise_does_not_depend_on_the_size_of_a_batch(rows, grid, make_probe, run, monkeypatch):
    probe = make_probe(2, 3, *grid)
    whole = run("rise", probe, masks=30)
    monkeypatch.setattr(covering, "_SMALL_VALUES", 0)
    parts = run("rise", with_network(probe, rows=rows), masks=30)
    torch.testing.assert_close(parts, whole, rtol=1e-4, atol=1e-6)


def test_partial_map_of_rise_is_on_the_scale_of_the_whole(make_probe, run, monkeypatch):
    monkeypatch.setattr(covering, "_SMALL_VALUES", 0)
    probe = make_probe(1, 3, 4, 5)
    seen = []
    probe = dataclasses.replace(probe, watch=lambda *news: seen.append(news))
    whole = run("rise", probe, masks=60)
    assert len(seen) == 20
    assert torch.equal(seen[-1][2], whole)
    assert abs(float(seen[9][2].mean() / whole.mean()) - 1) < 0.3


def slow_occlusion(probe, i, side, step, ground):
    """Score lost behind the windows that cover each cell, on average."""
    network = probe.network
    picture = network.inputs[i]
    size = picture.shape[1:]
    clean = float(network.scores(picture[None], i)[0])
    total, counts = np.zeros(size), np.zeros(size)
    ranges = []
    for cells, length, stride in zip(size, side, step, strict=True):
        starts = [0]
        while starts[-1] + length < cells:
            starts.append(starts[-1] + stride)
        ranges.append(starts)
    for corner in itertools.product(*ranges):
        covered = picture.clone()
        inside = [
            cell
            for cell in np.ndindex(*size)
            if all(a <= c < a + n for a, c, n in zip(corner, cell, side, strict=True))
        ]
        for cell in inside:
            covered[(slice(None), *cell)] = ground[(slice(None), *cell)]
        drop = clean - float(network.scores(covered[None], i)[0])
        for cell in inside:
            total[cell] += drop
            counts[cell] += 1
    assert counts.min() >= 1
    return total / counts


@pytest.mark.parametrize(("pixels", "stride"), [(3, 100.0), (3, 50.0), (2, 50.0), (50, 50.0)])
def test_occlusion_is_the_formula(pixels, stride, grid, make_probe, run):
    probe = make_probe(2, 3, *grid)
    found = run("occlusion", probe, window_pixels=pixels, stride=stride)
    size = probe.network.inputs.shape[2:]
    side = [min(pixels, cells) for cells in size]
    if side == list(size):
        side = [max(cells // 4, 1) for cells in size]
    step = [max(round(length * stride / 100), 1) for length in side]
    for i in range(2):
        exact = slow_occlusion(probe, i, side, step, torch.zeros_like(probe.network.inputs[i]))
        np.testing.assert_allclose(found[i], exact, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("fill", ["blank", "mean", "blur"])
def test_window_shows_what_was_chosen(fill, grid, make_probe, run):
    probe = make_probe(1, 3, *grid)
    picture = probe.network.inputs[0]
    means = picture.flatten(1).mean(1).reshape(-1, *[1] * len(grid))
    ground = {
        "blank": torch.full_like(picture, -1.0),
        "mean": means.expand_as(picture),
        "blur": masks.blurred(picture, masks.blur_radii(picture.shape[1:], None, 0.228)),
    }[fill]
    assert not torch.equal(ground, picture)
    found = run("occlusion", probe, window_pixels=2, stride=100.0, fill=fill)
    exact = slow_occlusion(probe, 0, [2] * len(grid), [2] * len(grid), ground)
    np.testing.assert_allclose(found[0], exact, rtol=1e-3, atol=1e-5)


def test_window_of_a_volume_is_a_cube_in_millimetres(make_probe, run):
    probe = make_probe(1, 3, 3, 4, 4)
    probe = with_network(probe, spacing_mm=(5.0, 2.5, 2.0))
    found = run("occlusion", probe, window_mm=10.0, stride=100.0)
    ground = torch.zeros_like(probe.network.inputs[0])
    exact = slow_occlusion(probe, 0, [2, 4, 5], [2, 4, 5], ground)
    np.testing.assert_allclose(found[0], exact, rtol=1e-3, atol=1e-5)


def test_occlusion_of_a_linear_network_is_its_terms(make_probe, run):
    """One pixel at a time: the score lost is the pixel's weight times its value."""
    probe = make_probe(1, 2, 2, 2)
    inputs = torch.arange(1.0, 17.0).reshape(1, 1, 4, 4)
    weights = torch.tensor([1.0, -1.0, 2.0, 0.0]).repeat(4).reshape(4, 4)
    probe = with_network(
        probe, inputs=inputs, scores=lambda x, _i: (x[:, 0] * weights).flatten(1).sum(1) + 3
    )
    found = run("occlusion", probe, window_pixels=1, stride=100.0)
    torch.testing.assert_close(found[0], inputs[0, 0] * weights)


@pytest.mark.parametrize(
    ("size", "spacing"), [((8, 10), None), ((7, 9), None), ((6, 8, 4), (2.0, 1.0, 1.5))]
)
@pytest.mark.parametrize("stride", [20.0, 50.0, 100.0])
def test_every_cell_is_in_a_window_and_all_windows_are_counted(size, spacing, stride):
    pane = Pane(3, 4.0, stride)
    windows = pane.windows(size, spacing)
    assert len(windows) == pane.count(size, spacing)
    counts = np.zeros(size)
    for window in windows:
        assert counts[window].size > 0
        counts[window] += 1
    assert counts.min() >= 1


def test_the_estimate_knows_the_number_of_windows_and_masks():
    occlusion, rise = METHODS.get("occlusion"), METHODS.get("rise")
    picture = Facts(8, 49, 224 * 224, 10, has_head=True, size=(224, 224))
    volume = Facts(
        8, 27, 64**3, 2, has_head=True, size=(64, 64, 64), spacing_mm=(1.0, 1.0, 1.0)
    )
    unknown = Facts(8, 49, 224 * 224, 10, has_head=True)
    params = occlusion.params()
    assert occlusion.cost(picture, params).forwards == 13 * 13 + 1
    assert occlusion.cost(unknown, params).forwards == 13 * 13 + 1
    assert occlusion.cost(volume, params).forwards == 6**3 + 1
    assert rise.cost(picture, rise.params()).forwards == 2000


def test_a_stop_is_seen_between_two_batches(make_probe, run, monkeypatch):
    monkeypatch.setattr(covering, "_SMALL_VALUES", 0)
    asked = []

    def scores(inputs, _sample):
        asked.append(len(inputs))
        return inputs.flatten(1).sum(1)

    def stop(done, _total, _map):
        if done >= 6:
            raise KeyboardInterrupt

    probe = with_network(make_probe(1, 3, 4, 5), scores=scores, chances=scores)
    probe = dataclasses.replace(probe, watch=stop)
    for name, before in (("rise", []), ("occlusion", [1])):
        asked.clear()
        with pytest.raises(KeyboardInterrupt):
            run(name, probe, **({"window_pixels": 1} if before else {}))
        assert asked == [*before, 3, 3]
