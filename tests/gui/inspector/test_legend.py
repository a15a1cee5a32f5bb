"""The legend names each role with its count, in as many lines as fit."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.core.channels import DEAD, DOMINANT, NOISE, Channels
from camviewer.gui.inspector.legend import Legend


def channels(*roles):
    zeros = np.zeros(len(roles))
    return Channels(zeros, zeros, np.array(roles), zeros == 0, zeros, zeros)


@pytest.fixture
def legend(qtbot):
    legend = Legend()
    qtbot.addWidget(legend)
    legend.resize(600, 18)
    legend.show()
    return legend


def test_roles_are_named_with_their_counts(legend):
    legend.show_channels(channels(DOMINANT, 0, 0, NOISE, DEAD))
    assert legend.texts == ["dominant 1", "cluster 1 2", "noise 1", "dead 1"]
    assert legend.accessibleDescription() == "dominant 1, cluster 1 2, noise 1, dead 1"


def test_many_clusters_are_counted_together(legend):
    legend.show_channels(channels(DOMINANT, *range(12), 11))
    assert len(legend.texts) == 11
    assert legend.texts[-1] == "and 4 channels in 3 more"


def test_it_breaks_into_lines_where_it_is_narrow(legend):
    legend.show_channels(channels(DOMINANT, 0, 1, 2, NOISE, DEAD))
    one = legend.height()
    legend.resize(150, legend.height())
    assert legend.height() >= 3 * one
    right = [x for x, _line in legend._places()]
    assert max(right) < 150


def test_nothing_is_named_where_there_is_nothing(legend):
    legend.show_channels(channels(DOMINANT))
    legend.show_channels(None)
    assert legend.texts == []
    legend.grab()
