"""The network that tells photographs from generated pictures, 32 × 32 pixels small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.core.settings import resource
from camviewer.engine.models.spec import MODELS, InputRecipe, ModelSpec

if TYPE_CHECKING:
    from pathlib import Path

    from torch import nn

CIFAKE_LABELS = ("FAKE", "REAL")
CIFAKE_RECIPE = InputRecipe(
    size=(32, 32),
    mean=(0.5, 0.5, 0.5),
    std=(0.25, 0.25, 0.25),
    resized=(
        "This network knows only pictures of 32 × 32 pixels. This one was brought to that "
        "size, which removes the traces it looks for: its answer means nothing here."
    ),
)


def cifake_weights() -> Path:
    """Return the path of the shipped weights."""
    return resource("models", "cifake.safetensors")


def build_cifake() -> nn.Module:
    """Build the network with its shipped weights."""
    from camviewer.engine.models.checkpoint import load_weights
    from camviewer.engine.models.cifake_net import CifakeNet

    model = CifakeNet()
    load_weights(model, cifake_weights())
    return model.eval()


MODELS.add(
    ModelSpec(
        name="cifake",
        label="CIFAKE (research demo)",
        build=build_cifake,
        recipe=CIFAKE_RECIPE,
        labels=lambda: CIFAKE_LABELS,
        # One logit z, shown as -z for FAKE and z for REAL: each side's own sigmoid is its
        # probability, and the two add up to one.
        output="sigmoid",
        default_layer="conv2",
        layer_reason=(
            "The last convolution, 13 × 13 cells of 2.5 pixels: behind it the map is pooled to "
            "6 × 6 and then loses its places."
        ),
        weights=cifake_weights,
        summary="Tells CIFAR-10 photographs from Stable Diffusion 1.4's, 32 × 32 pixels.",
        card=resource("models", "cifake.md").read_text(encoding="utf-8"),
    )
)
