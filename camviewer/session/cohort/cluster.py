"""An existing Dask cluster as a crew; the only place that knows ``distributed``."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from camviewer.core.errors import ResourceError
from camviewer.core.words import say
from camviewer.session.cohort.worker import measure_jobs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from camviewer.session.cohort.outcome import Outcome
    from camviewer.session.cohort.request import Wish
    from camviewer.session.cohort.worker import Job

_ASKED_EVERY = 5.0
_PATIENCE = "15s"


class ClusterCrew:
    """The workers of a Dask scheduler.

    Parameters
    ----------
    address
        Of the scheduler: ``tcp://host:8786``.

    Notes
    -----
    Cases travel by their paths, so all machines need the same files at the same place. When a
    worker dies, the scheduler gives its cases to another one; it gives up on those with which
    several died.

    Raises
    ------
    ResourceError
        When the library is missing, or no scheduler answers.
    """

    def __init__(self, address: str) -> None:
        distributed = _library()
        try:
            self._client: Any = distributed.Client(
                address, timeout=_PATIENCE, set_as_default=False
            )
        except (OSError, ValueError, TypeError) as error:
            raise ResourceError(
                say("cohort", "No Dask scheduler answers at this address."),
                hint=say("cohort", "Write it as the scheduler prints it: tcp://host:8786"),
            ) from error
        self._killed: type[BaseException] = distributed.KilledWorker
        self._pool = self._client.get_executor(pure=False)
        self._asked, self._size = float("-inf"), 1

    @property
    def size(self) -> int:
        """How many workers there are now; 1 while there is none."""
        if time.monotonic() - self._asked > _ASKED_EVERY:
            self._size = max(1, len(self._client.nthreads()))
            self._asked = time.monotonic()
        return self._size

    def submit(self, wish: Wish, jobs: Sequence[Job]) -> Future[list[Outcome]]:
        """Hand some cases to the next worker that is free."""
        found: Future[list[Outcome]] = self._pool.submit(measure_jobs, wish, tuple(jobs))
        return found

    def is_death(self, error: BaseException) -> bool:
        """Tell whether several workers died of the same cases."""
        return isinstance(error, self._killed)

    def close(self) -> None:
        """Leave the cluster; what is still waiting there is forgotten."""
        self._pool.shutdown(wait=False)
        self._client.close()


def _library() -> Any:  # noqa: ANN401 - an optional library
    """Import it, or raise ResourceError."""
    try:
        import distributed
    except ImportError as error:
        raise ResourceError(
            say("cohort", "The library dask.distributed is not installed."),
            hint=say("cohort", "pip install 'camviewer[cluster]'"),
        ) from error
    return distributed
