"""What a probe can be asked for beyond one layer's activations and gradients.

Each call below looks at the user's wish to stop, splits its rows into batches that fit, and
gives float32 on the probe's device. ``sample`` is the sample of the probe whose target counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor


@dataclass(frozen=True, eq=False)
class Classes:
    """All classes of a classifier.

    Attributes
    ----------
    scores : Tensor, (N, K)
        Before softmax.
    indices : Tensor, (N,)
        Explained class of each sample.
    slopes_of : callable
        ``slopes_of(weights (N, K)) -> (N, C, *S)``: gradient at the layer of each sample's
        ``sum_k weights_k score_k``.
    """

    scores: Tensor
    indices: Tensor
    slopes_of: Callable[[Tensor], Tensor]


@dataclass(frozen=True, eq=False)
class BiasTerms:
    """How the score divides over a network's input and biases, for FullGrad.

    Attributes
    ----------
    inputs : Tensor, (N, C_in, *S_in)
        Input times the score's gradient there.
    layers : tuple of Tensor, (N, C_l, *S_l) each
        Bias times the score's gradient there, for each layer with a bias and a map, in order.
    rest : Tensor, (N,)
        The same of biases that have no place in the map (linear layers).
    """

    inputs: Tensor
    layers: tuple[Tensor, ...]
    rest: Tensor


@dataclass(frozen=True, eq=False)
class Network:
    """The network as a function of its input, with the probe's target.

    Attributes
    ----------
    inputs : Tensor, (N, C_in, *S_in)
        What it saw, prepared and normalised.
    blank : Tensor, (C_in,)
        Input value of black or air.
    spacing_mm : tuple of floats or None
        Distance of input voxels along S_in; None for pictures.
    rows : int
        Inputs that are best given at once: what a batch may hold.
    scores : callable
        ``scores(inputs (M, C_in, *S_in), sample) -> (M,)``.
    chances : callable
        ``chances(inputs, sample) -> (M,)``: the target's probability in [0, 1]; the score
        itself where the target is no class.
    slopes : callable
        ``slopes(inputs, sample) -> scores (M,), gradients (M, C_in, *S_in)``.
    look : callable
        ``look(inputs, sample) -> scores (M,), activations (M, C, *S), gradients (M, C, *S)``
        at the layer.
    terms : callable
        ``terms() -> BiasTerms`` of the probe's own inputs.
    """

    inputs: Tensor
    blank: Tensor
    spacing_mm: tuple[float, ...] | None
    rows: int
    scores: Callable[[Tensor, int], Tensor]
    chances: Callable[[Tensor, int], Tensor]
    slopes: Callable[[Tensor, int], tuple[Tensor, Tensor]]
    look: Callable[[Tensor, int], tuple[Tensor, Tensor, Tensor]]
    terms: Callable[[], BiasTerms]


@dataclass(frozen=True, eq=False)
class Transformer:
    """Attention of every block of a vision transformer, T tokens each.

    Attributes
    ----------
    attention : tuple of Tensor, (N, heads, T, T) each
        Rows sum to 1, in the order of the blocks.
    slopes : tuple of Tensor, (N, heads, T, T) each
        Gradient of the target's score with respect to them.
    own_slopes : callable
        ``own_slopes() -> tuple of Tensor, (N, heads, T, T) each``: gradient of the score that
        the classifier would give if the network ended after that very block.
    prefix : int
        Tokens before the patches: class, distillation, registers; 0 where there are none.
    grid : tuple of ints
        Patches along each axis; their product and ``prefix`` make T.
    """

    attention: tuple[Tensor, ...]
    slopes: tuple[Tensor, ...]
    own_slopes: Callable[[], tuple[Tensor, ...]]
    prefix: int
    grid: tuple[int, ...]
