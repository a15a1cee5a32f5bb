"""The window of the channel inspector: places its parts and follows what they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from camviewer.gui.column import ElidedLabel, row, stacked
from camviewer.gui.forms import named, text_label
from camviewer.gui.inspector.channel_table import ChannelTable
from camviewer.gui.inspector.legend import Legend
from camviewer.gui.inspector.pictures import Pictures
from camviewer.gui.inspector.scatter import Scatter
from camviewer.gui.inspector.setting import Setting
from camviewer.gui.inspector.words import alike_sentence
from camviewer.gui.theme import PADDING_PX
from camviewer.gui.views.links import Links
from camviewer.session.words import map_title

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from camviewer.gui.controller import Controller

SMALLEST = (900, 560)
_SETTING_PX = 330


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChannelWindow", text)


class ChannelWindow(QDialog):
    """Shows and edits ``state.channels``; what is held for it goes when it is closed.

    Parameters
    ----------
    controller
        Knows the session and the jobs.
    parent
        The main window, which stays usable.
    """

    def __init__(self, controller: Controller, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("channelWindow")
        self.setWindowTitle(_tr("Channels"))
        self.setMinimumSize(*SMALLEST)
        self._controller = controller
        self._state = controller.session.state.channels
        settings = controller.session.settings
        self.resize(settings.channels_width, settings.channels_height)
        self.title = ElidedLabel()
        self.title.setProperty("role", "name")
        self.note = text_label("", "caption")
        self.warning = text_label("", "warning")
        self.setting = Setting(controller)
        self.pictures = Pictures(controller.session)
        self._place(self._build_points())
        self._connect()
        self._show_title()
        self._show_notes()
        self._show_reading()
        self._show_selected()

    # Building

    def _build_points(self) -> QSplitter:
        self.legend, self.scatter, self.table = Legend(), Scatter(), ChannelTable()
        self.log = named(QCheckBox(_tr("Logarithmic norm")), "logNorm", _tr("Logarithmic norm"))
        self.log.toggled.connect(lambda on: setattr(self._state, "is_log", on))
        self.hover = ElidedLabel()
        self.hover.setProperty("role", "caption")
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.legend)
        column.addWidget(self.scatter, 1)
        foot = row(self.log)
        foot.addWidget(self.hover, 1)
        column.addLayout(foot)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(above)
        split.addWidget(self.table)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        return split

    def _place(self, points: QSplitter) -> None:
        self.setting.setFixedWidth(_SETTING_PX)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.setting)
        across.addWidget(points, 1)
        across.addWidget(self.pictures, 1)
        head = stacked(self.title, self.note, self.warning)
        head.setContentsMargins(PADDING_PX, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, PADDING_PX, PADDING_PX, PADDING_PX)
        layout.setSpacing(6)
        layout.addWidget(head)
        layout.addLayout(across, 1)

    def _connect(self) -> None:
        own = self._state.events
        links = Links(self)
        links.follow(self._on_heatmap_changed, own.heatmap)
        links.follow(self._show_notes, own.notes, own.trouble, own.reading, own.heatmap)
        links.follow(self._show_reading, own.reading, own.is_log)
        links.follow(self._show_selected, own.selected)
        self.scatter.picked.connect(self._on_picked)
        self.scatter.hovered.connect(self.hover.show_text)
        self.table.chosen.connect(self._on_picked)
        self.pictures.warning_clicked.connect(self._on_warning_clicked)

    # Showing

    def _on_heatmap_changed(self) -> None:
        """Go when there is nothing to look into any more."""
        self._show_title()
        if self._state.heatmap is None and self.isVisible():
            self.hide()

    def _show_title(self) -> None:
        heatmap = self._state.heatmap
        self.title.show_text("" if heatmap is None else map_title(heatmap))

    def _show_notes(self) -> None:
        """Say what is waited for, what was looked at, and what went wrong."""
        state, reading = self._state, self._state.reading
        parts = list(state.notes)
        if state.heatmap is not None and reading is None and not state.trouble:
            parts = [_tr("The network looks at the image once more…")]
        self.note.setText(" ".join(parts))
        self.note.setVisible(bool(parts))
        alike = "" if reading is None else alike_sentence(reading)
        words = " ".join(each for each in (state.trouble, alike) if each)
        self.warning.setText(words)
        self.warning.setVisible(bool(words))

    def _show_reading(self) -> None:
        reading = self._state.reading
        channels = None if reading is None else reading.channels
        self.log.setChecked(self._state.is_log)
        self.legend.show_channels(channels)
        self.scatter.show_channels(channels, is_log=self._state.is_log)
        self.table.show_channels(channels)
        self._show_selected()
        self.hover.show_text(_tr("Click or arrow keys: that channel") if channels else "")

    def _show_selected(self) -> None:
        self.scatter.mark(self._state.selected)
        self.table.mark(self._state.selected)

    # Editing

    def _on_picked(self, index: int) -> None:
        self._state.selected = index

    def _on_warning_clicked(self) -> None:
        image = self._controller.session.state.case.image
        if image is not None and image.warnings:
            self._controller.asker.show_error(image.warnings[0], "\n".join(image.warnings[1:]))

    def showEvent(self, event: QShowEvent) -> None:
        """Let keys go to the points."""
        super().showEvent(event)
        self.scatter.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember the size, and let go of what is held."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._controller.session.remember(
                channels_width=self.width(), channels_height=self.height()
            )
            self._controller.channel_jobs.close()
