"""Each role has a mark of its own: told apart by shape, seen on both grounds."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from camviewer.core.channels import DEAD, DOMINANT, NOISE, Channels
from camviewer.gui.inspector.marks import count_words, mark_of, paint_mark, roles_of
from camviewer.gui.theme import CONTRASTS, THEMES, contrast, make_palette

ALL = (DOMINANT, NOISE, DEAD, *range(7))


def channels(*roles):
    size = len(roles)
    zeros = np.zeros(size)
    return Channels(zeros, zeros, np.array(roles), zeros == 0, zeros, zeros)


@pytest.mark.parametrize("colours", [*THEMES.values(), *CONTRASTS.values()])
def test_marks_are_seen_and_differ_in_shape(qapp, colours):
    marks = [mark_of(role, make_palette(colours)) for role in ALL]
    assert len({mark.shape for mark in marks}) == len(ALL)
    for mark in marks:
        assert contrast(mark.colour, colours.raised) >= 3


def test_clusters_begin_anew_when_shapes_run_out(qapp):
    palette = make_palette(THEMES["dark"])
    assert mark_of(35, palette) == mark_of(0, palette)
    assert mark_of(1, palette) != mark_of(0, palette)


def test_the_colours_follow_the_ground(qapp):
    dark, light = (mark_of(0, make_palette(THEMES[name])) for name in ("dark", "light"))
    assert dark.shape == light.shape
    assert dark.colour != light.colour


def test_roles_are_listed_with_their_counts_and_without_empty_ones():
    found = roles_of(channels(NOISE, 0, 1, 1, DOMINANT, NOISE))
    assert found == [(DOMINANT, 1), (0, 1), (1, 2), (NOISE, 2)]
    assert count_words(1, 2) == "cluster 2 2"


def test_a_mark_is_drawn_about_its_place(qapp):
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#000000"))
    painter = QPainter(image)
    paint_mark(painter, mark_of(DOMINANT, make_palette(THEMES["dark"])), QPointF(10, 10), 10)
    painter.end()
    assert QColor(image.pixel(10, 10)).lightness() > 60
    assert QColor(image.pixel(30, 10)).lightness() == 0
    assert QColor(image.pixel(10, 2)).lightness() == 0
