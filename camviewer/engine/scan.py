"""All methods over all windows of one image, one forward pass a window."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from statistics import median
from typing import TYPE_CHECKING

import torch

from camviewer.core.errors import CamViewerError
from camviewer.core.progress import Progress
from camviewer.core.words import say
from camviewer.engine.fuse import JOIN, fuse
from camviewer.engine.maps import make_map, study
from camviewer.engine.methods.spec import Needs
from camviewer.engine.plan import in_batches, window_label
from camviewer.engine.windows import Stitcher

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from torch import Tensor

    from camviewer.core.progress import CancelToken, Report
    from camviewer.engine.choice import Choice
    from camviewer.engine.maps import RawMap, Study
    from camviewer.engine.plan import Plan, Start
    from camviewer.engine.targets import Target
    from camviewer.engine.windows import Layout

    Made = tuple["Finding", dict[str, RawMap]]

_FINE = 100
_REFRESH = 0.25


@dataclass(frozen=True)
class Key:
    """Which map of a run: its method, layer and target.

    Attributes
    ----------
    method
        Registered name.
    layer
        Dotted name, or several joined by ``+``: their maps become one.
    place
        Of the target among those asked for.
    """

    method: str
    layer: str
    place: int = 0


@dataclass(eq=False)
class Finding:
    """What one method made of the whole image, at one layer and for one target.

    Attributes
    ----------
    key, choice
        Which map it is; the method and its parameters.
    array : Tensor
        Raw and signed; filled when the last window is done, or with a map that still refines.
    milliseconds
        Of the method alone, over all windows.
    tail_kind
        How the tail was run; empty when the method does not need it.
    is_opposed
        Whether every gradient at the layer was zero or below.
    is_repaired
        Whether values that were not finite were set to zero.
    progress
        Steps done and in all while the map refines; None when it is whole.
    """

    key: Key
    choice: Choice
    stitchers: dict[str, Stitcher] = field(default_factory=dict)
    array: Tensor = field(default_factory=lambda: torch.zeros(0))
    milliseconds: float = 0.0
    tail_kind: str = ""
    is_opposed: bool = False
    is_repaired: bool = False
    progress: tuple[int, int] | None = None
    _values: dict[str, list[float]] = field(default_factory=dict)

    def prepare(self, layer: str, raw: RawMap, layout: Layout) -> RawMap:
        """Make room for the maps of some windows, and thin them: all of it that may fail."""
        if len(layout.starts) > 1:
            raw = replace(raw, array=layout.thinned(raw.array))
        if layer not in self.stitchers:
            fitting = layout.with_cells(tuple(raw.array.shape[1:]))
            self.stitchers[layer] = Stitcher(fitting)
        return raw

    def add(self, starts: Sequence[Start], layer: str, raw: RawMap) -> None:
        """Take in the prepared maps of some windows at one layer."""
        self.stitchers[layer].add(starts, raw.array)
        self.milliseconds += raw.milliseconds
        self.is_repaired = self.is_repaired or raw.is_repaired
        for name, values in raw.diagnostics.items():
            self._values.setdefault(name, []).extend(values)

    def finish(self) -> None:
        """Make the whole map of the windows, and one of several layers."""
        maps = [stitcher.result() for stitcher in self.stitchers.values()]
        self.array = maps[0] if len(maps) == 1 else fuse(maps)

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
    targets
        What is explained; None explains each window's highest score, for a single window.
    report, token
        Progress, and the flag that stops the work between two steps.
    on_finding
        Called with each method's finding as soon as it is whole, and while it refines.
    """

    def __init__(
        self,
        plan: Plan,
        choices: Sequence[Choice],
        targets: Sequence[Target],
        *,
        report: Report,
        token: CancelToken,
        on_finding: Callable[[Finding], None],
    ) -> None:
        self._plan = plan
        self._targets = targets
        self._report = report
        self._token = token
        self._on_finding = on_finding
        self._findings = {
            key: Finding(key, choice)
            for place in range(len(targets))
            for layer in plan.chosen
            for choice in choices
            for key in (Key(choice.method.name, layer, place),)
        }
        self._scores: list[list[Tensor]] = []
        self._classes: list[Tensor] = []
        self._notes: dict[str, None] = {}
        self._is_lone = len(plan.layout.starts) == 1
        self._done = 0
        self._per_window = _FINE * (1 + len(self._findings))
        self._total = len(plan.layout.starts) * self._per_window
        self._shown = 0.0
        self.indices: list[Tensor | None] = [None] * len(targets)

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences the user must see."""
        return tuple(self._notes)

    @property
    def classes(self) -> Tensor | None:
        """Class scores of all windows, (n, K); None where the network knows no classes."""
        return torch.cat(self._classes) if self._classes else None

    def scores(self, place: int) -> Tensor:
        """Score of one target in all windows, (n,)."""
        return torch.cat([each[place] for each in self._scores])

    def run(self, seed: int) -> None:
        """Look at every window.

        Parameters
        ----------
        seed
            For methods that draw random numbers.

        Raises
        ------
        CamViewerError
            When no method at all could be run, or memory is short.
        Cancelled
            When the token was set.
        """
        smallest = in_batches(self._plan, lambda starts: self._look(starts, seed))
        if smallest:
            note = say(
                "engine",
                "Memory was short: windows were looked at {count} at a time.",
                count=smallest,
            )
            self._notes[note] = None
        if not self._is_lone:
            for finding in self._findings.values():
                self._finish(finding)
        self._step(0, say("engine", "Done"))

    def _look(self, starts: Sequence[Start], seed: int) -> None:
        """Record some windows and run all methods on them.

        A lone window's maps are handed out one by one. Of several windows nothing is kept
        before all methods are through, so that fewer can be tried when memory runs short.
        """
        plan = self._plan
        self._step(0, window_label(plan.layout, starts))
        choices = [finding.choice for finding in self._findings.values()]
        studied = study(
            plan.scene(starts), self._targets, choices, seed=seed, token=self._token
        )
        try:
            self._study(studied, starts)
        finally:
            studied.close()
        self._done += len(starts) * self._per_window

    def _study(self, studied: Study, starts: Sequence[Start]) -> None:
        """Run all methods on some windows, and keep what the network said of them."""
        plan, recording = self._plan, studied.recording
        self.indices = [aim.indices for aim in recording.aims]
        made = self._make_all(studied, starts)
        for finding, maps in made:
            self._add(studied, finding, starts, maps)
        self._scores.append([recording.score(i).cpu() for i in range(len(self._targets))])
        if recording.scores is not None:
            self._classes.append(recording.scores.cpu())
        for layer in plan.layers:
            self._notes.update({recording.note(layer): None} if recording.note(layer) else {})
        self._notes.update(studied.notes)

    def _make_all(self, studied: Study, starts: Sequence[Start]) -> list[Made]:
        """Run every method; those of a lone window are handed out at once."""
        made: list[Made] = []
        for position, finding in enumerate(list(self._findings.values())):
            self._begin(finding, len(starts), position)
            maps = self._make(studied, finding)
            if maps is not None and self._is_lone:
                self._add(studied, finding, starts, maps)
                self._finish(finding)
            elif maps is not None:
                made.append((finding, maps))
        return made

    def _make(self, studied: Study, finding: Finding) -> dict[str, RawMap] | None:
        """Run one method; one that cannot be run here is left out, unless it is the last."""
        key = finding.key
        try:
            made = {}
            for layer in key.layer.split(JOIN):
                probe = studied.probe(layer, key.place)
                raw = make_map(probe, finding.choice, self._watch(finding))
                made[layer] = finding.prepare(layer, raw, self._plan.layout)
                # Asked now, while the gradients of this target are at hand.
                studied.is_opposed(layer, key.place)
            return made  # noqa: TRY300 - the loop is what may fail
        except CamViewerError as error:
            if len(self._findings) == 1:
                raise
            del self._findings[key]
            note = say(
                "engine", "{method} was left out: {reason}", method=key.method, reason=error
            )
            self._notes[note] = None
            return None

    def _add(
        self,
        studied: Study,
        finding: Finding,
        starts: Sequence[Start],
        maps: Mapping[str, RawMap],
    ) -> None:
        """Take a method's maps of some windows in."""
        key = finding.key
        for layer, raw in maps.items():
            finding.add(starts, layer, raw)
            if finding.choice.method.needs & Needs.TAIL:
                finding.tail_kind = studied.tail_kinds[layer, key.place]
        is_opposed = all(studied.is_opposed(layer, key.place) for layer in maps)
        is_first = len(self._scores) == 0
        finding.is_opposed = is_opposed and (is_first or finding.is_opposed)

    def _finish(self, finding: Finding) -> None:
        """Hand a whole map out."""
        finding.finish()
        self._on_finding(finding)

    def _begin(self, finding: Finding, windows: int, position: int) -> None:
        """Say which method begins, ``position`` methods into some windows."""
        self._within = windows * _FINE * (position + 1)
        self._windows = windows
        self._step(self._within, _label(finding))

    def _watch(self, finding: Finding) -> Callable[[int, int, Tensor | None], None]:
        """Turn a method's steps into progress, and its map so far into a finding."""
        label = _label(finding)

        def watch(done: int, total: int, partial: Tensor | None) -> None:
            share = done / total if total else 0.0
            self._step(self._within + int(self._windows * _FINE * share), label)
            now = time.monotonic()
            is_single = self._is_lone and JOIN not in finding.key.layer
            if partial is None or not is_single or now - self._shown < _REFRESH:
                return
            self._shown = now
            array = partial[0].float().cpu().nan_to_num(nan=0.0, posinf=0.0, neginf=0.0)
            steps = (done, total)
            self._on_finding(Finding(finding.key, finding.choice, array=array, progress=steps))

        return watch

    def _step(self, within: int, label: str) -> None:
        """Stop here if asked to, and say how far it is, ``within`` steps into some windows."""
        self._token.check()
        self._report(Progress(self._done + within, self._total, label))


def _label(finding: Finding) -> str:
    """Words for a finding's method."""
    return say("methods", finding.choice.method.label)
