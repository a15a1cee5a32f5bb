"""Connections end with the widget."""

from __future__ import annotations

import gc
import weakref

import shiboken6
from PySide6.QtWidgets import QWidget

from camviewer.gui.views.links import Links
from camviewer.session.state import View


class Follower(QWidget):
    def __init__(self, view):
        super().__init__()
        self.seen = []
        Links(self).follow(self.note, view.events.width, view.events.level)

    def note(self, value):
        self.seen.append(value)


def test_each_event_calls_the_method(qapp):
    view = View()
    follower = Follower(view)
    view.width, view.level = 5.0, 6.0
    assert follower.seen == [5.0, 6.0]


def test_a_destroyed_widget_is_called_no_more(qapp):
    view = View()
    follower = Follower(view)
    shiboken6.delete(follower)
    view.width = 5.0
    assert follower.seen == []


def test_the_state_keeps_no_widget_alive(qapp):
    view = View()
    follower = weakref.ref(Follower(view))
    gc.collect()
    assert follower() is None
    view.width = 5.0
