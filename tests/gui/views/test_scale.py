"""The colour scale as the state asks for it."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.gui.views.scale import scale_of


@pytest.fixture
def maps(ct, body, hot_right, explained):
    image = ct.state.case.image
    made = [hot_right(image, top=2.0), hot_right(image, "cf-cam", top=8.0)]
    explained(ct, made)
    return made


def test_each_map_has_its_own_top_or_all_share_the_largest(ct, maps):
    assert scale_of(ct.state, maps[0]).levels == (0.0, 2.0)
    ct.state.overlay.scale = "shared"
    assert [scale_of(ct.state, each).levels[1] for each in maps] == [8.0, 8.0]
    ct.state.overlay.scale, ct.state.overlay.fixed_top = "fixed", 5.0
    assert scale_of(ct.state, maps[0]).levels == (0.0, 5.0)


def test_a_signed_scale_is_symmetric(ct, maps):
    ct.state.overlay.signed = True
    scale = scale_of(ct.state, maps[0])
    assert scale.levels == (-2.0, 2.0)
    assert scale.is_signed


def test_the_threshold_is_a_share_of_the_top(ct, maps):
    ct.state.overlay.threshold = 0.25
    scale = scale_of(ct.state, maps[0])
    assert scale.threshold == 0.5
    assert not scale.table[:63, 3].any()
    assert scale.table[70:, 3].all()


def test_a_dimmed_map_is_fainter_in_the_same_colours(ct, maps):
    full, dim = scale_of(ct.state, maps[0]), scale_of(ct.state, maps[0], is_dimmed=True)
    assert np.array_equal(full.table[:, :3], dim.table[:, :3])
    assert dim.table[-1, 3] < full.table[-1, 3] / 2
