"""Methods that look for a few patterns in the activations. Maps are raw.

``A`` stands for the matrix of P cells by C channels of one sample. A principal component has no
sign of its own: each method says below how it chooses one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.params import choice, flag, integer, number
from camviewer.engine.methods.cost import Cost, Facts
from camviewer.engine.methods.reduction import deviations
from camviewer.engine.methods.spec import About, Needs, method

if TYPE_CHECKING:
    from torch import Tensor

    from camviewer.engine.methods.spec import Probe

_GRAM = 2048
_BASIS = 34
_KERNEL = 2**24


def _component_cost(facts: Facts, _params: object) -> Cost:
    """Two copies of the cells, the Gram matrix of their smaller side and a basis."""
    short = min(facts.channels, facts.cells)
    gram = short**2 if short <= _GRAM else 0
    return Cost(numbers=2 * facts.channels * facts.cells + gram + _BASIS * short)


@dataclass(frozen=True)
class EigenParams:
    """Choices of Eigen-CAM and Eigen-Grad-CAM."""

    centred: bool = flag(
        default=False,
        help="Take each channel's mean off first. The paper does not, some programs do.",
    )


@method(
    "eigen-cam",
    "Eigen-CAM",
    Needs.ACTIVATIONS,
    about=About(
        "activation",
        "Muhammad and Yeasin 2020, arXiv:2008.00299",
        cost=_component_cost,
    ),
    params=EigenParams,
)
def eigen_cam(probe: Probe, params: EigenParams) -> Tensor:
    """Project the activations on their first principal component; sees no target.

    Notes
    -----
    ``L = A V_1`` with ``V_1`` the first right singular vector of A. The vector's sign is free
    and is chosen so that the map grows with the total activity ``sum_k |A_k|``.
    """
    rows = probe.activations.flatten(2)
    found = _first_component(rows, is_centred=params.centred)
    return _like_map(_turned(found, rows.abs().sum(1)), probe)


@method(
    "eigen-grad-cam",
    "Eigen-Grad-CAM",
    Needs.GRADIENTS,
    about=About(
        "gradient",
        "Muhammad and Yeasin 2020 on g * A, as in pytorch-grad-cam",
        cost=_component_cost,
    ),
    params=EigenParams,
)
def eigen_grad_cam(probe: Probe, params: EigenParams) -> Tensor:
    """Project activations times gradients on their first principal component.

    Notes
    -----
    ``L = B V_1`` with ``B_k = g_k * A_k`` and ``V_1`` the first right singular vector of B. The
    vector's sign is free and is chosen so that the map grows with HiResCAM, ``sum_k B_k``.
    """
    rows = (probe.slopes * probe.activations).flatten(2)
    found = _first_component(rows, is_centred=params.centred)
    return _like_map(_turned(found, rows.sum(1)), probe)


@dataclass(frozen=True)
class KernelParams:
    """Choices of KPCA-CAM."""

    kernel: str = choice(
        "sigmoid",
        ("sigmoid", "rbf", "linear"),
        help="How alike two cells are; linear gives the centred Eigen-CAM.",
    )
    gamma: float = number(
        1.0,
        low=0.001,
        high=1000.0,
        unit="/ channels",
        help="Steepness of the kernel; 1 over the number of channels is usual.",
    )


def _kernel_cost(facts: Facts, _params: object) -> Cost:
    """Two copies of the cells and a bounded part of the kernel matrix."""
    kernel = 3 * min(facts.cells**2, _KERNEL)
    return Cost(numbers=2 * facts.channels * facts.cells + kernel + _BASIS * facts.cells)


@method(
    "kpca-cam",
    "KPCA-CAM",
    Needs.ACTIVATIONS,
    about=About("activation", "Karmani et al. 2024, arXiv:2410.00267", cost=_kernel_cost),
    params=KernelParams,
)
def kpca_cam(probe: Probe, params: KernelParams) -> Tensor:
    """Project the activations on their first kernel principal component; sees no target.

    Notes
    -----
    ``L = sqrt(l) u`` with u the eigenvector of the largest eigenvalue l of ``J K J``, where
    ``J`` takes means off and ``K_pq`` compares cells p and q, each less the mean cell:
    sigmoid ``tanh(c a_p . a_q + 1)``, rbf ``exp(-c |a_p - a_q|^2)``, linear ``a_p . a_q``, with
    ``c = gamma / C``. Exact up to 4096 cells; beyond, K is known by its columns at 512 cells
    drawn once for each size (Nystroem's way). The sign is chosen as for Eigen-CAM.
    """
    from camviewer.engine.methods.kernels import Kernel, first_kernel_component

    rows = probe.activations.flatten(2)
    if params.kernel == "linear":
        found = _first_component(rows, is_centred=True)
    else:
        kernel = Kernel(params.kernel, params.gamma / rows.shape[1])
        found = first_kernel_component(deviations(rows).transpose(1, 2), kernel)
    return _like_map(_turned(found, rows.abs().sum(1)), probe)


@dataclass(frozen=True)
class FactorParams:
    """Choices of deep feature factorisation."""

    concepts: int = integer(
        4, low=1, high=16, help="Patterns the activations are divided into; few read easiest."
    )
    concept: int = integer(
        1,
        low=1,
        high=16,
        help="Which pattern to show: 1 speaks most for the target, 2 comes next.",
    )


def _factor_cost(facts: Facts, params: FactorParams) -> Cost:
    """Copy of the activations, the Gram matrix of their smaller side, the factors."""
    sides = facts.channels + facts.cells
    gram = min(facts.channels, facts.cells, _GRAM) ** 2
    basis = _BASIS * min(facts.channels, facts.cells)
    numbers = 2 * facts.channels * facts.cells + gram + basis + 4 * params.concepts * sides
    return Cost(numbers=numbers)


@method(
    "deep-feature-factorisation",
    "Deep feature factorisation",
    Needs.GRADIENTS,
    about=About(
        "activation",
        "Collins et al. 2018, arXiv:1806.10206",
        badge="shows where one pattern lies, not how much it moved the score",
        cost=_factor_cost,
    ),
    params=FactorParams,
)
def deep_feature_factorisation(probe: Probe, params: FactorParams) -> Tensor:
    """Divide the activations into a few patterns and show where one of them lies.

    Notes
    -----
    ``relu(A) = W H`` as nearly as non-negative W (P x K) and H (K x C) can be; the map is
    ``W_j |H_j|``, in units of the activations, never negative. The gradient only puts the
    patterns in order: the first has the largest ``mean(W_j) sum_k mean(g_k) H_jk``, its share
    of the score as Grad-CAM counts it. Each image is divided on its own, where the paper
    divides several together. ``concept`` beyond the last pattern shows the last.
    """
    import torch

    from camviewer.engine.methods.factors import factorise

    maps = []
    for activations, slopes in zip(probe.activations, probe.slopes, strict=True):
        found = factorise(activations.flatten(1).T.relu(), params.concepts)
        shares = found.places.mean(0) * (found.patterns @ slopes.flatten(1).mean(1))
        size = found.patterns.norm(dim=1)
        is_live = (size > 0) & (found.places.amax(0) > 0)
        ranked = shares.masked_fill(~is_live, -torch.inf).argsort(descending=True, stable=True)
        chosen = ranked[min(params.concept, len(ranked)) - 1]
        maps.append(found.places[:, chosen] * size[chosen])
        probe.note("reconstructed", found.explained)
        probe.note("score_share", float(shares[chosen]))
    return _like_map(torch.stack(maps), probe)


def _first_component(rows: Tensor, *, is_centred: bool) -> Tensor:
    """First principal component of channels by cells, of either sign: (N, C, P) to (N, P)."""
    from camviewer.engine.methods.spectrum import first_component

    centred = deviations(rows) if is_centred else rows
    return first_component(centred.transpose(1, 2))


def _turned(component: Tensor, guide: Tensor) -> Tensor:
    """Choose the sign with which a component grows with a guide, both (N, P)."""
    agreement = (_unit(component) * _unit(deviations(guide))).sum(1, keepdim=True)
    flat = (component * _unit(guide)).sum(1, keepdim=True)
    agreement = agreement.where(agreement != 0, flat)
    return component.where(agreement >= 0, -component)


def _unit(rows: Tensor) -> Tensor:
    """Divide each row by its largest size, so that no product of two leaves float32."""
    peak = rows.abs().amax(1, keepdim=True)
    return rows / peak.where(peak > 0, peak.new_ones(()))


def _like_map(rows: Tensor, probe: Probe) -> Tensor:
    """Cells as the layer has them: (N, P) to (N, *S)."""
    return rows.reshape(probe.activations.shape[:1] + probe.activations.shape[2:])
