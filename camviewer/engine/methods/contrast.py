"""Methods that read more of the score than its gradient: other classes, the second derivative.

``A`` activations, ``g`` slopes of the score, ``y`` class scores before softmax. Maps are raw
and signed; the final ReLU of the papers is left to the view.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.errors import InputError
from camviewer.core.params import choice, integer, number
from camviewer.core.words import say
from camviewer.engine.methods.cost import Cost, Facts
from camviewer.engine.methods.reduction import mean_cells, weighted_sum
from camviewer.engine.methods.spec import About, Needs, method

if TYPE_CHECKING:
    from torch import Tensor

    from camviewer.engine.methods.sources import Classes
    from camviewer.engine.methods.spec import NoParams, Probe


@dataclass(frozen=True)
class FinerParams:
    """Choices of Finer-CAM."""

    references: int = integer(
        3, low=1, high=100, help="How many of the most similar classes to compare with."
    )
    alpha: float = number(
        0.6,
        low=0.0,
        high=2.0,
        help="Strength of the comparison: 0 is Grad-CAM, 0.6 is what the authors' script sets.",
    )
    weighting: str = choice(
        "mean",
        ("mean", "softmax"),
        help="All compared classes count alike, or the likely ones more.",
    )


def _finer_cost(facts: Facts, _params: FinerParams) -> Cost:
    """One more way from the layer to the scores and back."""
    return Cost(tails=2, numbers=2 * facts.channels * facts.cells)


@method(
    "finer-cam",
    "Finer-CAM",
    Needs.CLASSES,
    about=About("gradient", "Zhang et al. 2025 (CVPR), arXiv:2501.11309", cost=_finer_cost),
    params=FinerParams,
)
def finer_cam(probe: Probe, params: FinerParams) -> Tensor:
    """Show what speaks for the target rather than for the classes most like it.

    Raises
    ------
    InputError
        When the target is no class, so that there is nothing to compare with.

    Notes
    -----
    Grad-CAM of ``y - alpha * sum_r v_r y_r`` over the references r: the classes whose scores
    are nearest to the target's, the target itself never among them. ``v_r = 1 / R`` (mean), or
    the softmax of the references' scores; there the gradient goes through ``v_r`` as well, as
    in the authors' code. A network of fewer classes is compared with those it has; one of a
    single class has none, and the map is Grad-CAM's.
    """
    if probe.classes is None:
        raise InputError(
            say("engine", "Finer-CAM compares classes, and the target is none."),
            hint=say("engine", "Choose a class as the target, or run grad-cam instead."),
        )
    slopes = probe.classes.slopes_of(_contrast(probe.classes, params))
    return weighted_sum(mean_cells(slopes), probe.activations)


def _contrast(classes: Classes, params: FinerParams) -> Tensor:
    """Weight of each class's gradient in the contrast, (N, K)."""
    import torch

    targets = classes.indices.unsqueeze(1)
    distance = (classes.scores - classes.scores.gather(1, targets)).abs()
    distance = distance.scatter(1, targets, torch.inf)
    count = min(params.references, classes.scores.shape[1] - 1)
    nearest = torch.argsort(distance, dim=1, stable=True)[:, :count]
    rivals = classes.scores.gather(1, nearest)
    weights = torch.zeros_like(classes.scores).scatter(1, targets, 1.0)
    return weights.scatter(1, nearest, -params.alpha * _shares(rivals, params.weighting))


def _shares(rivals: Tensor, weighting: str) -> Tensor:
    """Gradient of the references' weighted score in their scores, (N, R) to (N, R)."""
    import torch

    if weighting == "mean":
        return torch.full_like(rivals, 1 / max(1, rivals.shape[1]))
    weights = rivals.softmax(1)
    return weights * (1 + rivals - (weights * rivals).sum(1, keepdim=True))


def _shapley_cost(facts: Facts, _params: NoParams) -> Cost:
    """One way to the scores, one back, and the way back differentiated once more."""
    return Cost(tails=4, numbers=2 * facts.channels * facts.cells)


@method(
    "shapley-cam",
    "ShapleyCAM",
    Needs.GRADIENTS | Needs.CURVATURE,
    about=About("gradient", "Cai 2025, arXiv:2501.06261", cost=_shapley_cost),
)
def shapley_cam(probe: Probe, _params: NoParams) -> Tensor:
    """Weight each channel by its mean gradient, corrected for the bend of the score.

    Notes
    -----
    ``w_k = mean(g_k - (H A)_k / 2)``, ``L = sum_k w_k A_k`` with H the score's second
    derivative: a second-order estimate of what the score loses with a cell. Where the network
    behind the layer is made of linear pieces (convolutions, ReLU, pooling) H is 0 and the map
    is Grad-CAM's.
    """
    if probe.curvature is None:
        message = "the method declared Needs.CURVATURE and got none"
        raise ValueError(message)
    weights = mean_cells(probe.slopes) - mean_cells(probe.curvature()) / 2
    return weighted_sum(weights, probe.activations)
