"""Two threads on one network, and on two, each with its own layer, target and method."""

from __future__ import annotations

import threading

import numpy as np
import pytest
import torch
from torch import nn

from camviewer.core.image import Image, pixel_grid
from camviewer.core.job import ExplainRequest
from camviewer.engine import loading, models
from camviewer.engine.api import explain, explain_all
from camviewer.engine.models.spec import InputRecipe, ModelSpec
from camviewer.engine.run import explain_image
from camviewer.engine.targets import WeightedTarget

JOBS = (
    (("grad-cam", "ablation-cam"), "stem", 0),
    (("hires-cam", "layer-cam"), "block", WeightedTarget(((2, -1.0),))),
    (("ablation-cam", "eigen-cam"), "block+last", [1, 2]),
)
TIMES = 20


def _together(works):
    """Run each work many times in a thread of its own; what failed, if anything did."""
    failed = []
    start = threading.Barrier(len(works))

    def run(work):
        start.wait()
        try:
            for _ in range(TIMES):
                work()
        except BaseException as error:  # noqa: BLE001 - told below
            failed.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def _check(model, batch, job, expected):
    methods, layer, target = job
    found = explain(model, batch, methods, layer, target=target)
    for name in methods:
        np.testing.assert_allclose(found[name], expected[name], rtol=1e-4, atol=1e-6)


def _works(wrapped, model, batch):
    works = []
    for job in JOBS:
        methods, layer, target = job
        expected = explain(model, batch, methods, layer, target=target)
        works.append(lambda job=job, expected=expected: _check(wrapped, batch, job, expected))
    return works


@pytest.mark.parametrize("wrap", ["plain", "compiled", "parallel"])
def test_threads_on_one_network_are_all_right(small_net, wrap, snapshot):
    model, batch = small_net(), torch.rand(2, 1, 8, 10)
    wrapped = {
        "plain": lambda net: net,
        "compiled": lambda net: torch.compile(net, backend="eager"),
        "parallel": nn.DataParallel,
    }[wrap](model)
    works = _works(wrapped, model, batch)
    before = snapshot(model)
    _together(works)
    after = snapshot(model)
    assert after == before
    assert model.training


def test_threads_on_the_plain_and_the_wrapped_network_wait_for_each_other(small_net):
    model, batch = small_net(), torch.rand(2, 1, 8, 10)
    plain = _works(model, model, batch)
    wrapped = _works(nn.DataParallel(model), model, batch)
    _together([plain[0], wrapped[1]])


def test_threads_on_two_networks_are_both_right(small_net):
    works = []
    for seed, axes in ((0, 2), (1, 3)):
        model = small_net(axes, seed=seed)
        batch = torch.rand(2, 1, *(8, 6, 10)[:axes])
        works += _works(model, model, batch)[:2]
    _together(works)


def test_threads_in_two_precisions_are_both_right(small_net):
    model, batch = small_net(), torch.rand(1, 1, 8, 10)
    works = []
    for precision in ("float32", "bfloat16"):
        kind = {"targets": [0, 1], "precision": precision}
        expected = explain_all(model, batch, ["grad-cam"], ["stem"], **kind)

        def work(expected=expected, kind=kind):
            found = explain_all(model, batch, ["grad-cam"], ["stem"], **kind)
            for key, array in expected.items():
                np.testing.assert_array_equal(found[key], array)

        works.append(work)
    _together(works)


def test_threads_that_explain_images_by_one_loaded_network(small_net, monkeypatch):
    recipe = InputRecipe((16, 24), 1, mean=(0.5,), std=(0.5,))
    spec = ModelSpec(
        "photo", "Photo", lambda: small_net().eval(), recipe, lambda: ("a", "b", "c")
    )
    monkeypatch.setattr(models, "resolve_model", lambda _name: spec, raising=False)
    monkeypatch.setattr(loading, "_shelf", type(loading._shelf)())
    works = []
    for seed, (target, layer) in enumerate([("a", "stem"), ("not:c", "last")]):
        pixels = np.random.default_rng(seed).integers(0, 256, (16, 24)).astype(np.uint8)
        request = ExplainRequest(
            Image(pixels, pixel_grid(16, 24)), "photo", ("grad-cam", "ablation-cam"), target,
            layer, "cpu",
        )  # fmt: skip
        expected = explain_image(request).heatmaps

        def work(request=request, expected=expected):
            found = explain_image(request).heatmaps
            for name, heatmap in expected.items():
                np.testing.assert_allclose(found[name].array, heatmap.array, rtol=1e-4)

        works.append(work)
    _together(works)
