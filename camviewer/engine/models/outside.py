"""Networks that other programs wrote into files: what they tell of themselves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn

from camviewer.core.errors import FormatError, ModelError
from camviewer.core.registry import Registry
from camviewer.core.words import say
from camviewer.engine.models.labels import numbered_labels
from camviewer.engine.models.spec import InputRecipe, ModelSpec
from camviewer.engine.models.told import Told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from torch import nn


@dataclass(frozen=True)
class NetworkFile:
    """A kind of file that holds a network.

    Attributes
    ----------
    name, label
        The card's word for ``architecture``, and the words shown.
    suffixes
        Ends of file names that mean this kind and no other; empty where a card has to say so.
    tell
        ``tell(path)``: what the file says of itself.
    build
        ``build(path)``: the network with its weights, on the CPU.
    weights
        ``weights(path)``: the file whose hash names the weights.
    """

    name: str
    label: str
    suffixes: tuple[str, ...]
    tell: Callable[[Path], Told]
    build: Callable[[Path], nn.Module]
    weights: Callable[[Path], Path]


FILES: Registry[NetworkFile] = Registry("kind of network file")


def _card() -> str:
    return say(
        "engine",
        "Write a model card: resources/docs/models.md shows one for each kind of file.",
    )


def file_model(kind: NetworkFile, path: Path) -> ModelSpec:
    """Describe the network of a file; its size is empty where the file does not tell one.

    Raises
    ------
    FormatError
        When the file is missing or damaged.
    ModelError
        When it holds no network that can be used.
    """
    if not path.exists():
        raise FormatError(
            say("engine", "There is no file {file}.", file=path.name),
            hint=say("engine", "Check the path."),
        )
    told, words = _tell(kind.name, path, _stamp(path)), say("models", kind.label)
    return ModelSpec(
        name=str(path),
        label=f"{path.name} ({words})",
        build=lambda: kind.build(path).eval(),
        recipe=told.recipe or InputRecipe((), mean=(0.0,), std=(1.0,)),
        labels=lambda: _labels(told, path),
        weights=lambda: kind.weights(path),
        summary=f"{words}. {told.note}".strip(),
        units=told.units,
    )


def file_alone(path: Path) -> ModelSpec | None:
    """Describe the network of a file that needs no card; None for what is no such file.

    Raises
    ------
    ModelError
        When the file does not say enough of its network.
    """
    kind = _kind(path)
    if kind is None:
        return None
    spec = file_model(kind, path)
    if not spec.recipe.size:
        raise ModelError(
            say("engine", "{file} does not say how large its input is.", file=path.name),
            hint=_card(),
        )
    spec.labels()
    return spec


def _stamp(path: Path) -> tuple[int, ...]:
    """Return the times that tell that a file, or a folder's configuration, is a new one."""
    files = sorted(path.glob("configs/*")) if path.is_dir() else [path]
    return tuple(each.stat().st_mtime_ns for each in files)


@lru_cache(maxsize=16)
def _tell(kind: str, path: Path, stamp: tuple[int, ...]) -> Told:
    """Ask a file once, as long as it is not written anew."""
    del stamp
    return FILES.get(kind).tell(path)


def _kind(path: Path) -> NetworkFile | None:
    """Return the kind of a file by its name; a folder is a bundle."""
    if path.is_dir():
        return FILES.get("monai-bundle") if (path / "configs").is_dir() else None
    suffix = path.suffix.lower()
    for kind in map(FILES.get, FILES.names()):
        if suffix in kind.suffixes:
            return kind
    if path.is_file():
        raise ModelError(
            say("engine", "{file} alone does not say what network it holds.", file=path.name),
            hint=_card(),
        )
    return None


def _labels(told: Told, path: Path) -> tuple[str, ...]:
    """Return the names of the units, else their numbers."""
    if told.labels:
        return told.labels
    return numbered_labels(told.units) if told.units else _no_labels(path)


def _no_labels(path: Path) -> NoReturn:
    raise ModelError(
        say("engine", "{file} does not say how many units its output has.", file=path.name),
        hint=_card(),
    )


def _tell_script(_path: Path) -> Told:
    return Told()


def _build_script(path: Path) -> nn.Module:
    from camviewer.engine.models.checkpoint import read_script
    from camviewer.engine.models.closed import ClosedBox

    return ClosedBox(read_script(path), path.name)


def _tell_archive(path: Path) -> Told:
    from camviewer.engine.models.archive import tell_archive

    return tell_archive(path)


def _build_archive(path: Path) -> nn.Module:
    from camviewer.engine.models.archive import build_archive

    return build_archive(path)


def _tell_onnx(path: Path) -> Told:
    from camviewer.engine.models.onnx_net import tell_onnx

    return tell_onnx(path)


def _build_onnx(path: Path) -> nn.Module:
    from camviewer.engine.models.onnx_net import build_onnx

    return build_onnx(path)


def _tell_bundle(path: Path) -> Told:
    from camviewer.engine.models.bundle import tell_bundle

    return tell_bundle(path)


def _build_bundle(path: Path) -> nn.Module:
    from camviewer.engine.models.bundle import build_bundle

    return build_bundle(path)


def _bundle_weights(path: Path) -> Path:
    from camviewer.engine.models.bundle import weights_path

    return weights_path(path)


def _itself(path: Path) -> Path:
    return path


FILES.add(NetworkFile("torchscript", "TorchScript", (), _tell_script, _build_script, _itself))
FILES.add(NetworkFile("onnx", "ONNX", (".onnx",), _tell_onnx, _build_onnx, _itself))
FILES.add(
    NetworkFile("export", "torch.export", (".pt2",), _tell_archive, _build_archive, _itself)
)
FILES.add(
    NetworkFile(
        "monai-bundle", "MONAI bundle", (".zip",), _tell_bundle, _build_bundle, _bundle_weights
    )
)
