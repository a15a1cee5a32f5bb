"""The results of all cases read once, one after another: their numbers, failures and maps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from camviewer.session.cohort.outcome import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from camviewer.session.cohort.ledger import Ledger
    from camviewer.session.cohort.mean_maps import MeanMaps
    from camviewer.session.cohort.outcome import Failure
    from camviewer.session.cohort.run import Entry

CASE_DIGITS = 12
NAME_COLUMNS = ("id", "image", "mask")


@dataclass(frozen=True)
class Told:
    """One finished case, without its maps and numbers.

    Attributes
    ----------
    entry : Entry
        Line and key.
    group : str
        Its class: the list's, else what was explained.
    record : mapping
        As the ledger holds it, without maps.
    """

    entry: Entry
    group: str
    record: Mapping[str, Any]


@dataclass
class Gathered:
    """All numbers of a cohort.

    Attributes
    ----------
    told : list of Told
        The finished cases in order.
    failures : list
        The others, and why.
    values : dict
        Map to metric to one value per finished case; NaN where it is not defined.
    units : dict
        Metric to unit.
    controls : dict
        Names of the maps that know nothing of the target, as keys.
    agreement : dict
        Two maps and a metric to their values.
    """

    told: list[Told] = field(default_factory=list)
    failures: list[tuple[Entry, Failure]] = field(default_factory=list)
    values: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    controls: dict[str, None] = field(default_factory=dict)
    agreement: dict[tuple[str, str, str], list[float]] = field(default_factory=dict)

    @property
    def groups(self) -> tuple[str, ...]:
        """Classes, in alphabetical order."""
        return tuple(sorted({each.group for each in self.told}))

    @property
    def metrics(self) -> tuple[str, ...]:
        """Metrics, in order."""
        return tuple(dict.fromkeys(name for each in self.values.values() for name in each))

    def take(self, told: Told) -> None:
        """Add the numbers of a case."""
        count, record = len(self.told), told.record
        self.told.append(told)
        self.units.update(record["units"])
        self.controls.update(dict.fromkeys(record["controls"]))
        for name, numbers in record["values"].items():
            for metric, value in numbers.items():
                column = self.values.setdefault(name, {}).setdefault(metric, [])
                # Cases before it that lack this number count as not defined.
                column += [float("nan")] * (count - len(column))
                column.append(number_of(value))
        for one, other, metric, value in record["agreement"]:
            self.agreement.setdefault((one, other, metric), []).append(number_of(value))

    def column(self, name: str, metric: str) -> list[float]:
        """One value per finished case; NaN where it is not defined."""
        found = self.values.get(name, {}).get(metric, [])
        return found + [float("nan")] * (len(self.told) - len(found))


def gather(
    entries: Sequence[Entry], ledger: Ledger, gathered: Gathered, means: MeanMaps
) -> Iterator[Told]:
    """Read every case once, add it up, and hand it on to be written.

    Only one case's maps are in memory at a time.
    """
    for entry in sorted(entries, key=lambda each: each.case.line):
        record = ledger.result(entry.key)
        if record is None:
            failure = ledger.failure(entry.key)
            if failure is not None:
                gathered.failures.append((entry, failure))
            continue
        group = entry.case.group or record["target"]["label"]
        means.add(group, record["maps"])
        told = Told(entry, group, {name: record[name] for name in record if name != "maps"})
        gathered.take(told)
        yield told


def case_words(entry: Entry, folder: Path | None) -> dict[str, object]:
    """Name a case in a table: line and digest, and its files where they are wanted.

    Parameters
    ----------
    folder
        Where the list lies, from which files are named; None leaves all names out.
    """
    case = entry.case
    found: dict[str, object] = {"line": case.line, "case": entry.key[:CASE_DIGITS]}
    if folder is not None:
        mask = "" if case.mask is None else _told_path(case.mask, folder)
        image = "" if case.fault else _told_path(case.image, folder)
        found |= {"id": case.name, "image": image, "mask": mask}
    return found


def _told_path(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)
