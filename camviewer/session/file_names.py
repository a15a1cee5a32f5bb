"""What the files of maps are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from camviewer.session.target_words import nameless_words

if TYPE_CHECKING:
    from camviewer.core.image import Heatmap
    from camviewer.core.job import Explanation


def file_stems(explanation: Explanation) -> dict[str, str]:
    """File names of all maps without their ending, by the maps' names; no two are the same."""
    stems: dict[str, str] = {}
    for heatmap in explanation.heatmaps.values():
        stem, number = file_stem(heatmap), 1
        while stem in stems.values():
            number += 1
            stem = f"{file_stem(heatmap)}_{number}"
        stems[heatmap.name] = stem
    return stems


def file_stem(heatmap: Heatmap) -> str:
    """File name of a map without its ending: letters, digits and ``+ @ . - _`` only."""
    return re.sub(r"[^\w+@.-]+", "_", nameless_words(heatmap.name).replace("→", "_for_"))
