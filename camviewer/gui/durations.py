"""How long something takes, in words no finer than it can be foreseen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def _tr(text: str) -> str:
    return QCoreApplication.translate("Durations", text)


def time_text(seconds: float) -> str:
    """Write a time: ``under 1 s``, ``12 s``, ``3 min``, ``1.5 h``."""
    if seconds < 1:
        return _tr("under 1 s")
    if seconds < 60:
        return _tr("{count} s").format(count=round(seconds))
    if seconds < 3600:
        return _tr("{count} min").format(count=round(seconds / 60))
    return _tr("{count} h").format(count=f"{seconds / 3600:.1f}")


def about_text(seconds: float) -> str:
    """Write a time within a sentence: ``about 12 s``, ``under 1 s``."""
    took = time_text(seconds)
    return took if seconds < 1 else _tr("about {time}").format(time=took)
