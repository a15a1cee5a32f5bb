"""One forward and one backward pass that show a layer and leave the network as it was.

The part of the network before the layer runs without a graph. At the layer a forward hook
hands on a clone of a leaf and switches gradients on, so only what follows is recorded and
``autograd.grad`` stops at the leaf: no gradient of a parameter is ever computed. The clone
keeps the leaf safe from operations in place behind the layer, and the leaf needs no
parameter and no input that wants gradients.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import torch
from torch import Tensor

from camviewer.core.errors import LayerError, ModelError, NoGradientError
from camviewer.engine.graph import is_affine
from camviewer.engine.target import class_scores, target_indices, target_scores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from torch import nn

    from camviewer.engine.target import Target

_locks: WeakKeyDictionary[nn.Module, threading.RLock] = WeakKeyDictionary()
_locks_guard = threading.Lock()


@dataclass(frozen=True, eq=False)
class Recording:
    """What one pass showed of a layer.

    Attributes
    ----------
    activations : Tensor, (N, C, *S)
        Output of the layer, detached, in the network's type.
    scores : Tensor, (N, K)
        All class scores, detached.
    indices : Tensor, (N,)
        Explained class of each sample.
    gradients : Tensor or None, (N, C, *S)
        Of the target's score with respect to the activations; None when not asked for.
    is_affine : bool
        Whether the score was computed from the activations by affine operations alone; known
        only together with gradients.
    calls : int
        How often the layer ran; the last run was recorded.
    """

    activations: Tensor
    scores: Tensor
    indices: Tensor
    gradients: Tensor | None
    is_affine: bool
    calls: int

    @property
    def score(self) -> Tensor:
        """Score of each sample's target, (N,)."""
        return target_scores(self.scores, self.indices)

    @property
    def note(self) -> str:
        """What must be known of the layer; mostly empty."""
        if self.calls == 1:
            return ""
        return f"The layer runs {self.calls} times in one pass; the last run is shown."


@contextmanager
def undisturbed(model: nn.Module) -> Iterator[None]:
    """Run a network in eval mode, alone, without gradients, and put its modes back.

    Notes
    -----
    Flags are set directly: a ``train`` of the user's own with side effects never runs. Works
    inside ``torch.no_grad`` and ``torch.inference_mode``. Two threads on one network wait for
    each other.
    """
    with _locks_guard:
        lock = _locks.setdefault(model, threading.RLock())
    with lock:
        modes = [(module, module.training) for module in model.modules()]
        try:
            for module, _ in modes:
                module.training = False
            with torch.inference_mode(mode=False), torch.no_grad():
                yield
        finally:
            for module, mode in modes:
                module.training = mode


def own_copy(batch: Tensor) -> Tensor:
    """Copy an input: some networks change it, and autograd takes no inference tensors."""
    return batch.detach().clone()


@contextmanager
def hooked(layer: nn.Module, hook: Callable[[object, object], object]) -> Iterator[None]:
    """Let ``hook(inputs, output)`` see, and replace, the layer's output in this thread only."""
    owner = threading.get_ident()

    def call(_module: nn.Module, inputs: object, output: object) -> object:
        return hook(inputs, output) if threading.get_ident() == owner else None

    handle = layer.register_forward_hook(call)
    try:
        yield
    finally:
        handle.remove()


def record(
    model: nn.Module,
    layer: nn.Module,
    batch: Tensor,
    target: Target,
    *,
    has_gradients: bool = True,
) -> Recording:
    """Run a network once and keep what a layer gave and how the score hangs on it.

    Parameters
    ----------
    model, layer
        A network and one of its modules.
    batch : Tensor, (N, C, *S)
        On the network's device.
    target
        Class per sample; None explains each sample's highest score.
    has_gradients
        Whether to differentiate.

    Raises
    ------
    LayerError
        When the layer does not run, or gives no map.
    NoGradientError
        When the score does not depend on the layer.
    ModelError
        When the output is no list of finite class scores.
    InputError
        When the target does not exist.
    """
    if has_gradients and any(parameter.is_inference() for parameter in model.parameters()):
        raise ModelError(
            "The network was built under torch.inference_mode, so it has no gradients.",
            hint="Build it outside, or under torch.no_grad.",
        )
    tap = _Tap(has_gradients=has_gradients)
    with undisturbed(model):
        with hooked(layer, tap), torch.no_grad():
            scores = class_scores(model(own_copy(batch)))
        leaf = tap.recorded(len(scores))
        indices = target_indices(scores, target)
        _check_finite(scores)
        gradients, affine = None, False
        if has_gradients:
            with torch.enable_grad():
                score = target_scores(scores, indices)
            gradients = _differentiate(score, leaf)
            affine = is_affine(score, leaf)
    return Recording(leaf.detach(), scores.detach(), indices, gradients, affine, tap.calls)


def class_outputs(model: nn.Module, batch: Tensor) -> Tensor:
    """Class scores of a plain forward pass in eval mode, (N, K)."""
    with undisturbed(model):
        scores = class_scores(model(own_copy(batch)))
    _check_finite(scores)
    return scores


def overridden_outputs(
    model: nn.Module, layer: nn.Module, batch: Tensor, activations: Tensor, *, call: int = 1
) -> Tensor:
    """Class scores when the layer's output is replaced, (N, K), by a whole forward pass.

    Parameters
    ----------
    activations : Tensor, (N, C, *S)
        Given on instead of the layer's output.
    call
        Which run of the layer is replaced, from 1.
    """
    runs = 0

    def replace(_inputs: object, _output: object) -> object:
        nonlocal runs
        runs += 1
        return activations.clone() if runs == call else None

    with undisturbed(model), hooked(layer, replace):
        return class_scores(model(own_copy(batch)))


class _Tap:
    """Swaps a layer's output for a clone of a leaf and switches gradients on behind it."""

    def __init__(self, *, has_gradients: bool) -> None:
        self._has_gradients = has_gradients
        self._leaf: Tensor | None = None
        self.calls = 0

    def __call__(self, inputs: object, output: object) -> Tensor:
        """Take a layer's output and give on what the rest of the network should see."""
        self.calls += 1
        found = _checked_map(output)
        # A second clone: a layer like ReLU in place or Identity hands on its own input, which
        # another branch of the network may still change.
        is_alias = any(
            isinstance(given, Tensor) and _shares_storage(given, found)
            for given in (inputs if isinstance(inputs, tuple) else ())
        )
        leaf = found.detach().clone() if is_alias else found.detach()
        if self._has_gradients:
            torch.set_grad_enabled(True)
            leaf.requires_grad_()
        self._leaf = leaf
        return leaf.clone()

    def recorded(self, samples: int) -> Tensor:
        """Return the leaf of the last call; LayerError when there was none for each sample."""
        if self._leaf is None:
            raise LayerError(
                "The layer does not run when the network looks at this image.",
                hint="Choose a layer that the network passes through.",
            )
        if len(self._leaf) != samples:
            raise LayerError(
                f"The layer gives {len(self._leaf)} maps for {samples} images.",
                hint="Choose a layer that looks at whole images.",
            )
        return self._leaf


def _checked_map(output: object) -> Tensor:
    """Return a layer's output when it is a map, else raise LayerError."""
    if not isinstance(output, Tensor):
        kind = type(output).__name__
        raise LayerError(
            f"The layer gives a {kind}, not one tensor.", hint="Choose a layer inside it."
        )
    is_map = output.ndim >= 4 and output.shape[2:].numel() > 1
    if not is_map or not output.is_floating_point():
        raise LayerError(
            f"The layer gives numbers of shape {tuple(output.shape)}, which is no map.",
            hint="Choose a layer before the pooling, where height and width still exist.",
        )
    return output


def _shares_storage(one: Tensor, other: Tensor) -> bool:
    """Whether two tensors lie in the same memory."""
    return one.untyped_storage().data_ptr() == other.untyped_storage().data_ptr()


def _check_finite(scores: Tensor) -> None:
    """Refuse scores that are not numbers."""
    if not bool(torch.isfinite(scores).all()):
        raise ModelError(
            "The network's scores are not finite.",
            hint="Its weights or the image's values are broken, or half precision overflowed.",
        )


def _differentiate(score: Tensor, leaf: Tensor) -> Tensor:
    """Gradient of each sample's score at the leaf, (N, C, *S)."""
    if not score.requires_grad:
        raise _no_gradient()
    (gradient,) = torch.autograd.grad(score, leaf, torch.ones_like(score), allow_unused=True)
    if gradient is None:
        raise _no_gradient()
    return gradient


def _no_gradient() -> NoGradientError:
    return NoGradientError(
        "The score does not depend on this layer.",
        hint="Choose a later layer, or one the score is computed from.",
    )
