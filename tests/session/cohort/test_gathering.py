from __future__ import annotations

from math import isnan
from pathlib import Path

from camviewer.session.cohort.cases import Case
from camviewer.session.cohort.gathering import Gathered, Told, case_words, gather
from camviewer.session.cohort.ledger import Ledger
from camviewer.session.cohort.mean_maps import MeanMaps
from camviewer.session.cohort.outcome import Failure, Outcome
from camviewer.session.cohort.run import Entry


def record(key, values, label="dog", agreement=()):
    return {
        "key": key, "values": values, "units": {"deletion": ""}, "controls": ["sobel-edges"],
        "undefined": {}, "target": {"label": label}, "agreement": list(agreement), "maps": {},
    }  # fmt: skip


def entry(line, key, **more):
    return Entry(Case(line, Path(f"/patients/john{line}.png"), **more), key)


def test_numbers_stand_by_case_and_holes_are_not_defined():
    gathered = Gathered()
    rows = [
        {"grad-cam": {"deletion": 0.5}},
        {"grad-cam": {"deletion": None}, "eigen-cam": {"deletion": 0.2}},
        {"eigen-cam": {"deletion": "inf", "road": 1}},
    ]
    for line, values in enumerate(rows):
        told = record("k", values, agreement=[["a", "b", "ssim", 0.5]])
        gathered.take(Told(entry(line, "k"), "", told))
    first = gathered.column("grad-cam", "deletion")
    assert first[0] == 0.5
    assert [isnan(each) for each in first] == [False, True, True]
    second = gathered.column("eigen-cam", "deletion")
    assert isnan(second[0])
    assert second[1:] == [0.2, float("inf")]
    assert [isnan(each) for each in gathered.column("eigen-cam", "road")] == [True, True, False]
    assert gathered.metrics == ("deletion", "road")
    assert gathered.agreement == {("a", "b", "ssim"): [0.5, 0.5, 0.5]}


def test_cases_are_read_in_the_lists_order_with_class_and_failures(tmp_path):
    ledger = Ledger(tmp_path)
    keys = [str(number) * 64 for number in range(4)]
    ledger.keep(Outcome(keys[0], record(keys[0], {})))
    ledger.keep(Outcome(keys[1], record(keys[1], {})))
    ledger.keep(Outcome(keys[2], failure=Failure("Torn.")))
    entries = [entry(9, keys[1]), entry(2, keys[0], group="cat"), entry(5, keys[2]),
               entry(6, keys[3])]  # fmt: skip
    gathered, means = Gathered(), MeanMaps((4, 4))
    told = list(gather(entries, ledger, gathered, means))
    assert [(each.entry.case.line, each.group) for each in told] == [(2, "cat"), (9, "dog")]
    assert gathered.groups == ("cat", "dog")
    assert [(each.case.line, failure.sentence) for each, failure in gathered.failures] == [
        (5, "Torn.")
    ]
    assert "maps" not in told[0].record


def test_names_stand_in_tables_only_when_they_are_wanted():
    one = entry(3, "a" * 64, mask=Path("/masks/john.nii"), name="John Doe")
    assert case_words(one, None) == {"line": 3, "case": "a" * 12}
    assert case_words(one, Path("/patients")) == {
        "line": 3, "case": "a" * 12, "id": "John Doe", "image": "john3.png",
        "mask": "/masks/john.nii",
    }  # fmt: skip
