"""Networks whose inside no hook of Python's can reach, or not change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import torch
from torch import Tensor, nn

from camviewer.core.errors import ModelError
from camviewer.core.words import say
from camviewer.engine.device import is_out_of_memory
from camviewer.engine.rows import in_portions

if TYPE_CHECKING:
    from collections.abc import Callable


class Shown(nn.Identity):
    """Shows a value of a closed box to hooks; what a hook gives in its place is not used."""

    is_replaceable = False


class Holder(nn.Module):
    """Holds a network apart from its modules, and moves it when it is moved itself.

    Parameters
    ----------
    held
        The network. Were it a module of this one, layers would be listed that no hook sees.
    title
        What it is called in sentences.
    """

    is_traceable = False

    def __init__(self, held: nn.Module, title: str) -> None:
        super().__init__()
        self._held = (held,)
        self._title = title
        # Tells the device where no layer does.
        self.register_buffer("_place", torch.empty(0), persistent=False)

    def run_held(self, batch: Tensor) -> object:
        """Run the network; ModelError when it does not take this input."""
        try:
            return self._held[0](batch)
        except (RuntimeError, AssertionError, ValueError) as error:
            raise refused(self._title, batch, error) from error

    def _apply(self, fn: Callable[[Tensor], Tensor], recurse: bool = True) -> Self:  # noqa: FBT001, FBT002 - torch's
        self._held[0]._apply(fn)  # type: ignore[no-untyped-call]  # noqa: SLF001
        super()._apply(fn, recurse)  # type: ignore[no-untyped-call]
        return self


class ClosedBox(Holder):
    """A network of which only the input is seen: it goes through the layer ``image``.

    Parameters
    ----------
    held
        The network, a TorchScript for instance.
    title
        What it is called in sentences.
    """

    def __init__(self, held: nn.Module, title: str) -> None:
        super().__init__(held, title)
        self.image = nn.Identity()

    def forward(self, batch: Tensor) -> object:
        """Run the network, sample by sample where it takes only one."""
        batch = self.image(batch)
        try:
            return self.run_held(batch)
        except ModelError:
            if len(batch) == 1:
                raise
        return in_portions(self.run_held, batch, 1)


def is_watched(module: nn.Module) -> bool:
    """Whether somebody looks at what a module gives."""
    return bool(module._forward_hooks)  # noqa: SLF001 - torch has no other way to ask


def refused(title: str, batch: Tensor, error: Exception) -> Exception:
    """Say that a network does not take an input; a lack of memory is told as it came."""
    if isinstance(error, RuntimeError) and is_out_of_memory(error):
        return error
    return ModelError(
        say(
            "engine",
            "{title} does not take an input of shape {shape}.",
            title=title,
            shape=tuple(batch.shape),
        ),
        hint=say("engine", "Give its size and channels in the card's [input]."),
    )
