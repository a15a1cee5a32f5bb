"""The explain panel: what may be chosen, and when Explain is to be pressed."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox

from camviewer.core.image import pixel_grid
from camviewer.core.job import Prediction
from camviewer.gui.panels.explain_panel import ExplainPanel
from camviewer.gui.panels.prediction_bars import percent
from camviewer.session.catalogue import ModelInfo
from tests.gui.conftest import toy_outlook


@pytest.fixture
def panel(controller, qtbot):
    panel = ExplainPanel(controller)
    qtbot.addWidget(panel)
    panel.resize(280, 900)
    panel.show()
    return panel


def is_offered(panel, name):
    return panel.model.model().item(panel.model.findData(name)).isEnabled()


def test_networks_for_other_images_are_shown_but_not_offered_with_the_reason(
    panel, session, volume, picture
):
    session.show(volume)
    assert [is_offered(panel, name) for name in ("flat", "flat-two", "deep")] == [
        False,
        False,
        True,
    ]
    index = panel.model.findData("flat")
    reason = panel.model.itemData(index, Qt.ItemDataRole.ToolTipRole)
    assert reason == "Toy photo network looks at pictures; a volume is open."
    session.show(picture)
    assert [is_offered(panel, name) for name in ("flat", "flat-two", "deep")] == [
        True,
        True,
        False,
    ]


def test_a_network_of_one_size_is_offered_for_pictures_of_that_size_alone(
    panel, session, picture, monkeypatch
):
    tiny = ModelInfo("tiny", "Toy tiny network", "Small.", 2, None, "", (32, 32))
    infos = (*session.models(), tiny)
    monkeypatch.setattr(session, "models", lambda: infos)
    monkeypatch.setattr(
        session, "model_info", lambda name: next(info for info in infos if info.name == name)
    )
    monkeypatch.setattr(session, "labels", lambda _model: ("FAKE", "REAL"))
    session.show(picture)
    assert not is_offered(panel, "tiny")
    assert is_offered(panel, "flat")
    reason = panel.model.itemData(panel.model.findData("tiny"), Qt.ItemDataRole.ToolTipRole)
    assert reason == "Toy tiny network knows only pictures of 32 × 32 pixels."
    array, grid = np.zeros((32, 32, 3), np.uint8), pixel_grid(32, 32)
    session.show(dataclasses.replace(picture, array=array, grid=grid))
    assert is_offered(panel, "tiny")
    assert panel.model.currentData() == session.state.ask.model == "tiny"
    texts = [panel.target.itemText(index) for index in range(panel.target.count())]
    assert texts == ["Predicted class", "FAKE", "REAL"]


def test_explain_waits_for_an_image_and_a_method(panel, session, picture):
    assert not panel.run.isEnabled()
    session.show(picture)
    assert panel.run.isEnabled()
    session.state.ask.methods = ()
    assert not panel.run.isEnabled()


def test_the_classes_are_the_default_then_the_likely_then_all(panel, session, picture):
    session.show(picture)
    session.state.case.predictions = (
        Prediction(2, "crane", 0.8, 1),
        Prediction(0, "cat", 0.2, 0),
    )
    texts = [panel.target.itemText(index) for index in range(panel.target.count())]
    assert texts == ["Predicted class", "crane", "cat", "dog"]
    assert panel.target.currentData() is None


def test_the_models_own_choice_is_named(panel, session, volume):
    session.show(volume)
    assert panel.target.itemText(0) == "nodule (default)"


def test_a_class_can_be_typed_and_nonsense_falls_back(panel, session, picture, qtbot):
    session.show(picture)
    line = panel.target.lineEdit()
    line.selectAll()
    qtbot.keyClicks(line, "dog")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert session.state.ask.target == "dog"
    line.selectAll()
    qtbot.keyClicks(line, "zzz")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert session.state.ask.target == "dog"
    assert panel.target.currentText() == "dog"


def test_methods_keep_the_order_in_which_they_were_ticked(panel, session):
    session.state.ask.methods = ("cf-cam", "grad-cam")
    panel.findChild(QCheckBox, "cf-cam").click()
    panel.findChild(QCheckBox, "random-cam").click()
    panel.findChild(QCheckBox, "cf-cam").click()
    assert session.state.ask.methods == ("grad-cam", "random-cam", "cf-cam")


def test_a_methods_warning_is_in_its_tooltip_and_description(panel):
    box = panel.findChild(QCheckBox, "cf-cam-code")
    assert "Class-agnostic." in box.toolTip()
    assert "Class-agnostic." in box.accessibleDescription()


def test_explain_becomes_cancel_while_it_runs(panel, controller, session, qtbot, bridge):
    controller.open_sample("photo")
    qtbot.waitUntil(lambda: bridge.is_idle and bool(session.state.case.predictions))
    session.is_stepped = True
    qtbot.mouseClick(panel.run, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(session.begun) == 1)
    assert panel.stop.isVisible()
    assert not panel.run.isVisible()
    qtbot.mouseClick(panel.stop, Qt.MouseButton.LeftButton)
    assert not panel.stop.isEnabled()
    session.gate.release(10)
    qtbot.waitUntil(lambda: session.state.job.phase == "cancelled")
    assert panel.run.isVisible()


def test_stale_maps_are_named_and_explain_asks_again(panel, controller, session, qtbot, bridge):
    controller.open_sample("photo", explains=True)
    qtbot.waitUntil(lambda: session.state.case.explanation is not None)
    assert not panel.stale.isVisible()
    session.state.ask.target = "dog"
    assert panel.stale.text() == "The maps shown are for cat, late. Explain again."
    assert panel.stale.isVisible()
    session.state.ask.target = None
    session.state.ask.target = "cat"
    assert not panel.stale.isVisible()


def test_layers_are_listed_when_more_is_opened(panel, session, qtbot, bridge):
    layer = panel.findChild(QComboBox, "layer")
    assert layer.count() == 1
    panel.more.button.click()
    qtbot.waitUntil(lambda: layer.count() == 3)
    texts = [layer.itemText(index) for index in range(3)]
    assert texts == ["Automatic: late", "early · 4×4 · 8", "late · 2×2 · 16"]
    assert "It is the last one." in [
        label.text() for label in panel.more.content.findChildren(type(panel.stale))
    ]


def test_a_parameter_that_returns_to_its_default_is_forgotten(panel, session):
    session.state.ask.methods = ("cf-cam",)
    sigma = panel.findChild(object, "sigma")
    sigma.setValue(2.0)
    assert session.state.ask.parameters == {"cf-cam": {"sigma": 2.0}}
    assert panel.findChild(object, "sigma") is sigma
    sigma.setValue(1.0)
    assert session.state.ask.parameters == {"cf-cam": {}}


def test_the_card_is_shown(panel, session, asker, qtbot):
    qtbot.mouseClick(panel.findChild(object, "card"), Qt.MouseButton.LeftButton)
    assert asker.texts == [("Toy photo network", "# Flat")]


def test_a_network_without_classes_says_so(panel, session, picture):
    session.show(picture)
    assert panel.predictions.accessibleDescription() == "Not looked at yet."
    session.accept_predictions(())
    assert panel.predictions.accessibleDescription() == "This network names no classes."


def test_a_score_without_a_probability_has_no_bar(panel, session, picture, qtbot):
    session.show(picture)
    session.state.case.predictions = (Prediction(-1, "similarity", float("nan"), 0.4),)
    panel.show()
    panel.predictions.grab()
    assert panel.predictions.accessibleDescription() == "similarity: \u2013"


def test_what_the_run_would_take_stands_above_explain(panel, session, picture):
    session.show(picture)
    session.state.case.outlook = toy_outlook(("grad-cam",), seconds=12)
    assert panel.outlook.words.text() == "About 12 s · 1.0 GB"
    session.state.ask.methods = ("grad-cam",)
    assert panel.methods.rows["grad-cam"].figure.text() == "+12 s"
    session.state.case.outlook = None
    assert panel.outlook.words.text() == ""


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0.0, "0.0 %"),
        (0.0004, "<0.1 %"),
        (0.031, "3.1 %"),
        (0.93, "93 %"),
        (0.995, "99.5 %"),
        (0.9996, ">99.9 %"),
        (1.0, "100.0 %"),
    ],
)
def test_a_probability_never_rounds_to_certainty(probability, text):
    assert percent(probability) == text


def test_predictions_are_told_to_a_screen_reader(panel, session, picture):
    session.show(picture)
    session.state.case.predictions = (
        Prediction(0, "cat", 0.93, 1),
        Prediction(1, "dog", 0.07, 0),
    )
    assert panel.predictions.accessibleDescription() == "cat: 93 %, dog: 7.0 %"
