"""``camviewer train cifake``: the network that tells CIFAR-10 photographs from generated ones.

The topology is the paper's best one; the training is our own. What was chosen (rate, epochs)
was chosen on a twentieth of the training pictures that is never learnt from; the test pictures
are looked at once, when all is done.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import nn

from camviewer.core.errors import InputError
from camviewer.core.params import choice, flag, integer, number
from camviewer.core.progress import Progress
from camviewer.core.words import say
from camviewer.engine.models.cifake import CIFAKE_RECIPE
from camviewer.engine.models.cifake_net import CifakeNet
from camviewer.recipes.cifake_score import score
from camviewer.recipes.cifake_set import Pictures, read_pictures
from camviewer.recipes.spec import RECIPES, Recipe

if TYPE_CHECKING:
    from torch import Tensor

    from camviewer.core.progress import CancelToken, Report
    from camviewer.recipes.spec import Places

_KEPT = 20
_TOLD = 50
_LOOKED_AT = 500
_TYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}


@dataclass(frozen=True)
class CifakeParams:
    """How long and from what seed."""

    epochs: int = integer(4, low=1, high=1000, help="Times all pictures are learnt from.")
    batch: int = integer(128, low=1, high=10_000, help="Pictures at a time.")
    rate: float = number(4e-3, low=1e-6, high=1.0, help="Highest learning rate of AdamW.")
    decay: float = number(1e-3, low=0.0, high=1.0, help="Weight decay of AdamW.")
    mirror: bool = flag(default=True, help="Half of the pictures are mirrored, by chance.")
    precision: str = choice(
        "float32", tuple(_TYPES), help="bfloat16 takes a third of the time where it is known."
    )
    seed: int = integer(0, low=0, help="Of all random numbers.")


def run(
    params: CifakeParams, report: Report, token: CancelToken, places: Places
) -> dict[str, object]:
    """Train, measure, and write ``cifake.safetensors`` and ``cifake.json``."""
    from safetensors.torch import save_file

    if places.data is None:
        raise InputError(
            say("recipes", "The pictures of CIFAKE are needed."),
            hint=say("recipes", "Name the published zip."),
        )
    started = time.monotonic(), time.process_time()
    taught, kept = split(read_pictures(places.data, "train", report, token), params.seed)
    tested = read_pictures(places.data, "test", report, token)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(params.seed)
        model = CifakeNet()
        train(model, taught, params, (report, token))
    found: dict[str, object] = {
        "kept": score(logits(model, kept), kept.is_real),
        "test": score(logits(model, tested), tested.is_real),
        "taught": len(taught),
        "seed": params.seed,
        "epochs": params.epochs,
        "precision": params.precision,
        "pictures_sha256": {"train": taught.sha256, "test": tested.sha256},
        "seconds": round(time.monotonic() - started[0], 1),
        "processor_seconds": round(time.process_time() - started[1], 1),
        "threads": torch.get_num_threads(),
    }
    save_file(model.state_dict(), places.out / "cifake.safetensors")
    (places.out / "cifake.json").write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    return found


def split(pictures: Pictures, seed: int) -> tuple[Pictures, Pictures]:
    """Part the pictures by chance: those to learn from, and a twentieth for choosing."""
    order = torch.randperm(len(pictures), generator=_dice(seed))
    count = max(1, len(pictures) // _KEPT)
    return pictures.some(order[count:]), pictures.some(order[:count])


def train(
    model: nn.Module,
    pictures: Pictures,
    params: CifakeParams,
    steering: tuple[Report, CancelToken],
) -> None:
    """Fit the network: AdamW, one cycle of the learning rate, binary cross entropy."""
    report, token = steering
    optimiser = torch.optim.AdamW(
        model.parameters(), lr=params.rate, weight_decay=params.decay, fused=True
    )
    steps = params.epochs * -(-len(pictures) // params.batch)
    plan = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, params.rate, total_steps=steps + 1, pct_start=0.15
    )
    dice, loss_of = _dice(params.seed), nn.BCEWithLogitsLoss()
    is_rough = params.precision != "float32"
    model.train()
    done, mean_loss = 0, 0.7
    for _ in range(params.epochs):
        order = torch.randperm(len(pictures), generator=dice)
        for chosen in torch.split(order, params.batch):
            token.check()
            batch = to_input(pictures.pixels[chosen])
            if params.mirror:
                batch = mirrored(batch, torch.rand(len(chosen), generator=dice) < 0.5)
            with torch.autocast("cpu", _TYPES[params.precision], enabled=is_rough):
                logit = model(batch)[:, 1]
            loss = loss_of(logit.float(), pictures.is_real[chosen])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            plan.step()
            done += 1
            mean_loss = 0.98 * mean_loss + 0.02 * float(loss.detach())
            if done % _TOLD == 0 or done == steps:
                report(Progress(done, steps, f"loss {mean_loss:.3f}"))
    model.eval()


def mirrored(batch: Tensor, chosen: Tensor) -> Tensor:
    """Turn left and right of the chosen pictures: (N, C, H, W) and (N,) to (N, C, H, W)."""
    return torch.where(chosen[:, None, None, None], batch.flip(3), batch)


def to_input(pixels: Tensor) -> Tensor:
    """Scale uint8 pixels as the network's recipe says, (N, 3, 32, 32)."""
    mean, std = (
        torch.tensor(each)[:, None, None] for each in (CIFAKE_RECIPE.mean, CIFAKE_RECIPE.std)
    )
    return (pixels.float() / 255 - mean) / std


@torch.no_grad()
def logits(model: nn.Module, pictures: Pictures) -> Tensor:
    """Return the logit of REAL of each picture, (N,)."""
    model.eval()
    parts = torch.split(pictures.pixels, _LOOKED_AT)
    return torch.cat([model(to_input(part))[:, 1] for part in parts])


def _dice(seed: int) -> torch.Generator:
    """Make a source of random numbers of its own."""
    return torch.Generator().manual_seed(seed)


RECIPES.add(
    Recipe(
        "cifake",
        "CIFAKE",
        "Photographs against generated pictures: the topology of the CIFAKE paper.",
        CifakeParams,
        run,
        data="the pictures of CIFAKE, as the published zip or the folder unpacked from it",
    )
)
