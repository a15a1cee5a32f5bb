"""Methods that read the map off one gradient: ``A`` activations, ``g`` slopes of the score.

All are reductions of the same two tensors (N, C, *S); none runs the network again. Maps are
raw and signed; the final ReLU of the papers is left to the view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.engine.methods.reduction import mean_cells, weighted_sum
from camviewer.engine.methods.spec import About, Needs, method

if TYPE_CHECKING:
    from torch import Tensor

    from camviewer.engine.methods.spec import NoParams, Probe

_CANCELLED = 1e-2


@method(
    "grad-cam",
    "Grad-CAM",
    Needs.GRADIENTS,
    about=About("gradient", "Selvaraju et al. 2017, eq. 1-2, arXiv:1610.02391"),
)
def grad_cam(probe: Probe, _params: NoParams) -> Tensor:
    """Weight each channel by the mean of its gradient.

    Notes
    -----
    ``L = sum_k mean(g_k) A_k``. Units of the score per cell.
    """
    return weighted_sum(mean_cells(probe.slopes), probe.activations)


@method(
    "hires-cam",
    "HiResCAM",
    Needs.GRADIENTS,
    about=About("gradient", "Draelos and Carin 2020, arXiv:2011.08891"),
)
def hires_cam(probe: Probe, _params: NoParams) -> Tensor:
    """Weight each cell of each channel by its own gradient.

    Notes
    -----
    ``L = sum_k g_k * A_k``. Behind a linear tail its sum is the score less the bias.
    """
    return (probe.slopes * probe.activations).sum(1)


@method(
    "grad-cam-elementwise",
    "Grad-CAM elementwise",
    Needs.GRADIENTS,
    about=About(
        "gradient", "Pillai and Pirsiavash 2021 (AAAI); HiResCAM's terms, each cut at 0"
    ),
)
def grad_cam_elementwise(probe: Probe, _params: NoParams) -> Tensor:
    """Sum only the cells of each channel that speak for the target.

    Notes
    -----
    ``L = sum_k relu(g_k * A_k)``; never negative.
    """
    return (probe.slopes * probe.activations).relu().sum(1)


@method(
    "grad-cam++",
    "Grad-CAM++",
    Needs.GRADIENTS,
    about=About("gradient", "Chattopadhyay et al. 2018, eq. 19, arXiv:1710.11063"),
)
def grad_cam_plus_plus(probe: Probe, _params: NoParams) -> Tensor:
    """Weight each channel by its positive gradients, less where they are widespread.

    Notes
    -----
    Eq. 19, ``alpha = g^2 / (2 g^2 + S_k g^3)`` with ``S_k`` the sum of channel k, divided
    through by ``g^2``: ``w_k = sum relu(g) / (2 + relu(g) S_k)``. This is exact at any size of
    the gradient, where a small constant in the denominator is not. The paper supposes
    activations behind a ReLU; a negative ``S_k`` counts as 0, so that the denominator is never
    below 2. The factor exp(score) of the paper's class score cancels out of alpha and is left
    out of the map, which it would only scale.
    """
    positive = probe.slopes.relu()
    totals = probe.activations.sum(probe.axes, keepdim=True).relu()
    weights = (positive / (2 + positive * totals)).flatten(2).sum(2)
    return weighted_sum(weights, probe.activations)


@method(
    "xgrad-cam",
    "XGrad-CAM",
    Needs.GRADIENTS,
    about=About("gradient", "Fu et al. 2020, arXiv:2008.02312"),
)
def xgrad_cam(probe: Probe, _params: NoParams) -> Tensor:
    """Weight each channel by its gradient averaged where the channel is active.

    Notes
    -----
    ``w_k = sum(g_k A_k) / sum(A_k)``. Where positive and negative activations cancel to less
    than a hundredth of their size the quotient says nothing, and ``mean(g_k)`` stands in; a
    layer behind a ReLU never comes to that, except in dead channels.
    """
    activations, slopes = probe.activations.flatten(2), probe.slopes.flatten(2)
    totals = activations.sum(2)
    is_sound = totals.abs() > _CANCELLED * activations.abs().sum(2)
    products = (slopes * activations).sum(2)
    quotients = products / totals.where(is_sound, totals.new_ones(()))
    return weighted_sum(quotients.where(is_sound, slopes.mean(2)), probe.activations)


@method(
    "layer-cam",
    "LayerCAM",
    Needs.GRADIENTS,
    about=About("gradient", "Jiang et al. 2021, doi:10.1109/TIP.2021.3089943"),
)
def layer_cam(probe: Probe, _params: NoParams) -> Tensor:
    """Weight each cell of each channel by its own gradient where that is positive.

    Notes
    -----
    ``L = sum_k relu(g_k) * A_k``. The paper's tanh for shallow layers is a scaling and is left
    to the view.
    """
    return (probe.slopes.relu() * probe.activations).sum(1)
