"""How long a run will take and how much memory, before it is started."""

from __future__ import annotations

from math import ceil, prod
from typing import TYPE_CHECKING

from camviewer.core.job import Estimate, Forecast
from camviewer.engine.choice import choose_methods
from camviewer.engine.fuse import JOIN
from camviewer.engine.layers import find_layer
from camviewer.engine.loading import load_model
from camviewer.engine.methods.cost import Facts
from camviewer.engine.methods.spec import Needs
from camviewer.engine.models.prepare import prepared_shape
from camviewer.engine.network import ROWS
from camviewer.engine.profile import Profile, measure
from camviewer.engine.stage import chosen_layers, lay_windows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.core.image import Image
    from camviewer.core.job import ExplainRequest
    from camviewer.engine.choice import Choice
    from camviewer.engine.loading import Loaded
    from camviewer.engine.models.spec import InputRecipe

_BACKWARD = 2.0
"""A gradient takes about as long as two passes of the part it goes back through."""


def forecast(request: ExplainRequest) -> Forecast:
    """Estimate a run by one measured pass of the network.

    Parameters
    ----------
    request
        What would be explained.

    Returns
    -------
    Forecast
        Seconds and bytes; right within a factor of about two.

    Raises
    ------
    CamViewerError
        When the request cannot be run at all.
    """
    choices = choose_methods(request.methods, request.parameters)
    loaded = load_model(request.model, request.device)
    recipe = loaded.spec.recipe
    chosen = chosen_layers(request, loaded)
    names = [name for each in chosen for name in each.split(JOIN)]
    shape = prepared_shape(request.image, recipe)
    layout = lay_windows(loaded, chosen, shape)
    windows, targets = len(layout.starts), 1 + len(request.further_targets)
    replays = any(choice.method.needs & Needs.TAIL for choice in choices)
    profiles = [_profile(loaded, name, replays=replays) for name in names]
    first = max(profiles, key=lambda each: each.tail_share)
    shared = first.seconds * (1 + targets * _BACKWARD * first.tail_share)
    rows = min(ROWS, windows) if windows > 1 else 1
    base = prod(shape) * recipe.channels * 4 + rows * (first.pass_bytes + first.tail_bytes)
    spacing = _spacing(request.image, recipe)
    costs = [
        (_facts(loaded, *pair, spacing), pair[1]) for pair in zip(names, profiles, strict=True)
    ]
    estimates = [_estimate(costs, choice, windows * targets) for choice in choices]
    return Forecast(
        tuple(estimates),
        windows,
        first.seconds,
        shared * windows + sum(each.seconds for each in estimates),
        base + max(each.bytes for each in estimates),
        str(loaded.device),
    )


def _profile(loaded: Loaded, layer: str, *, replays: bool) -> Profile:
    """Cost of one pass; measured once for each layer of a loaded network, and for tails."""
    known = loaded.profiles.get(layer)
    if known is None or (replays and not known.knows_replay):
        module = find_layer(loaded.model, layer)
        known = measure(loaded.model, module, loaded.example(), replays=replays)
        loaded.profiles[layer] = known
    return known


def _estimate(layers: Sequence[tuple[Facts, Profile]], choice: Choice, times: int) -> Estimate:
    """Estimate what one method adds, over all windows, targets and layers."""
    forwards, seconds, largest = 0.0, 0.0, 0
    for facts, profile in layers:
        cost = choice.method.cost(facts, choice.params)
        units = (
            cost.forwards + cost.passes * (1 + _BACKWARD) + cost.tails * profile.replay_share
        )
        forwards += units * times
        seconds += units * profile.seconds * times
        rows = ROWS if cost.forwards + cost.passes + cost.tails > 1 else 1
        held = cost.numbers * 4 + rows * profile.pass_bytes
        held += rows * profile.tail_bytes if cost.passes else 0
        largest = max(largest, held)
    return Estimate(choice.method.name, forwards, seconds, ceil(largest))


def _spacing(image: Image, recipe: InputRecipe) -> tuple[float, ...] | None:
    """Distance of a network's input voxels; None for pictures."""
    if not image.is_volume:
        return None
    return recipe.spacing_mm or tuple(image.grid.spacing[::-1])


def _facts(
    loaded: Loaded, layer: str, profile: Profile, spacing: tuple[float, ...] | None
) -> Facts:
    """Gather what costs depend on."""
    candidate = loaded.candidate(layer)
    return Facts(
        candidate.channels,
        prod(candidate.shape),
        prod(loaded.spec.recipe.size),
        len(loaded.labels),
        has_head=profile.has_head,
        size=loaded.spec.recipe.size,
        spacing_mm=spacing,
    )
