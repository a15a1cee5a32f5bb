"""Who does the work: processes of this machine, or an existing Dask cluster."""

from __future__ import annotations

import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Protocol

from camviewer.session.cohort.worker import measure_jobs, start_worker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    from camviewer.session.cohort.outcome import Outcome
    from camviewer.session.cohort.request import Wish
    from camviewer.session.cohort.worker import Job

    Measure = Callable[[Wish, Sequence[Job]], list[Outcome]]

_BYTES_PER_WORKER = 1.5e9
_MOST_ON_WINDOWS = 61


class Crew(Protocol):
    """Some workers."""

    @property
    def size(self) -> int:
        """How many there are."""

    def submit(self, wish: Wish, jobs: Sequence[Job]) -> Future[list[Outcome]]:
        """Hand some cases to the next worker that is free."""

    def is_death(self, error: BaseException) -> bool:
        """Tell whether a worker died of its cases, or beside them."""

    def close(self) -> None:
        """End the work, also in the middle of a case."""


class LocalCrew:
    """Processes of this machine.

    Parameters
    ----------
    size
        How many.
    measure
        What they do.

    Notes
    -----
    Processes are started anew and not forked: a fork of a process with threads may hang. When
    one dies, all that were at work are started again.
    """

    def __init__(self, size: int, measure: Measure = measure_jobs) -> None:
        self._size = min(size, _MOST_ON_WINDOWS) if sys.platform == "win32" else size
        self._measure = measure
        self._context = multiprocessing.get_context("spawn")
        self._kept, self._stop = self._context.Pipe(duplex=False)
        self._pool = self._make_pool()

    @property
    def size(self) -> int:
        """How many there are."""
        return self._size

    def submit(self, wish: Wish, jobs: Sequence[Job]) -> Future[list[Outcome]]:
        """Hand some cases to the next worker that is free."""
        try:
            return self._pool.submit(self._measure, wish, jobs)
        except BrokenProcessPool:
            self._pool = self._make_pool()
            return self._pool.submit(self._measure, wish, jobs)

    def is_death(self, error: BaseException) -> bool:
        """Tell whether a worker died."""
        return isinstance(error, BrokenProcessPool)

    def close(self) -> None:
        """End the workers, also in the middle of a case."""
        self._stop.close()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._kept.close()

    def _make_pool(self) -> ProcessPoolExecutor:
        threads = max(1, cores() // self._size)
        return ProcessPoolExecutor(
            self._size, self._context, start_worker, (self._kept, threads)
        )


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def usual_workers(device: str, cases: int) -> int:
    """Choose how many processes work: all cores, as far as the memory holds the network.

    A graphics card has one, for its memory is the limit.
    """
    from camviewer.engine.device import choose_device
    from camviewer.io.memory import free_bytes

    if choose_device(device).type != "cpu":
        return 1
    room = int(free_bytes() / _BYTES_PER_WORKER)
    return max(1, min(cores(), room, cases))
