"""Methods of masked inputs beside their formulas, channel by channel in float64."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
import torch

from camviewer.engine.methods import METHODS, Facts, masking, masks
from camviewer.engine.methods.grouping import _as_masks, _group_maps, _labels

SCORES = ("score-cam", "ss-cam", "is-cam")


def mask_of(channel, size, *, is_aligned):
    """A channel brought to the input and scaled to 0 ... 1; zero where it is constant."""
    large = masks.enlarged(channel[None].double(), size, is_aligned=is_aligned)[0]
    if channel.max() == channel.min():
        return torch.zeros_like(large)
    low, high = float(large.min()), float(large.max())
    return (large - low) / (high - low)


def slow_scores(probe, i, ask, looks, **params):
    """Mean answer to each channel's masked input; one input at a time."""
    network = probe.network
    picture, size = network.inputs[i].double(), network.inputs.shape[2:]
    ground = torch.full_like(picture, -1.0 if params.get("fill") == "blank" else 0.0)
    found = []
    for channel in probe.activations[i]:
        mask = mask_of(channel, size, is_aligned=params.get("aligned", True))
        answers = []
        for look in looks:
            shown = look(mask)
            seen = picture * shown + ground * (1 - shown)
            answers.append(float(ask(seen[None].float(), i)[0]))
        found.append(sum(answers) / len(answers))
    blank = float(ask(ground[None].float(), i)[0])
    return np.array(found), blank


def slow_map(probe, i, looks=(lambda mask: mask,), **params):
    weights = params.get("weights", "softmax-logit")
    ask = probe.network.chances if weights == "probability" else probe.network.scores
    scores, blank = slow_scores(probe, i, ask, looks, **params)
    live = [bool(channel.max() > channel.min()) for channel in probe.activations[i]]
    if weights == "softmax-logit":
        rise = np.exp(scores - scores.max())
        shares = rise / rise.sum()
    else:
        shares = (scores - (blank if weights == "increase" else 0.0)) * live
    channels = probe.activations[i].double().numpy()
    return np.tensordot(shares, channels, axes=1)


def looks_of(name, probe, **params):
    """The masks that a method shows of one mask."""
    if name == "score-cam":
        return [lambda mask: mask]
    if name == "is-cam":
        n = params["steps"]
        return [lambda mask, i=i: mask * i / n for i in range(1, n + 1)]
    size = probe.network.inputs.shape[2:]
    noises = []
    for turn in range(params["samples"]):
        draw = torch.Generator().manual_seed(probe.seed * 1_000_003 + turn)
        noises.append(torch.randn(size, generator=draw).double())
    return [lambda mask, noise=noise: mask + params["sigma"] * noise for noise in noises]


EXTRA = {"score-cam": {}, "is-cam": {"steps": 3}, "ss-cam": {"samples": 3, "sigma": 0.5}}


@pytest.mark.parametrize("name", SCORES)
@pytest.mark.parametrize("weights", ["softmax-logit", "probability", "increase"])
@pytest.mark.parametrize(("fill", "aligned"), [("zero", True), ("blank", False)])
def test_it_is_the_formula(name, weights, fill, aligned, grid, make_probe, run):
    probe = make_probe(2, 7, *grid)
    probe.activations[0, 3] = 0
    probe.activations[1, 2] = 1.5
    choices = {"weights": weights, "fill": fill, "aligned": aligned}
    found = run(name, probe, **choices, **EXTRA[name])
    looks = looks_of(name, probe, **EXTRA[name])
    for i in range(2):
        exact = slow_map(probe, i, looks, **choices)
        np.testing.assert_allclose(found[i], exact, rtol=1e-3, atol=1e-4)


def test_constant_channels_stand_in_the_softmax_with_one_pass_for_all(make_probe, run):
    probe = make_probe(1, 6, 3, 3)
    probe.activations[0, [1, 4]] = 0
    probe.activations[0, 2] = 2.0
    seen = counted(probe)
    found = run("score-cam", seen.probe)
    assert sum(seen.rows) == 3 + 1
    np.testing.assert_allclose(found[0], slow_map(probe, 0), rtol=1e-4, atol=1e-5)
    seen.rows.clear()
    run("score-cam", seen.probe, weights="probability")
    assert sum(seen.rows) == 3


class counted:  # noqa: N801
    """A probe whose network counts the inputs it is given."""

    def __init__(self, probe):
        self.rows = []
        network = probe.network

        def counting(ask):
            def count(inputs, sample):
                self.rows.append(len(inputs))
                return ask(inputs, sample)

            return count

        network = dataclasses.replace(
            network, scores=counting(network.scores), chances=counting(network.chances)
        )
        self.probe = dataclasses.replace(probe, network=network)


@pytest.mark.parametrize("name", ["score-cam", "ss-cam", "is-cam", "group-cam", "cluster-cam"])
def test_never_more_inputs_at_once_than_fit(name, make_probe, run):
    seen = counted(make_probe(2, 11, 4, 5))
    run(name, seen.probe)
    assert max(seen.rows) == seen.probe.network.rows


@pytest.mark.parametrize("name", ["score-cam", "ss-cam", "is-cam", "group-cam", "cluster-cam"])
def test_it_costs_what_it_says(name, make_probe, run):
    seen = counted(make_probe(1, 11, 4, 5))
    run(name, seen.probe)
    method = METHODS.get(name)
    told = method.cost(Facts(11, 20, 80, 5, has_head=True), method.params()).forwards
    # Groups that a ReLU empties are not shown, and the empty mask only where it counts.
    spare = told / 2 if name == "group-cam" else told / 11 + 1
    assert 0 <= told - sum(seen.rows) <= spare


@pytest.mark.parametrize("name", SCORES)
def test_order_of_the_channels_does_not_matter(name, grid, make_probe, run):
    probe = make_probe(1, 8, *grid)
    turned = dataclasses.replace(probe, activations=probe.activations.flip(1))
    torch.testing.assert_close(run(name, turned), run(name, probe), rtol=1e-4, atol=1e-5)


def test_strong_channels_are_shown_first_and_the_map_grows_to_the_whole(make_probe, run):
    probe = make_probe(1, 9, 4, 5)
    probe.activations[0, 6] *= 100
    seen = []
    watched = dataclasses.replace(probe, watch=lambda *news: seen.append(news))
    whole = run("score-cam", watched)
    partial = [found for _, _, found in seen if found is not None]
    assert len(partial) == 3
    assert torch.equal(partial[-1], whole)
    cosine = torch.nn.functional.cosine_similarity(
        partial[0].flatten(), probe.activations[0, 6].flatten(), dim=0
    )
    assert cosine > 0.9
    assert [done for done, _, _ in seen] == [3, 6, 9]
    assert {total for _, total, _ in seen} == {9}


def test_a_stop_is_seen_between_two_batches(make_probe, run):
    def stop(_done, _total, _map):
        raise KeyboardInterrupt

    seen = counted(make_probe(1, 11, 4, 5))
    with pytest.raises(KeyboardInterrupt):
        run("is-cam", dataclasses.replace(seen.probe, watch=stop))
    assert len(seen.rows) == 1


@pytest.mark.parametrize(
    ("name", "plain"), [("ss-cam", {"sigma": 0.0}), ("is-cam", {"steps": 1})]
)
@pytest.mark.parametrize("weights", ["softmax-logit", "probability", "increase"])
def test_without_noise_or_steps_it_is_score_cam(name, plain, weights, grid, make_probe, run):
    probe = make_probe(2, 6, *grid)
    torch.testing.assert_close(
        run(name, probe, weights=weights, **plain), run("score-cam", probe, weights=weights)
    )


def test_noise_is_drawn_anew_for_each_turn_and_seed(make_probe):
    like = make_probe(1, 2, 4, 5).network.inputs[0, 0]
    noises = [masking._noise(like, seed, turn) for seed in (0, 1) for turn in (0, 1)]
    assert all(not torch.equal(a, b) for a in noises for b in noises if a is not b)


def test_increase_of_a_linear_network_is_what_each_mask_uncovers(make_probe, run):
    """The score is the sum of the input, so a channel weighs as much as its mask shows."""
    probe = make_probe(1, 2, 2, 2)
    probe.activations[0] = torch.tensor([[[1.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [3.0, 3.0]]])
    inputs = torch.tensor([[[[4.0, 1.0], [2.0, 8.0]]]])
    network = dataclasses.replace(
        probe.network, inputs=inputs, scores=lambda x, _i: x.flatten(1).sum(1)
    )
    found = run("score-cam", dataclasses.replace(probe, network=network), weights="increase")
    assert torch.allclose(found, torch.tensor([[[4.0, 0.0], [30.0, 30.0]]]))


def slow_group(probe, i, groups, percentile, blur):
    network = probe.network
    picture, size = network.inputs[i].double(), network.inputs.shape[2:]
    radii = masks.blur_radii(size, network.spacing_mm, blur / 100)
    ground = masks.blurred(picture, radii)
    weights = probe.gradients[i].double().flatten(1).mean(1)
    channels = probe.activations[i].double()
    count = math.ceil(len(channels) / groups)
    clean = float(network.chances(ground[None].float(), i)[0])
    out = np.zeros(size)
    for first in range(0, len(channels), count):
        total = torch.zeros_like(channels[0])
        for k in range(first, min(first + count, len(channels))):
            total += weights[k] * channels[k]
        total = total.clamp(min=0)
        total[total <= np.percentile(total.numpy(), percentile)] = 0
        mask = mask_of(total, size, is_aligned=False)
        if not mask.any():
            continue
        shown = picture * mask + ground * (1 - mask)
        gain = float(network.chances(shown[None].float(), i)[0]) - clean
        out += gain * mask.numpy()
    return out


@pytest.mark.parametrize(("groups", "percentile"), [(4, 70.0), (32, 30.0), (2, 0.0)])
def test_group_cam_enlarged_is_the_formula_on_the_inputs_grid(
    groups, percentile, grid, make_probe, run
):
    probe = make_probe(2, 11, *grid)
    found = run("group-cam", probe, groups=groups, percentile=percentile, blur=40.0)
    large = masks.enlarged(found, probe.network.inputs.shape[2:], is_aligned=False)
    for i in range(2):
        exact = slow_group(probe, i, groups, percentile, 40.0)
        np.testing.assert_allclose(large[i], exact, rtol=1e-2, atol=1e-5)
        assert np.abs(exact).max() > 1e-4


def test_group_maps_enlarged_are_the_masks_also_where_these_never_reach_zero(grid):
    maps = torch.rand(3, *grid, generator=torch.Generator().manual_seed(4)) + 1
    large = masks.enlarged(maps, [2 * n for n in grid], is_aligned=False)
    again = masks.enlarged(_as_masks(maps, large), large.shape[1:], is_aligned=False)
    torch.testing.assert_close(again, masks.min_max(large))


def test_cells_up_to_the_percentile_itself_are_noise():
    channels = torch.tensor([[[5.0, 1.0, 2.0, 4.0, 3.0]], [[0.0, 0.0, 0.0, 0.0, 0.0]]])
    maps = _group_maps(channels, 2, 50.0)
    assert torch.equal(maps, torch.tensor([[[5.0, 0.0, 0.0, 4.0, 0.0]]]))


@pytest.mark.parametrize("factor", [1e-20, 1e6])
def test_size_of_the_gradient_does_not_matter_to_group_cam(factor, grid, make_probe, run):
    probe = make_probe(2, 11, *grid)
    scaled = dataclasses.replace(probe, gradients=factor * probe.gradients)
    torch.testing.assert_close(
        run("group-cam", scaled), run("group-cam", probe), rtol=1e-3, atol=1e-6
    )


def test_group_cam_blurs_in_millimetres(make_probe, run):
    probe = make_probe(1, 6, 3, 4, 4)
    thick = dataclasses.replace(probe.network, spacing_mm=(6.0, 1.0, 1.0))
    assert not torch.equal(
        run("group-cam", dataclasses.replace(probe, network=thick)), run("group-cam", probe)
    )


def slow_cluster(probe, i, labels, merging):
    """Means of given clusters, their masked scores and what is made of them."""
    live = [c for c in probe.activations[i].double() if c.max() > c.min()]
    means, scores = [], []
    for label in sorted(set(labels)):
        members = [c for c, own in zip(live, labels, strict=True) if own == label]
        mean = sum(members) / len(members)
        mask = mask_of(mean, probe.network.inputs.shape[2:], is_aligned=False)
        seen = probe.network.inputs[i].double() * mask
        scores.append(float(probe.network.scores(seen[None].float(), i)[0]))
        means.append(mean.numpy())
    if merging == "softmax":
        rise = np.exp(np.array(scores) - max(scores))
        return np.tensordot(rise / rise.sum(), np.array(means), axes=1)
    return means[int(np.argmax(scores))] - means[int(np.argmin(scores))]


@pytest.mark.parametrize("merging", ["base-scissors", "softmax"])
def test_cluster_cam_is_its_formula_for_the_clusters_found(merging, grid, make_probe, run):
    probe = make_probe(2, 11, *grid)
    probe.activations[0, 4] = 0
    found = run("cluster-cam", probe, clusters=4, merging=merging)
    for i in range(2):
        channels = probe.activations[i]
        live = channels[channels.flatten(1).amax(1) > channels.flatten(1).amin(1)]
        labels = _labels(masks.min_max(live), 4, probe.seed).tolist()
        assert len(set(labels)) == 4
        exact = slow_cluster(probe, i, labels, merging)
        np.testing.assert_allclose(found[i], exact, rtol=1e-4, atol=1e-5)


def test_channels_that_show_the_same_are_one_cluster_whatever_their_size():
    shapes = torch.rand(2, 3, 3, generator=torch.Generator().manual_seed(3))
    channels = torch.stack([shapes[0], 5 * shapes[1], 7 * shapes[0] + 2, shapes[1]])
    labels = _labels(masks.min_max(channels), 2, 0)
    assert labels[0] == labels[2] != labels[1] == labels[3]
    assert len(set(_labels(masks.min_max(channels), 4, 0))) <= 4


def test_cluster_cam_of_one_cluster_is_its_mean_and_has_no_scissors(make_probe, run):
    probe = make_probe(1, 5, 3, 3)
    found = run("cluster-cam", probe, clusters=1)
    torch.testing.assert_close(found, probe.activations.mean(1))


def test_all_clusters_of_single_channels_by_softmax_are_score_cam(grid, make_probe, run):
    probe = make_probe(2, 6, *grid)
    torch.testing.assert_close(
        run("cluster-cam", probe, clusters=6, merging="softmax"),
        run("score-cam", probe, aligned=False), rtol=1e-4, atol=1e-5,
    )  # fmt: skip
