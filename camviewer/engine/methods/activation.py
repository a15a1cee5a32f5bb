"""Methods that need no gradient: ``A`` activations, (N, C, *S). Maps are raw and signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.errors import LayerError
from camviewer.core.params import flag
from camviewer.engine.methods.reduction import weighted_sum
from camviewer.engine.methods.spec import About, Needs, method

if TYPE_CHECKING:
    from torch import Tensor

    from camviewer.engine.methods.spec import NoParams, Probe


@method(
    "cam",
    "CAM",
    Needs.HEAD,
    about=About("activation", "Zhou et al. 2016, eq. 2, arXiv:1512.04150"),
)
def cam(probe: Probe, _params: NoParams) -> Tensor:
    """Weight each channel by the target's row of the final linear layer.

    Raises
    ------
    LayerError
        When the tail behind the layer is not average pooling and one linear layer.

    Notes
    -----
    ``L = sum_k W_ck A_k``; its mean over the cells is the score less the bias.
    """
    if probe.head is None:
        raise LayerError(
            "CAM needs a layer followed by average pooling and one linear layer only.",
            hint="Choose the last convolutional layer, or run grad-cam instead.",
        )
    return weighted_sum(probe.head.weight, probe.activations)


@dataclass(frozen=True)
class EigenParams:
    """Choices of Eigen-CAM."""

    centred: bool = flag(
        default=False,
        help="Take each channel's mean off first. The paper does not, some programs do.",
    )


@method(
    "eigen-cam",
    "Eigen-CAM",
    Needs.ACTIVATIONS,
    about=About("activation", "Muhammad and Yeasin 2020, arXiv:2008.00299"),
    params=EigenParams,
)
def eigen_cam(probe: Probe, params: EigenParams) -> Tensor:
    """Project the activations on their first principal component; sees no target.

    Notes
    -----
    ``L = A V_1`` with A as a matrix of cells by channels and ``V_1`` its first right singular
    vector. The vector's sign is free and is chosen so that the map grows with the total
    activity ``sum_k |A_k|``.
    """
    from camviewer.engine.methods.spectrum import first_component

    cells = probe.activations.flatten(2).transpose(1, 2)
    activity = cells.abs().sum(2)
    if params.centred:
        cells = cells - cells.mean(1, keepdim=True)
    component = first_component(cells)
    deviation = activity - activity.mean(1, keepdim=True)
    agreement = (component * deviation).sum(1, keepdim=True)
    flat = (component * activity).sum(1, keepdim=True)
    agreement = agreement.where(agreement != 0, flat)
    signed = component.where(agreement >= 0, -component)
    return signed.reshape(probe.activations.shape[:1] + probe.activations.shape[2:])


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
