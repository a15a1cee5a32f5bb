"""Ablation-CAM beside its formula, in closed form and by running the tail."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from camviewer.engine.methods import METHODS, Facts, perturbation


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


def test_ablation_shows_strong_channels_first_and_its_map_grows_to_the_whole(
    make_probe, run, monkeypatch
):
    monkeypatch.setattr(perturbation, "_CHUNK_VALUES", 2 * 6 * 9)
    probe = dataclasses.replace(make_probe(1, 6, 3, 3), head=None)
    probe.activations[0, 4] *= 100
    seen = []
    watched = dataclasses.replace(probe, watch=lambda *news: seen.append(news))
    for relative in (False, True):
        seen.clear()
        whole = run("ablation-cam", watched, relative=relative)
        assert [done for done, _, _ in seen] == [2, 4, 6]
        assert torch.equal(seen[-1][2], whole)
        cosine = torch.nn.functional.cosine_similarity(
            seen[0][2].flatten(), probe.activations[0, 4].flatten(), dim=0
        )
        assert abs(float(cosine)) > 0.9


def slow_recipro(activations, tail, spread):
    """One cell's channels at a time, spread by the authors' kernel; less an empty layer."""
    a = activations.double()
    out = torch.zeros(a.shape[1:], dtype=torch.float64)
    empty = float(tail(torch.zeros_like(a)[None])[0])
    for cell in np.ndindex(*out.shape):
        kept = torch.zeros_like(a)
        for near in np.ndindex(*out.shape):
            steps = [abs(p - q) for p, q in zip(cell, near, strict=True)]
            if spread == "cell":
                weight = float(max(steps) == 0)
            else:
                weight = np.prod([{0: 0.5, 1: 0.25}.get(step, 0.0) for step in steps])
            for k in range(len(a)):
                kept[k][near] = weight * a[k][cell]
        out[cell] = float(tail(kept[None])[0]) - empty
    return out.float()


@pytest.mark.parametrize("spread", ["gaussian", "cell"])
def test_recipro_cam_scores_each_cell_on_its_own(spread, grid, make_probe, run):
    probe = make_probe(2, 4, *grid)
    probe.activations[0][(slice(None), *[1] * len(grid))] = 0
    weight = probe.head.weight.double()

    def tail(maps, i):
        found = maps.double().flatten(2).square().mean(2) @ weight[i] + 5
        return found.to(maps)

    found = run("recipro-cam", with_tail(probe, tail), spread=spread)
    for i in range(2):
        exact = slow_recipro(probe.activations[i], lambda maps, i=i: tail(maps, i), spread)
        torch.testing.assert_close(found[i], exact, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("spread", ["gaussian", "cell"])
def test_recipro_cam_in_closed_form_is_what_running_the_tail_gives(
    spread, grid, make_probe, run
):
    probe = make_probe(3, 5, *grid)
    measured = with_tail(probe, linear_tail(probe.head))
    closed = dataclasses.replace(measured, head=probe.head, tail=None)
    torch.testing.assert_close(
        run("recipro-cam", closed, spread=spread),
        run("recipro-cam", measured, spread=spread), rtol=1e-4, atol=1e-5,
    )  # fmt: skip


def test_recipro_cam_of_single_cells_is_cam_behind_a_linear_head(grid, make_probe, run):
    probe = make_probe(2, 5, *grid)
    cells = probe.activations[0, 0].numel()
    torch.testing.assert_close(
        run("recipro-cam", probe, spread="cell") * cells, run("cam", probe)
    )


def test_recipro_cam_runs_no_empty_cell_and_no_more_than_fit(make_probe, run, monkeypatch):
    probe = make_probe(1, 6, 3, 3, signed=True)
    probe.activations[0, :, 0] = 0
    seen = []

    def tail(maps, _sample):
        seen.append(len(maps))
        return maps.flatten(2).mean(2).exp().sum(1)

    monkeypatch.setattr(perturbation, "_CHUNK_VALUES", 4 * 6 * 9)
    found = run("recipro-cam", dataclasses.replace(probe, head=None, tail=tail))
    assert seen == [1, 4, 2]
    assert not found[0, 0].any()


@pytest.mark.parametrize(("name", "runs"), [("ablation-cam", 8), ("recipro-cam", 28)])
def test_tail_costs_what_is_told_and_nothing_behind_a_linear_head(name, runs):
    cost, params = METHODS.get(name).cost, METHODS.get(name).params()
    assert cost(Facts(8, 27, 1000, 5, has_head=False), params).tails == runs
    assert cost(Facts(8, 27, 1000, 5, has_head=True), params).tails == 0
