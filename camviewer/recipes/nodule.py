"""``camviewer train nodule``: the network that finds nodule-like spots in a chest CT.

Negatives are crops of lung from one real scan that do not touch its labelled lesion; positives
are such crops with a synthetic lesion blended in. The real lesion is never trained on. The
upper part of one lung is held out.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from camviewer.core.params import integer, number
from camviewer.core.progress import Progress
from camviewer.core.settings import resource
from camviewer.engine.models.nodule_net import NoduleNet
from camviewer.io import open_image
from camviewer.recipes.crops import Kitchen, to_input
from camviewer.recipes.lesions import draw_lesion
from camviewer.recipes.lung import read_lung
from camviewer.recipes.spec import RECIPES, Recipe

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from camviewer.core.progress import CancelToken, Report
    from camviewer.recipes.lung import Lung
    from camviewer.recipes.spec import Places

_BINS = ((5, 10), (10, 20), (20, 30), (30, 50))
_CROPS = 200


@dataclass(frozen=True)
class NoduleParams:
    """How long and from what seed."""

    steps: int = integer(1500, low=1, high=100_000, help="Batches; more is better and slower.")
    batch: int = integer(
        32, low=8, high=256, help="Crops a batch, three eighths of them positive."
    )
    rate: float = number(3e-3, low=1e-6, high=1.0, help="Highest learning rate of AdamW.")
    checks: int = integer(400, low=2, high=10_000, help="Held-out crops of each kind.")
    seed: int = integer(0, low=0, help="Of all random numbers.")


def run(
    params: NoduleParams, report: Report, token: CancelToken, places: Places
) -> dict[str, object]:
    """Train, measure, and write ``nodule3d.safetensors`` and ``nodule3d.json``."""
    from safetensors.torch import save_file

    started = time.monotonic()
    torch.manual_seed(params.seed)
    lung = read_lung(
        open_image(resource("samples", "lung1.nii.gz")),
        open_image(resource("samples", "lung1_label.nii.gz")),
    )
    kitchen = Kitchen(lung, np.random.default_rng(params.seed))
    model = NoduleNet()
    train(model, kitchen, params, (report, token))
    found = measure(model, lung, params.checks, params.seed + 1)
    found["minutes"] = round((time.monotonic() - started) / 60, 1)
    save_file(model.state_dict(), places.out / "nodule3d.safetensors")
    (places.out / "nodule3d.json").write_text(
        json.dumps(found, indent=2) + "\n", encoding="utf-8"
    )
    return found


def least_size(step: int, steps: int) -> float:
    """Return the smallest lesion of a step in mm: large ones are learnt first."""
    return max(5.0, 25.0 - 20.0 * step / (0.5 * steps))


def train(
    model: nn.Module,
    kitchen: Kitchen,
    params: NoduleParams,
    steering: tuple[Report, CancelToken],
) -> None:
    """Fit the network: AdamW, one cycle of the learning rate, cross entropy."""
    report, token = steering
    optimiser = torch.optim.AdamW(model.parameters(), lr=params.rate, weight_decay=1e-3)
    plan = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, params.rate, total_steps=params.steps + 1, pct_start=0.15
    )
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.01)
    model.train()
    mean_loss = 0.7
    for step in range(params.steps):
        token.check()
        crops, truth = kitchen.batch(params.batch, least_size(step, params.steps))
        loss = loss_of(model(crops), truth)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        plan.step()
        mean_loss = 0.98 * mean_loss + 0.02 * float(loss.detach())
        if (step + 1) % 25 == 0:
            report(Progress(step + 1, params.steps, f"loss {mean_loss:.3f}"))
    model.eval()


@torch.no_grad()
def _likely(model: nn.Module, crops: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Return the probability of a nodule in each crop."""
    parts = [
        model(to_input(crops[start : start + 32])).softmax(1)[:, 1]
        for start in range(0, len(crops), 32)
    ]
    return np.asarray(torch.cat(parts).numpy())


def measure(model: nn.Module, lung: Lung, checks: int, seed: int) -> dict[str, object]:
    """Measure on held-out lung with synthetic lesions, and on the real one.

    Returns
    -------
    dict
        ``accuracy`` and ``specificity`` in held-out lung, ``specificity_anywhere``,
        ``recall`` by size in mm; ``lesion`` (probability in the crop around the real lesion)
        and ``rank`` (1 is highest) among random crops of lung without it.
    """
    rng = np.random.default_rng(seed)
    kitchen, whole = Kitchen(lung, rng, "kept"), Kitchen(lung, rng, "all")
    model.eval()
    clear = _likely(model, [kitchen.crop()[0] for _ in range(checks)])
    lesions = [draw_lesion(rng) for _ in range(checks)]
    marked = _likely(model, [kitchen.positive(each) for each in lesions])
    sizes = np.array([each.diameter_mm for each in lesions])
    recall = {
        f"{low}-{high} mm": round(
            float((marked[(sizes >= low) & (sizes < high)] > 0.5).mean()), 3
        )
        for low, high in _BINS
        if ((sizes >= low) & (sizes < high)).any()
    }
    air = _likely(model, [whole.elsewhere() for _ in range(checks)])
    others = _likely(model, [whole.crop()[0] for _ in range(_CROPS)])
    box = lung.box(lung.corner(lung.centre))
    lesion = float(_likely(model, [lung.values[box].copy()])[0])
    return {
        "accuracy": round(float(((marked > 0.5).mean() + (clear <= 0.5).mean()) / 2), 4),
        "specificity": round(float((clear <= 0.5).mean()), 4),
        "specificity_anywhere": round(float((air <= 0.5).mean()), 4),
        "recall": recall,
        "lesion": round(lesion, 4),
        "rank": int(1 + (others >= lesion).sum()),
        "crops": _CROPS,
    }


RECIPES.add(
    Recipe(
        "nodule",
        "Nodule3D",
        "Nodules in chest CT: synthetic lesions in the shipped scan's lung.",
        NoduleParams,
        run,
    )
)
