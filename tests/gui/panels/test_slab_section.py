"""Slices drawn as one: the choice, the thickness, and what hides when."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from camviewer.core.image import Image
from camviewer.gui.panels.overlay_panel import OverlayPanel
from camviewer.gui.panels.slab_section import SlabSection


@pytest.fixture
def section(session, qtbot):
    section = SlabSection(session)
    qtbot.addWidget(section)
    section.show()
    return section


def test_the_thickness_is_asked_for_with_a_slab_alone(section, session):
    assert not section.thickness.isVisible()
    session.state.view.slab = "min"
    assert section.thickness.isVisible()
    assert section.rule.currentData() == "min"
    section.thickness.setValue(35)
    assert session.state.view.slab_mm == 35
    section.thickness.setValue(500)
    assert session.state.view.slab_mm == 100
    section.rule.setCurrentIndex(0)
    section.rule.activated.emit(0)
    assert session.state.view.slab == "none"


def test_only_a_grey_volume_has_slabs(controller, session, volume, picture, qtbot):
    panel = OverlayPanel(controller)
    qtbot.addWidget(panel)
    panel.show()
    colour = np.zeros((*volume.grid.shape, 3), np.uint8)
    for image, has_slab in (
        (volume, True), (picture, False), (Image(colour, volume.grid), False),
        (dataclasses.replace(volume, unit=""), True),
    ):  # fmt: skip
        session.show(image)
        assert panel.slab.isVisible() is has_slab
