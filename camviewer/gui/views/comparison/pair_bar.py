"""The two maps that are held against each other, and how much of each is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from camviewer.gui.forms import Choice, named, push_button, sized
from camviewer.gui.views.links import Links
from camviewer.session.comparison import pair_of
from camviewer.session.grid import map_titles

if TYPE_CHECKING:
    from camviewer.session.service import Session

_STEPS = 100


def _tr(text: str) -> str:
    return QCoreApplication.translate("PairBar", text)


class PairBar(QWidget):
    """Shows and edits A, B and the fade of ``state.comparison``.

    Parameters
    ----------
    session
        Followed.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._held = session.state.comparison
        self.choices = {
            "first": sized(named(Choice(), "mapA", _tr("Map A"))),
            "second": sized(named(Choice(), "mapB", _tr("Map B"))),
        }
        for which, choice in self.choices.items():
            # Two maps of one method differ at the end of their names.
            choice.elide = Qt.TextElideMode.ElideMiddle
            choice.activated.connect(lambda _index, which=which: self._on_chosen(which))
        self._build_fade()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(8)
        for widget, stretch in (
            (QLabel("A"), 0), (self.choices["first"], 3), (self.slider, 2),
            (QLabel("B"), 0), (self.choices["second"], 3), (self.swap, 0),
        ):  # fmt: skip
            layout.addWidget(widget, stretch)
        case, held = session.state.case.events, self._held.events
        numbers = session.state.numbers.events
        links = Links(self)
        links.follow(self.show_pair, case.heatmaps, held.first, held.second, held.axis)
        links.follow(self.show_pair, held.beside, held.layers, held.targets, held.models)
        links.follow(self.show_pair, numbers.sorted_by, numbers.evaluation, numbers.is_reversed)
        links.follow(self.show_fade, held.fade, held.is_fading, held.extras)
        self.show_pair()
        self.show_fade()

    def _build_fade(self) -> None:
        self.slider = named(
            QSlider(Qt.Orientation.Horizontal),
            "fade",
            _tr("Fade from A to B"),
            _tr("How much of B is drawn instead of A (Ctrl+[ and Ctrl+])"),
        )
        self.slider.setRange(0, _STEPS)
        self.slider.setSingleStep(5)
        self.slider.setMinimumWidth(60)
        self.slider.valueChanged.connect(self._on_faded)
        self.swap = push_button(_tr("Swap"), "swap")
        self.swap.setToolTip(_tr("Show the other one alone, in the same place (Q)"))
        self.swap.clicked.connect(self._session.swap_maps)

    def show_pair(self) -> None:
        """Offer all maps of the grid as A and as B."""
        state = self._session.state
        titles = map_titles(state)
        entries = [(title, name) for name, title in titles.items()]
        pair = pair_of(self._held, tuple(titles))
        for choice, name in zip(self.choices.values(), pair, strict=True):
            choice.fill(entries)
            choice.pick(name)
            choice.setToolTip(choice.currentText())

    def show_fade(self) -> None:
        """Show how much of each is drawn, where both are drawn in one place."""
        is_fading = self._held.is_fading
        self.setVisible(is_fading or "difference" in self._held.extras)
        self.slider.setVisible(is_fading)
        self.swap.setVisible(is_fading)
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(self._held.fade * _STEPS))

    def _on_faded(self, value: int) -> None:
        self._held.fade = value / _STEPS

    def _on_chosen(self, which: str) -> None:
        self._session.choose_map(which, str(self.choices[which].currentData()))
