"""Windows beside the main one are filled for their pictures."""

from __future__ import annotations

from camviewer.core.channels import DEAD, DOMINANT, NOISE
from camviewer.gui.dialog_shots import made_up_channels, open_channels, pages


def test_channels_of_every_role_are_made():
    found = made_up_channels()
    assert all(found.count(role) for role in (DEAD, NOISE, DOMINANT, 0, 1, 2, 3))
    assert abs(found.shares.sum() - 1) < 1e-9


def test_without_a_map_there_is_nothing_to_show(program, session, volume):
    session.show(volume)
    assert open_channels(program) is None
    assert pages(session) == ()
