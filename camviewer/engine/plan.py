"""What of an image is looked at, by which layers, and how many windows at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import torch

from camviewer.core.errors import ShortMemoryError
from camviewer.core.progress import Progress
from camviewer.core.words import say
from camviewer.engine.device import BYTES_PER_INPUT_BYTE, free_bytes, is_out_of_memory
from camviewer.engine.fuse import JOIN
from camviewer.engine.layers import find_layer
from camviewer.engine.maps import Scene
from camviewer.engine.network import ROWS, Surroundings
from camviewer.engine.probe import class_outputs
from camviewer.engine.rows import Turns
from camviewer.engine.targets import Where

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from torch import Tensor, nn

    from camviewer.core.image import Grid
    from camviewer.core.progress import CancelToken, Report
    from camviewer.engine.windows import Layout

    Start = tuple[int, ...]

_BATCH = 16


@dataclass(frozen=True, eq=False)
class Plan:
    """What is looked at, with what.

    Attributes
    ----------
    model
        The network.
    chosen : tuple of str
        Layers to explain: dotted names, or several joined by ``+``.
    image : Tensor, (1, C, *S)
        Padded to the layout, on the CPU.
    layout
        Where the windows lie.
    grid : Grid
        Of the prepared image, before padding.
    blank : Tensor, (C,)
        Input value of black or air.
    device
        Where the network is.
    """

    model: nn.Module
    chosen: tuple[str, ...]
    image: Tensor
    layout: Layout
    grid: Grid
    blank: Tensor
    device: torch.device

    @cached_property
    def layers(self) -> dict[str, nn.Module]:
        """Every single layer by its dotted name."""
        names = [name for chosen in self.chosen for name in chosen.split(JOIN)]
        return {name: find_layer(self.model, name) for name in dict.fromkeys(names)}

    def scene(self, starts: Sequence[Start]) -> Scene:
        """Make some windows ready to be studied."""
        where = Where(self.grid, starts, self.layout.size)
        spacing = self.grid.spacing if self.grid.ndim == 3 else None
        rows = min(ROWS, self.batch_size())
        around = Surroundings(self.blank, spacing, rows, where)
        return Scene(self.model, self.layers, self.batch(starts), around)

    def batch(self, starts: Sequence[Start]) -> Tensor:
        """Windows on the network's device, (n, C, *size)."""
        return self.layout.cut(self.image, starts).to(self.device)

    def batch_size(self) -> int:
        """Windows that are looked at together: up to 16, within half of the free memory."""
        window = self.image.shape[1] * 4 * BYTES_PER_INPUT_BYTE
        for count in self.layout.size:
            window *= count
        return max(1, min(_BATCH, free_bytes(self.device) // 2 // window))


def window_label(layout: Layout, starts: Sequence[Start]) -> str:
    """Which windows are looked at, in words."""
    if len(layout.starts) == 1:
        return say("engine", "Looking at the image")
    first = layout.starts.index(starts[0]) + 1
    return say(
        "engine",
        "Windows {first} to {last} of {count}",
        first=first,
        last=first + len(starts) - 1,
        count=len(layout.starts),
    )


def scores_of_windows(plan: Plan, report: Report, token: CancelToken) -> Tensor | None:
    """Class scores of all windows by plain forward passes, (n, K).

    None where the network knows no classes.

    Raises
    ------
    ResourceError
        When memory is short even for one window.
    Cancelled
        When the token was set.
    """
    scores: list[Tensor] = []
    total = len(plan.layout.starts)
    done = 0

    def look(starts: Sequence[Start]) -> None:
        nonlocal done
        token.check()
        report(Progress(done, total, window_label(plan.layout, starts)))
        found = class_outputs(plan.model, plan.batch(starts))
        done += len(starts)
        if found is not None:
            scores.append(found.cpu())

    in_batches(plan, look)
    return torch.cat(scores) if scores else None


def in_batches(plan: Plan, look: Callable[[Sequence[Start]], None]) -> int:
    """Call ``look`` with some windows at a time, with fewer when memory runs short.

    Returns
    -------
    int
        The smaller batch that had to be used; 0 when memory was enough.

    Raises
    ------
    ResourceError
        When memory is short even for one window.
    """
    starts, turns = plan.layout.starts, Turns(plan.batch_size(), plan.device)
    try:
        turns.run(len(starts), lambda part: look(starts[part]))
    except RuntimeError as error:
        if not is_out_of_memory(error):
            raise
        raise ShortMemoryError(
            say("engine", "The memory is too small for this network and layer."),
            hint=say("engine", "Use another device, a later layer, or close other programs."),
        ) from error
    return turns.reduced
