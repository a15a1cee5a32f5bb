"""All methods by family, each with a box to tick; families open and close, a line filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from camviewer.gui.forms import named, sign_button, text_field, text_label
from camviewer.gui.icons import icon
from camviewer.gui.panels.family import FamilyHeading
from camviewer.gui.panels.outlook_line import added_text, passes_text
from camviewer.gui.theme import tabular

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from camviewer.session.catalogue import MethodInfo
    from camviewer.session.outlook import Outlook

_FAMILIES = (
    "cf-cam", "gradient", "activation", "perturbation", "pixel", "attention", "control",
)  # fmt: skip
_ROW_PX = 24
_INDENT_PX = 8


def _tr(text: str) -> str:
    return QCoreApplication.translate("MethodList", text)


def family_label(family: str) -> str:
    """Name a family in plain words; one that is not known here keeps its own."""
    words = {
        "cf-cam": _tr("CF-CAM"),
        "gradient": _tr("Gradient"),
        "activation": _tr("Activation"),
        "perturbation": _tr("Perturbation (slow)"),
        "pixel": _tr("Pixel by pixel"),
        "attention": _tr("Transformers"),
        "control": _tr("Controls"),
    }
    return words.get(family, family.replace("-", " ").capitalize())


def in_families(methods: Sequence[MethodInfo]) -> dict[str, list[MethodInfo]]:
    """Sort methods into their families: CF-CAM first, controls last, unknown ones before."""
    present = list(dict.fromkeys(info.family for info in methods))
    unknown = [family for family in present if family not in _FAMILIES]
    order = (*_FAMILIES[:-1], *unknown, _FAMILIES[-1])
    return {
        family: [info for info in methods if info.family == family]
        for family in order
        if family in present
    }


class ElidedTick(QCheckBox):
    """A box to tick whose words are cut with an ellipsis where there is no room.

    Parameters
    ----------
    words
        Shown as far as there is room.
    """

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        style = self.style()
        taken = style.pixelMetric(style.PixelMetric.PM_IndicatorWidth, None, self)
        taken += style.pixelMetric(style.PixelMetric.PM_CheckBoxLabelSpacing, None, self)
        room = max(0, self.width() - taken)
        end = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._words, end, room))


class MethodRow(QWidget):
    """The tick of one method, what it would add, and a sign where it has a warning.

    Parameters
    ----------
    info
        The method.
    """

    def __init__(self, info: MethodInfo) -> None:
        super().__init__()
        self.info = info
        self.box = named(ElidedTick(info.label), info.name, info.label, info.summary)
        self.box.setFixedHeight(_ROW_PX)
        self.figure = QLabel()
        self.figure.setProperty("role", "caption")
        self.figure.setFont(tabular(self.figure.font()))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_INDENT_PX, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.box, 1)
        layout.addWidget(self.figure)
        if info.badge:
            faint = QPalette.ColorRole.PlaceholderText
            layout.addWidget(sign_button(f"{info.name}-warning", info.badge, faint, _ROW_PX))
        self.show_outlook(None)

    def fits(self, words: str) -> bool:
        """Tell whether all the words of a search stand in name, label or summary."""
        text = " ".join((self.info.name, self.info.label, self.info.summary)).casefold()
        return all(word in text for word in words.casefold().split())

    def show_outlook(self, outlook: Outlook | None) -> None:
        """Show what the method would add to the run; None where that is not known."""
        info = self.info
        estimate = None if outlook is None else outlook.of(info.name)
        added = "" if estimate is None else added_text(estimate)
        passes = "" if estimate is None else passes_text(estimate)
        self.figure.setText(added)
        self.figure.setVisible(bool(added))
        self.figure.setToolTip(passes)
        parts = (info.summary, info.badge, info.reference, passes)
        self.box.setToolTip("\n".join(filter(None, parts)))
        spoken = (info.summary, info.badge, added, passes)
        self.box.setAccessibleDescription(" ".join(filter(None, spoken)))


class MethodList(QWidget):
    """Ticks for methods; tells the new choice in the order in which it was made.

    A family is open while somebody has ticked one of its methods or opened it.

    Parameters
    ----------
    methods
        All there are.
    """

    edited = Signal(tuple)

    def __init__(self, methods: Sequence[MethodInfo]) -> None:
        super().__init__()
        named(self, "methods", _tr("Methods"))
        self._chosen: tuple[str, ...] = ()
        self.rows: dict[str, MethodRow] = {}
        self.headings: dict[str, FamilyHeading] = {}
        self._build_filter()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.filter)
        layout.addSpacing(4)
        for family, infos in in_families(methods).items():
            heading = FamilyHeading(family, family_label(family))
            heading.toggled.connect(self._show_rows)
            self.headings[family] = heading
            layout.addWidget(heading)
            for info in infos:
                layout.addWidget(self._row(info))
        self.nothing = text_label(_tr("No method has these words."), "caption")
        layout.addWidget(self.nothing)
        self._show_rows()

    def _build_filter(self) -> None:
        words = _tr("Filter the methods")
        self.filter = text_field("methodFilter", words)
        self.filter.setPlaceholderText(words)
        self._clear = QAction(icon("cancel"), _tr("Show all methods"), self.filter)
        self._clear.triggered.connect(self.filter.clear)
        self.filter.textChanged.connect(self._show_rows)
        self.filter.installEventFilter(self)

    def _row(self, info: MethodInfo) -> MethodRow:
        row = MethodRow(info)
        row.box.toggled.connect(lambda is_on: self._on_toggled(info.name, is_on=is_on))
        self.rows[info.name] = row
        return row

    # Showing

    def show_methods(self, names: tuple[str, ...]) -> None:
        """Tick these and no others, without telling anybody; open the families of new ones."""
        added = set(names) - set(self._chosen)
        self._chosen = names
        for name, row in self.rows.items():
            with QSignalBlocker(row.box):
                row.box.setChecked(name in names)
            if name in added:
                self.headings[row.info.family].set_open(is_open=True)
        self._count()
        self._show_rows()

    def show_outlook(self, outlook: Outlook | None) -> None:
        """Show beside each ticked method what it would add."""
        for name, row in self.rows.items():
            row.show_outlook(outlook if name in self._chosen else None)

    def _count(self) -> None:
        for family, heading in self.headings.items():
            members = [name for name, row in self.rows.items() if row.info.family == family]
            heading.show_count(len(set(members) & set(self._chosen)), len(members))

    def _show_rows(self) -> None:
        """Show what the filter lets through, else what stands in open families."""
        words = self.filter.text().strip()
        self._offer_clear(is_on=bool(self.filter.text()))
        found: set[str] = set()
        for row in self.rows.values():
            family = row.info.family
            fits = row.fits(words)
            row.setVisible(fits and (bool(words) or self.headings[family].is_open))
            if fits:
                found.add(family)
        for family, heading in self.headings.items():
            heading.setVisible(family in found)
            heading.show_forced(is_forced=bool(words))
        self.nothing.setVisible(not found)

    def _offer_clear(self, *, is_on: bool) -> None:
        """Put the sign that empties the filter into it; hidden it would still be drawn."""
        if is_on and self._clear not in self.filter.actions():
            self.filter.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        elif not is_on:
            self.filter.removeAction(self._clear)

    # Editing

    def _on_toggled(self, name: str, *, is_on: bool) -> None:
        others = tuple(each for each in self._chosen if each != name)
        self._chosen = (*others, name) if is_on else others
        self._count()
        if not is_on:
            self.rows[name].show_outlook(None)
        self.edited.emit(self._chosen)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """In the filter, Down goes to the first method and Escape empties the line."""
        kinds = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if watched is not self.filter or event.type() not in kinds:
            return False
        if not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape and self.filter.text():
            event.accept()  # else the key would stop a job
            if event.type() == QEvent.Type.KeyPress:
                self.filter.clear()
            return True
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            first = next((row for row in self.rows.values() if row.isVisible()), None)
            if first is not None:
                first.box.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False
