"""Numbers at an axis."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.gui.inspector.axis import PlainAxis


@pytest.mark.parametrize(
    ("values", "spacing", "texts"),
    [
        ([0.0, 5.0, 10.0], 5.0, ["0", "5", "10"]),
        ([-0.004, 0.0, 0.0035], 0.0005, ["−0.004", "0", "0.0035"]),
        ([-1e-4, 1e-20, 2e-4], 1e-4, ["−1e−4", "0", "2e−4"]),
        ([1.5e-4, 2e-4], 5e-5, ["1.5e−4", "2.0e−4"]),
        ([0.0], 1.0, ["0"]),
        ([], 1.0, []),
    ],
)
def test_numbers_have_the_digits_that_tell_them_apart(qapp, values, spacing, texts):
    assert PlainAxis("left").tickStrings(values, 1.0, spacing) == texts


def test_a_logarithmic_axis_writes_the_values_themselves(qapp):
    axis = PlainAxis("bottom")
    axis.setLogMode(x=True, y=False)
    assert axis.tickStrings([-1.0, 0.0, 2.0], 1.0, 1.0) == ["0.1", "1", "100"]


def test_over_several_decades_only_some_values_are_written(qapp):
    axis = PlainAxis("bottom")
    axis.setLogMode(x=True, y=False)
    values = np.log10([0.2, 0.3, 0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20]).tolist()
    texts = axis.tickStrings(values, 1.0, 1.0)
    assert [text for text in texts if text] == ["0.2", "0.5", "1", "2", "5", "10", "20"]
    assert axis.tickStrings(np.log10([70, 80, 90, 100]).tolist(), 1.0, 1.0) == [
        "70", "80", "90", "100",
    ]  # fmt: skip
