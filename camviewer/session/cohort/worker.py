"""The work on a few cases, in a process of this machine or of a cluster."""

from __future__ import annotations

import os
import re
import threading
import time
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from camviewer.core.errors import CamViewerError, ModelError
from camviewer.core.words import say
from camviewer.session.cohort.outcome import Failure, Outcome, describe_case

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection
    from pathlib import Path
    from typing import Any

    from camviewer.session.cohort.request import CohortRequest, Wish

_one_at_a_time = threading.Lock()
_known: set[str] = set()


@dataclass(frozen=True)
class Job:
    """One case, ready to be measured.

    Attributes
    ----------
    key : str
        Of the case.
    image, mask : Path, Path or None
        Its files.
    target : str or None
        What is explained.
    """

    key: str
    image: Path
    mask: Path | None
    target: str | None


def start_worker(stop: Connection, threads: int) -> None:
    """Make a process ready: quiet, on its share of the cores, and not to outlive its parent.

    Parameters
    ----------
    stop
        Ends the process when its other end is closed, or its holder died.
    threads
        Cores of this process.
    """
    import signal

    from camviewer.engine.device import use_threads
    from camviewer.session.privacy import hide_in_logs

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(stop,), daemon=True).start()
    hide_in_logs()
    use_threads(threads)


def _end_with(stop: Connection) -> None:
    """End this process as soon as the connection does; a case may be in the middle."""
    wait([stop])
    os._exit(1)


def measure_jobs(wish: Wish, jobs: Sequence[Job]) -> list[Outcome]:
    """Explain and measure some cases, one after another.

    Files are read by their paths, so a cluster's machines must see them at the same place. A
    case that cannot be used does not stop the others.
    """
    # Two threads of a cluster's worker share the network, whose hooks allow one at a time.
    with _one_at_a_time:
        return [_outcome(wish, job) for job in jobs]


def _outcome(wish: Wish, job: Job) -> Outcome:
    """Measure one case, or say why not."""
    started = time.perf_counter()
    try:
        _check_same(wish)
        record, failure = _measured(wish.request, job), None
    except CamViewerError as error:
        record, failure = {}, failure_of(error, job)
    return Outcome(job.key, record, failure, time.perf_counter() - started)


def _check_same(wish: Wish) -> None:
    """Refuse to work with another program or other weights than the wish was checked with.

    Raises
    ------
    ModelError
        When they differ.
    """
    from camviewer.session.cohort.request import checked

    if wish.fingerprint in _known:
        return
    if checked(wish.request).fingerprint != wish.fingerprint:
        raise ModelError(
            say("cohort", "A worker has another version of camviewer or other weights."),
            hint=say("cohort", "Install the same version and copy the same model everywhere."),
        )
    _known.add(wish.fingerprint)


def _measured(request: CohortRequest, job: Job) -> dict[str, Any]:
    """Explain and measure one case."""
    from camviewer.core.job import ExplainRequest
    from camviewer.core.progress import CancelToken, no_report
    from camviewer.session.evaluation import Against, evaluate
    from camviewer.session.work import Work

    work = Work()
    image = work.read(job.image)
    mask = None if job.mask is None else work.read(job.mask)
    asked = ExplainRequest(
        image, request.model, request.methods, job.target, request.layer, request.device,
        request.parameters, request.seed,
    )  # fmt: skip
    explanation = work.explain(asked, no_report, CancelToken(), lambda _map: None)
    if not request.metrics:
        return describe_case(job.key, image, explanation, None)
    against = Against(mask, None, request.has_controls, request.metric_parameters)
    found = evaluate(image, explanation, request.metrics, against)
    return describe_case(job.key, image, explanation, found)


def failure_of(error: CamViewerError, job: Job) -> Failure:
    """Say why a case failed, without the names of its files."""
    return Failure(_nameless(str(error), job), _nameless(error.hint, job))


def fault_of(error: BaseException) -> Failure:
    """Say that the program itself is at fault."""
    from camviewer.session.privacy import crash_text

    return Failure(
        f"An error of the program stopped this case ({type(error).__name__}).",
        "Report it with the text in the file of the case.",
        crash_text(type(error), error, error.__traceback__),
    )


def _nameless(text: str, job: Job) -> str:
    """Take the paths and names of a case's files out of a sentence."""
    from camviewer.session.privacy import without_paths

    words = {"the image": job.image, "the mask": job.mask}
    for word, path in words.items():
        if path is not None:
            text = text.replace(str(path), word)
            text = re.sub(rf"(?<!\w){re.escape(path.name)}(?!\w)", word, text)
    text = without_paths(text)
    return text[:1].upper() + text[1:]
