"""How far a heatmap can be believed: questions, what was measured, and three states."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import nan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from camviewer.core.judgement import Curve


class Standing(StrEnum):
    """What a piece of evidence says of a map; none of them says that a finding is there."""

    SUPPORTED = "supported"
    MIXED = "mixed"
    NOT_SUPPORTED = "not supported"
    UNKNOWN = "not measured"


@dataclass(frozen=True)
class Evidence:
    """The answer to one question about one map.

    Attributes
    ----------
    question : str
        Key of the question: ``"removal"``, ``"randomisation"``, ``"agreement"``, ``"noise"``
        or ``"grid"``.
    standing : Standing
        What it says.
    sentence : str
        The answer in words that a clinician reads, with its number and unit.
    compared_with : str
        What the number was held against, in words.
    value : float
        The number; NaN where there is none.
    unit : str
        Of the value; empty for shares and other plain numbers.
    curves : tuple of Curve
        What can be drawn beside it: the map's own curve first, then what it was held against.
    metrics : tuple of str
        Registered metrics that it rests on.
    """

    question: str
    standing: Standing
    sentence: str
    compared_with: str = ""
    value: float = nan
    unit: str = ""
    curves: tuple[Curve, ...] = ()
    metrics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trust:
    """All evidence about one map; there is no sum of it, as no number could carry one.

    Attributes
    ----------
    heatmap : str
        Name of the map.
    evidence : tuple of Evidence
        One per question, in the order they are asked.
    """

    heatmap: str
    evidence: tuple[Evidence, ...]

    def answer(self, question: str) -> Evidence | None:
        """Return the answer to one question; None where it was not asked."""
        return next((each for each in self.evidence if each.question == question), None)
