"""Many metrics of many maps of many samples, and each input shown to the network once.

Every metric that asks the network is a generator (:mod:`camviewer.metrics.subject`). All are
started together; what they wish for is gathered, equal inputs are put together, and what is
left goes to the network in full batches, whatever map or sample it belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isnan
from typing import TYPE_CHECKING, Any

from camviewer.core.errors import InputError
from camviewer.core.judgement import Finding, Workload
from camviewer.core.params import build
from camviewer.core.progress import CancelToken, no_report
from camviewer.core.words import say
from camviewer.metrics import METRICS
from camviewer.metrics.asking import Asking, DryAsking
from camviewer.metrics.subject import Case, Look, undefined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from camviewer.core.progress import Report
    from camviewer.metrics.spec import Metric
    from camviewer.metrics.subject import Answer, Run, Subject, Wish

    Maps = Sequence[Tensor | NDArray[Any]]


@dataclass(frozen=True)
class Chosen:
    """A metric and what it is run with.

    Attributes
    ----------
    metric
        From the registry.
    params
        An instance of the metric's parameter dataclass.
    """

    metric: Metric
    params: Any


def choose_metrics(
    names: Sequence[str], parameters: Mapping[str, Mapping[str, object]] | None = None
) -> tuple[Chosen, ...]:
    """Look metrics up and build their parameters; a metric named twice counts once.

    Raises
    ------
    UnknownNameError
        When a metric or a parameter does not exist.
    InputError
        When there is no metric, or a parameter's value is not allowed.
    """
    if not names:
        raise InputError(
            say("metrics", "No metric was chosen."), hint=say("metrics", "Choose at least one.")
        )
    given = parameters or {}
    for name in given:
        METRICS.get(name)
    found = [METRICS.get(name) for name in dict.fromkeys(names)]
    return tuple(Chosen(each, build(each.params, given.get(each.name, {}))) for each in found)


@dataclass(eq=False)
class _Task:
    """One metric of one map of one sample, on its way."""

    case: Case
    metric: Metric
    run: Run
    wish: Wish | None = None
    finding: Finding | None = None

    def advance(self, answer: Answer | None) -> None:
        """Go on to the next wish, or to the end."""
        try:
            self.wish = next(self.run) if answer is None else self.run.send(answer)
        except StopIteration as done:
            self.wish, self.finding = None, done.value


@dataclass(eq=False)
class Result:
    """What came of an evaluation.

    Attributes
    ----------
    findings
        Map and metric to one finding per sample.
    forwards, batches
        Inputs that the network looked at, and the runs that took them.
    """

    findings: dict[tuple[str, str], list[Finding]] = field(default_factory=dict)
    forwards: int = 0
    batches: int = 0


def evaluate(
    subject: Subject,
    maps: Mapping[str, Maps],
    chosen: Sequence[Chosen],
    report: Report = no_report,
    *,
    token: CancelToken | None = None,
) -> Result:
    """Measure maps by metrics that ask the network, and by those of the map alone.

    Parameters
    ----------
    subject
        The images and the network.
    maps
        Name to N maps (*S) on the inputs' grid: raw, signed and finite.
    chosen
        Metrics; those against a mask or another map are left to whoever has one.
    report, token
        Progress in inputs, and the flag that stops the work between two batches.

    Raises
    ------
    Cancelled
        When the token was set.
    """
    asking = Asking(subject, report, token or CancelToken())
    tasks = _start(subject, maps, chosen)
    _work(tasks, asking)
    found = Result(forwards=asking.forwards, batches=asking.batches)
    for task in tasks:
        key = task.case.name, task.metric.name
        found.findings.setdefault(key, []).append(_finding(task))
    return found


def workload(subject: Subject, maps: Mapping[str, Maps], chosen: Sequence[Chosen]) -> Workload:
    """Count what :func:`evaluate` would ask of the network, without asking."""
    asking = DryAsking(subject, no_report, CancelToken())
    _work(_start(subject, maps, chosen), asking)
    explained = asking.forwards - asking.looks
    return Workload(asking.looks, explained, asking.made)


def _start(subject: Subject, maps: Mapping[str, Maps], chosen: Sequence[Chosen]) -> list[_Task]:
    """Begin every metric of every map of every sample."""
    import torch

    tasks = []
    for name, heats in maps.items():
        for sample, heat in enumerate(heats):
            given = torch.as_tensor(heat, dtype=torch.float32, device=subject.inputs.device)
            case = Case(subject, sample, name, given)
            tasks += [
                _Task(case, each.metric, _run_of(case, each))
                for each in chosen
                if each.metric.against in {"nothing", "score", "explain"}
            ]
    return tasks


def _run_of(case: Case, chosen: Chosen) -> Run:
    """Make the generator of a metric; one that ends at once where it cannot be run."""
    metric = chosen.metric
    if metric.against == "nothing":
        return _ended(Finding(metric.run(case.heat.cpu().numpy())))
    if metric.against == "explain" and case.name not in case.subject.names:
        words = say(
            "metrics",
            "This map cannot be made anew here, so its method cannot be put to the test.",
        )
        return _ended(undefined(words))
    run: Run = metric.run(case, chosen.params)
    return run


def _ended(finding: Finding) -> Run:
    """Wish for nothing."""
    wishes: tuple[Wish, ...] = ()
    yield from wishes
    return finding


def _work(tasks: Sequence[_Task], asking: Asking) -> None:
    """Bring every task to its end."""
    for task in tasks:
        task.advance(None)
    while True:
        for task in tasks:
            while task.wish is not None and asking.knows(task.case, task.wish):
                task.advance(asking.answer(task.case, task.wish))
        waiting = [(task.case, task.wish) for task in tasks if task.wish is not None]
        if not waiting:
            return
        looks = [(case, wish) for case, wish in waiting if isinstance(wish, Look)]
        asking.look(looks)
        asking.others([(case, wish) for case, wish in waiting if not isinstance(wish, Look)])


def _finding(task: _Task) -> Finding:
    """Return a finding, with a sentence where it is not a number."""
    found = task.finding
    if found is None:
        message = f"{task.metric.name} did not end"
        raise ValueError(message)
    if isnan(found.value) and not found.note:
        return undefined(say("metrics", "The number is not defined for this map."))
    return found
