"""A and B in one place, in the room of the whole grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from camviewer.gui.column import ElidedLabel
from camviewer.gui.views.colour_bar import ColourLine
from camviewer.gui.views.fade_source import FADE
from camviewer.gui.views.links import Links
from camviewer.gui.views.readout import cells_text
from camviewer.gui.views.slice_view import SliceView
from camviewer.session.comparison import pair_of
from camviewer.session.grid import find_map, map_titles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.session.service import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("FadePane", text)


class FadePane(QWidget):
    """Shows the two maps of ``state.comparison`` mixed.

    Parameters
    ----------
    session
        Followed.
    planes
        What they are drawn on.

    Attributes
    ----------
    views : tuple of SliceView
        One for each plane.
    """

    def __init__(self, session: Session, planes: Sequence[str]) -> None:
        super().__init__()
        self._session = session
        self._pair = ("", "")
        self.views = tuple(SliceView(session, plane, FADE) for plane in planes)
        self.title = ElidedLabel()
        self.title.setProperty("role", "name")
        self.facts = ElidedLabel()
        self.facts.setProperty("role", "caption")
        self._lines = QHBoxLayout()
        self._lines.setSpacing(12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.setSpacing(2)
        layout.addWidget(self.title)
        layout.addWidget(self.facts)
        across = QHBoxLayout()
        across.setSpacing(2)
        for view in self.views:
            across.addWidget(view, 1)
        layout.addLayout(across, 1)
        layout.addLayout(self._lines)
        state = session.state
        held, case = state.comparison.events, state.case.events
        links = Links(self)
        links.follow(self.show_pair, case.heatmaps, held.heatmaps, held.beside, held.axis)
        links.follow(self.show_pair, held.first, held.second, held.fade)
        links.follow(self.show_pair, state.numbers.events.sorted_by)
        self.show_pair()

    def show_pair(self) -> None:
        """Say how much of which map is drawn, and what their colours mean."""
        state = self._session.state
        titles = map_titles(state)
        pair = pair_of(state.comparison, tuple(titles))
        first, second = (find_map(state, name) for name in pair)
        if first is None or second is None:
            self.title.show_text(_tr("There are no two maps yet."))
            self.facts.show_text("")
            return
        share = round(100 * state.comparison.fade)
        words = _tr("A {first} %: {one}   |   B {second} %: {other}")
        one, other = (titles[name] for name in pair)
        text = words.format(one=one, first=100 - share, other=other, second=share)
        self.title.show_text(text)
        self.setAccessibleName(text)
        facts = _tr("A: {first} · B: {second} · each as a share of the top of its scale")
        self.facts.show_text(facts.format(first=cells_text(first), second=cells_text(second)))
        for view in self.views:
            view.canvas.setAccessibleName(f"{text}, {view.accessibleName()}")
        if pair != self._pair:
            self._pair = pair
            self._show_lines()

    def _show_lines(self) -> None:
        """Show the colours of both maps."""
        while self._lines.count():
            item = self._lines.takeAt(0)
            old = None if item is None else item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for name in self._pair:
            self._lines.addWidget(ColourLine(self._session, name))

    def flush(self) -> None:
        """Draw what has changed now."""
        for view in self.views:
            view.flush()
