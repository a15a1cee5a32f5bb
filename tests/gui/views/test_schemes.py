"""Which button does what."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from camviewer.gui.views.schemes import SCHEMES, Drag, meant_by
from camviewer.session.looking import MOUSE_SCHEMES

LEFT, RIGHT, MIDDLE, BACK = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.RightButton,
    Qt.MouseButton.MiddleButton,
    Qt.MouseButton.BackButton,
)
PLAIN, SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


def test_the_settings_name_every_scheme():
    assert tuple(SCHEMES) == MOUSE_SCHEMES


@pytest.mark.parametrize(
    ("scheme", "button", "held", "drag"),
    [
        ("camviewer", LEFT, PLAIN, Drag.CROSSHAIR),
        ("camviewer", RIGHT, PLAIN, Drag.WINDOW),
        ("pacs", LEFT, PLAIN, Drag.WINDOW),
        ("pacs", RIGHT, PLAIN, Drag.ZOOM),
        ("pacs", LEFT, SHIFT, Drag.CROSSHAIR),
        *((scheme, MIDDLE, PLAIN, Drag.PAN) for scheme in SCHEMES),
        *((scheme, LEFT, CTRL, Drag.REGION) for scheme in SCHEMES),
        *((scheme, LEFT, ALT, Drag.SLICES) for scheme in SCHEMES),
        *((scheme, BACK, PLAIN, Drag.NONE) for scheme in SCHEMES),
    ],
)
def test_a_button_means_what_the_scheme_says(scheme, button, held, drag):
    assert meant_by(scheme, button, held) is drag
