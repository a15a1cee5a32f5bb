"""Nothing is open: where to drop a file, three ways to begin, and the last files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from camviewer.gui.theme import CONTROL_PX, PADDING_PX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

_AREA = (600, 240)
_LONGEST_NAME = 48


def _tr(text: str) -> str:
    return QCoreApplication.translate("EmptyView", text)


class _DropArea(QWidget):
    """A dashed frame; the window itself takes what is dropped."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1.5)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
        painter.end()


class EmptyView(QWidget):
    """Offers ways to begin; follows nothing, told what to list."""

    open_clicked = Signal()
    folder_clicked = Signal()
    sample_clicked = Signal(str)
    recent_clicked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_tr("Nothing is open"))
        self.setAutoFillBackground(True)
        self.area = _DropArea()
        self.area.setFixedSize(*_AREA)
        self._fill_area()
        self._recent = QVBoxLayout()
        self._recent.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.addStretch(3)
        layout.addWidget(self.area, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(PADDING_PX * 2)
        layout.addLayout(self._recent)
        layout.addStretch(4)

    def _fill_area(self) -> None:
        heading = QLabel(_tr("Drop a CT or an image"))
        font = heading.font()
        font.setPixelSize(20)
        heading.setFont(font)
        kinds = QLabel(
            _tr("DICOM files and folders, NIfTI, NRRD and MetaImage, PNG, JPEG and TIFF")
        )
        kinds.setProperty("role", "caption")
        self.open = self._button(_tr("Open…"), "primary")
        self.open.clicked.connect(self.open_clicked)
        self.folder = self._button(_tr("Open folder…"), "plain")
        self.folder.clicked.connect(self.folder_clicked)
        self.ct = self._button(_tr("Try the sample CT"), "plain")
        self.ct.setObjectName("ct")
        self.photo = self._button(_tr("Try the sample photo"), "plain")
        self.photo.setObjectName("photo")
        for button in (self.ct, self.photo):
            button.clicked.connect(self._on_sample_clicked)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (self.open, self.folder, self.ct, self.photo):
            row.addWidget(button)
        row.addStretch(1)
        inside = QVBoxLayout(self.area)
        inside.addStretch(1)
        inside.addWidget(heading, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addSpacing(4)
        inside.addWidget(kinds, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addSpacing(PADDING_PX * 2)
        inside.addLayout(row)
        inside.addStretch(1)

    @staticmethod
    def _button(text: str, role: str) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", role)
        button.setMinimumHeight(CONTROL_PX)
        button.setMinimumWidth(96)
        return button

    def set_recent(self, paths: Sequence[str]) -> None:
        """List these files below, newest first; an empty list shows nothing."""
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if paths:
            heading = QLabel(_tr("Recent files"))
            heading.setProperty("role", "caption")
            self._recent.addWidget(heading, 0, Qt.AlignmentFlag.AlignHCenter)
        for path in paths:
            self._recent.addWidget(self._link(path), 0, Qt.AlignmentFlag.AlignHCenter)

    def _link(self, path: str) -> QToolButton:
        name = Path(path).name
        short = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
        link = QToolButton()
        link.setText(short)
        link.setToolTip(path)
        link.setAccessibleName(_tr("Open {name}").format(name=name))
        link.setProperty("role", "link")
        link.setObjectName(path)
        link.clicked.connect(self._on_recent_clicked)
        return link

    def _on_sample_clicked(self) -> None:
        self.sample_clicked.emit(self.sender().objectName())

    def _on_recent_clicked(self) -> None:
        self.recent_clicked.emit(self.sender().objectName())
