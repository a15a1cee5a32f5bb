"""Pictures of the window: any size, with the legend, without anybody's name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage

from camviewer.core.settings import DISCLAIMER
from camviewer.gui.picture import legend, save_picture, take_picture


@pytest.fixture
def window(program, qtbot):
    image = replace(program.session.sample("ct"), patient={"Name": "MUELLER"})
    program.session.show(image)
    program.controller.explain()
    qtbot.waitUntil(lambda: program.bridge.is_idle, timeout=10000)
    return program.window


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_a_picture_has_the_size_that_was_asked_for(window, session, scale):
    view = window.picture.currentWidget()
    image = take_picture(view, session, scale)
    assert image.width() == scale * view.width()
    assert image.height() > scale * view.height()  # the legend stands below
    assert round(image.dotsPerMeterX() * 0.0254) == 96 * scale


def test_names_are_hidden_while_it_is_taken_and_shown_again_after(window, session, monkeypatch):
    session.state.view.hides_patient = False
    seen = []
    view = window.picture.currentWidget()
    render = type(view).render

    def spy(self, *arguments):
        marks = [each.canvas.annotations.marks for each in view.planes.values()]
        seen.extend(mark.patient for mark in marks)
        return render(self, *arguments)

    monkeypatch.setattr(type(view), "render", spy)
    view.flush()
    assert view.planes["axial"].canvas.annotations.marks.patient == "MUELLER"
    take_picture(view, session, 1)
    assert seen == ["", "", ""]
    assert session.state.view.hides_patient is False


def test_the_legend_names_map_model_and_caution(window, session):
    assert legend(session).splitlines()[0].startswith("CF-CAM")
    assert "Model: Toy" in legend(session)
    assert legend(session).endswith(DISCLAIMER)
    session.state.overlay.visible = False
    assert "CF-CAM" not in legend(session)


def test_the_action_writes_the_file_and_says_when_it_cannot(window, asker, session, tmp_path):
    asker.picture = (tmp_path / "a.png", 2)
    window.actions_by_name["picture"].trigger()
    written = QImage(str(tmp_path / "a.png"))
    assert written.width() == 2 * window.picture.currentWidget().width()
    assert b"MUELLER" not in (tmp_path / "a.png").read_bytes()
    asker.picture = (tmp_path / "missing" / "a.png", 1)
    window.actions_by_name["picture"].trigger()
    assert asker.errors[-1][0] == "The picture could not be written there."
    assert not save_picture(written, tmp_path / "missing" / "a.png")
