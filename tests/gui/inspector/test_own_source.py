"""A plane under a map that is handed to it."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.core.image import Grid, Heatmap
from camviewer.gui.inspector.own_source import OwnSource


@pytest.fixture
def source(session, volume):
    session.show(volume)
    return OwnSource(session, "axial")


def heatmap(volume, low=0.0, top=4.0):
    array = np.full(volume.grid.shape, low, np.float32)
    array[2, 2, :] = top
    return Heatmap(array, volume.grid, "activation")


def test_the_map_is_drawn_even_while_those_of_the_case_are_hidden(source, session, volume):
    assert source.heatmap is None
    assert source.heat() is None
    source.own = heatmap(volume)
    session.state.overlay.visible = False
    assert source.heat().max() == 4
    assert not source.is_stale


def test_the_slice_is_the_one_that_is_read(source, session, volume):
    array = np.zeros(volume.grid.shape, np.float32)
    array[..., 3] = 7
    source.own = Heatmap(array, volume.grid, "activation")
    session.state.view.position = tuple(volume.grid.world((1, 1, 0)))
    assert source.heat().max() == 0
    session.state.view.position = tuple(volume.grid.world((1, 1, 3)))
    assert source.heat().min() == 7


def test_whatever_has_a_sign_shows_both_ends(source, volume):
    source.own = heatmap(volume)
    assert source.scale().levels == (0, 4)
    source.own = heatmap(volume, low=-1.0)
    low, top = source.scale().levels
    assert low == -top
    assert source.scale().is_signed


def test_a_result_shows_below_zero_only_where_the_others_do(session, volume):
    session.show(volume)
    source = OwnSource(session, "axial", is_result=True)
    source.own = heatmap(volume, low=-1.0)
    assert not source.scale().is_signed
    session.state.overlay.signed = True
    assert source.scale().is_signed


def test_the_colours_are_those_of_the_case(source, session, volume):
    source.own = heatmap(volume)
    before = source.scale().table
    session.state.overlay.opacity = 1.0
    assert not np.array_equal(source.scale().table, before)
    session.state.overlay.threshold = 0.5
    assert source.scale().threshold == 2


def test_a_map_of_another_kind_of_image_is_not_drawn(source):
    flat = Heatmap(np.ones((2, 2), np.float32), Grid((2, 2), np.eye(3)), "activation")
    source.own = flat
    assert source.heatmap is None
    assert source.scale() is None
