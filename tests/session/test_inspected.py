"""The state of the channel inspector tells of every change."""

from __future__ import annotations

import dataclasses

from camviewer.session.inspected import Inspected
from camviewer.session.state import State


def test_every_field_tells_its_new_value_once_and_the_same_value_never():
    state = Inspected()
    another = {bool: True, str: "x", tuple: ("x",), dict: {"x": 1}, type(None): "y"}
    for field in dataclasses.fields(Inspected):
        heard = []
        getattr(state.events, field.name).connect(heard.append)
        value = another[type(getattr(state, field.name))]
        setattr(state, field.name, value)
        setattr(state, field.name, value)
        assert heard == [value], field.name


def test_a_session_begins_with_it_closed():
    channels = State().channels
    assert channels.heatmap is None
    assert channels.reading is None
    assert channels.selected is None
