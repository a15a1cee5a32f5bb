"""A side of the window: panels, and pages one at a time under them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from camviewer.core.registry import Registry
from camviewer.gui import side
from camviewer.gui.panels.spec import PanelSpec
from camviewer.gui.side import PANEL_PX, Side


@pytest.fixture
def panels(monkeypatch):
    found = Registry("panel")
    monkeypatch.setattr(side, "PANELS", found)
    for name, area in (("top", "right"), ("one", "right-pages"), ("two", "right-pages")):
        found.add(PanelSpec(name, name.capitalize(), area, lambda _c, n=name: QLabel(n)))
    found.add(PanelSpec("other", "Other", "left", lambda _c: QLabel("other")))
    return found


def texts(widget):
    return {label.text() for label in widget.findChildren(QLabel)}


def test_a_side_holds_its_own_panels_and_pages(panels, qtbot):
    right, left = Side(None, "right"), Side(None, "left")
    for each in (right, left):
        qtbot.addWidget(each)
        assert each.width() == PANEL_PX
    assert {"top", "one", "two"} <= texts(right)
    assert "other" not in texts(right)
    assert texts(left) == {"other"}


def test_one_page_is_shown_at_a_time_and_the_chooser_changes_it(panels, qtbot):
    right = Side(None, "right")
    qtbot.addWidget(right)
    assert right.pages.currentWidget().text() == "one"
    right.chooser.press(1)
    assert right.pages.currentWidget().text() == "two"
    right.show_page("one")
    assert right.pages.currentWidget().text() == "one"
    assert right.chooser.value == 0
