"""The objects behind the menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.gui.actions import key_rows
from camviewer.gui.deeds.comparing import CompareCommands
from camviewer.gui.deeds.edit import EditCommands
from camviewer.gui.deeds.explain import ExplainCommands
from camviewer.gui.deeds.file import FileCommands
from camviewer.gui.deeds.heatmap import HeatmapCommands
from camviewer.gui.deeds.measure import MeasureCommands
from camviewer.gui.deeds.program import ProgramCommands
from camviewer.gui.deeds.reading import HelpCommands
from camviewer.gui.deeds.slices import SliceCommands
from camviewer.gui.deeds.view import ViewCommands
from camviewer.gui.deeds.window import WindowCommands
from camviewer.gui.entries import all_entries

if TYPE_CHECKING:
    from camviewer.gui.controller import Controller
    from camviewer.gui.deeds.spec import Window


def make_commands(controller: Controller, window: Window) -> dict[str, object]:
    """Make the objects behind the menus by category."""
    grey, view = WindowCommands(controller, window), ViewCommands(controller, window)
    return {
        "File": FileCommands(controller, window),
        "Edit": EditCommands(controller),
        "Explain": ExplainCommands(controller, window),
        "Heatmap": HeatmapCommands(controller, window),
        "Compare": CompareCommands(controller),
        "View": view,
        "Picture": view,
        "Window": grey,
        "Slices": SliceCommands(controller, window),
        "Measure": MeasureCommands(controller, window),
        "Program": ProgramCommands(controller, window, all_entries),
        "Help": HelpCommands(controller, window, lambda: key_rows(grey.key_words())),
    }
