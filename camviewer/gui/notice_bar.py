"""A line above the status that offers or tells one thing at a time, and never blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from camviewer.gui.column import row
from camviewer.gui.forms import named, push_button, text_label
from camviewer.gui.theme import PADDING_PX

if TYPE_CHECKING:
    from camviewer.gui.controller import Controller
    from camviewer.session.autosave import LeftOver


def _tr(text: str) -> str:
    return QCoreApplication.translate("NoticeBar", text)


class NoticeBar(QWidget):
    """Offers a session that was lost, then tells what could not be read at the start.

    Parameters
    ----------
    controller
        Restores sessions; its session has the notices.
    """

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        named(self, "noticeBar", _tr("Notice"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._controller = controller
        self._notices = list(controller.session.notices)
        self._lost: LeftOver | None = None
        self.words: QLabel = text_label("", "status")
        self.words.setWordWrap(True)
        self.words.setObjectName("noticeWords")
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.restore = push_button(_tr("Restore"), "restoreSession")
        self.restore.clicked.connect(self._on_restored)
        self.discard = push_button(_tr("Discard"), "discardSession")
        self.discard.clicked.connect(self._on_discarded)
        self.close_notice = push_button(_tr("Close"), "closeNotice")
        self.close_notice.clicked.connect(self._on_closed)
        layout = row(self.words, self.restore, self.discard, self.close_notice)
        layout.setStretch(0, 1)
        layout.setContentsMargins(PADDING_PX, 6, PADDING_PX, 6)
        self.setLayout(layout)
        controller.autosaver.lost_changed.connect(self.show_next)
        self.show_next()

    def show_next(self) -> None:
        """Show what comes first: a lost session, else the next notice, else nothing."""
        self._lost = self._controller.autosaver.left_over()
        text = self._notices[0] if self._notices else ""
        if self._lost is not None:
            text = _tr("The last session ended unexpectedly.")
        self.words.setText(text)
        self.words.setAccessibleName(text)
        self.restore.setVisible(self._lost is not None)
        self.discard.setVisible(self._lost is not None)
        self.close_notice.setVisible(self._lost is None)
        self.setVisible(bool(text))

    def _on_restored(self) -> None:
        if self._lost is not None:
            self._controller.open_path(self._lost.path)

    def _on_discarded(self) -> None:
        if self._lost is not None:
            self._controller.autosaver.discard(self._lost)

    def _on_closed(self) -> None:
        del self._notices[:1]
        self.show_next()
