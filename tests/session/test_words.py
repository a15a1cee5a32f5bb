import numpy as np
import pytest

from camviewer.core.image import Heatmap, pixel_grid
from camviewer.core.job import Explanation, Prediction, WindowScore
from camviewer.session.words import diagnostics_sentence, percent, place, scan_sentence


def test_a_place_is_named_by_the_letter_of_its_sign():
    assert place((18.3, -125.4, -612.5)) == "R 18 P 125 I 612 mm"
    assert place((-2.0, 7.0, 3.0)) == "L 2 A 7 S 3 mm"


@pytest.mark.parametrize(
    ("probability", "text"),
    [(0.5, "50.0 %"), (0.99951, ">99.9 %"), (0.0004, "<0.1 %"), (0.0, "0.0 %")],
)
def test_a_probability_is_never_rounded_to_certainty(probability, text):
    assert percent(probability) == text


def _explanation(windows):
    target = Prediction(1, "nodule", 0.9, 2.0)
    return Explanation({}, (target,), target, "features", "", "m", "M", "cpu", windows=windows)


def test_the_highest_window_is_reported_with_its_middle():
    windows = (
        WindowScore((0, 0, 0), (10, 10, 10), 0.2),
        WindowScore((-20, 0, 40), (0, 20, 60), 0.8),
        WindowScore((0, 0, 0), (10, 10, 10), 0.6),
    )
    assert scan_sentence(_explanation(windows)) == (
        "3 windows for nodule: highest 80.0 % at L 10 A 10 S 50 mm, 2 above 50 %"
    )


def test_a_picture_has_no_windows_to_speak_of():
    assert scan_sentence(_explanation(())) == ""


def test_diagnostics_are_named_in_words():
    heatmap = Heatmap(
        np.zeros((2, 2), np.float32),
        pixel_grid(2, 2),
        "cf-cam",
        diagnostics={"clusters": 1.0, "weight_spread": 0.12345, "tail": "graph"},
    )
    assert diagnostics_sentence(heatmap) == "clusters 1 · weight spread 0.123"
