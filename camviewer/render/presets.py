"""Named grey windows for CT: the shipped ones, the user's own, and what makes a good one.

Both files hold a list of entries ``{"key", "name", "label", "width", "level"}``, in HU.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from camviewer.core.errors import InputError, UnknownNameError
from camviewer.core.json_file import read_json, write_json
from camviewer.core.settings import resource
from camviewer.core.words import say
from camviewer.render.colour import Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

WIDTHS = (10.0, 4000.0)
LEVELS = (-10_000.0, 10_000.0)
KEYS = tuple("123456789")
LONGEST_LABEL = 40
_MOST = 100
_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")


class PresetError(InputError):
    """A preset that cannot be used; the sentence names it."""


@dataclass(frozen=True)
class Preset:
    """A named grey window for CT.

    Attributes
    ----------
    key
        The digit that sets it, ``"1"`` to ``"9"``; empty when none does.
    name, label
        For the command line (lower case with hyphens), and the words for it.
    window : Window
        In HU.
    """

    key: str
    name: str
    label: str
    window: Window


@lru_cache(maxsize=1)
def shipped_presets() -> tuple[Preset, ...]:
    """Return the presets that come with the program.

    Raises
    ------
    PresetError
        When the shipped file is faulty.
    """
    found = read_presets(resource("presets.json"))
    check_presets(found)
    return found


def preset(name: str, presets: Sequence[Preset] = ()) -> Preset:
    """Return the preset of that name, among the shipped ones when none are given.

    Raises
    ------
    UnknownNameError
        When there is none.
    """
    known = {entry.name: entry for entry in presets or shipped_presets()}
    if name not in known:
        raise UnknownNameError(say("kinds", "window"), name, known)
    return known[name]


def name_of(label: str) -> str:
    """Make a preset's name from its words: lower case with hyphens."""
    words = re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")
    return words[:LONGEST_LABEL].strip("-") if words[:1].isalpha() else f"own-{words}"[:30]


def read_presets(path: Path) -> tuple[Preset, ...]:
    """Read the presets of a file and check each for itself.

    Raises
    ------
    FileNotFoundError
        When there is no such file.
    FormatError
        When it is no JSON.
    PresetError
        When an entry is faulty.
    """
    stored = read_json(path)
    if not isinstance(stored, list):
        raise PresetError(say("render", "{file} holds no list of presets.", file=path.name))
    if len(stored) > _MOST:
        words = say("render", "{file} holds more than {most} presets.")
        raise PresetError(words.format(file=path.name, most=_MOST))
    found = []
    for number, entry in enumerate(stored, 1):
        try:
            found.append(_preset_of(entry))
        except PresetError as error:
            words = say("render", "{file}, entry {number}: {fault}")
            raise PresetError(
                words.format(file=path.name, number=number, fault=error)
            ) from error
    return tuple(found)


def write_presets(path: Path, presets: Iterable[Preset]) -> None:
    """Write presets in the form that :func:`read_presets` reads.

    Raises
    ------
    OSError
        When the place cannot be written.
    """
    entries = [
        {
            "key": each.key,
            "name": each.name,
            "label": each.label,
            "width": each.window.width,
            "level": each.window.level,
        }
        for each in presets
    ]
    write_json(path, entries)


def _preset_of(entry: object) -> Preset:
    """Make one preset from what a file holds."""
    if not isinstance(entry, dict):
        raise PresetError(say("render", "it is no preset."))
    name, key = entry.get("name"), entry.get("key", "")
    label = entry.get("label", name)
    if not isinstance(name, str) or not isinstance(label, str):
        raise PresetError(say("render", "it has no name."))
    if not isinstance(key, str):
        raise PresetError(
            say("render", 'the key of {label} is no text, such as "1".', label=label)
        )
    numbers = [entry.get(what) for what in ("width", "level")]
    faults = (
        say("render", "the width of {label} is no number.", label=label),
        say("render", "the level of {label} is no number.", label=label),
    )
    for fault, number in zip(faults, numbers, strict=True):
        if isinstance(number, bool) or not isinstance(number, (int, float)):
            raise PresetError(fault)
    found = Preset(key, name, label, Window(*map(_float, numbers)))
    check_preset(found)
    return found


def _float(number: object) -> float:
    """Make a float of a number; a whole one may be larger than any float."""
    try:
        return float(number)  # type: ignore[arg-type]
    except OverflowError:
        return float("inf")


def check_preset(entry: Preset) -> None:
    """Make sure that one preset can be used.

    Raises
    ------
    PresetError
        When it has no name, an odd key, or values that no CT window has.
    """
    label = entry.label
    if not label.strip() or len(label) > LONGEST_LABEL or not label.isprintable():
        words = say("render", "a preset's name has 1 to {most} characters.")
        raise PresetError(words.format(most=LONGEST_LABEL))
    if not _NAME.fullmatch(entry.name):
        words = say("render", "the name {name} is not lower case letters and hyphens.")
        raise PresetError(words.format(name=repr(entry.name)))
    if entry.key and entry.key not in KEYS:
        words = say("render", "the key of {label} is {key}, none of 1 to 9.")
        raise PresetError(words.format(label=label, key=repr(entry.key)))
    width, level = entry.window.width, entry.window.level
    if not WIDTHS[0] <= width <= WIDTHS[1]:
        words = say(
            "render", "the width of {label} is {value}: it has to be {low} to {high} HU."
        )
        raise PresetError(words.format(**_facts(label, width, WIDTHS)))
    if not LEVELS[0] <= level <= LEVELS[1]:
        words = say(
            "render", "the level of {label} is {value}: it has to be {low} to {high} HU."
        )
        raise PresetError(words.format(**_facts(label, level, LEVELS)))


def _facts(label: str, value: float, ends: tuple[float, float]) -> dict[str, str]:
    """Write a value that is out of reach, and the reach."""
    shown = say("render", "no number") if math.isnan(value) else f"{value:g}"
    return {"label": label, "value": shown, "low": f"{ends[0]:g}", "high": f"{ends[1]:g}"}


def check_presets(presets: Iterable[Preset]) -> None:
    """Make sure that no two presets have the same name, words or key.

    Raises
    ------
    PresetError
        When two have; the sentence names both.
    """
    seen: dict[tuple[str, str], Preset] = {}
    for entry in presets:
        facts = (("name", entry.name), ("label", entry.label.casefold()), ("key", entry.key))
        for what, value in facts:
            other = seen.setdefault((what, value), entry)
            if other is entry or not value:
                continue
            if what == "key":
                words = say("render", "The key {key} of {label} is already that of {other}.")
                raise PresetError(words.format(key=value, label=entry.label, other=other.label))
            raise PresetError(
                say("render", "There are two presets called {label}.", label=entry.label)
            )


def merged(shipped: Sequence[Preset], own: Sequence[Preset]) -> tuple[Preset, ...]:
    """Put the user's own presets among the shipped ones: the same name replaces, others follow.

    Raises
    ------
    PresetError
        When two would have the same name, words or key.
    """
    check_presets(own)
    by_name = {entry.name: entry for entry in own}
    first = tuple(by_name.pop(entry.name, entry) for entry in shipped)
    found = (*first, *by_name.values())
    check_presets(found)
    return found


def own_among(shipped: Sequence[Preset], presets: Sequence[Preset]) -> tuple[Preset, ...]:
    """Return those that differ from the shipped ones: what the user's file has to hold."""
    return tuple(entry for entry in presets if entry not in shipped)


def relabelled(entry: Preset, label: str) -> Preset:
    """Copy with other words; an own preset's name follows them."""
    return replace(entry, label=label.strip(), name=name_of(label))
