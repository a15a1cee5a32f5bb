"""One map and all that is known of it when it is weighed."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.words import say
from camviewer.session.words import map_label, place

if TYPE_CHECKING:
    from camviewer.core.image import Heatmap, Image, Mask
    from camviewer.core.job import Explanation, WindowScore
    from camviewer.core.judgement import Curve, Evaluation, Finding

MARGIN = 0.1
"""How much clearer than a control a map has to be: a tenth, of the probability or of the cells.

Less is what another order of equal cells, or another draw of the noise, makes by itself.
"""
HALF = 0.5**0.5
"""A correlation that keeps half of the variance."""


@dataclass(frozen=True, eq=False)
class Weighed:
    """One map with its numbers.

    Attributes
    ----------
    image, explanation, evaluation
        What was explained, how, and what was measured of all maps.
    heatmap
        The map.
    mask
        Where the finding is; None where nobody says.
    """

    image: Image
    explanation: Explanation
    heatmap: Heatmap
    evaluation: Evaluation
    mask: Mask | Image | None = None

    def finding(self, metric: str, name: str = "") -> Finding | None:
        """Return one number about this map, or about another; None where it is not known."""
        found = self.evaluation.measurement(name or self.heatmap.name, metric)
        return found.findings[0] if found is not None and found.findings else None

    def curve(self, metric: str, name: str = "") -> Curve | None:
        """Return the curve behind a number; None where it is not known."""
        found = self.finding(metric, name)
        return None if found is None else next(iter(found.curves.values()), None)

    @property
    def controls(self) -> tuple[str, ...]:
        """Names of the maps that know nothing of the target; this one may be among them."""
        shown = self.explanation.heatmaps
        return tuple(
            name
            for name in self.evaluation.heatmaps
            if name in self.evaluation.controls
            or (name in shown and is_control(shown[name].method))
        )

    @property
    def others(self) -> tuple[Heatmap, ...]:
        """The other maps of the same target that are neither controls nor blank."""
        own = self.heatmap
        return tuple(
            each
            for each in self.explanation.heatmaps.values()
            if each.name != own.name
            and each.target == own.target
            and not is_control(each.method)
            and not each.is_blank
        )

    @property
    def window(self) -> WindowScore | None:
        """The window that a scanned volume's network was asked about; None for the whole."""
        known = self.explanation.windows
        return max(known, key=lambda each: each.probability) if known else None

    @property
    def looks_elsewhere(self) -> bool:
        """Whether the map is hottest outside the window that the network was asked about."""
        window = self.window
        if window is None:
            return False
        at = self.heatmap.grid.world(
            np.unravel_index(int(self.heatmap.array.argmax()), self.heatmap.array.shape)
        )
        ends = np.sort([window.low, window.high], axis=0)
        return bool(((at < ends[0]) | (at > ends[1])).any())

    @property
    def score_words(self) -> str:
        """What falls and rises: a probability, or a score where the target has none."""
        has_none = isnan(self.explanation.target.probability)
        return say("trust", "score") if has_none else say("trust", "probability")

    def with_window(self, text: str) -> str:
        """Add where a scanned volume's network was asked."""
        window = self.window
        if window is None:
            return text
        words = say("trust", "Asked of the window with the highest probability, at {place}.")
        middle = [float(x) for x in np.mean([window.low, window.high], axis=0)]
        parts = [text, words.format(place=place(middle))]
        if self.looks_elsewhere:
            parts.append(say("trust", "The map is hottest outside of it."))
        return " ".join(part for part in parts if part)


def is_control(method: str) -> bool:
    """Tell whether a method knows nothing of the target on purpose."""
    from camviewer.engine.methods import METHODS

    return method in METHODS and METHODS.get(method).family == "control"


def badge_of(method: str) -> str:
    """Return what must be known of a method; empty for most."""
    from camviewer.engine.methods import METHODS

    if is_control(method):
        return say("trust", "a control that takes no notice of the answer")
    badge = METHODS.get(method).badge if method in METHODS else ""
    return say("methods", badge) if badge else ""


def control_words(name: str) -> str:
    """Name what a map is held against, to stand in the middle of a sentence."""
    return {
        "random-cam": say("trust", "maps with random weights"),
        "sobel-edges": say("trust", "the edges of the image"),
        "mean-activation": say("trust", "the mean of all channels"),
    }.get(name, name)


def label(heatmap: Heatmap) -> str:
    """Name a map as the window does."""
    return map_label(heatmap)


def number_words(value: float) -> str:
    """Write a probability or a score; one near all or nothing is not rounded to it."""
    if 0.995 < value < 1:
        return ">0.99"
    if 0 < value < 0.005:
        return "<0.01"
    return f"{value:.2f}" if abs(value) <= 1 else f"{value:.3g}"


def listed(parts: list[str]) -> str:
    """Put parts of a sentence together: ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    words = say("trust", "{first} and {last}")
    return words.format(first=", ".join(parts[:-1]), last=parts[-1])
