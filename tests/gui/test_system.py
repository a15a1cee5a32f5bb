"""What the machine must bring, asked without Qt."""

from __future__ import annotations

import subprocess
import sys

import pytest

from camviewer.core.errors import ResourceError
from camviewer.gui import system


@pytest.mark.parametrize(
    ("message", "package"),
    [
        ("libEGL.so.1: cannot open shared object file: No such file or directory", "libegl1"),
        ("libGL.so.1: cannot open shared object file", "libgl1"),
        ("libxkbcommon.so.0: cannot open shared object file", "libxkbcommon0"),
        ("libxkbcommon-x11.so.0: cannot open shared object file", "libxkbcommon-x11-0"),
        ("libdbus-1.so.3: cannot open shared object file", "libdbus-1-3"),
        ("libfontconfig.so.1: cannot open shared object file", "libfontconfig1"),
        ("libxcb-cursor.so.0: cannot open shared object file", "libxcb-cursor0"),
        ("libglib-2.0.so.0: cannot open shared object file", "libglib2.0-0"),
        ("libX11-xcb.so.1: cannot open shared object file", "libx11-xcb1"),
    ],
)
def test_a_missing_library_is_named_with_its_package(message, package):
    error = system.missing_library(message)
    assert message.split(":")[0] in str(error)
    assert error.hint.split()[-1] == package


def test_an_unknown_library_is_named_without_a_package():
    error = system.missing_library("libfoo.so.7: cannot open shared object file")
    assert "libfoo.so.7" in str(error)
    assert "libfoo.so.7" in error.hint


def test_another_import_error_keeps_its_words():
    assert "DLL load failed" in str(system.missing_library("DLL load failed"))


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
        ({"QT_QPA_PLATFORM": "minimal:enable_fonts"}, True),
        ({"QT_QPA_PLATFORM": "xcb"}, False),
        ({"DISPLAY": ""}, False),
    ],
)
def test_a_display_is_found_or_not(monkeypatch, environment, expected):
    monkeypatch.setattr(sys, "platform", "linux")
    assert system.has_display(environment) is expected


def test_other_systems_always_have_a_display(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert system.has_display({})


def test_no_display_is_a_sentence_with_a_hint(monkeypatch):
    monkeypatch.setattr(system, "has_display", lambda: False)
    with pytest.raises(ResourceError, match="no display") as caught:
        system.check_qt()
    assert "camviewer --help" in caught.value.hint


def test_qt_that_cannot_be_loaded_is_a_sentence(monkeypatch):
    monkeypatch.setattr(system, "has_display", lambda: True)
    monkeypatch.setitem(sys.modules, "PySide6.QtSvg", None)
    with pytest.raises(ResourceError, match="Qt cannot be loaded"):
        system.check_qt()


def test_asking_for_a_display_loads_no_qt():
    code = (
        "import sys; from camviewer.gui.system import has_display; has_display(); "
        "print(any(name.startswith('PySide6') for name in sys.modules))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"
