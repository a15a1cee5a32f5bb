"""What speaks for a map: answers are found by their question."""

from __future__ import annotations

from camviewer.core.trust import Evidence, Standing, Trust


def test_an_answer_is_found_by_its_question():
    noise = Evidence("noise", Standing.MIXED, "It changes a little.")
    trust = Trust("cf-cam", (Evidence("grid", Standing.SUPPORTED, "Fine enough."), noise))
    assert trust.answer("noise") is noise
    assert trust.answer("removal") is None
