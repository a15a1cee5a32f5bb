"""Ablation-CAM beside its formula, in closed form and by running the tail."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from camviewer.engine.methods import perturbation


def slow_ablation(activations, score, tail):
    """The definition literally: zero one channel, look at the score, put it back."""
    a = activations.double()
    out = torch.zeros(a.shape[1:], dtype=torch.float64)
    for k in range(len(a)):
        kept = a.clone()
        kept[k] = 0
        weight = (score - float(tail(kept[None])[0])) / abs(score)
        for cell in np.ndindex(*out.shape):
            out[cell] += weight * a[k][cell]
    return out.float()


def with_tail(probe, tail):
    """The probe with its head taken off and the score that the tail gives."""
    score = torch.cat([tail(one[None], i) for i, one in enumerate(probe.activations)])
    return dataclasses.replace(probe, head=None, tail=tail, score=score)


def linear_tail(head):
    return lambda maps, i: (
        maps.flatten(2).mean(2).to(head.weight) @ head.weight[i] + head.bias[i]
    )


def test_tail_is_run_without_each_channel(grid, make_probe, run):
    probe = make_probe(2, 5, *grid)
    weight, bias = probe.head.weight.double(), probe.head.bias.double()

    def tail(maps, i):
        found = maps.double().flatten(2).mean(2).square() @ weight[i] + bias[i]
        return found.to(maps)

    probe = with_tail(probe, tail)
    found = run("ablation-cam", probe, relative=True)
    for i in range(2):
        exact = slow_ablation(
            probe.activations[i], float(probe.score[i]), lambda maps, i=i: tail(maps, i)
        )
        torch.testing.assert_close(found[i], exact, rtol=1e-3, atol=1e-5)


def test_closed_form_is_what_running_the_tail_gives(grid, make_probe, run):
    probe = make_probe(3, 5, *grid)
    measured = with_tail(probe, linear_tail(probe.head))
    closed = dataclasses.replace(measured, head=probe.head, tail=None)
    torch.testing.assert_close(
        run("ablation-cam", closed), run("ablation-cam", measured), rtol=1e-4, atol=1e-5
    )


def test_weight_times_score_is_head_times_mean_activation(make_probe, run):
    """One cell per channel is lit, so each cell of the map shows one weight."""
    probe = make_probe(1, 4, 2, 2)
    activations = torch.eye(4).reshape(1, 4, 2, 2)
    probe = dataclasses.replace(probe, activations=activations, score=torch.tensor([-2.0]))
    torch.testing.assert_close(
        run("ablation-cam", probe, relative=True).flatten() * 2.0, probe.head.weight[0] / 4
    )


def test_sign_survives_a_negative_score(make_probe, run):
    probe = make_probe(1, 4, 2, 2)
    above = run(
        "ablation-cam", dataclasses.replace(probe, score=torch.tensor([3.0])), relative=True
    )
    below = run(
        "ablation-cam", dataclasses.replace(probe, score=torch.tensor([-3.0])), relative=True
    )
    assert torch.equal(above, below)


@pytest.mark.parametrize("score", [0.0, 1e-12])
def test_score_near_zero_is_not_divided_by(score, make_probe, run):
    probe = make_probe(1, 4, 2, 2)
    found = run(
        "ablation-cam", dataclasses.replace(probe, score=torch.tensor([score])), relative=True
    )
    undivided = run(
        "ablation-cam", dataclasses.replace(probe, score=torch.tensor([1.0])), relative=True
    )
    torch.testing.assert_close(found, undivided)


def test_dead_channels_are_never_run(make_probe, run, monkeypatch):
    probe = make_probe(2, 6, 3, 3)
    probe.activations[0, [1, 4]] = 0
    probe.activations[1] = 0
    seen = []

    def tail(maps, sample):
        seen.append((sample, len(maps)))
        return maps.flatten(2).mean(2).exp().sum(1)

    monkeypatch.setattr(perturbation, "_CHUNK_VALUES", 3 * 6 * 9)
    probe = dataclasses.replace(probe, head=None, tail=tail)
    found = run("ablation-cam", probe)
    assert seen == [(0, 3), (0, 1)]
    assert not found[1].any()


def test_activations_are_not_touched_by_zeroing(make_probe, run):
    probe = dataclasses.replace(make_probe(1, 6, 3, 3), head=None)
    before = probe.activations.clone()
    run("ablation-cam", probe)
    assert torch.equal(probe.activations, before)


def test_the_map_is_in_units_of_the_score_unless_asked_otherwise(grid, make_probe, run):
    probe = make_probe(2, 5, *grid)
    size = probe.score.abs().reshape(2, *(1,) * len(grid))
    divided = run("ablation-cam", probe, relative=True)
    torch.testing.assert_close(run("ablation-cam", probe), divided * size, rtol=1e-4, atol=1e-5)
