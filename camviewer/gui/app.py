"""Builds the program once: application, theme, session, bridge, window.

torch has to be imported before this module: after Qt it fails on Windows (pytorch#166628).
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from camviewer.core.errors import CamViewerError
from camviewer.gui.appearance import follow_desktop, set_scale, show_appearance
from camviewer.gui.bridge import Bridge
from camviewer.gui.collector import collecting_here
from camviewer.gui.controller import Controller
from camviewer.gui.dialogs import Dialogs
from camviewer.gui.heap import keep_freed_memory
from camviewer.gui.language import install_language
from camviewer.gui.main_window import MainWindow
from camviewer.gui.priority import paint_in_one_thread
from camviewer.session.privacy import crash_text, without_paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from camviewer.core.settings import Settings
    from camviewer.gui.dialogs import Asker
    from camviewer.session.service import Session

_log = logging.getLogger(__name__)
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.INFO,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@dataclass(frozen=True, eq=False)
class Program:
    """What has to live as long as the window.

    Attributes
    ----------
    session, bridge, controller, window
        One of each.
    """

    session: Session
    bridge: Bridge
    controller: Controller
    window: MainWindow


def make_application(settings: Settings | None = None) -> QApplication:
    """Return the one QApplication, making it when there is none yet.

    Parameters
    ----------
    settings
        Size and language to begin with; None keeps what there is.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        qInstallMessageHandler(_log_qt)
        if settings is not None:
            set_scale(settings.ui_scale)
        paint_in_one_thread()
        app = QApplication(sys.argv[:1])
        keep_freed_memory()
    app.setApplicationName("camviewer")
    app.setApplicationDisplayName("camviewer")
    if settings is not None:
        install_language(app, settings.language)
    return app


def _log_qt(kind: QtMsgType, _context: object, message: str) -> None:
    """Send Qt's own messages into the log instead of the user's terminal, without paths."""
    _log.log(_QT_LEVELS.get(kind, logging.INFO), "Qt: %s", without_paths(message))


def build_program(session: Session, asker: Asker | None = None) -> Program:
    """Build bridge, controller and window over a session; the tests bring their own asker."""
    app = make_application(session.settings)
    show_appearance(session.settings)
    bridge = Bridge()
    dialogs = Dialogs()
    controller = Controller(session, bridge, asker or dialogs)
    window = MainWindow(controller, bridge)
    dialogs.parent = window
    follow_desktop(app, window.show_appearance)
    return Program(session, bridge, controller, window)


@contextmanager
def bugs_shown(asker: Asker) -> Iterator[None]:
    """Show what no code caught in a dialog: a bug must not end a session.

    A fault of one place is told once: in a handler it comes again at each move of the mouse.
    """
    told: set[tuple[type[BaseException], str, int]] = set()

    def show(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        if isinstance(error, CamViewerError):
            asker.show_error(str(error), error.hint)
            return
        _log.error("a fault of camviewer: %s", kind.__name__)
        place = (kind, *_place(trace))
        if trace is not None and place in told:
            return
        told.add(place)
        details = crash_text(kind, error, trace)
        asker.show_error(
            QCoreApplication.translate("app", "This is a fault of camviewer. It goes on."),
            QCoreApplication.translate("app", "The details help to mend it."),
            details,
        )

    before = sys.excepthook
    sys.excepthook = show
    try:
        with _handlers_heard():
            yield
    finally:
        sys.excepthook = before


def _place(trace: TracebackType | None) -> tuple[str, int]:
    """Where a fault was raised."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return ("", 0) if trace is None else (trace.tb_frame.f_code.co_filename, trace.tb_lineno)


@contextmanager
def _handlers_heard() -> Iterator[None]:
    """Let faults in mouse handlers of scenes be told like others.

    pyqtgraph catches them and prints values and paths of the traceback to the terminal.
    """
    from pyqtgraph import debug

    before = debug.printExc

    def tell(*_words: object, **_more: object) -> None:
        sys.excepthook(*sys.exc_info())

    debug.printExc = tell
    try:
        yield
    finally:
        debug.printExc = before


def first_size(available: QSize) -> QSize:
    """Size of the window at the start: what fits on the screen, in its own pixels."""
    return QSize(1440, 900).boundedTo(available)


def run_app(session: Session, paths: Sequence[Path], sample: str | None, explain: bool) -> int:  # noqa: FBT001 - the command line's flag
    """Open the window and stay until it is closed.

    Parameters
    ----------
    session
        The program without its window.
    paths
        Files to open; only the first is shown.
    sample
        A shipped image to open instead: ``"ct"``, ``"photo"`` or ``"coffee"``.
    explain
        Whether to explain the sample at once.

    Returns
    -------
    int
        Exit status.
    """
    app = make_application(session.settings)
    program = build_program(session)
    with bugs_shown(program.controller.asker), collecting_here():
        program.window.resize(first_size(app.primaryScreen().availableSize()))
        program.window.show()
        if sample is not None:
            program.controller.open_sample(sample, explains=explain)
        else:
            program.controller.open_paths(paths)
        status = app.exec()
        program.controller.autosaver.close()
    if not program.bridge.close():
        _leave(status)
    return status


def _leave(status: int) -> None:
    """End the process although a thread still works: Qt would wait for it for ever."""
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
