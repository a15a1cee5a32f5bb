"""A lossless JPEG written out by hand, and every fault that must not reach the decoder."""

import pytest

from camviewer.io.dicom.jpeg import is_sound

SHAPE = (48, 64)
# T.81, B.2: frame of 12 bits, 48 lines, 64 columns, one component; a table of two codes of one
# bit less than complete; one scan by the first predictor; samples; the end.
FRAME = bytes.fromhex("ffc3 000b 0c 0030 0040 01 01 11 00")
TABLE = bytes.fromhex("ffc4 0015 00 0101 0000000000000000000000000000 00 01")
SCAN = bytes.fromhex("ffda 0008 01 01 00 01 00 00")
GOOD = b"\xff\xd8" + FRAME + TABLE + SCAN + b"\x12\x34\xff\x00\x56\xff\xd0\x78\xff\xd9"


def _sound(code, **changes):
    return is_sound(code, **({"shape": SHAPE, "samples": 1, "bits": 16} | changes))


@pytest.mark.parametrize(
    "code",
    [
        GOOD,
        GOOD + b"\0",
        GOOD.replace(FRAME, b"\xff\xe0\0\x08\xff\xda\xff\xc3\xff\xd9" + FRAME),
        GOOD.replace(SCAN, b"\xff\xfe\0\x04hi" + SCAN),
        GOOD.replace(TABLE, b"\xff\xff" + TABLE),
    ],
    ids=["plain", "padded", "with an application's words", "with a comment", "filled"],
)
def test_a_picture_in_order_is_sound(code):
    assert _sound(code)


@pytest.mark.parametrize(
    "code",
    [
        b"",
        b"\xff\xd8",
        GOOD[1:],
        GOOD[:-2],
        GOOD[:30],
        GOOD.replace(b"\xff\xc3", b"\xff\xc0"),
        GOOD.replace(FRAME, FRAME + FRAME),
        GOOD.replace(FRAME, b""),
        GOOD.replace(TABLE, b""),
        GOOD.replace(SCAN, b""),
        GOOD.replace(b"\x0c\0\x30", b"\x12\0\x30"),
        GOOD.replace(b"\x0c\0\x30", b"\x0c\0\x31"),
        GOOD.replace(b"\x01\x11\0", b"\x01\x21\0"),
        GOOD.replace(b"\0\x08\x01\x01\0\x01", b"\0\x08\x01\x07\0\x01"),
        GOOD.replace(b"\0\x08\x01\x01\0\x01", b"\0\x08\x01\x01\x30\x01"),
        GOOD.replace(b"\0\x08\x01\x01\0\x01", b"\0\x08\x01\x01\0\x09"),
        GOOD.replace(TABLE, TABLE[:5] + b"\x03" + TABLE[6:]),
        GOOD.replace(TABLE, TABLE[:-1] + b"\x11"),
        GOOD.replace(b"\x12\x34", b"\x12\xff\xaa"),
    ],
    ids=[
        "nothing", "begin only", "no begin", "no end", "cut", "another process", "two frames",
        "no frame", "no table", "no scan", "too many bits", "another size", "smaller colours",
        "unknown component", "unknown table", "unknown predictor", "too many codes",
        "a code too long", "a marker among samples",
    ],
)  # fmt: skip
def test_a_fault_is_seen(code):
    assert code != GOOD
    assert not _sound(code)


def test_it_has_to_fit_the_image():
    assert not _sound(GOOD, shape=(64, 48))
    assert not _sound(GOOD, samples=3)
    assert not _sound(GOOD, bits=8)
