"""How a network is run so that it is left exactly as it was found."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import torch

from camviewer.core.errors import ModelError, NoGradientError, UnknownNameError
from camviewer.core.words import say
from camviewer.engine.device import model_device
from camviewer.engine.target import summary_scores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from torch import Tensor, nn

PRECISIONS = ("float32", "bfloat16", "float16")
"""What a network may compute in; maps are float32 always."""

_FEW = 8

_locks: WeakKeyDictionary[nn.Module, threading.RLock] = WeakKeyDictionary()
_locks_guard = threading.Lock()
_precision: ContextVar[str] = ContextVar("precision", default="float32")


@contextmanager
def computing_in(precision: str) -> Iterator[None]:
    """Let the networks that this thread runs compute in another precision (autocast).

    Parameters
    ----------
    precision
        One of :data:`PRECISIONS`. Products and convolutions are computed in it; what follows
        from the output is float32.

    Raises
    ------
    UnknownNameError
        When it is none of them.
    """
    if precision not in PRECISIONS:
        raise UnknownNameError(say("engine", "precision"), precision, PRECISIONS)
    token = _precision.set(precision)
    try:
        yield
    finally:
        _precision.reset(token)


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
            with torch.inference_mode(mode=False), torch.no_grad(), _autocast(model):
                yield
        finally:
            for module, mode in modes:
                module.training = mode


def _autocast(model: nn.Module) -> torch.autocast:
    """Autocast to the precision of this thread; off for float32."""
    precision = _precision.get()
    dtype = torch.float16 if precision == "float16" else torch.bfloat16
    kind = model_device(model).type
    return torch.autocast(kind, dtype, enabled=precision != "float32", cache_enabled=False)


def own_copy(batch: Tensor) -> Tensor:
    """Copy an input: some networks change it, and autograd takes no inference tensors.

    Notes
    -----
    Eight pictures or more are copied with their channels last: convolutions of torch on the
    CPU and on CUDA take two thirds of the time then, and the numbers differ by rounding only.
    """
    is_large = batch.ndim == 4 and len(batch) >= _FEW
    layout = torch.channels_last if is_large else torch.contiguous_format
    return batch.detach().clone(memory_format=layout)


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


def class_outputs(model: nn.Module, batch: Tensor) -> Tensor | None:
    """Class scores of a plain forward pass in eval mode, (N, K), float32.

    Those of every place are averaged; None where the network knows no classes.
    """
    with undisturbed(model):
        scores = summary_scores(model(own_copy(batch)))
    if scores is None:
        return None
    check_finite(scores)
    return scores.float()


def overridden_output(
    model: nn.Module, layer: nn.Module, batch: Tensor, activations: Tensor, *, call: int = 1
) -> object:
    """Run a whole forward pass with a layer's output replaced.

    Parameters
    ----------
    activations : Tensor
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
        return model(own_copy(batch))


def check_differentiable(model: nn.Module) -> None:
    """Refuse a network whose gradients torch does not have, or makes up in silence.

    Raises
    ------
    ModelError
        When it was built under torch.inference_mode, or is quantised.
    """
    if any(parameter.is_inference() for parameter in model.parameters()):
        raise ModelError(
            say(
                "engine",
                "The network was built under torch.inference_mode, so it has no gradients.",
            ),
            hint=say("engine", "Build it outside, or under torch.no_grad."),
        )
    if any(".quantized" in type(module).__module__ for module in model.modules()):
        raise NoGradientError(
            say("engine", "The network is quantised, so it has no gradients."),
            hint=say(
                "engine",
                "Explain it as it was before, or take a method without gradients: eigen-cam.",
            ),
        )


def check_finite(scores: Tensor) -> None:
    """Refuse scores that are not numbers.

    Raises
    ------
    ModelError
        When one is not finite.
    """
    if not bool(torch.isfinite(scores).all()):
        raise ModelError(
            say("engine", "The network's scores are not finite."),
            hint=say(
                "engine",
                "Its weights or the image's values are broken, or half precision overflowed.",
            ),
        )
