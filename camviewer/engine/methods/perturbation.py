"""Methods that change the layer's activations and watch the score. Maps are raw and signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.params import choice, flag
from camviewer.engine.methods.cost import Cost
from camviewer.engine.methods.reduction import mean_cells, weighted_sum
from camviewer.engine.methods.spec import About, Needs, method

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor

    from camviewer.engine.methods.cost import Facts
    from camviewer.engine.methods.spec import Probe

_CHUNK_VALUES = 2**24
_NO_SCORE = 1e-6


def _tail_cost(facts: Facts, runs: int) -> Cost:
    """Cost of running the tail on changed copies of the map; none with a linear head."""
    held = facts.channels * facts.cells
    if facts.has_head:
        return Cost(numbers=held)
    return Cost(tails=float(runs), numbers=max(min(_CHUNK_VALUES, runs * held), 2 * held))


@dataclass(frozen=True)
class AblationParams:
    """Choices of Ablation-CAM."""

    relative: bool = flag(
        default=False,
        help="Divide by the score as the paper does; off, windows of a scan stay comparable.",
    )


@method(
    "ablation-cam",
    "Ablation-CAM",
    Needs.TAIL,
    about=About(
        "perturbation",
        "Desai and Ramaswamy 2020, doi:10.1109/WACV45572.2020.9093360",
        cost=lambda facts, _params: _tail_cost(facts, facts.channels),
        is_progressive=True,
    ),
    params=AblationParams,
)
def ablation_cam(probe: Probe, params: AblationParams) -> Tensor:
    """Weight each channel by the score that is lost without it.

    Notes
    -----
    ``w_k = y - y_k`` with ``y_k`` the score when channel k is zero. The paper's
    ``(y - y_k) / |y|`` is the same map on another scale (``relative``; not divided where the
    score is too small). It is off unless asked for: the windows of a scan have scores of their
    own, and one near 0 would outshine all others. Behind average pooling and one linear layer
    ``y - y_k`` is ``W_ck mean(A_k)`` exactly and costs nothing; else only the network's tail is
    run, once per channel that is not zero everywhere already, strong channels first.
    """

    def finish(drops: Tensor) -> Tensor:
        return weighted_sum(_scaled(probe, drops, params), probe.activations)

    if probe.head is None:
        return finish(_measured_drops(probe, finish))
    found = finish(_closed_drops(probe))
    probe.step(1, 1, found)
    return found


def _scaled(probe: Probe, drops: Tensor, params: AblationParams) -> Tensor:
    """Divide the losses (N, C) by the size of the score where that is asked for and sound."""
    if not params.relative:
        return drops
    score = probe.score.to(drops).abs().unsqueeze(1)
    is_sound = score > _NO_SCORE * drops.abs().sum(1, keepdim=True)
    return drops / score.where(is_sound, score.new_ones(()))


def _closed_drops(probe: Probe) -> Tensor:
    """Loss of score without each channel, (N, C), read off the linear head."""
    if probe.head is None:
        message = "there is no linear head"
        raise ValueError(message)
    return probe.head.weight * mean_cells(probe.activations)


def _tail_of(probe: Probe) -> Callable[[Tensor, int], Tensor]:
    """Give the tail, for methods that declared Needs.TAIL."""
    if probe.tail is None:
        message = "the method declared Needs.TAIL and got none"
        raise ValueError(message)
    return probe.tail


def _measured_drops(probe: Probe, finish: Callable[[Tensor], Tensor]) -> Tensor:
    """Loss of score without each channel, (N, C), by running the tail."""
    import torch

    tail, activations = _tail_of(probe), probe.activations
    drops = activations.new_zeros(activations.shape[:2])
    live = [_strongest_first(channels.flatten(1)) for channels in activations]
    done, total = 0, sum(len(order) for order in live)
    for sample, channels in enumerate(activations):
        rows = max(1, _CHUNK_VALUES // channels.numel())
        for chunk in torch.split(live[sample], rows) if len(live[sample]) else ():
            scores = tail(_without_each(channels, chunk), sample)
            drops[sample, chunk] = (probe.score[sample] - scores).to(drops)
            done += len(chunk)
            probe.step(done, total, finish(drops))
    return drops


def _strongest_first(rows: Tensor) -> Tensor:
    """Order the rows of (R, P) that are not zero by their largest size: indices."""
    sizes = rows.abs().amax(1)
    order = sizes.argsort(descending=True, stable=True)
    kept: Tensor = order[sizes[order] > 0]
    return kept


def _without_each(channels: Tensor, chunk: Tensor) -> Tensor:
    """Copy (C, *S) once per channel of ``chunk`` and zero that one: (len(chunk), C, *S)."""
    copies = channels.expand(len(chunk), *channels.shape).clone()
    for copy, channel in zip(copies, chunk.tolist(), strict=True):
        copy[channel] = 0
    return copies


@dataclass(frozen=True)
class ReciproParams:
    """Choices of Recipro-CAM."""

    spread: str = choice(
        "gaussian",
        ("gaussian", "cell"),
        help="Spread each cell over its neighbours by a 3 x 3 Gaussian, or show it alone.",
    )


@method(
    "recipro-cam",
    "Recipro-CAM",
    Needs.TAIL,
    about=About(
        "perturbation",
        "Byun and Lee 2022, arXiv:2209.14074",
        cost=lambda facts, _params: _tail_cost(facts, facts.cells + 1),
        is_progressive=True,
    ),
    params=ReciproParams,
)
def recipro_cam(probe: Probe, params: ReciproParams) -> Tensor:
    """Show for each cell of the layer the score that it gives on its own.

    Notes
    -----
    ``L(s) = y(A(s) G(. - s)) - y(0)``: the channels of cell s are all that is left of the
    layer, alone (``cell``) or spread over the 3 cells of every axis around s by the weights
    1/4, 1/2, 1/4, as in the authors' code; what falls outside the map is lost, and an axis of
    one cell is left alone. The authors
    show the softmax of these scores scaled to 0 ... 1; here they are in units of the score,
    and the score of an empty layer is taken off, so that 0 means nothing. Behind average
    pooling and one linear layer this is ``W_c A(s)`` times the part of G inside the map, over
    the number of cells, and costs nothing: CAM, but for the border.
    """
    if probe.head is None:
        return _measured_cells(probe, params.spread)
    found = weighted_sum(probe.head.weight, probe.activations) / _cells_of(probe)
    if params.spread == "gaussian":
        found = found * _mass_inside(probe.activations)
    probe.step(1, 1, found)
    return found


def _cells_of(probe: Probe) -> int:
    """Count the cells of the layer's map."""
    return probe.activations.shape[2:].numel()


def _mass_inside(activations: Tensor) -> Tensor:
    """Part of each cell's Gaussian that lies inside the map, (*S)."""
    mass = activations.new_ones(activations.shape[2:])
    for axis, size in enumerate(activations.shape[2:]):
        shape = [-1 if at == axis else 1 for at in range(mass.ndim)]
        mass = mass * _bell(size, "gaussian", activations).sum(1).reshape(shape)
    return mass


def _bell(size: int, spread: str, like: Tensor) -> Tensor:
    """Spread of every cell of one axis, (size, size): 1/4, 1/2, 1/4 or the cell alone.

    An axis of one cell is no axis: a volume of one slice is a picture.
    """
    import torch

    cells = torch.arange(size, device=like.device)
    steps = (cells.unsqueeze(1) - cells).abs().to(like)
    is_spread = spread == "gaussian" and size > 1
    return (0.5 - 0.25 * steps).relu() if is_spread else (1 - steps).relu()


def _measured_cells(probe: Probe, spread: str) -> Tensor:
    """Map of Recipro-CAM, (N, *S), by running the tail."""
    import torch

    tail, activations = _tail_of(probe), probe.activations
    found = activations.new_zeros(activations.shape[:1] + activations.shape[2:])
    live = [_strongest_first(channels.flatten(1).T) for channels in activations]
    done, total = 0, sum(len(order) for order in live)
    for sample, channels in enumerate(activations):
        rows = max(1, _CHUNK_VALUES // channels.numel())
        empty = tail(channels.new_zeros((1, *channels.shape)), sample)
        for chunk in torch.split(live[sample], rows) if len(live[sample]) else ():
            scores = tail(_only_each(channels, chunk, spread), sample)
            found[sample].view(-1)[chunk] = (scores - empty).to(found)
            done += len(chunk)
            probe.step(done, total, found.clone())
    return found


def _only_each(channels: Tensor, chunk: Tensor, spread: str) -> Tensor:
    """Leave of (C, *S) one cell each, or that cell spread: (len(chunk), C, *S)."""
    import torch

    sizes = channels.shape[1:]
    copies = channels.flatten(1).T[chunk].reshape(len(chunk), -1, *[1] * len(sizes))
    places = torch.unravel_index(chunk, sizes)
    for axis, (size, place) in enumerate(zip(sizes, places, strict=True), start=2):
        shape = [size if at == axis else 1 for at in range(copies.ndim)]
        bell = _bell(size, spread, channels)[place]
        copies = copies * bell.reshape(len(chunk), *shape[1:])
    return copies
