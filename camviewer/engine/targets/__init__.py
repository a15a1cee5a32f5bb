"""What can be explained: classes, regions, detections, embeddings, sequences, anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.core.errors import InputError
from camviewer.core.words import say
from camviewer.engine.target import find_class
from camviewer.engine.targets import classes, others, places
from camviewer.engine.targets.classes import BinaryTarget, ClassTarget, WeightedTarget
from camviewer.engine.targets.others import (
    OwnTarget,
    SequenceTarget,
    SimilarityTarget,
    TokenTarget,
)
from camviewer.engine.targets.places import DetectionTarget, RegionTarget, VoxelTarget
from camviewer.engine.targets.spec import (
    TARGETS,
    Aim,
    Context,
    Settled,
    Target,
    TargetKind,
    Where,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from torch import Tensor

    AnyTarget = int | Sequence[int] | Tensor | Target | Callable[[object], Tensor] | None

__all__ = [
    "TARGETS",
    "Aim",
    "BinaryTarget",
    "ClassTarget",
    "Context",
    "DetectionTarget",
    "OwnTarget",
    "RegionTarget",
    "SequenceTarget",
    "Settled",
    "SimilarityTarget",
    "Target",
    "TargetKind",
    "TokenTarget",
    "VoxelTarget",
    "WeightedTarget",
    "Where",
    "as_target",
    "classes",
    "files_named",
    "others",
    "places",
    "read_target",
]


def as_target(given: AnyTarget) -> Target:
    """Return the target that a programmer's value stands for.

    Parameters
    ----------
    given
        A target; a class index, one per sample, or None for each sample's highest score; a
        function of the network's output.

    Raises
    ------
    InputError
        When it is none of these.
    """
    if isinstance(given, Target):
        return given
    if callable(given):
        return OwnTarget(given)
    if isinstance(given, str):
        raise InputError(
            say("engine", "A target is no text here."),
            hint=say("engine", "Give an index, a function or a target object."),
        )
    return ClassTarget(given)


def read_target(text: str, context: Context) -> Target:
    """Read a target from its words.

    Parameters
    ----------
    text
        A label or a class index, or ``kind:words``. A label that holds a colon is a label.
    context
        What the words are read against.

    Raises
    ------
    InputError
        When the words do not fit their kind.
    UnknownNameError
        When there is no such class or kind.
    """
    kind, colon, words = text.partition(":")
    is_label = any(text.strip().casefold() == label.casefold() for label in context.labels)
    if colon and not is_label and kind.strip() in TARGETS:
        return TARGETS.get(kind.strip()).read(words.strip(), context)
    return ClassTarget(find_class(text, context.labels), context.output)


def files_named(text: str) -> tuple[str, ...]:
    """Paths of images that a target's words name: masks and references."""
    kind, colon, words = text.partition(":")
    if not colon or kind.strip() not in TARGETS or not TARGETS.get(kind.strip()).takes_file:
        return ()
    path = words.strip() if kind.strip() == "similarity" else words.partition("|")[2]
    return (path.strip(),) if path.strip() else ()
