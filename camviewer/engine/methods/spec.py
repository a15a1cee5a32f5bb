"""What a method is, what it may ask for, and the list of all of them."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from camviewer.core.registry import Registry
from camviewer.engine.methods.cost import free

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from camviewer.core.errors import CamViewerError
    from camviewer.engine.methods.clustering import Groups
    from camviewer.engine.methods.cost import Cost, Facts
    from camviewer.engine.methods.sources import Classes, Network, Transformer


Made = TypeVar("Made")


class Needs(enum.Flag):
    """What a method asks of the probe besides the activations.

    GRADIENTS
        ``gradients`` of the score at the layer.
    HEAD, TAIL
        ``head`` where there is one; ``tail``, always.
    CLASSES
        ``classes``: scores of the other classes and their gradients.
    CURVATURE
        ``curvature``: the second derivative along the activations.
    NETWORK
        ``network`` on other inputs, without gradients.
    SLOPES
        ``network.slopes``, ``network.look`` or ``network.terms``: gradients on other inputs.
    ATTENTION
        ``transformer``: the attention of every block.
    """

    ACTIVATIONS = 0
    GRADIENTS = enum.auto()
    HEAD = enum.auto()
    TAIL = enum.auto()
    CLASSES = enum.auto()
    CURVATURE = enum.auto()
    NETWORK = enum.auto()
    SLOPES = enum.auto()
    ATTENTION = enum.auto()


DIFFERENTIATED = (
    Needs.GRADIENTS | Needs.CLASSES | Needs.CURVATURE | Needs.SLOPES | Needs.ATTENTION
)
"""What a network without derivatives (ONNX, quantised) cannot give."""


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


def _no_watch(_done: int, _total: int, _partial: Tensor | None) -> None:
    """Take a step's news and do nothing with it."""


def _no_ear(_groups: Sequence[Groups], _factors: Tensor, _counts: Tensor) -> None:
    """Hear of the channels and do nothing with it."""


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
    classes : Classes or None
        All class scores; there when CLASSES is needed. None for a network without classes.
    curvature : callable or None
        ``curvature() -> (N, C, *S)``: ``H A`` with H the second derivative of the score at the
        activations; zero where the tail is piecewise linear. There when CURVATURE is needed.
    network : Network or None
        The network on other inputs; there when NETWORK or SLOPES is needed.
    transformer : callable or None
        ``transformer() -> Transformer``: attention of every block; there when ATTENTION is.
    seed : int
        For methods that draw random numbers.
    memory : dict
        See :meth:`once`.
    refusal : CamViewerError or None
        Why there are no gradients where a method asked for some.
    watch : callable
        See :meth:`step`.
    on_channels : callable
        ``on_channels(groups, factors, counts)``: hears from CF-CAM how it sorted the channels
        of each sample, what it multiplied each with, (N, C) or (N, C, *S), and which of them
        entered the map, (N, C).
    diagnostics : dict
        The method's own findings: name to one value per sample, in order.
    """

    activations: Tensor
    score: Tensor
    gradients: Tensor | None = None
    head: LinearHead | None = None
    tail: Callable[[Tensor, int], Tensor] | None = None
    classes: Classes | None = None
    curvature: Callable[[], Tensor] | None = None
    network: Network | None = None
    transformer: Callable[[], Transformer] | None = None
    seed: int = 0
    memory: dict[object, Any] = field(default_factory=dict)
    refusal: CamViewerError | None = None
    watch: Callable[[int, int, Tensor | None], None] = _no_watch
    on_channels: Callable[[Sequence[Groups], Tensor, Tensor], None] = _no_ear
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

    @property
    def passes(self) -> Network:
        """The network on other inputs, for methods that declared NETWORK or SLOPES."""
        if self.network is None:
            message = "the method declared neither Needs.NETWORK nor Needs.SLOPES"
            raise ValueError(message)
        return self.network

    def note(self, name: str, value: float) -> None:
        """Report one finding for the next sample."""
        self.diagnostics.setdefault(name, []).append(float(value))

    def once(self, key: object, make: Callable[[], Made]) -> Made:
        """Return what depends on the activations alone: made once for all methods and targets.

        Parameters
        ----------
        key
            What it is, with every choice it depends on.
        make
            Makes it.
        """
        if key not in self.memory:
            self.memory[key] = make()
        made: Made = self.memory[key]
        return made

    def step(self, done: int, total: int, partial: Tensor | None = None) -> None:
        """Say how far a long method is; stops here when the user asked for it.

        Parameters
        ----------
        done, total
            Steps of this method.
        partial : Tensor or None, (N, *S)
            The map as it stands, on the final map's scale where that is possible.

        Raises
        ------
        Cancelled
            When a stop was asked for.
        """
        self.watch(done, total, partial)


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
        ``"gradient"``, ``"activation"``, ``"perturbation"``, ``"pixel"``, ``"attention"``,
        ``"cf-cam"`` or ``"control"``.
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
    grid
        Cells of the map: ``"layer"`` those of the layer, ``"input"`` those of the network's
        input, ``"tokens"`` those of a transformer's patches.
    cost
        ``cost(facts, params) -> Cost``: what it adds to the shared pass, for the estimate.
    is_progressive
        Whether it hands out its map while it refines.
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
    grid: str = "layer"
    cost: Callable[[Facts, Any], Cost] = free
    is_progressive: bool = False

    @property
    def is_gradient_free(self) -> bool:
        """Whether it can be run on a network without derivatives."""
        return not self.needs & DIFFERENTIATED


METHODS: Registry[Method] = Registry("method")


@dataclass(frozen=True)
class About:
    """What a method says of itself besides its name; fields as in :class:`Method`."""

    family: str
    reference: str
    badge: str = ""
    grid: str = "layer"
    cost: Callable[[Facts, Any], Cost] = free
    is_progressive: bool = False


def method(
    name: str, label: str, needs: Needs, *, about: About, params: type = NoParams
) -> Callable[[Run], Run]:
    """Register the decorated function; the first line of its docstring is the summary."""

    def add(run: Run) -> Run:
        summary = (run.__doc__ or "").strip().splitlines()[0]
        METHODS.add(
            Method(
                name, label, about.family, run, needs, params, about.reference, summary,
                about.badge, about.grid, about.cost, about.is_progressive,
            )
        )  # fmt: skip
        return run

    return add
