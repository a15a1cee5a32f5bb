"""What a method is, what it may ask for, and the list of all of them."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from camviewer.core.registry import Registry

if TYPE_CHECKING:
    from torch import Tensor

    Tail = Callable[[Tensor], Tensor]


class Needs(enum.Flag):
    """What a method asks of the probe besides the activations."""

    ACTIVATIONS = 0
    GRADIENTS = enum.auto()
    HEAD = enum.auto()
    TAIL = enum.auto()


@dataclass(frozen=True)
class LinearHead:
    """A tail that is global average pooling and one linear layer.

    Attributes
    ----------
    weight : Tensor, (N, C)
        Row of the linear layer that makes each sample's target score; already signed and
        mixed when the target is (a negative class, a difference).
    bias : Tensor, (N,)
        Its bias.
    """

    weight: Tensor
    bias: Tensor


@dataclass(frozen=True)
class Probe:
    """What one forward and one backward pass showed of a layer.

    Attributes
    ----------
    activations : Tensor, (N, C, *S)
        Output of the layer, detached, float32.
    score : Tensor, (N,)
        The target's score of each sample (pre-softmax).
    gradients : Tensor or None, (N, C, *S)
        Of the score with respect to the activations; there when GRADIENTS is needed.
    head : LinearHead or None
        There when the network's tail after this layer is pooling and one linear layer.
    tail : callable or None
        ``tail(activations (M, C, *S), sample) -> (M,)``: target scores of sample ``sample``
        when the layer's output is replaced; there when TAIL is needed.
    seed : int
        For methods that draw random numbers.
    diagnostics : dict
        The method's own findings: name to one value per sample, in order.
    """

    activations: Tensor
    score: Tensor
    gradients: Tensor | None = None
    head: LinearHead | None = None
    tail: Callable[[Tensor, int], Tensor] | None = None
    seed: int = 0
    diagnostics: dict[str, list[float]] = field(default_factory=dict)

    @property
    def axes(self) -> tuple[int, ...]:
        """The spatial axes of (N, C, *S)."""
        return tuple(range(2, self.activations.ndim))

    @property
    def slopes(self) -> Tensor:
        """The gradients, for methods that declared Needs.GRADIENTS."""
        if self.gradients is None:
            message = "the method did not declare Needs.GRADIENTS"
            raise ValueError(message)
        return self.gradients

    def note(self, name: str, value: float) -> None:
        """Report one finding for the next sample."""
        self.diagnostics.setdefault(name, []).append(float(value))


@dataclass(frozen=True)
class NoParams:
    """For a method without a choice."""


Run = Callable[[Probe, Any], "Tensor"]


@dataclass(frozen=True)
class Method:
    """One way to turn activations and gradients into a map.

    Attributes
    ----------
    name, label
        Registered name (lower case, hyphens) and the words shown.
    family
        ``"gradient"``, ``"activation"``, ``"perturbation"``, ``"cf-cam"`` or ``"control"``.
    run
        ``run(probe, params) -> Tensor (N, *S)``: raw and signed, before any final ReLU.
    needs
        What the probe must carry.
    params
        Frozen dataclass of :mod:`camviewer.core.params` fields.
    reference
        Paper and equation, or DOI.
    summary
        One sentence for the user.
    badge
        A warning shown with every map of this method; may be empty.
    """

    name: str
    label: str
    family: str
    run: Run
    needs: Needs
    params: type
    reference: str
    summary: str
    badge: str = ""


METHODS: Registry[Method] = Registry("method")


@dataclass(frozen=True)
class About:
    """What a method says of itself besides its name.

    Attributes
    ----------
    family, reference, badge
        See :class:`Method`.
    """

    family: str
    reference: str
    badge: str = ""


def method(
    name: str, label: str, needs: Needs, *, about: About, params: type = NoParams
) -> Callable[[Run], Run]:
    """Register the decorated function; the first line of its docstring is the summary."""

    def add(run: Run) -> Run:
        summary = (run.__doc__ or "").strip().splitlines()[0]
        METHODS.add(
            Method(
                name,
                label,
                about.family,
                run,
                needs,
                params,
                about.reference,
                summary,
                about.badge,
            )
        )
        return run

    return add
