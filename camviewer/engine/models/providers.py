"""Networks by name: registered ones, and those of other libraries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from camviewer.core.errors import ModelError, UnknownNameError
from camviewer.core.registry import Registry
from camviewer.core.words import say
from camviewer.engine.models.labels import imagenet_labels, numbered_labels
from camviewer.engine.models.spec import MODELS, InputRecipe, ModelSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from torch import nn

_FRAMES = 16
_LONG = 200


@dataclass(frozen=True)
class Provider:
    """A library whose networks can be named as ``provider:name``.

    Attributes
    ----------
    name, label
        Before the colon, and the words shown.
    build
        ``build(name, classes)``: the network with random weights and that many units.
    describe
        ``describe(name)``: its usual input and number of units; UnknownNameError when the
        library has no such network.
    """

    name: str
    label: str
    build: Callable[[str, int], nn.Module]
    describe: Callable[[str], tuple[InputRecipe, int]]


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
    raise UnknownNameError(say("engine", "model"), name, known)


def provided(provider: Provider, entry: str) -> ModelSpec:
    """Describe a library's network with its usual input and random weights."""
    recipe, classes = provider.describe(entry)
    has_names = len(recipe.size) == 2 and classes == 1000
    return ModelSpec(
        name=f"{provider.name}:{entry}",
        label=f"{entry} ({provider.label})",
        build=lambda: provider.build(entry, classes),
        recipe=recipe,
        labels=imagenet_labels if has_names else lambda: numbered_labels(classes),
        summary=say(
            "engine",
            "Random weights: its maps mean nothing until a model card names a weights file.",
        ),
    )


def _unknown(kind: str, name: str, known: Sequence[str]) -> UnknownNameError:
    """Make the error for a name a library lacks; its hundreds of names are not told."""
    error = UnknownNameError(kind, name, known)
    if len(error.hint) > _LONG:
        error.hint = say(
            "engine", "The library has {count}; its documentation names them.", count=len(known)
        )
    return error


def _build_torchvision(name: str, classes: int) -> nn.Module:
    from torchvision import models

    # Two old networks warn unless they are told; each layer then starts as it usually does.
    more = {"init_weights": False} if name in {"googlenet", "inception_v3"} else {}
    model: nn.Module = models.get_model(name, weights=None, num_classes=classes, **more)
    return model.eval()


def _describe_torchvision(name: str) -> tuple[InputRecipe, int]:
    """Read the usual input off what the library tells of its weights; none are fetched."""
    from torchvision import models

    pictures = models.list_models(module=models)
    known = [*pictures, *models.list_models(module=models.video)]
    if name not in known:
        raise _unknown(say("engine", "torchvision classifier"), name, known)
    # Some weights want larger inputs than the network has when built without weights.
    usual = min(models.get_model_weights(name), key=lambda each: each.transforms().crop_size)
    preset = usual.transforms()
    recipe = InputRecipe((0,), mean=tuple(preset.mean), std=tuple(preset.std))
    if name in pictures:
        (side,), (before,) = preset.crop_size, preset.resize_size
        recipe = replace(recipe, size=(side, side), fit="crop", crop_scale=before / side)
    else:
        recipe = replace(recipe, size=(_FRAMES, *preset.crop_size))
    return recipe, len(usual.meta["categories"])


def _timm() -> Any:  # noqa: ANN401 - the library has no types
    try:
        import timm
    except ImportError as error:
        raise ModelError(
            say("engine", "The library timm is not installed."),
            hint=say("engine", "pip install 'camviewer[timm]'"),
        ) from error
    return timm


def _build_timm(name: str, classes: int) -> nn.Module:
    model: nn.Module = _timm().create_model(name, pretrained=False, num_classes=classes)
    return model.eval()


def _describe_timm(name: str) -> tuple[InputRecipe, int]:
    """Read the usual input off the library's own table."""
    known = _timm().list_models()
    if name.partition(".")[0] not in known:
        raise _unknown(say("engine", "timm model"), name, known)
    usual = _timm().get_pretrained_cfg(name)
    if usual is None:
        return InputRecipe((224, 224), fit="crop", crop_scale=256 / 224), 1000
    channels, *size = usual.input_size
    recipe = InputRecipe(
        tuple(size), channels, mean=usual.mean, std=usual.std,
        fit="crop", crop_scale=1 / usual.crop_pct,
    )  # fmt: skip
    return recipe, usual.num_classes or 1000


PROVIDERS.add(Provider("torchvision", "torchvision", _build_torchvision, _describe_torchvision))
PROVIDERS.add(Provider("timm", "timm", _build_timm, _describe_timm))
