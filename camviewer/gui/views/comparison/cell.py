"""One map of the comparison, the head of a column, and a place without a map."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from camviewer.gui.column import ElidedLabel
from camviewer.gui.forms import named
from camviewer.gui.views.colour_bar import ColourLine
from camviewer.gui.views.comparison.spots import CELL_PX, GAP_PX
from camviewer.gui.views.readout import cells_text
from camviewer.gui.views.slice_view import SliceView
from camviewer.session.comparison import EXTRAS
from camviewer.session.grid import find_map
from camviewer.session.mixing import mix_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from camviewer.session.grid import Head
    from camviewer.session.service import Session

_MARK_PX = 20
_CAPTION_PX = 15
_SENTENCE_LINES = 3


def _tr(text: str) -> str:
    return QCoreApplication.translate("CompareCell", text)


class CompareCell(QWidget):
    """One map: its name, its cells, the map on the slice or on all planes, its colours.

    Parameters
    ----------
    session
        Followed.
    name
        Of the map, or one of :data:`EXTRAS`; others of its name take its place.
    planes
        What it is drawn on.

    Attributes
    ----------
    views : tuple of SliceView
        One for each plane.
    """

    mark_wanted = Signal(str, str)

    def __init__(self, session: Session, name: str, planes: Sequence[str]) -> None:
        super().__init__()
        self._session = session
        self.name = name
        self.views = tuple(SliceView(session, plane, name) for plane in planes)
        self.line = ColourLine(session, name)
        self._build_words()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for each in self._rows():
            layout.addLayout(each)
        across = QHBoxLayout()
        across.setSpacing(2)
        for view in self.views:
            across.addWidget(view, 1)
        layout.addLayout(across, 1)
        layout.addWidget(self.line)

    def _build_words(self) -> None:
        self.title = ElidedLabel()
        self.title.setProperty("role", "name")
        self.badge = ElidedLabel()
        self.badge.setProperty("role", "warning")
        self.badge.hide()
        self.title.setMinimumHeight(_MARK_PX)
        self.facts = Sentence()
        is_made = self.name in EXTRAS
        self.facts.setWordWrap(is_made)
        self.facts.setFixedHeight(_CAPTION_PX * (_SENTENCE_LINES if is_made else 1))
        self.facts.setMinimumWidth(1)
        self.facts.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.marks: dict[str, QToolButton] = {}
        if not is_made:
            self.marks = {
                "first": _mark("A", "first", _tr("Compare as A")),
                "second": _mark("B", "second", _tr("Compare as B")),
            }
        for which, button in self.marks.items():
            button.clicked.connect(
                lambda _on=False, w=which: self.mark_wanted.emit(w, self.name)
            )

    def _rows(self) -> tuple[QHBoxLayout, QHBoxLayout]:
        top, below = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(self.title, 1)
        for button in self.marks.values():
            top.addWidget(button)
        below.setSpacing(8)
        below.addWidget(self.facts, 3)
        below.addWidget(self.badge, 2)
        return top, below

    @property
    def view(self) -> SliceView:
        """The first of its planes."""
        return self.views[0]

    def show_words(
        self, title: str, short: str = "", about: tuple[str, str] = ("", "")
    ) -> None:
        """Show the name of the map and what must be known of its method.

        Parameters
        ----------
        title, short
            All of its name, and what is written where a head says the rest.
        about
            Sentence about the method, and what one must beware of.
        """
        summary, badge = about
        self.title.show_text(short or title, badge or summary)
        self.badge.show_text(re.split("[:.]", badge, maxsplit=1)[0], badge)
        self.badge.setVisible(bool(badge))
        self.setAccessibleName(title)
        for view in self.views:
            said = f"{title}, {view.accessibleName()}" if len(self.views) > 1 else title
            view.canvas.setAccessibleName(said)
        self.show_facts()

    def show_facts(self) -> None:
        """Tell the map's own cells; of a map made of maps how it was made."""
        state = self._session.state
        heatmap, made = find_map(state, self.name), state.comparison.mixes.get(self.name)
        if made is not None:
            words = mix_sentence(made)
        elif self.name in EXTRAS:
            is_enough = bool(self._session.mix_sources(self.name))
            words = _tr("Being worked out…") if is_enough else _tr("Needs two maps")
        else:
            words = "" if heatmap is None else cells_text(heatmap)
        self.facts.setText(words)
        self.facts.setToolTip(words)
        self.line.setAccessibleDescription(words)

    def show_pair(self, pair: tuple[str, str], *, is_offered: bool) -> None:
        """Mark the map as A or B, where there is a choice."""
        for button, name in zip(self.marks.values(), pair, strict=False):
            button.setChecked(name == self.name)
            button.setVisible(is_offered)


def _mark(text: str, name: str, words: str) -> QToolButton:
    button = named(QToolButton(), name, words, words)
    button.setText(text)
    button.setCheckable(True)
    button.setProperty("role", "segment")
    button.setFixedSize(_MARK_PX, _MARK_PX)
    return button


class HeadLabel(QWidget):
    """What stands above a column.

    Parameters
    ----------
    head
        Its words.
    """

    def __init__(self, head: Head) -> None:
        super().__init__()
        self.title = ElidedLabel(head.title)
        self.title.setProperty("role", "name")
        self.said = ElidedLabel(head.fault or head.said)
        self.said.setProperty("role", "warning" if head.fault else "caption")
        self.setAccessibleName(". ".join(filter(None, (head.title, head.fault or head.said))))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 2)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        layout.addWidget(self.said)


class HeadRow(QWidget):
    """The heads of all columns, above a grid of equal columns."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heads: list[HeadLabel] = []
        self._shown: tuple[Head, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 4, 12, 0)
        self._row.setSpacing(GAP_PX)
        self.hide()

    def show_heads(self, heads: tuple[Head, ...]) -> None:
        """Show other heads; none hides the row."""
        if heads != self._shown:
            self._shown = heads
            for old in self.heads:
                self._row.removeWidget(old)
                old.hide()
                old.deleteLater()
            self.heads = [HeadLabel(head) for head in heads]
            for each in self.heads:
                self._row.addWidget(each, 1)
        self.setVisible(bool(heads))


class Sentence(QLabel):
    """Words that wrap in the room there is, and never ask for more."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self.setProperty("role", "caption")
        self.setTextFormat(Qt.TextFormat.PlainText)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cut a line that may not wrap with an ellipsis."""
        if self.wordWrap():
            super().paintEvent(event)
            return
        room = self.contentsRect()
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter = QPainter(self)
        self.style().drawItemText(
            painter, room, self.alignment(), self.palette(), self.isEnabled(), words,
            self.foregroundRole(),
        )  # fmt: skip

    def hasHeightForWidth(self) -> bool:
        """Whether the height follows the width; else all cells would become as high."""
        return False


class Gap(Sentence):
    """A place whose map is not made."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setMinimumWidth(CELL_PX)
        self.setAccessibleName(words)
