"""The button that chooses how the planes stand."""

from __future__ import annotations

import pytest

from camviewer.gui.views.arrangement import LAYOUTS


@pytest.fixture
def button(program, volume):
    program.session.show(volume)
    return program.window.top.layout_button


def entries(button):
    button.menu().aboutToShow.emit()
    return {action.text(): action for action in button.menu().actions() if action.text()}


def test_it_offers_every_layout_and_each_plane_alone(button):
    assert set(entries(button)) == {
        *(layout.label for layout in LAYOUTS.values()),
        "Axial alone", "Coronal alone", "Sagittal alone", "All planes equally large",
    }  # fmt: skip


def test_an_entry_reaches_the_state_and_the_tick_follows(button, session):
    entries(button)["Three planes in a row"].trigger()
    assert session.state.view.layout == "row"
    ticked = [text for text, action in entries(button).items() if action.isChecked()]
    assert ticked == ["Three planes in a row"]
    entries(button)["Coronal alone"].trigger()
    assert session.state.view.maximised == "coronal"
    assert entries(button)["Coronal alone"].isChecked()
    entries(button)["Four planes: one without heatmap"].trigger()
    assert (session.state.view.maximised, session.state.view.layout) == ("", "four")


def test_it_is_there_only_where_planes_are(button, session, picture):
    assert button.isVisible()
    session.state.view.place = "compare"
    assert button.isHidden()
    session.state.view.place = "read"
    session.show(picture)
    assert button.isHidden()


def test_its_drawing_is_that_of_the_layout(button, session):
    def drawn():
        return button.icon().pixmap(20, 20).toImage()

    pictures = []
    for layout in LAYOUTS:
        session.state.view.layout = layout
        pictures.append(drawn())
    session.state.view.maximised = "axial"
    pictures.append(drawn())
    assert all(a != b for place, a in enumerate(pictures) for b in pictures[:place])
