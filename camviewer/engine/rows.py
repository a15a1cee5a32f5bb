"""Batches taken apart and put together again, in pieces that fit into memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

import torch
from torch.utils import _pytree as pytree

from camviewer.core.words import say
from camviewer.engine.device import free_unused, is_out_of_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from torch import Tensor

Given = TypeVar("Given")


class Watched(Protocol):
    """Who is asked whether to stop, and told what the user must know."""

    @property
    def check(self) -> Callable[[], None]:
        """Stops here when asked to."""

    @property
    def note(self) -> Callable[[str], None]:
        """Takes a sentence."""


class Turns:
    """Runs some rows after others, with fewer at a time for good once memory ran short.

    Parameters
    ----------
    most
        Rows that are given at once.
    device
        Where they are.
    asked
        Looked at before each turn, and told when memory ran short; None for nobody.
    """

    def __init__(self, most: int, device: torch.device, asked: Watched | None = None) -> None:
        self._most = most
        self._device = device
        self._asked = asked
        self.reduced = 0

    def run(self, count: int, run: Callable[[slice], Given]) -> list[Given]:
        """Run ``count`` rows; ``run`` takes which of them.

        Raises
        ------
        RuntimeError
            Torch's own, when memory is short even for one row.
        """
        found: list[Given] = []
        position = 0
        while position < count:
            if self._asked is not None:
                self._asked.check()
            size = min(self._most, count - position)
            try:
                found.append(run(slice(position, position + size)))
            except RuntimeError as error:
                if not is_out_of_memory(error) or size == 1:
                    raise
            else:
                position += size
                continue
            # Here the error is gone, and with it what it held of the device's memory.
            free_unused(self._device)
            self._most = self.reduced = size // 2
            if self._asked is not None:
                self._asked.note(
                    say(
                        "engine",
                        "Memory was short: variants were looked at {count} at a time.",
                        count=self._most,
                    )
                )
        return found


def joined(outputs: Sequence[object]) -> object:
    """Join outputs of one network along the samples, whatever holds their tensors."""
    flat = [pytree.tree_flatten(output) for output in outputs]
    parts = zip(*(leaves for leaves, _ in flat), strict=True)
    return pytree.tree_unflatten([torch.cat(rows) for rows in parts], flat[0][1])


def in_portions(run: Callable[[Tensor], object], batch: Tensor, size: int) -> object:
    """Run something that takes ``size`` samples at once, neither more nor fewer.

    Parameters
    ----------
    run
        ``run(samples (size, C, *S))``.
    batch : Tensor, (N, C, *S)
        The last portion is filled up with its last sample; what that gives is dropped.
    """
    outputs = []
    for part in torch.split(batch, size):
        filled = torch.cat((part, part[-1:].expand(size - len(part), *part.shape[1:])))
        count = len(part)
        outputs.append(pytree.tree_map(lambda value, count=count: value[:count], run(filled)))
    return joined(outputs)
