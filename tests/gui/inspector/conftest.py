"""The inspector over a toy: eight channels whose roles are known."""

from __future__ import annotations

import pytest


@pytest.fixture
def explained(program, session, qtbot):
    """The window with the maps of CF-CAM and Grad-CAM on a picture."""
    session.state.ask.methods = ("grad-cam", "cf-cam")
    program.controller.open_sample("photo")
    qtbot.waitUntil(lambda: bool(session.state.case.predictions), timeout=10000)
    program.controller.explain()
    qtbot.waitUntil(lambda: program.bridge.is_idle, timeout=10000)
    return program


@pytest.fixture
def inspected(explained, session, qtbot):
    """The inspector, open and at rest."""
    explained.window.activateWindow()
    explained.window.show_channels()
    qtbot.waitUntil(
        lambda: session.state.channels.maps is not None and explained.bridge.is_idle,
        timeout=10000,
    )
    return explained.window.channels


@pytest.fixture
def settled(program, qtbot):
    """Wait until no worker has anything to do."""
    return lambda: qtbot.waitUntil(lambda: program.bridge.is_idle, timeout=10000)
