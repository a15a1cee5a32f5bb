"""The panels beside the picture; a new one adds its line here and its name to contract 7.

Pages stand in the order of these lines.
"""

from camviewer.gui.panels import explain_panel, overlay_panel, regions_panel
from camviewer.gui.panels import measures_panel as measures_panel

# isort: split
from camviewer.gui.panels import masks_panel as masks_panel
from camviewer.gui.panels.spec import PANELS, PanelSpec

__all__ = ["PANELS", "PanelSpec", "explain_panel", "overlay_panel", "regions_panel"]
