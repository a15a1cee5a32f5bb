"""Running and stopping, and the networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from camviewer.core.errors import CamViewerError
from camviewer.gui.deeds.spec import ActionSpec

if TYPE_CHECKING:
    from camviewer.gui.controller import Controller
    from camviewer.gui.deeds.spec import Window

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("explain", "Explain", "Explain", "explain", ("Ctrl+E",), "explain"),
    ActionSpec(
        "cancel", "Put down the tool, or stop the job", "Explain", "cancel", ("Esc",), "cancel"
    ),
    ActionSpec("measure-maps", "Measure the maps", "Explain", "measure_maps", ("Ctrl+M",)),
    ActionSpec(
        "show-numbers", "Show or hide the numbers", "Explain", "show_numbers", ("Ctrl+Shift+N",)
    ),
    ActionSpec(
        "copy-numbers",
        "Copy the table of numbers",
        "Explain",
        "copy_numbers",
        ("Ctrl+Shift+C",),
    ),
    ActionSpec("card", "Model card", "Explain", "show_card", (), "card"),
    ActionSpec("add-model", "Use a network or model card…", "Explain", "add_model"),
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("deeds.explain", text)


class ExplainCommands:
    """Running and stopping."""

    def __init__(self, controller: Controller, window: Window) -> None:
        self._controller = controller
        self._window = window

    def explain(self) -> None:
        """Run the chosen methods."""
        self._controller.explain()

    def cancel(self) -> None:
        """Put the tool down; without one, stop what runs."""
        view = self._controller.session.state.view
        if view.tool:
            view.tool = ""
        else:
            self._controller.cancel()

    def measure_maps(self) -> None:
        """Measure what is ticked, where the numbers will stand."""
        state, asker = self._controller.session.state, self._controller.asker
        if state.case.explanation is None:
            asker.show_error(
                _tr("There is nothing to measure yet."), _tr("Press Explain first.")
            )
            return
        state.view.place = "compare"
        self._controller.number_jobs.measure_wanted()

    def show_numbers(self) -> None:
        """Open the numbers below the comparison, or close them."""
        state = self._controller.session.state
        if state.case.explanation is not None:
            if state.view.place != "compare":
                state.view.place, state.numbers.page = "compare", ""
            self._window.numbers.toggle_page()

    def copy_numbers(self) -> None:
        """Put the table of numbers on the clipboard."""
        self._window.numbers.table.copy()

    def show_card(self) -> None:
        """Show what the model says of itself."""
        session = self._controller.session
        info = session.model_info(session.state.ask.model)
        self._controller.asker.show_text(info.label, info.card or info.summary)

    def add_model(self) -> None:
        """Ask for a model card and use its network."""
        asker, session = self._controller.asker, self._controller.session
        paths = asker.open_files(_tr("Networks and model cards (*.toml *.onnx *.pt2 *.zip)"))
        if not paths:
            return
        try:
            session.model_info(str(paths[0]))
        except CamViewerError as error:
            asker.show_error(str(error), error.hint)
            return
        self._controller.choose_model(str(paths[0]))
