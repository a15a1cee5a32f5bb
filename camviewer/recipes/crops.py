"""Crops of one scan, with synthetic lesions and without, for teaching and for measuring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from camviewer.engine.models.volumetric import NODULE_RECIPE
from camviewer.recipes.lesions import blend_lesion, draw_lesion
from camviewer.recipes.lung import CROP

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.random import Generator
    from numpy.typing import NDArray
    from torch import Tensor

    from camviewer.recipes.lesions import Lesion
    from camviewer.recipes.lung import Lung

# Share of a crop's lung that may lie in the held-out part. The parts meet, so a crop for
# measuring may reach a little beyond it; one for teaching never reaches into it.
_HELD_OUT_SHARES = {"taught": (0.0, 0.0), "kept": (0.75, 1.0), "all": (0.0, 1.0)}


def held_out(lung: Lung) -> NDArray[np.bool_]:
    """Return the part of the lung never taught: the upper part of the lesion-free side."""
    places = np.argwhere(lung.inside)
    middle, level = np.median(places[:, 2]), np.quantile(places[:, 0], 0.55)
    depth = np.arange(lung.inside.shape[0])[:, None, None]
    right = np.arange(lung.inside.shape[2])
    other_side = (right >= middle) != (lung.centre[2] >= middle)
    return np.asarray(lung.inside & other_side & (depth >= level))


class Kitchen:
    """Cuts crops from one part of a scan and puts lesions into them.

    Parameters
    ----------
    lung
        The scan.
    rng
        Draws everything.
    part
        ``"taught"``, ``"kept"`` (held out) or ``"all"``; none of them touches the lesion.
    """

    def __init__(self, lung: Lung, rng: Generator, part: str = "taught") -> None:
        self.lung = lung
        self.rng = rng
        self.kept = held_out(lung)
        self._shares = _HELD_OUT_SHARES[part]
        mine = {"taught": lung.inside & ~self.kept, "kept": self.kept, "all": lung.inside}[part]
        self._places = np.argwhere(mine)

    def crop(self) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Cut a random crop around lung; with its corner."""

        def around_lung() -> NDArray[np.int64]:
            centre = self._places[self.rng.integers(len(self._places))]
            return self.lung.corner(
                centre + (self.rng.uniform(-0.3, 0.3, 3) * CROP).astype(int)
            )

        return self._allowed(around_lung, least_lung=0.05)

    def elsewhere(self) -> NDArray[np.float32]:
        """Cut a crop anywhere in the scan: belly, clothes and air are scanned too."""
        top = np.asarray(np.array(self.lung.values.shape) - CROP + 1, dtype=np.int64)
        return self._allowed(lambda: self.rng.integers(0, top), least_lung=0.0)[0]

    def _allowed(
        self, draw: Callable[[], NDArray[np.int64]], least_lung: float
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        for _ in range(10_000):
            corner = draw()
            box = self.lung.box(corner)
            inside = self.lung.inside[box]
            share = self.kept[box].sum() / max(1, inside.sum())
            is_ours = self._shares[0] <= share <= self._shares[1] or not inside.any()
            if is_ours and inside.mean() >= least_lung and not self.lung.lesion[box].any():
                return self.lung.values[box].copy(), corner
        message = "the scan has no place outside the lesion"
        raise ValueError(message)

    def positive(self, lesion: Lesion) -> NDArray[np.float32]:
        """Cut a crop and blend a lesion into its lung."""
        return self._with_lesion(*self.crop(), lesion)[0]

    def marked(self, lesion: Lesion) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Cut a crop, blend a lesion into it, and tell its share of each voxel."""
        return self._with_lesion(*self.crop(), lesion)

    def _with_lesion(
        self, crop: NDArray[np.float32], corner: NDArray[np.int64], lesion: Lesion
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        inside = np.argwhere(self.lung.inside[self.lung.box(corner)])
        centre = inside[self.rng.integers(len(inside))] + self.rng.uniform(-0.5, 0.5, 3)
        return blend_lesion(crop, centre, lesion, self.rng)

    def batch(self, count: int, least_mm: float) -> tuple[Tensor, Tensor]:
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
            crop, corner = self.crop()
            marked = self._with_lesion(crop, corner, draw_lesion(self.rng, least_mm))[0]
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
