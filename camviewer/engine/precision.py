"""How far maps computed in half precision lie from those in float32."""

from __future__ import annotations

from math import isnan, nan
from typing import TYPE_CHECKING

from camviewer.core.errors import CamViewerError
from camviewer.engine.device import is_out_of_memory
from camviewer.engine.maps import make_map, study
from camviewer.engine.methods.cost import Facts
from camviewer.engine.probe import computing_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from camviewer.core.progress import CancelToken
    from camviewer.engine.choice import Choice
    from camviewer.engine.maps import Study
    from camviewer.engine.plan import Plan
    from camviewer.engine.targets import Target

_FACTS = Facts(64, 64, 4096, 10, has_head=False)


def measure_deviation(
    plan: Plan,
    targets: Sequence[Target],
    choices: Sequence[Choice],
    precision: str,
    *,
    token: CancelToken | None = None,
) -> dict[str, float]:
    """Compare the middle window in half precision with the same in float32.

    Returns
    -------
    dict
        Empty for float32, and where float32 does not fit into memory. ``score``: difference of
        the first target's score, as a share of its size; ``activations``: the same of the
        layer's values, as a share of their norm; and by method ``1 - cosine`` of the two maps,
        for methods that need no further pass. What is zero in float32 is left out.

    Raises
    ------
    Cancelled
        When the token was set.
    """
    if precision == "float32":
        return {}
    free = [choice for choice in choices if _is_free(choice)]
    try:
        exact = _look(plan, targets, free, token)
        with computing_in(precision):
            rough = _look(plan, targets, free, token)
    except RuntimeError as error:
        if not is_out_of_memory(error):
            raise
        return {}
    shared = {name: (rough[name], exact[name]) for name in exact if name in rough}
    found = {name: _share(*shared.pop(name)) for name in ("score", "activations")}
    found |= {name: 1 - _cosine(*maps) for name, maps in shared.items()}
    return {name: value for name, value in found.items() if not isnan(value)}


def _look(
    plan: Plan, targets: Sequence[Target], choices: Sequence[Choice], token: CancelToken | None
) -> dict[str, Tensor]:
    """Score, activations and maps of the window nearest the middle, of the first target."""
    starts = plan.layout.starts
    scene, layer = plan.scene([starts[len(starts) // 2]]), next(iter(plan.layers))
    studied = study(scene, targets, choices, token=token)
    shown = studied.recording.recorded(layer, 0, has_gradients=False)
    found = {"score": shown.score.double(), "activations": shown.activations.float()}
    for choice in choices:
        if token is not None:
            token.check()
        try:
            found[choice.method.name] = _map(studied, layer, choice)
        except CamViewerError:
            # The run leaves it out too, and says why.
            continue
    studied.close()
    return {name: value.flatten().cpu() for name, value in found.items()}


def _is_free(choice: Choice) -> bool:
    """Whether a method needs no pass of its own."""
    cost = choice.method.cost(_FACTS, choice.params)
    return not (cost.forwards or cost.passes or cost.tails)


def _map(studied: Study, layer: str, choice: Choice) -> Tensor:
    """Map of the first window."""
    return make_map(studied.probe(layer, 0), choice).array.double().flatten()


def _share(found: Tensor, exact: Tensor) -> float:
    """Norm of a difference as a share of the norm; NaN of nothing."""
    size = float(exact.norm())
    return float((found - exact).norm()) / size if size > 0 else nan


def _cosine(one: Tensor, other: Tensor) -> float:
    """Cosine of two maps; NaN where the exact one is blank, 0 where only the other is."""
    sizes = float(one.norm() * other.norm())
    if sizes > 0:
        return float(one @ other) / sizes
    return nan if float(other.norm()) == 0 else 0.0
