"""Each attention method beside its paper's formula as slow loops, and toys by hand."""

import dataclasses

import pytest
import torch

from camviewer.engine.methods import METHODS, Transformer

NAMES = ["attention-rollout", "legrad", "attention-gradient-rollout"]


def times(one, other):
    """Product of two square matrices of Python numbers."""
    places = range(len(one))
    return [[sum(one[i][k] * other[k][j] for k in places) for j in places] for i in places]


def identity(count):
    return [[float(i == j) for j in range(count)] for i in range(count)]


def fused(attention, how):
    """(heads, T, T) to (T, T)."""
    join = {"mean": lambda each: sum(each) / len(each), "max": max, "min": min}[how]
    places = range(attention.shape[1])
    heads = attention.tolist()
    return [[join([head[i][j] for head in heads]) for j in places] for i in places]


def without_weakest(matrix, share):
    count = int(share * len(matrix) ** 2)
    order = sorted((value, i, j) for i, row in enumerate(matrix) for j, value in enumerate(row))
    for _, i, j in order[:count]:
        matrix[i][j] = 0.0
    return matrix


def class_row(matrix, shown):
    """Row 0 where there is a class token, else the mean of all rows; patches only."""
    count = len(matrix)
    rows = matrix[:1] if shown.prefix else matrix
    row = [sum(each[j] for each in rows) / len(rows) for j in range(count)]
    return torch.tensor(row[shown.prefix :]).reshape(shown.grid)


def slow_rollout(shown, n, fuse="mean", discard=0.0):
    """Abnar and Zuidema's recursion; I is added and each row divided by its sum."""
    count = shown.attention[0].shape[-1]
    rollout = identity(count)
    for attention in shown.attention:
        kept = without_weakest(fused(attention[n].double(), fuse), discard)
        for i in range(count):
            kept[i][i] += 1.0
            total = sum(kept[i])
            kept[i] = [value / total for value in kept[i]]
        rollout = times(kept, rollout)
    return class_row(rollout, shown)


def slow_legrad(shown, n):
    slopes = shown.own_slopes()
    count = slopes[0].shape[-1]
    row = [0.0] * count
    for layer in slopes:
        heads = layer[n].double().tolist()
        for head in heads:
            for i in range(count):
                for j in range(count):
                    row[j] += max(0.0, head[i][j]) / (len(heads) * count * len(slopes))
    return torch.tensor(row[shown.prefix :]).reshape(shown.grid)


def slow_gradient_rollout(shown, n):
    """Eq. 5: positive part before the mean over heads; eq. 6: R = R + E R."""
    count = shown.attention[0].shape[-1]
    relevance = identity(count)
    for attention, slope in zip(shown.attention, shown.slopes, strict=True):
        products = (attention[n].double() * slope[n].double()).clamp(min=0)
        raised = times(fused(products, "mean"), relevance)
        for i in range(count):
            for j in range(count):
                relevance[i][j] += raised[i][j]
    for i in range(count):
        relevance[i][i] -= 1.0
    return class_row(relevance, shown)


SLOW = dict(zip(NAMES, (slow_rollout, slow_legrad, slow_gradient_rollout), strict=True))


def without_class(probe):
    """The same attention, its class token gone and the rows summing to 1 again."""
    shown = probe.transformer()
    cut = [each[..., 1:, 1:] for each in shown.attention]
    own = tuple(each[..., 1:, 1:] for each in shown.own_slopes())
    bare = Transformer(
        tuple(each / each.sum(-1, keepdim=True) for each in cut),
        tuple(each[..., 1:, 1:] for each in shown.slopes),
        lambda: own,
        0,
        shown.grid,
    )
    return dataclasses.replace(probe, transformer=lambda: bare)


@pytest.mark.parametrize("has_class", [True, False])
@pytest.mark.parametrize("name", NAMES)
def test_methods_are_their_papers_formulas(name, has_class, grid, make_probe, run):
    probe = make_probe(2, 3, *grid)
    probe = probe if has_class else without_class(probe)
    found = run(name, probe)
    for n in range(2):
        exact = SLOW[name](probe.transformer(), n)
        torch.testing.assert_close(found[n], exact.float(), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("fuse", ["mean", "max", "min"])
@pytest.mark.parametrize("discard", [0.0, 0.3, 0.9])
def test_rollout_fuses_heads_and_leaves_the_weakest_out(fuse, discard, make_probe, run):
    probe = make_probe(2, 3, 3, 2)
    found = run("attention-rollout", probe, fuse=fuse, discard=discard)
    for n in range(2):
        exact = slow_rollout(probe.transformer(), n, fuse, discard)
        torch.testing.assert_close(found[n], exact.float(), rtol=1e-4, atol=1e-6)


def shown_by(attention, slopes, own, prefix):
    """One sample, one head, two patches."""
    stacks = [[torch.tensor(each)[None, None] for each in part] for part in (attention, slopes)]
    own = tuple(torch.tensor(each)[None, None] for each in own)
    return Transformer(tuple(stacks[0]), tuple(stacks[1]), lambda: own, prefix, (1, 2))


@pytest.fixture
def toy(make_probe):
    """A class token looks at the first patch only, which looks at the second only."""
    ahead = [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.0, 0.0, 1.0]]
    slope = [[5.0, 2.0, -9.0], [0.0, 0.0, 3.0], [0.0, 0.0, -1.0]]
    own = [[0.0, 6.0, -9.0], [0.0, -3.0, 3.0], [0.0, 0.0, 9.0]]
    shown = shown_by([ahead, ahead], [slope, slope], [own, own], 1)
    return dataclasses.replace(make_probe(1, 2, 1, 2), transformer=lambda: shown)


def test_rollout_by_hand(toy, run):
    """B = (A + I) / 2; row 0 of B B is (1/4, 1/4 + 1/4, 1/4)."""
    torch.testing.assert_close(run("attention-rollout", toy), torch.tensor([[[0.5, 0.25]]]))


def test_gradient_rollout_by_hand(toy, run):
    """E = relu(G A) = [[0, 2, 0], [0, 0, 3], [0, 0, 0]]; row 0 of (I + E)(I + E) is 1, 4, 6."""
    found = run("attention-gradient-rollout", toy)
    torch.testing.assert_close(found, torch.tensor([[[4.0, 6.0]]]))


def test_legrad_by_hand(toy, run):
    """Positive slopes of each column, over three query tokens: 6 / 3 and (3 + 9) / 3."""
    torch.testing.assert_close(run("legrad", toy), torch.tensor([[[2.0, 4.0]]]))


def test_positive_part_comes_before_the_mean_over_heads(make_probe, run):
    """Two heads that pull apart by the same amount do not cancel."""
    attention = torch.full((1, 2, 3, 3), 1 / 3)
    slope = torch.ones(1, 2, 3, 3)
    slope[:, 1] = -1
    shown = Transformer((attention,), (slope,), lambda: (slope,), 1, (1, 2))
    probe = dataclasses.replace(make_probe(1, 2, 1, 2), transformer=lambda: shown)
    found = run("attention-gradient-rollout", probe)
    torch.testing.assert_close(found, torch.full((1, 1, 2), 1 / 6))
    torch.testing.assert_close(run("legrad", probe), torch.full((1, 1, 2), 0.5))


def test_rollout_rows_sum_to_one_over_all_tokens(make_probe, run):
    """Without a class token the map is the mean of rows that each sum to 1."""
    probe = without_class(make_probe(2, 3, 3, 4))
    found = run("attention-rollout", probe)
    torch.testing.assert_close(found.sum((1, 2)), torch.ones(2))


@pytest.mark.parametrize("name", NAMES)
def test_maps_are_never_negative(name, grid, make_probe, run):
    assert run(name, make_probe(2, 3, *grid)).min() >= 0


@pytest.mark.parametrize("name", NAMES)
def test_a_probe_without_attention_is_our_own_fault(name, make_probe, run):
    bare = dataclasses.replace(make_probe(1, 2, 2, 2), transformer=None)
    with pytest.raises(ValueError, match="ATTENTION"):
        run(name, bare)


def test_only_rollout_says_that_it_knows_no_target():
    assert [name for name in NAMES if METHODS.get(name).badge] == ["attention-rollout"]
