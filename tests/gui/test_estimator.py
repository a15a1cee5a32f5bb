"""What all background estimates share; what each is of has its own tests."""

from __future__ import annotations

import pytest

from camviewer.core.errors import ModelError
from camviewer.gui.estimator import Estimator


class Counting(Estimator):
    """Estimates how often it was asked."""

    def __init__(self, session, bridge):
        super().__init__(session, bridge, "counting")
        self.due, self.has_work, self.fault = True, True, None
        self.asked, self.shown, self.gave_way = 0, [], 0

    def is_due(self):
        return self.due

    def work(self):
        return self._count if self.has_work else None

    def _count(self):
        self.asked += 1
        if self.fault is not None:
            raise self.fault
        return self.asked

    def show(self, found):
        self.due = False
        self.shown.append(found)

    def give_way(self):
        self.gave_way += 1


@pytest.fixture
def estimator(session, bridge):
    return Counting(session, bridge)


def test_many_changes_are_one_question(estimator, qtbot):
    for _ in range(3):
        estimator.restart()
    qtbot.waitUntil(lambda: estimator.shown == [1])
    assert estimator.asked == 1


def test_what_is_not_due_is_not_asked(estimator):
    estimator.restart()
    estimator.due = False
    estimator.restart()
    assert not estimator._timer.isActive()


def test_a_job_is_given_way_and_the_question_comes_afterwards(estimator, session, qtbot):
    estimator.restart()
    session.start_job("Something")
    assert (estimator.gave_way, estimator._timer.isActive()) == (1, False)
    estimator.restart()
    assert not estimator._timer.isActive()
    session.finish_job()
    qtbot.waitUntil(lambda: estimator.shown == [1])


def test_after_a_job_nothing_is_asked_that_is_known(estimator, session):
    estimator.due = False
    session.start_job("Something")
    session.finish_job()
    assert not estimator._timer.isActive()


def test_without_work_and_after_a_fault_there_is_none(estimator, qtbot):
    estimator.has_work = False
    estimator.restart()
    qtbot.waitUntil(lambda: estimator.shown == [None])
    estimator.has_work, estimator.due, estimator.fault = True, True, ModelError("No network.")
    estimator.restart()
    qtbot.waitUntil(lambda: estimator.shown == [None, None])
    assert estimator.asked == 1


def test_switched_off_it_asks_nothing_any_more(estimator, session):
    estimator.restart()
    estimator.switch_off()
    assert not estimator._timer.isActive()
    estimator.restart()
    session.start_job("Something")
    session.finish_job()
    assert not estimator._timer.isActive()
