"""Times as the window writes them."""

from __future__ import annotations

import pytest

from camviewer.gui.durations import about_text, time_text


@pytest.mark.parametrize(
    ("seconds", "text", "within"),
    [
        (0.2, "under 1 s", "under 1 s"),
        (1.4, "1 s", "about 1 s"),
        (59.4, "59 s", "about 59 s"),
        (60, "1 min", "about 1 min"),
        (200, "3 min", "about 3 min"),
        (1500, "25 min", "about 25 min"),
        (5400, "1.5 h", "about 1.5 h"),
    ],
)
def test_a_time_is_no_finer_than_it_can_be_foreseen(seconds, text, within):
    assert time_text(seconds) == text
    assert about_text(seconds) == within
