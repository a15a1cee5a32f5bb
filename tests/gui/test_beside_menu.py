"""The menu of what can stand beside: boxes that stay open, and ways to what is not listed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from camviewer.core.job import Prediction


@pytest.fixture
def held(program, qtbot):
    program.controller.open_sample("photo")
    qtbot.waitUntil(
        lambda: program.bridge.is_idle and bool(program.session.state.case.predictions),
        timeout=10000,
    )
    program.session.state.view.place = "compare"
    return program.session.state.comparison


@pytest.fixture
def listed(program, held, qtbot):
    """Boxes of an axis by their words."""

    def fill(axis):
        held.axis = axis
        program.window.beside.fill()
        qtbot.waitUntil(lambda: program.bridge.is_idle, timeout=10000)
        return {each.text(): each for each in program.window.beside.menu.actions()}

    return fill


def test_layers_are_listed_with_their_cells_and_the_main_one_is_fixed(listed, held):
    boxes = listed("layers")
    assert list(boxes) == ["early  ·  4×4 cells", "late  ·  2×2 cells"]
    main = boxes["late  ·  2×2 cells"]
    assert main.isChecked()
    assert not main.isEnabled()
    boxes["early  ·  4×4 cells"].trigger()
    assert held.layers == ("early",)
    boxes["early  ·  4×4 cells"].trigger()
    assert held.layers == ()


def test_a_few_classes_are_all_listed(listed, held):
    boxes = listed("targets")
    assert [text for text, each in boxes.items() if each.isCheckable()] == [
        "cat",
        "dog",
        "crane",
    ]
    boxes["crane"].trigger()
    boxes["dog"].trigger()
    assert held.targets == ("crane", "dog")


def test_of_many_classes_the_likeliest_are_listed_by_number_where_names_are_shared(
    program, listed, monkeypatch
):
    labels = ("crane", "crane", *(f"class {n}" for n in range(30)))
    monkeypatch.setattr(program.session, "labels", lambda _model: labels)
    shares = ((1, 0.5), (5, 0.3))
    program.session.state.case.predictions = tuple(
        Prediction(index, labels[index], share, 1.0) for index, share in shares
    )
    boxes = listed("targets")
    assert [text for text, each in boxes.items() if each.isCheckable()] == ["crane", "class 3"]
    boxes["crane"].trigger()
    assert program.session.state.comparison.targets == ("1",)


def test_another_class_is_asked_for_by_name(listed, held, asker):
    asker.text = "dog"
    listed("targets")["Another class…"].trigger()
    assert held.targets == ("dog",)
    asker.text = "unicorn"
    listed("targets")["Another class…"].trigger()
    assert held.targets == ("dog",)
    assert "unicorn" in asker.errors[0][0]
    asker.text = None
    listed("targets")["Another class…"].trigger()
    assert len(asker.errors) == 1


def test_models_that_fit_the_image_are_listed(listed, held):
    boxes = listed("models")
    assert [text for text, each in boxes.items() if each.isCheckable()] == [
        "Toy photo network", "Second photo network",
    ]  # fmt: skip
    assert not boxes["Toy photo network"].isEnabled()
    boxes["Second photo network"].trigger()
    assert held.models == ("flat-two",)


def test_another_model_comes_from_a_file_when_it_fits(
    program, listed, held, asker, monkeypatch
):
    known = program.session.model_info
    own = replace(known("flat"), name="own.toml", label="Own")
    deep = replace(known("deep"), name="deep.toml", label="Own deep")
    extra = {"own.toml": own, "deep.toml": deep}
    session, labels = program.session, program.session.labels
    monkeypatch.setattr(session, "model_info", lambda name: extra.get(name) or known(name))
    monkeypatch.setattr(
        session, "labels", lambda name: labels("flat" if name in extra else name)
    )
    asker.files = [Path("own.toml")]
    listed("models")["Another model…"].trigger()
    assert held.models == ("own.toml",)
    assert "Own" in listed("models")
    asker.files = [Path("deep.toml")]
    listed("models")["Another model…"].trigger()
    assert held.models == ("own.toml",)
    assert asker.errors[-1][0] == "Own deep does not fit this image."
    asker.files = []
    listed("models")["Another model…"].trigger()
    assert len(asker.errors) == 1


def test_the_menu_stays_open_while_boxes_are_ticked(program, listed, held, qtbot):
    listed("targets")
    menu = program.window.beside.menu
    menu.popup(QPoint(10, 10))
    qtbot.waitUntil(menu.isVisible, timeout=5000)
    dog = next(each for each in menu.actions() if each.text() == "dog")
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(dog).center())
    assert held.targets == ("dog",)
    assert menu.isVisible()
    menu.setActiveAction(dog)
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert held.targets == ()
    assert menu.isVisible()
    held.axis = "layers"
    assert not menu.isVisible()
