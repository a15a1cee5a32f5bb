"""Above the grid: what is compared, on which plane, by which scale, and what is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from camviewer.gui.column import ElidedLabel
from camviewer.gui.forms import Segments, named, push_button
from camviewer.gui.theme import CONTROL_PX
from camviewer.gui.views.links import Links
from camviewer.gui.views.readout import scale_text
from camviewer.session.comparison import shared_maps

if TYPE_CHECKING:
    from camviewer.session.service import Session

ALL = "all"
_HEIGHT_PX = CONTROL_PX - 2


def _tr(text: str) -> str:
    return QCoreApplication.translate("CompareBar", text)


class CompareBar(QWidget):
    """Shows and edits ``state.comparison``, the plane and the scale.

    Parameters
    ----------
    session
        Followed.

    Attributes
    ----------
    beside : QToolButton
        Gets a menu from who knows the networks.
    """

    run_clicked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._held = session.state.comparison
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 0)
        layout.setSpacing(4)
        layout.addLayout(self._build_first())
        layout.addLayout(self._build_second())
        state = session.state
        held, case, ask = self._held.events, state.case.events, state.ask.events
        links = Links(self)
        links.follow(self.show_axis, held.axis, held.layers, held.targets, held.models)
        links.follow(self.show_run, held.axis, held.layers, held.targets, held.models)
        links.follow(self.show_run, held.beside, case.explanation, case.heatmaps, case.image)
        links.follow(self.show_run, ask.methods, ask.target, ask.layer, ask.model)
        links.follow(self.show_run, state.job.events.phase)
        links.follow(self.show_plane, state.view.events.compare_plane, case.image)
        links.follow(self.show_rule, state.overlay.events.scale, held.heatmaps, held.axis)
        links.follow(self.show_rule, case.heatmaps, state.view.events.place)
        links.follow(self.show_extras, held.extras, held.is_fading)
        for show in (self.show_axis, self.show_run, self.show_plane, self.show_rule):
            show()
        self.show_extras()

    # Building

    def _build_first(self) -> QHBoxLayout:
        self.axis = Segments(
            [
                (_tr("Methods"), "methods"),
                (_tr("Layers"), "layers"),
                (_tr("Targets"), "targets"),
                (_tr("Networks"), "models"),
            ],
            "axis",
            _tr("Compare"),
        )
        self.axis.picked.connect(lambda axis: setattr(self._held, "axis", axis))
        self.beside = named(QToolButton(), "beside", _tr("What stands beside"))
        self.beside.setProperty("role", "segment")
        self.beside.setFixedHeight(CONTROL_PX)
        self.beside.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.run = push_button(_tr("Make the maps"), "runComparison", "primary")
        self.run.setFixedHeight(CONTROL_PX)
        self.run.setToolTip(_tr("Make the maps that are missing here (Ctrl+Shift+E)"))
        self.run.clicked.connect(self.run_clicked)
        line = QHBoxLayout()
        line.setSpacing(8)
        for each in (self.axis, self.beside, self.run):
            line.addWidget(each)
        line.addStretch(1)
        line.addLayout(self._build_planes())
        return line

    def _build_planes(self) -> QHBoxLayout:
        self.chooser = QButtonGroup(self)
        line = QHBoxLayout()
        line.setSpacing(0)
        for plane, text, words in (
            ("axial", _tr("Axial"), _tr("Compare on the axial plane")),
            ("coronal", _tr("Coronal"), _tr("Compare on the coronal plane")),
            ("sagittal", _tr("Sagittal"), _tr("Compare on the sagittal plane")),
            (ALL, _tr("All three"), _tr("Compare on all three planes")),
        ):
            button = _segment(plane, text, words)
            button.setFixedHeight(CONTROL_PX)
            self.chooser.addButton(button)
            line.addWidget(button)
        self.chooser.buttonClicked.connect(self._on_plane_chosen)
        return line

    def _build_second(self) -> QHBoxLayout:
        self.fading = _segment(
            "fading", _tr("Fade A and B"), _tr("Draw A and B in one place (T)")
        )
        self.fading.clicked.connect(lambda on: setattr(self._held, "is_fading", on))
        self.extras = {
            "difference": _segment(
                "difference", _tr("Difference"), _tr("Show a cell with A minus B (Y)")
            ),
            "consensus": _segment(
                "consensus",
                _tr("Consensus"),
                _tr("Show a cell with what the maps agree on (U)"),
            ),
            "disagreement": _segment(
                "disagreement",
                _tr("Disagreement"),
                _tr("Show a cell with where the maps disagree (Shift+U)"),
            ),
        }
        self.rule = ElidedLabel()
        self.rule.setProperty("role", "caption")
        self.scale = Segments(
            [(_tr("Own scale"), "map"), (_tr("Shared"), "shared")],
            "compareScale",
            _tr("Scale of the colours"),
        )
        self.scale.picked.connect(
            lambda rule: setattr(self._session.state.overlay, "scale", rule)
        )
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self.fading)
        line.addSpacing(8)
        for name, button in self.extras.items():
            button.clicked.connect(lambda on, name=name: self._on_extra_clicked(name, is_on=on))
            line.addWidget(button)
        line.addSpacing(8)
        line.addWidget(self.rule, 1)
        line.addSpacing(8)
        line.addWidget(self.scale)
        return line

    # Showing

    def show_axis(self) -> None:
        """Show what is compared and how much stands beside the main one."""
        axis, count = self._held.axis, len(self._held.chosen)
        self.axis.show_value(axis)
        texts = {
            "layers": (_tr("Choose layers…"), _tr("1 layer more"), _tr("{count} layers more")),
            "targets": (
                _tr("Choose targets…"),
                _tr("1 target more"),
                _tr("{count} targets more"),
            ),
            "models": (
                _tr("Choose networks…"),
                _tr("1 network more"),
                _tr("{count} networks more"),
            ),
        }.get(axis, ("", "", ""))
        self.beside.setText(texts[min(count, 2)].format(count=count) + " ▾")
        self.beside.setAccessibleDescription(self.beside.text())
        self.beside.setVisible(axis != "methods")

    def show_run(self) -> None:
        """Offer to make what is missing, once something stands beside."""
        is_wanted = bool(self._held.chosen) and bool(self._session.missing_parts())
        is_running = self._session.state.job.phase in {"running", "stopping"}
        self.run.setVisible(is_wanted)
        self.run.setEnabled(not is_running)

    def show_plane(self) -> None:
        """Show the plane; a picture has no other."""
        plane, image = self._session.state.view.compare_plane, self._session.state.case.image
        for button in self.chooser.buttons():
            button.setChecked(button.objectName() == plane)
            button.setVisible(image is None or image.is_volume)

    def show_rule(self) -> None:
        """Say how the colours are scaled."""
        state = self._session.state
        rule, count = state.overlay.scale, len(shared_maps(state))
        text = _tr("Scale: each map its own") if rule == "map" else ""
        self.rule.show_text(text or scale_text(rule, count))
        self.scale.show_value(rule)

    def show_extras(self) -> None:
        """Show which cells stand behind the maps."""
        self.fading.setChecked(self._held.is_fading)
        for name, button in self.extras.items():
            button.setChecked(name in self._held.extras)
            button.setEnabled(not self._held.is_fading)

    # Editing

    def _on_plane_chosen(self, button: QToolButton) -> None:
        self._session.state.view.compare_plane = button.objectName()

    def _on_extra_clicked(self, name: str, *, is_on: bool) -> None:
        kept = [each for each in self.extras if each in self._held.extras and each != name]
        wanted = {*kept, name} if is_on else set(kept)
        self._held.extras = tuple(each for each in self.extras if each in wanted)


def _segment(name: str, text: str, words: str) -> QToolButton:
    button = named(QToolButton(), name, words, words)
    button.setText(text)
    button.setCheckable(True)
    button.setProperty("role", "segment")
    button.setFixedHeight(_HEIGHT_PX)
    return button
