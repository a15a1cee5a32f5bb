"""The network as a function of its input, for methods that show it other images."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from camviewer.core.errors import NoGradientError
from camviewer.core.words import say
from camviewer.engine.folded import Folding
from camviewer.engine.methods.sources import BiasTerms, Network
from camviewer.engine.probe import own_copy, undisturbed
from camviewer.engine.record import record
from camviewer.engine.rows import Turns
from camviewer.engine.slopes import differentiate
from camviewer.engine.targets import Aim, Settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from camviewer.engine.tail import Setting
    from camviewer.engine.targets import Where

ROWS = 8
"""Images that are given at once: more is no faster on a processor, and takes more memory."""


@dataclass(frozen=True, eq=False)
class Asked:
    """What the calls of a network are made for.

    Attributes
    ----------
    setting
        The network, the layer and what it saw.
    aim
        The target, settled on that.
    check : callable
        Stops here when the user asked for it.
    note : callable
        Takes a sentence that the user must see.
    """

    setting: Setting
    aim: Aim
    check: Callable[[], None]
    note: Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Surroundings:
    """What is known of a network's input besides its values.

    Attributes
    ----------
    blank : Tensor, (C_in,)
        Input value of black or air.
    spacing_mm : tuple of floats or None
        Of input voxels; None for pictures.
    rows : int
        Inputs that are given at once.
    where : Where or None
        Which piece of the image each sample is.
    """

    blank: Tensor
    spacing_mm: tuple[float, ...] | None = None
    rows: int = ROWS
    where: Where | None = None


def make_network(asked: Asked, around: Surroundings) -> Network:
    """Give methods the network on other inputs, in batches that fit, and stoppable."""
    aim, setting = asked.aim, asked.setting
    turns = Turns(around.rows, setting.batch.device, asked)
    folding = Folding(setting.model)

    def in_parts(
        inputs: Tensor, run: Callable[[Tensor], tuple[Tensor, ...]]
    ) -> tuple[Tensor, ...]:
        given = inputs.to(setting.batch)
        found = turns.run(len(given), lambda part: run(given[part]))
        return tuple(torch.cat(each) for each in zip(*found, strict=True))

    def plain(pick: Callable[[object, Tensor], Tensor]) -> Callable[[Tensor, int], Tensor]:
        def run(inputs: Tensor, sample: int) -> Tensor:
            return in_parts(inputs, lambda part: (_run(folding, part, sample, pick),))[0]

        return run

    def slopes(inputs: Tensor, sample: int) -> tuple[Tensor, Tensor]:
        scores, gradients = in_parts(inputs, lambda part: _input_slopes(asked, part, sample))
        return scores, gradients

    def look(inputs: Tensor, sample: int) -> tuple[Tensor, Tensor, Tensor]:
        scores, maps, gradients = in_parts(inputs, lambda part: _look(asked, part, sample))
        return scores, maps, gradients

    return Network(
        setting.batch.detach().float(),
        around.blank.to(setting.batch).float(),
        around.spacing_mm,
        around.rows,
        plain(aim.score),
        plain(aim.chance),
        slopes,
        look,
        lambda: _terms(asked),
    )


def _rows(count: int, sample: int) -> Tensor:
    """Say of which sample each row is a variant."""
    return torch.full((count,), sample)


def _run(
    folding: Folding, inputs: Tensor, sample: int, pick: Callable[[object, Tensor], Tensor]
) -> Tensor:
    """Score of each input, (M,)."""
    return folding.score(inputs, lambda output, count: pick(output, _rows(count, sample)))


def _input_slopes(asked: Asked, inputs: Tensor, sample: int) -> tuple[Tensor, Tensor]:
    """Score of each input and its gradient there."""
    setting = asked.setting
    with undisturbed(setting.model), torch.enable_grad():
        leaf = own_copy(inputs).requires_grad_()
        scores = asked.aim.score(
            setting.model(leaf.clone()), _rows(len(inputs), sample)
        ).float()
        found: Tensor | None = None
        if scores.requires_grad:
            (found,) = differentiate(scores, [leaf])
    if found is None:
        raise NoGradientError(
            say("engine", "The score of this network has no gradient at its input."),
            hint=say("engine", "Take a method without gradients: rise or occlusion."),
        )
    return scores.detach(), found.float()


def _look(asked: Asked, inputs: Tensor, sample: int) -> tuple[Tensor, Tensor, Tensor]:
    """Score, activations and gradients of each input."""
    setting, target = asked.setting, Settled(asked.aim, _rows(len(inputs), sample))
    recording = record(setting.model, {setting.name: setting.layer}, inputs, [target])
    shown = recording.recorded(setting.name)
    if shown.gradients is None:
        message = "the layer was recorded without gradients"
        raise ValueError(message)
    return shown.score, shown.activations.float(), shown.gradients.float()


def _score_of(aim: Aim, sample: int) -> Callable[[object], Tensor]:
    """Score of an output whose one row is that sample."""
    return lambda output: aim.score(output, torch.tensor([sample]))


def _terms(asked: Asked) -> BiasTerms:
    """Bias terms of the inputs, one sample after another: each holds its whole graph."""
    from camviewer.engine.terms import bias_terms

    setting, found = asked.setting, []
    for sample in range(len(setting.batch)):
        asked.check()
        one = setting.batch[sample : sample + 1]
        found.append(bias_terms(setting.model, one, _score_of(asked.aim, sample)))
    layers = zip(*(each.layers for each in found), strict=True)
    return BiasTerms(
        torch.cat([each.inputs for each in found]),
        tuple(torch.cat(of_layer) for of_layer in layers),
        torch.cat([each.rest for each in found]),
    )
