"""Layers over a plane are made once and follow every drawing."""

from __future__ import annotations

from camviewer.gui.views import slice_view
from camviewer.gui.views.slice_view import SliceView


class Counted:
    def __init__(self, drawn, session):
        self.drawn, self.session, self.refreshed = drawn, session, 0

    def refresh(self):
        self.refreshed += 1


def test_a_layer_follows_state_and_camera(ct, shown, monkeypatch):
    monkeypatch.setattr(slice_view, "LAYERS", (Counted,))
    view = shown(SliceView(ct, "axial"))
    (layer,) = view.layers
    assert layer.drawn is view
    assert layer.session is ct
    before = layer.refreshed
    ct.state.view.tool = "distance"
    view.flush()
    assert layer.refreshed > before
    assert view.gestures.has_tool
    before = layer.refreshed
    view.fit()
    assert layer.refreshed > before
