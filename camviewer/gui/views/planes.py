"""The names of the planes in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def _tr(text: str) -> str:
    return QCoreApplication.translate("Planes", text)


def plane_label(plane: str) -> str:
    """Name a plane; one that is not known here keeps its own name."""
    words = {
        "axial": _tr("axial"),
        "coronal": _tr("coronal"),
        "sagittal": _tr("sagittal"),
    }
    return words.get(plane, plane)
