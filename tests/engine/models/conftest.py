import warnings

import pytest
import torch
from torch import nn


class Small(nn.Module):
    """A skip connection over the block, in 2D or 3D."""

    def __init__(self, axes=2, channels=1):
        super().__init__()
        conv = [nn.Conv2d, nn.Conv3d][axes - 2]
        self.stem = conv(channels, 4, 3, padding=1)
        self.block = nn.Sequential(conv(4, 4, 3, padding=1, stride=2), nn.ReLU())
        self.head = nn.Linear(4, 3)

    def forward(self, x):
        y = self.block(self.stem(x).relu())
        return self.head((y + y.tanh()).flatten(2).mean(2))


SIZES = {2: (10, 8), 3: (6, 10, 8)}


@pytest.fixture
def small():
    def make(axes=2, channels=1):
        torch.manual_seed(axes)
        return Small(axes, channels).eval(), torch.rand(3, channels, *SIZES[axes])

    return make


def saved_onnx(model, batch, path, *, is_fixed=False):
    """Write an ONNX file as torch's own exporter does."""
    axes = None if is_fixed else {"image": {0: "n"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model, (batch[:1],), str(path), dynamo=False, dynamic_axes=axes,
            input_names=["image"], output_names=["scores"],
        )  # fmt: skip
    return path


def saved_script(model, path, *, trace=None):
    """Write a TorchScript."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        script = torch.jit.script(model) if trace is None else torch.jit.trace(model, trace)
        torch.jit.save(script, str(path))
    return path


def saved_archive(model, batch, path, *, is_fixed=False):
    """Write an archive of torch.export."""
    shapes = None if is_fixed else ({0: torch.export.Dim("n")},)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        program = torch.export.export(model, (batch,), dynamic_shapes=shapes)
        torch.export.save(program, str(path))
    return path


@pytest.fixture
def save():
    return {"onnx": saved_onnx, "torchscript": saved_script, "export": saved_archive}
