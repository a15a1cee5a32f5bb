"""What speaks for the map that is shown: the map on the left, five answers on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from camviewer.core.settings import resource
from camviewer.gui.column import ElidedLabel, row
from camviewer.gui.durations import about_text
from camviewer.gui.forms import link_button, push_button, show_role, text_label
from camviewer.gui.theme import PADDING_PX
from camviewer.gui.views.links import Links
from camviewer.gui.views.slice_view import SliceView
from camviewer.gui.views.trust_row import TrustRow
from camviewer.session.trust import QUESTIONS, caution
from camviewer.session.words import map_label, map_title

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from camviewer.gui.dialogs import Asker
    from camviewer.gui.trust_jobs import TrustJobs
    from camviewer.session.service import Session

_SIDE_PX = 440
_MOST_PX = 600
"""Wider, its lines are too long to be read."""
_MAP_PX = 240


def _tr(text: str) -> str:
    return QCoreApplication.translate("TrustView", text)


class Checker(Protocol):
    """What is needed of the controller."""

    session: Session
    asker: Asker
    trust_jobs: TrustJobs

    @property
    def is_busy(self) -> bool:
        """Whether a job runs or is being stopped."""


class TrustView(QWidget):
    """Shows ``state.numbers.trust`` of the map that is shown.

    Parameters
    ----------
    controller
        Starts the check.
    """

    probe_changed = Signal(str)
    warning_clicked = Signal()
    volume_wanted = Signal(int)

    def __init__(self, controller: Checker) -> None:
        super().__init__()
        self._controller = controller
        self._session = controller.session
        self.setAccessibleName(_tr("What speaks for the map"))
        self.plane = SliceView(self._session, "axial")
        self.plane.flush()  # its badges get their words
        self.plane.setMinimumWidth(_MAP_PX)
        self.rows = {question: TrustRow(question) for question in QUESTIONS}
        self._build()
        for signal, own in (
            (self.plane.probe_changed, self.probe_changed),
            (self.plane.warning_clicked, self.warning_clicked),
            (self.plane.volume_wanted, self.volume_wanted),
        ):
            signal.connect(own)
        self._follow()
        self.show_trust()
        self.show_outlook()

    def _follow(self) -> None:
        state = self._session.state
        case, ask, numbers = state.case.events, state.ask.events, state.numbers.events
        links = Links(self)
        links.follow(self.show_trust, case.selected, case.heatmaps, numbers.trust)
        links.follow(
            self.show_outlook,
            case.heatmaps, case.explanation, numbers.trust_forecast, numbers.trust,
            ask.model, ask.target, ask.layer, state.job.events.phase,
        )  # fmt: skip
        links.follow(self._ask_forecast, case.explanation, state.job.events.phase)

    # Building

    def _build(self) -> None:
        side = QWidget()
        side.setObjectName("trustSide")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setMinimumWidth(_SIDE_PX)
        side.setMaximumWidth(_MOST_PX)
        down = QVBoxLayout(side)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(self._head())
        down.addWidget(self._body(), 1)
        down.addLayout(self._foot())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.plane, 2)
        layout.addWidget(side, 3)

    def _head(self) -> QVBoxLayout:
        """Make the map's name, the one accented button and what it would take."""
        self.title = ElidedLabel()
        self.title.setProperty("role", "name")
        self.check = push_button(_tr("Check this map"), "trustCheck", "primary")
        self.check.clicked.connect(self._on_check_clicked)
        self.outlook = text_label("", "caption")
        self.stale = text_label(
            _tr("The choices have changed since these maps were made: explain again first."),
            "warning",
        )
        top = row(self.title, self.check)
        top.setStretch(0, 1)
        layout = QVBoxLayout()
        layout.setContentsMargins(PADDING_PX, PADDING_PX, PADDING_PX, 8)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.outlook)
        layout.addWidget(self.stale)
        return layout

    def _body(self) -> QScrollArea:
        body = QWidget()
        body.setObjectName("panelBody")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(PADDING_PX - 4, 0, PADDING_PX - 2, 0)
        layout.setSpacing(0)
        for each in self.rows.values():
            layout.addWidget(each)
        layout.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidget(body)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return self._area

    def _foot(self) -> QVBoxLayout:
        self.caution = text_label(caution(), "sentence")
        self.caution.setWordWrap(True)
        self.definitions = link_button(
            _tr("All definitions"), "trustDefinitions", _tr("Every metric and its source")
        )
        self.definitions.clicked.connect(self._show_definitions)
        layout = QVBoxLayout()
        layout.setContentsMargins(PADDING_PX, 8, PADDING_PX, 8)
        layout.setSpacing(4)
        layout.addWidget(self.caution)
        layout.addLayout(row(self.definitions, None))
        return layout

    # What may be asked of it

    @property
    def focused(self) -> SliceView:
        """The view that keys move."""
        return self.plane

    def fit(self) -> None:
        """Show all of the plane."""
        self.plane.set_camera(None)

    def nudge(self, dx: int, dy: int) -> None:
        """Move the crosshair by pixels of the plane, to the right and down."""
        self.plane.nudge(dx, dy)

    def step_slice(self, count: int) -> None:
        """Move through the slices."""
        self.plane.step_slice(count)

    def flush(self) -> None:
        """Draw what has changed now."""
        self.plane.flush()

    # Following

    def show_trust(self) -> None:
        """Show the answers about the map that is shown."""
        state = self._session.state
        heatmap, numbers = state.case.heatmap, state.numbers
        self.title.show_text(
            _tr("No map yet") if heatmap is None else map_title(heatmap),
        )
        found = numbers.trust.get(state.case.selected)
        evaluation = numbers.evaluation
        parameters = {} if evaluation is None else evaluation.parameters
        for question, each in self.rows.items():
            each.show_evidence(None if found is None else found.answer(question), parameters)

    def show_outlook(self) -> None:
        """Say what a check would do, whether it can be done, and what is out of date."""
        state = self._session.state
        self.check.setEnabled(
            state.case.explanation is not None and not self._controller.is_busy
        )
        is_checked = bool(state.numbers.trust)
        self.check.setText(_tr("Check again") if is_checked else _tr("Check this map"))
        self.check.setAccessibleName(self.check.text())
        show_role(self.check, "plain" if is_checked else "primary")
        self.outlook.setText(self._outlook())
        self.stale.setVisible(self._session.is_stale())

    def _outlook(self) -> str:
        state = self._session.state
        maps, numbers = state.case.heatmaps, state.numbers
        if state.case.explanation is None:
            return _tr("Choose methods and press Explain: then their maps can be checked.")
        names = ", ".join(map_label(each) for each in maps.values())
        if numbers.trust:
            return _tr("Checked together, beside two controls: {names}.").format(names=names)
        words = _tr("All shown maps are checked at once, beside two controls: {names}.")
        parts = [words.format(names=names)]
        if numbers.trust_forecast is not None:
            took = about_text(numbers.trust_forecast.seconds)
            words = _tr("The network looks at {count} images, {time}.")
            parts.append(
                words.format(count=numbers.trust_forecast.workload.forwards, time=took)
            )
        return " ".join(parts)

    def _on_check_clicked(self) -> None:
        self._controller.trust_jobs.check()

    def _ask_forecast(self) -> None:
        if self.isVisible():
            self._controller.trust_jobs.forecast()

    def _show_definitions(self) -> None:
        self._controller.asker.show_document(_tr("The metrics"), resource("docs", "metrics.md"))

    def showEvent(self, event: QShowEvent) -> None:
        """Ask what a check would take, once it may be wanted."""
        super().showEvent(event)
        self._ask_forecast()
