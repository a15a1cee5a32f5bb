"""The shape that all panels share: a scrolling column of sections over a fixed foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from camviewer.gui.forms import named, text_label
from camviewer.gui.icons import icon
from camviewer.gui.theme import PADDING_PX

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

LABEL_PX = 72
BAR_PX = 10  # as in the style sheet


class Column(QWidget):
    """Sections one below the other; wheel and focus bring hidden ones into sight."""

    def __init__(self) -> None:
        super().__init__()
        self._body = QWidget()
        self._body.setObjectName("panelBody")
        self._body.setMinimumWidth(1)  # else a wide entry pushes its neighbours out of sight
        self._sections = QVBoxLayout(self._body)
        self._sections.setContentsMargins(PADDING_PX, PADDING_PX, PADDING_PX, PADDING_PX)
        self._sections.setSpacing(4)
        self._sections.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setWidget(self._body)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar = self._area.verticalScrollBar()
        bar.rangeChanged.connect(self._make_room)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(self._area, 1)

    def _make_room(self, _low: int, high: int) -> None:
        """Let the scroll bar stand in the right padding, so that nothing moves with it."""
        right = PADDING_PX - BAR_PX if high > 0 else PADDING_PX
        self._sections.setContentsMargins(PADDING_PX, PADDING_PX, right, PADDING_PX)

    def add_heading(self, text: str, *extras: QWidget) -> QLabel:
        """Begin a section; small widgets may stand at the right end of its heading."""
        if self._sections.count():
            self._sections.addSpacing(8)
        heading = text_label(text, "heading")
        heading.setMinimumHeight(20)
        self._sections.addLayout(row(heading, None, *extras) if extras else row(heading))
        return heading

    def add(self, widget: QWidget) -> None:
        """Add something over the whole width."""
        self._sections.addWidget(widget)
        if isinstance(widget, Disclosure):
            widget.button.toggled.connect(self._on_disclosed)

    def _on_disclosed(self) -> None:
        """Scroll down to what was opened, once it has been laid out."""
        bar = self._area.verticalScrollBar()
        QTimer.singleShot(0, bar, lambda: bar.setValue(bar.maximum()))

    def add_row(self, text: str, control: QWidget, *after: QWidget) -> QLabel:
        """Add a control with its label, which becomes its buddy."""
        label, line = labelled(text, control, *after)
        self._sections.addLayout(line)
        return label

    def set_foot(self, widget: QWidget) -> None:
        """Put something below that never scrolls away."""
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(PADDING_PX, 8, PADDING_PX, PADDING_PX)
        layout.addWidget(widget)
        self._whole.addWidget(holder)


def row(*widgets: QWidget | None) -> QHBoxLayout:
    """Put widgets side by side, 8 px apart; None stretches."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)
    return layout


def labelled(text: str, control: QWidget, *after: QWidget) -> tuple[QLabel, QHBoxLayout]:
    """Put a control beside its label, which becomes its buddy."""
    label = QLabel(text)
    label.setFixedWidth(LABEL_PX)
    label.setBuddy(control)
    return label, row(label, control, *after)


def stacked(*parts: QWidget | QLayout) -> QWidget:
    """Put widgets one below the other, 4 px apart."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    return holder


class Disclosure(QWidget):
    """A line that opens and closes what stands below it.

    Parameters
    ----------
    text, name
        Words of the line and object name of its button.
    content
        What it shows.
    """

    def __init__(self, text: str, name: str, content: QWidget) -> None:
        super().__init__()
        self.content = content
        self.button = named(QToolButton(), name, text)
        self.button.setText(text)
        self.button.setCheckable(True)
        self.button.setIcon(icon("right"))
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setProperty("role", "disclosure")
        self.button.setFixedHeight(28)
        content.setVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(content)
        self.button.toggled.connect(self._on_toggled)

    def _on_toggled(self, is_open: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.button.setIcon(icon("down" if is_open else "right"))
        self.content.setVisible(is_open)


class ElidedLabel(QLabel):
    """A line that is cut with an ellipsis; the whole text is its tooltip."""

    def __init__(self, text: str = "", help: str = "") -> None:  # noqa: A002
        super().__init__()
        self._text, self._help = text, help
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.show_text(text, help)

    @property
    def whole(self) -> str:
        """The text before it was cut."""
        return self._text

    def show_text(self, text: str, help: str = "") -> None:  # noqa: A002
        """Show another text, with more about it in the tooltip."""
        self._text, self._help = text, help
        self.setAccessibleName(text)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._text, Qt.TextElideMode.ElideRight, max(0, self.width())
        )
        self.setText(shown)
        parts = (self._text if shown != self._text else "", self._help)
        self.setToolTip("\n".join(part for part in parts if part))
