"""Many metrics and maps at once: the count of inputs, progress, stopping, errors."""

from __future__ import annotations

import pytest
import torch

from camviewer.core.errors import Cancelled, InputError, UnknownNameError
from camviewer.core.progress import CancelToken
from camviewer.metrics import METRICS
from camviewer.metrics.evaluator import choose_metrics, evaluate, workload
from camviewer.metrics.subject import Answer, Subject
from tests.metrics.conftest import make_subject, total


def counting(inputs, **more):
    """A network that keeps every input it is shown."""
    seen, sizes = [], []

    def look(given, samples):
        pairs = zip(given, samples.tolist(), strict=True)
        seen.extend((each.numpy().tobytes(), sample) for each, sample in pairs)
        sizes.append(len(given))
        found = given.flatten(1).mean(1).sigmoid()
        return Answer(found, found)

    return Subject(inputs, look, blank=torch.tensor([-9.0]), **more), seen, sizes


@pytest.mark.parametrize("shape", [(11, 12), (5, 6, 7)], ids=str)
def test_no_input_is_shown_twice_and_batches_are_full(shape):
    torch.manual_seed(0)  # two cuts of one map may leave the same cells, by luck
    inputs = torch.randn(2, 1, *shape)
    asked, seen, sizes = counting(inputs)
    maps = {name: torch.randn(2, *shape) for name in "abc"}
    chosen = choose_metrics([m.name for m in METRICS if m.against in {"score", "nothing"}])
    found = evaluate(asked, maps, chosen)
    assert len(seen) == len(set(seen)) == found.forwards
    assert sum(sizes) == found.forwards
    rounds = 4
    assert found.batches == len(sizes) <= -(-found.forwards // 8) + rounds
    assert set(found.findings) == {(n, c.metric.name) for n in "abc" for c in chosen}


def test_ends_are_shared_by_deletion_insertion_and_all_maps():
    """(2 (s - 1) M + 2) inputs, the lower bound."""
    inputs = torch.randn(1, 1, 20, 20)
    asked, seen, _ = counting(inputs)
    maps = {str(k): torch.randn(1, 20, 20) for k in range(5)}
    found = evaluate(asked, maps, choose_metrics(["deletion", "insertion"]))
    assert len(seen) == found.forwards == 2 * 19 * 5 + 2


def test_maps_in_the_same_order_are_looked_at_once():
    inputs = torch.randn(1, 1, 20, 20)
    heat = torch.randn(1, 20, 20)
    asked, seen, _ = counting(inputs)
    chosen = choose_metrics(["deletion", "road"])
    evaluate(asked, {"one": heat, "other": heat.exp()}, chosen)
    assert len(seen) == 19 + 2 + 18


def test_numbers_do_not_hang_on_the_company():
    inputs, maps = torch.randn(3, 1, 9, 9), {name: torch.randn(3, 9, 9) for name in "ab"}
    names = ["deletion", "road", "average-drop", "infidelity", "sparseness"]
    together = evaluate(counting(inputs)[0], maps, choose_metrics(names)).findings
    for name in names:
        for sample in range(3):
            alone = evaluate(
                counting(inputs[sample : sample + 1], rows=3)[0],
                {"b": maps["b"][sample : sample + 1]},
                choose_metrics([name]),
            ).findings["b", name][0]
            assert together["b", name][sample].value == pytest.approx(alone.value, abs=1e-5)


def test_the_workload_is_what_is_done():
    inputs, maps = torch.randn(2, 1, 9, 9), {name: torch.randn(2, 9, 9) for name in "ab"}
    asked, seen, _ = counting(inputs)
    chosen = choose_metrics(["deletion", "road", "average-drop", "infidelity"])
    load = workload(asked, maps, chosen)
    assert not seen
    found = evaluate(asked, maps, chosen)
    assert load.forwards == load.looks == found.forwards
    assert load.explained == 0


def test_progress_is_told_and_grows_to_the_end():
    told = []
    asked, _, _ = counting(torch.randn(1, 1, 9, 9))
    evaluate(
        asked, {"a": torch.randn(1, 9, 9)}, choose_metrics(["deletion", "road"]), told.append
    )
    assert told[0].done == 0
    assert [each.done for each in told] == sorted(each.done for each in told)
    assert told[-1].done == told[-1].total


def test_it_stops_between_two_batches():
    token = CancelToken()
    asked, _, sizes = counting(torch.randn(1, 1, 9, 9))

    def report(_progress):
        if len(sizes) == 2:
            token.cancel()

    with pytest.raises(Cancelled):
        evaluate(
            asked,
            {"a": torch.randn(1, 9, 9)},
            choose_metrics(["deletion"]),
            report,
            token=token,
        )
    assert len(sizes) == 2


def test_masks_and_other_maps_are_left_to_whoever_has_them():
    asked = make_subject(torch.rand(1, 1, 4, 4), total)
    found = evaluate(asked, {"a": torch.rand(1, 4, 4)}, choose_metrics(["iou-15", "cosine"]))
    assert not found.findings


def test_arrays_are_taken_as_well_as_tensors():
    asked = make_subject(torch.rand(1, 1, 4, 4), total)
    heat = torch.rand(1, 4, 4)
    chosen = choose_metrics(["average-drop"])
    assert (
        evaluate(asked, {"a": heat}, chosen).findings
        == evaluate(asked, {"a": [heat[0].double().numpy()]}, chosen).findings
    )


def test_a_number_that_is_none_has_a_reason():
    asked = make_subject(torch.rand(1, 1, 4, 4), total)
    found = evaluate(asked, {"a": torch.zeros(1, 4, 4)}, choose_metrics(["sparseness"]))
    assert found.findings["a", "sparseness"][0].note


def test_methods_are_asked_together_for_the_same_noise():
    """Ten noisy images serve all maps."""
    calls = []

    def explain(given, samples, names):
        calls.append([tuple(each) for each in names])
        zeros = torch.zeros(len(given))
        heats = [dict.fromkeys(each, torch.rand(3, 3)) for each in names]
        return Answer(zeros, zeros), heats

    asked = Subject(torch.rand(1, 1, 6, 6), None, explain, names=("a", "b"))
    maps = {name: torch.rand(1, 6, 6) for name in "ab"}
    found = evaluate(asked, maps, choose_metrics(["max-sensitivity"]))
    assert found.forwards == 11
    assert {names for each in calls for names in each} == {("a", "b")}


def test_what_does_not_exist_is_said_with_the_nearest_name():
    with pytest.raises(UnknownNameError, match="delection"):
        choose_metrics(["delection"])
    with pytest.raises(UnknownNameError, match="stepps"):
        choose_metrics(["deletion"], {"deletion": {"stepps": 3}})
    with pytest.raises(UnknownNameError):
        choose_metrics(["deletion"], {"delection": {}})
    with pytest.raises(InputError, match="steps"):
        choose_metrics(["deletion"], {"deletion": {"steps": "0"}})
    with pytest.raises(InputError, match="No metric"):
        choose_metrics([])
    assert len(choose_metrics(["road", "road"])) == 1
