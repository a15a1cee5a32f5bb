"""Controls: maps that know nothing of the target, which any method must beat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.engine.methods.cost import Cost, Facts
from camviewer.engine.methods.reduction import weighted_sum
from camviewer.engine.methods.spec import About, Needs, method

if TYPE_CHECKING:
    from torch import Tensor

    from camviewer.engine.methods.spec import NoParams, Probe

_COPIES = 5
_COLOURS = 3


@method(
    "random-cam",
    "Random weights",
    Needs.ACTIVATIONS,
    about=About("control", "control: weights drawn from U(-1, 1)"),
)
def random_cam(probe: Probe, _params: NoParams) -> Tensor:
    """Weight each channel by a random number, as a control that any method must beat.

    Notes
    -----
    ``w_k`` uniform in [-1, 1) from the probe's seed, the same for every sample.
    """
    import torch

    generator = torch.Generator().manual_seed(probe.seed)
    count, channels = probe.activations.shape[:2]
    weights = torch.rand(channels, generator=generator).mul(2).sub(1).to(probe.activations)
    return weighted_sum(weights.expand(count, channels), probe.activations)


@method(
    "mean-activation",
    "Mean activation",
    Needs.ACTIVATIONS,
    about=About("control", "control: every channel weighs the same"),
)
def mean_activation(probe: Probe, _params: NoParams) -> Tensor:
    """Average the channels, as a control that any use of weights must beat.

    Notes
    -----
    ``L = mean_k A_k``.
    """
    return probe.activations.mean(1)


def _edge_cost(facts: Facts, _params: object) -> Cost:
    """Count a few copies of the input, which is taken to have colours."""
    return Cost(numbers=_COPIES * _COLOURS * facts.voxels)


@method(
    "sobel-edges",
    "Sobel edges",
    Needs.NETWORK,
    about=About(
        "control", "control: Sobel and Feldman 1968, edges", grid="input", cost=_edge_cost
    ),
)
def sobel_edges(probe: Probe, _params: NoParams) -> Tensor:
    """Show the edges of the input itself; knows neither the network nor the target.

    Notes
    -----
    ``L = mean_c sqrt(sum_i d_i(x_c)^2)`` over the channels c of the input as the network sees
    it; ``d_i`` is the central difference (-1, 0, 1) / 2 along axis i after smoothing by
    (1, 2, 1) / 4 along each other axis, with the border's values repeated outside. Units of the
    input per voxel, whatever the distance of voxels in mm; never negative.
    """
    inputs = probe.passes.inputs.float()
    axes = range(2, inputs.ndim)
    size = inputs.abs().amax(tuple(range(1, inputs.ndim)), keepdim=True)
    unit = inputs / size.where(size > 0, size.new_ones(()))
    squares = unit.new_zeros(())
    for axis in axes:
        slope = _difference(unit, axis)
        for other in axes:
            slope = _smooth(slope, other) if other != axis else slope
        squares = squares + slope.square()
    return (squares.sqrt() * size).mean(1)


def _neighbours(values: Tensor, axis: int) -> tuple[Tensor, Tensor]:
    """Give each voxel the one before it and the one behind it; the border repeats itself."""
    import torch

    last = values.shape[axis] - 1
    places = torch.arange(last + 1, device=values.device)
    before = values.index_select(axis, (places - 1).clamp_min(0))
    return before, values.index_select(axis, (places + 1).clamp_max(last))


def _difference(values: Tensor, axis: int) -> Tensor:
    """Central difference along an axis, per voxel."""
    before, behind = _neighbours(values, axis)
    return (behind - before) / 2


def _smooth(values: Tensor, axis: int) -> Tensor:
    """Weighted mean (1, 2, 1) / 4 along an axis."""
    before, behind = _neighbours(values, axis)
    return (before + 2 * values + behind) / 4
