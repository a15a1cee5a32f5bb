"""Windows beside the main one for the pictures: channels, export, and the report's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.channels import DEAD, DOMINANT, NOISE, ChannelMaps, Channels, Reading
from camviewer.core.image import Heatmap
from camviewer.gui.export_dialog import ExportDialog
from camviewer.gui.report_pdf import report_pages
from camviewer.session.inspecting import accept, begin, inspectable
from camviewer.session.report import ReportWishes, build_report

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from camviewer.gui.app import Program
    from camviewer.session.service import Session

_CHANNELS = 320
_DPI = 96
_CLUSTERS = 4


def open_channels(program: Program) -> QWidget | None:
    """Open the channel inspector with made-up channels; None without a map for it."""
    session = program.session
    heatmap = inspectable(session.state.case, session.methods())
    if heatmap is None:
        return None
    state = session.state.channels
    begin(state, heatmap)
    info = next(each for each in session.methods() if each.name == heatmap.method)
    parameters = {param.name: param.default for param in info.params}
    accept(state, Reading(made_up_channels(), heatmap, parameters), 1.0)
    state.parameters = parameters
    shape = heatmap.array.shape
    rolled = np.ascontiguousarray(np.flip(heatmap.array))
    state.maps = ChannelMaps(
        state.selected or 0,
        Heatmap(np.abs(rolled), heatmap.grid, "activation"),
        Heatmap(rolled - np.float32(0.2 * len(shape)), heatmap.grid, "gradient"),
    )
    program.window.show_channels()
    return program.window.channels


def made_up_channels() -> Channels:
    """Make channels of every role: few strong ones, clusters, noise, and some that are dead."""
    rng = np.random.default_rng(7)
    norms = np.exp(rng.normal(1.0, 0.8, _CHANNELS))
    roles = rng.integers(0, _CLUSTERS, _CHANNELS)
    roles[rng.uniform(size=_CHANNELS) < 0.3] = NOISE
    threshold = float(np.quantile(norms, 0.93))
    roles[norms >= threshold] = DOMINANT
    norms[:12], roles[:12] = 0.0, DEAD
    slopes = rng.normal(0.1, 1.0, _CHANNELS) / (1 + norms)
    counted = (roles != DEAD) & (roles != NOISE)
    weights = np.where(counted, slopes, 0.0)
    parts = np.where(counted, norms * slopes, 0.0)
    return Channels(
        norms, slopes, roles, counted, weights, parts / parts.sum(), threshold, 0.25, 5
    )


def export_dialog(program: Program) -> QWidget:
    """Build the dialog that asks what is to be written."""
    return ExportDialog(program.session, lambda: None, program.window)


def pages(session: Session) -> tuple[QImage, ...]:
    """Draw the report about the case that is shown; nothing without an explanation."""
    state = session.state
    image, explanation = state.case.image, state.case.explanation
    if image is None or explanation is None:
        return ()
    card = session.model_info(explanation.model).card
    wishes = ReportWishes(
        state.numbers.evaluation, state.numbers.trust, overlay=state.overlay, card=card
    )
    return report_pages(build_report(image, explanation, wishes), _DPI)
