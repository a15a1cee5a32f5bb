"""Targets of other outputs: embeddings, sequences of tokens, and a user's own."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from camviewer.core.errors import InputError, ModelError
from camviewer.core.words import say
from camviewer.engine.target import at_least_single, tensors_of
from camviewer.engine.targets.classes import PARTS
from camviewer.engine.targets.spec import TARGETS, Aim, TargetKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from camviewer.engine.targets.spec import Context, Where


@dataclass(frozen=True, eq=False)
class SimilarityTarget:
    """How near an embedding is to that of a reference image.

    Attributes
    ----------
    reference : Tensor, (E,)
        The reference's embedding.
    output
        See :class:`camviewer.engine.targets.spec.Target`.

    Notes
    -----
    Cosine similarity, in [-1, 1].
    """

    reference: Tensor
    output: str = "sigmoid"

    def settle(self, output: object, count: int, where: Where | None) -> Aim:
        """Check that the embeddings can be compared."""
        del where
        found = embedding(output)
        if found.shape[1:] != self.reference.shape or len(found) != count:
            raise InputError(
                say("engine", "The reference's embedding does not fit the image's."),
                hint=say("engine", "Both have to come from the same network."),
            )

        def score(given: object, _samples: Tensor) -> Tensor:
            vectors = at_least_single(embedding(given))
            return torch.cosine_similarity(vectors, self.reference.to(vectors)[None], dim=1)

        return Aim(score, score)


@dataclass(frozen=True)
class TokenTarget:
    """The score of one token at one position of a sequence.

    Attributes
    ----------
    position, token
        From 0; a negative position counts from the end.
    output
        See :class:`camviewer.engine.targets.spec.Target`.
    """

    position: int
    token: int
    output: str = "softmax"

    def settle(self, output: object, count: int, where: Where | None) -> Aim:
        """Check that there is such a position and token."""
        del where
        _check_sequence(output, count, (self.position,), (self.token,))

        def score(given: object, _samples: Tensor) -> Tensor:
            return sequence_scores(given)[:, self.position, self.token]

        def chance(given: object, _samples: Tensor) -> Tensor:
            return sequence_scores(given)[:, self.position].softmax(1)[:, self.token]

        return Aim(score, chance)


@dataclass(frozen=True)
class SequenceTarget:
    """The log-likelihood of a sequence of tokens.

    Attributes
    ----------
    tokens
        One per position, from the first.
    output
        See :class:`camviewer.engine.targets.spec.Target`.

    Notes
    -----
    ``sum_t log softmax(scores_t)[token_t]``, natural logarithm; its exponential is the
    probability.
    """

    tokens: tuple[int, ...]
    output: str = "softmax"

    def settle(self, output: object, count: int, where: Where | None) -> Aim:
        """Check that the sequence fits the output."""
        del where
        _check_sequence(output, count, (len(self.tokens) - 1,), self.tokens)

        def score(given: object, _samples: Tensor) -> Tensor:
            likely = sequence_scores(given)[:, : len(self.tokens)].float().log_softmax(2)
            wanted = torch.tensor(self.tokens, device=likely.device)
            index = wanted[None, :, None].expand(len(likely), -1, 1)
            return likely.gather(2, index)[..., 0].sum(1)

        return Aim(score, lambda given, rows: score(given, rows).exp())


@dataclass(frozen=True)
class OwnTarget:
    """A user's own function from the network's output to one score per row.

    Attributes
    ----------
    function
        ``function(output) -> Tensor (M,)``, differentiable.
    output
        See :class:`camviewer.engine.targets.spec.Target`.
    """

    function: Callable[[object], Tensor]
    output: str = "softmax"

    def settle(self, output: object, count: int, where: Where | None) -> Aim:
        """Check what the function gives."""
        del where
        found: object = self.function(output)
        if not isinstance(found, Tensor) or found.shape != (count,):
            shape = tuple(found.shape) if isinstance(found, Tensor) else type(found).__name__
            raise InputError(
                say(
                    "engine",
                    "The target function gives {shape} for {count} samples.",
                    shape=shape,
                    count=count,
                ),
                hint=say("engine", "It has to give a tensor of one score per sample."),
            )

        def score(given: object, _samples: Tensor) -> Tensor:
            return self.function(given)

        return Aim(score, score)


def embedding(output: object) -> Tensor:
    """Find the embedding in an output, (N, E): its first tensor of numbers, flattened.

    Raises
    ------
    ModelError
        When there is none.
    """
    for found in tensors_of(output):
        if found.ndim >= 2 and found.is_floating_point():
            return found.flatten(1)
    raise ModelError(
        say("engine", "The network's output holds no embedding."),
        hint=say("engine", "It has to give numbers."),
    )


def sequence_scores(output: object) -> Tensor:
    """Find scores of tokens in an output, (N, T, V).

    Raises
    ------
    ModelError
        When there are none.
    """
    for found in tensors_of(output):
        if found.ndim == 3 and found.is_floating_point():
            return found
    raise ModelError(
        say("engine", "The network's output is no sequence of token scores."),
        hint=say("engine", "It has to give (samples, positions, tokens)."),
    )


def _check_sequence(
    output: object, count: int, positions: tuple[int, ...], tokens: tuple[int, ...]
) -> None:
    """Refuse positions and tokens that do not exist."""
    scores = sequence_scores(output)
    length, size = scores.shape[1:]
    is_good = all(-length <= each < length for each in positions)
    if len(scores) != count or not is_good or not all(0 <= each < size for each in tokens):
        raise InputError(
            say(
                "engine",
                "The output has {length} positions of {size} tokens.",
                length=length,
                size=size,
            ),
            hint=say("engine", "Positions and tokens count from 0."),
        )


def _similarity(words: str, context: Context) -> SimilarityTarget:
    if context.embed is None or words not in context.images:
        raise InputError(
            say("engine", "The reference '{name}' was not read.", name=words),
            hint=say("engine", "Check its path."),
        )
    return SimilarityTarget(embedding(context.embed(context.images[words]))[0])


def _token(words: str, _context: Context) -> TokenTarget:
    position, token = _whole(words.split(PARTS), 2)
    return TokenTarget(position, token)


def _sequence(words: str, _context: Context) -> SequenceTarget:
    return SequenceTarget(_whole(words.split(","), None))


def _whole(parts: list[str], count: int | None) -> tuple[int, ...]:
    """Read whole numbers."""
    try:
        numbers = tuple(int(part) for part in parts)
    except ValueError:
        numbers = ()
    if not numbers or (count is not None and len(numbers) != count):
        raise InputError(
            say("engine", "Tokens and positions are whole numbers."),
            hint=say("engine", "Write token:3|120 or sequence:12,7,40."),
        )
    return numbers


def _own(words: str, _context: Context) -> OwnTarget:
    module, _, name = words.partition(":")
    try:
        function = getattr(import_module(module), name)
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        raise InputError(
            say("engine", "There is no function '{name}'.", name=words),
            hint=say("engine", "Write call:package.module:function."),
        ) from error
    if not callable(function):
        raise InputError(
            say("engine", "'{name}' is no function.", name=words),
            hint=say("engine", "Name one that can be called."),
        )
    return OwnTarget(function)


TARGETS.add(
    TargetKind(
        "similarity", "Similarity to an image", "similarity:FILE",
        "How near the network's embedding is to that of a reference image.",
        _similarity, takes_file=True,
    )
)  # fmt: skip
TARGETS.add(
    TargetKind(
        "token", "Token at a position", "token:POSITION|TOKEN",
        "The score of one token at one position of a generated sequence.", _token,
    )
)  # fmt: skip
TARGETS.add(
    TargetKind(
        "sequence", "Sequence of tokens", "sequence:TOKEN,TOKEN,…",
        "The log-likelihood of a whole sequence of tokens.", _sequence,
    )
)  # fmt: skip
TARGETS.add(
    TargetKind(
        "call", "Your own function", "call:package.module:function",
        "Any function of the network's output that gives one score per image.", _own,
    )
)  # fmt: skip
