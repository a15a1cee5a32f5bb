"""A network's traced graph, cut behind one layer, so that what follows can run alone."""

from __future__ import annotations

import inspect
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from torch import Tensor, fx

from camviewer.engine import steps
from camviewer.engine.probe import own_copy, undisturbed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from torch import nn

UNTRACEABLE = (fx.proxy.TraceError, *steps.UNTRACEABLE)
"""What a network's own code raises when it meets tracing or another batch size."""

trace_lock = threading.Lock()
"""Tracing patches torch for all threads: one at a time."""


def cut_behind(model: nn.Module, layer: str, batch: Tensor) -> Cut | None:
    """Trace a network and cut its graph behind a layer.

    Parameters
    ----------
    layer
        Dotted name.
    batch : Tensor, (N, C, *S)
        Input from which values before the layer are computed, if its successors need them.

    Returns
    -------
    Cut or None
        None where tracing cannot follow the code.
    """
    around = _ancestors(layer)
    if any(has_hooks(model.get_submodule(name)) for name in around):
        return None
    tracer = _PathTracer(around)
    try:
        # The network's own lock comes first everywhere: two locks, one order.
        with undisturbed(model), trace_lock, attributes_kept(model, around):
            graph = tracer.trace(model, concrete_args=defaults(model))
        return Cut(model, layer, list(graph.nodes), batch)
    except UNTRACEABLE:
        return None


class Cut:
    """The nodes behind a layer and the earlier values they need.

    Parameters
    ----------
    model
        The network; its modules are run as they are now.
    layer
        Dotted name.
    nodes
        Of the whole graph, in order.
    batch : Tensor, (N, C, *S)
        See :func:`cut_behind`.
    """

    def __init__(
        self, model: nn.Module, layer: str, nodes: list[fx.Node], batch: Tensor
    ) -> None:
        self._model = model
        self._batch = batch
        calls = [node for node in nodes if node.op == "call_module" and node.target == layer]
        if len(calls) != 1:
            message = "the layer is not one step of the graph"
            raise ValueError(message)
        self._steps = steps.Steps(nodes, calls[0], self._step)
        live = self._steps.live
        inputs = {node for node in nodes if node.op == "placeholder"}
        self._per_sample = steps.dependants(nodes, inputs) & live
        with undisturbed(model):
            self._values = self._steps.live_values(live)

    def output(self, activations: Tensor, sample: int) -> object:
        """Return what the network gives for activations (M, C, *S) of one sample."""
        values = {
            node: self._rows(value, sample, len(activations))
            if node in self._per_sample
            else value
            for node, value in self._values.items()
        }
        with undisturbed(self._model):
            return self._steps.run(activations, values)

    def _rows(self, value: object, sample: int, count: int) -> object:
        """Return one sample's share of an earlier value, where it has one row a sample."""
        if isinstance(value, Tensor) and value.ndim and len(value) == len(self._batch):
            return steps.repeated_row(value, sample, count)
        return value

    def _step(self, node: fx.Node, values: dict[fx.Node, Any]) -> Any:  # noqa: ANN401
        """Run one node."""
        args = fx.node.map_arg(node.args, values.__getitem__)
        kwargs = fx.node.map_arg(node.kwargs, values.__getitem__)
        if node.op == "placeholder":
            return _placeholder(self._model, node, self._batch)
        if node.op == "output":
            return args[0]
        if node.op == "get_attr":
            owner, _, name = str(node.target).rpartition(".")
            return getattr(self._model.get_submodule(owner), name)
        if node.op == "call_method":
            return getattr(args[0], str(node.target))(*args[1:], **kwargs)
        call = node.target
        if isinstance(call, str):
            call = self._model.get_submodule(call)
        return call(*args, **kwargs)


def _ancestors(layer: str) -> list[str]:
    """Names of the modules around a layer, the network itself included."""
    parts = layer.split(".")
    return [".".join(parts[:count]) for count in range(len(parts))]


def has_hooks(module: nn.Module) -> bool:
    """Whether a module has hooks of its user's, which a trace would lose."""
    return bool(module._forward_hooks or module._forward_pre_hooks)  # noqa: SLF001


@contextmanager
def attributes_kept(model: nn.Module, names: list[str]) -> Iterator[None]:
    """Put back what traced modules write into themselves: it would be a proxy, not a tensor."""
    before = [(module, dict(vars(module))) for module in map(model.get_submodule, names)]
    try:
        yield
    finally:
        for module, attributes in before:
            vars(module).clear()
            vars(module).update(attributes)


def defaults(model: nn.Module) -> dict[str, Any]:
    """Defaults of what the network takes besides the image."""
    parameters = list(inspect.signature(model.forward).parameters.values())[1:]
    return {each.name: each.default for each in parameters if each.default is not each.empty}


def _placeholder(model: nn.Module, node: fx.Node, batch: Tensor) -> Any:  # noqa: ANN401
    """Value of an input of the graph: the image, or the default of another argument."""
    names = list(inspect.signature(model.forward).parameters)
    if node.target == names[0]:
        return own_copy(batch)
    return defaults(model).get(str(node.target))


class OwnTracer(fx.Tracer):
    """Traces the calls of one thread: tracing patches ``nn.Module`` for all of them."""

    def __init__(self) -> None:
        super().__init__()
        self._owner = threading.get_ident()

    def call_module(
        self,
        m: nn.Module,
        forward: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> Any:  # noqa: ANN401 - as in torch
        """Record a call, unless another thread made it."""
        if threading.get_ident() != self._owner:
            return forward(*args, **kwargs)
        return super().call_module(m, forward, args, kwargs)

    def getattr(
        self,
        attr: str,
        attr_val: Any,  # noqa: ANN401 - as in torch
        parameter_proxy_cache: dict[str, Any],
    ) -> Any:  # noqa: ANN401 - as in torch
        """Read an attribute, without a proxy for another thread."""
        if threading.get_ident() != self._owner:
            return attr_val
        return super().getattr(attr, attr_val, parameter_proxy_cache)


class _PathTracer(OwnTracer):
    """Traces into the modules around one layer only; everything else is one step.

    Parameters
    ----------
    around
        Names of the modules to look into.
    """

    def __init__(self, around: list[str]) -> None:
        super().__init__()
        self._around = frozenset(around)

    def is_leaf_module(self, m: nn.Module, module_qualified_name: str) -> bool:
        """Whether a module is one step of the graph."""
        del m
        return module_qualified_name not in self._around
