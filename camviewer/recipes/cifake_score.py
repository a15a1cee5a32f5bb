"""How well two classes were told apart, with how far chance alone may reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

_DRAWS = 10_000
_ENDS = (2.5, 97.5)


def score(logits: Tensor, is_real: Tensor) -> dict[str, object]:
    """Measure logits of REAL against the truth.

    Parameters
    ----------
    logits, is_real : Tensor, (N,)
        REAL is said above 0; the truth is 1 of a photograph, else 0.

    Returns
    -------
    dict
        ``pictures`` (N), ``counts`` (real said real, fake said real, real said fake, fake said
        fake), ``loss`` (mean binary cross entropy in nats), and ``accuracy``, ``precision``,
        ``recall`` and ``f1`` of REAL, each with its 95 % interval as ``[value, low, high]``.

    Notes
    -----
    The intervals are percentiles of a bootstrap over pictures: drawing N pictures with
    replacement is drawing the four counts from a multinomial distribution.
    """
    counts = confusion(logits, is_real)
    drawn = np.random.default_rng(0).multinomial(counts.sum(), counts / counts.sum(), _DRAWS)
    values, several = rates(counts[None]), rates(drawn)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, is_real)
    return {
        "pictures": int(counts.sum()),
        "counts": counts.tolist(),
        "loss": round(float(loss), 4),
        **{name: _with_ends(values[name][0], several[name]) for name in values},
    }


def confusion(logits: Tensor, is_real: Tensor) -> NDArray[np.int64]:
    """Count (real said real, fake said real, real said fake, fake said fake)."""
    said, true = logits > 0, is_real > 0.5
    cells = (said & true, said & ~true, ~said & true, ~said & ~true)
    return np.array([int(each.sum()) for each in cells], dtype=np.int64)


def rates(counts: NDArray[np.int64]) -> dict[str, NDArray[np.float64]]:
    """Make rates of counts, (M, 4) to (M,) each; 0 where there is nothing to divide by."""
    hits, wrong, missed, left = counts.T.astype(np.float64)
    return {
        "accuracy": _share(hits + left, hits + wrong + missed + left),
        "precision": _share(hits, hits + wrong),
        "recall": _share(hits, hits + missed),
        "f1": _share(2 * hits, 2 * hits + wrong + missed),
    }


def _share(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _with_ends(value: float, drawn: NDArray[np.float64]) -> list[float]:
    low, high = np.percentile(drawn, _ENDS)
    return [round(float(each), 4) for each in (value, low, high)]
