"""The runs that complete a comparison: what is missing, asked for, and sent on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from camviewer.core.errors import CamViewerError, InputError
from camviewer.core.progress import Progress
from camviewer.core.words import say
from camviewer.session.catalogue import Catalogue
from camviewer.session.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from camviewer.core.image import Heatmap
    from camviewer.core.job import ExplainRequest, Explanation
    from camviewer.core.progress import CancelToken, Report
    from camviewer.session.state import Ask, State

MAIN = ""
"""What the maps of a network read that has a column of its own."""


@dataclass(frozen=True, eq=False)
class Part:
    """One run of a comparison.

    Attributes
    ----------
    axis
        What it is beside the main one.
    values
        What a map's layer or target reads to the value of its column; networks have one
        column, known by :data:`MAIN`.
    request
        What is to be explained.
    """

    axis: str
    values: Mapping[str, str]
    request: ExplainRequest

    @property
    def is_main(self) -> bool:
        """Whether it makes the case's own maps."""
        return not self.values

    def value_of(self, heatmap: Heatmap) -> str | None:
        """Return the column of a map; None where it has none."""
        read = {"layers": heatmap.layer, "targets": heatmap.target}.get(self.axis, MAIN)
        return self.values.get(read)


@dataclass(frozen=True, eq=False)
class Arrival:
    """What a comparison sends on its way: a map, what ended a part well, or why it failed."""

    part: Part
    content: Heatmap | Explanation | CamViewerError


def asked_beside(ask: Ask, axis: str) -> tuple[str | None, ...]:
    """Return what an axis' columns share: network, target, layer; None where they vary."""
    return {
        "layers": (ask.model, ask.target, None),
        "targets": (ask.model, None, ask.layer),
        "models": (None, ask.target, None),
    }[axis]


class Planning(Catalogue, Work):
    """Knows what would complete the grid."""

    state: State

    def request(self) -> ExplainRequest | None:
        """Make the request that the present choices ask for."""
        raise NotImplementedError

    def is_stale(self) -> bool:
        """Tell whether the case's own maps answer another question."""
        raise NotImplementedError

    def is_stale_beside(self, axis: str, value: str) -> bool:
        """Tell whether a column answers another question than the present choices ask."""
        found = self.state.comparison.beside.get((axis, value))
        return found is not None and found.asked != asked_beside(self.state.ask, axis)

    def missing_parts(self) -> tuple[Part, ...]:
        """List the runs that would complete the grid, the case's own maps first."""
        request, held = self.request(), self.state.comparison
        if request is None or not request.methods:
            return ()
        parts = [Part("methods", {}, request)] if self._lacks_main(request) else []
        if held.axis == "models":
            parts += [self._model_part(request, name) for name in self._lacking(request)]
        elif held.axis != "methods":
            parts += self._parts_in_one(request, held.axis)
        return tuple(parts)

    def _lacks_main(self, request: ExplainRequest) -> bool:
        case = self.state.case
        made = {each.method for each in case.heatmaps.values()}
        return (
            case.explanation is None or self.is_stale() or not made.issuperset(request.methods)
        )

    def _lacking(self, request: ExplainRequest) -> list[str]:
        """Columns of the present axis that are stale or lack a map."""
        held = self.state.comparison
        return [value for value in held.chosen if self._methods_lacking(request, [value])]

    def _methods_lacking(
        self, request: ExplainRequest, values: Iterable[str]
    ) -> tuple[str, ...]:
        """Methods without a map in one of some columns at least; all where one is stale."""
        held, made = self.state.comparison, [set(request.methods)]
        for value in values:
            found = held.beside.get((held.axis, value))
            is_fresh = found is not None and not self.is_stale_beside(held.axis, value)
            made.append(set(found.names) if found is not None and is_fresh else set())
        return tuple(name for name in request.methods if any(name not in each for each in made))

    def _parts_in_one(self, request: ExplainRequest, axis: str) -> Iterator[Part]:
        """Explain several layers or targets in one pass; those of one name in one each."""
        left = [(self.title_beside(axis, value), value) for value in self._lacking(request)]
        while left:
            batch: dict[str, str] = {}
            left = [each for each in left if batch.setdefault(*each) != each[1]]
            first, *rest = batch.values()
            asked = replace(request, methods=self._methods_lacking(request, batch.values()))
            if axis == "layers":
                asked = replace(asked, layer=first, further_layers=tuple(rest))
            else:
                asked = replace(asked, target=first, further_targets=tuple(rest))
            yield Part(axis, batch, asked)

    def title_beside(self, axis: str, value: str) -> str:
        """Name a layer or a target, as its maps read."""
        return self.target_title(value) if axis == "targets" else value

    def target_title(self, text: str) -> str:
        """Name a target: the class's label where it is one."""
        model = self.state.ask.model
        try:
            return self.labels(model)[self.class_index(model, text)]
        except InputError:
            return text

    def _model_part(self, request: ExplainRequest, name: str) -> Part:
        """Ask another network about the same class where it has one of that name."""
        target = self._shared_target(name)
        methods = self._methods_lacking(request, [name])
        asked = replace(request, model=name, target=target, layer=None, methods=methods)
        return Part("models", {MAIN: name}, asked)

    def _shared_target(self, model: str) -> str | None:
        ask, case = self.state.ask, self.state.case
        if ask.target and ":" in ask.target:
            return ask.target
        wanted = ask.target or self.model_info(ask.model).default_target
        if wanted is None and case.predictions:
            wanted = case.predictions[0].label
        if wanted is None:
            return None
        try:
            self.class_index(model, wanted)
        except InputError:
            return None  # its own class is explained, and its head says which
        return wanted


def run_parts(
    work: Work,
    parts: Sequence[Part],
    report: Report,
    token: CancelToken,
    *,
    tell: Callable[[Arrival], None],
) -> CamViewerError | None:
    """Explain all parts, one after the other; what fails does not stop the others.

    Parameters
    ----------
    work
        The door to the engine.
    parts
        At least one.
    report, token
        Progress of the whole, and the flag that stops it.
    tell
        Hears of each map and of each part's end, in the working thread.

    Returns
    -------
    CamViewerError or None
        The first fault.

    Raises
    ------
    Cancelled
        When the token was set.
    """
    faults = []
    for number, part in enumerate(parts):
        token.check()
        end: Explanation | CamViewerError
        try:
            end = work.explain(
                part.request,
                _within(report, number, len(parts)),
                token,
                _telling(tell, part),
            )
        except CamViewerError as error:
            faults.append(error)
            end = error
        tell(Arrival(part, end))
    return faults[0] if faults else None


def _within(report: Report, number: int, count: int) -> Report:
    """Tell the progress of one part as that of the whole."""
    if count == 1:
        return report
    label = say("comparing", "{number} of {count}: {label}")

    def told(each: Progress) -> None:
        words = label.format(number=number + 1, count=count, label=each.label)
        report(Progress(number * each.total + each.done, count * each.total, words))

    return told


def _telling(tell: Callable[[Arrival], None], part: Part) -> Callable[[Heatmap], None]:
    return lambda heatmap: tell(Arrival(part, heatmap))
