"""What stands where a part of an image is taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.params import choice, number

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from torch import Tensor

    from camviewer.metrics.subject import Subject

KINDS = ("auto", "blur", "mean", "black", "noise", "zero")


@dataclass(frozen=True)
class BaselineParams:
    """What an image is replaced by."""

    baseline: str = choice(
        "auto",
        KINDS,
        help="Auto is blur in pictures and black, or air, in volumes, where a blurred body may "
        "look like a finding; zero is the network's own, the mean colour of its training.",
    )
    blur_mm: float = number(
        8.0, low=0.1, high=200.0, unit="mm", help="Sigma of the blur in volumes."
    )
    blur: float = number(
        5.0, low=0.1, high=50.0, unit="%",
        help="Sigma of the blur in pictures, of the longest side.",
    )  # fmt: skip


def baseline_key(params: BaselineParams) -> Hashable:
    """Tell baselines apart."""
    width = (params.blur_mm, params.blur) if params.baseline in {"auto", "blur"} else ()
    return ("baseline", params.baseline, *width)


def make_baseline(subject: Subject, sample: int, params: BaselineParams) -> Tensor:
    """Make what stands for an image of which nothing is left, (C, *S); made once.

    Notes
    -----
    ``"auto"``: blur, or black where cells have a size in mm; ``"blur"``: a Gaussian whose
    weights are scaled to sum to 1 at the border; ``"mean"``: each channel's mean; ``"black"``:
    black or air; ``"noise"``: normal, with each channel's mean and deviation, the same draw for
    all samples; ``"zero"``: zero after normalisation.
    """
    key = (baseline_key(params), sample)
    if key not in subject.memory:
        subject.memory[key] = _make(subject, subject.inputs[sample], params)
    made: Tensor = subject.memory[key]
    return made


def _make(subject: Subject, image: Tensor, params: BaselineParams) -> Tensor:
    """Make it anew."""
    kind, axes = params.baseline, tuple(range(1, image.ndim))
    if kind == "auto":
        kind = "blur" if subject.spacing_mm is None else "black"
    if kind == "blur":
        return blurred(image, sigmas(subject, params))
    if kind == "zero":
        return image.new_zeros(image.shape)
    if kind == "black":
        blank = image.new_zeros(len(image)) if subject.blank is None else subject.blank
        return blank.to(image).reshape(-1, *(1,) * len(axes)).expand(image.shape)
    mean = image.mean(axes, keepdim=True)
    if kind == "mean":
        return mean.expand(image.shape)
    return mean + image.std(axes, correction=0, keepdim=True) * standard_noise(image)


def standard_noise(image: Tensor, seed: int = 0) -> Tensor:
    """Draw standard normal noise of an image's shape; the same on every device."""
    import torch

    draw = torch.Generator().manual_seed(seed)
    return torch.randn(image.shape, generator=draw).to(image)


def sigmas(subject: Subject, params: BaselineParams) -> tuple[float, ...]:
    """Width of the blur along each axis, in cells."""
    shape = subject.inputs.shape[2:]
    if subject.spacing_mm is not None:
        return tuple(params.blur_mm / step for step in subject.spacing_mm)
    return (params.blur / 100 * max(shape),) * len(shape)


def blurred(image: Tensor, widths: Sequence[float]) -> Tensor:
    """Smooth (C, *S) by a Gaussian of so many cells along each axis."""
    for axis, sigma in enumerate(widths, start=1):
        matrix = _smoothing(image.shape[axis], sigma, image)
        image = (image.movedim(axis, -1) @ matrix.T).movedim(-1, axis)
    return image.contiguous()


def _smoothing(size: int, sigma: float, like: Tensor) -> Tensor:
    """Matrix of a Gaussian whose weights sum to 1 in every row, (size, size)."""
    import torch

    places = torch.arange(size, dtype=torch.float64)
    matrix = torch.exp(-((places[:, None] - places) ** 2) / (2 * sigma**2))
    return (matrix / matrix.sum(1, keepdim=True)).to(like)
