"""ONNX networks, run by onnxruntime on the CPU; their inner maps can be looked at."""

from __future__ import annotations

import re
from math import prod
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from camviewer.core.errors import FormatError, ModelError
from camviewer.core.words import say
from camviewer.engine.models.closed import Shown, is_watched, refused
from camviewer.engine.models.told import Told, plain_recipe
from camviewer.engine.rows import in_portions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_FLOAT = 1  # TensorProto.FLOAT
_LARGEST = 1_500_000_000  # bytes; protobuf holds 2 GiB
_PASSIVE = frozenset(
    ("AveragePool", "MaxPool", "GlobalAveragePool", "GlobalMaxPool", "Dropout", "Identity",
     "Pad", "Constant", "Cast")
)  # fmt: skip
"""Operations whose maps say no more than those before them."""


class OnnxNet(nn.Module):
    """A session of onnxruntime as a module.

    Parameters
    ----------
    session
        With one float32 input, (N, C, *S).
    maps
        Names of inner values that are outputs of the session too. Each goes through a child
        module of its own, so hooks see it; what a hook gives in its place is not used.
    title
        What it is called in sentences.

    Notes
    -----
    The input goes through the layer ``image`` and can be replaced there. Nothing has gradients.
    """

    is_traceable = False

    def __init__(self, session: Any, maps: Sequence[str], title: str) -> None:  # noqa: ANN401
        super().__init__()
        self.image = nn.Identity()
        self._values: dict[str, str] = {}
        for value in maps:
            name = self._free_name(value)
            self.add_module(name, Shown())
            self._values[name] = value
        self._session = session
        self._title = title
        self._finals = [each.name for each in session.get_outputs() if each.name not in maps]
        size = session.get_inputs()[0].shape[0]
        self._fixed = size if isinstance(size, int) and size > 0 else None

    def forward(self, batch: Tensor) -> dict[str, Tensor]:
        """Run the session; inner values are fetched where somebody looks at them."""
        batch = self.image(batch)
        seen = [name for name in self._values if is_watched(self.get_submodule(name))]
        wanted = [*self._finals, *(self._values[name] for name in seen)]

        def run(part: Tensor) -> list[Tensor]:
            return self._run(wanted, part)

        found: Any = run(batch) if self._fixed is None else in_portions(run, batch, self._fixed)
        finals, maps = found[: len(self._finals)], found[len(self._finals) :]
        for name, value in zip(seen, maps, strict=True):
            self.get_submodule(name)(value)
        return dict(zip(self._finals, finals, strict=True))

    def _run(self, wanted: list[str], batch: Tensor) -> list[Tensor]:
        """Fetch values for a batch the session takes as it is."""
        given = batch.detach().to("cpu", torch.float32).contiguous().numpy()
        name = self._session.get_inputs()[0].name
        try:
            found = self._session.run(wanted, {name: given})
        except _faults() as error:
            raise refused(self._title, batch, error) from error
        return [torch.from_numpy(each).to(batch.device) for each in found]

    def _free_name(self, value: str) -> str:
        """Make a module's name of a value's: dots would mean modules in modules."""
        name = re.sub(r"_output_0$", "", value)
        name = re.sub(r"\W+", "_", name).strip("_") or "value"
        while hasattr(self, name):
            name += "_"
        return name


def tell_onnx(path: Path) -> Told:
    """Read size, channels and number of units off a file's input and output.

    Raises
    ------
    ModelError
        When onnxruntime is not installed, or the network takes no single float32 image.
    FormatError
        When the file is no readable ONNX.
    """
    session = _open(str(path), path.name)
    _, channels, *size = _input(session).shape
    output = session.get_outputs()[0].shape
    units = output[1] if len(output) == 2 and isinstance(output[1], int) else None
    return Told(plain_recipe(channels, size), units)


def build_onnx(path: Path) -> nn.Module:
    """Open a session whose inner maps are outputs, where the library onnx can add them."""
    model, maps = _with_maps(path)
    session = _open(model, path.name)
    _input(session)
    return OnnxNet(session, maps, path.name)


def _open(model: str | bytes, title: str) -> Any:  # noqa: ANN401 - the library has no types
    """Open a session on the CPU that says nothing but errors."""
    runtime = _onnxruntime()
    options = runtime.SessionOptions()
    options.log_severity_level = 4
    try:
        return runtime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except _faults() as error:
        raise FormatError(
            say("engine", "{title} is no ONNX network that onnxruntime can run.", title=title),
            hint=say("engine", "Export it again."),
        ) from error


def _onnxruntime() -> Any:  # noqa: ANN401 - the library has no types
    try:
        import onnxruntime
    except ImportError as error:
        raise ModelError(
            say("engine", "The library onnxruntime is not installed."),
            hint=say("engine", "pip install 'camviewer[onnx]'"),
        ) from error
    return onnxruntime


def _faults() -> tuple[type[Exception], ...]:
    """Name what onnxruntime raises."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    names = (
        "EPFail", "EngineError", "Fail", "InvalidArgument", "InvalidGraph", "InvalidProtobuf",
        "ModelLoaded", "NoModel", "NoSuchFile", "NotImplemented", "RuntimeException",
    )  # fmt: skip
    known = [getattr(state, name) for name in names if hasattr(state, name)]
    return (RuntimeError, ValueError, *known)


def _input(session: Any) -> Any:  # noqa: ANN401 - the library has no types
    """Return the only input; ModelError when it is no float32 image."""
    inputs = session.get_inputs()
    if (
        len(inputs) == 1
        and inputs[0].type == "tensor(float)"
        and len(inputs[0].shape) in {4, 5}
    ):
        return inputs[0]
    raise ModelError(
        say("engine", "The ONNX network does not take one image or volume of 32-bit floats."),
        hint=say("engine", "Its only input has to be (N, C, H, W) or (N, C, D, H, W)."),
    )


def _with_maps(path: Path) -> tuple[str | bytes, list[str]]:
    """Make the inner maps of a network outputs: its bytes and their names."""
    try:
        import onnx
        from google.protobuf.message import Error as ProtobufError
    except ImportError:
        return str(path), []
    try:
        if sum(each.stat().st_size for each in path.parent.glob(f"{path.name}*")) > _LARGEST:
            return str(path), []
        model = onnx.shape_inference.infer_shapes(onnx.load(str(path)), data_prop=True)
        maps = _maps(model.graph)
        known = {value.name: value for value in model.graph.value_info}
        model.graph.output.extend(known[name] for name in maps)
        return model.SerializeToString(), maps
    except (ProtobufError, OSError, ValueError, onnx.shape_inference.InferenceError):
        return str(path), []  # the session itself says what is wrong with the file


def _maps(graph: Any) -> list[str]:  # noqa: ANN401 - the library has no types
    """Names of inner values that look like maps of the input, in the order of the graph."""
    weights = {each.name for each in graph.initializer}
    image = next(each for each in graph.input if each.name not in weights)
    form = _axes(image)
    kinds: dict[str, str] = {}
    for node in graph.node:
        if any(name == image.name or name in kinds for name in node.input):
            kinds.update((name, node.op_type) for name in node.output)
    known = {value.name: value for value in graph.value_info}
    return [
        name
        for name, kind in kinds.items()
        if kind not in _PASSIVE and name in known and _is_map(known[name], form)
    ]


def _is_map(value: Any, form: list[int | str]) -> bool:  # noqa: ANN401 - the library has no types
    """Whether a value is (N, C, *cells) of 32-bit floats with more than one cell."""
    axes = _axes(value)
    cells = [each for each in axes[2:] if isinstance(each, int)]
    return (
        value.type.tensor_type.elem_type == _FLOAT
        and len(axes) == len(form)
        and axes[0] == form[0]
        and (prod(cells) > 1 or len(cells) < len(axes) - 2)
    )


def _axes(value: Any) -> list[int | str]:  # noqa: ANN401 - the library has no types
    """Numbers of a shape, names of axes that may vary."""
    return [
        each.dim_value if each.HasField("dim_value") else each.dim_param
        for each in value.type.tensor_type.shape.dim
    ]
