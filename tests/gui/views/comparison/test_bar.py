"""The controls above the grid follow the state and write it once."""

from __future__ import annotations

import pytest

from camviewer.gui.views.comparison.bar import CompareBar


@pytest.fixture
def bar(ct, hot_right, body, explained, shown):
    ct.state.ask.methods = ("grad-cam",)
    explained(ct, [hot_right(body())])
    return shown(CompareBar(ct), 540, 140)


@pytest.fixture
def held(ct):
    return ct.state.comparison


def test_the_axis_is_shown_and_chosen(bar, held):
    assert bar.axis.value == "methods"
    assert bar.beside.isHidden()
    bar.axis.press("layers")
    assert held.axis == "layers"
    assert bar.beside.isVisible()
    assert bar.beside.text() == "Add layers ▾"
    held.axis = "models"
    assert bar.axis.value == "models"
    assert bar.beside.text() == "Add models ▾"


def test_it_tells_how_many_stand_beside(bar, held, ct):
    held.axis = "targets"
    ct.choose_beside(("clear", "0"))
    assert bar.beside.text() == "2 more ▾"
    assert bar.beside.accessibleDescription() == "Add targets: 2 more"


def test_missing_maps_are_offered_to_be_made(bar, held, ct, qtbot):
    assert bar.run.isHidden()
    held.axis = "layers"
    ct.choose_beside(("early",))
    assert bar.run.isVisible()
    with qtbot.waitSignal(bar.run_clicked):
        bar.run.click()
    ct.start_job("")
    assert not bar.run.isEnabled()
    ct.finish_job()
    assert bar.run.isEnabled()
    held.axis = "methods"
    assert bar.run.isHidden()


def test_mixed_cells_are_switched_and_rest_while_fading(bar, held):
    bar.extras["difference"].click()
    bar.extras["consensus"].click()
    assert held.extras == ("difference", "consensus", "disagreement")
    held.extras = ("difference",)
    assert bar.extras["difference"].isChecked()
    assert not bar.extras["consensus"].isChecked()
    bar.fading.click()
    assert held.is_fading
    assert not bar.extras["difference"].isEnabled()
    held.is_fading = False
    assert not bar.fading.isChecked()
    assert bar.extras["difference"].isEnabled()


def test_the_scale_is_chosen_here_too(bar, ct):
    assert bar.scale.value == "map"
    bar.scale.press("shared")
    assert ct.state.overlay.scale == "shared"
    assert bar.scale.toolTip() == "Scale: shared by all maps (J)"
    ct.state.overlay.scale = "fixed"
    assert bar.scale.value is None
    assert bar.rule.isVisible()
    assert bar.rule.text() == "Scale: fixed"
    ct.state.overlay.scale = "map"
    assert bar.rule.isHidden()


@pytest.mark.parametrize("width", [516, 846])
def test_nothing_is_cut_off(bar, ct, held, width, qtbot):
    held.axis = "layers"
    ct.choose_beside(("early",))
    bar.resize(width, 300)
    bar.layout().activate()
    for index in range(bar.layout().count()):
        widget = bar.layout().itemAt(index).widget()
        assert widget.width() >= widget.sizeHint().width()
        assert widget.x() + widget.width() <= width
