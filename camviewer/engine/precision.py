"""How far maps computed in half precision lie from those in float32."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.engine.maps import make_map, study
from camviewer.engine.methods.cost import Facts
from camviewer.engine.probe import computing_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from camviewer.engine.maps import Choice, Study
    from camviewer.engine.plan import Plan
    from camviewer.engine.targets import Target

_FACTS = Facts(64, 64, 4096, 10, has_head=False)


def measure_deviation(
    plan: Plan, targets: Sequence[Target], choices: Sequence[Choice], precision: str
) -> dict[str, float]:
    """Compare one window in half precision with the same in float32.

    Returns
    -------
    dict
        Empty for float32. ``score``: difference of the first target's score, as a share of its
        size; ``activations``: the same of the layer's values, as a share of their norm; and by
        method ``1 - cosine`` of the two maps, for methods that need no further pass.
    """
    if precision == "float32":
        return {}
    free = [choice for choice in choices if _is_free(choice)]
    scene, layer = plan.scene(plan.layout.starts[:1]), next(iter(plan.layers))
    exact = study(scene, targets, free)
    wanted = [_map(exact, layer, choice) for choice in free]
    with computing_in(precision):
        rough = study(scene, targets, free)
        made = [_map(rough, layer, choice) for choice in free]
    one, other = (
        exact.recording.recorded(layer, 0, has_gradients=False),
        rough.recording.recorded(layer, 0, has_gradients=False),
    )
    found = {
        "score": _share(other.score, one.score),
        "activations": _share(other.activations.float(), one.activations.float()),
    }
    for choice, *maps in zip(free, made, wanted, strict=True):
        found[choice.method.name] = 1 - _cosine(*maps)
    return found


def _is_free(choice: Choice) -> bool:
    """Whether a method needs no pass of its own."""
    cost = choice.method.cost(_FACTS, choice.params)
    return not (cost.forwards or cost.passes or cost.tails)


def _map(studied: Study, layer: str, choice: Choice) -> Tensor:
    """Map of the first window."""
    return make_map(studied.probe(layer, 0), choice).array.double().flatten()


def _share(found: Tensor, exact: Tensor) -> float:
    """Norm of a difference as a share of the norm."""
    size = float(exact.norm())
    return float((found - exact).norm()) / size if size > 0 else 0.0


def _cosine(one: Tensor, other: Tensor) -> float:
    """Cosine of two maps; 1 for two blank ones."""
    sizes = float(one.norm() * other.norm())
    return float(one @ other) / sizes if sizes > 0 else float(one.norm() == other.norm())
