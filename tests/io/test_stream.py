import gzip
import hashlib
import threading
import zlib

import numpy as np
import pytest

from camviewer.io.stream import BLOCK, Stream

PLAIN = np.random.default_rng(0).integers(0, 50, 10 * BLOCK + 17, dtype=np.uint8).tobytes()


HALF = len(PLAIN) // 2
PACKED = gzip.compress(PLAIN[:HALF], 0) + gzip.compress(PLAIN[HALF:], 1)  # of two members


@pytest.fixture(params=[PLAIN, PACKED], ids=["plain", "gzip"])
def stored(request):
    return request.param


def test_bytes_come_unpacked_and_in_order_through_every_door(stored, put):
    target = bytearray(2 * BLOCK)
    with Stream(put(stored)) as stream:
        assert stream.read(100) == PLAIN[:100]
        stream.skip(900)
        stream.fill(memoryview(target))
        assert bytes(target) == PLAIN[1000 : 1000 + len(target)]
        assert stream.read(10 * BLOCK) == PLAIN[1000 + len(target) :]
        assert stream.read(1) == b""


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_the_hash_is_that_of_the_file_however_much_of_it_was_wanted(stored, put, share):
    with Stream(put(stored)) as stream:
        stream.skip(int(share * len(PLAIN)))
        assert stream.file.sha256() == hashlib.sha256(stored).hexdigest()


def test_filling_tells_after_each_block(stored, put):
    told = []
    with Stream(put(stored)) as stream:
        stream.fill(memoryview(bytearray(len(PLAIN))), told.append)
    assert told[-1] == len(PLAIN)
    assert told == sorted(set(told))
    assert max(np.diff([0, *told])) <= 8 * BLOCK


def test_skipping_can_be_stopped(stored, put):
    def stop():
        raise InterruptedError

    with Stream(put(stored)) as stream, pytest.raises(InterruptedError):
        stream.skip(3 * BLOCK, stop)


def test_an_early_end_is_told_with_what_is_missing(put):
    with Stream(put(PLAIN)) as stream, pytest.raises(EOFError, match="7 bytes too early"):
        stream.fill(memoryview(bytearray(len(PLAIN) + 7)))
    with Stream(put(PLAIN)) as stream, pytest.raises(EOFError, match="9 bytes too early"):
        stream.skip(len(PLAIN) + 9)


def _read_all(path):
    with Stream(path) as stream:
        stream.fill(memoryview(bytearray(len(PLAIN))))
        stream.finish()


def test_gzip_that_is_cut_or_spoilt_does_not_pass(put):
    packed = bytearray(gzip.compress(PLAIN, 1))
    middle, damaged = len(packed) // 2, (EOFError, OSError, zlib.error)
    _read_all(put(bytes(packed)))
    with pytest.raises(damaged):
        _read_all(put(bytes(packed[:middle])))
    packed[middle : middle + 40] = bytes(40)
    with pytest.raises(damaged):
        _read_all(put(bytes(packed)))


def test_no_thread_is_left(put):
    before = threading.active_count()
    with Stream(put(PLAIN)) as stream:
        stream.read(10)
        assert threading.active_count() == before + 1
    assert threading.active_count() == before
