"""One map, its name and what its colours reach."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.core.image import Heatmap
from camviewer.gui.inspector.map_pane import MapPane


@pytest.fixture
def pane(session, volume, qtbot):
    session.show(volume)
    pane = MapPane(session, "Activation")
    qtbot.addWidget(pane)
    pane.resize(240, 240)
    pane.show()
    return pane


def heatmap(volume, low=0.0, top=4.0):
    array = np.full(volume.grid.shape, low, np.float32)
    array[2, 2, :] = top
    return Heatmap(array, volume.grid, "activation")


@pytest.mark.parametrize(
    ("low", "top", "words"),
    [
        (0.0, 4.0, "colours from 0 to 4"),
        (-4.0, 4.0, "colours to ±4"),
        (0.0, 0.0, "zero everywhere"),
    ],
)
def test_it_tells_what_the_colours_reach(pane, volume, low, top, words):
    pane.show_map(heatmap(volume, low, top))
    assert pane.range.whole == words


def test_a_result_with_nothing_above_zero_says_so(session, volume, qtbot):
    session.show(volume)
    pane = MapPane(session, "Tried", is_result=True)
    qtbot.addWidget(pane)
    pane.show_map(heatmap(volume, -2.0, -1.0))
    assert pane.range.whole == "nothing above 0"
    session.state.overlay.signed = True
    assert pane.range.whole == "colours to ±2"


def test_the_map_lies_over_the_slice(pane, volume):
    pane.show_map(heatmap(volume))
    pane.flush()
    assert pane.view.canvas.heat_item.isVisible()
    assert pane.view.canvas.heat_item.image.max() == 4
    pane.show_map(None)
    pane.flush()
    assert not pane.view.canvas.heat_item.isVisible()
    assert pane.range.whole == "–"


def test_plane_and_title_can_be_changed(pane):
    pane.show_plane("coronal")
    assert pane.source.plane == "coronal"
    pane.show_title("Channel 3: activation")
    assert pane.title.whole == "Channel 3: activation"
    assert pane.view.canvas.accessibleName() == "Channel 3: activation"


def test_the_letters_are_those_of_the_reading_view(pane, session, volume):
    """R stands left in the radiological convention, here as there."""
    pane.flush()
    assert pane.view.canvas.annotations._marks.letters.left == "R"
    session.swap_sides()
    pane.flush()
    assert pane.view.canvas.annotations._marks.letters.left == "L"
