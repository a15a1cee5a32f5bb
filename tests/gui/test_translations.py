"""The files of translations: up to date, complete, and every word of the window in them."""

from __future__ import annotations

import importlib.util
import re
import string
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from camviewer.core.words import install_translator
from camviewer.gui.column import ElidedLabel
from camviewer.gui.language import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location(
        "translations_tool", ROOT / "installer" / "translations.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# What the tool finds


def test_texts_are_found_by_their_context(tool):
    source = (
        "def _tr(text):\n    return QCoreApplication.translate('Panel', text)\n"
        "_tr('Stop'); say('words', 'score'); QT_TRANSLATE_NOOP('actions', 'File')\n"
        "ActionSpec('stop', 'Stop it', 'File', 'stop'); PanelSpec('p', title='Page')\n"
        "Format('png', 'Picture', read); Folder('a', 'Slices', read); Registry('metric')\n"
        "say('io', '{n} is empty.', n=name)\n"
        "other('Not shown'); _tr(name)\n"
    )
    assert tool.texts_of(source) == {
        ("Panel", "Stop"),
        ("words", "score"),
        ("actions", "File"),
        ("actions", "Stop it"),
        ("panels", "Page"),
        ("formats", "Picture"),
        ("formats", "Slices"),
        ("kinds", "metric"),
        ("io", "{n} is empty."),
    }


def test_what_vanished_keeps_its_translation_and_comes_back_with_it(tool, tmp_path):
    path = tmp_path / "x.ts"
    path.write_text(tool.write([("a", "One")], {("a", "One"): "Eins"}, "de"), encoding="utf-8")
    assert tool.read(path) == {("a", "One"): "Eins"}
    gone = tool.write([("a", "Two")], tool.read(path), "de")
    assert 'type="vanished"' in gone
    assert 'type="unfinished"' in gone
    path.write_text(gone, encoding="utf-8")
    again = tool.write([("a", "One")], tool.read(path), "de")
    assert "vanished" not in again
    assert "<translation>Eins</translation>" in again


# What is in the files


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_the_files_are_up_to_date_and_nothing_is_untranslated(tool, code):
    assert tool.update(code, is_check=True) == []


def _placeholders(text):
    return sorted(field or "" for _, field, _, _ in string.Formatter().parse(text) if field)


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_a_translation_fills_in_what_its_source_does(tool, code):
    for (context, source), text in tool.read(tool.FOLDER / f"camviewer_{code}.ts").items():
        assert set(_placeholders(text)) == set(_placeholders(source)), (context, source)
        assert source.count("\n") == text.count("\n"), (context, source)


# What the window shows


class Pseudo(QTranslator):
    """Puts everything that is translated between brackets."""

    def translate(self, context, source, disambiguation=None, n=-1):
        return f"⟦{source}⟧"

    def isEmpty(self):  # noqa: N802
        return False


@pytest.fixture
def _bracketed(qapp):
    translator = Pseudo()
    qapp.installTranslator(translator)
    install_translator(lambda _context, text: f"⟦{text}⟧")
    yield
    install_translator(None)
    qapp.removeTranslator(translator)


# What is data rather than words: units, keys, sides, and all that the toys bring.
_DATA = {
    "mm", "px", "HU", "GB", "MB", "s", "R", "L", "A", "P", "S", "I", "W", "CPU", "RGB",
    "camviewer", "toy", "nii", "png", "late", "early", "Ctrl", "Shift", "Esc", "F", "F1",
    "PgUp", "PgDown", "Home", "End", "Up", "Down", "Left", "Right", "Tab", "Space", "Alt",
    "English", "Deutsch", "bfloat", "float", "K", "scan", "MUELLER", "HANS",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{2,}")


def _outside(text, session):
    """Words that stand outside of all brackets and are no data of the toys."""
    toys = repr((session.methods(), session.models(), session.targets()))
    toys += repr([session.labels(info.name) for info in session.models()])
    before = None
    while before != text:
        before, text = text, re.sub(r"⟦[^⟦⟧]*⟧", "", text)
    return set(_WORD.findall(text)) - _DATA - set(_WORD.findall(toys))


def _texts(root):
    """Everything a widget and those in it show or say."""
    for widget in [root, *root.findChildren(QWidget)]:
        yield widget, widget.toolTip()
        yield widget, widget.accessibleName()
        yield widget, widget.accessibleDescription()
        if isinstance(widget, ElidedLabel):
            yield widget, widget.whole  # cut, it has lost its last bracket
        elif isinstance(widget, (QLabel, QAbstractButton)):
            yield widget, widget.text()
        if isinstance(widget, QLineEdit):
            yield widget, widget.placeholderText()
        if isinstance(widget, QComboBox):
            for row in range(widget.count()):
                yield widget, widget.itemText(row)
    for action in root.findChildren(QAction):
        yield action, action.text()


def _faults(root, session):
    found = {}
    for thing, text in _texts(root):
        words = _outside(re.sub("<[^>]*>", "", text), session)
        if words:
            found[f"{type(thing).__name__} {thing.objectName()}"] = (text, words)
    return found


@pytest.mark.usefixtures("_bracketed")
def test_every_word_of_the_window_goes_through_the_translation(program, session, qtbot):
    window = program.window
    assert _faults(window, session) == {}
    for name in ("ct", "photo"):
        program.controller.open_sample(name)
        qtbot.waitUntil(lambda: program.bridge.is_idle, timeout=10000)
        program.controller.explain()
        qtbot.waitUntil(lambda: session.state.case.explanation is not None, timeout=10000)
        qtbot.waitUntil(lambda: program.bridge.is_idle, timeout=10000)
        for place in ("read", "compare", "trust"):
            session.state.view.place = place
            session.state.overlay.scale = "fixed"
            session.state.ask.target = session.labels(session.state.ask.model)[0]
            assert _faults(window, session) == {}
    for view in window.read.planes.values():
        view.flush()
        marks = view.canvas.annotations.marks
        for text in (marks.place, marks.window, marks.heatmap, marks.note):
            assert not _outside(text, session), text


@pytest.mark.usefixtures("_bracketed")
def test_every_word_of_the_dialogs_goes_through_the_translation(program, session, qtbot):
    from camviewer.gui.entries import all_entries
    from camviewer.gui.palette import Palette
    from camviewer.gui.preferences import Preferences

    window, controller = program.window, program.controller
    dialogs = [
        Preferences(window, controller, lambda: None),
        Palette(window, all_entries(controller, window.actions_by_name)),
    ]
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        assert _faults(dialog, session) == {}
    for entry in dialogs[1].found.entries:
        assert not _outside(f"{entry.text} {entry.category} {entry.reason}", session), entry
