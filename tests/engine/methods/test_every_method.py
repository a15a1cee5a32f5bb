"""What every registered method must keep to, whatever it is."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from camviewer.core.params import build, describe
from camviewer.engine.methods import METHODS, Facts, Needs

NAMES = METHODS.names()
NEEDS_HEAD = {method.name for method in METHODS if Needs.HEAD in method.needs}
NEEDS_SLOPES = {method.name for method in METHODS if Needs.GRADIENTS in method.needs}
NOT_HOMOGENEOUS = {"grad-cam++", "cf-cam-code", "group-cam"}
# Read the gradient only to choose what to show.
ONLY_CHOOSES = {"deep-feature-factorisation"}
ON_LAYER = {method.name for method in METHODS if method.grid == "layer"}
# What may stand in a map although every activation is zero, or be zero although none is.
SEES_ZEROS: set[str] = set()
MAY_BE_BLANK: set[str] = set()
FAMILIES = {
    "gradient", "activation", "perturbation", "pixel", "attention", "cf-cam", "control",
}  # fmt: skip

every_method = pytest.mark.parametrize("name", NAMES)
every_method_and_tail = pytest.mark.parametrize(
    ("name", "has_head"),
    [(name, True) for name in NAMES]
    + [(name, False) for name in NAMES if name not in NEEDS_HEAD],
)


def fit(probe, has_head):
    """The probe of a network whose tail is pooling and a linear layer, or is not."""
    return probe if has_head else dataclasses.replace(probe, head=None)


def tensors(probe):
    heads = [] if probe.head is None else [probe.head.weight, probe.head.bias]
    whole = [probe.network.inputs, probe.network.blank, probe.classes.scores]
    read = probe.transformer()
    shown = [*read.attention, *read.slopes, *read.own_slopes(), probe.curvature()]
    return [probe.activations, probe.score, probe.slopes, *heads, *whole, *shown]


def map_shape(name, probe):
    """Shape that the method's map must have."""
    cells = probe.network.inputs if METHODS.get(name).grid == "input" else probe.activations
    return (len(cells), *cells.shape[2:])


CHANGES = {
    "zero": torch.zeros_like,
    "constant": torch.ones_like,
    "negative": lambda maps: -maps.abs() - 1,
    "tiny": lambda maps: maps * 1e-30,
    "large": lambda maps: maps * 1e15,
    "half dead": lambda maps: torch.cat([maps[:, 1:], maps[:, :1] * 0], dim=1),
}


@every_method_and_tail
def test_map_has_the_layers_grid_and_is_finite_float32(name, grid, has_head, make_probe, run):
    for signed in (False, True):
        probe = fit(make_probe(3, 11, *grid, signed=signed), has_head)
        found = run(name, probe)
        assert found.shape == map_shape(name, probe)
        assert found.dtype == torch.float32
        assert found.isfinite().all()
        assert not found.requires_grad
        assert name in MAY_BE_BLANK or found.abs().max() > 0


@every_method
def test_same_probe_gives_the_same_map_twice(name, grid, make_probe, run):
    probe = make_probe(2, 11, *grid)
    assert torch.equal(run(name, probe), run(name, probe))


@every_method
def test_batch_is_its_samples_one_by_one(name, grid, make_probe, single, run):
    probe = make_probe(4, 11, *grid, signed=True)
    whole = run(name, probe)
    for i in range(4):
        alone = single(probe, i)
        torch.testing.assert_close(run(name, alone)[0], whole[i], rtol=1e-4, atol=1e-5)
        for finding, values in alone.diagnostics.items():
            assert values == [pytest.approx(probe.diagnostics[finding][i], rel=1e-4)]


@pytest.mark.parametrize("shape", [(1, 1, 1, 1), (2, 1, 1, 1, 1), (2, 9, 1, 1), (1, 1, 4, 4)])
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("slope", [0.0, 1e-30, 1.0])
@every_method_and_tail
def test_map_stays_finite_at_the_edges(name, has_head, shape, change, slope, make_probe, run):
    probe = make_probe(*shape, signed=True, slope=slope)
    probe = dataclasses.replace(probe, activations=CHANGES[change](probe.activations))
    found = run(name, fit(probe, has_head))
    assert found.shape == map_shape(name, probe)
    assert found.isfinite().all()


@pytest.mark.parametrize("name", sorted(ON_LAYER - SEES_ZEROS))
def test_zero_activations_give_a_zero_map(name, grid, make_probe, run):
    probe = make_probe(2, 5, *grid)
    probe.activations.zero_()
    assert not run(name, probe).any()


@every_method
def test_zero_sample_does_not_disturb_its_neighbour(name, grid, make_probe, run):
    probe = make_probe(2, 11, *grid)
    alone = run(name, probe)[1]
    probe.activations[0] = 0
    probe.memory.clear()
    torch.testing.assert_close(run(name, probe)[1], alone, rtol=1e-4, atol=1e-5)


@every_method_and_tail
def test_probe_is_not_changed(name, has_head, grid, make_probe, run):
    probe = fit(make_probe(2, 11, *grid, signed=True), has_head)
    before = [tensor.clone() for tensor in tensors(probe)]
    run(name, probe)
    for old, new in zip(before, tensors(probe), strict=True):
        assert torch.equal(old, new)


@pytest.mark.parametrize("name", sorted(set(NAMES) - NOT_HOMOGENEOUS))
def test_scale_of_the_gradient_scales_the_map_or_does_not_matter(name, grid, make_probe, run):
    """No constant may hide in a formula that only shows at a certain size of the gradient."""
    probe = make_probe(2, 11, *grid)
    plain = run(name, probe)
    bend = 1e-6 * probe.curvature()
    small = dataclasses.replace(probe, gradients=1e-6 * probe.slopes, curvature=lambda: bend)
    scaled = run(name, small)
    factor = 1e-6 if name in NEEDS_SLOPES - ONLY_CHOOSES else 1.0
    torch.testing.assert_close(scaled, factor * plain, rtol=1e-3, atol=1e-5 * factor)


@every_method
def test_every_option_of_every_choice_runs(name, grid, make_probe, run):
    for param in describe(METHODS.get(name).params):
        values = {
            "choice": param.options,
            "flag": (False, True),
        }.get(param.kind, (param.low, param.default, param.high))
        for value in values:
            probe = make_probe(2, 11, *grid)
            assert run(name, probe, **{param.name: value}).isfinite().all()


@every_method
def test_every_parameter_has_bounds_and_a_sentence(name):
    params = METHODS.get(name).params
    for param in describe(params):
        assert param.help.endswith(".")
        if param.kind in {"number", "integer"}:
            assert param.low <= param.default <= param.high
    assert build(params, {}) == params()


@every_method
def test_what_it_says_of_itself_is_whole(name):
    method = METHODS.get(name)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*(\+\+)?", method.name)
    assert method.family in FAMILIES
    assert method.grid in {"layer", "input", "tokens"}
    assert method.label
    assert method.reference
    assert method.summary.endswith(".")


@pytest.mark.parametrize("name", sorted(set(NAMES) - NEEDS_SLOPES))
def test_asks_for_gradients_when_it_reads_them(name, make_probe, run):
    probe = make_probe(2, 5, 3, 3)
    bare = dataclasses.replace(probe, gradients=None)
    assert torch.equal(run(name, bare), run(name, probe))


@every_method
def test_the_manual_of_methods_gives_its_formula_and_when_to_trust_it(name):
    text = (Path(__file__).parents[3] / "resources" / "docs" / "methods.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith(f"| `{name}` |")]
    assert len(rows) == 1
    assert rows[0].count("|") == 6
    assert f"**`{name}`**" in text


@every_method
def test_the_estimate_is_a_cost_for_layers_of_any_size(name):
    method = METHODS.get(name)
    for facts in (Facts(1, 1, 1, 1, has_head=False), Facts(64, 49, 50176, 10, has_head=True)):
        cost = method.cost(facts, method.params())
        assert min(cost.forwards, cost.passes, cost.tails, cost.numbers) >= 0


@every_method
def test_a_progressive_method_shows_its_map_while_it_refines(name, grid, make_probe, run):
    probe = make_probe(2, 11, *grid)
    seen = []
    watched = dataclasses.replace(probe, watch=lambda *news: seen.append(news))
    whole = run(name, watched)
    partial = [map_ for _, _, map_ in seen if map_ is not None]
    assert bool(partial) == METHODS.get(name).is_progressive
    assert all(map_.shape == whole.shape for map_ in partial)
    assert all(0 <= done <= total for done, total, _ in seen)


def test_registering_imports_no_torch():
    code = "import sys, camviewer.engine.methods; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
