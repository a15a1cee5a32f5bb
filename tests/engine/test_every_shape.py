"""Layers of any shape and activations of any kind: a map is always numbers, or says why not."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from torch import nn

import camviewer
from camviewer.core.image import Image, pixel_grid
from camviewer.core.job import ExplainRequest
from camviewer.engine import loading, models
from camviewer.engine.methods import METHODS, Needs
from camviewer.engine.methods.cost import Facts
from camviewer.engine.models.spec import InputRecipe, ModelSpec
from camviewer.engine.run import explain_image
from camviewer.engine.targets import WeightedTarget

FACTS = Facts(8, 64, 64, 3, has_head=True)


SLOW = {"deep-feature-factorisation"}


def _is_cheap(method):
    """Whether a method needs nothing but the shared pass, or some runs of a small tail."""
    cost = method.cost(FACTS, method.params())
    away = Needs.NETWORK | Needs.SLOPES | Needs.ATTENTION | Needs.CURVATURE
    is_free = not (cost.forwards or cost.passes or method.needs & away)
    return is_free and cost.tails <= 64 and method.name not in SLOW


CHEAP = tuple(method.name for method in METHODS if _is_cheap(method) and method.grid == "layer")
QUICK = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Given(nn.Module):
    """A layer that gives what it is told, behind it a tail of one of three kinds."""

    def __init__(self, kind, channels, tail, axes):
        super().__init__()
        conv = {2: nn.Conv2d, 3: nn.Conv3d}[axes]
        torch.manual_seed(channels)
        self.kind, self.tail = kind, tail
        self.lift = conv(1, channels, 1)
        self.last = nn.Identity()
        self.fc = nn.Linear(channels, 3)

    def forward(self, x):
        maps = self.lift(x)
        maps = {
            "random": maps,
            "zero": maps * 0,
            "constant": maps * 0 + 2.0,
            "negative": -maps.abs() - 0.5,
            "tiny": maps * 1e-20,
            "huge": maps * 1e12,
            "half dead": maps
            * (torch.arange(maps.shape[1]) % 2).reshape(-1, *[1] * (maps.ndim - 2)),
        }[self.kind]
        maps = self.last(maps)
        axes = tuple(range(2, maps.ndim))
        pooled = {
            "linear": lambda: maps.mean(axes),
            "max": lambda: maps.amax(axes),
            "bent": lambda: maps.tanh().mean(axes),
        }[self.tail]()
        return self.fc(pooled)


@QUICK
@given(
    kind=some.sampled_from(
        ["random", "zero", "constant", "negative", "tiny", "huge", "half dead"]
    ),
    tail=some.sampled_from(["linear", "max", "bent"]),
    channels=some.integers(1, 9),
    samples=some.integers(1, 3),
    shape=some.lists(some.integers(1, 9), min_size=2, max_size=3).filter(
        lambda shape: np.prod(shape) > 1
    ),
    dtype=some.sampled_from([torch.float32, torch.float64, torch.bfloat16]),
    target=some.sampled_from([None, 0, WeightedTarget(((None, -1.0),))]),
)
def test_no_map_ever_holds_anything_but_numbers(
    kind, tail, channels, samples, shape, dtype, target
):
    model = Given(kind, channels, tail, len(shape)).to(dtype)
    batch = torch.randn(samples, 1, *shape, generator=torch.Generator().manual_seed(1))
    is_class = not isinstance(target, WeightedTarget)
    names = [name for name in CHEAP if _fits(name, tail, is_class=is_class)]
    maps = camviewer.explain(model, batch, names, "last", target=target)
    for name, array in maps.items():
        assert array.shape == (samples, *shape), name
        assert array.dtype == np.float32
        assert np.isfinite(array).all(), name


def _fits(name, tail, *, is_class=True):
    """Whether a method can be run behind which such a tail follows, for such a target."""
    needs = METHODS.get(name).needs
    return (tail == "linear" or Needs.HEAD not in needs) and (
        is_class or Needs.CLASSES not in needs
    )


@QUICK
@given(
    kind=some.sampled_from(["random", "zero", "constant", "negative", "half dead"]),
    tail=some.sampled_from(["linear", "max", "bent"]),
    height=some.integers(1, 7),
    width=some.integers(2, 7),
    target=some.sampled_from(["0", "1", "not:", "difference:0|1"]),
)
def test_a_blank_map_has_a_reason(kind, tail, height, width, target):
    recipe = InputRecipe((height, width), 1, mean=(0.5,), std=(0.25,))
    spec = ModelSpec(
        "given",
        "Given",
        lambda: Given(kind, 5, tail, 2).eval(),
        recipe,
        lambda: ("a", "b", "c"),
    )
    pixels = np.random.default_rng(0).integers(0, 256, (9, 11)).astype(np.uint8)
    is_class = target.isdecimal()
    names = tuple(name for name in CHEAP if _fits(name, tail, is_class=is_class))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models, "resolve_model", lambda _name: spec, raising=False)
        patch.setattr(loading, "_shelf", type(loading._shelf)())
        found = explain_image(
            ExplainRequest(Image(pixels, pixel_grid(9, 11)), "given", names, target, "last")
        )
    assert list(found.heatmaps) == list(names)
    for name, heatmap in found.heatmaps.items():
        assert heatmap.is_blank == bool(heatmap.note), (name, heatmap.note)
        if "All gradients" in heatmap.note:
            assert "counterfactual" in heatmap.note


# --- mirrored images


class Mirrored(nn.Module):
    """Kernels that are mirror images of themselves, padded alike on both sides."""

    def __init__(self, axes):
        super().__init__()
        conv = {2: nn.Conv2d, 3: nn.Conv3d}[axes]
        torch.manual_seed(0)
        self.stem = nn.Sequential(conv(1, 5, 3, padding=1), nn.ReLU(inplace=True))
        self.last = nn.Sequential(conv(5, 6, 3, padding=1), nn.ReLU(inplace=True))
        self.fc = nn.Linear(6, 3)
        with torch.no_grad():
            for parameter in self.parameters():
                if parameter.ndim >= 4:
                    for axis in range(2, parameter.ndim):
                        parameter.copy_((parameter + parameter.flip(axis)) / 2)

    def forward(self, x):
        return self.fc(self.last(self.stem(x)).mean(tuple(range(2, x.ndim))))


# Its blocks begin at the first cell, so those of an odd number of cells have another partner.
IN_BLOCKS = {"seg-xres-cam"}
MIRRORED = [
    name
    for name in CHEAP
    if METHODS.get(name).family in {"gradient", "activation"} and name not in IN_BLOCKS
]


@pytest.mark.parametrize("axes", [2, 3])
@pytest.mark.parametrize("layer", ["stem", "last", "stem+last"])
def test_a_mirrored_image_gives_the_mirrored_map_along_every_axis(axes, layer):
    model = Mirrored(axes)
    batch = torch.rand(2, 1, *(9, 8, 7)[:axes])
    names = [name for name in MIRRORED if _fits(name, "linear" if layer == "last" else "bent")]
    plain = camviewer.explain(model, batch, names, layer, target=1)
    for axis in range(2, 2 + axes):
        found = camviewer.explain(model, batch.flip(axis), names, layer, target=1)
        for name in names:
            scale = np.abs(plain[name]).max()
            np.testing.assert_allclose(
                np.flip(found[name], axis - 1), plain[name], rtol=1e-3, atol=1e-4 * scale,
                err_msg=name,
            )  # fmt: skip
