"""The attention of every block of a vision transformer, and the score's gradient there.

Attention is written out while the network runs, see :mod:`camviewer.engine.unfused`, so that
the probabilities exist and are part of autograd's record; the network itself is not touched.
"""

from __future__ import annotations

import threading
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.nn import functional

from camviewer.core.errors import LayerError, NoGradientError
from camviewer.core.words import say
from camviewer.engine.methods.sources import Transformer
from camviewer.engine.probe import check_differentiable, hooked, own_copy, undisturbed
from camviewer.engine.unfused import Unfused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from torch import nn

    from camviewer.engine.tokens import TokenView

_SOFTMAX = (functional.softmax, torch.softmax, Tensor.softmax)


@dataclass(frozen=True, eq=False)
class _Network:
    """What is read: the network, its input, and how output and tokens are understood."""

    model: nn.Module
    batch: Tensor
    score_of: Callable[[object], Tensor]
    grid_of: Callable[[int], TokenView | None]


@dataclass(frozen=True, eq=False)
class _Block:
    """The module around one attention: which run of it, and the tokens it gave (N, T, C)."""

    module: nn.Module
    run: int
    tokens: Tensor


def read_attention(
    model: nn.Module,
    batch: Tensor,
    score_of: Callable[[object], Tensor],
    grid_of: Callable[[int], TokenView | None],
) -> Transformer:
    """Run a network once, forwards and backwards, and keep the attention of every block.

    Parameters
    ----------
    model
        A vision transformer; runs in eval mode and is left as it was.
    batch : Tensor, (N, C_in, *S_in)
        On the network's device.
    score_of
        ``score_of(output) -> (N,)``: each sample's target score, differentiable.
    grid_of
        ``grid_of(T)``: how a row of that many tokens lies over the image, None if not at all;
        see :func:`camviewer.engine.tokens.row_view`.

    Returns
    -------
    Transformer
        Float32. Its ``own_slopes`` runs the network again, once for each block and once more.

    Raises
    ------
    LayerError
        When there is no attention, or only within windows.
    NoGradientError
        When the score does not depend on the attention.
    ModelError
        When the network has no gradients.
    """
    check_differentiable(model)
    network = _Network(model, batch, score_of, grid_of)
    with undisturbed(model):
        output, reader = _read(network)
        view = _checked_view(reader.found, network)
        slopes = _slopes(_score(network, output), reader.found)
    return Transformer(
        tuple(each.detach().float() for each in reader.found),
        tuple(each.float() for each in slopes),
        partial(_own_slopes, network),
        view.prefix,
        view.grid,
    )


def _read(network: _Network) -> tuple[object, _Reader]:
    """One forward pass: the network's output, and a reader that has seen all attention."""
    reader = _Reader()
    with torch.no_grad(), _watched(network.model, reader), reader:
        output = network.model(own_copy(network.batch))
    return output, reader


def _own_slopes(network: _Network) -> tuple[Tensor, ...]:
    """Gradient at each block's attention of the score if the network ended after that block.

    Notes
    -----
    The tokens of block l are given on in place of those of the last block, so that the score
    is whatever the network makes of its last tokens. Between a block's attention and its
    tokens lies that block alone, so the gradient is carried through it in a second step.
    """
    with undisturbed(network.model):
        _, reader = _read(network)
        blocks = [reader.blocks.get(place) for place in range(len(reader.found))]
        known = [block for block in blocks if block is not None]
        if len({block.tokens.shape for block in known}) != 1 or len(known) < len(blocks):
            raise LayerError(
                say("engine", "The network's blocks cannot be told apart."),
                hint=say(
                    "engine",
                    "Choose a method that needs the attention only, as attention-rollout.",
                ),
            )
        return tuple(
            _through(block.tokens, attention, _pull(network, known[-1], block.tokens)).float()
            for block, attention in zip(known, reader.found, strict=True)
        )


def _through(tokens: Tensor, attention: Tensor, pull: Tensor) -> Tensor:
    """Carry a gradient at a block's tokens back to its attention."""
    return torch.autograd.grad(
        tokens, attention, pull, allow_unused=True, materialize_grads=True
    )[0]


def _pull(network: _Network, last: _Block, tokens: Tensor) -> Tensor:
    """Gradient of the score at tokens that stand in for those of the last block, (N, T, C)."""
    leaf = tokens.detach().clone().requires_grad_()
    runs = 0

    def replace(_inputs: object, output: object) -> object:
        nonlocal runs
        runs += 1
        if runs != last.run:
            return None
        torch.set_grad_enabled(True)
        given = leaf.clone()
        return (given, *output[1:]) if isinstance(output, tuple) else given

    with torch.no_grad(), hooked(last.module, replace):
        output = network.model(own_copy(network.batch))
    (slope,) = _slopes(_score(network, output), [leaf])
    return slope


def _score(network: _Network, output: object) -> Tensor:
    """Score of each sample, (N,), with autograd's record."""
    with torch.enable_grad():
        return network.score_of(output)


def _slopes(score: Tensor, places: Sequence[Tensor]) -> tuple[Tensor, ...]:
    """Gradients of the summed score; zero at what it does not depend on."""
    if not score.requires_grad:
        raise NoGradientError(
            say("engine", "The score does not depend on the network's attention."),
            hint=say("engine", "Choose a method that works on a layer's map."),
        )
    return torch.autograd.grad(
        score,
        list(places),
        torch.ones_like(score),
        allow_unused=True,
        materialize_grads=True,
    )


def _checked_view(found: Sequence[Tensor], network: _Network) -> TokenView:
    """How the tokens lie over the image; LayerError where not all attend to all."""
    if not found:
        raise LayerError(
            say("engine", "The network shows no attention among its patches."),
            hint=say(
                "engine",
                "This method is for vision transformers; choose Grad-CAM for other networks.",
            ),
        )
    counts = {each.shape[-1] for each in found}
    is_whole = all(len(each) == len(network.batch) for each in found) and len(counts) == 1
    view = network.grid_of(counts.pop()) if is_whole else None
    if view is None:
        raise LayerError(
            say("engine", "The network's attention is not among all of its patches at once."),
            hint=say(
                "engine",
                "Swin attends within windows: choose a method on a layer's map, as Grad-CAM.",
            ),
        )
    return view


@contextmanager
def _watched(model: nn.Module, reader: _Reader) -> Iterator[None]:
    """Tell a reader when each module of a network starts and ends in this thread."""
    owner = threading.get_ident()

    def start(module: nn.Module, _inputs: object) -> None:
        if threading.get_ident() == owner:
            reader.start(module)

    def end(module: nn.Module, _inputs: object, output: object) -> None:
        if threading.get_ident() == owner:
            reader.end(module, output)

    with ExitStack() as hooks:
        for module in model.modules():
            if module is not model:
                hooks.callback(module.register_forward_pre_hook(start).remove)
                hooks.callback(module.register_forward_hook(end).remove)
        yield


class _Reader(Unfused):
    """Keeps attention probabilities while a network runs, and the modules around each.

    The network runs without gradients up to the first attention, which becomes a leaf; from
    there on autograd records, so frozen weights do not matter.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Tensor] = []
        self.blocks: dict[int, _Block] = {}
        self._running: list[int] = []
        self._runs: dict[nn.Module, int] = {}

    def result_of(
        self, func: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:  # noqa: ANN401 - as in torch
        """Run another function; a softmax among tokens is attention as well."""
        result = func(*args, **kwargs)
        if func not in _SOFTMAX or not _is_square(result):
            return result
        dim = kwargs.get("dim", args[1] if len(args) > 1 else None)
        # A clone: what follows may change the probabilities in place.
        return self.seen(result).clone() if dim in {-1, 3} else result

    def start(self, module: nn.Module) -> None:
        """Note where a module starts."""
        self._running.append(len(self.found))
        self._runs[module] = self._runs.get(module, 0) + 1

    def end(self, module: nn.Module, output: object) -> None:
        """Note a module that holds one attention and gives tokens; the outermost one stays."""
        place = self._running.pop()
        first = output[0] if isinstance(output, tuple) and output else output
        if len(self.found) != place + 1 or not isinstance(first, Tensor) or first.ndim != 3:
            return
        attention = self.found[place]
        if first.shape[:2] == (attention.shape[0], attention.shape[2]):
            # A clone: what follows may change the tokens in place.
            self.blocks[place] = _Block(module, self._runs[module], first.clone())

    def seen(self, probabilities: Tensor) -> Tensor:
        """Keep attention (N, heads, T, T); the first one begins autograd's record."""
        if not self.found:
            torch.set_grad_enabled(True)
            probabilities = probabilities.detach().requires_grad_()
        self.found.append(probabilities)
        return probabilities


def _is_square(result: object) -> bool:
    """Whether a softmax's result is (N, heads, T, T), several tokens each."""
    return (
        isinstance(result, Tensor)
        and result.ndim == 4
        and result.shape[2] == result.shape[3]
        and result.shape[2] > 1
    )
