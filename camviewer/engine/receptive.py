"""Where the cells of every tensor of a network are centred, followed while it runs once.

Nothing is asked of modules: each operation that torch runs is seen below them, so functions,
exported and own layers count like any other. What cannot be followed (attention, tokens,
resampling by a field) has no known place, and its cells are taken to share the input out evenly.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.weak import WeakTensorKeyDictionary

from camviewer.engine.placement import Placement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_QUARTER = Fraction(1, 4)
"""Branches that lie further apart, in cells, have no common place."""

_BESIDE = {
    "batch_norm", "native_batch_norm", "cudnn_batch_norm", "miopen_batch_norm",
    "_native_batch_norm_legit", "_native_batch_norm_legit_no_training",
    "_batch_norm_with_update", "native_group_norm", "cat", "clone", "alias", "detach",
    "contiguous", "view", "_unsafe_view", "reshape", "unsqueeze", "transpose", "permute",
    "split", "split_with_sizes", "chunk", "select", "unbind", "stack", "softmax", "_softmax",
    "native_dropout", "lift_fresh", "expand", "squeeze",
}  # fmt: skip
"""Operations that leave trailing axes of unchanged lengths where they are."""

_MOVED = {"transpose", "permute", "select", "unbind", "unsqueeze", "squeeze", "stack"}
"""Those of them that may put other axes last."""


class Places(TorchDispatchMode):
    """Follows the centres of the cells of each tensor, as receptive fields have them.

    Parameters
    ----------
    inputs : Tensor, (N, C, *S)
        What the network is given; its cells are its own voxels.

    Notes
    -----
    A convolution or pooling of kernel k, stride s, padding p and dilation d over cells in steps
    of j that begin at a has its own in steps of ``j s`` from ``a + ((k - 1) d / 2 - p) j`` on:
    Araujo, Norris and Sim 2019, doi:10.23915/distill.00021.
    """

    def __init__(self, inputs: Tensor) -> None:
        super().__init__()
        self._axes = inputs.ndim - 2
        shape = tuple(inputs.shape[2:])
        self._known: WeakTensorKeyDictionary = WeakTensorKeyDictionary()
        self._known[inputs] = Placement.even(shape, shape)

    def of(self, tensor: Tensor) -> Placement | None:
        """Return where the cells of a tensor (N, C, *S) lie; None where nobody knows."""
        found: Placement | None = self._known.get(tensor)
        return found if found is not None and found.shape == self._cells(tensor) else None

    def __torch_dispatch__(
        self,
        func: Callable[..., Any],
        types: object,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401 - whatever the function returns
        """Run a function of torch, and note where what it returns lies."""
        kwargs = kwargs or {}
        given = [(each, self.of(each)) for each in _tensors((*args, *kwargs.values()))]
        result = func(*args, **kwargs)
        known = [place for _, place in given if place is not None]
        for made in _tensors((result,)):
            place = self._place(func, _named(func, args, kwargs), made, known)
            if place is not None:
                self._known[made] = place
            elif made in self._known:
                del self._known[made]
        return result

    def _cells(self, tensor: Tensor) -> tuple[int, ...]:
        """Length of the trailing axes that lie over the image."""
        return tuple(tensor.shape[-self._axes :])

    def _place(
        self, func: Any, given: Mapping[str, Any], made: Tensor, known: Sequence[Placement]
    ) -> Placement | None:  # fmt: skip
        """Say where the cells of a result lie, of those of what it was made of."""
        if not known or made.ndim <= self._axes:
            return None
        name, shape = func._schema.name.partition("::")[2], self._cells(made)  # noqa: SLF001
        own = self._moved(name, given, known[0], shape)
        if own is not None:
            return own
        if name in _MOVED and not self._leaves_last(name, given, made):
            return None
        if torch.Tag.pointwise in func.tags or name.rstrip("_") in _BESIDE or name in _BESIDE:
            return _shared([each for each in known if each.shape == shape])
        return None

    def _moved(
        self, name: str, given: Mapping[str, Any], own: Placement, shape: tuple[int, ...]
    ) -> Placement | None:
        """Follow an operation that gives other cells; None for every other one."""
        if name.startswith("upsample_"):
            return _enlarged(own, shape, is_aligned=bool(given.get("align_corners")))
        if name.startswith(("_adaptive_avg_pool", "adaptive_")):
            return _between(own, Placement.even(own.shape, shape))
        if "convolution" in name or name in {"conv1d", "conv2d", "conv3d"}:
            return _between(own, self._window(given, tuple(given["weight"].shape[2:]), shape))
        if "_pool" in name:
            return _between(own, self._window(given, given["kernel_size"], shape))
        if name.endswith(("_pad_nd", "_pad1d", "_pad2d", "_pad3d")):
            pads = given.get("pad", given.get("padding", ()))
            return _between(own, _unit(shape, [-each for each in _before(pads, self._axes)]))
        return self._sliced(given, own, shape) if name == "slice" else None

    def _window(
        self, given: Mapping[str, Any], kernel: Sequence[int], shape: tuple[int, ...]
    ) -> Placement:
        """Cells of a sliding window, in cells of what it slides over."""
        size = self._each(kernel)
        stride = self._each(given.get("stride") or kernel)
        pad, wide = self._each(given.get("padding", 0)), self._each(given.get("dilation", 1))
        reach = [
            Fraction((k - 1) * d, 2) - p for k, d, p in zip(size, wide, pad, strict=True)
        ]
        if not given.get("transposed"):
            return Placement(shape, tuple(reach), tuple(Fraction(s) for s in stride))
        first = tuple(-each / s for each, s in zip(reach, stride, strict=True))
        return Placement(shape, first, tuple(Fraction(1, s) for s in stride))

    def _sliced(
        self, given: Mapping[str, Any], own: Placement, shape: tuple[int, ...]
    ) -> Placement:
        """Follow a cut along one axis."""
        axis = given["dim"] - given["self"].ndim + self._axes
        axis = given["dim"] + self._axes if given["dim"] < 0 else axis
        first, step = [Fraction(0)] * self._axes, [Fraction(1)] * self._axes
        if axis >= 0:
            count, start = own.shape[axis], given.get("start") or 0
            first[axis] = Fraction(min(max(start + count * (start < 0), 0), count))
            step[axis] = Fraction(given.get("step", 1))
        return _between(own, Placement(shape, tuple(first), tuple(step)))

    def _each(self, value: int | Sequence[int]) -> tuple[int, ...]:
        """One number for each axis."""
        numbers = (value,) if isinstance(value, int) else tuple(value)
        return numbers * self._axes if len(numbers) == 1 else numbers

    def _leaves_last(self, name: str, given: Mapping[str, Any], made: Tensor) -> bool:
        """Whether an operation leaves the trailing axes where they are."""
        ndim = given["self"].ndim if isinstance(given.get("self"), Tensor) else made.ndim
        if name == "permute":
            dims = [each % ndim for each in given["dims"]]
            return dims[-self._axes :] == list(range(ndim - self._axes, ndim))
        named = [given[each] for each in ("dim", "dim0", "dim1") if each in given]
        if not all(isinstance(each, int) for each in named):
            return False
        ndim = max(ndim, made.ndim)
        return all(each % ndim < ndim - self._axes for each in named)


def _tensors(values: Sequence[Any]) -> Iterator[Tensor]:
    """All tensors among values, and in lists of them."""
    for each in values:
        if isinstance(each, Tensor):
            yield each
        elif isinstance(each, (tuple, list)):
            yield from _tensors(each)


def _named(func: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments of an operation by their names; those left out have their defaults."""
    arguments = func._schema.arguments  # noqa: SLF001
    found = {each.name: each.default_value for each in arguments if each.has_default_value()}
    found.update(zip((each.name for each in arguments), args, strict=False))
    return {**found, **kwargs}


def _between(own: Placement, other: Placement) -> Placement:
    """Turn cells that are counted in other cells into voxels."""
    axes = list(zip(own.first, own.step, other.first, other.step, strict=True))
    return Placement(
        other.shape,
        tuple(first + start * step for first, step, start, _ in axes),
        tuple(step * by for _, step, _, by in axes),
    )


def _unit(shape: tuple[int, ...], first: Sequence[int]) -> Placement:
    """Cells next to each other that begin at a cell."""
    return Placement(shape, tuple(map(Fraction, first)), (Fraction(1),) * len(shape))


def _before(pads: Sequence[int], axes: int) -> list[int]:
    """Cells added before each axis; torch counts axes from the last one."""
    starts = list(pads[::2])[:axes]
    return [*[0] * (axes - len(starts)), *reversed(starts)]


def _enlarged(own: Placement, shape: tuple[int, ...], *, is_aligned: bool) -> Placement:
    """Follow an interpolation: faces stay where they are, or the outermost centres do."""
    if not is_aligned or min(shape) < 2:
        return _between(own, Placement.even(own.shape, shape))
    steps = tuple(Fraction(n - 1, m - 1) for n, m in zip(own.shape, shape, strict=True))
    return _between(own, Placement(shape, (Fraction(0),) * len(shape), steps))


def _shared(places: Sequence[Placement]) -> Placement | None:
    """Return the middle of several placements; None where they lie too far apart."""
    if not places:
        return None
    one = places[0]
    if any(one.gap(each) > _QUARTER for each in places):
        return None
    first, step = (
        tuple(sum(of_axis, Fraction(0)) / len(places) for of_axis in zip(*each, strict=True))
        for each in ([p.first for p in places], [p.step for p in places])
    )
    return Placement(one.shape, first, step)
