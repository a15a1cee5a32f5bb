import numpy as np
import pytest

from camviewer.engine.outcome import blank_note


@pytest.mark.parametrize(
    ("values", "is_opposed", "words"),
    [
        ([0.0, 1e-30], True, ""),
        ([-1.0, 2.0], False, ""),
        ([-1.0, -2.0], True, "All gradients at this layer are negative"),
        ([0.0, 0.0], True, "counterfactual"),
        ([0.0, 0.0], False, "zero everywhere"),
        ([0.0, -2.0], False, "every value is zero or negative"),
    ],
)
def test_a_blank_map_has_a_reason_and_another_has_none(values, is_opposed, words):
    note = blank_note(np.array(values, np.float32), is_opposed=is_opposed)
    assert words in note
    assert bool(note) == bool(words)
    assert not note or note.endswith(".")
