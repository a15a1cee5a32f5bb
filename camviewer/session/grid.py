"""Which map stands where in the comparison, and what is said at the head of a column."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

from camviewer.core.words import say
from camviewer.session.numbers import in_order
from camviewer.session.words import chance, map_label, percent

if TYPE_CHECKING:
    from camviewer.core.image import Heatmap
    from camviewer.core.job import Explanation, Prediction
    from camviewer.session.comparison import Beside
    from camviewer.session.state import Case, State


@dataclass(frozen=True)
class Head:
    """What stands above a column.

    Attributes
    ----------
    value
        Layer, target or network; empty for the column of the case's own maps.
    title
        Its words.
    said
        What the network says there, with how likely that is; may be empty.
    fault
        Why it has no maps; may be empty.
    """

    value: str = ""
    title: str = ""
    said: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Table:
    """The comparison as rows and columns.

    Attributes
    ----------
    heads
        One for each column; none where the methods alone are compared.
    rows
        Names of maps, one row for each method; empty where there is none. One row of all maps
        where the methods alone are compared.
    methods
        Of the rows, where there are heads.
    """

    heads: tuple[Head, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    methods: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All maps there are, row by row."""
        return tuple(name for row in self.rows for name in row if name)


def grid_of(state: State) -> Table:
    """Lay out what is compared; rows follow the numbers that the user sorts by."""
    case, held = state.case, state.comparison
    ordered = in_order(state.numbers, case.heatmaps)
    if held.axis == "methods":
        return Table((), (ordered,))
    columns = [held.beside.get((held.axis, value)) for value in held.chosen]
    own = _own(case, ordered)
    further = [method for each in columns if each is not None for method in each.names]
    methods = tuple(dict.fromkeys((*own, *further)))
    rows = tuple(
        (
            own.get(method, ""),
            *("" if each is None else each.names.get(method, "") for each in columns),
        )
        for method in methods
    )
    heads = tuple(
        _head(state, value, each) for value, each in zip(held.chosen, columns, strict=True)
    )
    return Table((_own_head(state), *heads), rows, methods)


def _own(case: Case, ordered: tuple[str, ...]) -> dict[str, str]:
    """Choose one map of the case for each method: that of its first layer and target."""
    explanation, found = case.explanation, dict[str, str]()
    for name in ordered:
        each = case.heatmaps[name]
        if explanation is None or _is_first(each, explanation):
            found.setdefault(each.method, name)
    return found


def _is_first(heatmap: Heatmap, explanation: Explanation) -> bool:
    is_there = heatmap.layer in {"", explanation.layer}
    return is_there and heatmap.target in {"", explanation.target.label}


def _own_head(state: State) -> Head:
    """Say which layer, target or network the case's own maps are of."""
    ask, explanation, axis = state.ask, state.case.explanation, state.comparison.axis
    if explanation is None:
        words = {"layers": ask.layer, "targets": ask.target}.get(axis)
        return Head("", words or say("grid", "As chosen at the left"))
    if axis == "layers":
        return Head("", explanation.layer, say("grid", "chosen at the left"))
    if axis == "targets":
        return Head("", explanation.target.label, _likely(explanation, ""))
    return Head("", explanation.model_label, _likely_of_model(explanation))


def _head(state: State, value: str, beside: Beside | None) -> Head:
    if beside is None:
        return Head(value, _plain_title(value))
    explanation, said = beside.explanation, ""
    axis = state.comparison.axis
    if explanation is not None and axis == "models":
        said = _likely_of_model(explanation)
    elif explanation is not None and axis == "targets":
        said = _likely(explanation, beside.title)
    return Head(value, beside.title, said, beside.fault)


def _plain_title(value: str) -> str:
    """Name what nothing is known of yet; of a path only its last part."""
    from camviewer.session.target_words import short_words

    return short_words(value.replace("\\", "/").rstrip("/").rpartition("/")[2])


def _likely(explanation: Explanation, label: str) -> str:
    """Say how likely a target of a run is: the first one where none is named.

    Of a scanned volume each target has its own strongest window, which is known of the first
    target alone.
    """
    targets = (explanation.target, *explanation.further_targets)
    found = next((each for each in targets if each.label == label), explanation.target)
    if not explanation.windows:
        return _share(found)
    if found is not explanation.target:
        return ""
    words = say("grid", "{chance} in its strongest window")
    return words.format(chance=_share(found))


def _likely_of_model(explanation: Explanation) -> str:
    """Say what a network explains, and what it says itself where that is something else."""
    target, found = explanation.target, explanation.predictions
    words = say("grid", "explains {label} {chance}")
    said = words.format(label=target.label, chance=_share(target))
    if found and found[0].index != target.index:
        first = say("grid", "says {label} {chance}")
        first = first.format(label=found[0].label, chance=_share(found[0]))
        return f"{first} · {said}"
    return said


def _share(each: Prediction) -> str:
    """Write how likely a target is, or its score where it has no probability."""
    return chance(each) if isnan(each.probability) else percent(each.probability)


def map_titles(state: State) -> dict[str, str]:
    """Name every map of the grid: by its method and, where there are columns, by its column."""
    table = grid_of(state)
    columns = {
        name: head.title
        for row in table.rows
        for head, name in zip(table.heads, row, strict=False)
    }
    titles = {}
    for name in table.names:
        heatmap = find_map(state, name)
        if heatmap is not None:
            label = map_label(heatmap)
            is_column = len(table.heads) > 1
            titles[name] = f"{method_label(label)} · {columns[name]}" if is_column else label
    return titles


def method_label(title: str) -> str:
    """Return what a title of a map says of its method."""
    return title.split(" · ", maxsplit=1)[0]


def find_map(state: State, name: str) -> Heatmap | None:
    """Find a map of the case, one held beside it, or one made of maps, by its name."""
    comparison = state.comparison
    if name in comparison.mixes:
        return comparison.mixes[name].heatmap
    return state.case.heatmaps.get(name) or comparison.heatmaps.get(name)


def shared_maps(state: State) -> tuple[Heatmap, ...]:
    """List the maps that have one top where the scale of the colours is shared."""
    own = tuple(state.case.heatmaps.values())
    return (*own, *state.comparison.further()) if state.view.place == "compare" else own
