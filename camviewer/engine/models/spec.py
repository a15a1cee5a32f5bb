"""What a network needs to be run: how to build it, its input, its labels, its weights."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from camviewer.core.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from torch import nn


@dataclass(frozen=True)
class InputRecipe:
    """How an image becomes a network's input.

    Attributes
    ----------
    size : tuple of ints
        (H, W) or (D, H, W) of one input.
    channels : int
        1 or 3; a grey image is repeated, a colour one is averaged.
    window : (low, high) or None
        Physical values that become 0 and 1 (clipped), HU for a CT. None takes the range of the
        stored type for pictures (0 to 255).
    mean, std : tuple of floats
        Per channel, on values already in [0, 1].
    spacing_mm : tuple of floats or None
        (D, H, W) distance of input voxels; volumes are resampled to it.
    fit : str
        ``"squash"`` stretches the image to the size; ``"crop"`` scales the short side by
        ``crop_scale`` and cuts the middle; ``"scan"`` slides windows over a larger volume.
    crop_scale : float
        Size before the central crop, as a multiple of the input size (256 / 224 = 1.143).
    overlap : float
        Share of a window that the next one repeats, in [0, 0.9].
    resized : str
        What to say of a picture that is not of the size; empty where a network takes any. A
        picture of just that size is given to the network by itself.
    """

    size: tuple[int, ...]
    channels: int = 3
    window: tuple[float, float] | None = None
    mean: tuple[float, ...] = (0.485, 0.456, 0.406)
    std: tuple[float, ...] = (0.229, 0.224, 0.225)
    spacing_mm: tuple[float, ...] | None = None
    fit: str = "squash"
    crop_scale: float = 1.0
    overlap: float = 0.5
    resized: str = ""


@dataclass(frozen=True)
class ModelSpec:
    """One network, loaded only when it is used.

    Attributes
    ----------
    name, label
        Registered name and the words shown.
    build
        Makes the network with its weights, in eval mode, on the CPU, never from a hub.
    recipe
        How an image becomes its input.
    labels
        Gives one name per output unit.
    output
        ``"softmax"``: units exclude each other; ``"sigmoid"``: each unit stands alone.
    default_layer, layer_reason
        Dotted module name and one sentence why; None lets the engine choose.
    default_target
        Label explained when the user names none; None takes the predicted class.
    weights
        Gives the path of the weights file, for its hash; None when they are random.
    summary
        One sentence: what it is and what it was trained on.
    card
        Longer text in Markdown; may be empty.
    units
        Number of output units where it cannot be changed; None where it can, or is not known.
    """

    name: str
    label: str
    build: Callable[[], nn.Module]
    recipe: InputRecipe
    labels: Callable[[], Sequence[str]]
    output: str = "softmax"
    default_layer: str | None = None
    layer_reason: str = ""
    default_target: str | None = None
    weights: Callable[[], Path] | None = None
    summary: str = ""
    card: str = ""
    units: int | None = None
    extra: dict[str, object] = field(default_factory=dict)

    @property
    def ndim(self) -> int:
        """Spatial axes of the input, 2 or 3."""
        return len(self.recipe.size)


MODELS: Registry[ModelSpec] = Registry("model")
