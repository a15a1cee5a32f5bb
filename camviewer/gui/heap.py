"""Memory of the pictures that are drawn over and over."""

from __future__ import annotations

import numpy as np

_LARGEST_KEPT = 31 << 20


def keep_freed_memory() -> None:
    """Have the C library keep freed memory for the next picture.

    Notes
    -----
    glibc gives freed memory back to the system beyond a threshold that grows with the largest
    block ever freed, up to 32 MB. Until it has grown, each drawing of three planes takes about
    300 pages anew from the system, a tenth of its time. Other libraries take no notice.
    """
    np.empty(_LARGEST_KEPT, np.uint8)
