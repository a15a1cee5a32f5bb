"""A network's exported ATen graph, cut behind one layer: for code that torch.fx cannot follow.

torch.export runs the network's own Python with tensors that know their shapes only, so
decisions by shape, keyword arguments and calls of other libraries are followed; decisions by
value are not. The graph holds no parameters: each run takes the network's present ones.
"""

from __future__ import annotations

import threading
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import torch
from torch import Tensor
from torch.utils import _pytree as pytree

from camviewer.engine import steps
from camviewer.engine.cut import attributes_kept, has_hooks, trace_lock
from camviewer.engine.probe import own_copy, undisturbed
from camviewer.engine.rows import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import fx, nn
    from torch.export import ExportedProgram

_LEAST = 2  # torch.export takes a batch of 1 for a constant


@dataclass(frozen=True, eq=False)
class _Program:
    """An exported network and the shape (C, *S) and the type of the input it was made for."""

    form: tuple[object, ...]
    program: ExportedProgram | None


_programs: WeakKeyDictionary[nn.Module, _Program] = WeakKeyDictionary()
_programs_lock = threading.Lock()


def exported_behind(model: nn.Module, layer: str, batch: Tensor) -> Exported | None:
    """Export a network and cut its graph behind a layer.

    Parameters
    ----------
    layer
        Dotted name.
    batch : Tensor, (N, C, *S)
        Input from which values before the layer are computed, if its successors need them.

    Returns
    -------
    Exported or None
        None where torch.export cannot follow the code, or the layer is not one value of the
        graph.

    Notes
    -----
    Exporting takes seconds, so the last graph of a network is kept until its input has another
    shape. A network whose structure was changed since gives other scores than its old graph:
    the caller has to compare one.
    """
    if any(has_hooks(module) for module in model.modules()):
        return None
    program = _program(model, batch)
    if program is None:
        return None
    try:
        return Exported(model, program, layer, batch)
    except steps.UNTRACEABLE:
        return None


class Exported:
    """The ATen operations behind a layer and the earlier values they need.

    Parameters
    ----------
    model
        The network; its parameters and buffers are taken as they are at each run.
    program
        Its functional graph.
    layer
        Dotted name.
    batch : Tensor, (N, C, *S)
        See :func:`exported_behind`.

    Raises
    ------
    ValueError
        When the layer's output is not one tensor of the graph, or gives no score.
    """

    def __init__(
        self, model: nn.Module, program: ExportedProgram, layer: str, batch: Tensor
    ) -> None:
        self._model = model
        self._program = program
        self._batch = batch
        nodes = _needed(list(program.graph.nodes))
        self._image = _image(program)
        self._symbol = self._image.meta["val"].shape[0]
        self._steps = steps.Steps(nodes, _layer_node(nodes, layer), self._step)
        live = self._steps.live
        seen = steps.dependants(nodes, {self._image})
        self._counts = {node for node in live if _is_open(_meta(node))}
        # Parameters are not kept: they may change between two runs.
        self._given = {node for node in live if node.op == "placeholder"} - {self._image}
        self._per_sample = {node for node in live & seen - self._counts if self._has_rows(node)}
        if self._is_fixed and len(batch) != 1:
            message = "the graph holds for one sample, and there are several"
            raise ValueError(message)
        with undisturbed(model):
            self._values = self._steps.live_values(live - self._counts - self._given)

    def output(self, activations: Tensor, sample: int) -> object:
        """Return what the network gives for activations (M, C, *S) of one sample."""
        if not self._is_fixed:
            return self._rows(activations, sample)
        return joined([self._rows(row[None], sample) for row in activations])

    @property
    def _is_fixed(self) -> bool:
        """Whether the graph holds for one sample at a time only."""
        return not _is_open(self._symbol)

    def _rows(self, activations: Tensor, sample: int) -> object:
        """Run the operations behind the layer."""
        count = len(activations)
        with undisturbed(self._model):
            live = {
                node: steps.repeated_row(value, sample, count)
                if node in self._per_sample
                else value
                for node, value in self._values.items()
            }
            live |= {node: self._count(node, count) for node in self._counts}
            live |= {node: self._step(node, {}) for node in self._given}
            return self._steps.run(activations, live)

    def _has_rows(self, node: fx.Node) -> bool:
        """Whether a value has one row a sample; ValueError when samples are mixed in it."""
        if self._is_fixed:
            return False
        known = _meta(node)
        has_axes = isinstance(known, Tensor) and known.ndim > 0
        if has_axes and _expression(known.shape[0]) == self._batch_symbol:
            return True
        message = "an earlier value belongs to no single sample"
        raise ValueError(message)

    @property
    def _batch_symbol(self) -> Any:  # noqa: ANN401 - sympy's
        """What the number of samples is called in the graph."""
        return _expression(self._symbol)

    def _count(self, node: fx.Node, count: int) -> int:
        """Return a number that follows from the number of samples."""
        return int(_expression(_meta(node)).subs(self._batch_symbol, count))

    def _step(self, node: fx.Node, values: dict[fx.Node, Any]) -> Any:  # noqa: ANN401
        """Run one node."""
        if node.op == "placeholder":
            return self._placeholder(node)
        if node.op == "get_attr":
            return getattr(self._program.graph_module, str(node.target))
        args: Any = torch.fx.node.map_arg(node.args, values.__getitem__)
        kwargs: Any = torch.fx.node.map_arg(node.kwargs, values.__getitem__)
        if node.op == "output":
            form = self._program.call_spec.out_spec
            return pytree.tree_unflatten(args[0], form) if form is not None else args[0]
        return node.target(*args, **kwargs)  # type: ignore[operator]

    def _placeholder(self, node: fx.Node) -> Any:  # noqa: ANN401
        """Value of an input of the graph: the image, a parameter, a buffer or a constant."""
        if node is self._image:
            return own_copy(self._batch)
        signature = self._program.graph_signature
        if node.name in signature.inputs_to_parameters:
            return self._model.get_parameter(signature.inputs_to_parameters[node.name])
        if node.name in signature.inputs_to_buffers:
            return self._model.get_buffer(signature.inputs_to_buffers[node.name])
        return self._program.constants[signature.inputs_to_lifted_tensor_constants[node.name]]


def _program(model: nn.Module, batch: Tensor) -> ExportedProgram | None:
    """Export a network, or take the graph that was made of it for inputs of this shape."""
    form = (*batch.shape[1:], batch.dtype, batch.device)
    with _programs_lock:
        kept = _programs.get(model)
    if kept is None or kept.form != form:
        kept = _Program(form, _export(model, batch))
        with _programs_lock:
            _programs[model] = kept
    return kept.program


def _export(model: nn.Module, batch: Tensor) -> ExportedProgram | None:
    """Export for any number of samples, else for one; None where neither can be done."""
    one = own_copy(batch[:1])
    many = one.expand(_LEAST, *one.shape[1:]).clone()
    any_number = ({0: torch.export.Dim.AUTO},)
    for given, shapes in ((many, any_number), (one, None)):
        try:
            with _exporting(model):
                program = _functional(
                    torch.export.export(model, (given,), dynamic_shapes=shapes, strict=False)
                )
        except steps.UNTRACEABLE:
            continue
        # A constant in the code can tie the graph to the number of samples it was made with.
        if shapes is None or _is_open(_meta(_image(program)).shape[0]):
            return program
    return None


@contextmanager
def _exporting(model: nn.Module) -> Iterator[None]:
    """Export alone, in eval mode, and put back what the network's code writes into itself."""
    names = [name for name, _ in model.named_modules()]
    with (
        undisturbed(model),
        trace_lock,
        attributes_kept(model, names),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")  # torch's of its own parts: the result is checked
        yield


def _functional(program: ExportedProgram) -> ExportedProgram:
    """Return a graph in which no operation changes a value in place or holds another graph."""
    is_plain = all(
        isinstance(node.target, torch._ops.OpOverload) and not node.target._schema.is_mutable  # noqa: SLF001
        for node in program.graph.nodes
        if node.op == "call_function"
    )
    return program if is_plain else program.run_decompositions({})


def _needed(nodes: list[fx.Node]) -> list[fx.Node]:
    """Nodes the output hangs on, in order: checks of shapes are left out."""
    wanted = {nodes[-1]}
    for node in reversed(nodes):
        if node in wanted:
            wanted.update(node.all_input_nodes)
    return [node for node in nodes if node in wanted]


def _image(program: ExportedProgram) -> fx.Node:
    """Input of the graph that is the user's."""
    (name,) = (name for name in program.graph_signature.user_inputs if isinstance(name, str))
    found: fx.Node = next(node for node in program.graph.nodes if node.name == name)
    return found


def _layer_node(nodes: list[fx.Node], layer: str) -> fx.Node:
    """Node that gives a layer's output: the one whose value is used outside the layer."""
    inside = {node for node in nodes if _is_inside(node, layer)}
    ends = [
        node
        for node in nodes
        if node in inside
        and isinstance(_meta(node), Tensor)
        and any(user not in inside for user in node.users if user in nodes)
    ]
    if len(ends) != 1:
        message = "the layer's output is not one value of the graph"
        raise ValueError(message)
    return ends[0]


def _is_inside(node: fx.Node, layer: str) -> bool:
    """Whether a node was made by a layer, or by a module in it."""
    stack = node.meta.get("nn_module_stack", {})
    return any(path == layer for path, _ in stack.values())


def _meta(node: fx.Node) -> Any:  # noqa: ANN401 - a tensor without values, or a number
    """Return what is known of a node's value."""
    return node.meta.get("val")


def _expression(size: Any) -> Any:  # noqa: ANN401 - sympy's
    """Give the formula of a size that hangs on the number of samples, else the size."""
    return size.node.expr if isinstance(size, torch.SymInt) else size


def _is_open(value: object) -> bool:
    """Whether a value is a number that hangs on the number of samples."""
    return isinstance(value, torch.SymInt) and bool(_expression(value).free_symbols)
