"""A traced network made quicker without changing what it computes, for many plain passes.

Convolutions that are modules of torch's own are left to ``torch.fx``; what stands here is for
those that a layer of somebody's own calls as functions, as layers that pad by themselves do:
their batch norms, the zeros laid around them, and copies that activations need not make.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, fx, nn
from torch.nn import functional

if TYPE_CHECKING:
    from collections.abc import Iterator

_Norm = nn.BatchNorm2d | nn.BatchNorm3d
_NORMS: dict[int, type[_Norm]] = {2: nn.BatchNorm2d, 3: nn.BatchNorm3d}
_ZEROS: dict[int, type[nn.ZeroPad2d | nn.ZeroPad3d]] = {2: nn.ZeroPad2d, 3: nn.ZeroPad3d}
_CONVOLUTIONS = {torch.conv2d: 2, torch.conv3d: 3}
_WORDS = ("input", "weight", "bias", "stride", "padding", "dilation", "groups")
_ACTIVATIONS = (nn.ReLU, nn.ReLU6, nn.SiLU, nn.Hardswish)
_MAKERS = (nn.Conv2d, nn.Conv3d, nn.BatchNorm2d, nn.BatchNorm3d)


@dataclass
class _Convolution:
    """One call of a convolution, as it was traced."""

    node: fx.Node
    axes: int
    source: fx.Node
    weight: Tensor
    bias: Tensor | None
    stride: Any
    padding: tuple[int, ...]
    dilation: Any
    groups: int


class FunctionalConvolution(nn.Module):
    """A convolution with weights of its own.

    Parameters
    ----------
    weight : Tensor, (out, in / groups, *kernel)
    bias : Tensor, (out,)
    settings
        Stride, padding, dilation and groups, as ``torch.conv2d`` takes them.
    """

    def __init__(self, weight: Tensor, bias: Tensor, settings: tuple[Any, ...]) -> None:
        super().__init__()
        self.weight, self.bias = nn.Parameter(weight), nn.Parameter(bias)
        self._settings = settings

    def forward(self, inputs: Tensor) -> Tensor:
        """Convolve a batch, (N, in, *S)."""
        run = torch.conv2d if self.weight.ndim == 4 else torch.conv3d
        return run(inputs, self.weight, self.bias, *self._settings)


def fuse_functions(traced: fx.GraphModule) -> None:
    """Fold norms and zeros into convolutions that are called as functions, in place.

    Parameters
    ----------
    traced
        In eval mode, and nobody else's: it is changed.

    Notes
    -----
    A batch norm in eval mode is a scale and a shift of each channel (Ioffe and Szegedy 2015).
    Zeros on one side only are the same as zeros on both and a kernel with zeros before it.
    """
    modules = dict(traced.named_modules())
    for number, each in enumerate(_convolutions(traced)):
        weight, bias = each.weight, each.bias
        bias = weight.new_zeros(len(weight)) if bias is None else bias
        last, user = each.node, _only_user(each.node)
        norm = _module(user, modules)
        if user and isinstance(norm, _NORMS[each.axes]):
            weight, bias = _with_norm(weight, bias, norm)
            last = last if norm.running_var is None else user
        source, weight, padding = _with_zeros(each, weight, modules)
        settings = (each.stride, padding, each.dilation, each.groups)
        name = f"fused_{number}"
        made = FunctionalConvolution(weight.detach().clone(), bias.detach().clone(), settings)
        traced.add_module(name, made)
        with traced.graph.inserting_after(last):
            node = traced.graph.call_module(name, (source,))
        last.replace_all_uses_with(node)
    _tidy(traced)


def reuse_memory(traced: fx.GraphModule) -> None:
    """Let activations write over what nobody else reads.

    Parameters
    ----------
    traced
        In eval mode, and nobody else's: it is changed.
    """
    modules = dict(traced.named_modules())
    calls: dict[str, list[bool]] = {}
    for node in traced.graph.nodes:
        if type(_module(node, modules)) in _ACTIVATIONS:
            given = node.args[0] if node.args else None
            calls.setdefault(node.target, []).append(_is_free(given, modules))
    for name, free in calls.items():
        if all(free):
            modules[name].inplace = True


def _is_free(source: object, modules: dict[str, nn.Module]) -> bool:
    """Whether a value was just made by a convolution or a norm, for one reader alone."""
    made = _module(source, modules)
    is_made = isinstance(made, (FunctionalConvolution, *_MAKERS))
    return is_made and isinstance(source, fx.Node) and len(source.users) == 1


def _convolutions(traced: fx.GraphModule) -> Iterator[_Convolution]:
    """Find the calls whose weights are parameters, each as it stands when it is its turn."""
    for node in list(traced.graph.nodes):
        axes = _CONVOLUTIONS.get(node.target) if node.op == "call_function" else None
        if axes is None:
            continue
        given = {**dict(zip(_WORDS, node.args, strict=False)), **node.kwargs}
        weight, bias = (_parameter(traced, given.get(word)) for word in ("weight", "bias"))
        padding = given.get("padding", 0)
        is_computed = bias is None and given.get("bias") is not None
        if weight is None or is_computed or isinstance(padding, str):
            continue
        pads = (padding,) if isinstance(padding, int) else tuple(padding)
        yield _Convolution(
            node, axes, given["input"], weight, bias, given.get("stride", 1),
            pads * axes if len(pads) == 1 else pads, given.get("dilation", 1),
            given.get("groups", 1),
        )  # fmt: skip


def _parameter(traced: fx.GraphModule, node: object) -> Tensor | None:
    """Return the parameter that a node reads."""
    if not isinstance(node, fx.Node) or node.op != "get_attr":
        return None
    owner, _, name = str(node.target).rpartition(".")
    found = getattr(traced.get_submodule(owner), name)
    return found if isinstance(found, Tensor) else None


def _module(node: object, modules: dict[str, nn.Module]) -> nn.Module | None:
    """Return the module that a node calls."""
    if not isinstance(node, fx.Node) or node.op != "call_module":
        return None
    return modules.get(str(node.target))


def _only_user(node: fx.Node) -> fx.Node | None:
    return next(iter(node.users)) if len(node.users) == 1 else None


def _with_norm(weight: Tensor, bias: Tensor, norm: _Norm) -> tuple[Tensor, Tensor]:
    """Fold a batch norm into what comes before it; one that reads each batch cannot be."""
    from torch.nn.utils.fusion import fuse_conv_bn_weights

    mean, variance = norm.running_mean, norm.running_var
    if mean is None or variance is None:
        return weight, bias
    return fuse_conv_bn_weights(weight, bias, mean, variance, norm.eps, norm.weight, norm.bias)


def _with_zeros(
    each: _Convolution, weight: Tensor, modules: dict[str, nn.Module]
) -> tuple[fx.Node, Tensor, tuple[int, ...]]:
    """Let the convolution lay the zeros around its input that a layer before it lays."""
    zeros = _module(each.source, modules)
    if not isinstance(zeros, _ZEROS[each.axes]) or min(zeros.padding) < 0:
        return each.source, weight, each.padding
    steps = (each.dilation,) if isinstance(each.dilation, int) else each.dilation
    if any(step != 1 for step in steps):
        return each.source, weight, each.padding
    # From the last axis on: before, after, before, after.
    before, after = zeros.padding[::2], zeros.padding[1::2]
    grown = [(max(b, a) - b, max(b, a) - a) for b, a in zip(before, after, strict=True)]
    largest = [max(b, a) for b, a in zip(before, after, strict=True)][::-1]
    # More zeros before need zeros before the kernel, more after need them behind it.
    ends = [size for pair in grown for size in pair]
    padding = tuple(own + zero for own, zero in zip(each.padding, largest, strict=True))
    return each.source.all_input_nodes[0], functional.pad(weight, ends), padding


def _tidy(traced: fx.GraphModule) -> None:
    traced.graph.eliminate_dead_code()
    traced.delete_all_unused_submodules()
    traced.recompile()
