import threading

import pytest

from camviewer.core.errors import Cancelled
from camviewer.core.progress import CancelToken, Progress, no_report


def test_a_fresh_token_lets_work_go_on():
    token = CancelToken()
    assert not token.is_cancelled
    token.check()


def test_a_cancelled_token_stops_every_further_step():
    token = CancelToken()
    token.cancel()
    token.cancel()
    assert token.is_cancelled
    for _ in range(2):
        with pytest.raises(Cancelled):
            token.check()


def test_tokens_know_nothing_of_each_other():
    one, two = CancelToken(), CancelToken()
    one.cancel()
    assert not two.is_cancelled


def test_a_token_stops_work_on_another_thread():
    token, started, stopped = CancelToken(), threading.Event(), threading.Event()

    def work():
        started.set()
        try:
            while True:
                token.check()
        except Cancelled:
            stopped.set()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    assert started.wait(5)
    token.cancel()
    assert stopped.wait(5)
    thread.join(5)
    assert not thread.is_alive()


def test_a_report_that_nobody_hears_does_nothing():
    report = Progress(1, 3, "cf-cam")
    no_report(report)
    assert report == Progress(1, 3, "cf-cam")
