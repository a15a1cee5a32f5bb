"""A small network with weights of its own, and pictures to show it."""

from __future__ import annotations

from concurrent.futures import Future

import numpy as np
import pytest
from PIL import Image as Picture

from camviewer.session.cohort.request import CohortRequest, checked
from camviewer.session.cohort.worker import measure_jobs

LABELS = ("cat", "dog", "hen")


@pytest.fixture(scope="session")
def card(tmp_path_factory):
    """A model card with weights, for pictures of 48 × 48."""
    import torch
    import torchvision
    from safetensors.torch import save_file

    folder = tmp_path_factory.mktemp("model")
    with torch.random.fork_rng():
        torch.manual_seed(0)
        net = torchvision.models.squeezenet1_1(num_classes=len(LABELS))
    save_file(net.state_dict(), folder / "net.safetensors")
    path = folder / "card.toml"
    path.write_text(
        'architecture = "torchvision:squeezenet1_1"\n'
        'weights = "net.safetensors"\nlabels = ["cat", "dog", "hen"]\n'
        "[input]\nsize = [48, 48]\n"
    )
    return path


def write_picture(path, seed=0, shape=(40, 50)):
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.random.default_rng(seed).integers(0, 256, (*shape, 3)).astype(np.uint8)
    Picture.fromarray(pixels).save(path)
    return path


@pytest.fixture
def pictures(tmp_path):
    """Six pictures of two classes, named after people."""
    return [
        write_picture(tmp_path / "pics" / LABELS[seed % 2] / f"john{seed}.png", seed)
        for seed in range(6)
    ]


@pytest.fixture
def ask(card):
    def make(**more):
        words = {"methods": ("eigen-cam",), "metrics": ("complexity",), "target": "dog", **more}
        return CohortRequest(words.pop("model", str(card)), **words)

    return make


@pytest.fixture
def wish(ask):
    return checked(ask())


class DeathError(Exception):
    """What a crew raises whose worker died."""


class InlineCrew:
    """Does the work at once in this process; ``measure`` may raise."""

    size = 2

    def __init__(self, measure=measure_jobs):
        self.measure = measure
        self.trips = []

    def submit(self, wish, jobs):
        future = Future()
        self.trips.append([job.key for job in jobs])
        try:
            future.set_result(self.measure(wish, jobs))
        except (DeathError, ZeroDivisionError) as error:
            future.set_exception(error)
        return future

    def is_death(self, error):
        return isinstance(error, DeathError)

    def close(self):
        pass


@pytest.fixture
def inline():
    return InlineCrew
