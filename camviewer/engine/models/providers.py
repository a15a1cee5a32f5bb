"""Networks by name: registered ones, and those of other libraries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.errors import ModelError, UnknownNameError
from camviewer.core.registry import Registry
from camviewer.engine.models.labels import imagenet_labels, numbered_labels
from camviewer.engine.models.spec import MODELS, InputRecipe, ModelSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import nn

_RANDOM = "Random weights: its maps mean nothing until a model card names a weights file."


@dataclass(frozen=True)
class Provider:
    """A library whose networks can be named as ``provider:name``.

    Attributes
    ----------
    name, label
        Before the colon, and the words shown.
    build
        ``build(name, classes) -> nn.Module`` with random weights; None keeps the classes.
    has
        Whether the library has a network of that name, and of which axes (2, 3, or 0).
    """

    name: str
    label: str
    build: Callable[[str, int | None], nn.Module]
    axes: Callable[[str], int]


PROVIDERS: Registry[Provider] = Registry("provider")


def named_model(name: str) -> ModelSpec:
    """Find a network by registered name or ``provider:name``.

    Raises
    ------
    UnknownNameError
        When there is none of that name.
    ModelError
        When its library is not installed.
    """
    if name in MODELS:
        return MODELS.get(name)
    provider, colon, entry = name.partition(":")
    if colon and provider in PROVIDERS:
        return provided(PROVIDERS.get(provider), entry)
    known = [*MODELS.names(), *(f"{each}:NAME" for each in PROVIDERS.names()), "CARD.toml"]
    raise UnknownNameError("model", name, known)


def provided(provider: Provider, entry: str) -> ModelSpec:
    """Describe a library's network with its usual input and random weights."""
    axes = provider.axes(entry)
    name = f"{provider.name}:{entry}"
    if axes == 3:
        recipe = InputRecipe(size=(16, 112, 112), window=None, fit="squash")
        return ModelSpec(
            name, f"{entry} ({provider.label})", lambda: provider.build(entry, None), recipe,
            lambda: numbered_labels(400), summary=_RANDOM,
        )  # fmt: skip
    recipe = InputRecipe(size=(224, 224), fit="crop", crop_scale=256 / 224)
    return ModelSpec(
        name, f"{entry} ({provider.label})", lambda: provider.build(entry, None), recipe,
        imagenet_labels, summary=_RANDOM,
    )  # fmt: skip


def _build_torchvision(name: str, classes: int | None) -> nn.Module:
    from torchvision import models

    more = {} if classes is None else {"num_classes": classes}
    model: nn.Module = models.get_model(name, weights=None, **more)
    return model.eval()


def _axes_torchvision(name: str) -> int:
    from torchvision import models

    kinds = {2: models, 3: models.video}
    for axes, module in kinds.items():
        if name in models.list_models(module=module):
            return axes
    known = [each for module in kinds.values() for each in models.list_models(module=module)]
    raise UnknownNameError("torchvision classifier", name, known)


def _timm() -> object:
    try:
        import timm
    except ImportError as error:
        raise ModelError(
            "The library timm is not installed.", hint="pip install 'camviewer[timm]'"
        ) from error
    return timm


def _build_timm(name: str, classes: int | None) -> nn.Module:
    more = {} if classes is None else {"num_classes": classes}
    model: nn.Module = _timm().create_model(name, pretrained=False, **more)  # type: ignore[attr-defined]
    return model.eval()


def _axes_timm(name: str) -> int:
    known = _timm().list_models()  # type: ignore[attr-defined]
    if name.partition(".")[0] not in known:
        raise UnknownNameError("timm model", name, known)
    return 2


PROVIDERS.add(Provider("torchvision", "torchvision", _build_torchvision, _axes_torchvision))
PROVIDERS.add(Provider("timm", "timm", _build_timm, _axes_timm))
