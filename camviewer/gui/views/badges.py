"""Small labels on the picture: a warning to click, what a stale map was made for, progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from camviewer.session.target_words import short_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.core.image import Heatmap
    from camviewer.gui.views.slice_source import Geometry

_NARROW_PX = 220
_BELOW_WORDS_PX = 42
_BELOW_LETTER_TOO_PX = 60
_LETTER_PX = 40
# Always on black, so the same in both themes.
_STYLE = """
QToolButton { background: #F2B84B; color: #171B21; border: 1px solid #F2B84B;
    border-radius: 4px; padding: 2px 6px; font-size: 11px; font-weight: 600; }
QToolButton:focus, QToolButton:hover { border-color: #FFFFFF; }
QToolButton#oblique, QToolButton#sides { background: #232933; color: #E6E9EE;
    border-color: #232933; font-weight: 400; }
QToolButton#sides { color: #F2B84B; }
QToolButton#oblique:focus, QToolButton#oblique:hover, QToolButton#sides:focus,
QToolButton#sides:hover { border-color: #FFFFFF; }
QLabel { background: #232933; color: #F2B84B; border-radius: 4px; padding: 3px 6px;
    font-size: 11px; }
QLabel#refining, QLabel#resampled { color: #E6E9EE; }
"""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Badges", text)


class Badges(QWidget):
    """Stands in the top right corner of a plane."""

    warning_clicked = Signal()
    sides_clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setStyleSheet(_STYLE)
        self._build_geometry()
        self.stale = QLabel()
        self.refining = QLabel()
        self.refining.setObjectName("refining")
        self._warning_text = self._stale_text = ""
        self._progress: tuple[int, int] | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        lies = (self.warning, self.oblique, self.sides, self.resampled)
        for widget in (*lies, self.stale, self.refining):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignRight)
            widget.hide()

    def _build_geometry(self) -> None:
        self.warning, self.oblique, self.sides = QToolButton(), QToolButton(), QToolButton()
        self.oblique.setObjectName("oblique")
        self.sides.setObjectName("sides")
        for button in (self.warning, self.oblique, self.sides):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.warning.clicked.connect(self.warning_clicked)
        self.oblique.clicked.connect(self.warning_clicked)
        self.sides.clicked.connect(self.sides_clicked)
        self.resampled = QLabel(_tr("resampled"))
        self.resampled.setObjectName("resampled")
        self.resampled.setToolTip(
            _tr("Interpolated onto upright axes; numbers are read from the stored voxels.")
        )
        self._angle_text = ""
        self._sides_texts = ("", "")

    def set_geometry(self, lies: Geometry) -> None:
        """Show what must be known of how the image lies."""
        self.set_warnings(lies.warnings)
        self._angle_text = f"{lies.oblique:.0f}°" if lies.sentence else ""
        self.oblique.setToolTip(lies.sentence)
        self.oblique.setAccessibleName(_tr("Oblique axes"))
        self.oblique.setAccessibleDescription(lies.sentence)
        self.oblique.setVisible(bool(lies.sentence))
        self._show_sides(lies)
        self.resampled.setVisible(lies.is_resampled)

    def _show_sides(self, lies: Geometry) -> None:
        """Name a convention that is not the usual one, and what a click does."""
        words = (
            _tr("Neurological convention"),
            _tr("The patient's right is at the right. Click for the radiological convention."),
        )
        self._sides_texts = (_tr("neurological"), _tr("neuro"))
        if lies.is_turned:
            words = (
                _tr("Anterior at the right"),
                _tr("This plane looks at the patient from the other side. Click to turn it."),
            )
            self._sides_texts = (_tr("anterior right"), _tr("ant. right"))
        self.sides.setAccessibleName(words[0])
        self.sides.setToolTip(words[1])
        self.sides.setVisible(lies.is_unusual or lies.is_turned)

    def set_warnings(self, warnings: Sequence[str]) -> None:
        """Show that there are warnings, with their sentences as tool tip."""
        count = len(warnings)
        text = _tr("! Warning") if count == 1 else _tr("! {n} warnings").format(n=count)
        self._warning_text = text
        self.warning.setText(text)
        self.warning.setToolTip("\n".join(warnings))
        self.warning.setAccessibleName(_tr("Warning about this image"))
        self.warning.setAccessibleDescription(" ".join(warnings))
        self.warning.setVisible(bool(warnings))

    def set_stale(self, heatmap: Heatmap | None) -> None:
        """Say what the map was made for; None takes the badge off."""
        self._stale_text = ""
        if heatmap is not None:
            is_said = heatmap.layer.startswith("layer")
            words = (
                _tr("for {target}, {layer}") if is_said else _tr("for {target}, layer {layer}")
            )
            target = short_words(heatmap.target)
            self._stale_text = words.format(target=target, layer=heatmap.layer)
            self.stale.setText(self._stale_text)
            self.stale.setAccessibleName(_tr("This map was made") + f" {self._stale_text}")
        self.stale.setVisible(bool(self._stale_text))

    def set_refining(self, heatmap: Heatmap | None) -> None:
        """Say how far a map is that still refines; a whole one takes the badge off."""
        self._progress = None if heatmap is None else heatmap.progress
        self.refining.setVisible(self._progress is not None)
        self.refining.setAccessibleName(self._refining_text(is_narrow=False))

    def _refining_text(self, *, is_narrow: bool) -> str:
        if self._progress is None:
            return ""
        done, total = self._progress
        if is_narrow:
            return f"{100 * done // max(1, total)} %"
        return _tr("refining {done} of {total}").format(done=done, total=total)

    def place(self, width: int) -> None:
        """Move to the top right corner of an area of this width, and keep off its words."""
        is_narrow = width < _NARROW_PX
        self.warning.setText("!" if is_narrow else self._warning_text)
        oblique = _tr("oblique {angle}").format(angle=self._angle_text)
        self.oblique.setText(self._angle_text if is_narrow else oblique)
        self.sides.setText(self._sides_texts[is_narrow])
        self.stale.setVisible(bool(self._stale_text) and not is_narrow)
        self.refining.setText(self._refining_text(is_narrow=is_narrow))
        self.adjustSize()
        is_wide = 2 * self.width() + _LETTER_PX < width
        below = _BELOW_LETTER_TOO_PX if is_narrow else _BELOW_WORDS_PX
        self.move(width - self.width() - 8, 8 if is_wide else below)
