"""Whether a lossless JPEG is whole enough for gdcm, which ends the program at a faulty one.

Source: ITU-T T.81, annex B (the segments before the coded samples).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGIN, _END = b"\xff\xd8", b"\xff\xd9"
_FRAME, _TABLE, _SCAN = 0xC3, 0xC4, 0xDA
_TELLING = {0xFE, *range(0xE0, 0xF0)}
_RESTART = 0xDD
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def is_sound(code: bytes, shape: tuple[int, int], samples: int, bits: int) -> bool:
    """Tell whether the segments before the coded samples are in order and fit the image.

    Parameters
    ----------
    code
        One picture.
    shape
        Rows and columns.
    samples, bits
        Values of a pixel, and how many bits one may have at most.
    """
    segments = list(_segments(code))
    kinds = [kind for kind, _ in segments]
    if not kinds or kinds[-1] != _SCAN or kinds.count(_FRAME) != 1 or _TABLE not in kinds:
        return False
    frame = dict(segments)[_FRAME]
    tables = [body for kind, body in segments if kind == _TABLE]
    return (
        set(kinds) <= {_FRAME, _TABLE, _SCAN, _RESTART, *_TELLING}
        and _fits(frame, shape, samples, bits)
        and _scan_fits(segments[-1][1], frame, {body[0] & 15 for body in tables if body})
        and all(_is_table(body) for body in tables)
        and _ends_well(code, 2 + sum(4 + len(body) for _, body in segments), samples)
    )


def _segments(code: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield kind and content of each segment, up to the first scan; nothing behind a fault."""
    place = 2 if code.startswith(_BEGIN) else len(code)
    while place + 4 <= len(code) and code[place] == 0xFF:
        if code[place + 1] == 0xFF:  # a marker may be preceded by any number of these
            place += 1
            continue
        kind = code[place + 1]
        length = int.from_bytes(code[place + 2 : place + 4], "big")
        body = code[place + 4 : place + 2 + length]
        if length < 2 or len(body) != length - 2:
            return
        yield kind, body
        if kind == _SCAN:
            return
        place += 2 + length


def _ends_well(code: bytes, start: int, samples: int) -> bool:
    """Tell whether nothing but restarts interrupts the samples; colours may have more scans."""
    code = code.rstrip(b"\0")
    if not code.endswith(_END):
        return False
    found = _MARKER.search(code, start)
    return samples > 1 or (found is not None and found.start() == len(code) - 2)


def _fits(frame: bytes, shape: tuple[int, int], samples: int, bits: int) -> bool:
    """Tell whether a frame's header names the image's size and kind of pixel."""
    if len(frame) != 6 + 3 * samples or frame[5] != samples:
        return False
    size = int.from_bytes(frame[1:3], "big"), int.from_bytes(frame[3:5], "big")
    whole = all(each == 0x11 for each in frame[7::3])
    return size == shape and 2 <= frame[0] <= bits and whole


def _is_table(body: bytes) -> bool:
    """Tell whether Huffman tables have as many values as they count, and not too many codes."""
    while body:
        counts, body = body[1:17], body[17:]
        codes = sum(count << (16 - length) for length, count in enumerate(counts, start=1))
        total = sum(counts)
        values = body[:total]
        if len(counts) < 16 or len(values) < total or codes > 1 << 16 or not values:
            return False
        if max(values) > 16:
            return False
        body = body[total:]
    return True


def _scan_fits(scan: bytes, frame: bytes, tables: set[int]) -> bool:
    """Tell whether a scan holds the frame's components, by tables that are there."""
    count = scan[0] if scan else 0
    if not 1 <= count <= frame[5] or len(scan) != 4 + 2 * count:
        return False
    known = set(frame[6::3])
    parts = [scan[1 + 2 * n : 3 + 2 * n] for n in range(count)]
    predictor, last, low = scan[-3:]
    is_plain = 1 <= predictor <= 7 and last == 0 and low == 0
    return is_plain and all(part[0] in known and part[1] >> 4 in tables for part in parts)
