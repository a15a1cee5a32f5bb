"""After a run: maps on their grids, what must be said of them, and what the windows said."""

from __future__ import annotations

from dataclasses import asdict
from math import ceil, nan
from typing import TYPE_CHECKING

from camviewer.core.image import Grid, Heatmap
from camviewer.core.job import Prediction, WindowScore
from camviewer.core.words import say
from camviewer.engine.models.prepare import cells
from camviewer.engine.target import label_of, predictions, probabilities
from camviewer.engine.targets.classes import BinaryTarget

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

    from camviewer.engine.scan import Finding, Scan
    from camviewer.engine.stage import Stage, Wish


def make_heatmap(finding: Finding, stage: Stage, target: str, *, name: str) -> Heatmap:
    """Put a map on its grid, without the cells that lie in padding only.

    Parameters
    ----------
    target
        Words for what is explained.
    name
        See :class:`camviewer.core.image.Heatmap`.
    """
    layout = stage.plan.layout
    padded = Grid(layout.shape, stage.grid.affine)
    found = tuple(finding.array.shape)
    kept = tuple(
        min(count, ceil(real * count / length))
        for real, count, length in zip(stage.grid.shape, found, layout.shape, strict=True)
    )
    array = finding.array[tuple(slice(count) for count in kept)].numpy()
    return Heatmap(
        array,
        Grid(kept, cells(padded, found).affine),
        finding.choice.method.name,
        finding.key.layer,
        target,
        asdict(finding.choice.params),
        finding.diagnostics(),
        finding.milliseconds,
        _note(array, finding),
        name,
        finding.progress,
    )


def find_predictions(
    scan: Scan, stage: Stage, wishes: list[Wish]
) -> tuple[tuple[Prediction, ...], list[Prediction], Tensor | None]:
    """Say what the network saw.

    Returns
    -------
    predictions
        Of all classes, most likely first, in the window that speaks most for the first target;
        empty where the network knows no classes.
    targets
        One per target.
    likely : Tensor or None, (n,)
        Probability of the first target in each window; None where it is no class.
    """
    spec, labels, classes = stage.loaded.spec, stage.loaded.labels, scan.classes
    first = class_of(scan, 0)
    if classes is None or first is None:
        best = int(scan.scores(0).argmax())
        found = () if classes is None else predictions(classes[best], spec.output, labels)
        return found, [_other(scan, wish, i, best) for i, wish in enumerate(wishes)], None
    likely = probabilities(classes, spec.output)[:, first]
    best = int(likely.argmax())
    found = predictions(classes[best], spec.output, labels)
    targets = []
    for place, wish in enumerate(wishes):
        index = class_of(scan, place)
        chosen = next((each for each in found if each.index == index), None)
        targets.append(chosen or _other(scan, wish, place, best))
    return found, targets, likely


def class_of(scan: Scan, place: int) -> int | None:
    """Class that a target settled on; None for a target that is no class."""
    indices = scan.indices[place]
    return None if indices is None else int(indices[0])


def target_words(scan: Scan, wish: Wish, place: int, labels: tuple[str, ...]) -> str:
    """Words for a target: the class's label, else as the user wrote it."""
    index = class_of(scan, place)
    return wish.words if index is None else label_of(index, labels)


def window_scores(stage: Stage, likely: Tensor) -> tuple[WindowScore, ...]:
    """World boxes of the windows and their probabilities; padding is left out of the boxes."""
    found = []
    layout = stage.plan.layout
    for start, probability in zip(layout.starts, likely.tolist(), strict=True):
        low = [first - 0.5 for first in start]
        high = [
            min(first + size, length) - 0.5
            for first, size, length in zip(start, layout.size, stage.grid.shape, strict=True)
        ]
        corners = [tuple(map(float, stage.grid.world(corner))) for corner in (low, high)]
        found.append(WindowScore(corners[0], corners[1], probability))
    return tuple(found)


def _other(scan: Scan, wish: Wish, place: int, best: int) -> Prediction:
    """Describe a target that is no class by its score in one window.

    Of these only yes or no, one logit's two sides, has a probability.
    """
    score = scan.scores(place)[best].double()
    likely = float(score.sigmoid()) if isinstance(wish.target, BinaryTarget) else nan
    return Prediction(-1, wish.words, likely, float(score))


def _note(array: NDArray[np.float32], finding: Finding) -> str:
    """Say what must be known to read a map; mostly empty."""
    if finding.progress is not None:
        done, total = finding.progress
        return say(
            "engine", "This map still refines: {done} of {total} steps.", done=done, total=total
        )
    if finding.is_repaired:
        return say("engine", "Values that were not finite are shown as zero.")
    return blank_note(array, is_opposed=finding.is_opposed)


def blank_note(array: NDArray[np.float32], *, is_opposed: bool) -> str:
    """Say why a map has nothing that speaks for the target; empty when it has."""
    if array.max() > 0:
        return ""
    if is_opposed:
        return say(
            "engine",
            "All gradients at this layer are negative: everything here speaks against the "
            "target. The counterfactual map (target 'not') is not blank.",
        )
    if not array.any():
        return say(
            "engine", "The map is zero everywhere: this layer does not move the score here."
        )
    return say(
        "engine",
        "Nothing at this layer speaks for the target: every value is zero or negative.",
    )
