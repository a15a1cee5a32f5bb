"""One forward pass that shows layers, and one backward pass per target.

The part of the network before the first layer runs without a graph. At the layer a forward
hook hands on a clone of a leaf and switches gradients on, so only what follows is recorded and
``autograd.grad`` stops at the leaf: no gradient of a parameter is ever computed. Layers behind
the first are tapped in the same graph. The clones keep what was tapped safe from operations in
place behind it, and a leaf needs no parameter and no input that wants gradients.

What is tapped are tokens where the layer gives tokens; all that is handed out are maps.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from camviewer.core.errors import LayerError, NoGradientError
from camviewer.core.words import say
from camviewer.engine.graph import is_affine, is_piecewise_linear
from camviewer.engine.probe import (
    check_differentiable,
    check_finite,
    hooked,
    own_copy,
    undisturbed,
)
from camviewer.engine.slopes import differentiate
from camviewer.engine.target import summary_scores
from camviewer.engine.tokens import token_view

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from torch import nn

    from camviewer.engine.targets import Aim, Target, Where
    from camviewer.engine.tokens import TokenView


@dataclass(frozen=True, eq=False)
class Recorded:
    """What one pass showed of one layer, for one target.

    Attributes
    ----------
    activations : Tensor, (N, C, *S)
        Output of the layer, detached, in the network's type.
    gradients : Tensor or None, (N, C, *S)
        Of the target's score with respect to the activations; None when not asked for.
    score : Tensor, (N,)
        The target's, detached, float32.
    aim : Aim
        The target, settled.
    is_affine : bool
        Whether the score was computed from the activations by affine operations alone; known
        only together with gradients.
    calls : int
        How often the layer ran; the last run was recorded.
    output : Tensor
        What the layer gave, detached: tokens, or the activations themselves.
    view : TokenView or None
        How tokens lie over the image; None where the layer gives maps.
    """

    activations: Tensor
    gradients: Tensor | None
    score: Tensor
    aim: Aim
    is_affine: bool
    calls: int
    output: Tensor
    view: TokenView | None = None

    def as_output(self, maps: Tensor, sample: int) -> Tensor:
        """Turn maps (M, C, *S) into what the layer would give; see :class:`TokenView`."""
        if self.view is None:
            return maps.to(self.output)
        return self.view.to_tokens(maps, self.output[sample : sample + 1])


class Recording:
    """A pass with its graph: gradients are computed when they are asked for.

    Parameters
    ----------
    model
        The network.
    taps
        Layer's name to what was tapped there.
    output
        Of the network, with its graph.
    aims
        The targets, settled on this output.
    """

    def __init__(
        self, model: nn.Module, taps: Mapping[str, _Tap], output: object, aims: Sequence[Aim]
    ) -> None:
        self._model = model
        self._taps = taps
        self._output = output
        self._count = len(next(iter(taps.values())).tapped)
        self.aims = tuple(aims)
        self._scores = [self._score(aim) for aim in aims]
        self._slopes: tuple[int, dict[str, Tensor | None]] | None = None
        self._mixed: tuple[Tensor, dict[str, Tensor | None]] | None = None
        found = summary_scores(output)
        self.scores: Tensor | None = None if found is None else found.detach().float()
        for scores in (*self._scores, *(() if self.scores is None else (self.scores,))):
            check_finite(scores)

    def note(self, layer: str) -> str:
        """Say what must be known of a layer; mostly empty."""
        calls = self._taps[layer].calls
        if calls == 1:
            return ""
        return say(
            "engine",
            "The layer runs {calls} times in one pass; the last run is shown.",
            calls=calls,
        )

    def score(self, place: int) -> Tensor:
        """Score of each sample for one target, (N,), detached, float32."""
        return self._scores[place].detach().float()

    def chance(self, place: int) -> Tensor:
        """Probability of one target in each sample, (N,); the score where it has none."""
        with undisturbed(self._model):
            found = self.aims[place].chance(self._output, torch.arange(self._count))
        return found.detach().float()

    def recorded(self, layer: str, place: int = 0, *, has_gradients: bool = True) -> Recorded:
        """Return what the pass showed of one layer for the target at ``place``.

        Raises
        ------
        NoGradientError
            When that score does not depend on the layer.
        """
        tap = self._taps[layer]
        gradients, affine = None, False
        if has_gradients:
            found = self._gradients(place)[layer]
            if found is None:
                raise _no_gradient()
            gradients = tap.to_map(found)
            affine = is_affine(self._scores[place], tap.tapped)
        output = _plain(tap.tapped)
        return Recorded(
            tap.to_map(output), gradients, self.score(place), self.aims[place], affine,
            tap.calls, output, tap.view,
        )  # fmt: skip

    def class_slopes(self, layer: str, weights: Tensor) -> Tensor:
        """Gradient at a layer of a weighted sum of all classes, (N, C, *S).

        Parameters
        ----------
        weights : Tensor, (N, K)
            Of each sample's class scores.
        """
        if self._mixed is None or not torch.equal(self._mixed[0], weights):
            with undisturbed(self._model), torch.enable_grad():
                scores = summary_scores(self._output)
                if scores is None:
                    raise _no_gradient()
                mixed = (scores.float() * weights.to(scores.device)).sum(1)
            self._mixed = (weights, self._differentiate(mixed))
        found = self._mixed[1][layer]
        if found is None:
            raise _no_gradient()
        return self._taps[layer].to_map(found)

    def curvature(self, layer: str, place: int) -> Tensor:
        """Second derivative of a target's score along the activations, ``H A``, (N, C, *S).

        Zero where the tail is piecewise linear.
        """
        tap = self._taps[layer]
        tapped = tap.tapped
        if is_piecewise_linear(self._scores[place], tapped):
            return _plain(tap.to_map(tapped)).new_zeros(()).expand_as(tap.to_map(tapped))
        with undisturbed(self._model), torch.enable_grad():
            slopes: Tensor | None = torch.autograd.grad(
                self._scores[place].sum(), tapped, create_graph=True, allow_unused=True
            )[0]
            if slopes is None or not slopes.requires_grad:
                return tap.to_map(torch.zeros_like(tapped))
            along = (tap.to_map(slopes) * tap.to_map(tapped.detach())).sum()
            found: Tensor | None = torch.autograd.grad(
                along, tapped, retain_graph=True, allow_unused=True
            )[0]
        return tap.to_map(torch.zeros_like(tapped) if found is None else found.detach())

    def _score(self, aim: Aim) -> Tensor:
        """Score of each sample, (N,), with its graph."""
        with undisturbed(self._model), torch.enable_grad():
            return aim.score(self._output, torch.arange(self._count)).float()

    def _gradients(self, place: int) -> dict[str, Tensor | None]:
        """Gradient at every layer of the score at ``place``; those of the last one are kept."""
        if self._slopes is None or self._slopes[0] != place:
            self._slopes = (place, self._differentiate(self._scores[place]))
        return self._slopes[1]

    def _differentiate(self, score: Tensor) -> dict[str, Tensor | None]:
        """Gradient of each sample's score at every layer, by one pass back."""
        if not score.requires_grad:
            raise _no_gradient()
        tapped = [tap.tapped for tap in self._taps.values()]
        wanted = [each for each in tapped if each.requires_grad]
        with undisturbed(self._model):
            found = differentiate(score, wanted, keeps_graph=True)
        by_tensor = dict(zip(map(id, wanted), found, strict=True))
        return {name: by_tensor.get(id(tap.tapped)) for name, tap in self._taps.items()}


def record(
    model: nn.Module,
    layers: Mapping[str, nn.Module],
    batch: Tensor,
    targets: Sequence[Target],
    *,
    where: Where | None = None,
    has_gradients: bool = True,
) -> Recording:
    """Run a network once and keep what its layers gave and how scores hang on it.

    Parameters
    ----------
    model, layers
        A network, and modules of it by name.
    batch : Tensor, (N, C, *S)
        On the network's device.
    targets
        What is explained, any number of it.
    where
        Which piece of the image each sample is, for targets that name a place.
    has_gradients
        Whether gradients will be asked for.

    Raises
    ------
    LayerError
        When a layer does not run, or gives no map.
    ModelError
        When the network has no gradients, or its output is not finite or of a kind that the
        target does not know.
    InputError
        When a target does not exist.
    """
    if has_gradients:
        check_differentiable(model)
    view_of = partial(token_view, inputs_shape=tuple(batch.shape[1:]), model=model)
    taps = {
        name: _Tap(partial(view_of, layer=layer), has_gradients=has_gradients)
        for name, layer in layers.items()
    }
    with undisturbed(model):
        with ExitStack() as hooks, torch.no_grad():
            for name, layer in layers.items():
                hooks.enter_context(hooked(layer, taps[name]))
            output = model(own_copy(batch))
        for tap in taps.values():
            tap.check(len(batch))
        aims = [target.settle(output, len(batch), where) for target in targets]
    return Recording(model, taps, output, aims)


class _Tap:
    """Swaps a layer's output for a clone of what it keeps, and switches gradients on."""

    def __init__(
        self, view_of: Callable[[Tensor], TokenView | None], *, has_gradients: bool
    ) -> None:
        self._view_of = view_of
        self._has_gradients = has_gradients
        self._tapped: Tensor | None = None
        self.view: TokenView | None = None
        self.calls = 0

    def __call__(self, inputs: object, output: object) -> Tensor:
        """Take a layer's output and give on what the rest of the network should see."""
        self.calls += 1
        found = _checked_tensor(output)
        self.view = self._view_of(found)
        if self.view is None:
            _check_map(found)
        # A second clone: a layer like ReLU in place or Identity hands on its own input, which
        # another branch of the network may still change.
        is_alias = any(
            isinstance(given, Tensor) and _shares_storage(given, found)
            for given in (inputs if isinstance(inputs, tuple) else ())
        )
        if self._has_gradients:
            torch.set_grad_enabled(True)
        is_behind = self._has_gradients and found.requires_grad
        tapped = found if is_behind else found.detach()
        tapped = tapped.clone() if is_alias else tapped
        if self._has_gradients and not is_behind:
            tapped.requires_grad_()
        self._tapped = tapped
        return tapped.clone()

    @property
    def tapped(self) -> Tensor:
        """What the layer gave in its last run; a leaf, or a tensor of the graph behind one."""
        if self._tapped is None:
            raise LayerError(
                say("engine", "The layer does not run when the network looks at this image."),
                hint=say("engine", "Choose a layer that the network passes through."),
            )
        return self._tapped

    def to_map(self, values: Tensor) -> Tensor:
        """Bring what has the shape of the layer's output to (N, C, *S)."""
        return values if self.view is None else self.view.to_map(values).contiguous()

    def check(self, samples: int) -> None:
        """Raise LayerError when the layer did not give one map per sample."""
        if len(self.tapped) != samples:
            raise LayerError(
                say(
                    "engine",
                    "The layer gives {maps} maps for {samples} images.",
                    maps=len(self.tapped),
                    samples=samples,
                ),
                hint=say("engine", "Choose a layer that looks at whole images."),
            )


def _plain(tapped: Tensor) -> Tensor:
    """Return a tensor without its graph, fit for autograd even inside inference mode."""
    with torch.inference_mode(mode=False):
        return tapped.detach()


def _checked_tensor(output: object) -> Tensor:
    """Return a layer's output when it is one tensor, else raise LayerError."""
    if not isinstance(output, Tensor):
        kind = type(output).__name__
        raise LayerError(
            say("engine", "The layer gives a {kind}, not one tensor.", kind=kind),
            hint=say("engine", "Choose a layer inside it."),
        )
    return output


def _check_map(output: Tensor) -> None:
    """Raise LayerError when a layer's output is no map."""
    is_map = output.ndim >= 4 and output.shape[2:].numel() > 1
    if not is_map or not output.is_floating_point():
        raise LayerError(
            say(
                "engine",
                "The layer gives numbers of shape {shape}, which is no map.",
                shape=tuple(output.shape),
            ),
            hint=say(
                "engine",
                "Choose a layer before the pooling, where height and width still exist.",
            ),
        )


def _shares_storage(one: Tensor, other: Tensor) -> bool:
    """Whether two tensors lie in the same memory."""
    return one.untyped_storage().data_ptr() == other.untyped_storage().data_ptr()


def _no_gradient() -> NoGradientError:
    return NoGradientError(
        say("engine", "The score does not depend on this layer."),
        hint=say("engine", "Choose a later layer, or one the score is computed from."),
    )
