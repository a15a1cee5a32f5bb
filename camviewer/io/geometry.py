"""Sentences about a volume's geometry that the user must see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.orientation import oblique_sentence
from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from camviewer.core.image import Grid

_APART_MM = 1.0
_APART_DEGREES = 1.0
_SHEAR = 0.01


def affine_sentences(grid: Grid, header: Mapping[str, object]) -> tuple[str, ...]:
    """Write what is unsure or unusual about where a volume lies.

    Parameters
    ----------
    grid
        Of the volume, in mm.
    header
        ``qform_code``, ``sform_code`` and the two affines ``qform`` and ``sform``.
    """
    found = []
    if not header["qform_code"] and not header["sform_code"]:
        found.append(say("io", "Left and right are unknown: the file gives no orientation."))
    if header["qform_code"] and header["sform_code"]:
        found.append(_conflict(grid, np.asarray(header["qform"]), np.asarray(header["sform"])))
    found.append(oblique_sentence(grid))
    steps = grid.affine[:3, :3] / np.linalg.norm(grid.affine[:3, :3], axis=0)
    if np.abs(steps.T @ steps - np.eye(3)).max() > _SHEAR:
        found.append(
            say(
                "io",
                "The axes are not at right angles: distances and angles on screen are "
                "unreliable.",
            )
        )
    return tuple(sentence for sentence in found if sentence)


def _conflict(grid: Grid, qform: NDArray[np.float64], sform: NDArray[np.float64]) -> str:
    """Write how far the file's two orientations lie apart; empty when they agree."""
    corners = np.array(np.meshgrid(*[(0, count - 1) for count in grid.shape])).reshape(3, -1).T
    apart = (corners @ (qform - sform)[:3, :3].T) + (qform - sform)[:3, 3]
    distance = float(np.linalg.norm(apart, axis=1).max())
    lengths = (np.maximum(np.linalg.norm(m[:3, :3], axis=0), 1e-9) for m in (qform, sform))
    first, second = (m[:3, :3] / n for m, n in zip((qform, sform), lengths, strict=True))
    cosines = np.clip((first * second).sum(axis=0), -1.0, 1.0)
    angle = float(np.degrees(np.arccos(cosines)).max())
    if distance <= _APART_MM and angle <= _APART_DEGREES:
        return ""
    return say(
        "io",
        "The file gives two orientations (qform, sform) up to {distance} mm and {angle}° "
        "apart: the sform is shown.",
        distance=f"{distance:.1f}",
        angle=f"{angle:.0f}",
    )
