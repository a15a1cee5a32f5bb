"""A and B in one place, and in words."""

from __future__ import annotations

import pytest

from camviewer.gui.views.comparison.fade_pane import FadePane


@pytest.fixture
def pane(ct, hot_right, body, explained, shown):
    maps = [hot_right(body(), name, top) for name, top in (("grad-cam", 2.0), ("cf-cam", 8.0))]
    explained(ct, maps)
    return shown(FadePane(ct, ("axial", "coronal")), 500, 300)


def test_it_says_how_much_of_which_map_is_drawn(pane, ct):
    ct.state.comparison.fade = 0.3
    assert pane.title.whole == "A 70 %: Grad-CAM   |   B 30 %: CF-CAM"
    assert pane.facts.whole.startswith("A: 2×2×2 cells of 20×36×30 mm · B: 2×2×2 cells")
    assert pane.views[1].canvas.accessibleName().endswith("Plane coronal")


def test_the_colours_of_both_stand_below(pane, ct):
    def tops():
        lines = [pane._lines.itemAt(n).widget() for n in range(pane._lines.count())]
        return [line.scale.levels[1] for line in lines]

    assert tops() == [2.0, 8.0]
    ct.state.comparison.first = "cf-cam"
    assert tops() == [8.0, 2.0]


def test_every_plane_is_drawn_anew_while_fading(pane, ct):
    view = pane.views[0]
    before = view.source.heat()
    ct.state.comparison.fade = 1.0
    assert view._is_due
    pane.flush()
    assert view.source.heat() is not before


def test_without_two_maps_it_says_so(pane, ct):
    ct.state.case.heatmaps = {}
    assert pane.title.whole == "There are no two maps yet."
