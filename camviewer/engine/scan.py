"""All methods over all windows of one image, one forward pass a window."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

import torch

from camviewer.core.errors import CamViewerError, ResourceError
from camviewer.core.progress import Progress
from camviewer.engine.device import free_bytes, is_out_of_memory
from camviewer.engine.maps import make_map, study
from camviewer.engine.methods.spec import Needs
from camviewer.engine.probe import class_outputs
from camviewer.engine.tail import Setting
from camviewer.engine.windows import Stitcher

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from torch import Tensor, nn

    from camviewer.core.progress import CancelToken, Report
    from camviewer.engine.maps import Choice, RawMap, Study
    from camviewer.engine.windows import Layout

    Start = tuple[int, ...]

_BATCH = 16

BYTES_PER_INPUT_BYTE = 128
"""Rough memory of a forward pass, as a multiple of the input's: for estimates only."""


@dataclass(frozen=True, eq=False)
class Plan:
    """What is looked at, with what.

    Attributes
    ----------
    model, layer, layer_name
        The network, the module and its dotted name.
    image : Tensor, (1, C, *S)
        Padded to the layout, on the CPU.
    layout
        Where the windows lie.
    device
        Where the network is.
    """

    model: nn.Module
    layer: nn.Module
    layer_name: str
    image: Tensor
    layout: Layout
    device: torch.device

    def batch(self, starts: Sequence[Start]) -> Tensor:
        """Windows on the network's device, (n, C, *size)."""
        return self.layout.cut(self.image, starts).to(self.device)

    def batch_size(self) -> int:
        """Windows that are looked at together: up to 16, within half of the free memory."""
        window = self.image.shape[1] * 4 * BYTES_PER_INPUT_BYTE
        for count in self.layout.size:
            window *= count
        return max(1, min(_BATCH, free_bytes(self.device) // 2 // window))


@dataclass(eq=False)
class Finding:
    """What one method made of the whole image.

    Attributes
    ----------
    choice
        The method and its parameters.
    array : Tensor, layout.cells
        Raw and signed; filled when the last window is done.
    milliseconds
        Of the method alone, over all windows.
    tail_kind
        How the tail was run; empty when the method does not need it.
    is_opposed
        Whether every gradient at the layer was zero or below.
    """

    choice: Choice
    stitcher: Stitcher
    array: Tensor = field(default_factory=lambda: torch.zeros(0))
    milliseconds: float = 0.0
    tail_kind: str = ""
    is_opposed: bool = False
    _values: dict[str, list[float]] = field(default_factory=dict)

    def add(self, starts: Sequence[Start], raw: RawMap) -> None:
        """Take in the maps of some windows."""
        self.stitcher.add(starts, raw.array)
        self.milliseconds += raw.milliseconds
        for name, values in raw.diagnostics.items():
            self._values.setdefault(name, []).extend(values)

    def diagnostics(self) -> dict[str, object]:
        """Return the method's findings: medians over the windows."""
        found: dict[str, object] = {name: median(v) for name, v in self._values.items() if v}
        return {**found, "tail": self.tail_kind} if self.tail_kind else found


class Scan:
    """Runs the chosen methods over all windows.

    Parameters
    ----------
    plan
        What is looked at.
    choices
        The methods.
    report, token
        Progress, and the flag that stops the work between two steps.
    on_finding
        Called with each method's finding as soon as it is whole.
    """

    def __init__(
        self,
        plan: Plan,
        choices: Sequence[Choice],
        *,
        report: Report,
        token: CancelToken,
        on_finding: Callable[[Finding], None],
    ) -> None:
        self._plan = plan
        self._report = report
        self._token = token
        self._on_finding = on_finding
        self._findings = {
            choice.method.name: Finding(choice, Stitcher(plan.layout)) for choice in choices
        }
        self._scores: list[Tensor] = []
        self._opposed: list[bool] = []
        self._notes: dict[str, None] = {}
        self._is_lone = len(plan.layout.starts) == 1
        self._done = 0
        self._total = len(plan.layout.starts) * (1 + len(choices))
        self.indices = torch.zeros(0, dtype=torch.int64)

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences the user must see."""
        return tuple(self._notes)

    def run(self, target: int | None, seed: int) -> Tensor:
        """Look at every window and return their class scores, (n, K).

        Parameters
        ----------
        target
            Class index; None explains each window's highest score, for a single window.
        seed
            For methods that draw random numbers.

        Raises
        ------
        CamViewerError
            When no method at all could be run, or memory is short.
        Cancelled
            When the token was set.
        """
        smallest = in_batches(self._plan, lambda starts: self._look(starts, target, seed))
        if smallest:
            self._notes[f"Memory was short: windows were looked at {smallest} at a time."] = (
                None
            )
        if not self._is_lone:
            for finding in self._findings.values():
                self._finish(finding)
        self._step(0, "Done")
        return torch.cat(self._scores)

    def _look(self, starts: Sequence[Start], target: int | None, seed: int) -> None:
        """Record some windows and run all methods on them.

        A lone window's maps are handed out one by one. Of several windows nothing is kept
        before all methods are through, so that fewer can be tried when memory runs short.
        """
        plan = self._plan
        self._step(0, window_label(plan.layout, starts))
        setting = Setting(plan.model, plan.layer, plan.layer_name, plan.batch(starts))
        choices = [finding.choice for finding in self._findings.values()]
        studied = study(setting, target, choices, seed=seed, token=self._token)
        self.indices = studied.recording.indices.cpu()
        made: list[tuple[Finding, RawMap]] = []
        for place, finding in enumerate(list(self._findings.values())):
            self._step(len(starts) * (place + 1), finding.choice.method.label)
            raw = self._make(studied, finding)
            if raw is not None and self._is_lone:
                self._add(studied, finding, starts, raw)
                self._finish(finding)
            elif raw is not None:
                made.append((finding, raw))
        for finding, raw in made:
            self._add(studied, finding, starts, raw)
        self._scores.append(studied.recording.scores.float().cpu())
        if studied.recording.note:
            self._notes[studied.recording.note] = None
        self._done += len(starts) * (self._total // len(plan.layout.starts))

    def _make(self, studied: Study, finding: Finding) -> RawMap | None:
        """Run one method; one that cannot be run here is left out, unless it is the last."""
        try:
            return make_map(studied.probe, finding.choice)
        except CamViewerError as error:
            name = finding.choice.method.name
            if len(self._findings) == 1:
                raise
            del self._findings[name]
            self._notes[f"{name} was left out: {error}"] = None
            return None

    def _add(
        self, studied: Study, finding: Finding, starts: Sequence[Start], raw: RawMap
    ) -> None:
        """Take a method's maps of some windows in."""
        finding.add(starts, raw)
        if finding.choice.method.needs & Needs.TAIL:
            finding.tail_kind = studied.tail_kind
        gradients = studied.probe.gradients
        if gradients is not None:
            is_first = len(self._scores) == 0
            is_opposed = bool(gradients.max() <= 0)
            finding.is_opposed = is_opposed and (is_first or finding.is_opposed)

    def _finish(self, finding: Finding) -> None:
        """Hand a whole map out."""
        finding.array = finding.stitcher.result()
        self._on_finding(finding)

    def _step(self, within: int, label: str) -> None:
        """Stop here if asked to, and say how far it is, ``within`` steps into some windows."""
        self._token.check()
        self._report(Progress(self._done + within, self._total, label))


def window_label(layout: Layout, starts: Sequence[Start]) -> str:
    """Which windows are looked at, in words."""
    if len(layout.starts) == 1:
        return "Looking at the image"
    first = layout.starts.index(starts[0]) + 1
    return f"Windows {first} to {first + len(starts) - 1} of {len(layout.starts)}"


def scores_of_windows(plan: Plan, report: Report, token: CancelToken) -> Tensor:
    """Class scores of all windows by plain forward passes, (n, K).

    Raises
    ------
    ResourceError
        When memory is short even for one window.
    Cancelled
        When the token was set.
    """
    scores: list[Tensor] = []
    total = len(plan.layout.starts)

    def look(starts: Sequence[Start]) -> None:
        token.check()
        report(Progress(sum(map(len, scores)), total, window_label(plan.layout, starts)))
        scores.append(class_outputs(plan.model, plan.batch(starts)).float().cpu())

    in_batches(plan, look)
    return torch.cat(scores)


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
    starts, size, reduced, position = plan.layout.starts, plan.batch_size(), 0, 0
    while position < len(starts):
        part = starts[position : position + size]
        try:
            look(part)
        except RuntimeError as error:
            if not is_out_of_memory(error):
                raise
            if len(part) == 1:
                raise ResourceError(
                    "The memory is too small for this network and layer.",
                    hint="Use another device, a later layer, or close other programs.",
                ) from error
            size = reduced = len(part) // 2
        else:
            position += len(part)
    return reduced
