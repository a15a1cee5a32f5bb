"""The answers to all five questions about a map, and how they are written."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from camviewer.core.trust import Trust
from camviewer.session.measuring import usual_metrics
from camviewer.session.target_words import nameless_words, short_words
from camviewer.session.trust.agreement import METRICS as SHARED_METRICS
from camviewer.session.trust.agreement import agreement
from camviewer.session.trust.grid import grid
from camviewer.session.trust.noise import METRIC as NOISE_METRIC
from camviewer.session.trust.noise import noise
from camviewer.session.trust.questions import caution, question_words, standing_words
from camviewer.session.trust.randomisation import METRIC as SHUFFLE_METRIC
from camviewer.session.trust.randomisation import randomisation
from camviewer.session.trust.removal import AIR, ROAD, removal, removal_metrics
from camviewer.session.trust.weighed import Weighed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from camviewer.core.image import Image, Mask
    from camviewer.core.job import Explanation
    from camviewer.core.judgement import Evaluation

_SHARED = (SHUFFLE_METRIC, *SHARED_METRICS, NOISE_METRIC)
TRUST_METRICS = (*ROAD, *AIR, *_SHARED)
"""Everything that any map may be weighed by; :func:`trust_metrics` names those needed."""
_ANSWERS = (removal, randomisation, agreement, noise, grid)


def trust_metrics(image: Image) -> tuple[str, ...]:
    """Name what has to be measured, with controls, before maps of an image are weighed."""
    return (*removal_metrics(image), *_SHARED)


def with_trust_metrics(
    image: Image, metrics: Sequence[str] = (), usual: Sequence[str] | None = None
) -> tuple[str, ...]:
    """Name the metrics that are wanted, and those that trust rests on, each once.

    Parameters
    ----------
    metrics
        Registered names; the usual ones when there is none, ``"all"`` for all.
    usual
        From :func:`camviewer.session.measuring.usual_metrics`; None takes those that need
        neither mask nor reference.
    """
    if "all" in metrics:
        return ("all",)
    wanted = metrics or (usual_metrics() if usual is None else usual)
    return tuple(dict.fromkeys((*wanted, *trust_metrics(image))))


def weigh(
    image: Image,
    explanation: Explanation,
    name: str,
    evaluation: Evaluation,
    *,
    mask: Mask | Image | None = None,
) -> Trust:
    """Answer the five questions about one map.

    Parameters
    ----------
    image, explanation
        What was explained, and its maps.
    name
        Of the map, a key of ``explanation.heatmaps``.
    evaluation
        What was measured of all its maps, :func:`trust_metrics` with controls; a question
        whose numbers are missing is not answered.
    mask
        Where the finding is; None takes the map's first hot region.

    Returns
    -------
    Trust
        In the user's language; English outside the window.
    """
    case = Weighed(image, explanation, explanation.heatmaps[name], evaluation, mask)
    return Trust(name, tuple(answer(case) for answer in _ANSWERS))


def weigh_all(
    image: Image,
    explanation: Explanation,
    evaluation: Evaluation,
    *,
    mask: Mask | Image | None = None,
) -> dict[str, Trust]:
    """Answer them about every map of an explanation, by its name; see :func:`weigh`."""
    return {
        name: weigh(image, explanation, name, evaluation, mask=mask)
        for name in explanation.heatmaps
    }


def trust_lines(trust: Trust) -> list[str]:
    """Write the answers as lines of text, with the caution below."""
    lines = [short_words(trust.heatmap)]
    for each in trust.evidence:
        standing = standing_words(each.standing)
        lines.append(f"  {question_words(each.question)} {standing}.")
        lines += [f"    {text}" for text in (each.sentence, each.compared_with) if text]
    return [*lines, f"  {caution()}"]


def trust_record(found: Mapping[str, Trust]) -> dict[str, Any]:
    """Describe the answers about several maps as plain values that JSON holds."""
    return {
        "caution": caution(),
        "maps": {
            nameless_words(name): [
                {
                    "question": each.question,
                    "standing": str(each.standing),
                    "sentence": each.sentence,
                    "compared_with": each.compared_with,
                    "value": each.value if isfinite(each.value) else None,
                    "unit": each.unit,
                    "metrics": list(each.metrics),
                }
                for each in trust.evidence
            ]
            for name, trust in found.items()
        },
    }
