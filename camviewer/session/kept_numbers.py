"""Numbers about maps in a session file: kept as long as they are those of what is open.

They were measured on an image and a network that the file names by their SHA-256. Answers
about trust follow from them, so that only the names of the answered maps are written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from camviewer.core.errors import FormatError
from camviewer.core.judgement import Evaluation
from camviewer.core.words import say
from camviewer.session.numbers import finding_mask, is_of_another, without_mask
from camviewer.session.plain import from_plain, to_plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.core.image import Image, Mask
    from camviewer.core.job import Explanation
    from camviewer.core.judgement import Measurement
    from camviewer.core.trust import Trust
    from camviewer.session.number_state import Numbers
    from camviewer.session.state import Masks

_FAULTS = (LookupError, ValueError, ArithmeticError)
"""What numbers of another shape than the program's own lead to."""


@dataclass(frozen=True)
class Judged:
    """What is shown of the numbers.

    Attributes
    ----------
    sorted_by, is_reversed
        As in :class:`camviewer.session.number_state.Numbers`.
    trust
        Names of the maps that were weighed.
    mask
        Name of the mask that maps were to be held against; empty where nobody chose.
    """

    sorted_by: str = ""
    is_reversed: bool = False
    trust: tuple[str, ...] = ()
    mask: str = ""


def judged_of(numbers: Numbers) -> Judged:
    """Say what is shown of the numbers."""
    names = tuple(numbers.trust)
    return Judged(numbers.sorted_by, numbers.is_reversed, names, numbers.mask)


def plain_numbers(evaluation: Evaluation | None, judged: Judged) -> dict[str, Any]:
    """Write numbers, and what is shown of them, as plain JSON values."""
    return {"numbers": to_plain(evaluation), "judged": to_plain(judged)}


def read_numbers(stored: object) -> tuple[Evaluation | None, tuple[str, ...]]:
    """Read what was measured; damaged numbers are left out, as they can be measured again."""
    if stored is None:
        return None, ()
    try:
        return _known(from_plain(Evaluation, stored, "numbers")), ()
    except FormatError:
        words = say("session", "The numbers about the maps are damaged: they are left out.")
        return None, (words,)


def read_judged(stored: object) -> Judged:
    """Read what is shown of the numbers; nothing of it where it is damaged."""
    try:
        found: Judged = Judged() if stored is None else from_plain(Judged, stored, "judged")
    except FormatError:
        return Judged()
    return found


def _known(found: Evaluation) -> Evaluation:
    """Leave out numbers of metrics that there are not, or that are measured otherwise now."""
    from camviewer.metrics import METRICS
    from camviewer.session.measuring import chosen_metrics, parameters_of

    def is_known(name: str) -> bool:
        if name not in METRICS:
            return False
        now = parameters_of(chosen_metrics([name])).get(name, {})
        kept = found.parameters.get(name, {})
        return bool(to_plain({**now, **kept}) == to_plain(now))

    names = {each.metric for each in found.measurements}
    names |= {each.metric for each in found.agreements}
    known = {name for name in names if is_known(name)}
    return replace(
        found,
        measurements=tuple(m for m in found.measurements if m.metric in known and _is_sound(m)),
        agreements=tuple(a for a in found.agreements if a.metric in known),
    )


def _is_sound(measurement: Measurement) -> bool:
    """Whether it has numbers, and curves of as many places as values."""
    curves = [curve for each in measurement.findings for curve in each.curves.values()]
    return bool(measurement.findings) and all(len(each.x) == len(each.y) for each in curves)


def fitting_numbers(
    evaluation: Evaluation | None, explanation: Explanation | None, mask: Mask | None
) -> Evaluation | None:
    """Keep the numbers of maps that are there, of the controls, and of the mask if it is it.

    Parameters
    ----------
    mask
        The one that maps are held against now. Files of earlier versions do not say which one
        it was.
    """
    if evaluation is None or explanation is None:
        return None
    names = {*explanation.heatmaps, *evaluation.controls}
    if mask is None or is_of_another(evaluation, mask):
        evaluation = without_mask(evaluation)
    return replace(
        evaluation,
        measurements=tuple(m for m in evaluation.measurements if m.heatmap in names),
        agreements=tuple(a for a in evaluation.agreements if {a.one, a.other} <= names),
    )


def weighed_again(
    image: Image,
    explanation: Explanation,
    evaluation: Evaluation,
    *,
    names: Sequence[str],
    masks: Masks,
) -> dict[str, Trust]:
    """Answer from kept numbers what was answered before, in the present language.

    Parameters
    ----------
    names
        Of the maps that were weighed; those that are not there any more are passed over.
    """
    from camviewer.session.trust import weigh

    mask = finding_mask(masks)
    names = [name for name in names if name in explanation.heatmaps]
    try:
        return {name: weigh(image, explanation, name, evaluation, mask=mask) for name in names}
    except _FAULTS:
        return {}
