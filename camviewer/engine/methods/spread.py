"""Methods that differ in how far a gradient reaches: pooled, smoothed, of every layer.

``A`` activations, ``g`` slopes of the score. Maps are raw; the final ReLU of the papers is left
to the view.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.params import choice, integer, number
from camviewer.engine.methods.cost import Cost, Facts
from camviewer.engine.methods.reduction import weighted_sum
from camviewer.engine.methods.spec import About, Needs, method

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor

    from camviewer.engine.methods.sources import BiasTerms
    from camviewer.engine.methods.spec import NoParams, Probe

_NO_SCORE = 1e-6


@dataclass(frozen=True)
class PoolingParams:
    """Choices of Seg-XRes-CAM."""

    window: int = integer(
        2,
        low=1,
        high=1024,
        unit="cells",
        help="Side of the blocks: 1 is HiResCAM, and with the mean the whole map is Grad-CAM.",
    )
    pooling: str = choice(
        "max",
        ("max", "mean"),
        help="What stands for a block's gradients: the highest, as in the paper, or the mean.",
    )


@method(
    "seg-xres-cam",
    "Seg-XRes-CAM",
    Needs.GRADIENTS,
    about=About("gradient", "Hasany et al. 2023 (CVPR workshop XAI4CV), pp. 3733-3738"),
    params=PoolingParams,
)
def seg_xres_cam(probe: Probe, params: PoolingParams) -> Tensor:
    """Weight each cell of each channel by the gradient of its block.

    Notes
    -----
    ``L = sum_k P(g_k) * A_k``; P puts each block's highest or mean gradient in all its cells.
    Blocks count from the first cell of each axis, and the last is cut off where the map ends.
    The authors' code fills that block with zeros and stretches all blocks over the map, so that
    they no longer lie over the cells they were made of; here they do.
    """
    slopes = _pooled(probe.slopes, params)
    return (slopes * probe.activations).sum(1)


def _pooled(values: Tensor, params: PoolingParams) -> Tensor:
    """Each value of (N, C, *S) replaced by that of its block; the shape stays."""
    from torch.nn import functional

    sizes = values.shape[2:]
    window = [min(params.window, size) for size in sizes]
    is_flat = len(sizes) == 2
    if params.pooling == "max":
        pool = functional.max_pool2d if is_flat else functional.max_pool3d
        blocks = pool(values, window, ceil_mode=True)
    elif is_flat:
        blocks = functional.avg_pool2d(values, window, ceil_mode=True, count_include_pad=False)
    else:
        blocks = functional.avg_pool3d(values, window, ceil_mode=True, count_include_pad=False)
    for axis, (size, length) in enumerate(zip(sizes, window, strict=True), start=2):
        blocks = blocks.repeat_interleave(length, axis).narrow(axis, 0, size)
    return blocks


@dataclass(frozen=True)
class SmoothParams:
    """Choices of Smooth Grad-CAM++."""

    samples: int = integer(
        16, low=1, high=256, help="Noisy copies of the input; more are slower and steadier."
    )
    noise: float = number(
        15.0,
        low=0.0,
        high=100.0,
        unit="%",
        help="Noise against the input's own range; SmoothGrad found 10 to 20 % best.",
    )


def _smooth_cost(facts: Facts, params: SmoothParams) -> Cost:
    """One pass per noisy copy; three sums of derivatives are kept."""
    return Cost(passes=params.samples, numbers=5 * facts.channels * facts.cells)


@method(
    "smooth-grad-cam++",
    "Smooth Grad-CAM++",
    Needs.SLOPES,
    about=About(
        "gradient",
        "Omeiza et al. 2019, arXiv:1908.01224",
        cost=_smooth_cost,
        is_progressive=True,
    ),
    params=SmoothParams,
)
def smooth_grad_cam_plus_plus(probe: Probe, params: SmoothParams) -> Tensor:
    """Weight each channel as Grad-CAM++ does, by derivatives averaged over noisy inputs.

    Notes
    -----
    ``w_k = sum alpha * relu(D1)``, ``alpha = D2 / (2 D2 + S_k D3)`` with ``Dp`` the mean of
    ``g_k^p`` over the noisy inputs and ``S_k`` the sum of channel k; ``L = sum_k w_k A_k``. A
    is the clean input's: the map is of the image, and only the weights are smoothed. The paper
    prints D1 above the fraction; D2 is what Grad-CAM++, its limit without noise, has there.
    Negative ``S_k`` and ``D3`` count as 0, so that alpha is never above 1/2. The factor
    exp(score) of Grad-CAM++ is left out, which would let the copies of highest score speak
    alone. The noise is Gaussian, its deviation relative to each input's highest less its
    lowest value; it comes from the probe's seed and is the same for every sample.
    """
    maps = probe.activations.new_zeros(probe.activations[:, 0].shape)
    total = len(maps) * params.samples
    for sample in range(len(maps)):
        activations = probe.activations[sample : sample + 1]
        for done, weights in _smoothed_weights(probe, sample, params):
            maps[sample] = weighted_sum(weights, activations)[0]
            probe.step(sample * params.samples + done, total, maps.clone())
    return maps


def _smoothed_weights(
    probe: Probe, sample: int, params: SmoothParams
) -> Iterator[tuple[int, Tensor]]:
    """Yield, batch by batch, how many copies are done and the weights (1, C) so far."""
    import torch

    totals = probe.activations[sample].flatten(1).sum(1, keepdim=True).relu()
    sums, unit, done = totals.new_zeros(()), totals.new_zeros(()), 0
    for inputs in _noisy(probe, sample, params):
        slopes = probe.passes.look(inputs, sample)[2].flatten(2)
        # Cubes of tiny gradients are 0 in float32: they are taken of gradients around 1.
        if not unit:
            unit = slopes.abs().amax()
            unit = unit.where(unit > 0, unit.new_ones(()))
        scaled = slopes / unit
        sums = sums + torch.stack([scaled.pow(order).sum(0) for order in (1, 2, 3)])
        done += len(inputs)
        first, second, third = (sums / done).unbind()
        bottom = 2 * second + totals * unit * third.relu()
        alpha = second / bottom.where(bottom > 0, bottom.new_ones(()))
        yield done, unit * (alpha * first.relu()).sum(1).unsqueeze(0)


def _noisy(probe: Probe, sample: int, params: SmoothParams) -> Iterator[Tensor]:
    """Noisy copies of one input, (M, C_in, *S_in), in batches that the network can hold."""
    from camviewer.engine.methods.noise import standard_noise

    clean = probe.passes.inputs[sample]
    deviation = params.noise / 100 * (clean.max() - clean.min())
    rows = probe.passes.rows
    for noise in standard_noise(clean.shape, params.samples, rows, probe.seed):
        yield clean + deviation * noise.to(clean)


def _full_cost(facts: Facts, _params: NoParams) -> Cost:
    """One pass to the input; every layer's output is kept twice beside it, with its terms."""
    # Layers with a bias: 50 (ResNet-18) to 330 (ConvNeXt-T) numbers per voxel of the input.
    return Cost(passes=1, numbers=600 * facts.voxels)


@method(
    "full-grad",
    "FullGrad",
    Needs.SLOPES,
    about=About(
        "gradient",
        "Srinivas and Fleuret 2019, eq. 6, arXiv:1905.00780",
        grid="input",
        cost=_full_cost,
    ),
)
def full_grad(probe: Probe, _params: NoParams) -> Tensor:
    """Add up what the input and the biases of all layers contribute to the score.

    Notes
    -----
    ``L = sum_c psi(x g_x) + sum_l sum_c psi(b_l g_l)`` with b the bias of layer l and g the
    score's gradient at its output; psi takes sizes, stretches them from 0 to 1 over the layer
    as a whole, and enlarges them linearly to the input. Never negative, and without a unit.
    The sum over channels is taken before enlarging, which gives the same. The authors' code
    enlarges corner to corner; here a layer's cells are enlarged as boxes that fill the image,
    as all other maps are. It also adds 1e-6 to psi's divisor, which dims weak layers.

    Reports ``completeness``: how far the terms, with those of biases that have no place, miss
    the score, relative to it. Near 0 the map accounts for all of the score; networks with
    other bends than ReLU, or attention, are not complete.
    """
    terms = probe.passes.terms()
    _report_completeness(probe, terms)
    size = terms.inputs.shape[2:]
    maps = _stretched(terms.inputs)
    for layer in terms.layers:
        maps = maps + _enlarged(_stretched(layer), size)
    return maps


def _stretched(terms: Tensor) -> Tensor:
    """Sizes of a layer's terms from 0 to 1 over each sample, summed: (N, C, *S) to (N, *S)."""
    sizes = terms.abs()
    flat = sizes.flatten(1)
    shape = (-1,) + (1,) * (terms.ndim - 1)
    low = flat.amin(1).reshape(shape)
    span = flat.amax(1).reshape(shape) - low
    return ((sizes - low) / span.where(span > 0, span.new_ones(()))).sum(1)


def _enlarged(maps: Tensor, size: tuple[int, ...]) -> Tensor:
    """Interpolate maps (N, *S) linearly on the cells of the input."""
    from torch.nn.functional import interpolate

    mode = {1: "linear", 2: "bilinear", 3: "trilinear"}[len(size)]
    return interpolate(maps.unsqueeze(1), size=size, mode=mode, align_corners=False).squeeze(1)


def _report_completeness(probe: Probe, terms: BiasTerms) -> None:
    """Note per sample how far all terms together miss the score."""
    parts = [terms.rest, *(each.flatten(1).sum(1) for each in (terms.inputs, *terms.layers))]
    missed = (sum(parts[1:], parts[0]) - probe.score).abs()
    largest = sum((part.abs() for part in parts[1:]), parts[0].abs())
    scale = probe.score.abs().maximum(_NO_SCORE * largest)
    for value in missed / scale.where(scale > 0, scale.new_ones(())):
        probe.note("completeness", value.item())
