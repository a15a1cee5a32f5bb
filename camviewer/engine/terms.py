"""How a score divides over a network's input and its biases.

A network of affine layers and ReLUs is linear around each input but for its biases, so its
score is the input times the gradient there, plus each bias times the gradient at its layer's
output (Srinivas and Fleuret 2019, prop. 1, arXiv:1905.00780).
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from camviewer.core.errors import NoGradientError
from camviewer.core.words import say
from camviewer.engine.methods.sources import BiasTerms
from camviewer.engine.probe import hooked, own_copy, undisturbed
from camviewer.engine.slopes import differentiate

if TYPE_CHECKING:
    from collections.abc import Callable

_WEIGHTED = (
    nn.Conv1d,
    nn.Conv2d,
    nn.Conv3d,
    nn.ConvTranspose1d,
    nn.ConvTranspose2d,
    nn.ConvTranspose3d,
    nn.Linear,
    nn.GroupNorm,
    nn.LayerNorm,
)
_NORMED = (
    nn.BatchNorm1d,
    nn.BatchNorm2d,
    nn.BatchNorm3d,
    nn.SyncBatchNorm,
    nn.InstanceNorm1d,
    nn.InstanceNorm2d,
    nn.InstanceNorm3d,
)
_ON_LAST_AXES = (nn.Linear.forward, nn.LayerNorm.forward)


def bias_terms(
    model: nn.Module, batch: Tensor, score_of: Callable[[object], Tensor]
) -> BiasTerms:
    """Run a network once and split its score over the input and all biases.

    Parameters
    ----------
    model
        Left as it was, also on failure.
    batch : Tensor, (N, C_in, *S_in)
        On the network's device.
    score_of : callable
        From the network's output, whatever it is, to one score per sample, (N,).

    Returns
    -------
    BiasTerms
        In the network's type, float32 at least. Their sum is the score where all of the
        network is affine but for ReLUs and maximum pooling.

    Raises
    ------
    NoGradientError
        When the score does not depend on the input.

    Notes
    -----
    In eval mode batch normalisation is affine, and its bias is ``beta - mean weight / std``.
    Group, layer and instance normalisation are not affine: their beta is counted, and what
    else they do is missing from the sum. So are biases that no module of these kinds adds,
    and those of a layer whose output is not sorted by sample, unless N is 1.
    """
    taps: list[_Tap] = []
    with undisturbed(model), ExitStack() as hooks:
        for module in model.modules():
            bias = effective_bias(module)
            if bias is not None:
                hooks.enter_context(hooked(module, _Keeper(module, bias, taps)))
        leaf = own_copy(batch).requires_grad_()
        with torch.enable_grad():
            score = score_of(model(leaf.clone()))
        kept = tuple(taps)
        at_input, *at_layers = _slopes(score, [leaf, *(tap.output for tap in kept)])
    if at_input is None:
        raise _no_gradient()
    return _collect(_product(leaf.detach(), at_input), kept, at_layers)


def effective_bias(module: nn.Module) -> Tensor | None:
    """Return what a layer adds whatever its input, detached; None where that is nothing.

    Returns
    -------
    Tensor, (C,), or the shape over which a layer normalisation works
        In eval mode.
    """
    if not isinstance(module, (*_WEIGHTED, *_NORMED)):
        return None
    bias: Tensor | None = getattr(module, "bias", None)
    mean: Tensor | None = getattr(module, "running_mean", None)
    if mean is not None:
        shift = _running_shift(module, mean)
        bias = shift if bias is None else bias + shift
    return None if bias is None else bias.detach()


def _running_shift(module: nn.Module, mean: Tensor) -> Tensor:
    """Return what taking off a running mean adds: ``-mean weight / std``, (C,)."""
    variance: Tensor = getattr(module, "running_var")  # noqa: B009
    eps: float = getattr(module, "eps")  # noqa: B009
    weight: Tensor | None = getattr(module, "weight", None)
    shift = -mean * (variance + eps).rsqrt()
    return shift if weight is None else shift * weight


@dataclass(frozen=True, eq=False)
class _Tap:
    """One run of a layer: its output, its bias shaped to it, and the axis of its channels."""

    output: Tensor
    bias: Tensor
    channels: int


class _Keeper:
    """Keeps a layer's outputs and hands on clones, safe from operations in place."""

    def __init__(self, module: nn.Module, bias: Tensor, taps: list[_Tap]) -> None:
        self._has_last = type(module).forward in _ON_LAST_AXES
        self._bias = bias
        self._taps = taps

    def __call__(self, _inputs: object, output: object) -> Tensor | None:
        """Keep one output, a leaf where nothing before it has a gradient."""
        if not isinstance(output, Tensor):
            return None
        axis = self._channel_axis(output)
        if axis is None:
            return None
        kept = output if output.requires_grad else output.detach().requires_grad_()
        shape = self._bias.shape + (1,) * (output.ndim - 1 - axis if axis > 0 else 0)
        self._taps.append(_Tap(kept, self._bias.reshape(shape), axis))
        return kept.clone()

    def _channel_axis(self, output: Tensor) -> int | None:
        """1, or -1 for a bias over the last axes; None where it fits neither.

        A layer normalisation with a ``forward`` of its own mostly has its channels in front.
        """
        size = self._bias.shape
        if not self._has_last and output.ndim > 1 and output.shape[1:2] == size:
            return 1
        return -1 if output.shape[-len(size) :] == size else None


def _slopes(score: Tensor, places: list[Tensor]) -> list[Tensor | None]:
    """Gradient of the scores at each place; None where they do not depend on it."""
    if not score.requires_grad:
        raise _no_gradient()
    return differentiate(score, places)


def _product(values: Tensor, slopes: Tensor) -> Tensor:
    """Multiply in float32 at least: a small gradient times a small bias is 0 in half."""
    wide = torch.promote_types(slopes.dtype, torch.float32)
    return values.to(wide) * slopes.to(wide)


def _collect(inputs: Tensor, taps: tuple[_Tap, ...], slopes: list[Tensor | None]) -> BiasTerms:
    """Sort the layers' terms into those with a map and the rest."""
    layers: list[Tensor] = []
    rest = inputs.new_zeros(len(inputs))
    for tap, slope in zip(taps, slopes, strict=True):
        if slope is None:
            continue
        term = _product(tap.bias, slope)
        if tap.channels < 0 and tap.bias.ndim == 1:
            term = term.movedim(-1, min(1, term.ndim - 1))
        is_map = term.ndim == inputs.ndim and term.shape[2:].numel() > 1
        if is_map and len(term) == len(inputs):
            layers.append(term)
        elif len(term) % len(inputs) == 0:
            rest = rest + term.reshape(len(inputs), -1).sum(1)
    return BiasTerms(inputs, tuple(layers), rest)


def _no_gradient() -> NoGradientError:
    return NoGradientError(
        say("engine", "The score does not depend on the network's input."),
        hint=say(
            "engine", "The network has to compute it without detaching anything on the way."
        ),
    )
