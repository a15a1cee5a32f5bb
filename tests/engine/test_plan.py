import numpy as np
import pytest
import torch

from camviewer.core.errors import Cancelled, ResourceError
from camviewer.core.image import Grid
from camviewer.core.progress import CancelToken, no_report
from camviewer.engine import plan as plans
from camviewer.engine.plan import Plan, in_batches, scores_of_windows, window_label
from camviewer.engine.windows import plan_layout


def _plan(small_net, length=72):
    model = small_net().eval()
    layout = plan_layout((length, 16), (16, 16), (8, 8), 0.5)
    image = torch.rand(1, 1, *layout.shape)
    grid = Grid(layout.shape, np.eye(3))
    return Plan(model, ("last",), image, layout, grid, torch.zeros(1), torch.device("cpu"))


def test_scores_of_windows_are_those_of_their_crops(small_net):
    plan = _plan(small_net)
    scores = scores_of_windows(plan, no_report, CancelToken())
    assert scores.shape == (8, 3)
    for start, found in zip(plan.layout.starts, scores, strict=True):
        with torch.no_grad():
            expected = plan.model(plan.image[:, :, start[0] : start[0] + 16])[0]
        torch.testing.assert_close(found, expected)


def test_windows_are_looked_at_sixteen_at_a_time_where_memory_allows(small_net, monkeypatch):
    plan = _plan(small_net, 400)
    assert plan.batch_size() == 16
    one = 16 * 16 * 4 * plans.BYTES_PER_INPUT_BYTE
    monkeypatch.setattr(plans, "free_bytes", lambda _device: 2 * 5 * one)
    assert plan.batch_size() == 5
    monkeypatch.setattr(plans, "free_bytes", lambda _device: 0)
    assert plan.batch_size() == 1


def test_every_window_is_looked_at_once_though_memory_runs_short(small_net):
    plan = _plan(small_net, 400)
    seen = []

    def look(starts):
        if len(starts) > 3:
            raise torch.OutOfMemoryError("CUDA out of memory")
        seen.extend(starts)

    assert in_batches(plan, look) == 2
    assert tuple(seen) == plan.layout.starts


def test_nothing_is_said_where_memory_was_enough(small_net):
    assert in_batches(_plan(small_net), lambda _starts: None) == 0


def test_too_little_memory_for_one_window_is_a_resource_error(small_net):
    def look(_starts):
        raise torch.OutOfMemoryError("CUDA out of memory")

    with pytest.raises(ResourceError) as caught:
        in_batches(_plan(small_net), look)
    assert caught.value.hint


def test_other_errors_are_not_tried_again(small_net):
    calls = []

    def look(_starts):
        calls.append(1)
        raise RuntimeError("shapes do not fit")

    with pytest.raises(RuntimeError, match="shapes"):
        in_batches(_plan(small_net), look)
    assert calls == [1]


def test_a_set_token_stops_the_look_at_all_windows(small_net):
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        scores_of_windows(_plan(small_net), no_report, token)


def test_windows_are_counted_in_words(small_net):
    layout = _plan(small_net).layout
    assert window_label(layout, layout.starts[2:5]) == "Windows 3 to 5 of 8"
    assert window_label(plan_layout((8,), (8,), (4,), 0.5), [(0,)]) == "Looking at the image"
