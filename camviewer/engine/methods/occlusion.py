"""Methods that cover parts of the input, wherever they lie; maps are on the input's grid.

The scores are the network's own answers to covered inputs: no layer and no gradient is looked
at. Maps are raw.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.params import choice, integer, number
from camviewer.engine.methods.cost import Cost
from camviewer.engine.methods.panes import Pane
from camviewer.engine.methods.spec import About, Needs, method

if TYPE_CHECKING:
    from torch import Tensor

    from camviewer.engine.methods.cost import Facts
    from camviewer.engine.methods.spec import Probe


@dataclass(frozen=True)
class RiseParams:
    """Choices of RISE."""

    masks: int = integer(
        2000,
        low=1,
        high=100_000,
        help="Random masks; each is one forward pass. The paper has 4000 to 8000: less noise.",
    )
    cells: int = integer(
        7, low=2, high=64, help="Cells of a mask along the longest side; the paper has 7."
    )
    share: float = number(
        0.5, low=0.01, high=1.0, help="Chance of a cell to be open; the paper has a half."
    )
    fill: str = choice(
        "zero",
        ("zero", "blank"),
        help="Behind the mask: the input's 0 as the authors have it, or black (air).",
    )


@method(
    "rise",
    "RISE",
    Needs.NETWORK,
    about=About(
        "perturbation",
        "Petsiuk et al. 2018, eq. 6, arXiv:1806.07421",
        grid="input",
        cost=lambda facts, params: Cost(forwards=float(params.masks), numbers=4 * facts.voxels),
        is_progressive=True,
    ),
    params=RiseParams,
)
def rise(probe: Probe, params: RiseParams) -> Tensor:
    """Average random masks by the target's probability seen through them.

    Notes
    -----
    ``L = sum_i p(x * m_i) m_i / (n q)`` with q the chance of an open cell. A mask is a random
    grid enlarged linearly to one cell more than the input and cut at a random place. The paper
    has as many cells along every side; here they are cells of the same length (in mm where
    there is a spacing), as many as asked for along the longest side. Never negative, and at
    p(x) where nothing matters: only differences within the map count. Its noise falls with
    the root of n.
    """
    from camviewer.engine.methods.covering import Veils, rise_map

    veils = Veils(params.masks, params.cells, params.share, params.fill)
    return rise_map(probe, veils)


@dataclass(frozen=True)
class OcclusionParams:
    """Choices of occlusion."""

    window_pixels: int = integer(
        32, low=1, high=1024, unit="px", help="Side of the window for pictures."
    )
    window_mm: float = number(
        20.0, low=0.1, high=500.0, unit="mm", help="Side of the window for volumes."
    )
    stride: float = number(
        50.0,
        low=5.0,
        high=100.0,
        unit="%",
        help="Step from window to window over its side: small is smooth and slow.",
    )
    fill: str = choice(
        "zero",
        ("zero", "blank", "mean", "blur"),
        help="What covers: 0 of the normalised input, black (air), the image's mean or blur.",
    )

    def pane(self) -> Pane:
        """Make the window that slides."""
        return Pane(self.window_pixels, self.window_mm, self.stride)


def _occlusion_cost(facts: Facts, params: OcclusionParams) -> Cost:
    """One pass for each window; of a square picture where the size is not known."""
    size = facts.size or (math.isqrt(facts.voxels),) * 2
    windows = params.pane().count(size, facts.spacing_mm if facts.size else None)
    return Cost(forwards=windows + 1.0, numbers=4 * facts.voxels)


@method(
    "occlusion",
    "Occlusion",
    Needs.NETWORK,
    about=About(
        "perturbation",
        "Zeiler and Fergus 2014, section 4.2, arXiv:1311.2901",
        grid="input",
        cost=_occlusion_cost,
        is_progressive=True,
    ),
    params=OcclusionParams,
)
def occlusion(probe: Probe, params: OcclusionParams) -> Tensor:
    """Slide a window over the input and show the score that is lost behind it.

    Notes
    -----
    A cell's value is the score of the whole input less the mean score over the windows that
    cover it: in units of the score, positive where covering lowers it. A window is a square of
    pixels or a cube in mm, each axis in whole cells. Windows start at the first cell and step
    by the stride; the last one of an axis may be cut off by the border, so that every cell is
    covered; one that would hide the whole input is a quarter of each axis instead. The paper
    covers in grey, which is 0 of an input normalised by its mean.
    """
    from camviewer.engine.methods.covering import occlusion_map

    return occlusion_map(probe, params.pane(), params.fill)
