"""What CF-CAM made of a layer's channels: plain data that every package may hold."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, nan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from camviewer.core.image import Heatmap

NOISE = -1
DOMINANT = -2
DEAD = -3
_ALIKE = 1.1


@dataclass(frozen=True, eq=False)
class Channels:
    """What one setting of the method made of the channels, one entry for each.

    Attributes
    ----------
    norms : float64 array, (C,)
        L2 norm of the activation over its cells, in the activation's unit.
    slopes : float64 array, (C,)
        Mean over the cells of the score's gradient; above 0 speaks for the target.
    roles : int64 array, (C,)
        Number of the cluster from 0, or :data:`NOISE`, :data:`DOMINANT`, :data:`DEAD`.
    counted : bool array, (C,)
        Whether it entered the map.
    weights : float64 array, (C,)
        What its activation was multiplied with; the mean over the cells where each has its own.
    shares : float64 array, (C,)
        What it adds to the map where the map is above zero, over all that lies there. They add
        up to 1; below 0 is taken away. All 0 for a map that is nowhere above zero.
    threshold : float
        Norm from which channels are dominant.
    eps : float
        DBSCAN's radius; 0 when it was not run.
    min_points : int
        Channels that the core of a cluster needed; 0 when it was not run.
    """

    norms: NDArray[np.float64]
    slopes: NDArray[np.float64]
    roles: NDArray[np.int64]
    counted: NDArray[np.bool_]
    weights: NDArray[np.float64]
    shares: NDArray[np.float64]
    threshold: float = 0.0
    eps: float = 0.0
    min_points: int = 0

    def __len__(self) -> int:
        return len(self.norms)

    @property
    def clusters(self) -> int:
        """How many clusters there are."""
        return max(0, int(self.roles.max(initial=-1)) + 1)

    def count(self, role: int) -> int:
        """How many channels have a role."""
        return int((self.roles == role).sum())

    @property
    def weight_ratio(self) -> float:
        """Largest over smallest weight of those that enter the map.

        Infinite where they have not all the same sign; NaN where there are fewer than two.
        """
        used = self.weights[self.counted]
        if len(used) < 2:
            return nan
        sizes = abs(used)
        is_mixed = bool(used.min() < 0 < used.max())
        return inf if is_mixed or sizes.min() == 0 else float(sizes.max() / sizes.min())

    @property
    def counts_alike(self) -> bool:
        """Whether the weights differ so little that the target hardly matters."""
        return self.weight_ratio < _ALIKE


@dataclass(frozen=True, eq=False)
class Reading:
    """One setting of the method and what came of it.

    Attributes
    ----------
    channels
        What became of each.
    heatmap
        The map, raw and signed.
    parameters
        The setting, every parameter by name.
    """

    channels: Channels
    heatmap: Heatmap
    parameters: Mapping[str, object]


@dataclass(frozen=True, eq=False)
class ChannelMaps:
    """What one channel shows, and how the score hangs on it.

    Attributes
    ----------
    number
        From 0.
    activation, gradient
        On the layer's own cells, in the image's world.
    """

    number: int
    activation: Heatmap
    gradient: Heatmap
