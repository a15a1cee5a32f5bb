"""Looking into the channels of a map: which map, which setting, and taking it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.core.channels import Reading
    from camviewer.core.image import Heatmap
    from camviewer.session.catalogue import MethodInfo
    from camviewer.session.inspected import Inspected
    from camviewer.session.state import Ask, Case

_FAMILY = "cf-cam"


def inspectable(case: Case, methods: Sequence[MethodInfo]) -> Heatmap | None:
    """Find a map whose channels can be looked into: the one shown, else the first; or None."""
    names = {info.name for info in methods if info.family == _FAMILY}
    if case.explanation is None or case.image is None:
        return None
    maps = [each for each in case.heatmaps.values() if each.method in names]
    whole = [each for each in maps if each.progress is None]
    return next((each for each in whole if each.name == case.selected), next(iter(whole), None))


def begin(state: Inspected, heatmap: Heatmap | None) -> None:
    """Look into another map's channels; None closes. The marked channel stays marked."""
    is_other = heatmap is None or state.heatmap is None or state.heatmap.layer != heatmap.layer
    if is_other:
        state.selected = None
    state.original = state.reading = state.likeness = state.maps = None
    state.notes, state.trouble = (), ""
    state.parameters = {} if heatmap is None else dict(heatmap.parameters)
    state.heatmap = heatmap


def likeness(reading: Reading, original: Reading) -> float:
    """Cosine of two maps as vectors, in [-1, 1]; NaN where one is zero."""
    from camviewer.metrics.agreement import cosine

    return cosine(reading.heatmap.array, original.heatmap.array)


def accept(state: Inspected, reading: Reading, alike: float | None) -> None:
    """Take over what came of a setting; at first the strongest channel is marked."""
    state.trouble = ""
    if state.original is None:
        state.original = reading
    state.likeness = alike
    state.reading = reading
    count = len(reading.channels)
    if count and (state.selected is None or state.selected >= count):
        state.selected = int(reading.channels.shares.argmax())


def wanted(state: Inspected, info: MethodInfo) -> dict[str, object]:
    """Return what of the setting that is tried differs from the defaults."""
    usual = {param.name: param.default for param in info.params}
    return {name: value for name, value in state.parameters.items() if value != usual[name]}


def is_asked(state: Inspected, ask: Ask, info: MethodInfo) -> bool:
    """Tell whether the next run would take the setting that is tried anyway."""
    usual = {param.name: param.default for param in info.params}
    return {**usual, **ask.parameters.get(info.name, {})} == {**usual, **state.parameters}


def use(state: Inspected, ask: Ask, info: MethodInfo) -> None:
    """Ask for the setting that is tried from now on; defaults are not written down."""
    ask.parameters = {**ask.parameters, info.name: wanted(state, info)}
    if info.name not in ask.methods:
        ask.methods = (*ask.methods, info.name)
