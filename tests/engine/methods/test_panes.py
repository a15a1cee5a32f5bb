"""Where sliding windows lie."""

from __future__ import annotations

import pytest

from camviewer.engine.methods.panes import Pane


def test_a_window_is_as_long_as_it_is_asked_to_be():
    assert Pane(8, 20.0, 50.0).steps((32, 24), None) == [(8, 4), (8, 4)]
    assert Pane(8, 20.0, 50.0).steps((32, 24, 16), (2.0, 4.0, 5.0)) == [(10, 5), (5, 2), (4, 2)]


@pytest.mark.parametrize("pixels", [32, 33, 500])
def test_a_window_over_everything_becomes_a_quarter(pixels):
    pane = Pane(pixels, 20.0, 50.0)
    assert pane.steps((32, 32), None) == [(8, 4), (8, 4)]
    assert pane.count((32, 32), None) == 49
    assert pane.steps((1, 3), None) == [(1, 1), (1, 1)]


def test_a_window_as_long_as_one_axis_only_is_left_as_it_is():
    assert Pane(16, 20.0, 50.0).steps((32, 16), None) == [(16, 8), (16, 8)]
