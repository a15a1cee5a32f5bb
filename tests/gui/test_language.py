"""The language: loaded by the setting, complete in German, and nothing goes past it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QDialogButtonBox

from camviewer.core.words import install_translator, say
from camviewer.gui import language

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "camviewer" / "gui").rglob("*.py"))
SHOWN = {
    "setText", "setToolTip", "setWindowTitle", "setAccessibleName", "setAccessibleDescription",
    "setPlaceholderText", "setStatusTip", "setWhatsThis", "setInformativeText", "setSuffix",
    "setPrefix", "addItem", "addAction", "addMenu", "addSection", "setTitle", "setLabelText",
    "QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction",
    "text_label", "push_button", "link_button", "flat_button", "sign_button", "text_field",
    "show_error", "show_text", "show_document", "show_empty", "add_heading", "add_row",
    "labelled", "Disclosure", "ElidedLabel", "Percent", "Segments",
}  # fmt: skip
TRANSLATES = {"_tr", "translate", "say", "QT_TRANSLATE_NOOP"}
# Object names, names of drawings and roles are for the program; so is the program's own name.
NOT_SHOWN = {
    "text_label": {1}, "push_button": {1, 2}, "link_button": {1}, "flat_button": {0, 1},
    "sign_button": {0}, "text_field": {0}, "Percent": {0}, "Disclosure": {1}, "Segments": {1},
}  # fmt: skip
NAMES = {"camviewer", "GB", "dpi", "mm", "px", "HU", "Comment"}
SILENT = {"join", "property", "icon", "resource", "toString"}


def _name(call):
    function = call.func
    return getattr(function, "attr", None) or getattr(function, "id", "")


def _visible(node):
    """String literals below a node that no translation is asked for."""
    if isinstance(node, ast.Call) and _name(node) in {*TRANSLATES, *SILENT}:
        return
    if isinstance(node, ast.Tuple):  # (words, value) of a choice
        yield from _visible(node.elts[0])
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.Subscript):  # a key of a table is not shown
        return
    if isinstance(node, (ast.FormattedValue, ast.Compare)):
        return
    for child in ast.iter_child_nodes(node):
        yield from _visible(child)


def untranslated(source):
    """Shown literals with a word in them: (line, text)."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or _name(node) not in SHOWN:
            continue
        spared = NOT_SHOWN.get(_name(node), set())
        for place, argument in enumerate(node.args):
            if place in spared:
                continue
            found += [
                (node.lineno, text)
                for text in _visible(argument)
                if set(re.findall(r"[A-Za-z]{2,}", text)) - NAMES
            ]
    return found


def test_the_search_for_untranslated_texts_finds_one_and_spares_signs():
    assert untranslated('label.setText("Stop")') == [(1, "Stop")]
    assert untranslated('QLabel(f"{count} maps")') == [(1, " maps")]
    assert untranslated('label.setText(_tr("Stop"))') == []
    assert untranslated('label.setText(f"{count} %")') == []
    assert untranslated('text_label("", "caption")') == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_goes_past_the_translation(path):
    assert untranslated(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_text_to_translate_is_a_literal_that_the_tool_can_find(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) == "_tr":
            text = node.args[0]
            assert isinstance(text, ast.Constant), (node.lineno, ast.unparse(text))


@pytest.mark.parametrize(
    ("wanted", "system", "code"),
    [
        ("de", "en_US", "de"),
        ("en", "de_DE", "en"),
        ("system", "de_AT", "de"),
        ("system", "fr_FR", "en"),
        ("tlh", "de_DE", "en"),
    ],
)
def test_the_setting_counts_before_the_system_and_english_is_the_last_resort(
    wanted, system, code
):
    assert language.language_code(wanted, system) == code


@pytest.fixture
def _english_again(qapp):
    yield
    language.install_language(qapp, "en")
    install_translator(None)


@pytest.mark.usefixtures("_english_again")
def test_german_reaches_the_window_the_session_and_qts_own_buttons(qapp):
    assert language.install_language(qapp, "de") == "de"
    assert QCoreApplication.translate("actions", "Quit") == "Beenden"
    assert say("core", "Research use only: explains the model, not the disease").startswith(
        "Nur für die Forschung"
    )
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.buttons()[0].text().replace("&", "") == "Abbrechen"
    assert language.install_language(qapp, "en") == "en"
    assert QCoreApplication.translate("actions", "Quit") == "Quit"


@pytest.mark.usefixtures("_english_again")
def test_numbers_keep_the_point_and_no_group_sign_in_every_language(qapp):
    language.install_language(qapp, "de")
    assert QLocale().toString(1234.5, "f", 1) == "1234.5"
    assert QLocale().toDouble("1,234")[1] is False


def test_a_missing_file_leaves_english(qapp):
    assert language._load_own(QTranslator(), "xx") is False
