"""What is written over a plane, put together from the state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from camviewer.gui.views.annotations import NO_LETTERS, Marks
from camviewer.gui.views.readout import (
    cells_text,
    note_text,
    peak_text,
    slab_text,
    slice_text,
    volume_text,
    window_text,
    with_head_and_feet,
    zoom_text,
)
from camviewer.render.slicing import Letters
from camviewer.session.privacy import patient_text
from camviewer.session.words import map_title

if TYPE_CHECKING:
    from camviewer.gui.views.slice_source import SliceSource
    from camviewer.render.slicing import SliceFrame


def _tr(text: str) -> str:
    return QCoreApplication.translate("Caption", text)


@dataclass(frozen=True)
class Screen:
    """Where things are on the screen.

    Attributes
    ----------
    crosshair
        In pixels.
    scale
        Millimetres per pixel.
    is_focused
        Whether keys go to this plane.
    """

    crosshair: tuple[float, float]
    scale: float
    is_focused: bool


def make_marks(source: SliceSource, screen: Screen) -> Marks:
    """Choose what is written, by ``state.view.annotations``.

    Parameters
    ----------
    source
        The plane.
    screen
        Where it lies on the screen.
    """
    frame, view = source.frame(), source.session.state.view
    if frame is None:
        return Marks()
    has_letters, has_all = view.annotations != "none", view.annotations == "all"
    is_volume = frame.plane is not None
    is_alone = not source.method
    return Marks(
        crosshair=screen.crosshair if view.shows_crosshair else None,
        letters=_letters(frame, view.letters) if has_letters else NO_LETTERS,
        patient=_patient_words(source) if has_all else "",
        place=_place_words(source, frame) if has_all and is_volume else "",
        window=_window_words(source) if has_all else "",
        zoom=zoom_text(min(frame.spacing) / screen.scale) if has_all and is_alone else "",
        heatmap=_heatmap_words(source) if has_all and is_alone else "",
        peak=_peak_words(source) if has_all else "",
        note=_note_words(source, has_letters=has_letters),
        scale=screen.scale if has_all and is_volume and is_alone else 0.0,
        is_focused=screen.is_focused,
    )


def _letters(frame: SliceFrame, letters: str) -> Letters:
    return Letters(*(with_head_and_feet(text, letters) for text in frame.letters))


def _patient_words(source: SliceSource) -> str:
    """Write who it is, once on the screen, where a file tells it and names are shown."""
    view = source.session.state.view
    is_first = source.method is None and source.plane in {"", view.maximised or "axial"}
    return patient_text(source.image, is_hidden=view.hides_patient) if is_first else ""


def _place_words(source: SliceSource, frame: SliceFrame) -> str:
    """Slice and, of a file that holds several, volume."""
    slice_words, where = slice_text(frame).split(" · ")
    where = with_head_and_feet(where, source.session.state.view.letters)
    volume = volume_text(*source.session.volumes)
    return "\n".join(filter(None, (f"{slice_words} · {where}", volume)))


def _window_words(source: SliceSource) -> str:
    image, view = source.image, source.session.state.view
    if image is None or image.is_colour:
        return ""
    words = window_text(view.width, view.level)
    return f"{words} · {_tr('inverted')}" if view.is_inverted else words


def _heatmap_words(source: SliceSource) -> str:
    heatmap = source.heatmap
    if source.method == "":
        return _tr("no heatmap")
    if heatmap is None or not source.session.state.overlay.visible:
        return ""
    words: str = source.words.get(
        (heatmap,), lambda: f"{map_title(heatmap)}\n{cells_text(heatmap)}"
    )
    overlay = source.session.state.overlay
    if overlay.signed and overlay.drawing != "fill" and heatmap.is_signed:
        words = f"{words}\n{_tr('dotted blue lines: against the class')}"
    return words


def _peak_words(source: SliceSource) -> str:
    peak, top = source.peak(), source.top()
    return "" if peak is None or top <= 0 else peak_text(peak, top)


def _note_words(source: SliceSource, *, has_letters: bool) -> str:
    """Say what must be known; a slab is told of even where no words are wanted."""
    slab, heatmap = source.slab(), source.heatmap
    has_map = heatmap is not None and source.session.state.overlay.visible
    lines = [] if slab is None else [slab_text(slab, has_map=has_map)]
    is_whole = heatmap is not None and heatmap.progress is None  # a badge tells it of others
    if heatmap is not None and is_whole and has_letters:
        lines.append(note_text(heatmap))
    return "\n".join(line for line in lines if line)
