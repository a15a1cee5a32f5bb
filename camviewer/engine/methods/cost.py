"""What a method adds to the one pass that all methods share: for the estimate before a run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Facts:
    """What the cost of a method depends on, for one window.

    Attributes
    ----------
    channels, cells : int
        Of the layer's map.
    voxels : int
        Cells of one channel of the network's input.
    classes : int
        Output units.
    has_head : bool
        Whether average pooling and one linear layer follow the layer.
    size : tuple of ints
        Cells of the network's input along each axis; empty where it is not known.
    spacing_mm : tuple of floats or None
        Distance of these cells; None for pictures.
    """

    channels: int
    cells: int
    voxels: int
    classes: int
    has_head: bool
    size: tuple[int, ...] = ()
    spacing_mm: tuple[float, ...] | None = None


@dataclass(frozen=True)
class Cost:
    """Work for one window, beyond the one pass that all methods share.

    Attributes
    ----------
    forwards : float
        Plain passes of the whole network.
    passes : float
        Passes with a gradient all the way back to the input.
    tails : float
        Plain runs of what follows the layer.
    numbers : int
        Float32 numbers held at once, beyond one pass and the layer's own map and gradient.
    """

    forwards: float = 0.0
    passes: float = 0.0
    tails: float = 0.0
    numbers: int = 0


def free(facts: Facts, _params: object) -> Cost:
    """Cost of a method that only sums what the shared pass showed."""
    return Cost(numbers=facts.channels * facts.cells)
