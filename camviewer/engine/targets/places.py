"""Targets at a place of the output: segmented regions, single voxels, detections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from camviewer.core.errors import InputError, ModelError
from camviewer.core.image import Grid
from camviewer.core.words import say
from camviewer.engine.target import (
    at_least_single,
    check_index,
    find_class,
    tensors_of,
    unpacked,
)
from camviewer.engine.targets.classes import PARTS
from camviewer.engine.targets.spec import TARGETS, Aim, TargetKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from camviewer.core.image import Image
    from camviewer.engine.targets.spec import Context, Where

_SAME_BOX = 0.5


def dense_scores(output: object) -> Tensor:
    """Find scores of every place in an output, (N, K, *S).

    Raises
    ------
    ModelError
        When there are none.
    """
    for found in tensors_of(output):
        if found.ndim >= 4 and found.is_floating_point() and found.shape[2:].numel() > 1:
            return found
    raise ModelError(
        say("engine", "The network's output is no map of scores."),
        hint=say(
            "engine", "Regions and voxels are targets of networks that label every place."
        ),
    )


@dataclass(frozen=True, eq=False)
class RegionTarget:
    """The mean score of a class over a region.

    Attributes
    ----------
    index
        The class; with one channel there is class 0 alone.
    mask : Image or None
        Region in the image's world; None takes where the network itself sees the class.
    output
        See :class:`camviewer.engine.targets.spec.Target`.

    Notes
    -----
    Grad-CAM for segmentation sums the class's scores over the region (Vinogradova et al. 2020,
    arXiv:2002.11434); the mean keeps the unit of the score. A sample without the region scores
    zero and gets no map.
    """

    index: int
    mask: Image | None = None
    output: str = "softmax"

    def settle(self, output: object, count: int, where: Where | None) -> Aim:
        """Find the region of each sample."""
        scores = dense_scores(output).detach()
        index = check_index(self.index, scores.shape[1])
        if self.mask is None:
            region = _predicted(scores, index)
        else:
            region = _masked(self.mask, scores, count, where)
        return _mean_over(region, index)


@dataclass(frozen=True, eq=False)
class VoxelTarget:
    """The score of a class at one place.

    Attributes
    ----------
    index
        The class.
    position : tuple of floats
        World position: mm (R, A, S) of a volume, (row, column) of a picture.
    output
        See :class:`camviewer.engine.targets.spec.Target`.
    """

    index: int
    position: tuple[float, ...]
    output: str = "softmax"

    def settle(self, output: object, count: int, where: Where | None) -> Aim:
        """Find the cell of the output in each sample that holds the position."""
        scores = dense_scores(output).detach()
        index = check_index(self.index, scores.shape[1])
        if where is None or len(self.position) != where.grid.affine.shape[0] - 1:
            raise InputError(
                say("engine", "The position does not fit the image."),
                hint=say(
                    "engine", "Three numbers in mm for volumes, row and column for pictures."
                ),
            )
        voxel = where.grid.index(self.position)
        if not bool(np.all((voxel >= -0.5) & (voxel < np.array(where.grid.shape) - 0.5))):
            raise InputError(
                say("engine", "The position lies outside what the network sees."),
                hint=say("engine", "Choose a position inside the image."),
            )
        region = torch.zeros(count, *scores.shape[2:], dtype=torch.bool)
        for sample, start in enumerate(where.starts):
            share = (voxel - start + 0.5) / where.size
            if bool(np.all((share >= 0) & (share < 1))):
                cell = (share * scores.shape[2:]).astype(int)
                region[(sample, *cell)] = True
        return _mean_over(region.to(scores.device), index)


@dataclass(frozen=True)
class DetectionTarget:
    """The score of one detected object.

    Attributes
    ----------
    index
        Its class; None takes any.
    box
        (x0, y0, x1, y1) in the network's pixels near which it lies; None takes the best.
    output
        See :class:`camviewer.engine.targets.spec.Target`.

    Notes
    -----
    On later outputs the object is the best detection of the class whose box overlaps the first
    by an intersection over union of at least 0.5; its score is 0 when there is none. A window
    of a scan without the object scores zero too.
    """

    index: int | None = None
    box: tuple[float, ...] | None = None
    output: str = "sigmoid"

    def settle(self, output: object, count: int, where: Where | None) -> Aim:
        """Choose the object in each sample."""
        is_needed = where is None or where.is_lone
        boxes = [self._choose(each, is_needed=is_needed) for each in _detections(output)]
        if len(boxes) != count:
            raise _no_list()

        def score(given: object, samples: Tensor) -> Tensor:
            rows = zip(_detections(given), samples.tolist(), strict=True)
            return torch.stack([self._matching(found, boxes[i]) for found, i in rows])

        return Aim(score, score)

    def _choose(self, found: tuple[Tensor, Tensor, Tensor], *, is_needed: bool) -> Tensor:
        """Box of the object to explain, (4,); without a size where there is none."""
        boxes, scores, _ = found
        fits = self._fits(found)
        if self.box is not None:
            wanted = torch.tensor(self.box, dtype=boxes.dtype, device=boxes.device)
            fits &= _overlap(boxes, wanted) > 0
        if not bool(fits.any()) and is_needed:
            raise InputError(
                say("engine", "The network detects no such object."),
                hint=say("engine", "Name another class or place."),
            )
        if not bool(fits.any()):
            return boxes.new_zeros(4)
        best = scores.detach().where(fits, scores.new_tensor(-torch.inf)).argmax()
        return boxes[best].detach()

    def _fits(self, found: tuple[Tensor, Tensor, Tensor]) -> Tensor:
        """Which detections are of the class."""
        _, scores, labels = found
        if self.index is None:
            return torch.ones_like(scores, dtype=torch.bool)
        return labels == self.index

    def _matching(self, found: tuple[Tensor, Tensor, Tensor], box: Tensor) -> Tensor:
        """Score of the detection that is the settled one."""
        boxes, scores, _ = found
        fits = self._fits(found) & (_overlap(boxes.detach(), box) >= _SAME_BOX)
        if not bool(fits.any()):
            return scores.sum() * 0
        return scores.where(fits, scores.new_tensor(-torch.inf)).amax()


def _no_list() -> ModelError:
    return ModelError(
        say("engine", "The network's output is no list of detections."),
        hint=say("engine", "It has to give boxes, scores and labels for each image."),
    )


def _detections(output: object) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Boxes (M, 4), scores (M,) and labels (M,) of each sample."""
    output = unpacked(output)
    if isinstance(output, Mapping):
        yield from _queries(output)
        return
    if not isinstance(output, (list, tuple)):
        raise _no_list()
    for sample in output:
        if not isinstance(sample, Mapping) or not {"boxes", "scores", "labels"} <= set(sample):
            raise _no_list()
        yield sample["boxes"], sample["scores"], sample["labels"]


def _queries(output: Mapping[str, Tensor]) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Read detections of networks with fixed queries: ``logits`` and ``pred_boxes``."""
    logits = output.get("logits", output.get("pred_logits"))
    boxes = output.get("pred_boxes")
    if logits is None or boxes is None:
        raise _no_list()
    for rows, centres in zip(logits.softmax(-1)[..., :-1], boxes, strict=True):
        scores, labels = rows.max(-1)
        middle, half = centres[:, :2], centres[:, 2:] / 2
        yield torch.cat([middle - half, middle + half], dim=1), scores, labels


def _overlap(boxes: Tensor, box: Tensor) -> Tensor:
    """Intersection over union of boxes (M, 4) with one, (M,)."""
    low = torch.maximum(boxes[:, :2], box[:2])
    high = torch.minimum(boxes[:, 2:], box[2:])
    shared = (high - low).clamp_min(0).prod(1)
    sizes = (boxes[:, 2:] - boxes[:, :2]).prod(1) + (box[2:] - box[:2]).prod()
    return shared / (sizes - shared).clamp_min(1e-12)


def _predicted(scores: Tensor, index: int) -> Tensor:
    """Where the network sees the class, (N, *S)."""
    if scores.shape[1] == 1:
        return scores[:, 0] > 0
    return scores.argmax(1) == index


def _masked(mask: Image, scores: Tensor, count: int, where: Where | None) -> Tensor:
    """Where a mask lies in each sample's output, (N, *S).

    Notes
    -----
    A cell of a coarser output belongs to the region when half of it does; where no cell is
    half full, the fullest ones do, so that a small region is not lost.
    """
    if where is None:
        raise InputError(
            say("engine", "A mask needs an image to lie on."),
            hint=say("engine", "Use the program's images."),
        )
    if mask.grid.ndim != where.grid.ndim:
        raise InputError(
            say("engine", "The mask and the image have not the same number of axes."),
            hint=say("engine", "Volumes take masks that are volumes, pictures take pictures."),
        )
    voxels = torch.stack([_piece(mask, where, start) for start in where.starts])
    is_met = bool(voxels.any()) or (not where.is_lone and _meets(mask, where.grid))
    if len(voxels) != count or not is_met:
        raise InputError(
            say("engine", "The mask does not meet what the network sees."),
            hint=say("engine", "Check that it fits the image."),
        )
    share = functional.interpolate(voxels[:, None].float(), scores.shape[2:], mode="area")[:, 0]
    enough = share.flatten(1).amax(1).clamp(max=0.5)
    found = (share > 0) & (share >= enough.reshape(-1, *[1] * where.grid.ndim))
    return found.to(scores.device)


def _piece(mask: Image, where: Where, start: tuple[int, ...]) -> Tensor:
    """Whether the mask is set in each voxel of a sample; not in what was added at its end."""
    axes = zip(where.size, start, where.grid.shape, strict=True)
    real = tuple(min(n, length - first) for n, first, length in axes)
    shift = np.eye(where.grid.ndim + 1)
    shift[:-1, -1] = start
    piece = torch.from_numpy(_sampled(mask, Grid(real, where.grid.affine @ shift)))
    gaps = [want - have for want, have in zip(where.size, real, strict=True)]
    return functional.pad(piece, [x for gap in reversed(gaps) for x in (0, gap)])


def _sampled(mask: Image, grid: Grid) -> NDArray[np.bool_]:
    """Whether the mask's nearest voxel is set, for every voxel of a grid."""
    to_mask = np.linalg.inv(mask.grid.affine) @ grid.affine
    axes = [np.arange(count) for count in grid.shape]
    flat = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, len(axes))
    places = np.rint(flat @ to_mask[:-1, :-1].T + to_mask[:-1, -1]).astype(int)
    inside = ((places >= 0) & (places < mask.grid.shape)).all(axis=1)
    found = np.zeros(len(flat), dtype=bool)
    found[inside] = _is_set(mask, mask.array[tuple(places[inside].T)])
    return found.reshape(grid.shape)


def _is_set(mask: Image, stored: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Whether some of a mask's stored values are above zero; in any colour of a picture."""
    found = mask.values(stored) > 0
    return np.asarray(found.any(axis=-1) if mask.is_colour else found)


def _meets(mask: Image, grid: Grid) -> bool:
    """Whether any set voxel of a mask may touch a grid."""
    middles = grid.index(mask.grid.world(np.argwhere(_is_set(mask, mask.array))))
    steps = np.linalg.inv(grid.affine) @ mask.grid.affine
    reach = 0.5 + np.abs(steps[:-1, :-1]).sum(axis=1) / 2
    inside = (middles > -reach) & (middles < np.array(grid.shape) - 1 + reach)
    return bool(inside.all(axis=1).any())


def _mean_over(region: Tensor, index: int) -> Aim:
    """Mean score of a class over a region (N, *S), 0 where the region is empty."""
    sizes = region.flatten(1).sum(1).clamp_min(1)

    def score(given: object, samples: Tensor) -> Tensor:
        # Sums over many voxels leave half precision's range.
        scores = at_least_single(dense_scores(given)[:, index])
        return (scores * region[samples].to(scores)).flatten(1).sum(1) / sizes[samples]

    return Aim(score, score)


def _region(words: str, context: Context) -> RegionTarget:
    label, _, path = (part.strip() for part in words.partition(PARTS))
    index = find_class(label, context.labels)
    if not path:
        return RegionTarget(index, None, context.output)
    if path not in context.images:
        raise InputError(
            say("engine", "The mask '{path}' was not read.", path=path),
            hint=say("engine", "Check its path."),
        )
    return RegionTarget(index, context.images[path], context.output)


def _voxel(words: str, context: Context) -> VoxelTarget:
    label, _, place = words.partition(PARTS)
    index = find_class(label, context.labels)
    return VoxelTarget(index, _numbers(place, (2, 3)), context.output)


def _detection(words: str, context: Context) -> DetectionTarget:
    label, _, place = words.partition(PARTS)
    index = find_class(label, context.labels) if label.strip() else None
    return DetectionTarget(index, _numbers(place, (4,)) if place else None)


def _numbers(text: str, counts: Sequence[int]) -> tuple[float, ...]:
    """Read finite numbers between commas."""
    try:
        numbers = tuple(float(part) for part in text.split(","))
    except ValueError:
        numbers = ()
    if len(numbers) not in counts or not all(map(np.isfinite, numbers)):
        raise InputError(
            say("engine", "'{place}' is no place.", place=text),
            hint=say("engine", "4 numbers with commas between them.")
            if 4 in counts
            else say("engine", "2 or 3 numbers with commas between them."),
        )
    return numbers


TARGETS.add(
    TargetKind(
        "region", "Segmented region", "region:LABEL or region:LABEL|MASK",
        "The mean score of a class where the network sees it, or inside a mask file.",
        _region, takes_file=True,
    )
)  # fmt: skip
TARGETS.add(
    TargetKind(
        "voxel", "One voxel", "voxel:LABEL|R,A,S or voxel:LABEL|ROW,COLUMN",
        "The score of a class at one place, for networks that label every place.", _voxel,
    )
)  # fmt: skip
TARGETS.add(
    TargetKind(
        "detection", "Detected object", "detection:LABEL or detection:LABEL|X0,Y0,X1,Y1",
        "The score of the best detection of a class, or of the one near a box.", _detection,
    )
)  # fmt: skip
