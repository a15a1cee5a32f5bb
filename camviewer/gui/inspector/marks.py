"""How each role of a channel is drawn: a shape and a colour of its own, in every theme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyqtgraph.graphicsItems.ScatterPlotItem import drawSymbol
from PySide6.QtGui import QColor, QPainter, QPalette, QPen

from camviewer.core.channels import DEAD, DOMINANT, NOISE
from camviewer.gui.inspector.words import role_words

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from camviewer.core.channels import Channels

# After Okabe and Ito 2008: told apart in every kind of colour blindness. For a dark ground, and
# darkened to 3:1 or more for a light one. Shapes differ too, so that no role is colour alone.
_DOMINANT = ("#E69F00", "#A35E00")
_CLUSTERS = (
    ("#56B4E9", "#0072B2"),
    ("#CC79A7", "#9C3D75"),
    ("#F0E442", "#766B00"),
    ("#D55E00", "#B34700"),
    ("#9AA0FF", "#4B51B8"),
)
_CLUSTER_SHAPES = ("s", "t", "d", "p", "h", "star", "t1")
SIZE_PX = 8.0


@dataclass(frozen=True)
class Mark:
    """A shape of pyqtgraph's and its colour; open shapes are drawn as lines alone."""

    shape: str
    colour: str
    is_open: bool = False

    def pen(self) -> QPen:
        """Outline."""
        pen = QPen(QColor(self.colour), 1.2)
        pen.setCosmetic(True)  # shapes are drawn enlarged
        return pen

    def brush(self) -> QColor:
        """Fill it so that points under it are seen."""
        colour = QColor(self.colour)
        colour.setAlpha(0 if self.is_open else 170)
        return colour


def mark_of(role: int, palette: QPalette) -> Mark:
    """Choose the mark of a role; clusters take the shapes and colours in turn."""
    is_dark = palette.color(QPalette.ColorRole.Window).lightness() < 128
    which = 0 if is_dark else 1
    if role >= 0:
        colour = _CLUSTERS[role % len(_CLUSTERS)][which]
        return Mark(_CLUSTER_SHAPES[role % len(_CLUSTER_SHAPES)], colour)
    if role == DOMINANT:
        return Mark("o", _DOMINANT[which])
    faint = palette.color(QPalette.ColorRole.PlaceholderText).name()
    return Mark("x" if role == NOISE else "+", faint, is_open=role == DEAD)


def roles_of(channels: Channels) -> list[tuple[int, int]]:
    """List each role there is with how many channels have it: dominant first, dead last."""
    order = (DOMINANT, *range(channels.clusters), NOISE, DEAD)
    found = [(role, channels.count(role)) for role in order]
    return [(role, count) for role, count in found if count]


def paint_mark(painter: QPainter, mark: Mark, at: QPointF, size: float) -> None:
    """Draw one mark about a point of the screen."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(at)
    drawSymbol(painter, mark.shape, size, mark.pen(), mark.brush())
    painter.restore()


def count_words(role: int, count: int) -> str:
    """Name a role with how many channels have it."""
    return f"{role_words(role)} {count}"
