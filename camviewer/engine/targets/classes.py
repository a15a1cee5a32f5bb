"""Targets of classifiers and regressors: one unit, or several with weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from camviewer.core.errors import InputError, ModelError
from camviewer.core.words import say
from camviewer.engine.target import (
    check_index,
    class_scores,
    find_class,
    probabilities,
    target_indices,
    target_scores,
)
from camviewer.engine.targets.spec import TARGETS, Aim, TargetKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.engine.targets.spec import Context, Where

PARTS = "|"
"""Stands between the parts of a target's words: labels hold commas and hyphens."""


@dataclass(frozen=True)
class ClassTarget:
    """The score of one class.

    Attributes
    ----------
    index
        One class for all samples, one per sample, or None for each sample's highest score.
    output
        See :class:`camviewer.engine.targets.spec.Target`.
    is_probability
        Whether the unit's probability is one; not so for a regression's output.
    """

    index: int | Sequence[int] | Tensor | None = None
    output: str = "softmax"
    is_probability: bool = True

    def settle(self, output: object, count: int, where: Where | None) -> Aim:
        """Choose each sample's class."""
        del where
        scores = class_scores(output)
        _check_count(scores, count)
        indices = target_indices(scores.detach(), self.index)

        def score(given: object, samples: Tensor) -> Tensor:
            return target_scores(class_scores(given), indices[samples])

        def chance(given: object, samples: Tensor) -> Tensor:
            likely = probabilities(class_scores(given), self.output)
            return target_scores(likely, indices[samples])

        if not self.is_probability:
            return Aim(score, score)
        return Aim(score, chance, indices)


@dataclass(frozen=True)
class WeightedTarget:
    """A sum of classes, each times its weight: a negative class, a difference, a group.

    Attributes
    ----------
    weights
        Class index to its factor in the score; None as index is the predicted class.
    output
        See :class:`camviewer.engine.targets.spec.Target`.
    """

    weights: tuple[tuple[int | None, float], ...]
    output: str = "softmax"

    def settle(self, output: object, count: int, where: Where | None) -> Aim:
        """Find the classes; the predicted one is chosen here."""
        del where
        scores = class_scores(output).detach()
        _check_count(scores, count)
        factors = torch.zeros_like(scores)
        for index, factor in self.weights:
            if index is not None:
                check_index(index, scores.shape[1])
            factors.scatter_add_(
                1,
                target_indices(scores, index)[:, None],
                torch.full_like(scores[:, :1], factor),
            )

        def score(given: object, samples: Tensor) -> Tensor:
            return (class_scores(given) * factors[samples]).sum(1)

        return Aim(score, score)


@dataclass(frozen=True)
class BinaryTarget:
    """The single logit of a network for yes or no: its own for yes, its negative for no."""

    is_positive: bool = True
    output: str = "sigmoid"

    def settle(self, output: object, count: int, where: Where | None) -> Aim:
        """Check that there is one unit."""
        del where
        scores = class_scores(output)
        _check_count(scores, count)
        if scores.shape[1] != 1:
            raise InputError(
                say(
                    "engine",
                    "The network has {classes} classes, not one unit for yes or no.",
                    classes=scores.shape[1],
                ),
                hint=say("engine", "Name the class instead."),
            )
        sign = 1.0 if self.is_positive else -1.0

        def score(given: object, _samples: Tensor) -> Tensor:
            return sign * class_scores(given)[:, 0]

        return Aim(score, lambda given, rows: score(given, rows).sigmoid())


def _check_count(scores: Tensor, count: int) -> None:
    """Refuse an output that does not hold one row per sample."""
    if len(scores) != count:
        raise ModelError(
            say(
                "engine",
                "The network gives {rows} rows of scores for {count} samples.",
                rows=len(scores),
                count=count,
            ),
            hint=say("engine", "Its output has to hold one row per sample."),
        )


def _class(words: str, context: Context) -> ClassTarget:
    return ClassTarget(find_class(words, context.labels), context.output)


def _output(words: str, context: Context) -> ClassTarget:
    return ClassTarget(find_class(words, context.labels), context.output, is_probability=False)


def _not(words: str, context: Context) -> WeightedTarget:
    index = find_class(words, context.labels) if words.strip() else None
    return WeightedTarget(((index, -1.0),), context.output)


def _difference(words: str, context: Context) -> WeightedTarget:
    parts = words.split(PARTS)
    if len(parts) != 2:
        raise InputError(
            say("engine", "A difference has two classes."),
            hint=say("engine", "Write difference:tabby|tiger cat."),
        )
    first, second = (find_class(part, context.labels) for part in parts)
    return WeightedTarget(((first, 1.0), (second, -1.0)), context.output)


def _sum(words: str, context: Context) -> WeightedTarget:
    chosen = [find_class(part, context.labels) for part in words.split(PARTS)]
    weights = tuple((index, 1.0) for index in dict.fromkeys(chosen))
    return WeightedTarget(weights, context.output)


def _binary(words: str, _context: Context) -> BinaryTarget:
    if words not in {"positive", "negative"}:
        raise InputError(
            say("engine", "'{name}' is neither positive nor negative.", name=words),
            hint=say("engine", "Write binary:positive."),
        )
    return BinaryTarget(words == "positive")


TARGETS.add(
    TargetKind(
        "class", "Class", "class:LABEL", "What speaks for a class; the word may be left out.",
        _class,
    )
)  # fmt: skip
TARGETS.add(
    TargetKind(
        "not", "Against a class", "not:LABEL",
        "The counterfactual: what speaks against a class; without a label the predicted one.",
        _not,
    )
)  # fmt: skip
TARGETS.add(
    TargetKind(
        "difference", "Difference", "difference:LABEL|LABEL",
        "What speaks for the first class rather than for the second.", _difference,
    )
)  # fmt: skip
TARGETS.add(
    TargetKind(
        "sum", "Sum of classes", "sum:LABEL|LABEL|…",
        "What speaks for any of a group of classes.", _sum,
    )
)  # fmt: skip
TARGETS.add(
    TargetKind(
        "output", "Output", "output:UNIT",
        "A regression's output as it is, in the network's unit.", _output,
    )
)  # fmt: skip
TARGETS.add(
    TargetKind(
        "binary", "Yes or no", "binary:positive or binary:negative",
        "The single unit of a network that answers yes or no, or its opposite.", _binary,
    )
)  # fmt: skip
