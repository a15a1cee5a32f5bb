"""Who draws and who waits: painting stays in its thread, networks give way to it."""

from __future__ import annotations

import os
import sys
import threading

_NICENESS = 10


def paint_in_one_thread() -> None:
    """Have Qt paint pictures in the GUI thread alone; call it before the first one is painted.

    Notes
    -----
    Qt divides pictures of more than 131072 pixels among threads. For those of a CT's slice,
    painted in a tenth of a millisecond, waking and awaiting another thread takes longer than
    the painting, and much longer while a network keeps all processors busy.
    """
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")


def give_way() -> None:
    """Let the present thread, and threads that it starts from now on, wait for the GUI thread.

    Notes
    -----
    Takes nothing from a network as long as nothing is drawn. For Linux, where each thread has a
    niceness of its own and Qt's priorities do nothing; elsewhere they do.
    """
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
