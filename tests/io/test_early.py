import pytest

from camviewer.core.errors import Cancelled
from camviewer.core.progress import CancelToken, Watch
from camviewer.io import early
from camviewer.io.early import Teller


@pytest.fixture
def clock(monkeypatch):
    """A clock that is set by hand."""
    times = [100.0]
    monkeypatch.setattr(early.time, "monotonic", lambda: times[0])
    return times


def test_it_tells_slices_that_are_whole_ten_times_a_second(clock):
    heard = []
    tell = Teller(Watch(report=heard.append), 10, 1000)
    for done, at in ((99, 100.0), (100, 100.0), (350, 100.05), (399, 100.11), (1000, 100.3)):
        clock[0] = at
        tell(done)
    assert [(each.done, each.total) for each in heard] == [(1, 10), (3, 10), (10, 10)]


def test_the_image_is_handed_over_once_after_the_report_of_its_slices(clock):
    heard = []
    tell = Teller(Watch(lambda report: heard.append(report.done), first=heard.append), 4, 40)
    tell.shows(lambda count: f"image of {count}")
    for done in (5, 20, 40):
        clock[0] += 1
        tell(done)
    assert heard == [2, "image of 2", 4]


def test_of_a_single_slice_nothing_is_shown_early(clock):
    heard = []
    tell = Teller(Watch(first=heard.append), 1, 10)
    tell.shows(lambda _count: pytest.fail("made"))
    tell(10)
    assert heard == []


def test_it_stops_when_told(clock):
    token = CancelToken()
    tell = Teller(Watch(token=token), 4, 40)
    tell(10)
    token.cancel()
    with pytest.raises(Cancelled):
        tell(11)
