"""MONAI bundles: the network's definition and its weights are read, nothing else.

A bundle's configuration may hold Python. None of it is run: only a class of ``monai.networks``
with plain arguments is built. Transforms, inferers and post-processing are not read, so the
input has to be described by the model card or by the bundle's ``metadata.json``.
"""

from __future__ import annotations

import json
import re
import tempfile
import zipfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from camviewer.core.errors import FormatError, ModelError
from camviewer.core.words import say
from camviewer.engine.models.told import Told, plain_recipe

if TYPE_CHECKING:
    from torch import nn

    from camviewer.engine.models.spec import InputRecipe

_CONFIGS = ("configs/inference.json", "configs/inference.yaml", "configs/inference.yml")
_WEIGHTS = ("models/model.pt", "models/model.safetensors")
_KEYS = ("network_def", "network")
_NETS = "monai.networks.nets"
_TARGET = re.compile(r"(monai\.networks(\.\w+)*\.)?[A-Za-z]\w*")
_DEEPEST = 20


def tell_bundle(path: Path) -> Told:
    """Read what a bundle's ``metadata.json`` says of its input and its output's names.

    Raises
    ------
    FormatError, ModelError
        When the folder or zip holds no bundle whose network can be read.
    """
    definition(path)
    text = _read(path, ("configs/metadata.json",))
    formats = _mapping(_parsed(text, path)).get("network_data_format") if text else None
    image = _first(_mapping(formats).get("inputs"))
    labels = _names(_first(_mapping(formats).get("outputs")))
    recipe = _recipe(image)
    is_volume = recipe is not None and len(recipe.size) == 3
    return Told(recipe, len(labels) or None, labels, _note(is_volume=is_volume))


def _note(*, is_volume: bool) -> str:
    """Say what must be known of a bundle."""
    note = say("engine", "Its transforms are not run.")
    if not is_volume:
        return note
    turned = say(
        "engine",
        "Volumes are given as (superior, anterior, right); most bundles were trained on "
        "(right, anterior, superior), so check that scores are right before you trust a map.",
    )
    return f"{note} {turned}"


def build_bundle(path: Path) -> nn.Module:
    """Build a bundle's network and load its weights.

    Raises
    ------
    ModelError
        When monai is not installed, its class does not take the arguments, or the weights do
        not fit.
    FormatError
        When a file is missing or damaged.
    """
    from camviewer.engine.models.checkpoint import load_weights

    model: nn.Module = _built(definition(path), path.name)
    name = _weights_name(path)
    if path.is_dir():
        load_weights(model, path / name)
        return model
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as packed:
        place = Path(folder) / Path(name).name
        place.write_bytes(packed.read(name))
        load_weights(model, place)
    return model


def weights_path(path: Path) -> Path:
    """Return the file whose hash names the weights: the zip, or the one in the folder."""
    return path / _weights_name(path) if path.is_dir() else path


def definition(path: Path) -> dict[str, Any]:
    """Read the network's definition with its references resolved.

    Raises
    ------
    FormatError
        When there is no readable configuration.
    ModelError
        When it is more than a class of monai.networks with plain arguments.
    """
    text = _read(path, _CONFIGS)
    if text is None:
        raise FormatError(
            say("engine", "{file} is no MONAI bundle.", file=path.name),
            hint=say("engine", "It needs configs/inference.json."),
        )
    config = _mapping(_parsed(text, path))
    for key in _KEYS:
        if isinstance(config.get(key), dict):
            found: dict[str, Any] = _resolved(config[key], config, key, 0)
            if "_target_" in found:
                return found
    raise ModelError(
        say("engine", "The bundle {file} defines no network.", file=path.name),
        hint=say(
            "engine", "Its configuration needs a network_def with a _target_ of monai.networks."
        ),
    )


def _resolved(value: object, config: dict[str, Any], key: str, depth: int) -> Any:  # noqa: ANN401
    """Put plain values in the place of references; refuse whatever is Python."""
    if depth > _DEEPEST:
        raise _not_plain(say("engine", "'{key}' of the bundle refers to itself.", key=key))
    if isinstance(value, dict):
        if "_requires_" in value or value.get("_mode_", "default") != "default":
            raise _not_plain(
                say("engine", "'{key}' of the bundle asks for more than to be built.", key=key)
            )
        return {
            str(name): _resolved(each, config, f"{key}.{name}", depth + 1)
            for name, each in value.items()
            if name not in {"_desc_", "_mode_"}
        }
    if isinstance(value, list):
        return [_resolved(each, config, key, depth + 1) for each in value]
    if isinstance(value, str) and value[:1] in {"$", "%"}:
        raise _not_plain(
            say(
                "engine", "'{key}' of the bundle is an expression, which is never run.", key=key
            )
        )
    if isinstance(value, str) and value.startswith("@"):
        return _resolved(_looked_up(value[1:], config, key), config, key, depth + 1)
    return value


def _looked_up(name: str, config: dict[str, Any], key: str) -> object:
    """Find what a reference ``a::b`` (once written ``a#b``) means."""
    found: Any = config
    for part in re.split(r"::|#", name):
        if isinstance(found, dict) and part in found:
            found = found[part]
        elif isinstance(found, list) and part.isdecimal() and int(part) < len(found):
            found = found[int(part)]
        else:
            raise _not_plain(
                say(
                    "engine",
                    "'{key}' of the bundle refers to '{name}', which is not there.",
                    key=key,
                    name=name,
                )
            )
    return found


def _not_plain(sentence: str) -> ModelError:
    return ModelError(
        sentence,
        hint=say(
            "engine", "Write the network's arguments as plain values in its configuration."
        ),
    )


def _built(value: object, title: str) -> Any:  # noqa: ANN401 - a network, or one of its arguments
    """Build a definition, and those among its arguments."""
    if isinstance(value, list):
        return [_built(each, title) for each in value]
    if not isinstance(value, dict):
        return value
    arguments = {name: _built(each, title) for name, each in value.items()}
    target = arguments.pop("_target_", None)
    if target is None:
        return arguments
    if arguments.pop("_disabled_", False):
        raise _not_plain(
            say("engine", "'{key}' of the bundle leaves a part out.", key="_disabled_")
        )
    kind = _class(target)
    try:
        return kind(**arguments)
    except (TypeError, ValueError, RuntimeError, AttributeError, KeyError) as error:
        raise ModelError(
            say(
                "engine",
                "{kind} of the bundle {title} cannot be built: {error}.",
                kind=kind.__name__,
                title=title,
                error=error,
            ),
            hint=say("engine", "Its arguments have to fit the installed version of monai."),
        ) from error


def _class(target: object) -> type:
    """Return a module's class of monai.networks, and nothing else."""
    import torch

    if isinstance(target, str) and _TARGET.fullmatch(target):
        place, _, name = target.rpartition(".")
        found = getattr(_imported(place or _NETS), name, None)
        if not isinstance(found, type) or not issubclass(found, torch.nn.Module):
            raise _strange(target)
        if found.__module__.startswith("monai.networks."):
            return found
    raise _strange(target)


def _strange(target: object) -> ModelError:
    return ModelError(
        say(
            "engine", "The bundle's class '{target}' is none of monai.networks.", target=target
        ),
        hint=say(
            "engine",
            "Only networks of MONAI itself are built; others may run code of their own.",
        ),
    )


def _imported(name: str) -> object:
    """Import a module of monai.networks; None when there is none."""
    try:
        import_module("monai.networks")
    except ImportError as error:
        raise ModelError(
            say("engine", "The library monai is not installed."),
            hint=say("engine", "pip install 'camviewer[monai]'"),
        ) from error
    try:
        return import_module(name)
    except ImportError:
        return None


def _read(path: Path, names: tuple[str, ...]) -> bytes | None:
    """Read the first of some files of a bundle; None when it has none of them."""
    found = _find(path, names)
    if found is None:
        return None
    try:
        if path.is_dir():
            return (path / found).read_bytes()
        with zipfile.ZipFile(path) as packed:
            return packed.read(found)
    except (OSError, zipfile.BadZipFile) as error:
        raise _damaged(path) from error


def _find(path: Path, names: tuple[str, ...]) -> str | None:
    """Name of the first of some files; a zip may hold the bundle in a folder of its own."""
    if path.is_dir():
        return next((name for name in names if (path / name).is_file()), None)
    try:
        with zipfile.ZipFile(path) as packed:
            held = sorted(packed.namelist(), key=len)
    except (OSError, zipfile.BadZipFile) as error:
        raise _damaged(path) from error
    ends = [each for name in names for each in held if f"/{each}".endswith(f"/{name}")]
    return ends[0] if ends else None


def _weights_name(path: Path) -> str:
    """Name of the weights' file."""
    found = _find(path, _WEIGHTS)
    if found is None:
        raise FormatError(
            say("engine", "The bundle {file} has no weights.", file=path.name),
            hint=say("engine", "They belong in models/model.pt."),
        )
    return found


def _parsed(text: bytes, path: Path) -> object:
    """Read JSON; YAML, which holds it, where the library is installed."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        try:
            import yaml
        except ImportError:
            raise ModelError(
                say("engine", "{file} is written in YAML, or damaged.", file=path.name),
                hint=say("engine", "pip install pyyaml"),
            ) from error
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> FormatError:
    return FormatError(
        say("engine", "The bundle {file} cannot be read.", file=path.name),
        hint=say("engine", "Download it again."),
    )


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _first(value: object) -> dict[str, Any]:
    """Return the first entry of a table of tables."""
    return _mapping(next(iter(_mapping(value).values()), None))


def _names(output: dict[str, Any]) -> tuple[str, ...]:
    """Labels in the order of their channels; none where one is missing."""
    named = _mapping(output.get("channel_def"))
    names = tuple(named.get(str(index)) for index in range(len(named)))
    return names if all(isinstance(name, str) and name for name in names) else ()  # type: ignore[return-value]


def _recipe(image: dict[str, Any]) -> InputRecipe | None:
    """Make the recipe of an input that is described by plain numbers."""
    from dataclasses import replace

    size = image.get("spatial_shape")
    if not isinstance(size, list) or len(size) not in {2, 3}:
        return None
    recipe = plain_recipe(image.get("num_channels"), size)
    limits = image.get("value_range")
    if recipe is None or not isinstance(limits, list) or len(limits) != 2:
        return recipe
    low, high = limits
    if not all(isinstance(each, (int, float)) for each in limits) or not low < high:
        return recipe
    # (v - mean) / std takes [0, 1] to [low, high].
    width = float(high) - float(low)
    return replace(recipe, mean=(-float(low) / width,), std=(1 / width,))
