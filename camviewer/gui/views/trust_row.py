"""One question about a map: the state in word and shape, the sentence, a small picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from camviewer.core.trust import Evidence, Standing
from camviewer.gui.column import Disclosure, row, stacked
from camviewer.gui.forms import show_role, text_label
from camviewer.gui.icons import icon
from camviewer.gui.theme import AMBER
from camviewer.gui.views.trust_plot import WIDTH_PX, TrustPlot
from camviewer.session.trust import how_measured, question_words, standing_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QPaintEvent

_SIGN_PX = 18
SIGNS = {
    Standing.SUPPORTED: ("standing-supported", QPalette.ColorRole.Link),
    Standing.MIXED: ("standing-mixed", QPalette.ColorRole.WindowText),
    Standing.NOT_SUPPORTED: ("standing-not-supported", AMBER),
    Standing.UNKNOWN: ("standing-unknown", QPalette.ColorRole.PlaceholderText),
}
"""Drawing and colour of each state; no two share a shape, and none is green."""
ROLES = {
    Standing.SUPPORTED: "supported",
    Standing.MIXED: "mixed",
    Standing.NOT_SUPPORTED: "not-supported",
    Standing.UNKNOWN: "unknown",
}
"""Of the word, in the style sheet."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("TrustRow", text)


class StandingSign(QWidget):
    """The shape of a state; the word stands beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.standing = Standing.UNKNOWN
        self.setFixedSize(QSize(_SIGN_PX, _SIGN_PX))

    def show_standing(self, standing: Standing) -> None:
        """Show another state."""
        self.standing = standing
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shape in its colour."""
        name, role = SIGNS[self.standing]
        painter = QPainter(self)
        icon(name, role).paint(painter, QRect(0, 0, _SIGN_PX, _SIGN_PX))
        painter.end()


class TrustRow(QFrame):
    """Shows the answer to one question.

    Parameters
    ----------
    question
        Key of the question.
    """

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question
        self.setObjectName("trustRow")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.sign = StandingSign()
        self.heading = text_label(question_words(question), "name")
        self.heading.setWordWrap(True)
        self.state = text_label("", "unknown")
        self.sentence = text_label("", "sentence")
        self.sentence.setWordWrap(True)
        self.compared = text_label("", "caption")
        self.plot = TrustPlot()
        self.measured = text_label("", "caption")
        self.more = Disclosure(
            _tr("How this was measured"), f"{question}Measured", self.measured
        )
        self.more.button.setAccessibleDescription(question_words(question))
        self._place()
        self.show_evidence(None)

    def _place(self) -> None:
        top = row(self.sign, self.heading, self.state)
        top.setStretch(1, 1)
        texts = stacked(self.sentence, self.compared)
        texts.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._home = QWidget()
        self._home.setFixedWidth(WIDTH_PX)
        home = QVBoxLayout(self._home)
        home.setContentsMargins(0, 0, 0, 0)
        home.addWidget(self.plot, 0, Qt.AlignmentFlag.AlignTop)
        home.addStretch(1)
        middle = row(texts, self._home)
        middle.setStretch(0, 1)
        middle.setContentsMargins(_SIGN_PX + 8, 0, 0, 0)
        foot = row(self.more)
        foot.setContentsMargins(_SIGN_PX + 4, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 8, 4, 0)
        layout.setSpacing(2)
        for part in (top, middle, foot):
            layout.addLayout(part)

    def show_evidence(
        self,
        evidence: Evidence | None,
        parameters: Mapping[str, Mapping[str, object]] | None = None,
    ) -> None:
        """Show an answer; None where there is none yet.

        Parameters
        ----------
        parameters
            What the metrics were run with, by their names.
        """
        shown = evidence or Evidence(self.question, Standing.UNKNOWN, _tr("Not measured yet."))
        standing = standing_words(shown.standing)
        self.sign.show_standing(shown.standing)
        self.state.setText(standing)
        show_role(self.state, ROLES[shown.standing])
        self.sentence.setText(shown.sentence)
        self.compared.setText(shown.compared_with)
        self.compared.setVisible(bool(shown.compared_with))
        self.plot.show_curves(shown.curves)
        self._home.setVisible(bool(shown.curves))
        self.measured.setText(_measured(shown, parameters or {}))
        heading = question_words(self.question)
        self.setAccessibleName(f"{heading} {standing}. {shown.sentence}")
        self.setAccessibleDescription(shown.compared_with)


def _measured(evidence: Evidence, parameters: Mapping[str, Mapping[str, object]]) -> str:
    """Say how a question is answered, with the metrics' names and what they were run with."""
    names = []
    for name in evidence.metrics:
        given = ", ".join(f"{key}={value}" for key, value in parameters.get(name, {}).items())
        names.append(f"{name} ({given})" if given else name)
    words = how_measured(evidence.question)
    if not names:
        return words
    return words + "\n" + _tr("Metrics: {names}").format(names="; ".join(names))
