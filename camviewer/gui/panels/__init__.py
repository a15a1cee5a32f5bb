"""The panels beside the picture; a new one adds its line here and its name to contract 7."""

from camviewer.gui.panels import explain_panel, overlay_panel, regions_panel
from camviewer.gui.panels.spec import PANELS, PanelSpec

__all__ = ["PANELS", "PanelSpec", "explain_panel", "overlay_panel", "regions_panel"]
