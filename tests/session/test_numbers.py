"""Numbers about the maps that are shown: added to, sorted by, forgotten with them."""

from __future__ import annotations

import csv
from dataclasses import replace
from math import nan

import numpy as np
import pytest

from camviewer.core.image import Grid, Heatmap, Image, Mask, pixel_grid
from camviewer.core.job import Explanation, Prediction
from camviewer.core.judgement import (
    Agreement,
    Curve,
    Evaluation,
    EvaluationForecast,
    Finding,
    Measurement,
    Workload,
)
from camviewer.core.settings import Settings
from camviewer.session import service
from camviewer.session.masks import add_masks, show_mask
from camviewer.session.measuring import DEFAULT_METRICS
from camviewer.session.number_records import write_numbers
from camviewer.session.numbers import (
    are_measured,
    chosen_mask,
    extended,
    finding_mask,
    in_order,
    mask_key,
    table_order,
)
from camviewer.session.service import Session


def numbers_of(metric, **values):
    return Evaluation(
        tuple(Measurement(name, metric, (Finding(value),)) for name, value in values.items()),
        (Agreement("a", "b", metric, 0.5),),
        forwards=3,
        batches=1,
        milliseconds=2.0,
        parameters={metric: {"steps": 4}},
        controls=("random-cam",),
        notes=("Be careful.",),
    )


@pytest.fixture
def session(tmp_path):
    session = Session(Settings(), tmp_path / "settings.json")
    session.show(Image(np.zeros((4, 6, 3), np.uint8), pixel_grid(4, 6)))
    session.accept(explanation())
    return session


def explanation():
    cat = Prediction(0, "cat", 0.9, 3.0)
    maps = {
        name: Heatmap(np.ones((2, 2), np.float32), Grid((2, 2), np.eye(3)), name)
        for name in ("a", "b", "c")
    }
    return Explanation(maps, (cat,), cat, "late", "", "efficientnet-lite0", "Net", "cpu")


def test_later_numbers_are_put_to_earlier_ones_and_replace_them():
    first = numbers_of("road", a=0.1, b=0.2)
    whole = extended(first, replace(numbers_of("adcc", a=0.7), notes=("Be careful.", "Slow.")))
    assert (whole.value("a", "road"), whole.value("a", "adcc")) == (0.1, 0.7)
    assert (whole.forwards, whole.batches, whole.milliseconds) == (6, 2, 4.0)
    assert set(whole.parameters) == {"road", "adcc"}
    assert (whole.controls, whole.notes) == (("random-cam",), ("Be careful.", "Slow."))
    assert {each.metric for each in whole.agreements} == {"road", "adcc"}
    again = extended(first, numbers_of("road", a=0.3))
    assert (again.value("a", "road"), again.value("b", "road")) == (0.3, 0.2)
    assert len(again.measurements) == 2


def test_maps_are_sorted_best_first_by_what_is_good_for_the_metric(session):
    numbers = session.state.numbers
    assert in_order(numbers, "abc") == ("a", "b", "c")
    numbers.evaluation = numbers_of("insertion", a=0.2, b=0.9, c=nan)
    assert in_order(numbers, "abc") == ("a", "b", "c")
    numbers.sorted_by = "insertion"  # higher is better
    assert in_order(numbers, "cab") == ("b", "a", "c")
    numbers.is_reversed = True
    assert in_order(numbers, "cab") == ("a", "b", "c")
    numbers.evaluation = numbers_of("deletion", a=0.2, b=0.9, c=nan)
    numbers.sorted_by, numbers.is_reversed = "deletion", False  # lower is better
    assert in_order(numbers, "cba") == ("a", "b", "c")
    assert in_order(numbers, ("b", "new", "a")) == ("a", "b", "new")


def test_numbers_go_with_the_maps_that_they_are_about(session):
    state = session.state
    now = state.case.explanation
    session.accept_evaluation(now, numbers_of("road", a=0.1))
    session.accept_evaluation(now, numbers_of("adcc", a=0.7))
    assert state.numbers.evaluation.metrics == ("road", "adcc")
    session.accept(explanation())
    assert state.numbers.evaluation is None
    session.accept_evaluation(now, numbers_of("road", a=0.1))  # of the maps before
    assert state.numbers.evaluation is None


def test_another_image_forgets_numbers_and_trust(session):
    session.accept_evaluation(session.state.case.explanation, numbers_of("road", a=0.1))
    session.state.numbers.trust = {"a": None}
    session.show(Image(np.zeros((4, 6, 3), np.uint8), pixel_grid(4, 6)))
    assert (session.state.numbers.evaluation, session.state.numbers.trust) == (None, {})


def test_the_table_has_the_controls_last_however_it_is_sorted(session):
    numbers = session.state.numbers
    assert table_order(numbers) == ()
    session.accept_evaluation(
        session.state.case.explanation,
        numbers_of("deletion", **{"random-cam": 0.1, "a": 0.5, "b": 0.3}),
    )
    assert table_order(numbers) == ("a", "b", "random-cam")
    numbers.sorted_by = "deletion"
    assert table_order(numbers) == ("b", "a", "random-cam")
    numbers.is_reversed = True
    assert table_order(numbers) == ("a", "b", "random-cam")


def test_maps_are_held_against_the_mask_that_was_chosen_else_the_first_that_is_shown(session):
    state = session.state
    inside = np.zeros((4, 6), bool)
    inside[1, 2] = True
    masks = [Mask(name, inside) for name in ("lung", "nodule", "rib")]
    assert chosen_mask(state) is None
    assert session.against().mask is None
    state.masks.items = tuple(masks)
    assert chosen_mask(state) is masks[0]
    state.masks.visible = ("nodule",)
    assert chosen_mask(state) is masks[1]
    state.numbers.mask = "rib"
    assert chosen_mask(state) is masks[2]
    state.numbers.mask = "gone"
    assert chosen_mask(state) is masks[1]
    against = session.against()
    assert np.array_equal(against.mask.array != 0, inside)
    assert against.mask.grid is state.case.image.grid
    assert against.has_controls
    state.numbers.has_controls = False
    assert not session.against().has_controls


def test_metrics_of_a_mask_are_left_out_where_there_is_none(session):
    state = session.state
    assert session.wanted_metrics() == DEFAULT_METRICS
    state.numbers.wanted = ("road", "iou-15", "ssim")
    assert session.wanted_metrics() == ("road", "ssim")
    state.masks.items = (Mask("lung", np.ones((4, 6), bool)),)
    assert session.wanted_metrics() == ("road", "iou-15", "ssim")


def test_it_is_known_whether_all_that_is_wanted_was_measured():
    found = numbers_of("road", a=0.1)
    assert are_measured(found, ("road",))
    assert not are_measured(found, ("road", "adcc"))
    assert not are_measured(None, ())
    pairs = replace(found, agreements=(Agreement("a", "b", "ssim", 0.5),))
    assert are_measured(pairs, ("road", "ssim"))


def test_what_is_shown_of_numbers_closes_with_them(session):
    numbers = session.state.numbers
    for page, left in (("table", ""), ("curves", ""), ("metrics", "metrics")):
        numbers.page = page
        session.accept(explanation())
        assert numbers.page == left


def test_numbers_and_curves_go_out_with_the_results(session, tmp_path, monkeypatch):
    monkeypatch.setattr(service, "write_results", lambda *_arguments, **_more: ())
    assert session.export(tmp_path) == ()
    line = Curve((0.0, 1.0), (0.5, 0.25), "Share", "Probability")
    found = Evaluation((Measurement("a", "road", (Finding(0.5, {"most": line}),)),))
    session.accept_evaluation(session.state.case.explanation, found)
    files = session.export(tmp_path)
    assert [each.name for each in files] == ["numbers.json", "numbers.csv", "curves.csv"]
    with files[2].open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["map"], row["curve"], row["x"], row["y"]) for row in rows] == [
        ("a", "most", "0.0", "0.5"), ("a", "most", "1.0", "0.25"),
    ]  # fmt: skip
    assert '"value": 0.5' in files[0].read_text(encoding="utf-8")
    assert "a,road,0.5" in files[1].read_text(encoding="utf-8")


def test_a_folder_without_curves_has_no_file_of_them(tmp_path):
    written = write_numbers(tmp_path, numbers_of("complexity", a=0.1), ["f" * 64])
    assert [each.name for each in written] == ["numbers.json", "numbers.csv"]
    assert "f" * 64 in written[0].read_text(encoding="utf-8")


def test_what_speaks_for_the_maps_is_taken_over_for_the_maps_it_is_about(session):
    now = session.state.case.explanation
    image = session.state.case.image
    found = session.weigh_maps(image, now, numbers_of("road-most", a=0.1))
    assert list(found) == ["a", "b", "c"]
    assert found["b"].heatmap == "b"
    session.accept_trust(now, found)
    assert session.state.numbers.trust == found
    session.accept(explanation())
    assert session.state.numbers.trust == {}
    session.accept_trust(now, found)  # of the maps before
    assert session.state.numbers.trust == {}


def test_what_checking_takes_is_forgotten_with_the_maps(session):
    session.state.numbers.trust_forecast = EvaluationForecast(
        Workload(1, 1, {}), 0.1, 1.0, "cpu"
    )
    session.accept(explanation())
    assert session.state.numbers.trust_forecast is None


def test_the_finding_is_the_smallest_mask_that_is_drawn(session):
    masks = session.state.masks
    assert finding_mask(masks) is None
    sizes = {"lung": 20, "spot": 2, "hidden": 1, "empty": 0}
    shapes = {name: np.arange(24).reshape(4, 6) < count for name, count in sizes.items()}
    add_masks(masks, [Mask(name, inside) for name, inside in shapes.items()])
    show_mask(masks, "hidden", is_shown=False)
    assert finding_mask(masks).name == "spot"


def test_numbers_go_when_another_mask_is_meant(session):
    state = session.state
    small, large = np.zeros((4, 6), bool), np.zeros((4, 6), bool)
    small[1, 2], large[:2] = True, True
    state.masks.items = (Mask("organ", large), Mask("lesion", small))
    state.masks.visible = ("organ", "lesion")
    assert chosen_mask(state).name == "lesion"  # the smallest that is drawn
    against = session.against()
    found = replace(numbers_of("pointing-hit", a=1.0), mask=against.mask_key)
    explanation = state.case.explanation
    session.accept_evaluation(explanation, found)
    session.accept_evaluation(explanation, numbers_of("road", a=0.1))
    state.masks.visible = ("lesion",)
    assert state.numbers.evaluation.value("a", "pointing-hit") == 1.0
    state.numbers.mask = "organ"
    assert session.against().mask_key not in {"", against.mask_key}
    assert state.numbers.evaluation.metrics == ("road",)
    assert state.numbers.evaluation.mask == ""


def test_numbers_of_an_unknown_mask_are_kept(session):
    state = session.state
    session.accept_evaluation(state.case.explanation, numbers_of("pointing-hit", a=1.0))
    found = state.numbers.evaluation
    state.masks.items = (Mask("lesion", np.ones((4, 6), bool)),)
    assert state.numbers.evaluation is found


def test_a_masks_digest_tells_nothing_of_its_name():
    spot = np.ones((2, 2), bool)
    assert mask_key(None) == ""
    assert mask_key(Mask("Doe", spot)) == mask_key(Mask("other", spot))
    assert mask_key(Mask("Doe", spot)) != mask_key(Mask("Doe", spot, number=1))
    assert mask_key(Mask("Doe", spot)) != mask_key(Mask("Doe", spot, sha256="a"))
