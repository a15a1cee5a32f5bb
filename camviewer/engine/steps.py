"""Steps of a traced graph that hang on one of them, run again with another value there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor, fx

    Values = dict[fx.Node, Any]
    Step = Callable[[fx.Node, Values], Any]

UNTRACEABLE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NameError,
    NotImplementedError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What a network's own code raises when it meets tracing or another batch size."""


class Steps:
    """The nodes behind one node, and the earlier values they need.

    Parameters
    ----------
    nodes
        Of the whole graph, in order.
    start
        The node whose value is given anew.
    step
        ``step(node, values)``: the value of one node, from those of its inputs.

    Raises
    ------
    ValueError
        When the graph's output does not hang on ``start``.
    """

    def __init__(self, nodes: list[fx.Node], start: fx.Node, step: Step) -> None:
        self._start = start
        self._step = step
        behind = dependants(nodes, {start})
        self._tail = [node for node in nodes if node in behind and node is not start]
        if not self._tail or self._tail[-1].op != "output":
            message = "the output does not follow from the layer"
            raise ValueError(message)
        self._earlier = [node for node in nodes if node not in behind]
        self.live = {given for node in self._tail for given in node.all_input_nodes} - behind
        self._last_uses = _last_uses(self._tail)

    def live_values(self, wanted: set[fx.Node]) -> Values:
        """Compute earlier values that the nodes behind the start use."""
        values: Values = {}
        missing = set(wanted)
        for node in self._earlier:
            if not missing:
                break
            values[node] = self._step(node, values)
            missing.discard(node)
        return {node: values[node] for node in wanted}

    def run(self, given: Tensor, live: Values) -> object:
        """Return the graph's output for another value of the start.

        Parameters
        ----------
        given : Tensor
            Is copied: what follows may change it.
        live
            A value for each node of ``self.live``.
        """
        values = {**live, self._start: given.clone()}
        result: object = None
        for node in self._tail:
            result = values[node] = self._step(node, values)
            # Many rows go through at once: each value is let go after its last use.
            for spent in self._last_uses[node]:
                del values[spent]
        return result


def dependants(nodes: list[fx.Node], roots: set[fx.Node]) -> set[fx.Node]:
    """Collect the roots and all nodes whose value hangs on one of them."""
    reached = set(roots)
    for node in nodes:
        if any(given in reached for given in node.all_input_nodes):
            reached.add(node)
    return reached


def repeated_row(value: Tensor, sample: int, count: int) -> Tensor:
    """Repeat one sample's share of an earlier value; a copy, for it may be changed."""
    return value[sample : sample + 1].expand(count, *value.shape[1:]).clone()


def _last_uses(nodes: list[fx.Node]) -> dict[fx.Node, list[fx.Node]]:
    """Say for each node which values nobody needs after it."""
    ended: dict[fx.Node, list[fx.Node]] = {node: [] for node in nodes}
    seen: set[fx.Node] = set()
    for node in reversed(nodes):
        fresh = [given for given in node.all_input_nodes if given not in seen]
        ended[node] = fresh
        seen.update(fresh)
    return ended
