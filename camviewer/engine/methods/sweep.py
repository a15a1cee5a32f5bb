"""The network's answer to its input seen through each channel of a layer, one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from camviewer.engine.methods.masks import channel_masks, ground_of, seen_through
from camviewer.engine.methods.reduction import weighted_sum

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor

    from camviewer.engine.methods.spec import Probe


def unvaried(masks: Tensor, _turn: int) -> Tensor:
    """Leave masks as they are."""
    return masks


@dataclass(frozen=True, eq=False)
class Rules:
    """How masked inputs are made and what their scores become.

    Attributes
    ----------
    weights : str
        ``"softmax-logit"``, ``"probability"`` or ``"increase"``.
    fill : str
        What lies behind the masks, as :func:`~camviewer.engine.methods.masks.ground_of`.
    is_aligned : bool
        How masks are enlarged.
    turns : int
        How often each mask is shown; its score is the mean.
    vary : callable
        ``vary(masks (M, *S_in), turn) -> (M, *S_in)``: what is shown in turn 0, 1, ...
    """

    weights: str
    fill: str
    is_aligned: bool
    turns: int = 1
    vary: Callable[[Tensor, int], Tensor] = unvaried


def are_live(activations: Tensor) -> Tensor:
    """Which channels are not the same everywhere: (N, C, *S) to (N, C)."""
    cells = activations.flatten(2)
    return cells.amax(2) > cells.amin(2)


def by_strength(channels: Tensor, kept: Tensor) -> Tensor:
    """Order the kept ones of (C, *S) by their L2 norm, strongest first: indices."""
    rows = channels.flatten(1)
    peak = rows.abs().amax()
    norms = (rows / peak.where(peak > 0, torch.ones_like(peak))).norm(dim=1)
    order = norms.argsort(descending=True, stable=True)
    found: Tensor = order[kept[order]]
    return found


class Sweep:
    """Shows the network its input through every channel; strong channels first.

    Parameters
    ----------
    probe
        With a network.
    rules
        See there.
    """

    def __init__(self, probe: Probe, rules: Rules) -> None:
        self._probe, self._rules = probe, rules
        self._live = are_live(probe.activations)
        self._known = torch.zeros_like(self._live)
        self._scores = probe.activations.new_zeros(self._live.shape)
        self._done = 0
        is_softmax = rules.weights == "softmax-logit"
        self._has_empty = [is_softmax and not bool(row.all()) for row in self._live]
        self._total = (int(self._live.sum()) + sum(self._has_empty)) * rules.turns

    def run(self) -> Tensor:
        """Map of all channels, (N, *S)."""
        for sample, channels in enumerate(self._probe.activations):
            self._show_nothing(sample)
            order = by_strength(channels, self._live[sample])
            for chunk in torch.split(order, self._probe.passes.rows) if len(order) else ():
                self._show(sample, chunk)
        return self._map()

    def _show(self, sample: int, chunk: Tensor) -> None:
        """Measure some channels of a sample and hand on the map as it stands."""
        size = self._probe.passes.inputs.shape[2:]
        maps = self._probe.activations[sample, chunk]
        masks = channel_masks(maps, size, is_aligned=self._rules.is_aligned)
        self._scores[sample, chunk] += self._measured(sample, masks)
        self._known[sample, chunk] = True
        self._probe.step(self._done, self._total, self._map())

    def _show_nothing(self, sample: int) -> None:
        """Measure the empty mask, which constant channels have, where it counts."""
        size = self._probe.passes.inputs.shape[2:]
        empty = self._probe.passes.inputs.new_zeros((1, *size))
        if self._has_empty[sample]:
            self._known[sample] = ~self._live[sample]
            self._scores[sample, self._known[sample]] = self._measured(sample, empty)
        elif self._rules.weights == "increase":
            ground = ground_of(self._probe.passes, sample, self._rules.fill).unsqueeze(0)
            self._scores[sample] = -self._probe.passes.scores(ground, sample)

    def _measured(self, sample: int, masks: Tensor) -> Tensor:
        """Mean score of each mask over the turns, (M,)."""
        network, rules = self._probe.passes, self._rules
        ask = network.chances if rules.weights == "probability" else network.scores
        ground = ground_of(network, sample, rules.fill)
        total = self._scores.new_zeros(len(masks))
        for turn in range(rules.turns):
            shown = seen_through(rules.vary(masks, turn), network.inputs[sample], ground)
            total += ask(shown, sample).to(total)
            self._done += len(masks)
            if turn + 1 < rules.turns:
                self._probe.step(self._done, self._total)
        return total / rules.turns

    def _map(self) -> Tensor:
        """Make the map of the scores known so far."""
        nothing = self._scores.new_zeros(())
        if self._rules.weights != "softmax-logit":
            weights = self._scores.where(self._known, nothing)
        else:
            scores = self._scores.where(self._known, nothing - torch.inf)
            weights = scores.softmax(1).where(self._known, nothing)
        return weighted_sum(weights, self._probe.activations)
