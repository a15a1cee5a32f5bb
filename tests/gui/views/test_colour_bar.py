"""What the colours mean, in words and in pixels."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QHBoxLayout, QWidget

from camviewer.gui.views.colour_bar import ColourBar, ColourLine, bar_pixels, ticks
from camviewer.gui.views.scale import Scale, scale_of


@pytest.fixture
def mapped(ct, hot_right, explained):
    explained(
        ct, [hot_right(ct.state.case.image), hot_right(ct.state.case.image, "cf-cam", 8.0)]
    )
    return ct


def made(levels, threshold):
    return Scale(levels, np.zeros((256, 4), np.uint8), threshold, "map", 1)


def test_nought_threshold_and_top_are_written():
    assert ticks(made((0.0, 2.0), 0.5)) == ((0.0, "0"), (0.25, "0.50"), (1.0, "2.00"))


def test_a_signed_bar_has_both_sides():
    words = [text for _, text in ticks(made((-2.0, 2.0), 0.5))]
    assert words == ["−2.00", "−0.50", "0", "0.50", "2.00"]


def test_a_threshold_too_near_an_end_is_left_out():
    assert len(ticks(made((0.0, 2.0), 0.01))) == 2
    assert len(ticks(made((0.0, 2.0), 1.99))) == 2


def test_nothing_is_coloured_below_the_threshold(mapped):
    mapped.state.overlay.threshold = 0.5
    colours = bar_pixels(scale_of(mapped.state, mapped.state.case.heatmap))
    assert (colours[:127] == 72).all()
    assert (colours[200:] != 72).any()


def test_the_bar_is_there_while_a_map_is_shown(ct, shown, hot_right, explained):
    home = QWidget()
    bar = ColourBar(ct)
    QHBoxLayout(home).addWidget(bar)
    shown(home)
    assert bar.isHidden()
    explained(ct, [hot_right(ct.state.case.image)])
    bar.flush()
    assert not bar.isHidden()
    ct.state.overlay.visible = False
    bar.flush()
    assert bar.isHidden()


def test_the_hot_end_is_on_top(mapped, shown, pixels):
    mapped.state.overlay.opacity = 1.0
    bar = shown(ColourBar(mapped), 104, 400)
    got = pixels(bar)
    assert got[22, 18].sum() > got[150, 18].sum()


def test_the_words_follow_the_scale(mapped, shown):
    bar = shown(ColourBar(mapped), 104, 400)
    assert "from 0 to 2" in bar.accessibleDescription()
    mapped.state.overlay.scale = "shared"
    bar.flush()
    assert "from 0 to 8" in bar.accessibleDescription()
    assert "shared by 2 maps" in bar.accessibleDescription()


def test_a_blank_map_has_no_bar_but_a_sentence(ct, shown, hot_right, explained, pixels):
    explained(ct, [hot_right(ct.state.case.image, top=0.0)])
    line = shown(ColourLine(ct, "grad-cam"), 200, 22)
    assert line._is_blank
    assert ColourBar(ct)._is_blank


def test_a_line_belongs_to_its_method(mapped, shown):
    line = shown(ColourLine(mapped, "cf-cam"), 200, 22)
    assert line.scale.levels == (0.0, 8.0)
    mapped.state.case.selected = "grad-cam"
    assert line.scale.levels == (0.0, 8.0)


def test_the_highest_values_of_the_planes_are_marked(mapped, shown, pixels):
    bar = shown(ColourBar(mapped), 104, 400)
    left = (slice(0, 300), slice(2, 10))
    assert pixels(bar)[left].sum() == 0
    bar.show_peak("axial", 0.0)
    bar.show_peak("coronal", 2.0)
    assert bar.peaks == (0.0, 2.0)
    assert "highest on each plane" in bar._words(bar.scale, bar.heatmap)
    marked = np.flatnonzero(pixels(bar)[left].sum(axis=(1, 2)))
    assert marked.min() < 25  # at the top of the bar
    assert marked.max() > 150  # at its low end
    bar.show_peak("coronal", None)
    assert bar.peaks == (0.0,)
    assert "highest in view" in bar._words(bar.scale, bar.heatmap)
    bar.show_peak("axial", None)
    assert pixels(bar)[left].sum() == 0


def test_a_value_above_the_scale_is_marked_at_its_top(mapped, shown, pixels):
    bar = shown(ColourBar(mapped), 104, 400)
    bar.show_peak("axial", 99.0)
    rows = np.flatnonzero(pixels(bar)[:300, 2:10].sum(axis=(1, 2)))
    assert 8 <= rows.min() <= rows.max() <= 24


def test_an_end_that_the_map_goes_beyond_says_so():
    signed = made((-2.0, 2.0), 0.5)
    assert [text for _, text in ticks(signed, (-3.0, 1.0))][::4] == ["≤ −2.00", "2.00"]
    assert [text for _, text in ticks(signed, (-2.0, 2.5))][::4] == ["−2.00", "≥ 2.00"]
    assert ticks(made((0.0, 2.0), 0.5), (-9.0, 2.0)) == ticks(made((0.0, 2.0), 0.5))
