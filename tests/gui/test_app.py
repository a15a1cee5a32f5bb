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
