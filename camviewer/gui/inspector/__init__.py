"""The channel inspector: what CF-CAM made of each channel, and what another setting would."""

from camviewer.gui.inspector.window import ChannelWindow

__all__ = ["ChannelWindow"]
