"""What a session file holds, as dataclasses; how they are written is told elsewhere."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping  # noqa: TC003 - annotations are read at run time
from dataclasses import dataclass, field
from pathlib import Path  # noqa: TC003 - as above

from camviewer.core.errors import InputError
from camviewer.core.image import Heatmap, Image  # noqa: TC001 - as above
from camviewer.core.job import Explanation, Prediction  # noqa: TC001 - as above
from camviewer.core.judgement import Evaluation  # noqa: TC001 - as above
from camviewer.core.trust import Trust  # noqa: TC001 - as above
from camviewer.core.words import say
from camviewer.render.colour import COLOUR_MAPS, Ramp
from camviewer.render.overlay import ScaleRule
from camviewer.render.slicing import Plane
from camviewer.session.comparison import Comparison
from camviewer.session.kept_numbers import Judged
from camviewer.session.state import ANNOTATIONS, Ask, Masks, Measures, Overlay, View

FORMAT = "camviewer session"
VERSION = 1
SUFFIX = ".camviewer.json"
# What belongs to the user's settings or to the moment, not to the case.
NOT_OF_THE_CASE = frozenset({"tool", "mouse", "letters", "hides_patient"})
_PLANES = tuple(str(plane.value) for plane in Plane)
_VIEW_WORDS = {
    "annotations": ANNOTATIONS,
    "compare_plane": (*_PLANES, "all"),
    "layout": ("one-two", "four", "row"),
    "maximised": ("", *_PLANES, "plain"),
    "interpolates": ("auto", "smooth", "cells"),
    "slab": ("none", "max", "min", "mean"),
}
_OVERLAY_WORDS = {
    "colours": tuple(COLOUR_MAPS),
    "drawing": ("fill", "contour", "both"),
    "ramp": tuple(str(ramp.value) for ramp in Ramp),
    "scale": tuple(str(rule.value) for rule in ScaleRule),
}
_LARGEST = 1e6


@dataclass(frozen=True)
class Source:
    """Where the image of a session came from.

    Attributes
    ----------
    path
        From the folder of the session file, or whole; empty for a sample.
    sample
        Name of a shipped image; empty for a file.
    name
        What the window called it.
    volume
        Which one of a file that holds several; None where it holds one.
    sha256
        Of the image's file; empty where it had none.
    shape
        Cells per axis.
    is_folder
        Whether the path is that of a folder of slices.
    """

    shape: tuple[int, ...]
    path: str = ""
    sample: str = ""
    name: str = ""
    volume: int | None = None
    sha256: str = ""
    is_folder: bool = False


@dataclass(frozen=True)
class MapRecord:
    """One map: its file in the session's folder, and what is known of it.

    Attributes
    ----------
    file, sha256
        Name of the file, and of its bytes.
    shape, affine
        Of its grid; the affine by rows.
    name, method, layer, target, parameters, diagnostics, milliseconds, note
        As in :class:`camviewer.core.image.Heatmap`.
    """

    file: str
    sha256: str
    shape: tuple[int, ...]
    affine: tuple[tuple[float, ...], ...]
    name: str
    method: str
    layer: str = ""
    target: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)
    diagnostics: Mapping[str, object] = field(default_factory=dict)
    milliseconds: float = 0.0
    note: str = ""

    @classmethod
    def facts(cls) -> tuple[str, ...]:
        """Fields that a heatmap has by the same name."""
        return tuple(each.name for each in dataclasses.fields(cls))[4:]


@dataclass(frozen=True)
class MaskRecord:
    """One mask: where its file lies, and which of the file's regions it is.

    Attributes
    ----------
    path
        From the folder of the session file, or whole.
    sha256
        Of the file; empty where it is a folder.
    number
        Of the region in the file, from 0.
    name
        What the window calls it.
    is_shown
        Whether its outlines are drawn.
    """

    path: str
    sha256: str = ""
    number: int = 0
    name: str = ""
    is_shown: bool = True


@dataclass(frozen=True)
class Record:
    """Everything of a session file but its explanation; maps are named by their number.

    Attributes
    ----------
    shown
        Name of each map on the screen to its number in ``maps``.
    """

    source: Source
    ask: Ask = field(default_factory=Ask)
    view: View = field(default_factory=View)
    overlay: Overlay = field(default_factory=Overlay)
    measures: Measures = field(default_factory=Measures)
    is_looked_at: bool = False
    predictions: tuple[Prediction, ...] = ()
    maps: tuple[MapRecord, ...] = ()
    shown: Mapping[str, int] = field(default_factory=dict)
    selected: str = ""
    asked_layer: str | None = None
    asked_target: str | None = None
    masks: tuple[MaskRecord, ...] = ()


class MovedError(InputError):
    """The image of a session is not where it was.

    Parameters
    ----------
    name
        Of the image's file or folder, without its path.
    is_folder
        Whether it is a folder of slices.
    """

    def __init__(self, name: str, *, is_folder: bool = False) -> None:
        hint = say(
            "session", "Choose {name} where it lies now, or put it beside the session file."
        )
        if is_folder:
            hint = say(
                "session",
                "Choose the folder {name}, or one of its files, where it lies now, or put it "
                "beside the session file.",
            )
        super().__init__(
            say(
                "session",
                "The image of this session, {name}, is no longer where it was.",
                name=name,
            ),
            hint=hint.format(name=name),
        )
        self.name = name
        self.is_folder = is_folder


@dataclass(frozen=True, eq=False)
class Workspace:
    """All that makes up what is on the screen.

    Attributes
    ----------
    image
        What is open.
    ask, view, overlay, measures
        Copies of these parts of the state.
    heatmaps, explanation, selected
        As in ``state.case``; maps that still refine are left out.
    is_looked_at, predictions
        As in ``state.case``.
    asked_layer, asked_target
        What the maps were asked for with.
    evaluation
        What was measured of the explanation's maps.
    judged, trust
        What is shown of these numbers, and the answers that follow from them.
    comparison
        Copy of this part of the state, without maps made of maps.
    path
        Of the file it came from; None when it was never in one.
    masks
        Copy of this part of the state.
    notices
        Sentences about what could not be brought back, with names of files: for the screen
        only.
    """

    image: Image
    ask: Ask = field(default_factory=Ask)
    view: View = field(default_factory=View)
    overlay: Overlay = field(default_factory=Overlay)
    measures: Measures = field(default_factory=Measures)
    heatmaps: Mapping[str, Heatmap] = field(default_factory=dict)
    explanation: Explanation | None = None
    selected: str = ""
    is_looked_at: bool = False
    predictions: tuple[Prediction, ...] = ()
    asked_layer: str | None = None
    asked_target: str | None = None
    evaluation: Evaluation | None = None
    path: Path | None = None
    masks: Masks = field(default_factory=Masks)
    judged: Judged = field(default_factory=Judged)
    trust: Mapping[str, Trust] = field(default_factory=dict)
    comparison: Comparison = field(default_factory=Comparison)
    notices: tuple[str, ...] = ()

    @property
    def can_be_saved(self) -> bool:
        """Whether its image can be found again."""
        return self.image.path is not None or "sample" in self.image.header


def repaired(record: Record) -> Record:
    """Give values of the display that make no sense their default; they cost nothing."""
    view, overlay, measures = record.view, record.overlay, record.measures
    ndim = len(record.source.shape)
    _use_known_words(view, _VIEW_WORDS)
    _use_known_words(overlay, _OVERLAY_WORDS)
    view.width = min(max(view.width, 1e-6), _LARGEST)
    view.level = min(max(view.level, -_LARGEST), _LARGEST)
    view.slab_mm = min(max(view.slab_mm, 5.0), 100.0)
    overlay.opacity = min(max(overlay.opacity, 0.0), 1.0)
    overlay.threshold = min(max(overlay.threshold, 0.0), 1.0)
    overlay.fixed_top = min(max(overlay.fixed_top, 1e-4), _LARGEST)
    if len(view.position) != ndim or not all(map(math.isfinite, view.position)):
        view.position = ()
    measures.items = tuple(
        {
            each.key: each
            for each in measures.items
            if each.points
            and all(
                len(point) == ndim and all(map(math.isfinite, point)) for point in each.points
            )
        }.values()
    )
    if measures.selected not in {each.key for each in measures.items}:
        measures.selected = None
    return record


def _use_known_words(holder: View | Overlay, words: Mapping[str, tuple[str, ...]]) -> None:
    """Give a field that holds a word the program does not know its default."""
    fresh = type(holder)()
    for name, known in words.items():
        if getattr(holder, name) not in known:
            setattr(holder, name, getattr(fresh, name))
