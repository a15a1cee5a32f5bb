"""What is asked of the engine and what it answers: plain data that every package may hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from camviewer.core.image import Heatmap, Image


@dataclass(frozen=True)
class ExplainRequest:
    """One explanation of one image.

    Attributes
    ----------
    image : Image
        What the network looks at.
    model : str
        Registered name, ``provider:name``, or path of a model card.
    methods : tuple of str
        Registered names, in the order wanted.
    target : str or None
        Class index or label; None takes the model card's default, else the predicted class.
    layer : str or None
        Dotted module name; None lets the engine choose.
    device : str
        ``"auto"``, ``"cpu"``, ``"cuda"`` or ``"mps"``.
    parameters : mapping
        Method name to its parameters by name.
    seed : int
        For methods that draw random numbers.
    further_targets, further_layers : tuples of str
        Explained in the same pass, beside the first.
    precision : str
        ``"float32"``, ``"bfloat16"`` or ``"float16"``: what the network computes in.
    images : mapping
        Masks and references that targets name, by their path as written.
    """

    image: Image
    model: str
    methods: tuple[str, ...]
    target: str | None = None
    layer: str | None = None
    device: str = "auto"
    parameters: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    seed: int = 0
    further_targets: tuple[str, ...] = ()
    further_layers: tuple[str, ...] = ()
    precision: str = "float32"
    images: Mapping[str, Image] = field(default_factory=dict)


@dataclass(frozen=True)
class Prediction:
    """One class and how likely the network holds it.

    Attributes
    ----------
    index, label
        Output unit and its name; -1 and its words for a target that is no class.
    probability : float
        In [0, 1]; NaN for a target without one.
    score : float
        The raw output (logit), or the target's score.
    """

    index: int
    label: str
    probability: float
    score: float


@dataclass(frozen=True)
class WindowScore:
    """Where a sliding window lay and what the network said there.

    Attributes
    ----------
    low, high : tuple of 3 floats
        World coordinates (mm, RAS) of two opposite corners of the window.
    probability : float
        Of the target class, in [0, 1].
    """

    low: tuple[float, ...]
    high: tuple[float, ...]
    probability: float


@dataclass(frozen=True)
class Estimate:
    """What one method will add to a run.

    Attributes
    ----------
    method : str
        Registered name.
    forwards : float
        Passes of the whole network, in units of a plain one.
    seconds : float
        By the measured time of one pass.
    bytes : int
        Memory held at its peak.
    """

    method: str
    forwards: float
    seconds: float
    bytes: int


@dataclass(frozen=True)
class Forecast:
    """What a run will take.

    Attributes
    ----------
    methods : tuple of Estimate
        One per method, in the order asked for.
    windows : int
        Pieces of the image that are looked at.
    forward_seconds : float
        Of one plain pass of one piece, measured.
    seconds : float
        Of the whole run, the shared pass included.
    bytes : int
        Memory at the peak.
    device : str
        Where it will run.
    """

    methods: tuple[Estimate, ...]
    windows: int
    forward_seconds: float
    seconds: float
    bytes: int
    device: str


@dataclass(frozen=True)
class Explanation:
    """All maps of one request and everything needed to read them.

    Attributes
    ----------
    heatmaps : mapping
        Name of each map (see ``Heatmap.name``) to the map, in the order asked for.
    predictions : tuple of Prediction
        Most likely first; for a scanned volume those of the highest window.
    target : Prediction
        What was explained.
    layer, layer_reason : str
        The layer and one sentence why.
    model, model_label : str
        Name as asked for, and the words for it.
    device : str
        Where it ran.
    weights_sha256 : str
        Of the weights; empty when they are random.
    windows : tuple of WindowScore
        Empty where the network saw the whole image at once.
    milliseconds : float
        Of the whole run.
    seed : int
        As in the request.
    notes : tuple of str
        Sentences the user must see: what was resampled, cropped or retried.
    precision : str
        What the network computed in.
    deviation : mapping
        How far that lies from float32; empty for float32 itself.
    further_targets : tuple of Prediction
        The other targets of the same run.
    """

    heatmaps: Mapping[str, Heatmap]
    predictions: tuple[Prediction, ...]
    target: Prediction
    layer: str
    layer_reason: str
    model: str
    model_label: str
    device: str
    weights_sha256: str = ""
    windows: tuple[WindowScore, ...] = ()
    milliseconds: float = 0.0
    seed: int = 0
    notes: tuple[str, ...] = ()
    precision: str = "float32"
    deviation: Mapping[str, float] = field(default_factory=dict)
    further_targets: tuple[Prediction, ...] = ()
