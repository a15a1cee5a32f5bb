"""One answer: the word, its shape and its colour, in both themes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QPalette

from camviewer.core.trust import Evidence, Standing
from camviewer.gui.icons import icon
from camviewer.gui.theme import AMBER, CONTRASTS, THEMES, contrast, make_palette
from camviewer.gui.views.trust_row import ROLES, SIGNS, StandingSign, TrustRow
from tests.gui.conftest import toy_trust


@pytest.fixture
def row(qtbot):
    row = TrustRow("removal")
    qtbot.addWidget(row)
    return row


def test_it_begins_without_an_answer(row):
    assert row.state.text() == "No answer"
    assert row.sentence.text() == "Not measured yet."
    assert row.plot.isHidden()


def test_an_answer_is_shown_and_spoken_as_a_whole(row):
    answer = toy_trust("a").answer("removal")
    row.show_evidence(answer, {"road-most": {"shares": 9, "noise": 0.01}})
    assert (row.state.text(), row.state.property("role")) == ("Supported", "supported")
    assert (row.sentence.text(), row.compared.text()) == ("10", "11")
    assert row.accessibleName() == "Does removing the hot part lower the score? Supported. 10"
    assert row.accessibleDescription() == "11"
    assert "road-most (shares=9, noise=0.01)" in row.measured.text()
    assert not row.plot.isHidden()
    row.show_evidence(None)
    assert row.state.property("role") == "unknown"
    assert row.plot.isHidden()


def test_how_it_was_measured_opens_below(row):
    assert row.measured.isHidden()
    row.more.button.click()
    assert not row.measured.isHidden()
    assert "Supported:" in row.measured.text()


@pytest.mark.parametrize("standing", Standing)
def test_every_state_has_a_shape_a_colour_and_a_role(row, standing):
    row.show_evidence(Evidence("removal", standing, "1"))
    assert row.sign.standing is standing
    assert row.state.property("role") == ROLES[standing]


def ink(name):
    """Which pixels a drawing covers."""
    image = icon(name).pixmap(QSize(48, 48)).toImage()
    return frozenset(
        (x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 128
    )


def test_shapes_can_be_told_apart_without_colour(qapp):
    shapes = [ink(name) for name, _ in SIGNS.values()]
    for place, one in enumerate(shapes):
        for other in shapes[place + 1 :]:
            assert len(one ^ other) > 0.3 * max(len(one), len(other))


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("sets", [THEMES, CONTRASTS], ids=["plain", "contrast"])
def test_words_and_shapes_keep_their_contrast_and_none_is_green(qapp, sets, name):
    colours = sets[name]
    palette = make_palette(colours)
    for _, role in SIGNS.values():
        colour = palette.color(role)
        assert contrast(colour.name(), colours.panel) >= 4.5
        assert not colour.green() > 1.15 * max(colour.red(), colour.blue())


def test_colours_are_those_of_the_words():
    role = QPalette.ColorRole
    assert [each for _, each in SIGNS.values()] == [
        role.Link, role.WindowText, AMBER, role.PlaceholderText,
    ]  # fmt: skip


def test_a_sign_is_painted_in_its_colour(qtbot, qapp):
    sign = StandingSign()
    qtbot.addWidget(sign)
    sign.show_standing(Standing.NOT_SUPPORTED)
    image = sign.grab().toImage()
    wanted = qapp.palette().color(AMBER).name()
    colours = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
    }
    assert wanted in colours
