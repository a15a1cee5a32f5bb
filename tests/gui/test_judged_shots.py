"""The made-up numbers of the pictures reach every state that a map may be in."""

from __future__ import annotations

from camviewer.core.trust import Standing
from camviewer.gui.judged_shots import end, judged_states, made_up_numbers
from camviewer.session.trust import weigh_all


def explained(program, session, image, qtbot):
    session.show(image)
    session.state.ask.methods = ("cf-cam", "grad-cam", "layer-cam")
    program.controller.explain()
    qtbot.waitUntil(lambda: session.state.case.explanation is not None, timeout=20000)
    qtbot.waitUntil(lambda: program.bridge.is_idle, timeout=20000)


def test_every_state_of_an_answer_is_reached(program, session, volume, qtbot):
    explained(program, session, volume, qtbot)
    image, explanation = session.state.case.image, session.state.case.explanation
    found = weigh_all(image, explanation, made_up_numbers(image, explanation))
    states = {each.standing for trust in found.values() for each in trust.evidence}
    assert states >= {Standing.SUPPORTED, Standing.MIXED, Standing.NOT_SUPPORTED}


def test_all_states_are_entered_and_left_again(program, session, volume, qtbot):
    explained(program, session, volume, qtbot)
    held = session.state.comparison
    seen = {}
    for name, enter in judged_states(session).items():
        enter()
        seen[name] = (len(held.heatmaps), held.is_fading, len(held.mixes))
    assert seen["compare-layers"] == (6, False, 0)
    assert seen["compare-fade"] == (6, True, 0)
    assert seen["compare-difference"] == (6, False, 3)
    assert session.state.numbers.trust
    end(session)
    assert (held.axis, held.heatmaps, session.state.view.place) == ("methods", {}, "read")
