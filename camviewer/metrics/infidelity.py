"""Whether the heat of what is taken away says by how much the score falls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.judgement import Finding
from camviewer.core.params import integer, number
from camviewer.core.words import say
from camviewer.metrics.baseline import BaselineParams, baseline_key, make_baseline
from camviewer.metrics.spec import METRICS, Better, Metric
from camviewer.metrics.subject import Look, undefined

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from torch import Tensor

    from camviewer.metrics.subject import Answer, Case, Run, Wish

    Compared = Generator[Wish, Answer, tuple[Tensor, Tensor]]

_REFERENCE = "arXiv:1901.09392"


@dataclass(frozen=True)
class InfidelityParams(BaselineParams):
    """Choices of infidelity."""

    draws: int = integer(40, low=2, high=10000, help="Images with parts taken away.")
    blocks: int = integer(
        7, low=1, high=64, help="Blocks along the longest side; each is taken away or kept."
    )
    share: float = number(0.3, low=0.01, high=0.99, help="Chance of a block to be taken away.")


def infidelity(case: Case, params: InfidelityParams) -> Run:
    """Return the mean square of what the heat tells wrongly of the score's fall.

    Notes
    -----
    ``mean_I (beta sum(I L) - (f(x) - f(x_I)))^2`` with I the cells that were taken away, f the
    score, and ``beta = mean(a b) / mean(a^2)`` the best factor, since a CAM has no scale of its
    own. Yeh 2019; captum with ``normalize=True``. I is drawn block by block, the same for all
    maps of a sample, so that the network is asked once for all of them.
    """
    told, fell = yield from _compared(case, params)
    errors = _errors(told, fell)
    return Finding(float(errors.mean()), draws=tuple(errors.tolist()))


def infidelity_share(case: Case, params: InfidelityParams) -> Run:
    """Return the same over the mean square of the falls, in [0, 1]; see :func:`infidelity`.

    Notes
    -----
    0 where the heat tells every fall, 1 where it tells none of it. Comparable between images.
    """
    told, fell = yield from _compared(case, params)
    whole = float((fell**2).mean())
    if not whole > 0:
        return undefined(say("metrics", "The score never changed."))
    shares = _errors(told, fell) / whole
    return Finding(min(1.0, max(0.0, float(shares.mean()))), draws=tuple(shares.tolist()))


def removed_blocks(shape: Sequence[int], params: InfidelityParams, like: Tensor) -> Tensor:
    """Draw which cells are taken away, bool (draws, *S)."""
    import torch

    draw = torch.Generator().manual_seed(0)
    side = max(1, -(-max(shape) // params.blocks))
    coarse = [-(-length // side) for length in shape]
    chosen = torch.rand((params.draws, *coarse), generator=draw) < params.share
    for axis, length in enumerate(shape, start=1):
        chosen = chosen.repeat_interleave(side, axis).narrow(axis, 0, length)
    return chosen.to(like.device)


def _compared(case: Case, params: InfidelityParams) -> Compared:
    """Ask for the images; return the heat taken away and the score's falls, (draws,) each."""
    whole = yield case.whole()
    removed = removed_blocks(case.heat.shape, params, case.heat)
    ground = make_baseline(case.subject, case.sample, params)
    name = (baseline_key(params), params.draws, params.blocks, params.share)

    def make(rows: Sequence[int]) -> Tensor:
        return ground.where(removed[list(rows)].unsqueeze(1), case.image)

    seen = yield Look(tuple(("blocks", name, row) for row in range(params.draws)), make)
    told = (removed * case.heat).flatten(1).sum(1).double().cpu()
    return told, (whole.score[0] - seen.score).double().cpu()


def _errors(told: Tensor, fell: Tensor) -> Tensor:
    """Square error of each draw at the factor that is best for all of them, (draws,).

    The factor is where their mean is least, so that a little more or less of it, as other draws
    would give, changes the mean in second order only.
    """
    size = float((told**2).mean())
    factor = float((told * fell).mean()) / size if size > 0 else 0.0
    return (factor * told - fell) ** 2


METRICS.add(
    Metric(
        "infidelity",
        "Infidelity",
        "score",
        Better.LOWER,
        (0.0, float("inf")),
        _REFERENCE,
        infidelity,
        summary="How wrongly the heat tells by how much the score falls when parts go.",
        unit="score²",
        params=InfidelityParams,
    )
)
METRICS.add(
    Metric(
        "infidelity-share",
        "Infidelity, relative",
        "score",
        Better.LOWER,
        (0.0, 1.0),
        _REFERENCE,
        infidelity_share,
        summary="Which part of the score's falls the heat does not tell: 0 tells all.",
        params=InfidelityParams,
    )
)
