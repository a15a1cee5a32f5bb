"""What the machine must bring before Qt can start; imports no Qt itself."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from camviewer.core.errors import ResourceError
from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

# Shared library (without its version) to the Debian package that brings it.
_PACKAGES = {
    "libEGL": "libegl1",
    "libGL": "libgl1",
    "libGLX": "libglx0",
    "libOpenGL": "libopengl0",
    "libX11": "libx11-6",
    "libX11-xcb": "libx11-xcb1",
    "libSM": "libsm6",
    "libICE": "libice6",
    "libdbus-1": "libdbus-1-3",
    "libfontconfig": "libfontconfig1",
    "libfreetype": "libfreetype6",
    "libglib-2.0": "libglib2.0-0",
    "libgthread-2.0": "libglib2.0-0",
    "libxkbcommon": "libxkbcommon0",
    "libxkbcommon-x11": "libxkbcommon-x11-0",
    "libxcb": "libxcb1",
    "libxcb-cursor": "libxcb-cursor0",
    "libxcb-icccm": "libxcb-icccm4",
    "libxcb-image": "libxcb-image0",
    "libxcb-keysyms": "libxcb-keysyms1",
    "libxcb-randr": "libxcb-randr0",
    "libxcb-render-util": "libxcb-render-util0",
    "libxcb-shape": "libxcb-shape0",
    "libxcb-shm": "libxcb-shm0",
    "libxcb-util": "libxcb-util1",
    "libxcb-xinerama": "libxcb-xinerama0",
    "libxcb-xkb": "libxcb-xkb1",
    "libwayland-client": "libwayland-client0",
    "libwayland-cursor": "libwayland-cursor0",
    "libwayland-egl": "libwayland-egl1",
    "libzstd": "libzstd1",
}
_LIBRARY = re.compile(r"(lib[\w+.-]*?)\.so[\w.]*")
# What the window needs on Linux besides what PySide6 links: its X11 platform plug-in loads it.
_X11_LIBRARIES = ("libxcb-cursor.so.0", "libxkbcommon-x11.so.0")


def has_display(environment: Mapping[str, str] | None = None) -> bool:
    """Tell whether a window can be shown, or was asked to be drawn nowhere."""
    environment = os.environ if environment is None else environment
    if environment.get("QT_QPA_PLATFORM", "").split(":")[0] in {"offscreen", "minimal", "vnc"}:
        return True
    if sys.platform != "linux":
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def missing_library(message: str) -> ResourceError:
    """Turn the loader's complaint about a shared library into a sentence and a package.

    Parameters
    ----------
    message
        As the loader words it: ``libEGL.so.1: cannot open shared object file``.
    """
    found = _LIBRARY.search(message)
    if found is None:
        return ResourceError(
            say("system", "Qt cannot be loaded: {message}.", message=message),
            hint=say(
                "system",
                "Install camviewer again: pip install --force-reinstall PySide6-Essentials",
            ),
        )
    library = found.group(0)
    package = _PACKAGES.get(found.group(1), "")
    hint = say("system", "On Debian or Ubuntu: sudo apt-get install {package}", package=package)
    if not package:
        hint = say(
            "system",
            "Install the package of your system that brings {library}.",
            library=library,
        )
    words = say("system", "The system library {library}, which Qt needs, is missing.")
    return ResourceError(words.format(library=library), hint=hint)


def check_qt() -> None:
    """Import Qt and make sure that its window can be drawn.

    Raises
    ------
    ResourceError
        When a system library is missing (with its package) or there is no display.
    """
    if not has_display():
        raise ResourceError(
            say("system", "There is no display to open a window on."),
            hint=say(
                "system", "Log in with a desktop, or use the command line: camviewer --help"
            ),
        )
    try:
        import PySide6.QtSvg
        import PySide6.QtWidgets  # noqa: F401 - the import is the check
    except ImportError as error:
        raise missing_library(str(error)) from error
    if sys.platform == "linux" and not os.environ.get("QT_QPA_PLATFORM"):
        _check_x11()


def _check_x11() -> None:
    """Find what the X11 plug-in would miss: Qt itself ends the program without a sentence."""
    import ctypes

    if os.environ.get("WAYLAND_DISPLAY"):
        return
    for library in _X11_LIBRARIES:
        try:
            ctypes.CDLL(library)
        except OSError as error:
            raise missing_library(str(error)) from error
