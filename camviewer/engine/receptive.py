"""Where the cells of every tensor of a network are centred, followed while it runs once.

Nothing is asked of modules: each operation that torch runs is seen below them, so functions,
exported and own layers count like any other. What cannot be followed (attention, tokens,
resampling by a field) has no known place; its cells are taken to share the input out evenly.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.weak import WeakTensorKeyDictionary

from camviewer.engine.placement import Placement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence

_QUARTER = Fraction(1, 4)
"""Branches that lie further apart, in cells, have no common place."""

_BESIDE = {
    "batch_norm", "native_batch_norm", "cudnn_batch_norm", "miopen_batch_norm",
    "_native_batch_norm_legit", "_native_batch_norm_legit_no_training",
    "_batch_norm_with_update", "native_group_norm", "cat", "clone", "alias", "detach",
    "contiguous", "view", "_unsafe_view", "reshape", "unsqueeze", "transpose", "permute",
    "split", "split_with_sizes", "chunk", "select", "unbind", "stack", "softmax", "_softmax",
    "native_dropout", "lift_fresh", "expand", "squeeze", "hardswish", "prelu", "_prelu_kernel",
    "log_sigmoid_forward", "_to_copy", "channel_shuffle", "native_channel_shuffle",
}  # fmt: skip
"""Operations that leave trailing axes of unchanged lengths where they are."""

_MOVED = {"transpose", "permute", "select", "unbind", "unsqueeze", "squeeze", "stack"}
"""Those of them that may put other axes last."""


class Places(TorchDispatchMode):  # type: ignore[no-untyped-call]
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
        super().__init__()  # type: ignore[no-untyped-call]
        self._axes = inputs.ndim - 2
        shape = tuple(inputs.shape[2:])
        self._known: MutableMapping[Tensor, Placement] = WeakTensorKeyDictionary()
        self._known[inputs] = Placement.even(shape, shape)

    def of(self, tensor: Tensor) -> Placement | None:
        """Return where the cells of a tensor (N, C, *S) lie; None where nobody knows."""
        found = self._known.get(tensor)
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
        given = [self.of(each) for each in _tensors((*args, *kwargs.values()))]
        known = [place for place in given if place is not None]
        made = func(*args, **kwargs)
        step = _Step.of(func, args, kwargs) if known else None
        for each in _tensors((made,)):
            place = None if step is None else self._followed(step, each, known)
            if place is not None:
                self._known[each] = place
            elif each in self._known:
                del self._known[each]
        return made

    def _cells(self, tensor: Tensor) -> tuple[int, ...]:
        """Length of the trailing axes that lie over the image."""
        return tuple(tensor.shape[-self._axes :])

    def _followed(
        self, step: _Step, made: Tensor, known: Sequence[Placement]
    ) -> Placement | None:
        """Say where the cells of a result lie; a call of an unforeseen form is not followed."""
        try:
            return self._place(step, made, known)
        except (ArithmeticError, LookupError, TypeError, ValueError):
            return None

    def _place(self, step: _Step, made: Tensor, known: Sequence[Placement]) -> Placement | None:
        """Say where the cells of a result lie, of those of what it was made of."""
        if made.ndim <= self._axes:
            return None
        own, shape = known[0], self._cells(made)
        other = self._relative(step, own, shape)
        if other is not None:
            return _between(own, other)
        if step.is_beside and self._leaves_last(step, made):
            return _shared([each for each in known if each.shape == shape])
        return None

    def _relative(
        self, step: _Step, own: Placement, shape: tuple[int, ...]
    ) -> Placement | None:
        """Cells that an operation makes, in cells of what it is given; None for others."""
        name, given = step.name, step.given
        found = None
        if name.lstrip("_").startswith("upsample_"):
            found = _enlarged(own, shape, is_aligned=bool(given.get("align_corners")))
        elif name.startswith(("_adaptive_", "adaptive_", "fractional_", "pixel_shuffle")):
            found = Placement.even(own.shape, shape)
        elif (
            "conv" in name
            and "transpose" not in name
            and isinstance(given.get("weight"), Tensor)
        ):
            found = self._window(given, tuple(given["weight"].shape[2:]), shape)
        elif "_pool" in name and "kernel_size" in given:
            found = self._window(given, given["kernel_size"], shape)
        elif name.endswith(("_pad_nd", "_pad1d", "_pad2d", "_pad3d")):
            found = self._padded(given.get("pad", given.get("padding", ())), shape)
        elif name == "slice":
            found = self._sliced(given, own, shape)
        return found

    def _window(
        self, given: Mapping[str, Any], kernel: Sequence[int], shape: tuple[int, ...]
    ) -> Placement:
        """Cells of a sliding window, in cells of what it slides over."""
        size = self._each(kernel)
        stride = self._each(given.get("stride") or kernel)
        pad, wide = self._each(given.get("padding", 0)), self._each(given.get("dilation", 1))
        reach = [Fraction((k - 1) * d, 2) - p for k, d, p in zip(size, wide, pad, strict=True)]
        if not given.get("transposed"):
            return Placement(shape, tuple(reach), tuple(Fraction(s) for s in stride))
        first = tuple(-each / s for each, s in zip(reach, stride, strict=True))
        return Placement(shape, first, tuple(Fraction(1, s) for s in stride))

    def _padded(self, pads: Sequence[int], shape: tuple[int, ...]) -> Placement:
        """Cells with others before them; torch counts axes from the last one."""
        starts = list(pads[::2])[: self._axes]
        before = [*[0] * (self._axes - len(starts)), *reversed(starts)]
        first = tuple(Fraction(-each) for each in before)
        return Placement(shape, first, (Fraction(1),) * self._axes)

    def _sliced(
        self, given: Mapping[str, Any], own: Placement, shape: tuple[int, ...]
    ) -> Placement:
        """Cells that are left of a cut along one axis."""
        axis = given["dim"] - given["self"].ndim + self._axes
        axis = given["dim"] + self._axes if given["dim"] < 0 else axis
        first, step = [Fraction(0)] * self._axes, [Fraction(1)] * self._axes
        if axis >= 0:
            count, start = own.shape[axis], given.get("start") or 0
            first[axis] = Fraction(min(max(start + count * (start < 0), 0), count))
            step[axis] = Fraction(given.get("step", 1))
        return Placement(shape, tuple(first), tuple(step))

    def _each(self, value: int | Sequence[int]) -> tuple[int, ...]:
        """One number for each axis."""
        numbers = (value,) if isinstance(value, int) else tuple(value)
        return numbers * self._axes if len(numbers) == 1 else numbers

    def _leaves_last(self, step: _Step, made: Tensor) -> bool:
        """Whether an operation leaves the trailing axes where they are."""
        if step.name not in _MOVED:
            return True
        given = step.given
        own = given.get("self")
        ndim = own.ndim if isinstance(own, Tensor) else made.ndim
        if step.name == "permute":
            dims = [each % ndim for each in given["dims"]]
            return dims[-self._axes :] == list(range(ndim - self._axes, ndim))
        named = [given[each] for each in ("dim", "dim0", "dim1") if each in given]
        largest = max(ndim, made.ndim)
        return all(
            isinstance(each, int) and each % largest < largest - self._axes for each in named
        )


@dataclass(frozen=True, eq=False)
class _Step:
    """One operation of torch, its arguments by name, and whether cells stay beside."""

    name: str
    given: Mapping[str, Any]
    is_beside: bool

    @classmethod
    def of(
        cls, func: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> _Step:
        """Read a call; arguments that were left out have their defaults."""
        known: Any = func
        schema = known._schema  # noqa: SLF001
        given = {a.name: a.default_value for a in schema.arguments if a.has_default_value()}
        given.update(zip((a.name for a in schema.arguments), args, strict=False))
        name = schema.name.partition("::")[2]
        is_beside = torch.Tag.pointwise in known.tags or not {name, name[:-1]}.isdisjoint(
            _BESIDE
        )
        return cls(name, {**given, **kwargs}, is_beside)


def _tensors(values: Sequence[Any]) -> Iterator[Tensor]:
    """All tensors among values, and in lists of them."""
    for each in values:
        if isinstance(each, Tensor):
            yield each
        elif isinstance(each, (tuple, list)):
            yield from _tensors(each)


def _between(own: Placement, other: Placement) -> Placement:
    """Turn cells that are counted in other cells into voxels."""
    axes = list(zip(own.first, own.step, other.first, other.step, strict=True))
    return Placement(
        other.shape,
        tuple(first + start * step for first, step, start, _ in axes),
        tuple(step * by for _, step, _, by in axes),
    )


def _enlarged(own: Placement, shape: tuple[int, ...], *, is_aligned: bool) -> Placement:
    """Cells of an interpolation: faces stay where they are, or the outermost centres do."""
    even = Placement.even(own.shape, shape)
    if not is_aligned:
        return even
    first, steps = list(even.first), list(even.step)
    for axis, (given, made) in enumerate(zip(own.shape, shape, strict=True)):
        if given > 1 and made > 1:  # one cell has no outermost centres to keep
            first[axis], steps[axis] = Fraction(0), Fraction(given - 1, made - 1)
    return Placement(shape, tuple(first), tuple(steps))


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
