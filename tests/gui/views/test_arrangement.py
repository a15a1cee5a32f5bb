"""Planes beside each other."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget

from camviewer.gui.views.arrangement import LAYOUTS, Arrangement

NAMES = ("axial", "coronal", "sagittal", "plain")


@pytest.fixture
def arrangement(shown):
    made = Arrangement({name: QWidget() for name in NAMES})
    made.arrange("one-two")
    return shown(made, 900, 600)


def rects(arrangement):
    QApplication.processEvents()
    return {
        name: (plane.mapTo(arrangement, QPoint()), plane.size())
        for name, plane in arrangement._planes.items()
        if plane.isVisible()
    }


def test_every_layout_names_planes_that_there_are():
    for layout in LAYOUTS.values():
        named = [name for column in layout.columns for name in column]
        assert set(named) <= set(NAMES)
        assert len(named) == len(set(named))
        assert len(layout.shares) == len(layout.columns)


def test_one_large_and_two_small(arrangement):
    seen = rects(arrangement)
    assert set(seen) == {"axial", "coronal", "sagittal"}
    assert seen["axial"][1].width() == pytest.approx(900 * 17 / 27, abs=6)
    assert seen["coronal"][0].x() == seen["sagittal"][0].x() > seen["axial"][1].width()
    assert seen["coronal"][1].height() == pytest.approx(298, abs=3)
    assert seen["sagittal"][0].y() > seen["coronal"][0].y()


def test_four_are_equally_large_and_the_plain_one_beside_its_twin(arrangement):
    assert arrangement.arrange("four")
    seen = rects(arrangement)
    assert set(seen) == set(NAMES)
    sizes = [(size.width(), size.height()) for _, size in seen.values()]
    assert max(w for w, _ in sizes) - min(w for w, _ in sizes) <= 3
    assert max(h for _, h in sizes) - min(h for _, h in sizes) <= 3
    assert seen["plain"][0].y() == seen["axial"][0].y()
    assert seen["plain"][0].x() > seen["axial"][0].x()


def test_three_in_a_row(arrangement):
    arrangement.arrange("row")
    seen = rects(arrangement)
    assert list(seen) == ["axial", "coronal", "sagittal"]
    lefts = [at.x() for at, _ in seen.values()]
    assert lefts == sorted(lefts)
    assert {at.y() for at, _ in seen.values()} == {0}
    assert all(size.width() == pytest.approx(297, abs=4) for _, size in seen.values())


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", NAMES)
def test_any_plane_can_be_alone_in_any_layout(name, layout, arrangement):
    arrangement.arrange(layout, name)
    seen = rects(arrangement)
    assert list(seen) == [name]
    assert seen[name][1] == arrangement.size()


def test_going_through_all_layouts_ends_where_it_began(arrangement):
    before = rects(arrangement)
    for layout in ("four", "row", "four", "one-two"):
        assert arrangement.arrange(layout)
        assert not arrangement.arrange(layout)
    assert rects(arrangement) == before
