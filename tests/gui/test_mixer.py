"""Difference, consensus and disagreement are made in the background, once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from camviewer.core.errors import ResourceError
from camviewer.core.image import Heatmap
from camviewer.gui import mixer as module


@pytest.fixture
def wait(qtbot, bridge, controller):
    def wait_for(condition=lambda: True):
        looking = controller.mixer._looking
        qtbot.waitUntil(
            lambda: not looking.is_pending and bridge.is_idle and bool(condition()),
            timeout=10000,
        )

    return wait_for


@pytest.fixture
def held(session, controller, picture, wait):
    session.show(picture)
    grid = picture.grid.divided((2, 2))
    values = {"grad-cam": [[1, 0], [0, 2]], "layer-cam": [[0, 1], [0, 1]]}
    session.state.case.heatmaps = {
        name: Heatmap(np.asarray(array, np.float32), grid, name)
        for name, array in values.items()
    }
    wait()
    return session.state.comparison


def test_nothing_is_made_until_it_has_a_cell(held, session, wait):
    assert held.mixes == {}
    session.toggle_mix("difference")
    wait(lambda: held.mixes)
    np.testing.assert_allclose(held.mixes["difference"].heatmap.array, [[0.5, -1], [0, 0]])


def test_what_holds_is_kept_while_its_cell_is_hidden(held, session, wait):
    session.toggle_mix("consensus")
    wait(lambda: len(held.mixes) == 2)
    before = dict(held.mixes)
    session.toggle_mix("consensus")
    session.toggle_mix("consensus")
    wait()
    assert all(held.mixes[name] is made for name, made in before.items())


def test_other_maps_drop_it_at_once_and_it_is_made_anew(held, session, wait):
    session.toggle_mix("difference")
    wait(lambda: held.mixes)
    case = session.state.case
    hotter = replace(case.heatmaps["grad-cam"], array=np.eye(2, dtype=np.float32))
    case.heatmaps = {**case.heatmaps, "grad-cam": hotter}
    assert held.mixes == {}
    wait(lambda: held.mixes)
    np.testing.assert_allclose(held.mixes["difference"].heatmap.array, [[1, -1], [0, 0]])


def test_another_pair_gives_another_difference(held, session, wait):
    session.toggle_mix("difference")
    wait(lambda: held.mixes)
    session.choose_map("first", "layer-cam")
    assert held.mixes == {}
    wait(lambda: held.mixes)
    np.testing.assert_allclose(held.mixes["difference"].heatmap.array, [[-0.5, 1], [0, 0]])


def test_one_map_alone_gives_nothing(held, session, wait):
    case = session.state.case
    case.heatmaps = {"grad-cam": case.heatmaps["grad-cam"]}
    session.toggle_mix("difference")
    session.toggle_mix("consensus")
    wait()
    assert held.mixes == {}


def test_what_fails_is_not_tried_again_with_the_same_maps(held, session, wait, monkeypatch):
    tried = []

    def fail(name, maps, token):
        tried.append(name)
        raise ResourceError("The memory is full.")

    monkeypatch.setattr(module, "mix", fail)
    session.toggle_mix("difference")
    wait(lambda: tried)
    session.toggle_mix("difference")
    session.toggle_mix("difference")
    wait()
    assert tried == ["difference"]
