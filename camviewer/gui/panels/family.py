"""The heading of a family of methods: opens and closes, and counts what is ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolButton

from camviewer.gui.forms import named
from camviewer.gui.icons import icon
from camviewer.gui.theme import caption_font

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

_HEIGHT_PX = 24
_ICON_PX = 16


def _tr(text: str) -> str:
    return QCoreApplication.translate("FamilyHeading", text)


class FamilyHeading(QToolButton):
    """Down while its family is open; Left closes it and Right opens it.

    Parameters
    ----------
    family, label
        Name and words.
    """

    def __init__(self, family: str, label: str) -> None:
        super().__init__()
        named(self, f"family-{family}", label)
        self._label = label
        self._count = ""
        self._is_forced = False
        self.setText(label)
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(_ICON_PX, _ICON_PX))
        self.setProperty("role", "family")
        self.setFixedHeight(_HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.toggled.connect(self._show_arrow)
        self._show_arrow()

    @property
    def is_open(self) -> bool:
        """Whether the methods below are shown."""
        return self.isChecked()

    def set_open(self, *, is_open: bool) -> None:
        """Open or close it without telling anybody."""
        with QSignalBlocker(self):
            self.setChecked(is_open)
        self._show_arrow()

    def show_forced(self, *, is_forced: bool) -> None:
        """Look open, and take no clicks, while a filter decides what is shown."""
        self._is_forced = is_forced
        self.setEnabled(not is_forced)
        self._show_arrow()

    def show_count(self, chosen: int, total: int) -> None:
        """Tell how many of its methods are ticked."""
        self._count = _tr("{chosen} of {total}") if chosen else "{total}"
        self._count = self._count.format(chosen=chosen, total=total)
        words = _tr("{chosen} of {total} chosen").format(chosen=chosen, total=total)
        self.setAccessibleDescription(words)
        self.setToolTip(f"{self._label}: {words}")
        self.update()

    def _show_arrow(self) -> None:
        self.setIcon(icon("down" if self.is_open or self._is_forced else "right"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Right, close by Left; the rest is a button's."""
        wanted = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}.get(Qt.Key(event.key()))
        if wanted is None:
            super().keyPressEvent(event)
        else:
            self.setChecked(wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the count at the right end."""
        super().paintEvent(event)
        painter = QPainter(self)
        # Not the button's own font and palette: the style sheet made them bold and faint.
        font = caption_font(QApplication.font(), is_tabular=True)
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QApplication.palette().color(QPalette.ColorRole.PlaceholderText))
        sides = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), sides, self._count)
        painter.end()
