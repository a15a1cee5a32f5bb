"""A copy of a network for many plain passes: batch norms folded into its convolutions.

In eval mode a batch norm is a scale and a shift of each channel, which the convolution before
it can take over; on a processor the passes then take four fifths of the time. The user's
network is not touched, and the copy is used only where it gives the same scores.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, cast

import torch
from torch import Tensor, fx, nn

from camviewer.engine.cut import UNTRACEABLE, OwnTracer, defaults, has_hooks, trace_lock
from camviewer.engine.fusing import fuse_functions, reuse_memory
from camviewer.engine.probe import own_copy, undisturbed

if TYPE_CHECKING:
    from collections.abc import Callable

_WORTH = 48
_FOLDED = (nn.Conv2d, nn.Conv3d)
_NORMS = (nn.BatchNorm2d, nn.BatchNorm3d)


class Folding:
    """Runs a network, by its folded copy once that is worth its making.

    Parameters
    ----------
    model
        The network.
    """

    def __init__(self, model: nn.Module) -> None:
        self._model = model
        self._copy: nn.Module | None = None
        self._seen = 0
        self._is_decided = not _has_norms(model)

    def score(self, inputs: Tensor, pick: Callable[[object, int], Tensor]) -> Tensor:
        """Score of each input, (M,), float32.

        Parameters
        ----------
        inputs : Tensor, (M, C, *S)
            On the network's device.
        pick
            ``pick(output, count) -> (count,)``: makes scores of an output.
        """
        self._seen += len(inputs)
        with undisturbed(self._model):
            model = self._copy or self._model
            found = pick(model(own_copy(inputs)), len(inputs)).float()
            if not self._is_decided and self._seen >= _WORTH:
                self._is_decided = True
                self._copy = _agreeing_copy(self._model, inputs, pick, found)
        return found


def _has_norms(model: nn.Module) -> bool:
    """Whether there is anything to fold, and no hook of the user's that a copy would lose."""
    modules = list(model.modules())
    hooked = any(map(has_hooks, modules))
    kinds = (any(isinstance(each, kind) for each in modules) for kind in (_FOLDED, _NORMS))
    return all(kinds) and not hooked and getattr(model, "is_traceable", True)


def _agreeing_copy(
    model: nn.Module, inputs: Tensor, pick: Callable[[object, int], Tensor], expected: Tensor
) -> nn.Module | None:
    """Fold a copy; None where that cannot be done, or where it scores otherwise."""
    try:
        folded = _folded(model)
        # Of another number too: tracing freezes a batch size that Python reads.
        parts = (inputs, inputs[:1])
        found = torch.cat([pick(folded(own_copy(x)), len(x)).float() for x in parts])
    except UNTRACEABLE:
        return None
    expected = torch.cat([expected, expected[:1]])
    # Half precision rounds coarsely, and differently in another order.
    is_half = torch.is_autocast_enabled(inputs.device.type)
    size = float(expected.abs().max())
    near = 5e-2 if is_half else 1e-4
    return folded if torch.allclose(found, expected, rtol=near, atol=near * size) else None


def _folded(model: nn.Module) -> nn.Module:
    """Copy a network and fold its batch norms by torch.fx."""
    from torch.fx.experimental.optimization import fuse

    own = copy.deepcopy(model).eval()
    with trace_lock:
        graph = OwnTracer().trace(own, concrete_args=defaults(own))
    traced = fx.GraphModule(own, graph)
    folded = cast("fx.GraphModule", fuse(traced, inplace=True, no_trace=True))
    fuse_functions(folded)
    reuse_memory(folded)
    folded.requires_grad_(requires_grad=False)
    is_flat = all(each.ndim <= 4 for each in folded.parameters())
    layout = torch.channels_last if is_flat else torch.contiguous_format
    return folded.eval().to(memory_format=layout)
