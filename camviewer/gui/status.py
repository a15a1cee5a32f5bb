"""The two lines below the picture: what is under the pointer, what runs, and the caution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from camviewer.core.settings import DISCLAIMER
from camviewer.core.words import say
from camviewer.gui.column import ElidedLabel, row
from camviewer.gui.forms import flat_button, link_button, named
from camviewer.gui.theme import PADDING_PX, tabular
from camviewer.gui.views.links import Links

if TYPE_CHECKING:
    from camviewer.gui.controller import Controller
    from camviewer.session.state import Job

_MEMORY_MS = 2000


def _tr(text: str) -> str:
    return QCoreApplication.translate("StatusArea", text)


def time_left(seconds: float) -> str:
    """Write a waiting time no finer than it can be known."""
    if seconds < 1:
        return _tr("under 1 s left")
    if seconds < 90:
        return _tr("{count} s left").format(count=round(seconds))
    return _tr("{count} min left").format(count=round(seconds / 60))


def job_text(job: Job) -> str:
    """Say in one line what runs, or how the last job ended."""
    if job.phase in {"running", "stopping"}:
        parts = [_tr("Stopping after this step") if job.phase == "stopping" else job.label]
        if job.total > 0:
            parts.append(_tr("{done} of {total}").format(done=job.done, total=job.total))
            if job.seconds_left is not None and job.phase == "running" and job.done < job.total:
                parts.append(time_left(job.seconds_left))
        return " · ".join(parts)
    return " ".join(filter(None, (job.message, job.hint)))


class JobLine(QWidget):
    """What runs, how far it is, and the one thing to do about it.

    Parameters
    ----------
    controller
        Starts and stops jobs.
    """

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        named(self, "jobLine", _tr("Progress"))
        self._controller = controller
        self._job = controller.session.state.job
        self.words = ElidedLabel()
        self.words.setObjectName("jobWords")
        self.words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.bar = named(QProgressBar(), "jobBar", _tr("Progress"))
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(96, 6)
        self.stop = flat_button("cancel", "jobStop", _tr("Cancel (Esc)"))
        self.stop.setFixedSize(28, 24)
        self.stop.clicked.connect(controller.cancel)
        self.act = link_button("", "jobAct", "")
        self.act.clicked.connect(self._on_act_clicked)
        layout = row(self.words, self.bar, self.stop, self.act)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        links = Links(self)
        links.follow(self.show_job, *self._job.events.signals.values())
        links.follow(self._announce, self._job.events.phase)
        self.show_job()

    def show_job(self) -> None:
        """Show the state of the job."""
        job = self._job
        is_running = job.phase in {"running", "stopping"}
        self.words.show_text(job_text(job))
        role = {"failed": "error"}.get(job.phase, "status")
        if self.words.property("role") != role:
            self.words.setProperty("role", role)
            self.words.style().polish(self.words)
        self.bar.setVisible(is_running)
        self.bar.setRange(0, job.total)
        self.bar.setValue(job.done)
        self.stop.setVisible(is_running)
        self.stop.setEnabled(job.phase == "running")
        self._show_act()

    def _announce(self, phase: str) -> None:
        """Let a screen reader say how a job ended."""
        words = job_text(self._job)
        if phase in {"done", "failed", "cancelled"} and words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _show_act(self) -> None:
        text = ""
        if self._job.phase in {"failed", "cancelled"}:
            if self._controller.crash_details:
                text = _tr("Show details")
            elif self._controller.can_retry:
                text = _tr("Try again")
        self.act.setText(text)
        self.act.setAccessibleName(text or _tr("Try again"))
        self.act.setVisible(bool(text))

    def _on_act_clicked(self) -> None:
        if self._controller.crash_details:
            self._controller.show_crash()
        else:
            self._controller.retry()


class StatusArea(QWidget):
    """Both lines.

    Parameters
    ----------
    controller
        Knows the session and its jobs.
    """

    warning_clicked = Signal()

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self.setObjectName("statusArea")
        self._session = controller.session
        self.probe = ElidedLabel()
        self.probe.setObjectName("probe")
        self.probe.setFont(tabular(self.probe.font()))
        self.job = JobLine(controller)
        self.caution = QLabel(say("core", DISCLAIMER))
        self.caution.setObjectName("disclaimer")
        self.caution.setProperty("role", "caption")
        self.machine = QLabel()
        self.machine.setObjectName("machine")
        self.machine.setProperty("role", "caption")
        self.machine.setFont(tabular(self.machine.font()))
        first = row(self.probe, self.job)
        first.setSpacing(24)
        first.setStretch(0, 3)
        first.setStretch(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING_PX, 2, PADDING_PX, 4)
        layout.setSpacing(0)
        layout.addLayout(first)
        layout.addLayout(row(self.caution, None, self.machine))
        self.setFixedHeight(52)
        self._clock = QTimer(self)
        self._clock.setInterval(_MEMORY_MS)
        self._clock.timeout.connect(self.show_machine)
        self._clock.start()
        state = self._session.state
        links = Links(self)
        links.follow(self.show_machine, state.case.events.explanation, state.ask.events.device)
        self.show_machine()

    def show_probe(self, text: str) -> None:
        """Show what is under the pointer."""
        self.probe.show_text(text)

    def show_machine(self) -> None:
        """Show where the network runs and how much memory the program holds."""
        import psutil

        explanation = self._session.state.case.explanation
        device = self._session.state.ask.device if explanation is None else explanation.device
        words = _tr("device: automatic") if device == "auto" else device.upper()
        gigabytes = psutil.Process().memory_info().rss / 1e9
        self.machine.setText(f"{words} · {gigabytes:.1f} GB")
        self.machine.setToolTip(_tr("Memory that camviewer holds now"))
