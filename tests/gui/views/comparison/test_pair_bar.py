"""A, B and the fade between them."""

from __future__ import annotations

import pytest

from camviewer.gui.views.comparison.pair_bar import PairBar


@pytest.fixture
def held(ct, hot_right, body, explained):
    explained(ct, [hot_right(body(), name) for name in ("grad-cam", "layer-cam", "cf-cam")])
    return ct.state.comparison


@pytest.fixture
def bar(ct, held, shown):
    held.is_fading = True
    return shown(PairBar(ct), 600, 40)


def test_it_is_there_while_two_maps_are_held_against_each_other(bar, held):
    assert bar.isVisible()
    assert bar.slider.isVisible()
    held.is_fading = False
    assert bar.isHidden()
    held.extras = ("difference",)
    assert bar.isVisible()
    assert bar.slider.isHidden()


def test_all_maps_can_be_a_or_b(bar, held):
    first, second = bar.choices.values()
    texts = [first.itemText(index) for index in range(first.count())]
    assert texts == ["Grad-CAM", "LayerCAM", "CF-CAM"]
    assert (first.currentData(), second.currentData()) == ("grad-cam", "layer-cam")
    held.second = "cf-cam"
    assert second.currentData() == "cf-cam"


def test_a_choice_is_written(bar, held):
    choice = bar.choices["first"]
    choice.setCurrentIndex(1)
    choice.activated.emit(1)
    assert (held.first, held.second) == ("layer-cam", "grad-cam")  # they change places


def test_the_fade_is_shown_and_written_once(bar, held):
    seen = []
    held.events.fade.connect(seen.append)
    bar.slider.setValue(80)
    assert seen == [0.8]
    held.fade = 0.2
    assert bar.slider.value() == 20
    assert seen == [0.8, 0.2]


def test_swap_shows_the_other_one_alone(bar, held):
    bar.swap.click()
    assert held.fade == 1.0
    bar.swap.click()
    assert held.fade == 0.0


def test_columns_are_told_apart(bar, held, ct):
    held.axis = "targets"
    ct.choose_beside(("clear",))
    assert bar.choices["first"].itemText(0) == "Grad-CAM · nodule"
