"""``camviewer train nodule-cases``: crops with known lesions as files, for ``camviewer batch``.

Nothing is taught: the lesions of the nodule network's training are drawn into lung that it was
taught on, or that was held out, and written with their masks and a list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.image import Grid
from camviewer.core.params import choice, integer, number
from camviewer.core.progress import Progress
from camviewer.core.settings import resource
from camviewer.engine.models.volumetric import NODULE_RECIPE
from camviewer.io import open_image, write_bytes, write_volume
from camviewer.recipes.crops import Kitchen
from camviewer.recipes.lesions import draw_lesion
from camviewer.recipes.lung import read_lung
from camviewer.recipes.spec import RECIPES, Places, Recipe

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from camviewer.core.progress import CancelToken, Report

LIST, SIZES = "cases.csv", "sizes.csv"
_HALF = 0.5


@dataclass(frozen=True)
class CasesParams:
    """Which crops."""

    count: int = integer(40, low=1, high=10_000, help="Crops, each with one lesion.")
    part: str = choice("kept", ("kept", "taught"), help="Lung held out, or taught.")
    least: float = number(
        8.0, low=3.0, high=40.0, unit="mm", help="Smallest lesion; up to 50 mm."
    )
    seed: int = integer(2, low=0, help="Of all random numbers.")


def run(
    params: CasesParams, report: Report, token: CancelToken, places: Places
) -> dict[str, object]:
    """Write crops in HU, masks, ``cases.csv`` (image, mask, class), and the lesions' sizes.

    Returns
    -------
    dict
        ``list``, ``cases`` and ``mask_ml``, the median volume of the masks.
    """
    lung = read_lung(
        open_image(resource("samples", "lung1.nii.gz")),
        open_image(resource("samples", "lung1_label.nii.gz")),
    )
    kitchen = Kitchen(lung, np.random.default_rng(params.seed), params.part)
    cases, sizes, volumes = ["image,mask,class"], ["image,diameter_mm"], []
    for place in range(params.count):
        token.check()
        lesion = draw_lesion(kitchen.rng, params.least)
        crop, share = kitchen.marked(lesion)
        names = f"case{place:04d}.nii.gz", f"mask{place:04d}.nii.gz"
        mask = (share >= _HALF).astype(np.float32)
        for name, array in zip(names, (crop, mask), strict=True):
            _write(places.out / name, array)
        cases.append(f"{names[0]},{names[1]},nodule")
        sizes.append(f"{names[0]},{lesion.diameter_mm:.1f}")
        volumes.append(float(mask.sum()) * np.prod(_spacing()) / 1000)
        report(Progress(place + 1, params.count, names[0]))
    for name, rows in ((LIST, cases), (SIZES, sizes)):
        write_bytes(places.out / name, ("\n".join(rows) + "\n").encode())
    return {"list": LIST, "cases": params.count, "mask_ml": round(float(np.median(volumes)), 2)}


def _spacing() -> tuple[float, ...]:
    """Distance of the network's voxels along D, H and W, in mm."""
    return NODULE_RECIPE.spacing_mm or (1.0, 1.0, 1.0)


def _write(path: Path, array: NDArray[np.float32]) -> None:
    """Write a crop (D, H, W), which runs to superior, anterior and right, as NIfTI."""
    deep, high, wide = _spacing()
    affine = np.diag((wide, high, deep, 1.0))
    stored = array.transpose(2, 1, 0)
    write_volume(path, stored, Grid(stored.shape, affine), {})


RECIPES.add(
    Recipe(
        "nodule-cases",
        "Nodule cases",
        "Crops of the shipped scan with synthetic lesions and their masks, to be measured on.",
        CasesParams,
        run,
    )
)
