"""Weighing maps is a job like others, and what it takes is known before."""

from __future__ import annotations

import numpy as np
import pytest

from camviewer.core.errors import InputError
from camviewer.core.image import Mask
from camviewer.session.masks import add_masks
from camviewer.session.trust import trust_metrics


@pytest.fixture
def explained(controller, session, picture, qtbot):
    session.show(picture)
    controller.explain()
    qtbot.waitUntil(lambda: session.state.job.phase == "done")
    qtbot.waitUntil(lambda: controller._bridge.is_idle, timeout=60000)
    session.begun.clear()
    return session


def test_all_maps_are_weighed_by_what_trust_rests_on_with_controls(
    controller, explained, picture, qtbot
):
    controller.trust_jobs.check()
    assert explained.state.job.phase == "running"
    qtbot.waitUntil(lambda: bool(explained.state.numbers.trust))
    metrics, against = explained.begun[0]
    assert metrics == trust_metrics(picture)
    assert against.has_controls
    assert set(explained.state.numbers.trust) == set(explained.state.case.heatmaps)
    assert set(explained.state.numbers.evaluation.metrics) == set(metrics)


def test_the_smallest_mask_that_is_drawn_is_the_finding(controller, explained, picture, qtbot):
    large, small = np.ones((20, 30), bool), np.zeros((20, 30), bool)
    small[4, 5] = True
    add_masks(explained.state.masks, [Mask("lung", large), Mask("spot", small)])
    controller.trust_jobs.check()
    qtbot.waitUntil(lambda: bool(explained.state.numbers.trust))
    assert explained.weighed_with.name == "spot"


def test_nothing_is_weighed_while_a_job_runs_or_without_maps(
    controller, explained, picture, qtbot
):
    explained.is_stepped = True
    controller.trust_jobs.check()
    controller.trust_jobs.check()
    explained.gate.release(100)
    qtbot.waitUntil(lambda: bool(explained.state.numbers.trust))
    assert len(explained.begun) == 1
    explained.show(picture)
    assert explained.state.numbers.trust == {}
    controller.trust_jobs.check()
    assert len(explained.begun) == 1


def test_it_is_stopped_like_any_job(controller, explained, qtbot):
    explained.is_stepped = True
    controller.trust_jobs.check()
    controller.cancel()
    explained.gate.release(100)
    qtbot.waitUntil(lambda: explained.state.job.phase == "cancelled")
    assert explained.state.numbers.trust == {}


def test_a_fault_is_told(controller, explained, qtbot):
    explained.fault = InputError("It has no number.", hint="Choose another.")
    controller.trust_jobs.check()
    qtbot.waitUntil(lambda: explained.state.job.phase == "failed")
    assert explained.state.job.message == "It has no number."


def test_what_it_takes_is_estimated_once(controller, explained, qtbot, monkeypatch):
    asked, real = [], explained.trust_forecast

    def forecast(image, explanation):
        asked.append(explanation)
        return real(image, explanation)

    monkeypatch.setattr(explained, "trust_forecast", forecast)
    controller.trust_jobs.forecast()
    qtbot.waitUntil(lambda: explained.state.numbers.trust_forecast is not None)
    assert explained.state.numbers.trust_forecast.seconds == 12
    controller.trust_jobs.forecast()
    assert len(asked) == 1


def test_an_estimate_that_fails_is_not_shown(controller, explained, bridge, qtbot, monkeypatch):
    def fail(_image, _explanation):
        raise InputError("No.")

    monkeypatch.setattr(explained, "trust_forecast", fail)
    controller.trust_jobs.forecast()
    qtbot.waitUntil(lambda: bridge.is_idle)
    assert explained.state.numbers.trust_forecast is None
    assert explained.state.job.phase == "done"
