from collections import OrderedDict
from dataclasses import dataclass, replace
from itertools import permutations, product

import numpy as np
import pytest
import torch
from torch import nn
from torchvision.models.segmentation import lraspp_mobilenet_v3_large

import camviewer
from camviewer.core.errors import InputError, ModelError
from camviewer.core.image import Grid, Image, pixel_grid
from camviewer.engine.targets import (
    DetectionTarget,
    RegionTarget,
    VoxelTarget,
    Where,
)


def _region_of(target, where, shape, classes=2):
    """Cells that a target takes in, (N, *shape): read off the gradient of its score."""
    output = torch.zeros(len(where.starts), classes, *shape, requires_grad=True)
    aim = target.settle(output, len(output), where)
    score = aim.score(output, torch.arange(len(output)))
    (gradient,) = torch.autograd.grad(score.sum(), output)
    assert not gradient[:, 1 - target.index].any()
    return (gradient[:, target.index] != 0).numpy()


def _whole(grid):
    return Where(grid, [(0,) * grid.ndim], grid.shape)


# --- regions that the network predicts


@pytest.mark.parametrize("shape", [(4, 5), (3, 4, 5)])
def test_a_predicted_region_is_the_mean_where_the_class_is_highest(shape, leaf, scored):
    scores = leaf(2, 3, *shape)
    score, gradient = scored(RegionTarget(1), {"out": scores, "aux": 0}, scores)
    expected = torch.zeros_like(scores)
    for sample in range(2):
        cells = [
            cell
            for cell in product(*map(range, shape))
            if int(scores[(sample, slice(None), *cell)].argmax()) == 1
        ]
        values = [float(scores[(sample, 1, *cell)].detach()) for cell in cells]
        assert float(score[sample].detach()) == pytest.approx(np.mean(values))
        for cell in cells:
            expected[(sample, 1, *cell)] = 1 / len(cells)
    torch.testing.assert_close(gradient, expected.detach())


def test_one_channel_is_the_class_where_it_is_above_zero(leaf, scored):
    scores = leaf(2, 1, 4, 5)
    score, _ = scored(RegionTarget(0), scores, scores)
    values = scores.detach()[:, 0].flatten(1)
    expected = torch.stack([row[row > 0].mean() for row in values])
    torch.testing.assert_close(score.detach(), expected)


def test_the_region_stays_that_of_the_first_look(leaf):
    scores, other = leaf(2, 3, 4, 5), leaf(3, 3, 4, 5, seed=1)
    aim = RegionTarget(2).settle(scores, 2, None)
    samples = torch.tensor([1, 0, 1])
    expected = [
        other[row, 2][scores[sample].argmax(0) == 2].mean()
        for row, sample in enumerate(samples.tolist())
    ]
    torch.testing.assert_close(aim.score(other, samples), torch.stack(expected))


def test_a_sample_without_the_region_scores_zero(leaf, scored):
    scores = leaf(2, 2, 3, 3)
    with torch.no_grad():
        scores[0, 1] = -9.0
    score, gradient = scored(RegionTarget(1), scores, scores)
    assert float(score[0].detach()) == 0
    assert not gradient[0].any()
    assert gradient[1].any()


@pytest.mark.parametrize("kind", [torch.float16, torch.bfloat16])
def test_a_large_region_in_half_precision_keeps_its_mean(kind):
    scores = torch.full((1, 1, 64, 64, 64), 3.0, dtype=kind)
    aim = RegionTarget(0).settle(scores, 1, None)
    assert float(aim.score(scores, torch.arange(1))) == 3.0


@pytest.mark.parametrize(
    ("target", "error"), [(RegionTarget(2), InputError), (VoxelTarget(2, (0, 0)), InputError)]
)
def test_a_class_that_does_not_exist_is_refused(target, error):
    with pytest.raises(error) as caught:
        target.settle(torch.zeros(1, 2, 3, 3), 1, _whole(pixel_grid(3, 3)))
    assert caught.value.hint


@pytest.mark.parametrize("target", [RegionTarget(0), VoxelTarget(0, (1, 1))])
@pytest.mark.parametrize("output", [torch.zeros(1, 3), torch.zeros(1, 3, 1, 1), [], "text"])
def test_an_output_without_places_is_refused(target, output):
    with pytest.raises(ModelError) as caught:
        target.settle(output, 1, _whole(pixel_grid(3, 3)))
    assert caught.value.hint


# --- masks


def _random_mask(shape, seed=0):
    return np.random.default_rng(seed).random(shape) > 0.7


@pytest.mark.parametrize("factor", [1, 3])
@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("flips", list(product([False, True], repeat=3)))
def test_a_mask_of_any_orientation_lands_on_the_same_voxels(
    volume_grid, turned, order, flips, factor
):
    mask = _random_mask(volume_grid.shape)
    target = RegionTarget(1, turned(mask, volume_grid, order, flips, factor))
    found = _region_of(target, _whole(volume_grid), volume_grid.shape)
    np.testing.assert_array_equal(found[0], mask)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("flips", list(product([False, True], repeat=2)))
def test_a_turned_mask_of_a_picture_lands_on_the_same_pixels(turned, order, flips):
    grid = pixel_grid(5, 7)
    mask = _random_mask(grid.shape)
    target = RegionTarget(0, turned(mask, grid, order, flips))
    np.testing.assert_array_equal(_region_of(target, _whole(grid), grid.shape)[0], mask)


def test_an_oblique_mask_is_read_at_the_nearest_voxel_by_loops(volume_grid):
    angle = 0.4
    affine = np.eye(4)
    affine[:2, :2] = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    affine[:3, :3] *= 1.7
    affine[:3, 3] = [-12.0, 18.0, 29.0]
    mask = Image(_random_mask((9, 11, 13)), Grid((9, 11, 13), affine))
    expected = np.zeros(volume_grid.shape, bool)
    for cell in np.ndindex(volume_grid.shape):
        place = np.rint(mask.grid.index(volume_grid.world(cell))).astype(int)
        if ((place >= 0) & (place < mask.grid.shape)).all():
            expected[cell] = mask.array[tuple(place)]
    found = _region_of(RegionTarget(1, mask), _whole(volume_grid), volume_grid.shape)
    np.testing.assert_array_equal(found[0], expected)
    assert expected.any()


def test_each_window_gets_its_piece_of_the_mask_and_none_of_the_padding(volume_grid, turned):
    mask = _random_mask(volume_grid.shape)
    starts = [(0, 0, 0), (2, 2, 4), (2, 4, 6)]
    where = Where(volume_grid, starts, (2, 4, 4))
    turned_mask = turned(mask, volume_grid, (2, 0, 1), (True, False, True), 2)
    found = _region_of(RegionTarget(0, turned_mask), where, (2, 4, 4))
    padded = np.pad(mask, 4)[4:, 4:, 4:]
    for piece, (d, h, w) in zip(found, starts, strict=True):
        np.testing.assert_array_equal(piece, padded[d : d + 2, h : h + 4, w : w + 4])


def test_a_batch_of_windows_beside_the_mask_scores_zero_but_an_alien_mask_is_refused(
    volume_grid,
):
    array = np.zeros(volume_grid.shape, np.uint8)
    array[3, 5, 7] = 1
    mask = Image(array, volume_grid)
    where = Where(volume_grid, [(0, 0, 0)], (2, 4, 4))
    assert not _region_of(RegionTarget(0, mask), where, (2, 4, 4)).any()
    moved = volume_grid.affine.copy()
    moved[:3, 3] += 500
    for place in (where, _whole(volume_grid)):
        with pytest.raises(InputError) as caught:
            _region_of(
                RegionTarget(0, Image(array, Grid(array.shape, moved))), place, (2, 4, 4)
            )
        assert caught.value.hint


def test_a_coarser_output_takes_the_cells_that_are_half_full_or_else_the_fullest():
    array = np.zeros((8, 8))
    array[0:2, 0:2] = 1  # one whole cell
    array[4:6, 4] = 1  # half a cell
    array[7, 7] = 1  # a quarter
    grid = pixel_grid(8, 8)
    found = _region_of(RegionTarget(0, Image(array, grid)), _whole(grid), (4, 4))[0]
    assert np.argwhere(found).tolist() == [[0, 0], [2, 2]]
    lone = np.zeros((8, 8))
    lone[7, 6] = 1
    found = _region_of(RegionTarget(0, Image(lone, grid)), _whole(grid), (4, 4))[0]
    assert np.argwhere(found).tolist() == [[3, 3]]


def test_a_finer_output_takes_every_cell_of_a_set_pixel():
    grid = pixel_grid(3, 4)
    mask = _random_mask(grid.shape)
    found = _region_of(RegionTarget(0, Image(mask, grid)), _whole(grid), (6, 12))[0]
    np.testing.assert_array_equal(found, mask.repeat(2, 0).repeat(3, 1))


def test_colour_and_scaled_masks_are_read_by_their_values():
    grid = pixel_grid(4, 5)
    mask = _random_mask(grid.shape)
    colour = np.zeros((4, 5, 3), np.uint8)
    colour[..., 2] = mask * 200
    stored = Image(mask.astype(np.int16) * 20000 - 30000, grid, 1 / 20000, 1.5)
    for image in (Image(colour, grid), stored):
        found = _region_of(RegionTarget(0, image), _whole(grid), grid.shape)
        np.testing.assert_array_equal(found[0], mask)


def test_a_mask_of_another_kind_of_image_or_without_an_image_is_refused(volume_grid):
    mask = Image(np.ones((4, 4)), pixel_grid(4, 4))
    output = torch.zeros(1, 2, 4, 6, 8)
    for where in (_whole(volume_grid), None):
        with pytest.raises(InputError) as caught:
            RegionTarget(0, mask).settle(output, 1, where)
        assert caught.value.hint


# --- voxels


@pytest.mark.parametrize("cells", [(4, 6, 8), (2, 3, 4), (8, 12, 16)])
def test_a_position_is_found_in_the_cell_that_holds_it(volume_grid, cells):
    rng = np.random.default_rng(0)
    for voxel in rng.uniform(-0.49, np.array(volume_grid.shape) - 0.51, (40, 3)):
        position = tuple(volume_grid.world(voxel))
        found = _region_of(VoxelTarget(1, position), _whole(volume_grid), cells)[0]
        coarse = volume_grid.divided(cells)
        expected = tuple(np.floor(coarse.index(position) + 0.5).astype(int))
        assert np.argwhere(found).tolist() == [list(expected)]


def test_a_position_counts_in_the_windows_that_hold_it(volume_grid):
    where = Where(volume_grid, [(0, 0, 0), (1, 2, 4), (2, 2, 0)], (2, 4, 4))
    target = VoxelTarget(0, tuple(volume_grid.world((1, 3, 5))))
    found = _region_of(target, where, (2, 4, 4))
    assert [piece.any() for piece in found] == [False, True, False]
    assert np.argwhere(found[1]).tolist() == [[0, 1, 1]]
    # A last batch of one window without the position is no fault of the user's.
    assert not _region_of(target, replace(where, starts=[(0, 0, 0)]), (2, 4, 4)).any()


@pytest.mark.parametrize("starts", [[(0, 0, 0)], [(0, 0, 0), (1, 2, 4)]])
@pytest.mark.parametrize("voxel", [(-0.6, 0, 0), (0, 6, 0), (3, 5, 7.6)])
def test_a_position_outside_is_refused(volume_grid, voxel, starts):
    size = volume_grid.shape if len(starts) == 1 else (3, 4, 4)
    where = Where(volume_grid, starts, size)
    with pytest.raises(InputError, match="outside") as caught:
        _region_of(VoxelTarget(0, tuple(volume_grid.world(voxel))), where, (2, 4, 4))
    assert caught.value.hint


def test_a_position_of_other_axes_or_without_an_image_is_refused(volume_grid):
    for where, position in ((_whole(volume_grid), (1.0, 2.0)), (None, (1.0, 2.0, 3.0))):
        with pytest.raises(InputError) as caught:
            VoxelTarget(0, position).settle(torch.zeros(1, 2, 2, 2, 2), 1, where)
        assert caught.value.hint


# --- detections

BOXES = torch.tensor([[0.0, 0, 10, 10], [2, 0, 12, 10], [50, 50, 60, 70], [0, 0, 9, 9]])
LABELS = torch.tensor([1, 2, 1, 2])


def _found(scores):
    return [{"boxes": BOXES, "scores": row, "labels": LABELS} for row in scores]


@pytest.mark.parametrize(
    ("target", "chosen"),
    [
        (DetectionTarget(), 1),
        (DetectionTarget(1), 2),
        (DetectionTarget(2), 1),
        (DetectionTarget(1, (1.0, 1.0, 9.0, 9.0)), 0),
        (DetectionTarget(None, (55.0, 55.0, 58.0, 58.0)), 2),
    ],
)
def test_the_best_detection_of_a_class_or_near_a_box_is_explained(target, chosen, leaf, scored):
    scores = leaf(1, 4)
    with torch.no_grad():
        scores.copy_(torch.tensor([[0.3, 0.9, 0.8, 0.1]]))
    score, gradient = scored(target, _found(scores), scores)
    assert float(score.detach()) == float(scores[0, chosen].detach())
    assert gradient[0].tolist() == [float(i == chosen) for i in range(4)]


def test_later_detections_are_matched_by_overlap_and_class(leaf):
    first = torch.tensor([[0.9, 0.1, 0.2, 0.1]])
    aim = DetectionTarget(1).settle(_found(first), 1, None)
    moved = torch.tensor([[1.0, 0, 11, 10], [0, 0, 10, 10], [40, 0, 50, 10], [0, 0, 10, 4.9]])
    later = {"boxes": moved, "scores": torch.tensor([0.3, 0.9, 0.8, 0.7]), "labels": LABELS}
    samples = torch.zeros(3, dtype=torch.long)
    nothing = {key: value[:0] for key, value in later.items()}
    elsewhere = {key: value[2:3] for key, value in later.items()}
    found = aim.score([later, nothing, elsewhere], samples)
    assert found.tolist() == pytest.approx([0.3, 0.0, 0.0])


def test_no_such_object_is_refused_in_one_image_and_zero_in_a_window(leaf, volume_grid):
    scores = leaf(2, 4)
    for target in (DetectionTarget(7), DetectionTarget(1, (100.0, 100.0, 101.0, 101.0))):
        for where in (None, Where(pixel_grid(9, 9), [(0, 0)], (9, 9))):
            with pytest.raises(InputError) as caught:
                target.settle(_found(scores), 2, where)
            assert caught.value.hint
        where = Where(pixel_grid(9, 9), [(0, 0), (4, 4)], (5, 5))
        aim = target.settle(_found(scores), 2, where)
        assert aim.score(_found(scores), torch.arange(2)).tolist() == [0.0, 0.0]


@dataclass
class Queries:
    pred_logits: torch.Tensor
    pred_boxes: torch.Tensor


@pytest.mark.parametrize(
    "form",
    [
        lambda logits, boxes: {"pred_logits": logits, "pred_boxes": boxes},
        lambda logits, boxes: OrderedDict(logits=logits, pred_boxes=boxes),
        Queries,
    ],
)
def test_networks_with_queries_are_read_by_hand(form, leaf, scored):
    logits = leaf(2, 3, 4)
    boxes = torch.tensor([[0.5, 0.5, 0.2, 0.4], [0.1, 0.2, 0.2, 0.2], [0.9, 0.9, 0.1, 0.1]])
    boxes = boxes.expand(2, 3, 4).double()
    score, gradient = scored(
        DetectionTarget(None, (0.4, 0.3, 0.6, 0.7)), form(logits, boxes), logits
    )
    # The last class stands for nothing.
    expected = logits[:, 0].softmax(-1)[:, :3].amax(1)
    torch.testing.assert_close(score, expected)
    torch.testing.assert_close(gradient, torch.autograd.grad(expected.sum(), logits)[0])


@pytest.mark.parametrize(
    "output", [torch.zeros(1, 3), {"boxes": BOXES}, [torch.zeros(3)], [{"boxes": BOXES}], []]
)
def test_an_output_without_detections_is_refused(output):
    with pytest.raises(ModelError) as caught:
        DetectionTarget().settle(output, 1, None)
    assert caught.value.hint


# --- through the engine


class Segmenter(nn.Module):
    def __init__(self, axes=2):
        super().__init__()
        torch.manual_seed(0)
        conv = {2: nn.Conv2d, 3: nn.Conv3d}[axes]
        self.last = nn.Sequential(conv(1, 5, 3, 2, 1), nn.ReLU(inplace=True))
        self.head = conv(5, 3, 1)
        self.mode = {2: "bilinear", 3: "trilinear"}[axes]

    def forward(self, x):
        return {
            "out": nn.functional.interpolate(
                self.head(self.last(x)), x.shape[2:], mode=self.mode
            )
        }


@pytest.mark.parametrize("axes", [2, 3])
def test_a_segmented_region_is_explained_as_plain_autograd_does(axes):
    model, batch = Segmenter(axes), 2 * torch.randn(2, 1, *(8, 6, 10)[:axes])
    with torch.no_grad():
        index = int(model(batch)["out"].argmax(1).flatten().mode().values)
    methods = ["grad-cam", "hires-cam", "ablation-cam"]
    found = camviewer.explain(model, batch, methods, "last", target=RegionTarget(index))
    twin = Segmenter(axes).double()
    maps = twin.last(batch.double()).detach().requires_grad_()

    def score(maps, region):
        out = nn.functional.interpolate(twin.head(maps), batch.shape[2:], mode=twin.mode)[
            :, index
        ]
        return (out * region).flatten(1).sum(1) / region.flatten(1).sum(1)

    region = twin(batch.double())["out"].argmax(1) == index
    assert region.flatten(1).any(1).all()
    plain = score(maps, region)
    (slopes,) = torch.autograd.grad(plain.sum(), maps)
    with torch.no_grad():
        weights = slopes.flatten(2).mean(2).reshape(2, 5, *[1] * axes)
        losses = torch.stack(
            [plain - score(maps * (torch.arange(5) != k).reshape(1, 5, *[1] * axes), region)
             for k in range(5)], dim=1,
        )  # fmt: skip
        expected = {
            "grad-cam": (weights * maps).sum(1),
            "hires-cam": (slopes * maps).sum(1),
            "ablation-cam": (losses.reshape(weights.shape) * maps).sum(1),
        }
    for name in methods:
        np.testing.assert_allclose(found[name], expected[name], rtol=1e-3, atol=1e-6)
        single = camviewer.explain(model, batch[1:], [name], "last", target=RegionTarget(index))
        np.testing.assert_allclose(single[name][0], found[name][1], rtol=1e-3, atol=1e-6)


def test_a_segmentation_network_of_torchvision_is_explained():
    torch.manual_seed(0)
    model = lraspp_mobilenet_v3_large(weights=None, weights_backbone=None, num_classes=4)
    with torch.no_grad():
        seen = int(model.eval()(torch.rand(1, 3, 64, 64))["out"].mean((0, 2, 3)).argmax())
    maps = camviewer.explain(
        model, torch.rand(1, 3, 64, 64), ["grad-cam", "hires-cam"], "backbone.16",
        target=RegionTarget(seen),
    )  # fmt: skip
    assert all(np.isfinite(array).all() and array.any() for array in maps.values())


class Detector(nn.Module):
    """Scores of two fixed boxes from two halves of the map; a list of what was found."""

    def __init__(self):
        super().__init__()
        torch.manual_seed(0)
        self.last = nn.Sequential(nn.Conv2d(1, 4, 3, 1, 1), nn.ReLU())
        self.head = nn.Conv2d(4, 1, 1)

    def forward(self, images):
        found = []
        for logits in self.head(self.last(images))[:, 0]:
            scores = torch.stack([logits[:, :4].mean(), logits[:, 4:].mean()]).sigmoid()
            boxes = torch.tensor([[0.0, 0, 4, 8], [4, 0, 8, 8]])
            found.append({"boxes": boxes, "scores": scores, "labels": torch.tensor([1, 2])})
        return found


def test_a_detected_object_is_explained_by_its_own_half():
    model, batch = Detector(), torch.rand(3, 1, 8, 8)
    for label, own, other in ((1, slice(4), slice(4, 8)), (2, slice(4, 8), slice(4))):
        maps = camviewer.explain(
            model, batch, ["hires-cam", "layer-cam", "ablation-cam"], "last",
            target=DetectionTarget(label),
        )  # fmt: skip
        assert maps["hires-cam"][..., own].any()
        assert not maps["hires-cam"][..., other].any()
        leaf = model.last(batch).detach().requires_grad_()
        score = model.head(leaf)[:, 0, :, own].mean((1, 2)).sigmoid()
        (gradient,) = torch.autograd.grad(score.sum(), leaf)
        expected = (gradient * leaf).sum(1).detach()
        np.testing.assert_allclose(maps["hires-cam"], expected, rtol=1e-4, atol=1e-6)
