"""Model cards: a TOML file by which a user brings a network of their own."""

from __future__ import annotations

import dataclasses
import tomllib
from math import isfinite
from typing import TYPE_CHECKING, Any

from camviewer.core.errors import ModelError, UnknownNameError
from camviewer.core.words import say
from camviewer.engine.models.labels import numbered_labels, read_labels
from camviewer.engine.models.outside import FILES, file_model
from camviewer.engine.models.providers import PROVIDERS, named_model
from camviewer.engine.models.spec import MODELS, InputRecipe, ModelSpec

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from torch import nn

_KEYS = frozenset(
    ("name", "label", "architecture", "file", "weights", "labels", "classes", "input", "layer",
     "target", "output", "summary")
)  # fmt: skip
_RECIPE = {each.name: each for each in dataclasses.fields(InputRecipe)}
_SINGLE = frozenset(("channels", "crop_scale", "overlap"))
_FITS = ("squash", "crop", "scan")
_WORDS = frozenset(("fit", "resized"))


def _hint() -> str:
    return say("engine", "resources/docs/models.md shows a whole card.")


def read_card(path: Path) -> ModelSpec:
    """Read a model card and describe its network; nothing is built yet.

    Raises
    ------
    ModelError
        When the file is missing or damaged, or a value is wrong: names the key.
    UnknownNameError
        When a key, the architecture or the target does not exist.
    """
    table = _table(path)
    architecture = _text(table, "architecture", path)
    basis = _basis(architecture, table, path)
    labels = _labels(table, path, basis)
    weights = path.parent / _text(table, "weights", path) if "weights" in table else None
    layer = _optional(table, "layer", path)
    title = _optional(table, "label", path) or _optional(table, "name", path) or path.stem
    return dataclasses.replace(
        basis,
        name=str(path),
        label=title,
        build=basis.build
        if architecture in FILES
        else lambda: _build(architecture, labels, weights),
        recipe=_recipe(table.get("input", {}), basis.recipe),
        labels=lambda: labels,
        output=_output(table, basis),
        default_layer=layer or basis.default_layer,
        layer_reason=say("engine", "Named by the model's card.")
        if layer
        else basis.layer_reason,
        default_target=_target(table, path, labels, basis),
        weights=basis.weights if weights is None else lambda: weights,
        summary=_summary(table, path, architecture, basis if weights is None else None),
        card="",
    )


def _table(path: Path) -> dict[str, Any]:
    """Read the TOML and check its keys."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(
            say("engine", "There is no model card {file}.", file=path.name), hint=_hint()
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ModelError(
            say("engine", "{file} is no readable TOML: {error}.", file=path.name, error=error),
            hint=_hint(),
        ) from error
    for key in table:
        if key not in _KEYS:
            raise UnknownNameError(say("engine", "key of a model card"), key, _KEYS)
    return table


def _optional(table: dict[str, Any], key: str, path: Path) -> str | None:
    """Return a text that the card may have."""
    return _text(table, key, path) if key in table else None


def _target(
    table: dict[str, Any], path: Path, labels: tuple[str, ...], basis: ModelSpec
) -> str | None:
    """Return the label explained when the user names none."""
    if "target" not in table:
        return basis.default_target if basis.default_target in labels else None
    target = _text(table, "target", path)
    if target not in labels:
        raise UnknownNameError(say("engine", "label"), target, labels)
    return target


def _summary(
    table: dict[str, Any], path: Path, architecture: str, basis: ModelSpec | None
) -> str:
    """Return the card's sentence, else one of its own; a ``basis`` lends its weights' words."""
    if "summary" in table:
        return _text(table, "summary", path)
    if basis is not None:
        return basis.summary
    return say(
        "engine",
        "{architecture}, described by {file}.",
        architecture=architecture,
        file=path.name,
    )


def _text(table: dict[str, Any], key: str, path: Path) -> str:
    """Return a text that the card must have."""
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise ModelError(
            say("engine", "{file} needs a text for '{key}'.", file=path.name, key=key),
            hint=_hint(),
        )
    return value


def _basis(architecture: str, table: dict[str, Any], path: Path) -> ModelSpec:
    """Return the network a card builds on; a card cannot build on a card."""
    if architecture.endswith(".toml"):
        raise ModelError(say("engine", "A card's architecture is no card."), hint=_hint())
    if architecture in FILES:
        if "weights" in table:
            raise ModelError(
                say(
                    "engine",
                    "The weights of {architecture} are in its 'file'.",
                    architecture=architecture,
                ),
                hint=_hint(),
            )
        return file_model(FILES.get(architecture), path.parent / _text(table, "file", path))
    if "file" in table:
        raise UnknownNameError(
            say("engine", "kind of network file"), architecture, FILES.names()
        )
    return named_model(architecture)


def _labels(table: dict[str, Any], path: Path, basis: ModelSpec) -> tuple[str, ...]:
    """Return the labels: a list, a file beside the card, or a number of classes."""
    labels = _given_labels(table, path)
    if labels is None:
        return tuple(basis.labels())
    units = len(basis.labels()) if basis.name in MODELS else basis.units
    if units is not None and len(labels) != units:
        raise ModelError(
            say(
                "engine",
                "{model} has {units} units, but 'labels' or 'classes' gives {labels}.",
                model=basis.name,
                units=units,
                labels=len(labels),
            ),
            hint=say(
                "engine",
                "Take an architecture of torchvision or timm: its last layer is fitted.",
            ),
        )
    return labels


def _given_labels(table: dict[str, Any], path: Path) -> tuple[str, ...] | None:
    """Return what the card says of its labels; None when it says nothing."""
    given, classes = table.get("labels"), table.get("classes")
    if isinstance(given, str):
        return read_labels(path.parent / given)
    if isinstance(given, list) and given and all(isinstance(each, str) for each in given):
        return tuple(given)
    if given is not None:
        raise ModelError(
            say("engine", "'labels' is a list of texts or a file's name."), hint=_hint()
        )
    if classes is None:
        return None
    if isinstance(classes, bool) or not isinstance(classes, int) or classes < 1:
        raise ModelError(say("engine", "'classes' is a whole number above 0."), hint=_hint())
    return numbered_labels(classes)


def _build(architecture: str, labels: tuple[str, ...], weights: Path | None) -> nn.Module:
    """Build the network with as many units as there are labels, and load its weights."""
    from camviewer.engine.models.checkpoint import load_weights

    provider, colon, entry = architecture.partition(":")
    if colon:
        model = PROVIDERS.get(provider).build(entry, len(labels))
    else:
        model = MODELS.get(architecture).build()
    if weights is not None:
        load_weights(model, weights)
    return model.eval()


def _recipe(table: object, basis: InputRecipe) -> InputRecipe:
    """Change the architecture's usual input by the card's table."""
    if not isinstance(table, dict):
        raise ModelError(say("engine", "'input' is a table: [input]."), hint=_hint())
    for key in table:
        if key not in _RECIPE:
            raise UnknownNameError(say("engine", "key of [input]"), key, _RECIPE)
    changes = {key: _value(key, value) for key, value in table.items()}
    if not basis.size:
        basis = _untold(changes, basis)
    recipe = dataclasses.replace(basis, **changes)
    for is_good, rule in (*_shape_rules(recipe, basis), *_other_rules(recipe, basis)):
        if not is_good:
            raise ModelError(rule, hint=_hint())
    return recipe


def _untold(changes: dict[str, Any], basis: InputRecipe) -> InputRecipe:
    """Take axes and channels from the card where the network's file does not tell them."""
    size, channels = changes.get("size", ()), changes.get("channels", 3)
    if len(size) not in {2, 3}:
        raise ModelError(
            say(
                "engine",
                "'size' of [input] is needed: the file does not say how large its input is.",
            ),
            hint=_hint(),
        )
    if "channels" not in changes and len(size) == 3:
        channels = 1
    if channels not in {1, 3}:
        raise ModelError(say("engine", "'channels' of [input] is 1 or 3."), hint=_hint())
    return dataclasses.replace(basis, size=size, channels=channels)


def _value(key: str, value: object) -> Any:  # noqa: ANN401 - checked against the rules later
    """Return one value of [input]: a finite number, a list of them, or words."""
    if key in _WORDS:
        return value
    is_list = key not in _SINGLE
    numbers = value if isinstance(value, list) else [value]
    if is_list != isinstance(value, list) or not all(map(_is_number, numbers)):
        rule = (
            say("engine", "'{key}' of [input] is a list of numbers.", key=key)
            if is_list
            else say("engine", "'{key}' of [input] is one number.", key=key)
        )
        raise ModelError(rule, hint=_hint())
    return tuple(numbers) if is_list else value


def _is_number(value: object) -> bool:
    """Whether a value of TOML, which knows true, inf and nan, is a finite number."""
    return not isinstance(value, bool) and isinstance(value, (int, float)) and isfinite(value)


def _shape_rules(recipe: InputRecipe, basis: InputRecipe) -> Iterator[tuple[bool, str]]:
    """Give for the shape of the input whether its values are allowed, and what is."""
    axes, size, spacing = len(basis.size), recipe.size, recipe.spacing_mm
    yield (
        len(size) == axes and all(type(count) is int and count > 0 for count in size),
        say(
            "engine", "'size' of [input] is a list of {axes} whole numbers above 0.", axes=axes
        ),
    )
    yield (
        recipe.channels == basis.channels,
        say(
            "engine",
            "'channels' of [input] is {channels} for this architecture.",
            channels=basis.channels,
        ),
    )
    yield (
        spacing is None or (axes == len(spacing) == 3 and min(spacing) > 0),
        say(
            "engine",
            "'spacing_mm' of [input] is a list of three numbers above 0, and for volumes only.",
        ),
    )


def _other_rules(recipe: InputRecipe, basis: InputRecipe) -> Iterator[tuple[bool, str]]:
    """Give the same for the values of the input, and how an image is fitted to it."""
    channels, window = basis.channels, list(recipe.window or (0, 1))
    yield (
        len(recipe.mean) in {1, channels},
        say(
            "engine",
            "'mean' of [input] is one number, or {channels}, in a list.",
            channels=channels,
        ),
    )
    yield (
        len(recipe.std) in {1, channels} and min(recipe.std) > 0,
        say(
            "engine",
            "'std' of [input] is one number, or {channels}, in a list, above 0.",
            channels=channels,
        ),
    )
    yield (
        len(window) == 2 and window[0] < window[1],
        say("engine", "'window' of [input] is a list of a lower and a higher value."),
    )
    yield recipe.fit in _FITS, say("engine", "'fit' of [input] is squash, crop or scan.")
    yield isinstance(recipe.resized, str), say("engine", "'resized' of [input] is a sentence.")
    yield recipe.crop_scale >= 1, say("engine", "'crop_scale' of [input] is 1 or more.")
    yield 0 <= recipe.overlap <= 0.9, say("engine", "'overlap' of [input] is from 0 to 0.9.")


def _output(table: dict[str, Any], basis: ModelSpec) -> str:
    """Return the kind of output; the architecture's own where the card names none."""
    output = table.get("output", basis.output)
    if output not in ("softmax", "sigmoid"):
        raise ModelError(say("engine", "'output' is softmax or sigmoid."), hint=_hint())
    return str(output)
