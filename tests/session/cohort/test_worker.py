from __future__ import annotations

import multiprocessing
import os
import signal
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image as Picture

from camviewer.core.errors import FormatError
from camviewer.core.job import ExplainRequest
from camviewer.core.progress import CancelToken, no_report
from camviewer.session.cohort import worker
from camviewer.session.cohort.outcome import unpacked
from camviewer.session.cohort.request import checked
from camviewer.session.cohort.worker import (
    Job,
    failure_of,
    fault_of,
    measure_jobs,
    start_worker,
)
from camviewer.session.evaluation import Against, evaluate
from camviewer.session.work import Work


def test_a_case_has_the_numbers_and_maps_of_a_single_image(ask, pictures, tmp_path):
    mask = tmp_path / "mask.png"
    Picture.fromarray(np.pad(np.full((20, 20), 255, np.uint8), 10)).save(mask)
    wish = checked(ask(metrics=("average-drop", "energy-inside"), has_controls=True))
    (found,) = measure_jobs(wish, [Job("k", pictures[0], mask, "dog")])
    assert found.failure is None
    record = found.record
    image = Work().read(pictures[0])
    asked = ExplainRequest(image, wish.request.model, ("eigen-cam",), "dog")
    explanation = Work().explain(asked, no_report, CancelToken(), lambda _map: None)
    against = Against(Work().read(mask), None, has_controls=True)
    expected = evaluate(image, explanation, wish.request.metrics, against)
    for name in ("eigen-cam", "random-cam", "sobel-edges"):
        for metric in wish.request.metrics:
            assert record["values"][name][metric] == pytest.approx(expected.value(name, metric))
    assert record["controls"] == ["random-cam", "sobel-edges"]
    assert record["image"]["sha256"] == image.sha256
    assert record["target"]["label"] == "dog"
    (heatmap,) = (unpacked(name, stored) for name, stored in record["maps"].items())
    assert (heatmap.array == explanation.heatmaps["eigen-cam"].array).all()
    assert "john" not in str(record)


def test_without_metrics_there_are_maps_alone(ask, pictures):
    (found,) = measure_jobs(checked(ask(metrics=())), [Job("k", pictures[0], None, None)])
    assert found.record["values"] == {}
    assert list(found.record["maps"]) == ["eigen-cam"]


def test_one_bad_file_stops_none_of_the_others(wish, pictures, tmp_path):
    bad = tmp_path / "janedoe.png"
    bad.write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    jobs = [Job("a", pictures[0], None, "dog"), Job("b", bad, None, "dog"),
            Job("c", tmp_path / "gone.png", None, "dog"), Job("d", pictures[1], bad, "dog"),
            Job("e", pictures[1], None, "unicorn"),
            Job("f", pictures[1], None, "dog")]  # fmt: skip
    found = measure_jobs(wish, jobs)
    assert [each.key for each in found] == list("abcdef")
    assert [each.failure is None for each in found] == [True, False, False, False, False, True]
    for each in found[1:4]:
        assert "janedoe" not in str(each.failure)
        assert "gone" not in str(each.failure)
        assert str(tmp_path) not in str(each.failure)
    assert found[1].failure.sentence.startswith("The image is a damaged")
    assert found[2].failure.sentence.startswith("There is no file")


def test_a_worker_with_another_program_or_weights_refuses(wish, pictures):
    other = replace(wish, fingerprint="0" * 64)
    (found,) = measure_jobs(other, [Job("a", pictures[0], None, "dog")])
    assert "another version" in found.failure.sentence


def test_a_wish_is_checked_once_by_a_worker(wish, pictures, monkeypatch):
    measure_jobs(wish, [Job("a", pictures[0], None, "dog")])
    monkeypatch.setattr("camviewer.session.cohort.request.checked", None)
    (found,) = measure_jobs(wish, [Job("a", pictures[0], None, "dog")])
    assert found.failure is None


def test_sentences_lose_the_names_of_files(tmp_path):
    job = Job("k", tmp_path / "doe(1).png", tmp_path / "m", None)
    told = failure_of(FormatError("doe(1).png is torn.", hint="a mask m in /x/doe.png"), job)
    assert told.sentence == "The image is torn."
    assert told.hint == "A mask the mask in …"


def test_a_fault_of_the_program_is_told_with_its_place_and_no_names(tmp_path):
    try:
        open(tmp_path / "doe.png")  # noqa: PTH123, SIM115 - it is not there
    except FileNotFoundError as error:
        found = fault_of(error)
    assert "FileNotFoundError" in found.sentence
    assert "test_worker.py" in found.trace
    assert str(tmp_path) not in found.trace
    assert "doe.png'" not in found.trace.replace('"doe.png")', "")


def test_one_case_at_a_time_whatever_the_threads(wish, monkeypatch):
    seen = []

    def look(_wish, job):
        seen.append(worker._one_at_a_time.locked())
        return job

    monkeypatch.setattr(worker, "_outcome", look)
    measure_jobs(wish, ["a", "b"])
    assert seen == [True, True]
    assert not worker._one_at_a_time.locked()


def test_a_worker_ends_with_the_one_who_started_it():
    context = multiprocessing.get_context("spawn")
    kept, stop = context.Pipe(duplex=False)
    ready, said = context.Pipe(duplex=False)
    process = context.Process(target=_stay, args=(kept, said))
    process.start()
    try:
        assert ready.poll(120)
        assert ready.recv() == (1, signal.SIG_IGN)
        assert process.is_alive()
        stop.close()
        process.join(60)
        assert process.exitcode == 1
    finally:
        process.kill()
        process.join()
        for each in (kept, ready, said):
            each.close()


def _stay(kept, said):
    start_worker(kept, 1)
    import torch

    said.send((torch.get_num_threads(), signal.getsignal(signal.SIGINT)))
    signal.pause()
    os._exit(7)
