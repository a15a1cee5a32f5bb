"""Building the program and showing what no code caught."""

from __future__ import annotations

import logging
import subprocess
import sys

from PySide6.QtCore import QtMsgType
from PySide6.QtWidgets import QApplication

from camviewer.core.errors import FormatError
from camviewer.gui import app


def test_a_bug_in_a_slot_is_shown_and_the_program_goes_on(asker):
    before = sys.excepthook
    with app.bugs_shown(asker):
        try:
            {}["lost"]
        except KeyError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    assert sys.excepthook is before
    ((message, hint, details),) = asker.errors
    assert "fault of camviewer" in message
    assert hint
    assert "KeyError: 'lost'" in details


HANDLERS = """
import logging, sys
import torch
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
import pyqtgraph as pg
from camviewer.gui import app

logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="LOG %(message)s")

class Box(pg.ViewBox):
    def mouseClickEvent(self, event):
        raise ValueError("patient-4711")

class Plot(pg.PlotWidget):
    def keyPressEvent(self, event):
        super().keyPressEvent(event)
        raise KeyError("patient-4711")

class Asker:
    def show_error(self, message, hint="", details=""):
        print("TOLD", message, details.strip().splitlines()[-1].split(":")[0], flush=True)

program = app.make_application()
plot = Plot(viewBox=Box())
plot.resize(300, 300)
plot.show()

def press():
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier(0))
    program.postEvent(plot, key)

def click():
    middle = plot.viewport().rect().center()
    QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=middle)

def leave():
    print("GOES ON", flush=True)
    program.quit()

# A second click at once would be a double click.
for wait, step in ((50, press), (100, click), (150, press), (900, click), (1000, leave)):
    QTimer.singleShot(wait, step)
with app.bugs_shown(Asker()):
    program.exec()
print("LEFT", pg.debug.printExc.__module__, flush=True)
"""


def test_a_fault_in_a_key_or_mouse_handler_is_one_sentence_and_the_program_goes_on():
    answer = subprocess.run(
        [sys.executable, "-c", HANDLERS],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    lines = answer.stdout.splitlines()
    told = sorted(line for line in lines if line.startswith("TOLD"))
    sentence = "TOLD This is a fault of camviewer. It goes on."
    assert told == [f"{sentence} KeyError", f"{sentence} ValueError"]
    assert lines.count("LOG a fault of camviewer: KeyError") == 2
    assert "GOES ON" in lines
    assert lines[-1] == "LEFT pyqtgraph.debug"
    assert "4711" not in answer.stdout + answer.stderr


def test_faults_of_two_places_are_two_sentences_and_of_one_place_one(asker):
    def fault(numbers):
        try:
            first = 1 / numbers[0]
            first / numbers[1]
        except ZeroDivisionError as error:
            sys.excepthook(type(error), error, error.__traceback__)

    with app.bugs_shown(asker):
        for numbers in ((0, 1), (1, 0), (0, 1), (1, 0)):
            fault(numbers)
    assert len(asker.errors) == 2


def test_an_error_of_ours_in_a_slot_is_its_own_sentence(asker):
    with app.bugs_shown(asker):
        error = FormatError("No image.", hint="Try another.")
        sys.excepthook(type(error), error, None)
    assert asker.errors == [("No image.", "Try another.", "")]


def test_qts_own_words_go_to_the_log(caplog):
    with caplog.at_level(logging.INFO):
        app._log_qt(QtMsgType.QtWarningMsg, None, "propagateSizeHints")
    assert [r.levelname for r in caplog.records] == ["INFO"]


def test_there_is_one_application(qapp):
    assert app.make_application() is qapp
    assert QApplication.instance() is qapp


def test_the_program_opens_explains_and_leaves(session, qtbot, monkeypatch):
    programs = []
    build = app.build_program

    def keep(*arguments):
        programs.append(build(*arguments))
        return programs[-1]

    def exec_until_explained():
        qtbot.waitUntil(lambda: session.state.case.explanation is not None, timeout=10000)
        programs[0].window.close()
        return 0

    monkeypatch.setattr(app, "build_program", keep)
    monkeypatch.setattr(app.make_application(), "exec", exec_until_explained, raising=False)
    assert app.run_app(session, [], "ct", True) == 0
    assert session.state.case.explanation is not None
    assert programs[0].bridge.is_idle


def test_the_window_itself_imports_no_torch():
    code = "import sys, camviewer.gui.app; print('torch' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"
