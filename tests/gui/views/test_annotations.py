"""Marks over a picture, by their pixels."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QFont, QFontMetricsF

from camviewer.gui.views.annotations import ACCENT, AMBER, Marks, fitted, fitted_peak, scale_bar
from camviewer.gui.views.canvas import Canvas
from camviewer.render.slicing import Letters


@pytest.fixture
def canvas(shown):
    return shown(Canvas(), 300, 200)


def is_near(pixels, colour):
    return abs(pixels - [colour.red(), colour.green(), colour.blue()]).sum(axis=-1) < 60


def ink_rows(pixels):
    """Rows of the upper part where something is written."""
    return np.flatnonzero((pixels.max(axis=-1)[:60] > 120).any(axis=1))


@pytest.mark.parametrize(
    ("scale", "length", "label"), [(0.5, 100, "5 cm"), (0.7, 71.4, "5 cm"), (0.01, 100, "1 mm")]
)
def test_the_scale_bar_has_a_round_length_that_can_be_seen(scale, length, label):
    got, words = scale_bar(scale)
    assert (round(got, 1), words) == (length, label)


def test_the_scale_bar_leaves_room_for_its_label():
    assert scale_bar(2.5, room=60.0) == (40.0, "10 cm")
    assert scale_bar(2.5)[1] == "20 cm"
    assert scale_bar(0.001, room=10.0) == (1000.0, "1 mm")


def test_a_number_is_whole_or_it_is_left_out(qapp):
    metrics = QFontMetricsF(QFont())
    wide = metrics.horizontalAdvance
    window = "W 1500 L −600"
    assert fitted(window, wide("L −600") + 0.1, metrics) in {"L −600", "W 1500\nL −600"}
    assert fitted(window, wide("L −60"), metrics) == ""
    assert fitted("slice 225/512 · A 161.3 mm", wide("225/51"), metrics) in {"", "A 161.3"}


def test_where_a_plane_is_narrow_its_place_stands_whole_below_the_letter(shown, pixels):
    canvas, letters = shown(Canvas(), 124, 200), Letters(top="S")

    def written(place):
        canvas.annotations.set_marks(Marks(letters=letters, place=place))
        return ink_rows(pixels(canvas))

    letter, short = written(""), written("slice 6/9 · A 1 mm")
    long = written("slice 246/512 · A 173.3 mm")
    assert long.min() == letter.min()
    assert short.max() > letter.max()  # beside the letter, in two lines
    assert long.max() > short.max()


def test_a_grey_window_is_told_whole_or_not_at_all(shown, pixels):
    canvas = shown(Canvas(), 300, 200)

    def is_written(window):
        canvas.annotations.set_marks(Marks(window=window))
        return bool((pixels(canvas)[150:].max(axis=-1) > 120).any())

    assert is_written("W 1500 L −600")
    canvas.resize(124, 200)
    assert is_written("W 15 L 6")
    assert not is_written("W 150000 L 6")
    assert not is_written("W 15 L −600000")


def test_words_are_broken_where_they_may_be(qapp):
    metrics = QFontMetricsF(QFont())
    wide = metrics.horizontalAdvance
    place = "slice 225/512 · A 161.3 mm"
    assert fitted(place, wide(place) + 1, metrics) == place
    assert fitted(place, wide("slice 225/512") + 1, metrics) == "slice 225/512\nA 161.3 mm"
    assert fitted(place, wide("A 161.3 mm") + 1, metrics) == "225/512\nA 161.3 mm"
    assert fitted(place, wide("A 161.3 mm") - 1, metrics) == "225/512\nA 161.3"
    assert fitted("W 1500 L −600", wide("W 1500 L"), metrics) == "W 1500\nL −600"


def test_numbers_stay_whole_where_words_have_no_room(qapp):
    metrics = QFontMetricsF(QFont())
    place = "slice 225/512 · A 161.3 mm\nvolume 3/40"
    narrow = max(map(metrics.horizontalAdvance, ("A 161.3", "225/512", "vol. 3/40"))) + 1
    assert fitted(place, narrow, metrics) == "225/512\nA 161.3\nvol. 3/40"
    assert fitted("zoom 0.32×", narrow - 9, metrics) == "0.32×"


def test_the_zoom_stands_above_the_window(canvas, pixels):
    canvas.annotations.set_marks(Marks(window="W 1500 L −600"))
    without = pixels(canvas)
    canvas.annotations.set_marks(Marks(window="W 1500 L −600", zoom="zoom 2×"))
    changed = (pixels(canvas) != without).any(axis=-1)
    rows, columns = changed.nonzero()
    assert rows.min() > 150
    assert rows.max() < 183
    assert columns.max() < 100


def test_the_crosshair_leaves_a_gap_for_the_voxel(canvas, pixels):
    canvas.annotations.set_marks(Marks(crosshair=(120.0, 80.0)))
    blue = is_near(pixels(canvas), ACCENT)
    assert blue[80, :111].all()
    assert not blue[80, 111:130].any()
    assert blue[80, 131:].all()
    assert blue[:71, 120].all()
    assert not blue[71:90, 120].any()
    assert blue[91:, 120].all()


def test_letters_stand_at_their_edges(canvas, pixels):
    for name, area in {
        "left": (slice(80, 120), slice(0, 30)),
        "right": (slice(80, 120), slice(270, 300)),
        "top": (slice(0, 30), slice(130, 170)),
        "bottom": (slice(170, 200), slice(130, 170)),
    }.items():
        canvas.annotations.set_marks(Marks(letters=Letters(**{name: "R"})))
        drawn = pixels(canvas).sum(axis=-1) > 300
        assert drawn.any()
        assert drawn.sum() == drawn[area].sum(), name


def test_what_does_not_fit_in_one_line_is_put_in_two(canvas, pixels):
    canvas.annotations.set_marks(Marks(place="slice 1/2 · S 3.0 mm"))
    short = pixels(canvas).sum(axis=-1) > 300
    canvas.annotations.set_marks(Marks(place="slice 225/512 · S 1234.5 mm"))
    long = pixels(canvas).sum(axis=-1) > 300
    assert short.any()
    assert not short[24:].any()
    assert long[24:40].any()
    assert not long[:, 140:].any()


def test_a_long_description_leaves_a_small_plane_alone(canvas, pixels):
    canvas.annotations.set_marks(
        Marks(heatmap="CF-CAM · a very long target name · layer 5\n7×7")
    )
    assert not pixels(canvas).any()
    canvas.annotations.set_marks(Marks(heatmap="CF-CAM\n7×7"))
    assert pixels(canvas)[150:, 200:].any()


def test_the_reason_of_a_blank_map_is_written_in_amber(canvas, pixels):
    canvas.annotations.set_marks(Marks(note="Blank"))
    assert is_near(pixels(canvas), AMBER)[170:, 240:].any()


def test_the_plane_with_the_keys_has_a_frame(canvas, pixels):
    canvas.annotations.set_marks(Marks(is_focused=True))
    blue = is_near(pixels(canvas), ACCENT)
    assert blue[0].all()
    assert blue[-1].all()
    assert blue[:, 0].all()
    assert blue[:, -1].all()
    assert not blue[2:-2, 2:-2].any()


def test_the_highest_value_is_broken_and_then_left_out_where_there_is_no_room():
    metrics = QFontMetricsF(QFont())
    text = "max here 0.310 of 0.840"
    whole, half = (metrics.horizontalAdvance(each) for each in (text, "0.310 of 0.840"))
    assert fitted_peak(text, whole + 1, metrics) == text
    assert fitted_peak(text, max(half, metrics.horizontalAdvance("max here")) + 1, metrics) == (
        "max here\n0.310 of 0.840"
    )
    assert fitted_peak(text, 5, metrics) == ""


def test_words_are_shortened_in_any_language(qapp):
    metrics = QFontMetricsF(QFont())
    wide = metrics.horizontalAdvance
    place = "Schicht 225/512 · A 161.3 mm\nVolumen 3/40"
    assert fitted(place, wide("Vol. 3/40"), metrics) == "225/512\nA 161.3\nVol. 3/40"
    assert fitted("Zoom 0.32×", wide("0.32×") + 1, metrics) == "0.32×"
    peak = "hier bis 0.31 von 0.84"
    half = max(wide("hier bis"), wide("0.31 von 0.84")) + 1
    assert fitted_peak(peak, half, metrics) == "hier bis\n0.31 von 0.84"
