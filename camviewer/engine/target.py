"""From a network's output to one score per sample, and from a class's name to its index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import reduce
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from camviewer.core.errors import InputError, ModelError, UnknownNameError
from camviewer.core.job import Prediction
from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

Target = int | Sequence[int] | Tensor | None
"""One class for all samples, one per sample, or None for each sample's highest score."""

_KEYS = ("logits", "out")


def class_scores(output: object) -> Tensor:
    """Find the raw class scores in whatever a network returned.

    Parameters
    ----------
    output
        A tensor, a tuple or list (its first tensor counts) or a mapping (``logits``, ``out``
        or its first tensor). Accepted shapes: (N,), (N, K) and (N, K, 1, ...).

    Returns
    -------
    Tensor, (N, K)
        Before any softmax or sigmoid, as the network gave them.

    Raises
    ------
    ModelError
        When there is no tensor or its shape is another one.
    """
    scores = next(tensors_of(output), None)
    if scores is None or not scores.is_floating_point():
        raise ModelError(
            say("engine", "The network's output holds no scores."),
            hint=say("engine", "It has to return a tensor of one score per class."),
        )
    if scores.ndim == 1:
        return scores[:, None]
    if scores.ndim > 2 and scores.shape[2:].numel() == 1:
        return scores.flatten(1)
    if scores.ndim != 2 or scores.shape[1] == 0:
        raise ModelError(
            say(
                "engine",
                "The network's output has the shape {shape}, "
                "not one score per class and sample.",
                shape=tuple(scores.shape),
            ),
            hint=say("engine", "Networks that label every place take region:LABEL as target."),
        )
    return scores


def target_indices(scores: Tensor, target: Target) -> Tensor:
    """Choose the class of each sample.

    Parameters
    ----------
    scores : Tensor, (N, K)
        Class scores.
    target
        See :data:`Target`.

    Returns
    -------
    Tensor, (N,)
        int64, in [0, K).

    Raises
    ------
    InputError
        When a class does not exist or the number of targets is not N.
    """
    count, classes = scores.shape
    if target is None:
        return scores.argmax(dim=1)
    chosen = torch.as_tensor(target, device=scores.device)
    if chosen.is_floating_point() or chosen.ndim > 1:
        raise InputError(
            say("engine", "A target is no class index."),
            hint=say("engine", "Give whole numbers."),
        )
    chosen = chosen.expand(count) if chosen.ndim == 0 else chosen
    if len(chosen) != count:
        raise InputError(
            say(
                "engine",
                "There are {targets} targets for {count} samples.",
                targets=len(chosen),
                count=count,
            ),
            hint=say("engine", "Give one target, or one per sample."),
        )
    for index in chosen.tolist():
        check_index(index, classes)
    return chosen.long()


def check_index(index: int, classes: int) -> int:
    """Return the class index when the network has it, else raise InputError."""
    if 0 <= index < classes:
        return index
    raise InputError(
        say("engine", "The network has no class {index}.", index=index),
        hint=say("engine", "It has one class: 0.")
        if classes == 1
        else say("engine", "Its classes are 0 to {last}.", last=classes - 1),
    )


def target_scores(scores: Tensor, indices: Tensor) -> Tensor:
    """Score of each sample's own class, (N, K) and (N,) to (N,)."""
    return scores.gather(1, indices[:, None])[:, 0]


def find_class(text: str, labels: Sequence[str]) -> int:
    """Find a class by its label, by one of the label's synonyms, or by its index.

    Parameters
    ----------
    text
        ``"tabby"`` finds ``"tabby, tabby cat"``; upper and lower case are the same.
    labels
        One per class; synonyms are separated by commas.

    Raises
    ------
    UnknownNameError
        When no label fits; the hint names the nearest.
    InputError
        When the index does not exist or several classes carry the label.
    """
    wanted = text.strip().casefold()
    whole = [index for index, label in enumerate(labels) if label.casefold() == wanted]
    parts = [index for index, label in enumerate(labels) if wanted in _synonyms(label)]
    found = whole or parts
    if len(found) > 1:
        numbers = reduce(_both, map(str, found))
        raise InputError(
            say("engine", "Several classes are called '{name}'.", name=text),
            hint=say("engine", "Give one of their numbers: {numbers}.", numbers=numbers),
        )
    if found:
        return found[0]
    if wanted.lstrip("-").isdecimal():
        return check_index(int(wanted), len(labels))
    raise UnknownNameError(say("engine", "class"), text, labels)


def _both(one: str, other: str) -> str:
    return say("engine", "{one} and {other}", one=one, other=other)


def label_of(index: int, labels: Sequence[str]) -> str:
    """Label of a class, or its number when it has none."""
    return labels[index] if index < len(labels) else str(index)


def probabilities(scores: Tensor, output: str) -> Tensor:
    """Probabilities of class scores, (N, K) to (N, K) in [0, 1].

    Parameters
    ----------
    output
        ``"softmax"`` or ``"sigmoid"``; a single unit is always a sigmoid.
    """
    scores = scores.float()
    if output == "sigmoid" or scores.shape[1] == 1:
        return scores.sigmoid()
    return scores.softmax(dim=1)


def predictions(scores: Tensor, output: str, labels: Sequence[str]) -> tuple[Prediction, ...]:
    """All classes of one sample, (K,), most likely first."""
    likely = probabilities(scores[None], output)[0].tolist()
    raw = scores.tolist()
    order = sorted(range(len(raw)), key=lambda index: -raw[index])
    return tuple(
        Prediction(index, label_of(index, labels), likely[index], raw[index]) for index in order
    )


def _synonyms(label: str) -> list[str]:
    """Parts of a label between its commas, for comparing."""
    return [part.strip() for part in label.casefold().split(",")]


def tensors_of(output: object) -> Iterator[Tensor]:
    """Tensors of an output in the order in which they should be tried."""
    if isinstance(output, Tensor):
        yield output
        return
    output = unpacked(output)
    if isinstance(output, Mapping):
        for key in _KEYS:
            if key in output:
                yield from tensors_of(output[key])
        for value in output.values():
            yield from tensors_of(value)
    elif isinstance(output, Iterable) and not isinstance(output, str):
        for value in output:
            yield from tensors_of(value)


def unpacked(output: object) -> object:
    """Return a dataclass as a mapping of its fields, anything else as it is."""
    if is_dataclass(output) and not isinstance(output, (type, Mapping)):
        return {each.name: getattr(output, each.name) for each in fields(output)}
    return output


def at_least_single(values: Tensor) -> Tensor:
    """Return half precision as float32, anything else as it is."""
    return values if values.dtype == torch.float64 else values.float()


def summary_scores(output: object) -> Tensor | None:
    """One number per class and sample for the list of predictions, (N, K).

    Class scores as they are; the mean over all places where every place is labelled; None
    where the output knows no classes.
    """
    found = next(tensors_of(output), None)
    if found is None or not found.is_floating_point() or _is_detections(output):
        return None
    if found.ndim >= 4:
        return at_least_single(found).flatten(2).mean(2)
    return class_scores(output) if found.ndim in {1, 2} else None


def _is_detections(output: object) -> bool:
    """Whether an output is a list of what was found in each sample."""
    return isinstance(output, (list, tuple)) and isinstance(next(iter(output), None), Mapping)
