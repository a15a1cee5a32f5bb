"""One calm line on what a run would take, and a warning where that is much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from camviewer.gui.column import row
from camviewer.gui.durations import about_text, time_text
from camviewer.gui.forms import named, sign_button, text_label
from camviewer.gui.theme import AMBER, tabular

if TYPE_CHECKING:
    from camviewer.core.job import Estimate
    from camviewer.session.outlook import Outlook

_LINE_PX = 16
_MANY_PASSES = 1.5


def _tr(text: str) -> str:
    return QCoreApplication.translate("OutlookLine", text)


def memory_text(count: float) -> str:
    """Write bytes as GB or MB (powers of ten)."""
    if count < 95e6:
        return _tr("{count} MB").format(count=max(1, round(count / 1e6)))
    return _tr("{count} GB").format(count=f"{count / 1e9:.1f}")


def added_text(estimate: Estimate) -> str:
    """Write what one method adds: ``+12 s``; empty where it adds nothing that can be felt."""
    if estimate.seconds < 0.05:
        return ""
    if estimate.seconds < 0.95:
        return _tr("+{count} s").format(count=f"{estimate.seconds:.1f}")
    return f"+{time_text(max(1.0, estimate.seconds))}"


def passes_text(estimate: Estimate) -> str:
    """Write how often a method runs the network: ``1,000 passes``; empty when hardly at all."""
    if estimate.forwards < _MANY_PASSES:
        return ""
    return _tr("{count} passes").format(count=f"{round(estimate.forwards):,}")


def outlook_text(outlook: Outlook) -> str:
    """Say in one line what the run takes."""
    forecast = outlook.forecast
    took = about_text(forecast.seconds)
    parts = [f"{took[:1].upper()}{took[1:]}", memory_text(forecast.bytes)]
    if forecast.windows > 1:
        parts.append(_tr("{count} windows").format(count=f"{forecast.windows:,}"))
    return " · ".join(parts)


def outlook_warning(outlook: Outlook) -> str:
    """Say what is too much; empty when nothing is."""
    if outlook.is_too_large:
        return _tr("That is more than the {free} of memory that are free.").format(
            free=memory_text(outlook.free_bytes)
        )
    return _tr("Takes long. Untick slow methods for a quick look.") if outlook.is_slow else ""


class OutlookLine(QWidget):
    """Shows an outlook; keeps its height when there is none, so that nothing jumps."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "outlook", _tr("What the run would take"))
        self._sign = sign_button("outlook-warning", _tr("Warning"), AMBER, _LINE_PX)
        self.words = text_label("", "caption")
        self.words.setFont(tabular(self.words.font()))
        self.words.setMinimumHeight(_LINE_PX)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        layout = row(self._sign, self.words)
        layout.setSpacing(4)
        layout.setAlignment(self._sign, Qt.AlignmentFlag.AlignTop)
        self.setLayout(layout)
        self.show_outlook(None, {})

    def show_outlook(self, outlook: Outlook | None, labels: dict[str, str]) -> None:
        """Show what a run would take; ``labels`` are the methods' words for the tooltip."""
        warning = "" if outlook is None else outlook_warning(outlook)
        text = "" if outlook is None else outlook_text(outlook)
        self.words.setText(f"{text}. {warning}" if warning else text)
        self.words.setProperty("role", "warning" if warning else "caption")
        self.words.style().polish(self.words)
        self._sign.setVisible(bool(warning))
        details = "" if outlook is None else "\n".join(_details(outlook, labels))
        self.setToolTip(details)
        self.setAccessibleDescription(self.words.text())


def _details(outlook: Outlook, labels: dict[str, str]) -> list[str]:
    """One line per method, behind what all share."""
    forecast = outlook.forecast
    lines = [
        _tr("Estimated from one measured pass of {seconds} s on {device}.").format(
            seconds=f"{forecast.forward_seconds:.2g}", device=forecast.device.upper()
        ),
        _tr("Free memory: {free}.").format(free=memory_text(outlook.free_bytes)),
    ]
    for each in forecast.methods:
        label = labels.get(each.method, each.method)
        figures = (added_text(each) or _tr("no time of its own"), passes_text(each))
        lines.append(f"{label}: {', '.join(filter(None, figures))}")
    return lines
