"""Whether a map stays the same when the input or the gradients tremble."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.judgement import Curve, Finding
from camviewer.core.params import integer, number
from camviewer.core.words import say
from camviewer.metrics.likeness import mean_square, ssim
from camviewer.metrics.spec import METRICS, Better, Metric, NoParams
from camviewer.metrics.subject import Look, Shake, blank_map, undefined

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from torch import Tensor

    from camviewer.metrics.subject import Case, Run


_CODE = "arXiv:2504.00060, public code"
_CODE_SIGMAS = (0.05, 0.1, 0.2, 0.3)


@dataclass(frozen=True)
class SensitivityParams:
    """Choices of the sensitivity to noise in the input."""

    radius: float = number(
        2.0, low=0.0, high=100.0, unit="%",
        help="Largest change of a value, in per cent of the image's range.",
    )  # fmt: skip
    draws: int = integer(10, low=1, high=1000, help="Images with noise.")


@dataclass(frozen=True)
class GradientNoiseParams:
    """Choices of the sensitivity to noise on the gradients."""

    largest: float = number(
        2.0, low=0.0, high=100.0,
        help="Largest deviation of the noise, in units of the gradients' own deviation.",
    )  # fmt: skip
    levels: int = integer(4, low=1, high=50, help="Deviations, evenly up to the largest.")
    draws: int = integer(3, low=1, high=1000, help="Draws for each deviation.")


def max_sensitivity(case: Case, params: SensitivityParams) -> Run:
    """Return the largest change of the map over its size, under small noise in the input.

    Notes
    -----
    ``max_i |L(x + e_i) - L(x)| / |L(x)|`` with Frobenius norms of the raw maps on the layer's
    grid and ``e_i`` uniform within the radius. Yeh 2019, arXiv:1901.09392. The same noise for
    all maps and samples; the radius is relative to the image's range, so that it means the same
    for every normalisation.
    """
    spread = float(case.image.max() - case.image.min()) * params.radius / 100
    rows = range(params.draws)

    def make(wanted: Sequence[int]) -> Tensor:
        return _noisy(case.image, spread, wanted)

    keys = tuple(("noise", params.radius, row) for row in rows)
    whole = yield case.whole(explains=True)
    seen = yield Look(keys, make, explains=True)
    plain = whole.maps[0]
    size = float(plain.norm())
    if not size > 0:
        return undefined(say("metrics", "The map is zero everywhere."))
    return Finding(max(float((each - plain).norm()) for each in seen.maps) / size)


def _noisy(image: Tensor, spread: float, rows: Sequence[int]) -> Tensor:
    """Add uniform noise; each row has a draw of its own, whatever the batch holds."""
    import torch

    draws = []
    for row in rows:
        draw = torch.Generator().manual_seed(row)
        draws.append(torch.rand(image.shape, generator=draw) * 2 - 1)
    return image + spread * torch.stack(draws).to(image)


def gradient_noise_ssim(case: Case, params: GradientNoiseParams) -> Run:
    """Return how far maps with noisy gradients look like the clean one, in [-1, 1].

    Notes
    -----
    Structural similarity (Wang 2004) of the positive parts over their maxima on the layer's
    grid, as a mean over draws and deviations of the noise. CF-CAM's robustness test with
    deviations relative to the gradients' own: gradients of different networks differ by orders
    of magnitude, and in the published code the noise of CF-CAM came after the weights were
    taken, so that it changed nothing.
    """
    return (yield from _noise(case, _levels(params), params.draws, measure=ssim))


def gradient_noise_mse(case: Case, params: GradientNoiseParams) -> Run:
    """Return the mean square difference to maps with noisy gradients.

    Notes
    -----
    See :func:`gradient_noise_ssim`.
    """
    return (yield from _noise(case, _levels(params), params.draws, measure=mean_square))


def cfcam_noise_ssim(case: Case, _params: NoParams) -> Run:
    """Return the same with the absolute deviations of CF-CAM's code, 0.05 to 0.3."""
    return (yield from _noise(case, _CODE_SIGMAS, 1, measure=ssim, is_relative=False))


def cfcam_noise_mse(case: Case, _params: NoParams) -> Run:
    """Return the same with the absolute deviations of CF-CAM's code, 0.05 to 0.3."""
    return (yield from _noise(case, _CODE_SIGMAS, 1, measure=mean_square, is_relative=False))


def _levels(params: GradientNoiseParams) -> tuple[float, ...]:
    """Deviations evenly up to the largest."""
    return tuple(params.largest * (i + 1) / params.levels for i in range(params.levels))


def _noise(
    case: Case,
    sigmas: tuple[float, ...],
    draws: int,
    *,
    measure: Callable[[Tensor, Tensor], float],
    is_relative: bool = True,
) -> Run:
    """Compare the clean map with those of every deviation."""
    whole = yield case.whole(explains=True)
    answer = yield Shake(sigmas, draws, is_relative)
    plain = whole.maps[0]
    if not answer.maps:
        return undefined(
            say("metrics", "The method takes no gradient at the layer, so none can tremble.")
        )
    if not bool(plain.max() > 0):
        return blank_map()
    found = [measure(plain, each) for each in answer.maps]
    means = [sum(found[start : start + draws]) / draws for start in range(0, len(found), draws)]
    each_draw = [found[place::draws] for place in range(draws)]
    words = "Deviation of the noise" + (" over the gradients' own" if is_relative else "")
    curve = Curve(sigmas, tuple(means), words, "Similarity" if measure is ssim else "Error")
    repeats = tuple(sum(values) / len(values) for values in each_draw)
    return Finding(sum(means) / len(means), {"noise": curve}, draws=repeats)


METRICS.add(
    Metric(
        "max-sensitivity",
        "Sensitivity to input noise",
        "explain",
        Better.LOWER,
        (0.0, float("inf")),
        "arXiv:1901.09392",
        max_sensitivity,
        summary="How much the map changes when the image changes hardly visibly.",
        params=SensitivityParams,
    )
)
METRICS.add(
    Metric(
        "gradient-noise-ssim",
        "Likeness under gradient noise",
        "explain",
        Better.HIGHER,
        (-1.0, 1.0),
        "arXiv:2504.00060",
        gradient_noise_ssim,
        summary="How far the map keeps its look when the gradients tremble.",
        params=GradientNoiseParams,
    )
)
METRICS.add(
    Metric(
        "gradient-noise-mse",
        "Error under gradient noise",
        "explain",
        Better.LOWER,
        (0.0, 1.0),
        "arXiv:2504.00060",
        gradient_noise_mse,
        summary="How far the map's values move when the gradients tremble.",
        params=GradientNoiseParams,
    )
)
METRICS.add(
    Metric(
        "gradient-noise-ssim-cfcam",
        "Likeness under gradient noise (CF-CAM's code)",
        "explain",
        Better.HIGHER,
        (-1.0, 1.0),
        _CODE,
        cfcam_noise_ssim,
        summary="The same with noise of a fixed size, whatever the gradients' own.",
    )
)
METRICS.add(
    Metric(
        "gradient-noise-mse-cfcam",
        "Error under gradient noise (CF-CAM's code)",
        "explain",
        Better.LOWER,
        (0.0, 1.0),
        _CODE,
        cfcam_noise_mse,
        summary="The same with noise of a fixed size, whatever the gradients' own.",
    )
)
