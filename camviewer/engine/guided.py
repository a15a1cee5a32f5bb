"""Guided backpropagation: the rule for ReLUs, laid over a network that stays as it is.

Every call of a ReLU made inside :func:`guided` in this thread, as a module, a function or a
method, in place or not, gets a hook on its output. The hook keeps only the positive part of the
gradient that comes back; the ReLU's own derivative then passes it where its input was positive.
Hooks belong to the recorded graph and go with it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.nn import functional
from torch.overrides import TorchFunctionMode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_RELUS = {
    torch.relu,
    torch.relu_,
    torch.Tensor.relu,
    torch.Tensor.relu_,
    functional.relu,
    functional.relu6,
}
_CUTS = {functional.hardtanh, functional.hardtanh_}


class Guide(TorchFunctionMode):
    """Watches for ReLUs and makes their gradients positive.

    Attributes
    ----------
    found : int
        ReLUs that were run and recorded so far.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found = 0

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: object,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401 - whatever the function returns
        """Run a function of torch, and guide it when it is a ReLU."""
        kwargs = kwargs or {}
        output = func(*args, **kwargs)
        if _is_relu(func, args, kwargs) and output.requires_grad:
            self.found += 1
            output.register_hook(_positive)
        return output


@contextmanager
def guided() -> Iterator[Guide]:
    """Let only positive gradients pass back through the ReLUs that are run inside.

    Yields
    ------
    Guide
        Says how many ReLUs there were.

    Notes
    -----
    ``R_in = (x > 0) (R_out > 0) R_out``; Springenberg et al. 2014, section 3.4,
    arXiv:1412.6806. A ReLU with a ceiling (ReLU6) passes nothing at the ceiling either. Other
    activations (GELU, SiLU, leaky ReLU) keep their own derivative, as do ReLUs inside a
    scripted or compiled network, which run unseen.
    """
    with Guide() as guide:
        yield guide


def _is_relu(func: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Whether a call is a ReLU; ``nn.ReLU6`` comes as a cut between 0 and 6."""
    if func in _RELUS:
        return True
    low = args[1] if len(args) > 1 else kwargs.get("min_val", -1.0)
    return func in _CUTS and low == 0


def _positive(gradient: Tensor) -> Tensor:
    """Positive part of a gradient."""
    return gradient.clamp_min(0)
