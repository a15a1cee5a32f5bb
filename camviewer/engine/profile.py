"""What one pass of a network costs: measured once for each network and layer."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from camviewer.core.errors import CamViewerError
from camviewer.engine.probe import hooked, own_copy, undisturbed
from camviewer.engine.record import record
from camviewer.engine.tail import linear_head
from camviewer.engine.targets import ClassTarget

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import nn


@dataclass(frozen=True)
class Profile:
    """Cost of one plain pass of one sample, and how it divides at a layer.

    Attributes
    ----------
    seconds : float
        Of one plain pass.
    tail_share : float
        Share of that after the layer, in [0, 1].
    pass_bytes : int
        Most that a module's input and output take together.
    tail_bytes : int
        All outputs after the layer: what a gradient has to keep.
    has_head : bool
        Whether average pooling and one linear layer follow the layer.
    """

    seconds: float
    tail_share: float
    pass_bytes: int
    tail_bytes: int
    has_head: bool


def measure(model: nn.Module, layer: nn.Module, example: Tensor) -> Profile:
    """Run one sample twice and look at the clock and at every module's output.

    Parameters
    ----------
    example : Tensor, (1, C, *S)
        On the network's device; only its shape matters.
    """
    watch = _Watch(layer, example.device)
    with undisturbed(model):
        with ExitStack() as hooks:
            for module in model.modules():
                if module is layer or next(module.children(), None) is None:
                    hooks.enter_context(hooked(module, watch.hook(module)))
            watch.start()
            model(own_copy(example))
            total = watch.now()
        started = _clock(example.device)
        model(own_copy(example))
        seconds = _clock(example.device) - started
    share = 1 - watch.layer_at / total if total > 0 else 0.0
    head = _has_head(model, layer, example)
    return Profile(seconds, min(max(share, 0.0), 1.0), watch.largest, watch.behind, head)


class _Watch:
    """Notes when a layer ends and how large outputs are."""

    def __init__(self, layer: nn.Module, device: torch.device) -> None:
        self._layer = layer
        self._device = device
        self._started = 0.0
        self.layer_at = 0.0
        self.largest = 0
        self.behind = 0

    def start(self) -> None:
        """Set the clock to zero."""
        self._started = _clock(self._device)

    def now(self) -> float:
        """Seconds since the start."""
        return _clock(self._device) - self._started

    def hook(self, module: nn.Module) -> Callable[[object, object], None]:
        """Make the hook of one module."""

        def look(inputs: object, output: object) -> None:
            made = _bytes(output)
            self.largest = max(self.largest, made + _bytes(inputs))
            if module is self._layer:
                self.layer_at, self.behind = self.now(), 0
            self.behind += made

        return look


def _clock(device: torch.device) -> float:
    """Seconds, once the device has done what it was given."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter()


def _bytes(value: object) -> int:
    """Memory of a tensor, or of those in a tuple."""
    if isinstance(value, Tensor):
        return value.numel() * value.element_size()
    return sum(map(_bytes, value)) if isinstance(value, (tuple, list)) else 0


def _has_head(model: nn.Module, layer: nn.Module, example: Tensor) -> bool:
    """Whether the tail is average pooling and one linear layer; False where it is not known."""
    try:
        recording = record(model, {"layer": layer}, example, [ClassTarget(0)])
        return linear_head(recording.recorded("layer")) is not None
    except CamViewerError:
        return False
