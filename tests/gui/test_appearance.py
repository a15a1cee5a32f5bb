"""Size, theme and contrast from the settings."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from camviewer.core.settings import Settings
from camviewer.gui.appearance import set_scale, show_appearance
from camviewer.gui.theme import CONTRAST_DARK, CONTRAST_LIGHT, DARK, apply_theme


def test_a_size_is_handed_to_qt_unless_the_user_has_set_it_or_it_is_one():
    environment = {}
    set_scale(1.0, environment)
    assert environment == {}
    set_scale(1.25, environment)
    assert environment == {"QT_SCALE_FACTOR": "1.25"}
    set_scale(2.0, environment)
    assert environment == {"QT_SCALE_FACTOR": "1.25"}


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_everything_is_that_much_larger_from_the_start(scale):
    code = (
        "from camviewer.core.settings import Settings\n"
        "from camviewer.gui.app import make_application\n"
        f"app = make_application(Settings(ui_scale={scale}))\n"
        "print(app.primaryScreen().devicePixelRatio())"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("QT_SCALE_FACTOR", None)
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert float(ran.stdout) == scale


def test_the_settings_reach_the_running_program(qapp):
    show_appearance(Settings(theme="light", contrast=True))
    colours = {
        qapp.palette().window().color().name(),
        qapp.palette().windowText().color().name(),
    }
    assert colours == {CONTRAST_LIGHT.window.lower(), CONTRAST_LIGHT.text.lower()}
    show_appearance(Settings(theme="dark"))
    assert qapp.palette().window().color().name() == DARK.window.lower()
    apply_theme(qapp, "dark")


class Hints:
    """What a desktop says of itself."""

    def __init__(self, preference):
        self._preference = preference

    def accessibility(self):
        return self

    def contrastPreference(self):  # noqa: N802
        return self._preference

    def colorScheme(self):  # noqa: N802
        return Qt.ColorScheme.Dark


@pytest.mark.skipif(not hasattr(Qt, "ContrastPreference"), reason="Qt before 6.10 cannot tell")
def test_a_desktop_that_asks_for_contrast_gets_it(qapp, monkeypatch):
    wish = Qt.ContrastPreference
    for preference, colours in (
        (wish.HighContrast, CONTRAST_DARK),
        (wish.NoPreference, DARK),
    ):
        hints = Hints(preference)
        monkeypatch.setattr(QGuiApplication, "styleHints", lambda hints=hints: hints)
        assert apply_theme(qapp, "dark") == colours
