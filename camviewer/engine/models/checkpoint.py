"""The one place where weights are read: safetensors, torch files, scripts and archives.

Torch files and archives are read only where they hold no code. A TorchScript is a program of
its own kind; it runs no Python, but is opened only where a model card calls it one.
"""

from __future__ import annotations

import io
import pickle
import warnings
import zipfile
from typing import TYPE_CHECKING

import torch

from camviewer.core.errors import FormatError, ModelError
from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from torch import Tensor, nn
    from torch.export import ExportedProgram

_WRAPPERS = ("state_dict", "model_state_dict", "model")
_NAMED = 3
_ARCHIVE_FAULTS = (
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
)
_TORCH_STARTS = (b"PK\x03\x04", b"\x80")  # a zip archive, or a bare pickle


def load_weights(model: nn.Module, path: Path) -> None:
    """Put the weights of a file into a network.

    Parameters
    ----------
    model
        Of the architecture the weights were made for.
    path
        ``.safetensors``, or a torch file of tensors only.

    Raises
    ------
    ModelError
        When the file wants to run code, or names and shapes do not fit.
    FormatError
        When it is missing or damaged.
    """
    weights = read_weights(path)
    wanted = model.state_dict()
    _check_fit(weights, wanted, path.name)
    model.load_state_dict({**wanted, **weights})


def read_weights(path: Path) -> dict[str, Tensor]:
    """Read a file of weights, name to tensor, on the CPU.

    Raises
    ------
    ModelError, FormatError
        As in :func:`load_weights`.
    """
    if not path.is_file():
        raise FormatError(
            say("engine", "There is no weights file {file}.", file=path.name),
            hint=say("engine", "Check the card's path."),
        )
    is_safe = path.suffix == ".safetensors"
    return _state_of(_read_safetensors(path) if is_safe else _read_torch(path), path.name)


def read_script(path: Path) -> nn.Module:
    """Read a TorchScript, in eval mode on the CPU.

    Raises
    ------
    FormatError
        When it is missing or none.
    """
    _check_there(path)
    try:
        with warnings.catch_warnings():
            # Newer torch calls the format old: it is read just the same.
            warnings.simplefilter("ignore", FutureWarning)
            warnings.simplefilter("ignore", DeprecationWarning)
            script: nn.Module = torch.jit.load(  # type: ignore[no-untyped-call]
                str(path), map_location="cpu"
            )
    except (RuntimeError, OSError, ValueError) as error:
        raise FormatError(
            say("engine", "{file} is no readable TorchScript.", file=path.name),
            hint=say("engine", "Save it by torch.jit.save again."),
        ) from error
    return script.eval()


def read_program(path: Path) -> ExportedProgram:
    """Read an archive of torch.export.

    Raises
    ------
    ModelError
        When the archive holds anything that could run code.
    FormatError
        When it is missing, damaged, or of another version of torch.
    """
    from camviewer.engine.models.archive_check import check_archive

    _check_there(path)
    try:
        check_archive(path, _check_tensors)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch's, of its own deprecated parts
            return torch.export.load(path)
    except _ARCHIVE_FAULTS as error:
        raise FormatError(
            say(
                "engine", "{file} is no archive this version of torch can read.", file=path.name
            ),
            hint=say("engine", "Save it by torch.export.save again."),
        ) from error


def _check_there(path: Path) -> None:
    if not path.is_file():
        raise FormatError(
            say("engine", "There is no file {file}.", file=path.name),
            hint=say("engine", "Check the card's path."),
        )


def _check_tensors(stored: bytes, name: str) -> None:
    """Refuse a pickle in an archive that is more than tensors."""
    try:
        torch.load(io.BytesIO(stored), map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise _runs_code(name) from error


def _runs_code(name: str) -> ModelError:
    return ModelError(
        say(
            "engine",
            "{name} holds more than tensors and could run code: it was not opened.",
            name=name,
        ),
        hint=say("engine", "Save its state_dict as safetensors."),
    )


def _read_safetensors(path: Path) -> dict[str, Tensor]:
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        return load_file(path)
    except (SafetensorError, OSError) as error:
        raise FormatError(
            say("engine", "{file} is no readable safetensors file.", file=path.name),
            hint=say("engine", "Copy or save it again."),
        ) from error


def _read_torch(path: Path) -> object:
    try:
        with path.open("rb") as file:
            _check_start(file.read(4))
        with warnings.catch_warnings():
            # Newer pickle protocols are read or refused just the same.
            warnings.filterwarnings("ignore", "Detected pickle protocol", UserWarning)
            return torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise _runs_code(path.name) from error
    except (RuntimeError, OSError, EOFError, ValueError, LookupError) as error:
        raise FormatError(
            say("engine", "{file} is no readable torch file.", file=path.name),
            hint=say("engine", "Copy or save it again."),
        ) from error


def _check_start(head: bytes) -> None:
    """Raise ValueError for what cannot be a torch file: the unpickler would misread it."""
    if not head.startswith(_TORCH_STARTS):
        message = "neither a zip archive nor a pickle"
        raise ValueError(message)


def _state_of(stored: object, name: str) -> dict[str, Tensor]:
    """Unwrap a checkpoint and the ``module.`` that DataParallel puts before each name."""
    if isinstance(stored, dict):
        for key in _WRAPPERS:
            if isinstance(stored.get(key), dict):
                stored = stored[key]
                break
    if not isinstance(stored, dict) or not any(_tensors(stored)):
        raise FormatError(
            say("engine", "{name} holds no weights by name.", name=name),
            hint=say("engine", "Save the state_dict."),
        )
    return {
        str(key).removeprefix("module."): value
        for key, value in stored.items()
        if isinstance(value, torch.Tensor)
    }


def _tensors(stored: Mapping[object, object]) -> Iterable[bool]:
    return (isinstance(value, torch.Tensor) for value in stored.values())


def _check_fit(weights: Mapping[str, Tensor], wanted: Mapping[str, Tensor], name: str) -> None:
    """Compare names and shapes before anything is written into the network.

    Raises
    ------
    ModelError
        When they differ; names the first few.
    """
    # Counters of batches are not in older files and change nothing.
    missing = [
        key for key in wanted if key not in weights and not key.endswith("num_batches_tracked")
    ]
    strange = [key for key in weights if key not in wanted]
    shapes = [
        say(
            "engine",
            "{key} {found} instead of {wanted}",
            key=key,
            found=tuple(weights[key].shape),
            wanted=tuple(wanted[key].shape),
        )
        for key in wanted
        if key in weights and weights[key].shape != wanted[key].shape
    ]
    faults = []
    if missing:
        faults.append(say("engine", "missing: {names}", names=_first_of(missing)))
    if strange:
        faults.append(say("engine", "not wanted: {names}", names=_first_of(strange)))
    if shapes:
        faults.append(say("engine", "shape: {names}", names=_first_of(shapes)))
    if faults:
        raise ModelError(
            say(
                "engine",
                "The weights in {name} do not fit the architecture ({faults}).",
                name=name,
                faults="; ".join(faults),
            ),
            hint=say(
                "engine",
                "Name the architecture and the number of labels they were trained with.",
            ),
        )


def _first_of(names: Sequence[str]) -> str:
    """Write the first few names."""
    return f"{', '.join(names[:_NAMED])}{' …' if len(names) > _NAMED else ''}"
