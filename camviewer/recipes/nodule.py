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
from camviewer.engine.models.volumetric import NODULE_RECIPE
from camviewer.io import open_image
from camviewer.recipes.lesions import Lesion, add_lesion, draw_lesion
from camviewer.recipes.lung import CROP, Lung, read_lung
from camviewer.recipes.spec import RECIPES, Recipe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.random import Generator
    from numpy.typing import NDArray
    from torch import Tensor

    from camviewer.core.progress import CancelToken, Report

_BINS = ((5, 10), (10, 20), (20, 30), (30, 50))
_CROPS = 200


@dataclass(frozen=True)
class NoduleParams:
    """How long and from what seed."""

    steps: int = integer(1800, low=1, high=100_000, help="Batches; more is better and slower.")
    batch: int = integer(
        32, low=8, high=256, help="Crops a batch, three eighths of them positive."
    )
    rate: float = number(3e-3, low=1e-6, high=1.0, help="Highest learning rate of AdamW.")
    checks: int = integer(400, low=2, high=10_000, help="Held-out crops of each kind.")
    seed: int = integer(0, low=0, help="Of all random numbers.")


class Kitchen:
    """Cuts crops from one scan and puts lesions into them.

    Parameters
    ----------
    lung
        The scan.
    rng
        Draws everything.
    """

    def __init__(self, lung: Lung, rng: Generator) -> None:
        self.lung = lung
        self.rng = rng
        places = np.argwhere(lung.inside)
        half = places[:, 2] >= np.median(places[:, 2])
        upper = places[:, 0] >= np.quantile(places[:, 0], 0.55)
        # The held-out part: upper half of the lung that does not hold the lesion.
        other_side = half != (lung.centre[2] >= np.median(places[:, 2]))
        self.kept = places[other_side & upper]
        self.taught = places[~(other_side & upper)]

    def crop(self, places: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Cut a random crop around lung that does not touch the lesion; with its corner."""

        def around_lung() -> NDArray[np.int64]:
            centre = places[self.rng.integers(len(places))]
            return self.lung.corner(
                centre + (self.rng.uniform(-0.3, 0.3, 3) * CROP).astype(int)
            )

        return self._clear_of_lesion(around_lung, least_lung=0.05)

    def elsewhere(self) -> NDArray[np.float32]:
        """Cut a crop anywhere in the scan: belly, clothes and air are scanned too."""
        top = np.asarray(np.array(self.lung.values.shape) - CROP + 1, dtype=np.int64)
        return self._clear_of_lesion(lambda: self.rng.integers(0, top), least_lung=0.0)[0]

    def _clear_of_lesion(
        self, draw: Callable[[], NDArray[np.int64]], least_lung: float
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        for _ in range(1000):
            corner = draw()
            box = self.lung.box(corner)
            enough = self.lung.inside[box].mean() >= least_lung
            if enough and not self.lung.lesion[box].any():
                return self.lung.values[box].copy(), corner
        message = "the scan has no place outside the lesion"
        raise ValueError(message)

    def positive(self, places: NDArray[np.int64], lesion: Lesion) -> NDArray[np.float32]:
        """Cut a crop and blend a lesion into its lung."""
        return self._with_lesion(*self.crop(places), lesion)

    def _with_lesion(
        self, crop: NDArray[np.float32], corner: NDArray[np.int64], lesion: Lesion
    ) -> NDArray[np.float32]:
        inside = np.argwhere(self.lung.inside[self.lung.box(corner)])
        centre = inside[self.rng.integers(len(inside))] + self.rng.uniform(-0.5, 0.5, 3)
        return add_lesion(crop, centre, lesion, self.rng)

    def batch(
        self, places: NDArray[np.int64], count: int, least_mm: float
    ) -> tuple[Tensor, Tensor]:
        """Make a batch: pairs of a crop of lung with a lesion and without, and crops elsewhere.

        Returns
        -------
        crops : Tensor, (N, 1, D, H, W)
        truth : Tensor, (N,)
            1 with a lesion, else 0; a quarter of the batch comes from elsewhere.
        """
        pairs = count * 3 // 8
        crops, truth = [], [1, 0] * pairs + [0] * (count - 2 * pairs)
        for _ in range(pairs):
            crop, corner = self.crop(places)
            marked = self._with_lesion(crop, corner, draw_lesion(self.rng, least_mm))
            crops += [self._varied(marked), self._varied(crop)]
        crops += [self._varied(self.elsewhere()) for _ in range(count - 2 * pairs)]
        return to_input(crops), torch.tensor(truth)

    def _varied(self, crop: NDArray[np.float32]) -> NDArray[np.float32]:
        """Flip, shift the density and add noise as another scanner would."""
        for axis in range(3):
            if self.rng.random() < 0.5:
                crop = np.flip(crop, axis)
        if self.rng.random() < 0.5:
            crop = crop.swapaxes(1, 2)
        noise = self.rng.normal(0.0, self.rng.uniform(0, 25), crop.shape)
        return (crop * self.rng.uniform(0.96, 1.04) + self.rng.uniform(-20, 20) + noise).astype(
            np.float32
        )


def to_input(crops: list[NDArray[np.float32]]) -> Tensor:
    """Scale crops of HU as the network's recipe says, (N, 1, D, H, W)."""
    low, high = NODULE_RECIPE.window or (-1000.0, 400.0)
    values = torch.from_numpy(np.stack(crops))[:, None]
    shares = ((values - low) / (high - low)).clamp(0, 1)
    return (shares - NODULE_RECIPE.mean[0]) / NODULE_RECIPE.std[0]


def run(
    params: NoduleParams, report: Report, token: CancelToken, folder: Path
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
    found = measure(model, Kitchen(lung, np.random.default_rng(params.seed + 1)), params.checks)
    found["minutes"] = round((time.monotonic() - started) / 60, 1)
    save_file(model.state_dict(), folder / "nodule3d.safetensors")
    (folder / "nodule3d.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
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
        crops, truth = kitchen.batch(
            kitchen.taught, params.batch, least_size(step, params.steps)
        )
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


def measure(model: nn.Module, kitchen: Kitchen, checks: int) -> dict[str, object]:
    """Measure on held-out lung with synthetic lesions, and on the real one.

    Returns
    -------
    dict
        ``accuracy`` and ``specificity`` in held-out lung, ``specificity_anywhere``,
        ``recall`` by size in mm; ``lesion`` (probability in the crop around the real lesion)
        and ``rank`` (1 is highest) among random crops of lung without it.
    """
    model.eval()
    clear = _likely(model, [kitchen.crop(kitchen.kept)[0] for _ in range(checks)])
    lesions = [draw_lesion(kitchen.rng) for _ in range(checks)]
    marked = _likely(model, [kitchen.positive(kitchen.kept, each) for each in lesions])
    sizes = np.array([each.diameter_mm for each in lesions])
    recall = {
        f"{low}-{high} mm": round(
            float((marked[(sizes >= low) & (sizes < high)] > 0.5).mean()), 3
        )
        for low, high in _BINS
        if ((sizes >= low) & (sizes < high)).any()
    }
    air = _likely(model, [kitchen.elsewhere() for _ in range(checks)])
    everywhere = np.concatenate([kitchen.kept, kitchen.taught])
    others = _likely(model, [kitchen.crop(everywhere)[0] for _ in range(_CROPS)])
    box = kitchen.lung.box(kitchen.lung.corner(kitchen.lung.centre))
    lesion = float(_likely(model, [kitchen.lung.values[box].copy()])[0])
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
