"""The language of the window: our own sentences, and Qt's on its buttons and dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from camviewer.core.errors import ResourceError
from camviewer.core.settings import resource
from camviewer.core.words import install_translator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

LANGUAGES = {"en": "English", "de": "Deutsch"}
"""Codes and names; each name in its own language."""
_installed: list[QTranslator] = []


def language_code(wanted: str, system: str | None = None) -> str:
    """Resolve ``"system"`` to the desktop's language, English where we do not have it.

    Parameters
    ----------
    wanted
        As in the settings.
    system
        Name of the desktop's locale, ``"de_AT"``; None asks Qt.
    """
    if wanted != "system":
        return wanted if wanted in LANGUAGES else "en"
    code = (QLocale.system().name() if system is None else system)[:2].lower()
    return code if code in LANGUAGES else "en"


def install_language(app: QApplication, wanted: str) -> str:
    """Translate what is made from now on, and return the language's code.

    Numbers keep the point in every language, as in the files that are written: a comma would
    be a decimal sign in one place and part a list in another.
    """
    code = language_code(wanted)
    for translator in _installed:
        app.removeTranslator(translator)
    _installed.clear()
    english = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    english.setNumberOptions(
        QLocale.NumberOption.OmitGroupSeparator | QLocale.NumberOption.RejectGroupSeparator
    )
    QLocale.setDefault(english)
    for translator in _translators(code):
        app.installTranslator(translator)
        _installed.append(translator)
    install_translator(QCoreApplication.translate)
    return code


def _translators(code: str) -> list[QTranslator]:
    """Load Qt's own sentences and ours; what the installation lacks stays English."""
    if code == "en":
        return []
    found = []
    for load in (_load_qt, _load_own):
        translator = QTranslator()
        if load(translator, code):
            found.append(translator)
    return found


def _load_qt(translator: QTranslator, code: str) -> bool:
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return translator.load(f"qtbase_{code}", folder)


def _load_own(translator: QTranslator, code: str) -> bool:
    try:
        path = resource("translations", f"camviewer_{code}.qm")
    except ResourceError:
        return False
    return translator.load(str(path))
