"""Networks for volumes that are shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.core.settings import resource
from camviewer.engine.models.spec import MODELS, InputRecipe, ModelSpec

if TYPE_CHECKING:
    from pathlib import Path

    from torch import nn

NODULE_LABELS = ("clear", "nodule")
NODULE_RECIPE = InputRecipe(
    size=(16, 64, 64),
    channels=1,
    window=(-1000.0, 400.0),
    mean=(0.5,),
    std=(0.25,),
    spacing_mm=(5.0, 1.0, 1.0),
    fit="scan",
    overlap=0.5,
)


def nodule_weights() -> Path:
    """Return the path of the shipped weights."""
    return resource("models", "nodule3d.safetensors")


def build_nodule() -> nn.Module:
    """Build the nodule network with its shipped weights."""
    from camviewer.engine.models.checkpoint import load_weights
    from camviewer.engine.models.nodule_net import NoduleNet

    model = NoduleNet()
    load_weights(model, nodule_weights())
    return model.eval()


MODELS.add(
    ModelSpec(
        name="nodule3d",
        label="Nodule3D (research demo)",
        build=build_nodule,
        recipe=NODULE_RECIPE,
        labels=lambda: NODULE_LABELS,
        default_layer="features",
        layer_reason=(
            "The last map before pooling, 10 × 8 × 8 mm a cell: here the score is a weighted "
            "sum of the channels, so that CAM is exact."
        ),
        default_target="nodule",
        weights=nodule_weights,
        summary="Finds nodule-like spots in chest CT; trained on synthetic ones in one scan.",
        card=resource("models", "nodule3d.md").read_text(encoding="utf-8"),
    )
)
