"""The files that a cohort leaves: tables, all numbers as JSON, mean maps and raw maps."""

from __future__ import annotations

import csv
import io
import json
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from math import isnan
from typing import TYPE_CHECKING, Any

from camviewer.core.settings import DISCLAIMER
from camviewer.session.cohort.gathering import (
    CASE_DIGITS,
    NAME_COLUMNS,
    Gathered,
    case_words,
    gather,
)
from camviewer.session.cohort.mean_maps import MeanMap, MeanMaps, stems, write_means
from camviewer.session.cohort.outcome import unpacked
from camviewer.session.cohort.summary import Summary, rankings, summaries
from camviewer.session.csv_table import csv_text
from camviewer.session.number_records import plain_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from camviewer.metrics.ranks import Ranking
    from camviewer.session.cohort.gathering import Told
    from camviewer.session.cohort.ledger import Ledger
    from camviewer.session.cohort.request import Wish
    from camviewer.session.cohort.run import Tally

_CASE = ("line", "case")
_RESULT = ("class", "target", "probability", "map", "metric", "value", "unit", "better",
           "control", "note")  # fmt: skip
_SUMMARY = ("class", "map", "metric", "unit", "better", "control", "mean", "low", "high",
            "median", "n", "undefined", "best")  # fmt: skip
_RANKS = ("metric", "map", "mean_rank", "n", "friedman_chi_square", "friedman_p")
_PAIRS = ("metric", "better_map", "other_map", "wilcoxon_p", "holm_p", "beyond_chance")
_FAILED = ("reason", "hint")


@dataclass(frozen=True)
class CohortReport:
    """What a cohort came to.

    Attributes
    ----------
    gathered : Gathered
        All numbers.
    summaries : list of Summary
        Means with their intervals.
    rankings : dict
        Metric to the order of the maps.
    means : list of MeanMap
        Where the maps of a class lie on average.
    files : list of Path
        What was written.
    """

    gathered: Gathered
    summaries: list[Summary]
    rankings: dict[str, Ranking]
    means: list[MeanMap]
    files: list[Path] = field(default_factory=list)


def write_report(
    ledger: Ledger,
    tally: Tally,
    wish: Wish,
    *,
    names_from: Path | None = None,
    has_maps: bool = False,
) -> CohortReport:
    """Write all tables and figures of the cases that are finished.

    Parameters
    ----------
    ledger, tally, wish
        Of the run; it need not have come to its end.
    names_from
        Folder of the list, where ids and names of files are wanted; None leaves them out.
    has_maps
        Whether every raw map is written too.

    Raises
    ------
    ResourceError
        When the folder cannot be written.
    """
    from camviewer.engine.models import resolve_model
    from camviewer.io import write_bytes

    folder, gathered = ledger.folder, Gathered()
    spec = resolve_model(wish.request.model)
    means = MeanMaps(spec.recipe.size)
    columns = (*_CASE, *(NAME_COLUMNS if names_from is not None else ()))
    with _table(folder / "results.csv", (*columns, *_RESULT)) as rows:
        for told in gather(tally.entries, ledger, gathered, means):
            rows.writerows(_result_rows(told, names_from))
            if has_maps:
                _write_maps(ledger, told)
    report = CohortReport(gathered, summaries(gathered), rankings(gathered), means.means())
    failed = [
        {**case_words(entry, names_from), "reason": each.sentence, "hint": each.hint}
        for entry, each in gathered.failures
    ]
    texts = {
        "summary.csv": csv_text(_SUMMARY, [_summary_row(each) for each in report.summaries]),
        "ranks.csv": csv_text(_RANKS, _rank_rows(report.rankings)),
        "pairs.csv": csv_text(_PAIRS, _pair_rows(report.rankings)),
        "failed.csv": csv_text((*columns, *_FAILED), failed),
        "results.json": _json(report, tally, wish, failed),
    }
    for name, text in texts.items():
        write_bytes(folder / name, text.encode())
    report.files.extend(folder / name for name in ("results.csv", *texts))
    report.files.extend(write_means(folder / "means", report.means, spec.label))
    return report


@contextmanager
def _table(path: Path, columns: Sequence[str]) -> Iterator[csv.DictWriter[str]]:
    """Write a table row by row; it takes its name when it is whole."""
    from camviewer.io.output import whole_file

    with whole_file(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
        writer.writeheader()
        yield writer
        text.flush()
        text.detach()


def _result_rows(told: Told, names_from: Path | None) -> Iterator[dict[str, object]]:
    """List every number of a case; one row without any where nothing was measured."""
    from camviewer.metrics import METRICS

    record = told.record
    case = {
        **case_words(told.entry, names_from),
        "class": told.group,
        "target": record["target"]["label"],
        "probability": record["target"]["probability"],
    }
    if not record["values"]:
        yield case
    for name, numbers in record["values"].items():
        for metric, value in numbers.items():
            yield {
                **case,
                "map": name,
                "metric": metric,
                "value": value,
                "unit": record["units"][metric],
                "better": str(METRICS.get(metric).better),
                "control": name in record["controls"],
                "note": record["undefined"].get(name, {}).get(metric, ""),
            }


def _summary_row(each: Summary) -> dict[str, object]:
    numbers = {"mean": each.mean, "low": each.low, "high": each.high, "median": each.median}
    return {
        "class": each.group,
        "map": each.name,
        "metric": each.metric,
        "unit": each.unit,
        "better": each.better,
        "control": each.is_control,
        **{name: "" if isnan(value) else value for name, value in numbers.items()},
        "n": each.count,
        "undefined": each.undefined,
        "best": "*" if each.is_best else "",
    }


def _rank_rows(found: dict[str, Ranking]) -> list[dict[str, object]]:
    return [
        {
            "metric": metric,
            "map": name,
            "mean_rank": rank,
            "n": each.count,
            "friedman_chi_square": "" if isnan(each.chi_square) else each.chi_square,
            "friedman_p": "" if isnan(each.p) else each.p,
        }
        for metric, each in found.items()
        for name, rank in each.ranks.items()
    ]


def _pair_rows(found: dict[str, Ranking]) -> list[dict[str, object]]:
    return [
        {
            "metric": metric,
            "better_map": pair.one,
            "other_map": pair.other,
            "wilcoxon_p": pair.p,
            "holm_p": pair.holm,
            "beyond_chance": pair.holm < 0.05,
        }
        for metric, each in found.items()
        for pair in each.pairs
    ]


def _json(
    report: CohortReport, tally: Tally, wish: Wish, failed: list[dict[str, object]]
) -> str:
    """Write everything but the maps as JSON."""
    gathered = report.gathered
    content = {
        **wish.facts,
        "fingerprint": wish.fingerprint,
        "disclaimer": DISCLAIMER,
        "cases": {
            "in the list": tally.total,
            "finished": len(gathered.told),
            "failed": len(gathered.failures),
            "twice in the list": len(tally.twins),
        },
        "summary": [_plain(asdict(each)) for each in report.summaries],
        "ranks": {name: _plain(asdict(each)) for name, each in report.rankings.items()},
        "agreement": _agreement(gathered),
        "mean_maps": [
            {"class": each.group, "map": each.name, "count": each.count,
             "file": "" if each.heatmap is None else stem, "reason": each.reason}
            for each, stem in zip(report.means, stems(report.means), strict=True)
        ],
        "failed": failed,
        "results": [
            {"line": each.entry.case.line, "case": each.entry.key[:CASE_DIGITS],
             "class": each.group, **each.record}
            for each in gathered.told
        ],
    }  # fmt: skip
    return json.dumps(content, indent=1, allow_nan=False) + "\n"


def _agreement(gathered: Gathered) -> list[dict[str, object]]:
    """Means of how far two maps say the same."""
    from camviewer.metrics.interval import intervals

    found = intervals(list(gathered.agreement.values()))
    return [
        {"one": one, "other": other, "metric": metric, "n": each.count,
         **{name: plain_number(getattr(each, name)) for name in ("mean", "low", "high")}}
        for (one, other, metric), each in zip(gathered.agreement, found, strict=True)
    ]  # fmt: skip


def _plain(values: Any) -> Any:  # noqa: ANN401 - whatever stands in a dataclass
    """Make values that JSON holds."""
    if isinstance(values, dict):
        return {name: _plain(each) for name, each in values.items()}
    if isinstance(values, (list, tuple)):
        return [_plain(each) for each in values]
    return plain_number(values) if isinstance(values, float) else values


def _write_maps(ledger: Ledger, told: Told) -> None:
    """Write the raw maps of a case on their own grid, once."""
    from camviewer.io import make_folder
    from camviewer.io.map_files import map_suffix, write_map
    from camviewer.session.results import file_stem

    record = ledger.result(told.entry.key)
    if record is None:
        return
    folder = ledger.folder / "maps" / told.entry.key[:CASE_DIGITS]
    for name, stored in record["maps"].items():
        heatmap = unpacked(name, stored)
        path = folder / f"{file_stem(heatmap)}{map_suffix(heatmap)}"
        if not path.exists():
            make_folder(folder)
            write_map(path, heatmap)
