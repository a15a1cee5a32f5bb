"""What is written over a plane, put together from the state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.gui.views.annotations import NO_LETTERS, Marks
from camviewer.gui.views.readout import cells_text, note_text, slice_text, window_text
from camviewer.session.privacy import patient_text
from camviewer.session.words import map_title

if TYPE_CHECKING:
    from camviewer.gui.views.slice_source import SliceSource


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
    is_alone = source.method is None
    return Marks(
        crosshair=screen.crosshair if view.shows_crosshair else None,
        letters=frame.letters if has_letters else NO_LETTERS,
        patient=_patient_words(source) if has_all else "",
        place=slice_text(frame) if has_all and is_volume else "",
        window=_window_words(source) if has_all else "",
        heatmap=_heatmap_words(source) if has_all and is_alone else "",
        note=_note_words(source) if has_letters else "",
        scale=screen.scale if has_all and is_volume and is_alone else 0.0,
        is_focused=screen.is_focused,
    )


def _patient_words(source: SliceSource) -> str:
    """Write who it is, once on the screen, where a file tells it and names are shown."""
    view = source.session.state.view
    is_first = source.method is None and source.plane in {"", view.maximised or "axial"}
    return patient_text(source.image, is_hidden=view.hides_patient) if is_first else ""


def _window_words(source: SliceSource) -> str:
    image, view = source.image, source.session.state.view
    if image is None or image.is_colour:
        return ""
    return window_text(view.width, view.level)


def _heatmap_words(source: SliceSource) -> str:
    heatmap = source.heatmap
    if heatmap is None or not source.session.state.overlay.visible:
        return ""
    return f"{map_title(heatmap)}\n{cells_text(heatmap)}"


def _note_words(source: SliceSource) -> str:
    heatmap = source.heatmap
    is_whole = heatmap is not None and heatmap.progress is None  # a badge tells it of others
    return note_text(heatmap) if heatmap is not None and is_whole else ""
