"""Work in other threads, answers on the GUI thread: the newest job of a kind wins.

A job is numbered when it is submitted. Whatever it sends carries the number and is dropped when
a newer job of its kind, or a cancel, has come since. Widgets are never touched by a worker.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThread, QThreadPool, Signal, Slot

from camviewer.core.errors import CamViewerError, Cancelled, ResourceError
from camviewer.core.progress import CancelToken
from camviewer.core.words import say
from camviewer.gui.priority import give_way
from camviewer.session.privacy import crash_text

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)
_STACK_BYTES = 16 * 1024 * 1024  # a deep network needs more than macOS gives a second thread


class Crash(Exception):  # noqa: N818 - it carries a bug's traceback, it is none itself
    """A fault of ours in a worker.

    Parameters
    ----------
    details
        The traceback as text.
    """

    def __init__(self, details: str) -> None:
        super().__init__(details.strip().splitlines()[-1])
        self.details = details


class Line:
    """What a worker holds: a flag to look at and a way to send things to the window.

    Attributes
    ----------
    token : CancelToken
        Set when the job was cancelled or overtaken.
    """

    def __init__(self, send: Callable[[object], None]) -> None:
        self.token = CancelToken()
        self._send = send

    def send(self, thing: object) -> None:
        """Send a report or a finished map; it arrives on the GUI thread, in order."""
        self._send(thing)


@dataclass(frozen=True, eq=False)
class Task:
    """One piece of work and who hears of it, on the GUI thread.

    Attributes
    ----------
    kind : str
        A newer task of the same kind overtakes this one.
    work : callable
        ``work(line) -> result``, in a worker thread.
    done : callable
        Gets the result.
    failed : callable
        Gets the CamViewerError, or a Crash for a bug.
    cancelled : callable or None
        Called when the user stopped it, not when it was overtaken.
    received : callable or None
        Gets each thing that was sent on the way.
    is_quick : bool
        Reading and writing files does not wait behind a network.
    """

    kind: str
    work: Callable[[Line], object]
    done: Callable[[Any], None]
    failed: Callable[[CamViewerError | Crash], None]
    cancelled: Callable[[], None] | None = None
    received: Callable[[Any], None] | None = None
    is_quick: bool = False


@dataclass(frozen=True, eq=False)
class _Answer:
    """What travels between the threads: job number, which ear, and what it hears."""

    number: int
    ear: str
    content: object = None


class _Runnable(QRunnable):
    """Runs one task; owned by the bridge until its end has arrived."""

    def __init__(self, number: int, task: Task, bridge: Bridge) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.number = number
        self.task = task
        self.is_stopped = False
        self._bridge = bridge
        self.line = Line(lambda thing: self._answer("received", thing))

    def _answer(self, ear: str, content: object = None) -> None:
        self._bridge.answered.emit(_Answer(self.number, ear, content))

    def let_go(self) -> None:
        """Forget the work once its end has arrived.

        The pool keeps the runnable for ever, and with its task an image. What only the
        collector can free it may free in a worker thread, where Qt objects must not die.
        """
        del self.task, self.line, self._bridge

    def run(self) -> None:
        """Work, and send how it ended; nothing leaves the thread as an exception."""
        try:
            self.line.token.check()
            if not self.task.is_quick:
                give_way()
            result = self.task.work(self.line)
            self.line.token.check()
        except Cancelled:
            self._answer("cancelled")
        except CamViewerError as error:
            self._answer("failed", error)
        except MemoryError:
            full = ResourceError(
                say("bridge", "The memory is full."),
                hint=say("bridge", "Close other programs."),
            )
            self._answer("failed", full)
        except Exception as error:  # noqa: BLE001 - a bug in a worker must reach the user, not end the thread
            self._answer("failed", Crash(crash_text(type(error), error, error.__traceback__)))
        else:
            self._answer("done", result)


class Bridge(QObject):
    """Runs tasks and brings their answers home; make it on the GUI thread, without a parent."""

    answered = Signal(object)
    became_idle = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._number = 0
        self._newest: dict[str, int] = {}
        self._running: dict[int, _Runnable] = {}
        self._networks = self._make_pool()
        self._networks.setThreadPriority(QThread.Priority.LowPriority)
        self._files = self._make_pool()
        self.answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def _make_pool(self) -> QThreadPool:
        """One thread: two networks at once would only share the cores."""
        pool = QThreadPool(self)
        pool.setMaxThreadCount(1)
        pool.setStackSize(_STACK_BYTES)
        return pool

    def submit(self, task: Task) -> int:
        """Start a task, overtaking an older one of its kind, and return its number."""
        self._overtake(task.kind)
        self._number += 1
        runnable = _Runnable(self._number, task, self)
        self._newest[task.kind] = self._number
        self._running[self._number] = runnable
        (self._files if task.is_quick else self._networks).start(runnable)
        return self._number

    def _overtake(self, kind: str) -> None:
        """Stop the newest task of a kind silently."""
        number = self._newest.pop(kind, None)
        if number is not None and number in self._running:
            self._running[number].line.token.cancel()

    def drop(self, *kinds: str) -> None:
        """Stop tasks whose answers nobody wants any more; their ears hear nothing."""
        for kind in kinds or tuple(self._newest):
            self._overtake(kind)

    def cancel(self, kind: str) -> bool:
        """Ask the running task of a kind to stop; its ``cancelled`` will hear of it."""
        number = self._newest.get(kind)
        if number is None or number not in self._running:
            return False
        self._running[number].line.token.cancel()
        return True

    def is_running(self, kind: str) -> bool:
        """Tell whether the newest task of a kind has not ended."""
        return self._newest.get(kind) in self._running

    @property
    def is_idle(self) -> bool:
        """Whether no thread works, not even on something overtaken."""
        return not self._running

    @Slot(object)
    def _deliver(self, answer: _Answer) -> None:
        """Hand an answer to its task when it is still wanted; runs on the GUI thread."""
        runnable = self._running.get(answer.number)
        if runnable is None:
            return
        task = runnable.task
        is_wanted = self._newest.get(task.kind) == answer.number
        if answer.ear == "received":
            if is_wanted and task.received is not None and not runnable.line.token.is_cancelled:
                task.received(answer.content)
            return
        del self._running[answer.number]
        runnable.let_go()
        try:
            if is_wanted:
                self._finish(task, answer)
        finally:
            if not self._running:
                self.became_idle.emit()

    @staticmethod
    def _finish(task: Task, answer: _Answer) -> None:
        if answer.ear == "done":
            task.done(answer.content)
        elif answer.ear == "cancelled":
            if task.cancelled is not None:
                task.cancelled()
        elif isinstance(answer.content, (CamViewerError, Crash)):
            task.failed(answer.content)

    def close(self, wait_ms: int = 3000) -> bool:
        """Stop everything and wait; returns False when a thread still works after that."""
        self.drop()
        self._networks.clear()
        self._files.clear()
        is_done = self._files.waitForDone(wait_ms) and self._networks.waitForDone(wait_ms)
        if is_done:
            for runnable in self._running.values():
                runnable.let_go()
            self._running.clear()
        else:
            _log.warning("a job did not stop within %d ms", wait_ms)
        return is_done
