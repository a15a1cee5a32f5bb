"""Slices that run by themselves, and the bar that says so and sets how fast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QCheckBox, QFrame, QLabel, QSlider, QWidget

from camviewer.gui.column import row
from camviewer.gui.forms import flat_button, named
from camviewer.gui.theme import tabular
from camviewer.gui.views.links import Links
from camviewer.session.looking import FASTEST, SLOWEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from camviewer.session.service import Session

_STOPS = {
    QEvent.Type.ShortcutOverride,
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}
_OWN_KEYS = {"C", "Shift+Left", "Shift+Right"}
_HELD = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Cine", text)


class CineBar(QFrame):
    """Runs the slices of the focused plane while ``state.cine`` says so.

    Every key, click and turn of the wheel ends it, but for those on the bar itself and the
    keys that start it and set its speed.

    Parameters
    ----------
    session
        Followed, and written to when the run ends.
    view
        Returns the view whose focused plane runs.
    """

    def __init__(self, session: Session, view: Callable[[], Any]) -> None:
        super().__init__()
        named(self, "cineBar", _tr("Slices are running"))
        self._session = session
        self._cine = session.state.cine
        self._view = view
        self._step = 1
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._advance)
        self._build()
        links = Links(self)
        links.follow(self._show_running, self._cine.events.is_running)
        links.follow(self._show_speed, self._cine.events.speed, self._cine.events.bounces)
        links.follow(self._stop, session.state.case.events.image)
        self._show_speed()
        self.hide()

    def _build(self) -> None:
        self.speed = named(QSlider(Qt.Orientation.Horizontal), "cineSpeed", _tr("Speed"))
        self.speed.setRange(SLOWEST, FASTEST)
        self.speed.setFixedWidth(120)
        self.speed.valueChanged.connect(self._session.set_cine_speed)
        self.words = QLabel()
        self.words.setFont(tabular(self.words.font()))
        self.bounces = named(QCheckBox(_tr("Turn round")), "cineBounces", _tr("Turn round"))
        self.bounces.toggled.connect(lambda is_on: setattr(self._cine, "bounces", is_on))
        self.stop = flat_button("cancel", "cineStop", _tr("Stop (C)"))
        self.stop.clicked.connect(self._stop)
        layout = row(None, self.words, self.speed, self.bounces, self.stop, None)
        layout.setContentsMargins(12, 2, 12, 2)
        self.setLayout(layout)

    # Following

    def _show_running(self) -> None:
        if self._cine.is_running != self.isHidden():
            return
        self.setVisible(self._cine.is_running)
        app = QApplication.instance()
        if self._cine.is_running:
            self._step = 1
            self._timer.start()
            if app is not None:
                app.installEventFilter(self)
        else:
            self._timer.stop()
            if app is not None:
                app.removeEventFilter(self)

    def _show_speed(self) -> None:
        speed = self._cine.speed
        self._timer.setInterval(round(1000 / speed))
        with QSignalBlocker(self.speed), QSignalBlocker(self.bounces):
            self.speed.setValue(speed)
            self.bounces.setChecked(self._cine.bounces)
        self.words.setText(_tr("{speed} slices a second").format(speed=speed))

    def _stop(self) -> None:
        self._cine.is_running = False

    def _advance(self) -> None:
        """Go one slice on; at the end begin again, or turn round."""
        view = self._view().focused
        frame = None if view is None else view.source.frame()
        if view is None or frame is None or frame.count < 2:
            self._stop()
            return
        before = frame.index
        view.step_slice(self._step)
        if view.source.frame().index != before:
            return
        if self._cine.bounces:
            self._step = -self._step
            view.step_slice(self._step)
        else:
            view.step_slice(-self._step * frame.count)

    # Events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stop at any input."""
        is_input = self._cine.is_running and event.type() in _STOPS
        if is_input and not self._is_own(watched, event):
            self._stop()
        return False

    def _is_own(self, watched: QObject, event: QEvent) -> bool:
        """Whether an input is meant for the run itself."""
        if isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination()).toString()
            return event.key() in _HELD or pressed in _OWN_KEYS
        is_here = isinstance(watched, QWidget) and self.isAncestorOf(watched)
        # The window hears of a press before the widget that is hit.
        return watched is self or is_here or not isinstance(watched, QWidget)
