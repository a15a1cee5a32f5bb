"""Methods that follow the score back to the network's input: ``x`` input, ``g`` gradient there.

Maps have the input's grid. They are raw, and signed unless said otherwise: the channels of the
input are summed. A gradient is the score per unit of the normalised input.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.params import choice, integer, number
from camviewer.engine.methods.cost import Cost
from camviewer.engine.methods.reduction import mean_cells, weighted_sum
from camviewer.engine.methods.spec import About, Needs, method

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

    from camviewer.engine.methods.cost import Facts
    from camviewer.engine.methods.sources import Network
    from camviewer.engine.methods.spec import NoParams, Probe

_COLOURS = 3
_GOLDEN = 0.6180339887498949
_LINEAR = ("linear", "bilinear", "trilinear")
_SIGNS = ("absolute", "signed")


@dataclass(frozen=True)
class SaliencyParams:
    """Choices of the gradient."""

    sign: str = choice(
        "absolute",
        _SIGNS,
        help="The paper shows the largest size over the channels; signed sums the channels.",
    )


@dataclass(frozen=True)
class SmoothParams:
    """Choices of SmoothGrad."""

    samples: int = integer(
        50, low=1, high=1000, help="Noisy copies of the input: the paper sees no gain above 50."
    )
    noise: float = number(
        15.0,
        low=0.0,
        high=100.0,
        unit="%",
        help="Noise in parts of the input's value range: the paper finds 10 to 20 % best.",
    )
    sign: str = choice(
        "signed",
        _SIGNS,
        help="Signed sums the channels; absolute is their largest size, after the mean.",
    )


@dataclass(frozen=True)
class PathParams:
    """Choices of integrated gradients."""

    steps: int = integer(
        50, low=1, high=1000, help="Points on the path: the paper needs 20 to 300."
    )
    baseline: str = choice(
        "blank",
        ("blank", "zero", "mean"),
        help="Where the path starts: black or air, normalised zero, or each channel's mean.",
    )


@dataclass(frozen=True)
class GuidedParams:
    """Choices of guided backpropagation."""

    sign: str = choice(
        "signed",
        _SIGNS,
        help="Signed sums the channels, absolute is the largest size over them.",
    )


def _one_pass(facts: Facts, _params: object) -> Cost:
    """Cost of a single gradient at the input."""
    return Cost(passes=1, numbers=2 * _COLOURS * facts.voxels)


def _smooth_cost(facts: Facts, params: SmoothParams) -> Cost:
    """Cost of SmoothGrad."""
    return Cost(passes=params.samples, numbers=4 * _COLOURS * facts.voxels)


def _path_cost(facts: Facts, params: PathParams) -> Cost:
    """Cost of integrated gradients."""
    return Cost(forwards=2, passes=params.steps, numbers=4 * _COLOURS * facts.voxels)


@method(
    "saliency",
    "Saliency",
    Needs.SLOPES,
    about=About(
        "pixel",
        "Simonyan et al. 2014, section 3.1, arXiv:1312.6034",
        grid="input",
        cost=_one_pass,
    ),
    params=SaliencyParams,
)
def saliency(probe: Probe, params: SaliencyParams) -> Tensor:
    """Show how strongly the score answers to a change of each voxel.

    Notes
    -----
    ``L = max_c |g_c|``, never negative; with ``signed``, ``L = sum_c g_c``.
    """
    return _joined(_gradients(probe), params.sign)


@method(
    "smooth-grad",
    "SmoothGrad",
    Needs.SLOPES,
    about=About(
        "pixel",
        "Smilkov et al. 2017, section 3, arXiv:1706.03825",
        grid="input",
        cost=_smooth_cost,
        is_progressive=True,
    ),
    params=SmoothParams,
)
def smooth_grad(probe: Probe, params: SmoothParams) -> Tensor:
    """Average the gradient over noisy copies of the input.

    Notes
    -----
    ``L = sum_c mean_n g_c(x + e_n)`` with ``e_n`` normal, its deviation a share of
    ``max x - min x`` of the sample. The noise comes from the probe's seed, the same for every
    sample and whatever the size of a batch.
    """
    import torch

    from camviewer.engine.methods.noise import standard_noise

    network = probe.passes
    inputs = network.inputs
    axes = tuple(range(1, inputs.ndim))
    deviation = params.noise / 100 * (inputs.amax(axes) - inputs.amin(axes))
    total, mean, done = torch.zeros_like(inputs), torch.zeros_like(inputs), 0
    for noise in standard_noise(inputs.shape[1:], params.samples, network.rows, probe.seed):
        for sample, image in enumerate(inputs):
            noisy = image + deviation[sample] * noise.to(inputs)
            total[sample] += network.slopes(noisy, sample)[1].sum(0)
        done += len(noise)
        mean = total / done
        probe.step(done, params.samples, _joined(mean, params.sign))
    return _joined(mean, params.sign)


@method(
    "integrated-gradients",
    "Integrated gradients",
    Needs.NETWORK | Needs.SLOPES,
    about=About(
        "pixel",
        "Sundararajan et al. 2017, eq. 1, arXiv:1703.01365",
        grid="input",
        cost=_path_cost,
        is_progressive=True,
    ),
    params=PathParams,
)
def integrated_gradients(probe: Probe, params: PathParams) -> Tensor:
    """Divide the score's gain over a baseline among the voxels.

    Notes
    -----
    ``L = sum_c (x_c - b_c) int_0^1 g_c(b + a (x - b)) da``. The paper sums over equal steps;
    here the points and weights are those of Gauss and Legendre, which are exact where the
    gradient along the path is a polynomial of degree below twice the steps. Reports
    ``completeness``: ``|sum L - (f(x) - f(b))| / |f(x) - f(b)|``, 0 for an exact integral; not
    divided where the score does not change.
    """
    import torch

    network = probe.passes
    way = network.inputs - _baseline(network, params.baseline)
    places, weights = (torch.from_numpy(each).to(way) for each in _path(params.steps))
    total, found = torch.zeros_like(way), way
    for done, count in _chunks(params.steps, network.rows):
        chunk = slice(done - count, done)
        back = (1 - places[chunk]).reshape(-1, *(1,) * (way.ndim - 1))
        for sample, image in enumerate(network.inputs):
            slopes = network.slopes(image - back * way[sample], sample)[1]
            total[sample] += torch.tensordot(weights[chunk], slopes, 1)
        found = way * total / weights[:done].sum()
        probe.step(done, params.steps, found.sum(1))
    _note_completeness(probe, way, found)
    return found.sum(1)


@method(
    "guided-backprop",
    "Guided backpropagation",
    Needs.SLOPES,
    about=About(
        "pixel",
        "Springenberg et al. 2014, section 3.4, arXiv:1412.6806",
        badge="hardly sees the target: it redraws the edges of the image",
        grid="input",
        cost=_one_pass,
    ),
    params=GuidedParams,
)
def guided_backprop(probe: Probe, params: GuidedParams) -> Tensor:
    """Follow the score back through every ReLU by positive gradients only.

    Notes
    -----
    The gradient at the input, in which each ReLU passes ``(x > 0) (r > 0) r`` of what comes
    back to it. Other activations (GELU, SiLU) keep their own derivative. Reports ``relus``, how
    many were found: with none the map is the plain gradient.
    """
    return _joined(_guided_gradients(probe), params.sign)


@method(
    "guided-grad-cam",
    "Guided Grad-CAM",
    Needs.GRADIENTS | Needs.SLOPES,
    about=About(
        "pixel",
        "Selvaraju et al. 2017, section 3.2, arXiv:1610.02391",
        grid="input",
        cost=_one_pass,
    ),
)
def guided_grad_cam(probe: Probe, _params: NoParams) -> Tensor:
    """Show the edges of guided backpropagation where Grad-CAM is positive.

    Notes
    -----
    ``L = sum_c G_c * up(relu(sum_k mean(g_k) A_k))`` with G of guided backpropagation and
    ``up`` linear between the centres of the layer's cells. The paper's ReLU is part of the
    product and cannot be left to the view.
    """
    from torch.nn import functional

    coarse = weighted_sum(mean_cells(probe.slopes), probe.activations).relu()
    edges = _joined(_guided_gradients(probe), "signed")
    mode = _LINEAR[edges.ndim - 2]
    fine = functional.interpolate(coarse.unsqueeze(1), edges.shape[1:], mode=mode)
    return edges * fine.squeeze(1)


def _gradients(probe: Probe) -> Tensor:
    """Gradient of each sample's score at the input, (N, C, *S)."""
    import torch

    network = probe.passes
    return torch.cat(
        [
            network.slopes(image.unsqueeze(0), sample)[1]
            for sample, image in enumerate(network.inputs)
        ]
    )


def _guided_gradients(probe: Probe) -> Tensor:
    """Guided gradient of each sample's score at the input, (N, C, *S)."""
    import torch

    from camviewer.engine.guided import guided

    network = probe.passes
    found = []
    for sample, image in enumerate(network.inputs):
        with guided() as guide:
            found.append(network.slopes(image.unsqueeze(0), sample)[1])
        probe.note("relus", guide.found)
    return torch.cat(found)


def _joined(gradients: Tensor, sign: str) -> Tensor:
    """One number per voxel: (N, C, *S) to (N, *S)."""
    return gradients.abs().amax(1) if sign == "absolute" else gradients.sum(1)


def _chunks(total: int, rows: int) -> Iterator[tuple[int, int]]:
    """Yield how many are done after each chunk, and how many are in it."""
    for start in range(0, total, rows):
        count = min(rows, total - start)
        yield start + count, count


def _baseline(network: Network, kind: str) -> Tensor:
    """Where a path starts, shaped to be taken off (N, C, *S)."""
    inputs = network.inputs
    if kind == "mean":
        return mean_cells(inputs).reshape(inputs.shape[:2] + (1,) * (inputs.ndim - 2))
    values = network.blank.to(inputs) * (kind == "blank")
    return values.reshape(1, -1, *(1,) * (inputs.ndim - 2))


def _path(steps: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points in (0, 1) and their weights by Gauss and Legendre.

    Not in order along the path: any first few of them lie all over it, so that a map in the
    making is like the whole one.
    """
    import numpy as np

    places, weights = np.polynomial.legendre.leggauss(steps)
    order = np.argsort(np.arange(steps) * _GOLDEN % 1)
    return (places[order] + 1) / 2, weights[order] / 2


def _note_completeness(probe: Probe, way: Tensor, found: Tensor) -> None:
    """Report how far each sample's map (N, C, *S) is from the score's gain."""
    import torch

    network = probe.passes
    for sample, image in enumerate(network.inputs):
        ends = network.scores(torch.stack([image, image - way[sample]]), sample)
        gain = float(ends[0] - ends[1])
        error = abs(float(found[sample].sum()) - gain)
        probe.note("completeness", error / abs(gain) if gain else error)
