"""Names of planes."""

from __future__ import annotations

from camviewer.gui.views.planes import plane_label
from camviewer.gui.views.read_view import PLANES


def test_every_plane_has_a_name_and_an_unknown_one_keeps_its_own():
    assert [plane_label(plane) for plane in PLANES] == ["axial", "coronal", "sagittal"]
    assert plane_label("oblique") == "oblique"
