"""The five questions and the states in words.

All wording is about the network: none of it may sound as if a finding were there.
"""

from __future__ import annotations

from camviewer.core.trust import Evidence, Standing
from camviewer.core.words import say

QUESTIONS = ("removal", "randomisation", "agreement", "noise", "grid")
"""Keys of the questions, in the order they are asked."""


def question_words(question: str) -> str:
    """Write a question."""
    return {
        "removal": say("trust", "Does removing the hot part lower the score?"),
        "randomisation": say("trust", "Does the map change when the weights are shuffled?"),
        "agreement": say("trust", "Do other methods mark the same place?"),
        "noise": say("trust", "Does the map stay the same under small noise?"),
        "grid": say("trust", "Is the grid fine enough for the finding?"),
    }[question]


def standing_words(standing: Standing) -> str:
    """Write a state."""
    return {
        Standing.SUPPORTED: say("trust", "Supported"),
        Standing.MIXED: say("trust", "Mixed"),
        Standing.NOT_SUPPORTED: say("trust", "Not supported"),
        Standing.UNKNOWN: say("trust", "No answer"),
    }[standing]


def caution() -> str:
    """Say what no state can say."""
    return say(
        "trust",
        "This is about the network, not about the disease: a map that is supported can show "
        "that the network looks at the wrong thing.",
    )


def how_measured(question: str) -> str:
    """Say how a question is answered and where the states part."""
    return {
        "removal": say(
            "trust",
            "The hottest cells, 10 to 50 % of the image, are filled in from around them "
            "(ROAD), in volumes with air (deletion); the mean fall of the probability is "
            "taken. Supported: larger, by a tenth of the probability, than with each control "
            "(random weights: the mean of two draws) and with the coldest cells. Not "
            "supported: no larger than the controls' mean, or than with the coldest cells.",
        ),
        "randomisation": say(
            "trust",
            "The weights of a copy of the network are shuffled from the output down to the "
            "input; what is left of the order of the map's cells is Spearman's correlation. "
            "Supported: no more than chance gives on so many independent cells, and 0.5 at "
            "most. Not supported: half of the order's variance is kept (0.71). No answer: "
            "chance alone could keep as much. A map that does not change shows the image, not "
            "what was learned.",
        ),
        "agreement": say(
            "trust",
            "The part of the hottest tenth of the cells that is shared (Dice), as the median "
            "over the other methods. Forms of one method, and methods that are the same "
            "formula at this layer, count once. Supported: at least half, and more by a tenth "
            "than with every control. Not supported: what chance or the controls give.",
        ),
        "noise": say(
            "trust",
            "Even noise that is hardly seen is added to the image; the largest change of the "
            "map is taken in parts of its size. Supported: up to 32 %, a tenth of its energy. "
            "Not supported: 71 % or more, half of its energy.",
        ),
        "grid": say(
            "trust",
            "The longest edge of a cell against the size of the smallest mask that is shown; "
            "without one, of the first hot region. Supported: at least two cells across. Not "
            "supported: less than one.",
        ),
    }[question]


def unknown(question: str, reason: str) -> Evidence:
    """Give no answer, and say why."""
    return Evidence(question, Standing.UNKNOWN, reason)
