"""Above the grid: what is compared, on which plane, by which scale, and what is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from camviewer.gui.flow import Flow
from camviewer.gui.forms import Segments, named, push_button, text_label
from camviewer.gui.theme import CONTROL_PX
from camviewer.gui.views.links import Links
from camviewer.gui.views.readout import scale_text
from camviewer.session.grid import shared_maps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.session.service import Session

ALL = "all"
_RUN_PX = 100


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
        self._build_axis()
        layout = Flow((12, 8, 12, 0), 6)
        for widget in (
            self.axis, self.beside, self.run,
            self._build_planes(), self._build_scale(), self._build_extras(),
        ):  # fmt: skip
            layout.addWidget(widget)
        self.setLayout(layout)
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

    def _build_axis(self) -> None:
        self.axis = Segments(
            [
                (_tr("Methods"), "methods"),
                (_tr("Layers"), "layers"),
                (_tr("Targets"), "targets"),
                (_tr("Models"), "models"),
            ],
            "axis",
            _tr("Compare"),
        )
        self.axis.picked.connect(lambda axis: setattr(self._held, "axis", axis))
        self.beside = named(QToolButton(), "beside", _tr("What stands beside"))
        self.beside.setProperty("role", "segment")
        self.beside.setFixedHeight(CONTROL_PX)
        self.beside.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.run = push_button(_tr("Make maps"), "runComparison", "primary")
        self.run.setFixedHeight(CONTROL_PX)
        self.run.setMinimumWidth(_RUN_PX)
        self.run.setToolTip(_tr("Make the maps that are missing here (Ctrl+Shift+E)"))
        self.run.clicked.connect(self.run_clicked)

    def _build_planes(self) -> QWidget:
        self.chooser = QButtonGroup(self)
        buttons = [
            _segment(plane, text, words)
            for plane, text, words in (
                ("axial", _tr("Axial"), _tr("Compare on the axial plane")),
                ("coronal", _tr("Coronal"), _tr("Compare on the coronal plane")),
                ("sagittal", _tr("Sagittal"), _tr("Compare on the sagittal plane")),
                (ALL, _tr("All three"), _tr("Compare on all three planes")),
            )
        ]
        for button in buttons:
            self.chooser.addButton(button)
        self.chooser.buttonClicked.connect(self._on_plane_chosen)
        self.planes = _together(buttons)
        return self.planes

    def _build_extras(self) -> QWidget:
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
                _tr("Show cells with where all maps agree and where they do not (U)"),
            ),
        }
        for name, button in self.extras.items():
            button.clicked.connect(lambda _on, name=name: self._session.toggle_mix(name))
        return _together([self.fading, *self.extras.values()])

    def _build_scale(self) -> QWidget:
        self.rule = text_label("", "caption")
        self.rule.setWordWrap(False)
        self.scale = Segments(
            [(_tr("Own scale"), "map"), (_tr("Shared"), "shared")],
            "compareScale",
            _tr("Scale of the colours"),
        )
        overlay = self._session.state.overlay
        self.scale.picked.connect(lambda rule: setattr(overlay, "scale", rule))
        return _together([self.scale, self.rule], gap=8)

    # Showing

    def show_axis(self) -> None:
        """Show what is compared and how much stands beside the main one."""
        axis, count = self._held.axis, len(self._held.chosen)
        self.axis.show_value(axis)
        texts = {
            "layers": _tr("Add layers"),
            "targets": _tr("Add targets"),
            "models": _tr("Add models"),
        }
        words = _tr("{count} more").format(count=count) if count else texts.get(axis, "")
        self.beside.setToolTip(texts.get(axis, ""))
        self.beside.setText(f"{words} ▾")
        self.beside.setAccessibleDescription(f"{texts.get(axis, '')}: {words}")
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
        self.planes.setVisible(image is None or image.is_volume)

    def show_rule(self) -> None:
        """Say how the colours are scaled."""
        state = self._session.state
        rule, count = state.overlay.scale, len(shared_maps(state))
        text = _tr("Scale: each map its own") if rule == "map" else ""
        self.rule.setText(text or scale_text(rule, count))
        self.rule.setVisible(rule == "fixed")  # the buttons say the others
        self.scale.setToolTip(f"{self.rule.text()} (J)")
        self.scale.setAccessibleDescription(self.rule.text())
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


def _segment(name: str, text: str, words: str) -> QToolButton:
    button = named(QToolButton(), name, words, words)
    button.setText(text)
    button.setCheckable(True)
    button.setProperty("role", "segment")
    button.setFixedHeight(CONTROL_PX)
    return button


def _together(widgets: Sequence[QWidget], gap: int = 0) -> QWidget:
    """Keep widgets in one row, without a break."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for widget in widgets:
        layout.addWidget(widget)
    return holder
