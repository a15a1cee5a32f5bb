"""The controls, beside their formulas."""

from __future__ import annotations

import dataclasses

import torch

from camviewer.engine.methods import Probe


def test_random_weights_lie_in_the_unit_range_and_are_shared_by_all_samples(run):
    weights = run("random-cam", Probe(torch.eye(500).reshape(1, 500, 500, 1), torch.zeros(1)))
    assert weights.min() < -0.95
    assert weights.max() > 0.95
    assert weights.abs().max() <= 1
    assert abs(float(weights.mean())) < 0.1
    probe = Probe(torch.ones(3, 4, 2, 2), torch.zeros(3))
    found = run("random-cam", probe)
    assert torch.equal(found[0], found[1])
    assert torch.equal(found[0], found[2])


def test_random_weights_follow_the_seed_and_nothing_else(make_probe, run):
    probe = make_probe(1, 6, 3, 3)
    torch.manual_seed(1)
    first = run("random-cam", probe)
    torch.manual_seed(2)
    assert torch.equal(run("random-cam", probe), first)
    other = dataclasses.replace(probe, seed=probe.seed + 1)
    assert not torch.allclose(run("random-cam", other), first)


def test_random_weights_leave_the_global_generator_alone(make_probe, run):
    probe = make_probe(1, 6, 3, 3)
    before = torch.get_rng_state()
    run("random-cam", probe)
    assert torch.equal(torch.get_rng_state(), before)
