"""A forecast beside what there is."""

import pytest

from camviewer.core.job import Estimate, ExplainRequest, Forecast
from camviewer.session.outlook import Outlook
from camviewer.session.work import Work


def _outlook(seconds=1.0, count=10, free=100):
    each = Estimate("cam", 1.0, 0.1, 10)
    return Outlook(Forecast((each,), 1, 0.1, seconds, count, "cpu"), free)


@pytest.mark.parametrize(("seconds", "is_slow"), [(60.0, False), (60.1, True)])
def test_more_than_a_minute_is_slow(seconds, is_slow):
    assert _outlook(seconds=seconds).is_slow is is_slow


@pytest.mark.parametrize(("count", "is_too_large"), [(90, False), (91, True)])
def test_a_tenth_of_the_free_memory_is_left_alone(count, is_too_large):
    assert _outlook(count=count).is_too_large is is_too_large


def test_what_one_method_adds_is_found_by_name():
    outlook = _outlook()
    assert outlook.of("cam") is outlook.forecast.methods[0]
    assert outlook.of("rise") is None


def test_a_real_outlook_names_every_method_and_the_free_memory():
    work = Work()
    request = ExplainRequest(
        work.sample("photo"), "efficientnet-lite0", ("grad-cam", "ablation-cam"), device="cpu"
    )
    outlook = work.outlook(request)
    assert [each.method for each in outlook.forecast.methods] == ["grad-cam", "ablation-cam"]
    assert outlook.forecast.seconds > 0
    assert outlook.free_bytes > 10**6
