"""What autograd's own record says of the way from a layer to the score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor


class _Node(Protocol):
    """A node of autograd's graph, as far as it is read here."""

    @property
    def next_functions(self) -> tuple[tuple[_Node | None, int], ...]:
        """Nodes of the inputs."""

    def name(self) -> str:
        """Name of the operation's derivative, without a promise to keep it."""


def _derivatives(names: str) -> frozenset[str]:
    """Names autograd gives to operations; the number tells overloads apart."""
    return frozenset(
        f"{name}Backward{version}" for name in names.split() for version in range(3)
    )


_LINEAR = _derivatives(
    "AdaptiveAvgPool2D AdaptiveAvgPool3D Add Alias AsStrided AvgPool2D AvgPool3D Cat Clone "
    "Expand Gather Index IndexSelect Mean MkldnnAdaptiveAvgPool2D Neg Permute ReshapeAlias T "
    "Select Slice Split Squeeze Stack Sub Sum ToCopy Transpose Unbind UnsafeView Unsqueeze View"
)
_PRODUCT = _derivatives("Addmm Addmv Bmm Convolution Dot Linear MkldnnConvolution Mm Mul Mv")
_QUOTIENT = _derivatives("Div")
_PIECEWISE = _derivatives(
    "Abs AdaptiveMaxPool2D AdaptiveMaxPool3D Amax Amin Clamp ClampMax ClampMin ConstantPadNd "
    "Hardtanh LeakyRelu Max MaxPool2DWithIndices MaxPool3DWithIndices Maximum Min Minimum "
    "MkldnnMaxPool2D MkldnnMaxPool3D Prelu ReflectionPad2D ReflectionPad3D Relu "
    "ReplicationPad2D ReplicationPad3D Threshold UpsampleBilinear2D UpsampleNearest2D "
    "UpsampleNearest3D UpsampleTrilinear3D Where"
)
_NORMS = _derivatives("CudnnBatchNorm MiopenBatchNorm NativeBatchNorm")


def is_affine(score: Tensor, leaf: Tensor) -> bool:
    """Whether the score was computed from the leaf by affine operations alone.

    ``leaf`` may also be a tensor inside the graph.

    Notes
    -----
    A product is affine while one of its factors comes from the leaf, a quotient while only the
    dividend does. An operation that is not known here, a user's own among them, counts as not
    affine, so a new torch may cost time but never a wrong answer.
    """
    return _keeps_to(score, leaf, _keeps_affine)


def is_piecewise_linear(score: Tensor, leaf: Tensor) -> bool:
    """Whether the score is made of linear pieces of the leaf, so that it does not curve.

    Notes
    -----
    As :func:`is_affine`, with ReLU and its like, maxima and batch normalisation by running
    statistics besides. An operation that is not known here counts as curved.
    """
    return _keeps_to(score, leaf, _keeps_straight)


def _keeps_to(
    score: Tensor, leaf: Tensor, keeps: Callable[[_Node, dict[_Node, bool]], bool]
) -> bool:
    """Whether every operation on the way from the leaf to the score passes a test."""
    depends: dict[_Node, bool] = {}
    for node in _inputs_first(score.grad_fn):
        if node is leaf.grad_fn:
            depends[node] = True
            continue
        inputs = [depends[given] for given, _ in node.next_functions if given is not None]
        depends[node] = any(inputs) or getattr(node, "variable", None) is leaf
        if any(inputs) and not keeps(node, depends):
            return False
    return True


def _keeps_straight(node: _Node, depends: dict[_Node, bool]) -> bool:
    """Whether a node with inputs from the leaf adds no curvature."""
    if node.name() in _PIECEWISE:
        return True
    if node.name() in _NORMS:
        return getattr(node, "_saved_training", True) is False
    return _keeps_affine(node, depends)


def _keeps_affine(node: _Node, depends: dict[_Node, bool]) -> bool:
    """Whether a node with inputs from the leaf is affine in them."""
    carriers = [given is not None and depends[given] for given, _ in node.next_functions]
    name = node.name()
    if name in _PRODUCT:
        return sum(carriers) == 1
    if name in _QUOTIENT:
        return carriers[0] and sum(carriers) == 1
    return name in _LINEAR


def _inputs_first(root: _Node | None) -> list[_Node]:
    """All nodes behind a root, each after its inputs, without recursion."""
    ordered: dict[_Node, None] = {}
    stack = [(root, False)] if root is not None else []
    while stack:
        node, is_done = stack.pop()
        if is_done:
            ordered[node] = None
        elif node not in ordered:
            stack.append((node, True))
            stack.extend(
                (given, False)
                for given, _ in node.next_functions
                if given is not None and given not in ordered
            )
    return list(ordered)
