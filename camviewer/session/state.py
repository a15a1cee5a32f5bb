"""Everything the window shows, as evented dataclasses that know no toolkit.

Widgets read these and write a user's edit into them; nothing else holds state. An event
carries the new value. Values inside are replaced, never changed in place.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - psygnal reads annotations at run time
from dataclasses import dataclass, field
from typing import ClassVar

from psygnal import SignalGroupDescriptor

from camviewer.core.image import Heatmap, Image, Mask  # noqa: TC001 - as above
from camviewer.core.job import Explanation, Prediction  # noqa: TC001 - as above
from camviewer.render.presets import Preset  # noqa: TC001 - as above
from camviewer.session.comparison import Comparison
from camviewer.session.mask_numbers import MaskFit, MaskNumbers  # noqa: TC001 - as above
from camviewer.session.number_state import Numbers
from camviewer.session.outlook import Outlook  # noqa: TC001 - as above
from camviewer.session.regions import Regions  # noqa: TC001 - as above

ANNOTATIONS = ("all", "minimal", "none")
"""What is written on a picture: everything, letters alone, nothing."""


@dataclass(eq=False)
class Case:
    """What is open and what is known of it.

    Attributes
    ----------
    image
        The picture or volume; None while nothing is open.
    early
        A volume that is still being read, of which the first ``job.done`` slices of the file
        are there; only looked at, and None as soon as the reading ends.
    predictions
        Most likely first; empty until the network has looked, and where it knows no classes.
    is_looked_at
        Whether the network has looked.
    outlook
        What the present choices would take; None while that is not known.
    heatmaps
        Maps by their name, also while a job still runs and some of them still refine.
    explanation
        The last finished job; its ``heatmaps`` are those above.
    selected
        Name of the map that is shown; empty when there is none.
    regions
        Hot regions of the map that is shown; None until they have been found.
    region
        Number of the region that is marked; 0 when none is.
    straight
        The volume on upright axes, when it is drawn so; None draws it as it is stored.
        Numbers and networks always take ``image``.
    """

    events: ClassVar[SignalGroupDescriptor] = SignalGroupDescriptor()
    image: Image | None = None
    early: Image | None = None
    straight: Image | None = None
    predictions: tuple[Prediction, ...] = ()
    is_looked_at: bool = False
    outlook: Outlook | None = None
    heatmaps: Mapping[str, Heatmap] = field(default_factory=dict)
    explanation: Explanation | None = None
    selected: str = ""
    regions: Regions | None = None
    region: int = 0

    @property
    def heatmap(self) -> Heatmap | None:
        """The map that is shown."""
        return self.heatmaps.get(self.selected)

    @property
    def drawn(self) -> Image | None:
        """What is drawn: as stored, or straightened."""
        return self.straight or self.image


@dataclass(eq=False)
class View:
    """Where the user looks and how the image is drawn.

    Attributes
    ----------
    position
        Crosshair in world coordinates (mm RAS for volumes, (row, column) for pictures).
    width, level
        Of the grey window, in the image's unit.
    is_radiological, is_anterior_left
        See :class:`camviewer.core.settings.Settings`.
    shows_crosshair
        Whether its lines are drawn.
    annotations
        ``"all"``, ``"minimal"`` (letters only) or ``"none"``.
    place
        ``"read"``: one map at a time; ``"compare"``: the methods side by side; ``"trust"``:
        what speaks for a map.
    compare_plane
        Plane of the comparison: ``"axial"``, ``"coronal"``, ``"sagittal"``, or ``"all"``.
    layout
        How the planes stand while none is maximised: ``"one-two"``, ``"four"`` or ``"row"``.
    maximised
        Plane that fills the picture area, ``"plain"`` for the axial one without a heatmap;
        empty for all.
    tool
        What a drag with the left button draws; empty moves the crosshair.
    slab
        What is drawn of neighbouring slices together: ``"none"`` (a slice alone), ``"max"``,
        ``"min"`` or ``"mean"``.
    slab_mm
        How thick they are together.
    links_zoom
        Whether all planes have the same millimetres per pixel.
    is_inverted
        Whether low values are white, on exported figures too; colour bars are as ever.
    interpolates
        ``"auto"``: the image is smooth until its voxels are large; ``"smooth"``; ``"cells"``.
    letters, mouse
        See :class:`camviewer.core.settings.Settings`.
    hides_patient
        Whether names of people and files stay off the screen.
    """

    events: ClassVar[SignalGroupDescriptor] = SignalGroupDescriptor()
    position: tuple[float, ...] = ()
    width: float = 400.0
    level: float = 40.0
    is_radiological: bool = True
    is_anterior_left: bool = True
    shows_crosshair: bool = True
    annotations: str = "all"
    place: str = "read"
    compare_plane: str = "axial"
    layout: str = "one-two"
    maximised: str = ""
    tool: str = ""
    slab: str = "none"
    slab_mm: float = 10.0
    links_zoom: bool = False
    is_inverted: bool = False
    interpolates: str = "auto"
    letters: str = "SI"
    mouse: str = "camviewer"
    hides_patient: bool = True


@dataclass(eq=False)
class Cine:
    """Slices that run by themselves.

    Attributes
    ----------
    is_running
        Whether they do.
    speed
        Slices in a second, 5 to 30.
    bounces
        Whether they turn round at the ends, or begin again.
    """

    events: ClassVar[SignalGroupDescriptor] = SignalGroupDescriptor()
    is_running: bool = False
    speed: int = 10
    bounces: bool = False


@dataclass(eq=False)
class Overlay:
    """How a heatmap is laid over the image; never changes the image itself.

    Attributes
    ----------
    visible
        Whether it is drawn at all.
    opacity
        Of the hottest cell, in [0, 1].
    threshold
        Share of the scale's top below which nothing is drawn, in [0, 1].
    colours
        Name in :data:`camviewer.render.colour.COLOUR_MAPS`.
    ramp
        How opacity grows above the threshold: ``"linear"``, ``"quadratic"``, ``"step"``.
    scale
        ``"map"``: each map its own top; ``"shared"``: one top for all; ``"fixed"``.
    fixed_top
        Top of a fixed scale, in the map's unit.
    smooth
        Interpolated between cells, or the network's own cells as they are.
    signed
        Whether cells that speak against the target are drawn too.
    drawing
        ``"fill"``: colours; ``"contour"``: lines around the top shares of the mass;
        ``"both"``.
    """

    events: ClassVar[SignalGroupDescriptor] = SignalGroupDescriptor()
    visible: bool = True
    opacity: float = 0.6
    threshold: float = 0.2
    colours: str = "inferno"
    ramp: str = "linear"
    scale: str = "map"
    fixed_top: float = 1.0
    smooth: bool = True
    signed: bool = False
    drawing: str = "fill"


@dataclass(eq=False)
class Ask:
    """What the user wants explained, and how.

    Attributes
    ----------
    model
        Registered name, ``provider:name`` or path of a card.
    target
        Label, index or ``kind:words`` as text; None takes the default.
    layer
        Dotted module name; None lets the engine choose.
    methods
        Names in the order wanted.
    parameters
        Method name to parameter values that differ from the defaults.
    device
        ``"auto"``, ``"cpu"``, ``"cuda"`` or ``"mps"``.
    precision
        ``"float32"``, ``"bfloat16"`` or ``"float16"``.
    """

    events: ClassVar[SignalGroupDescriptor] = SignalGroupDescriptor()
    model: str = "efficientnet-lite0"
    target: str | None = None
    layer: str | None = None
    methods: tuple[str, ...] = ("cf-cam-spatial", "cf-cam", "grad-cam", "layer-cam")
    parameters: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    device: str = "auto"
    precision: str = "float32"


@dataclass(eq=False)
class Job:
    """What runs now, or how the last job ended.

    Attributes
    ----------
    phase
        ``"idle"``, ``"running"``, ``"stopping"``, ``"done"``, ``"cancelled"``, ``"failed"``.
    label
        What runs now, in words.
    done, total
        Steps; total is 0 while unknown.
    seconds_left
        Estimate; None while unknown.
    message, hint
        How it ended, in sentences.
    """

    events: ClassVar[SignalGroupDescriptor] = SignalGroupDescriptor()
    phase: str = "idle"
    label: str = ""
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    message: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Measure:
    """One thing the user drew to measure.

    Attributes
    ----------
    key
        Tells it from the others of its case.
    kind
        ``"distance"``, ``"ellipse"``, ``"box"`` or ``"freehand"``.
    plane
        ``"axial"``, ``"coronal"`` or ``"sagittal"``: where it was drawn; empty for a picture.
    points
        World coordinates (mm RAS for volumes, (row, column) for pictures): both ends, two
        opposite corners of the box around it, or the outline.
    label
        What the user calls it; may be empty.
    """

    key: int
    kind: str
    plane: str
    points: tuple[tuple[float, ...], ...]
    label: str = ""


@dataclass(eq=False)
class Measures:
    """What was measured in the open case.

    Attributes
    ----------
    items
        In the order they were drawn.
    selected
        Key of the one that is marked; None when none is.
    """

    events: ClassVar[SignalGroupDescriptor] = SignalGroupDescriptor()
    items: tuple[Measure, ...] = ()
    selected: int | None = None


@dataclass(eq=False)
class Presets:
    """The grey windows that can be chosen by name; the same for every case.

    Attributes
    ----------
    items
        The shipped ones, some of them replaced, and the user's own behind them.
    """

    events: ClassVar[SignalGroupDescriptor] = SignalGroupDescriptor()
    items: tuple[Preset, ...] = ()


@dataclass(eq=False)
class Masks:
    """Regions of the open case, read from files.

    Attributes
    ----------
    items
        In the order they were read; no two have the same name.
    visible
        Names of those whose outlines are drawn.
    numbers
        What is known of each, by name; those that are not worked out yet are missing.
    fits
        How the map that is shown lies to each, by name; as above.
    """

    events: ClassVar[SignalGroupDescriptor] = SignalGroupDescriptor()
    items: tuple[Mask, ...] = ()
    visible: tuple[str, ...] = ()
    numbers: Mapping[str, MaskNumbers] = field(default_factory=dict)
    fits: Mapping[str, MaskFit] = field(default_factory=dict)


@dataclass(eq=False)
class State:
    """All of it, made once for a session."""

    case: Case = field(default_factory=Case)
    view: View = field(default_factory=View)
    cine: Cine = field(default_factory=Cine)
    overlay: Overlay = field(default_factory=Overlay)
    measures: Measures = field(default_factory=Measures)
    presets: Presets = field(default_factory=Presets)
    masks: Masks = field(default_factory=Masks)
    numbers: Numbers = field(default_factory=Numbers)
    comparison: Comparison = field(default_factory=Comparison)
    ask: Ask = field(default_factory=Ask)
    job: Job = field(default_factory=Job)
