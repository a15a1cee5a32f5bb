"""Methods that change the layer's activations and watch the score. Maps are raw and signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.params import flag
from camviewer.engine.methods.reduction import mean_cells, weighted_sum
from camviewer.engine.methods.spec import About, Needs, method

if TYPE_CHECKING:
    from torch import Tensor

    from camviewer.engine.methods.spec import Probe

_CHUNK_VALUES = 2**24
_NO_SCORE = 1e-6


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
    about=About("perturbation", "Desai and Ramaswamy 2020, doi:10.1109/WACV45572.2020.9093360"),
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
    run, once per channel that is not zero everywhere already.
    """
    drops = _closed_drops(probe) if probe.head is not None else _measured_drops(probe)
    if not params.relative:
        return weighted_sum(drops, probe.activations)
    score = probe.score.to(drops).abs().unsqueeze(1)
    is_sound = score > _NO_SCORE * drops.abs().sum(1, keepdim=True)
    weights = drops / score.where(is_sound, score.new_ones(()))
    return weighted_sum(weights, probe.activations)


def _closed_drops(probe: Probe) -> Tensor:
    """Loss of score without each channel, (N, C), read off the linear head."""
    if probe.head is None:
        message = "there is no linear head"
        raise ValueError(message)
    return probe.head.weight * mean_cells(probe.activations)


def _measured_drops(probe: Probe) -> Tensor:
    """Loss of score without each channel, (N, C), by running the tail."""
    if probe.tail is None:
        message = "the method declared Needs.TAIL and got none"
        raise ValueError(message)
    activations = probe.activations
    drops = activations.new_zeros(activations.shape[:2])
    for sample, channels in enumerate(activations):
        live = channels.flatten(1).abs().amax(1).nonzero().squeeze(1)
        rows = max(1, _CHUNK_VALUES // channels.numel())
        for chunk in live.split(rows) if len(live) else ():
            scores = probe.tail(_without_each(channels, chunk), sample)
            drops[sample, chunk] = (probe.score[sample] - scores).to(drops)
    return drops


def _without_each(channels: Tensor, chunk: Tensor) -> Tensor:
    """Copy (C, *S) once per channel of ``chunk`` and zero that one: (len(chunk), C, *S)."""
    copies = channels.expand(len(chunk), *channels.shape).clone()
    for copy, channel in zip(copies, chunk.tolist(), strict=True):
        copy[channel] = 0
    return copies
