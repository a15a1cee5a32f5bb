"""What is explained: the rows show the target's words, and edits make new ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from camviewer.core.job import Prediction
from camviewer.gui.panels.target_editor import TargetEditor


@pytest.fixture
def editor(controller, session, picture, qtbot):
    session.show(picture)
    session.accept_predictions((Prediction(1, "dog", 0.8, 1), Prediction(0, "cat", 0.2, 0)))
    editor = TargetEditor(controller)
    qtbot.addWidget(editor)
    editor.show()
    return editor


def choose(editor, kind):
    index = editor.kind.findData(kind)
    editor.kind.setCurrentIndex(index)
    editor.kind.activated.emit(index)


def texts(box):
    return [box.itemText(index) for index in range(box.count())]


def test_a_class_has_two_rows_and_starts_with_the_default(editor):
    assert editor.kind.currentText() == "Class"
    assert texts(editor.classes) == ["Predicted class", "dog", "cat", "crane"]
    assert [editor.against.isVisible(), editor.rest.isVisible()] == [False, False]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("not", "not:dog"),
        ("difference", "difference:dog|cat"),
        ("binary", "binary:positive"),
        ("region", "region:dog"),
        ("voxel", "voxel:dog|10,15"),
        ("detection", "detection:dog"),
    ],
)
def test_a_kind_begins_with_likely_words(kind, words, editor, session):
    session.state.view.position = (10.0, 15.0)
    heard = []
    session.state.ask.events.target.connect(heard.append)
    choose(editor, kind)
    assert heard == [words]
    assert editor.kind.currentData() == kind


def test_the_chosen_class_is_kept_when_the_kind_changes(editor, session):
    session.state.ask.target = "crane"
    choose(editor, "difference")
    assert session.state.ask.target == "difference:crane|dog"
    choose(editor, "not")
    assert session.state.ask.target == "not:crane"
    choose(editor, "class")
    assert session.state.ask.target == "crane"


def test_a_difference_has_two_classes_to_choose(editor, session):
    session.state.ask.target = "difference:dog|cat"
    assert editor.against.isVisible()
    assert (editor.classes.currentData(), editor.against.currentData()) == ("dog", "cat")
    index = editor.against.findData("crane")
    editor.against.activated.emit(index)
    assert session.state.ask.target == "difference:dog|crane"
    editor.classes.activated.emit(editor.classes.findData("cat"))
    assert session.state.ask.target == "difference:cat|crane"


def test_a_voxel_takes_the_crosshairs_place_at_one_click(editor, session, volume, qtbot):
    session.show(volume)
    session.state.ask.target = "voxel:nodule|1,2,3"
    session.state.view.position = (4.0, -6.5, 10.0)
    assert editor.rest.text() == "1,2,3"
    qtbot.mouseClick(editor.pick_place, Qt.MouseButton.LeftButton)
    assert session.state.ask.target == "voxel:nodule|4.0,-6.5,10.0"
    assert not editor.pick_file.isVisible()


def test_a_region_may_have_a_mask_from_a_file(editor, session, asker, qtbot):
    choose(editor, "region")
    assert editor.pick_file.isVisible()
    qtbot.mouseClick(editor.pick_file, Qt.MouseButton.LeftButton)  # nothing chosen
    assert session.state.ask.target == "region:dog"
    asker.files = [Path("mask.nii.gz")]
    qtbot.mouseClick(editor.pick_file, Qt.MouseButton.LeftButton)
    assert session.state.ask.target == "region:dog|mask.nii.gz"


def test_a_reference_image_is_asked_for_at_once(editor, session, asker):
    choose(editor, "similarity")
    assert session.state.ask.target is None
    assert editor.kind.currentData() == "class"  # as nothing was chosen
    asker.files = [Path("other.png")]
    choose(editor, "similarity")
    assert session.state.ask.target == "similarity:other.png"
    assert not editor.classes.isVisible()


def test_a_kind_in_words_waits_for_the_words(editor, session, qtbot):
    choose(editor, "token")
    assert session.state.ask.target is None
    assert editor.rest.placeholderText() == "POSITION|TOKEN"
    assert editor.rest.isVisible()
    qtbot.keyClicks(editor.rest, "3|17")
    qtbot.keyClick(editor.rest, Qt.Key.Key_Return)
    assert session.state.ask.target == "token:3|17"
    assert editor.kind.currentData() == "token"


def test_a_kind_whose_words_never_came_is_given_up(editor, session, qtbot):
    choose(editor, "token")
    qtbot.keyClick(editor.rest, Qt.Key.Key_Return)
    assert editor.kind.currentData() == "class"
    assert session.state.ask.target is None


def test_a_whole_target_can_be_typed(editor, session, qtbot):
    line = editor.classes.lineEdit()
    line.selectAll()
    qtbot.keyClicks(line, "difference:crane|cat")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert session.state.ask.target == "difference:crane|cat"
    assert editor.kind.currentData() == "difference"
    assert editor.classes.currentText() == "crane"


def test_the_present_target_typed_again_is_shown_in_its_rows(editor, session, qtbot):
    session.state.ask.target = "not:cat"
    line = editor.classes.lineEdit()
    line.selectAll()
    qtbot.keyClicks(line, "not:cat")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert editor.classes.currentText() == "cat"


def test_only_kinds_that_know_a_default_offer_it(editor, session):
    session.state.ask.target = "not:dog"
    assert texts(editor.classes)[0] == "Predicted class"
    session.state.ask.target = "detection:dog"
    assert texts(editor.classes)[0] == "Any class"
    session.state.ask.target = "region:dog"
    assert texts(editor.classes) == ["dog", "cat", "crane"]


def test_the_tooltip_says_what_a_kind_is_and_how_it_is_written(editor, session):
    session.state.ask.target = "not:dog"
    assert editor.kind.toolTip() == "Summary of Against a class.\nIn words: not:LABEL"


def test_showing_changes_nothing(editor, session):
    heard = []
    session.state.ask.events.connect(heard.append)
    editor.show_classes()
    editor.show_target()
    assert heard == []
