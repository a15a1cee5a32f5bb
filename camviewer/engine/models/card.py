"""Model cards: a TOML file by which a user brings a network of their own."""

from __future__ import annotations

import dataclasses
import tomllib
from typing import TYPE_CHECKING, Any

from camviewer.core.errors import ModelError, UnknownNameError
from camviewer.engine.models.labels import numbered_labels, read_labels
from camviewer.engine.models.providers import PROVIDERS, named_model
from camviewer.engine.models.spec import MODELS, InputRecipe, ModelSpec

if TYPE_CHECKING:
    from pathlib import Path

    from torch import nn

_KEYS = frozenset(
    ("name", "label", "architecture", "weights", "labels", "classes", "input", "layer",
     "target", "output", "summary")
)  # fmt: skip
_RECIPE = {each.name: each for each in dataclasses.fields(InputRecipe)}
_HINT = "resources/docs/models.md shows a whole card."


def read_card(path: Path) -> ModelSpec:
    """Read a model card and describe its network; nothing is built yet.

    Raises
    ------
    ModelError
        When the file is missing or damaged, or a key is wrong: names the key.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(f"There is no model card {path.name}.", hint=_HINT) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ModelError(f"{path.name} is no readable TOML: {error}.", hint=_HINT) from error
    for key in table:
        if key not in _KEYS:
            raise UnknownNameError("key of a model card", key, _KEYS)
    architecture = _text(table, "architecture", path)
    basis = _basis(architecture)
    labels = _labels(table, path, basis)
    weights = path.parent / _text(table, "weights", path) if "weights" in table else None
    return dataclasses.replace(
        basis,
        name=str(path),
        label=str(table.get("label", table.get("name", path.stem))),
        build=lambda: _build(architecture, labels, weights),
        recipe=_recipe(table.get("input", {}), basis.recipe),
        labels=lambda: labels,
        output=_output(table),
        default_layer=table.get("layer"),
        layer_reason="Named by the model's card." if "layer" in table else "",
        default_target=table.get("target"),
        weights=None if weights is None else lambda: weights,
        summary=str(table.get("summary", f"{architecture}, described by {path.name}.")),
        card="",
    )


def _text(table: dict[str, Any], key: str, path: Path) -> str:
    """Return a text that the card must have."""
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise ModelError(f"{path.name} needs a text for '{key}'.", hint=_HINT)
    return value


def _basis(architecture: str) -> ModelSpec:
    """Return the network a card builds on; a card cannot build on a card."""
    if architecture.endswith(".toml"):
        raise ModelError("A card's architecture is no card.", hint=_HINT)
    return named_model(architecture)


def _labels(table: dict[str, Any], path: Path, basis: ModelSpec) -> tuple[str, ...]:
    """Return the labels: a list, a file beside the card, or a number of classes."""
    given = table.get("labels")
    if isinstance(given, str):
        return read_labels(path.parent / given)
    if isinstance(given, list) and given and all(isinstance(each, str) for each in given):
        return tuple(given)
    if given is not None:
        raise ModelError("'labels' is a list of texts or a file's name.", hint=_HINT)
    classes = table.get("classes")
    if isinstance(classes, int) and classes > 0:
        return numbered_labels(classes)
    return tuple(basis.labels())


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
        raise ModelError("'input' is a table: [input].", hint=_HINT)
    changes = {}
    for key, value in table.items():
        if key not in _RECIPE:
            raise UnknownNameError("key of [input]", key, _RECIPE)
        changes[key] = _value(key, value)
    recipe = dataclasses.replace(basis, **changes)
    if len(recipe.size) not in {2, 3} or recipe.fit not in {"squash", "crop", "scan"}:
        raise ModelError(
            "'size' has two or three numbers and 'fit' is squash, crop or scan.", hint=_HINT
        )
    return recipe


def _value(key: str, value: object) -> Any:  # noqa: ANN401 - checked against the field below
    """Check one value of [input]: numbers, lists of numbers, or the word of ``fit``."""
    if key == "fit" and isinstance(value, str):
        return value
    numbers = value if isinstance(value, list) else [value]
    if (
        key == "fit"
        or not numbers
        or any(isinstance(each, bool) or not isinstance(each, (int, float)) for each in numbers)
    ):
        raise ModelError(f"'{key}' of [input] is no number or list of numbers.", hint=_HINT)
    is_list = key not in {"channels", "crop_scale", "overlap"}
    if is_list != isinstance(value, list):
        raise ModelError(
            f"'{key}' of [input] is {'a list' if is_list else 'one number'}.", hint=_HINT
        )
    return tuple(numbers) if is_list else value


def _output(table: dict[str, Any]) -> str:
    """Return the kind of output."""
    output = table.get("output", "softmax")
    if output not in {"softmax", "sigmoid"}:
        raise ModelError("'output' is softmax or sigmoid.", hint=_HINT)
    return str(output)
