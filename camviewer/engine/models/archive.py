"""Archives of torch.export: the layers are there, the network's code is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from camviewer.core.errors import ModelError
from camviewer.core.words import say
from camviewer.engine.models.checkpoint import read_program
from camviewer.engine.models.closed import Holder, is_watched
from camviewer.engine.models.told import Told, plain_recipe
from camviewer.engine.rows import in_portions

if TYPE_CHECKING:
    from pathlib import Path

    from torch import nn
    from torch.export import ExportedProgram


class Archive(Holder):
    """An exported network under the names its layers had.

    Parameters
    ----------
    program
        With one input, (N, C, *S).
    title
        What it is called in sentences.
    """

    def __init__(self, program: ExportedProgram, title: str) -> None:
        root = torch.export.unflatten(program)
        super().__init__(root, title)
        for name, child in root.named_children():
            self.add_module(name, child)
        size = image_shape(program)[0]
        self._fixed = size if isinstance(size, int) else None

    def forward(self, batch: Tensor) -> object:
        """Run the graph, in portions where it was exported for a fixed number of samples."""
        if self._fixed is None or len(batch) == self._fixed:
            return self.run_held(batch)
        if any(is_watched(module) for module in self.modules() if module is not self):
            raise ModelError(
                say(
                    "engine",
                    "{file} was exported for {count} sample(s) at once, and only so can its "
                    "layers be looked into.",
                    file=self._title,
                    count=self._fixed,
                ),
                hint=say("engine", "Export it with a dynamic first axis."),
            )
        return in_portions(self.run_held, batch, self._fixed)


def tell_archive(path: Path) -> Told:
    """Read size, channels and number of units off an archive's graph.

    Raises
    ------
    FormatError, ModelError
        As :func:`camviewer.engine.models.checkpoint.read_program`; ModelError also when it
        takes anything but one image or volume.
    """
    program = read_program(path)
    _, channels, *size = image_shape(program)
    output = _output_shape(program)
    units = output[1] if len(output) > 1 and isinstance(output[1], int) else None
    return Told(plain_recipe(channels, size), units)


def build_archive(path: Path) -> nn.Module:
    """Build the network of an archive; its modes are those it was exported in."""
    return Archive(read_program(path), path.name)


def image_shape(program: ExportedProgram) -> tuple[Any, ...]:
    """Return the shape of the only input, (N, C, *S); an axis that may vary is no int."""
    names = program.graph_signature.user_inputs
    given = [node for node in program.graph.nodes if node.name in names]
    shapes = [tuple(node.meta["val"].shape) for node in given if _is_tensor(node)]
    if len(given) != 1 or len(shapes) != 1 or len(shapes[0]) not in {4, 5}:
        raise ModelError(
            say("engine", "The archive's network does not take one image or volume."),
            hint=say("engine", "Its only input has to be (N, C, H, W) or (N, C, D, H, W)."),
        )
    return shapes[0]


def _output_shape(program: ExportedProgram) -> tuple[Any, ...]:
    """Return the shape of the first tensor that comes out."""
    names = program.graph_signature.user_outputs
    given = [node for node in program.graph.nodes if node.name in names and _is_tensor(node)]
    return tuple(given[0].meta["val"].shape) if given else ()


def _is_tensor(node: Any) -> bool:  # noqa: ANN401 - a node of torch.fx
    return isinstance(node.meta.get("val"), Tensor)
