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
_HINT = "resources/docs/models.md shows a whole card."


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
        layer_reason="Named by the model's card." if layer else basis.layer_reason,
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
            say("engine", "There is no model card {file}.", file=path.name), hint=_HINT
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ModelError(
            say("engine", "{file} is no readable TOML: {error}.", file=path.name, error=error),
            hint=_HINT,
        ) from error
    for key in table:
        if key not in _KEYS:
            raise UnknownNameError("key of a model card", key, _KEYS)
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
        raise UnknownNameError("label", target, labels)
    return target


def _summary(
    table: dict[str, Any], path: Path, architecture: str, basis: ModelSpec | None
) -> str:
    """Return the card's sentence, else one of its own; a ``basis`` lends its weights' words."""
    if "summary" in table:
        return _text(table, "summary", path)
    return basis.summary if basis else f"{architecture}, described by {path.name}."


def _text(table: dict[str, Any], key: str, path: Path) -> str:
    """Return a text that the card must have."""
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise ModelError(
            say("engine", "{file} needs a text for '{key}'.", file=path.name, key=key),
            hint=_HINT,
        )
    return value


def _basis(architecture: str, table: dict[str, Any], path: Path) -> ModelSpec:
    """Return the network a card builds on; a card cannot build on a card."""
    if architecture.endswith(".toml"):
        raise ModelError(say("engine", "A card's architecture is no card."), hint=_HINT)
    if architecture in FILES:
        if "weights" in table:
            raise ModelError(
                say(
                    "engine",
                    "The weights of {architecture} are in its 'file'.",
                    architecture=architecture,
                ),
                hint=_HINT,
            )
        return file_model(FILES.get(architecture), path.parent / _text(table, "file", path))
    if "file" in table:
        raise UnknownNameError("kind of network file", architecture, FILES.names())
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
            say("engine", "'labels' is a list of texts or a file's name."), hint=_HINT
        )
    if classes is None:
        return None
    if isinstance(classes, bool) or not isinstance(classes, int) or classes < 1:
        raise ModelError(say("engine", "'classes' is a whole number above 0."), hint=_HINT)
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
        raise ModelError(say("engine", "'input' is a table: [input]."), hint=_HINT)
    for key in table:
        if key not in _RECIPE:
            raise UnknownNameError("key of [input]", key, _RECIPE)
    changes = {key: _value(key, value) for key, value in table.items()}
    if not basis.size:
        basis = _untold(changes, basis)
    recipe = dataclasses.replace(basis, **changes)
    for key, is_good, rule in _rules(recipe, basis):
        if not is_good:
            raise ModelError(f"'{key}' of [input] is {rule}.", hint=_HINT)
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
            hint=_HINT,
        )
    if "channels" not in changes and len(size) == 3:
        channels = 1
    if channels not in {1, 3}:
        raise ModelError(say("engine", "'channels' of [input] is 1 or 3."), hint=_HINT)
    return dataclasses.replace(basis, size=size, channels=channels)


def _value(key: str, value: object) -> Any:  # noqa: ANN401 - checked against the rules later
    """Return one value of [input]: a finite number, a list of them, or words."""
    if key in _WORDS:
        return value
    is_list = key not in _SINGLE
    numbers = value if isinstance(value, list) else [value]
    if is_list != isinstance(value, list) or not all(map(_is_number, numbers)):
        raise ModelError(
            f"'{key}' of [input] is {'a list of numbers' if is_list else 'one number'}.",
            hint=_HINT,
        )
    return tuple(numbers) if is_list else value


def _is_number(value: object) -> bool:
    """Whether a value of TOML, which knows true, inf and nan, is a finite number."""
    return not isinstance(value, bool) and isinstance(value, (int, float)) and isfinite(value)


def _rules(recipe: InputRecipe, basis: InputRecipe) -> Iterator[tuple[str, bool, str]]:
    """Give each key of [input], whether its value is allowed, and what is."""
    axes, channels = len(basis.size), basis.channels
    size, spacing, window = recipe.size, recipe.spacing_mm, list(recipe.window or (0, 1))
    is_whole = all(type(count) is int and count > 0 for count in size)
    yield "size", len(size) == axes and is_whole, f"a list of {axes} whole numbers above 0"
    yield "channels", recipe.channels == channels, f"{channels} for this architecture"
    each = f"one number, or {channels}, in a list"
    yield "mean", len(recipe.mean) in {1, channels}, each
    yield "std", len(recipe.std) in {1, channels} and min(recipe.std) > 0, f"{each}, above 0"
    is_range = len(window) == 2 and window[0] < window[1]
    yield "window", is_range, "a list of a lower and a higher value"
    is_spaced = spacing is None or (axes == len(spacing) == 3 and min(spacing) > 0)
    yield "spacing_mm", is_spaced, "a list of three numbers above 0, and for volumes only"
    yield "fit", recipe.fit in _FITS, "squash, crop or scan"
    yield "resized", isinstance(recipe.resized, str), "a sentence"
    yield "crop_scale", recipe.crop_scale >= 1, "1 or more"
    yield "overlap", 0 <= recipe.overlap <= 0.9, "from 0 to 0.9"


def _output(table: dict[str, Any], basis: ModelSpec) -> str:
    """Return the kind of output; the architecture's own where the card names none."""
    output = table.get("output", basis.output)
    if output not in ("softmax", "sigmoid"):
        raise ModelError(say("engine", "'output' is softmax or sigmoid."), hint=_HINT)
    return str(output)
