"""The channels that are looked into: which map's, sorted how, and which of them is marked."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - psygnal reads annotations at run time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Protocol

from psygnal import SignalGroupDescriptor

from camviewer.core.channels import ChannelMaps, Reading  # noqa: TC001 - as above
from camviewer.core.image import Heatmap  # noqa: TC001 - as above

if TYPE_CHECKING:
    from camviewer.core.progress import CancelToken


@dataclass(eq=False)
class Inspected:
    """What the channel inspector shows.

    Attributes
    ----------
    heatmap
        The map whose channels are looked into; None while the inspector is closed.
    parameters
        The setting that is tried, every parameter by name.
    original
        What the map was made with; None until the network has looked.
    reading
        What came of the setting that is tried; stays until the next one is there.
    likeness
        Cosine of its map and the original one, in [-1, 1]; None until both are there.
    selected
        The channel that is marked; None for none.
    maps
        What the marked channel shows; None until it is there.
    plane
        On which plane of a volume: ``"axial"``, ``"coronal"`` or ``"sagittal"``.
    is_log
        Whether norms are drawn on a logarithmic scale.
    notes
        Sentences on what was looked at.
    trouble
        Why there is nothing, or nothing new; mostly empty.
    """

    events: ClassVar[SignalGroupDescriptor] = SignalGroupDescriptor()
    heatmap: Heatmap | None = None
    parameters: Mapping[str, object] = field(default_factory=dict)
    original: Reading | None = None
    reading: Reading | None = None
    likeness: float | None = None
    selected: int | None = None
    maps: ChannelMaps | None = None
    plane: str = "axial"
    is_log: bool = False
    notes: tuple[str, ...] = ()
    trouble: str = ""


class Inspection(Protocol):
    """A layer's channels, held at hand; :class:`camviewer.engine.channels.ChannelInspector`."""

    layer: str
    notes: tuple[str, ...]

    def read(self, parameters: Mapping[str, object], token: CancelToken) -> Reading:
        """Sort the channels by these parameters."""

    def maps(self, number: int, token: CancelToken) -> ChannelMaps:
        """Give one channel's activation and gradient."""

    def close(self) -> None:
        """Let go of what is held."""
