"""What metrics that ask a network get, and what they ask for.

Such a metric is a generator: it yields what the network should be shown and is sent what came
of it; at its end it returns a :class:`~camviewer.core.judgement.Finding`. So one evaluator can
gather the wishes of all metrics, maps and samples, show the network each input once, and always
in full batches (:mod:`camviewer.metrics.evaluator`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from camviewer.core.judgement import Finding
from camviewer.core.words import say
from camviewer.metrics.enlarging import enlarged

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from torch import Tensor

IMAGE = ("image",)
"""Key of the unchanged image."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What a network says of some inputs.

    Attributes
    ----------
    chance : Tensor, (M,)
        The target's probability in [0, 1]; the score where the target has none.
    score : Tensor, (M,)
        The target's score, before softmax.
    maps : tuple of Tensor, (*S_layer) each
        By the case's own method, raw; empty where only a look was asked for.
    """

    chance: Tensor
    score: Tensor
    maps: tuple[Tensor, ...] = ()


@dataclass(frozen=True, eq=False)
class Look:
    """Inputs to be shown to the network.

    Attributes
    ----------
    keys : tuple
        One per input; equal keys are equal inputs of the same sample.
    make : callable
        ``make(rows) -> (len(rows), C, *S)``: the inputs at some places.
    explains : bool
        Whether the case's own method has to map each of them.
    """

    keys: tuple[Hashable, ...]
    make: Callable[[Sequence[int]], Tensor]
    explains: bool = False


@dataclass(frozen=True)
class Shake:
    """Maps with noise on the gradients at the layer; the answer has one map per draw.

    Attributes
    ----------
    sigmas : tuple of floats
        Deviations of the noise, each ``draws`` times in a row.
    draws : int
        For each deviation.
    is_relative : bool
        In units of the gradients' own standard deviation, or absolute.
    seed : int
        Of the noise.
    """

    sigmas: tuple[float, ...]
    draws: int
    is_relative: bool = True
    seed: int = 0


@dataclass(frozen=True)
class Randomise:
    """Maps of a copy of the network whose weights are randomised; one map per stop.

    Attributes
    ----------
    order : str
        ``"cascade"``: from the output on down, layers stay randomised; ``"independent"``: each
        group of layers alone.
    stops : int
        Groups of layers, at most.
    how : str
        ``"shuffle"`` mixes the values of each tensor, ``"draw"`` draws them as at the start of
        training.
    seed : int
        Of the random numbers.
    """

    order: str
    stops: int
    how: str = "shuffle"
    seed: int = 0


Wish = Look | Shake | Randomise
Run = Generator[Wish, Answer, Finding]


@dataclass(frozen=True, eq=False)
class Subject:
    """Images, and a network to be asked.

    Attributes
    ----------
    inputs : Tensor, (N, C, *S)
        As the network sees them.
    look : callable
        ``look(inputs (M, C, *S), samples (M,)) -> Answer``; ``samples`` says of which image
        each input is a variant, so for which target it is scored.
    explain : callable or None
        ``explain(inputs, samples, names) -> (Answer, maps)``: ``names`` holds for each input
        the maps wanted of it, ``maps`` for each input a mapping of them to (*S_layer). None
        where maps cannot be made anew.
    shake : callable or None
        ``shake(wish, name, sample) -> maps``; none of a method without gradients at a layer.
    randomise : callable or None
        ``randomise(wish, names) -> {(name, sample): maps}``; empty where that cannot be done.
    names : tuple of str
        Maps that can be made anew.
    blank : Tensor, (C,)
        Input value of black or air.
    spacing_mm : tuple of floats or None
        Of the inputs' cells along S; None for pictures.
    rows : int
        Inputs that are best given at once.
    first : Answer or None
        What is known of the unchanged images, (N,).
    own : callable or None
        ``own(name) -> N maps (*S_layer)`` of the unchanged images, without another pass.
    lay : callable or None
        ``lay(name, map (*S_layer)) -> (*S)``: how a map lies over an image; None where its
        cells share it out evenly.
    memory : dict
        What was made once, by whom it concerns.
    """

    inputs: Tensor
    look: Callable[[Tensor, Tensor], Answer]
    explain: (
        Callable[
            [Tensor, Tensor, Sequence[tuple[str, ...]]],
            tuple[Answer, Sequence[Mapping[str, Tensor]]],
        ]
        | None
    ) = None
    shake: Callable[[Shake, str, int], Sequence[Tensor]] | None = None
    randomise: (
        Callable[[Randomise, Sequence[str]], Mapping[tuple[str, int], Sequence[Tensor]]] | None
    ) = None
    names: tuple[str, ...] = ()
    blank: Tensor | None = None
    spacing_mm: tuple[float, ...] | None = None
    rows: int = 8
    first: Answer | None = None
    own: Callable[[str], Sequence[Tensor]] | None = None
    lay: Callable[[str, Tensor], Tensor] | None = None
    memory: dict[object, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Case:
    """One map of one sample.

    Attributes
    ----------
    subject
        The network and all images.
    sample : int
        Which of them.
    name : str
        Of the map.
    heat : Tensor, (*S)
        Raw and signed, on the input's own grid and device; finite.
    """

    subject: Subject
    sample: int
    name: str
    heat: Tensor

    @property
    def image(self) -> Tensor:
        """The sample's input, (C, *S)."""
        return self.subject.inputs[self.sample]

    @property
    def is_blank(self) -> bool:
        """Whether nothing speaks for the target."""
        return not bool(self.heat.max() > 0)

    @cached_property
    def share(self) -> Tensor:
        """What speaks for the target, over its maximum: (*S) in [0, 1]."""
        positive = self.heat.clamp_min(0)
        return positive / positive.max()

    @cached_property
    def ranks(self) -> Tensor:
        """Place of each cell from the hottest on, (cells,); equal cells in reading order."""
        return _ranks(self.heat, is_descending=True)

    @cached_property
    def low_ranks(self) -> Tensor:
        """Place of each cell from the coldest on, (cells,); equal cells in reading order."""
        return _ranks(self.heat, is_descending=False)

    @cached_property
    def order_key(self) -> str:
        """The same for all maps that rank the cells alike."""
        return digest(self.ranks)

    @cached_property
    def low_order_key(self) -> str:
        """The same for all maps that rank the cells alike from the coldest on."""
        return digest(self.low_ranks)

    @cached_property
    def share_key(self) -> str:
        """The same for all maps that differ by a factor only."""
        return digest(self.share)

    def laid(self, heat: Tensor) -> Tensor:
        """Lay another map by the same method over the image, (*S_layer) to (*S)."""
        if self.subject.lay is None:
            return enlarged(heat, self.heat.shape)
        return self.subject.lay(self.name, heat)

    def whole(self, *, explains: bool = False) -> Look:
        """Ask for the unchanged image."""
        return Look(
            (IMAGE,), lambda rows: self.image.expand(len(rows), *self.image.shape), explains
        )


def digest(values: Tensor) -> str:
    """Tell tensors of one kind apart by their values."""
    return hashlib.sha1(
        values.detach().cpu().contiguous().numpy().tobytes(), usedforsecurity=False
    ).hexdigest()


def undefined(note: str) -> Finding:
    """Return no number, and why."""
    return Finding(float("nan"), note=note)


def blank_map() -> Finding:
    """Return no number, as the map is blank."""
    return undefined(say("metrics", "The map is blank: nothing in it speaks for the target."))


def _ranks(heat: Tensor, *, is_descending: bool) -> Tensor:
    """Inverse of a stable sort."""
    import torch

    order = heat.flatten().argsort(descending=is_descending, stable=True)
    ranks = torch.empty_like(order)
    ranks[order] = torch.arange(len(order), device=order.device)
    return ranks
