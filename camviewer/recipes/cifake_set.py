"""The pictures of CIFAKE, out of the published zip or the folder unpacked from it.

They lie in ``train`` and ``test``, each with ``REAL`` and ``FAKE``, below any folder.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import torch

from camviewer.core.errors import FormatError, InputError
from camviewer.core.progress import Progress
from camviewer.core.words import say
from camviewer.engine.models.cifake import CIFAKE_LABELS, CIFAKE_RECIPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from torch import Tensor

    from camviewer.core.progress import CancelToken, Report

_MEMBER = re.compile(r"(?:^|/)((train|test)/(REAL|FAKE)/[^/]+\.(?:jpe?g|png))$")
_FAKE, _REAL = CIFAKE_LABELS
_SIZE = CIFAKE_RECIPE.size
_TOLD = 2000


@dataclass(frozen=True, eq=False)
class Pictures:
    """One part of the set.

    Attributes
    ----------
    pixels : Tensor, (N, 3, 32, 32)
        uint8, in the order of their names.
    is_real : Tensor, (N,)
        Float32: 1 of a photograph, 0 of a generated picture.
    sha256 : str
        Of all names and files in that order: the same for the zip and its folder.
    """

    pixels: Tensor
    is_real: Tensor
    sha256: str

    def __len__(self) -> int:
        """Count the pictures."""
        return len(self.pixels)

    def some(self, chosen: Tensor) -> Pictures:
        """Take the pictures of some numbers, in that order; the digest stays the whole's."""
        return Pictures(self.pixels[chosen], self.is_real[chosen], self.sha256)


@dataclass(frozen=True, eq=False)
class _Source:
    """Where files come from: by their names from train or test on."""

    names: dict[str, str]
    read: Callable[[str], bytes]


def read_pictures(path: Path, part: str, report: Report, token: CancelToken) -> Pictures:
    """Read one part of the set into the memory: 3 KB a picture.

    Parameters
    ----------
    path
        The zip or the folder.
    part
        ``"train"`` or ``"test"``.
    report, token
        Hear of the progress, and stop between two pictures.

    Raises
    ------
    FormatError
        When the zip or a picture is damaged.
    InputError
        When there is no such file, or it does not hold the set.
    """
    with _opened(path) as source:
        names = sorted(name for name in source.names if name.startswith(f"{part}/"))
        for label in CIFAKE_LABELS:
            if not any(name.startswith(f"{part}/{label}/") for name in names):
                words = say("recipes", "{file} holds no pictures in {part}/{label}.")
                words = words.format(file=path.name, part=part, label=label)
                raise InputError(words, hint=_hint())
        pixels = np.empty((len(names), *_SIZE, 3), np.uint8)
        digest = hashlib.sha256()
        for index, name in enumerate(names):
            token.check()
            content = source.read(source.names[name])
            digest.update(f"{name}\n{len(content)}\n".encode() + content)
            pixels[index] = _decoded(content, name)
            if (index + 1) % _TOLD == 0 or index + 1 == len(names):
                report(Progress(index + 1, len(names), f"{part} pictures read"))
    is_real = torch.tensor([name.startswith(f"{part}/{_REAL}/") for name in names])
    # Left with the colours last in memory: convolutions of so few channels are faster so.
    values = torch.from_numpy(pixels).permute(0, 3, 1, 2)
    return Pictures(values, is_real.float(), digest.hexdigest())


@contextmanager
def _opened(path: Path) -> Iterator[_Source]:
    """Open a zip or a folder; what goes wrong in it is told in one sentence."""
    try:
        if path.is_dir():
            files = (each.relative_to(path).as_posix() for each in path.rglob("*"))
            yield _Source(_members(files), lambda name: (path / name).read_bytes())
            return
        with zipfile.ZipFile(path) as archive:
            yield _Source(_members(iter(archive.namelist())), archive.read)
    except FileNotFoundError:
        raise InputError(
            say("recipes", "There is no {file}.", file=path.name),
            hint=say("recipes", "Check the spelling."),
        ) from None
    # RuntimeError: the zip is locked by a password; NotImplementedError: packed another way.
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
        words = say(
            "recipes",
            "{file} cannot be read: it is no zip, or it is damaged.",
            file=path.name,
        )
        raise FormatError(words, hint=_hint()) from error


def _hint() -> str:
    return say("recipes", "Name the published zip, or the folder unpacked from it.")


def _members(names: Iterator[str]) -> dict[str, str]:
    """Find the pictures among names: from their own place in the set to the whole name."""
    found = ((_MEMBER.search(name), name) for name in names)
    return {match[1]: name for match, name in found if match is not None}


def _decoded(content: bytes, name: str) -> np.ndarray:
    """Decode one picture, (32, 32, 3) uint8; the name is its place in the public set."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as opened:
            if opened.size != _SIZE[::-1]:
                wide, high = opened.size
                words = say("recipes", "{name} has {wide} × {high} pixels, not 32 × 32.")
                words = words.format(name=name, wide=wide, high=high)
                raise InputError(words, hint=_hint())
            return np.asarray(opened.convert("RGB"))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        words = say("recipes", "The picture {name} is damaged.", name=name)
        raise FormatError(words, hint=_hint()) from error
