"""The made-up measures and masks of the pictures lie on the case."""

from __future__ import annotations

import pytest

from camviewer.gui.marked_shots import draw_measures, lay_masks


@pytest.mark.parametrize("kind", ["volume", "picture"])
def test_every_kind_is_drawn_and_masks_are_laid(program, session, kind, request):
    session.show(request.getfixturevalue(kind))
    draw_measures(session, program.window)
    assert [each.kind for each in session.state.measures.items] == [
        "distance", "box", "freehand", "ellipse",
    ]  # fmt: skip
    lay_masks(session, program.window)
    assert session.state.measures.items == ()
    assert len(session.state.masks.visible) == 3
    assert program.window.sides["right"].pages.currentWidget().table.model().rowCount() == 3


def test_without_a_case_nothing_is_made(program, session):
    draw_measures(session, program.window)
    lay_masks(session, program.window)
    assert session.state.measures.items == ()
    assert session.state.masks.items == ()
