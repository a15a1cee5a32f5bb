"""What an archive of torch.export may hold: operations and tensors, nothing that runs code.

torch reads pickles, native libraries, names of functions and formulas out of an archive and
trusts them all. Each is looked at here before torch sees the file.
"""

from __future__ import annotations

import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

from camviewer.core.errors import ModelError
from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_NATIVE = re.compile(r"aotinductor|custom_obj|opaque_obj|\.(so|dll|dylib|pyd|py)$")
_TARGETS = re.compile(r"torch\.ops(\.\w+)+|_operator\.\w+|math\.\w+|torch\.sym_\w+|\w*")
_FORMULA = re.compile(r"[\w\s+\-*/%(),.<>=!&|~]*")
_NAMES = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
_ATTRIBUTE = re.compile(r"\.\s*[A-Za-z_]")
_SYMBOL = re.compile(r"[a-z]{1,5}\d+")
_WRITTEN = re.compile(r"Symbol\('([a-z]{1,5}\d+)'(, [a-z]+=(True|False))*\)")
_FUNCTIONS = frozenset(
    re.findall(
        r"\w+",
        "Abs Add And CeilToInt CleanDiv Eq FloatPow FloatTrueDiv FloorDiv FloorToInt "
        "Ge Gt Identity IntTrueDiv Integer Le LShift Lt Max Min Mod ModularIndexing Mul Ne Not "
        "Or Pow PowByNatural PythonMod Rational RoundDecimal RoundToInt RShift ToFloat "
        "True False TruncToFloat TruncToInt Where ceiling floor oo int_oo",
    )
)


def check_archive(path: Path, check_tensors: Callable[[bytes, str], None]) -> None:
    """Look through an archive before it is read.

    Parameters
    ----------
    check_tensors
        ``check_tensors(bytes, name)``: raises ModelError for a pickle of more than tensors.

    Raises
    ------
    ModelError
        When it holds anything that could run code.
    zipfile.BadZipFile, ValueError
        When it cannot be read.
    """
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if len(set(names)) < len(names) or any(map(_NATIVE.search, names)):
            raise _refused(path.name)
        for name in names:
            if name.endswith(".pt"):
                check_tensors(archive.read(name), path.name)
            elif name.endswith(".json"):
                table = json.loads(archive.read(name))
                _check_words(table, path.name)
                for stored in _pickled(table):
                    folder = name.rpartition("/")[0]
                    check_tensors(archive.read(f"{folder}/{stored}"), path.name)


def _pickled(table: object) -> Iterator[str]:
    """Names of the tensors that a table says are pickles."""
    for entry in _tables(table):
        if entry.get("use_pickle"):
            yield str(entry.get("path_name"))


def _check_words(table: object, title: str) -> None:
    """Refuse operations that are none of torch's, and formulas that are more than that."""
    for entry in _tables(table):
        target = entry.get("target", "")
        if isinstance(target, str) and not _TARGETS.fullmatch(target):
            raise _refused(title)
        formula = entry.get("expr_str", "")
        if not isinstance(formula, str) or not _is_formula(formula):
            raise _refused(title)


def _is_formula(text: str) -> bool:
    """Whether a text is numbers, names of sizes and known functions of them."""
    text = _WRITTEN.sub(r"\1", text)
    names = _NAMES.findall(text)
    are_known = all(name in _FUNCTIONS or _SYMBOL.fullmatch(name) for name in names)
    return bool(_FORMULA.fullmatch(text)) and not _ATTRIBUTE.search(text) and are_known


def _tables(value: object) -> Iterator[dict[str, Any]]:
    """All tables in a table, without recursion."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            yield each
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)


def _refused(title: str) -> ModelError:
    return ModelError(
        say(
            "engine",
            "{title} holds more than operations and tensors, so it was not opened.",
            title=title,
        ),
        hint=say(
            "engine", "Save it by torch.export.save, without custom objects or compiled parts."
        ),
    )
