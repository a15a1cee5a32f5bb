"""What is measured is ticked by groups; what cannot be measured says why."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from camviewer.gui.numbers.metric_chooser import MetricChooser
from camviewer.metrics.spec import GROUPS
from camviewer.session.measuring import DEFAULT_METRICS, usual_metrics
from tests.gui.numbers.conftest import INFOS


@pytest.fixture
def chooser(qtbot):
    chooser = MetricChooser(tuple(INFOS.values()))
    qtbot.addWidget(chooser)
    chooser.show_wanted(DEFAULT_METRICS, has_controls=True)
    chooser.show_masks((), "")
    chooser.show_maps(3)
    chooser.show()
    return chooser


@pytest.fixture
def wanted(chooser):
    told = []
    chooser.wanted.connect(told.append)
    return told


def ticked(chooser):
    return {name for group in chooser.groups.values() for name in group.ticked}


def test_every_metric_has_its_box(chooser):
    assert set(chooser.groups) == set(GROUPS)
    assert {name for group in chooser.groups.values() for name in group.boxes} == set(INFOS)


def test_the_usual_ten_are_ticked_and_heads_say_how_many(chooser, wanted):
    assert ticked(chooser) == set(DEFAULT_METRICS)
    states = {name: group.head.checkState() for name, group in chooser.groups.items()}
    assert states["faithfulness"] == Qt.CheckState.PartiallyChecked
    assert states["concentration"] == Qt.CheckState.Checked
    assert states["sanity"] == Qt.CheckState.Unchecked
    assert wanted == []


def test_a_tick_is_told_in_the_order_of_the_list(chooser, wanted):
    chooser.groups["sanity"].boxes["randomisation-cascade-rank"].click()
    assert set(wanted[-1]) == {*DEFAULT_METRICS, "randomisation-cascade-rank"}
    order = list(INFOS)
    assert list(wanted[-1]) == sorted(wanted[-1], key=order.index)


def test_the_head_ticks_all_of_its_group_and_then_none(chooser, wanted):
    chooser.groups["stability"].head.click()
    stability = {name for name, info in INFOS.items() if info.group == "stability"}
    assert set(wanted[-1]) == {*DEFAULT_METRICS, *stability}
    chooser.show_wanted(wanted[-1], has_controls=True)
    chooser.groups["stability"].head.click()
    assert set(wanted[-1]) == set(DEFAULT_METRICS)


def test_all_means_all_that_can_be_measured(chooser, wanted):
    chooser.findChild(object, "allMetrics").click()
    assert set(wanted[-1]) == {n for n, info in INFOS.items() if info.group != "localisation"}
    chooser.show_masks(("lung",), "lung")
    chooser.findChild(object, "allMetrics").click()
    assert set(wanted[-1]) == set(INFOS)
    chooser.findChild(object, "usualMetrics").click()
    assert wanted[-1] == usual_metrics(has_mask=True)
    chooser.show_masks((), "")
    chooser.findChild(object, "usualMetrics").click()
    assert wanted[-1] == DEFAULT_METRICS


def test_without_a_mask_nothing_is_localised_and_it_is_said_why(chooser):
    group = chooser.groups["localisation"]
    assert not group.head.isEnabled()
    assert not any(box.isEnabled() for box in group.boxes.values())
    assert group.reason.text().startswith("Needs a mask")
    chooser.show_masks(("lung",), "lung")
    assert all(box.isEnabled() for box in group.boxes.values())
    assert not group.reason.isVisible()
    assert not chooser.masks.isVisible()  # there is nothing to choose


def test_one_of_several_masks_is_chosen(chooser):
    told = []
    chooser.mask_wanted.connect(told.append)
    chooser.show_masks(("lung", "nodule"), "nodule")
    assert chooser.masks.isVisible()
    assert chooser.masks.currentData() == "nodule"
    chooser.masks.activated.emit(0)
    assert told == ["lung"]


def test_one_map_alone_agrees_with_nobody(chooser):
    chooser.show_maps(1)
    assert not chooser.groups["agreement"].head.isEnabled()
    chooser.show_maps(2)
    assert chooser.groups["agreement"].head.isEnabled()


def test_controls_are_shown_and_told(chooser):
    told = []
    chooser.controls_wanted.connect(told.append)
    chooser.show_wanted(DEFAULT_METRICS, has_controls=False)
    assert (chooser.controls.isChecked(), told) == (False, [])
    chooser.controls.click()
    assert told == [True]
