"""Methods that need no gradient: ``A`` activations, (N, C, *S). Maps are raw and signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.errors import LayerError
from camviewer.core.params import number
from camviewer.core.words import say
from camviewer.engine.methods.reduction import deviations, mean_cells, weighted_sum
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
            say(
                "engine",
                "CAM needs a layer followed by average pooling and one linear layer only.",
            ),
            hint=say("engine", "Choose the last convolutional layer, or run grad-cam instead."),
        )
    return weighted_sum(probe.head.weight, probe.activations)


@dataclass(frozen=True)
class FemParams:
    """Choices of FEM."""

    kappa: float = number(
        2.0,
        low=0.0,
        high=10.0,
        unit="sigma",
        help="How far above its channel's mean a cell must be to count; the paper takes 2.",
    )


@method(
    "fem",
    "FEM",
    Needs.ACTIVATIONS,
    about=About("activation", "Fuad et al. 2020, doi:10.1109/IPTA50016.2020.9286629"),
    params=FemParams,
)
def fem(probe: Probe, params: FemParams) -> Tensor:
    """Count the channels that are unusually strong in each cell; sees no target.

    Notes
    -----
    ``L = sum_k mu_k [A_k > mu_k + kappa sigma_k]`` with ``mu_k`` and ``sigma_k`` the mean and
    the standard deviation (over P, not P - 1) of channel k over its P cells. A cell at the
    threshold does not count, so that a channel that is the same everywhere shows nowhere.
    """
    deviation = deviations(probe.activations.flatten(2))
    size = deviation.abs().amax(2, keepdim=True)
    unit = deviation / size.where(size > 0, size.new_ones(()))
    sigma = unit.square().mean(2, keepdim=True).sqrt()
    is_strong = (unit > params.kappa * sigma).to(unit)
    return weighted_sum(mean_cells(probe.activations), is_strong.reshape_as(probe.activations))
