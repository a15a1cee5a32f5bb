"""The session: one case, what is known of it, and how each event changes the state."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from camviewer.core.errors import InputError
from camviewer.core.job import ExplainRequest
from camviewer.core.settings import Settings, read_settings
from camviewer.session.comparing import Comparing
from camviewer.session.exporting import Export, ExportPlan, planned_names
from camviewer.session.figures import starting_window
from camviewer.session.history import History
from camviewer.session.job_log import JobLog
from camviewer.session.keeping import Keeping
from camviewer.session.looking import Looking
from camviewer.session.measure_table import MEASURES, write_measures
from camviewer.session.measures import clear
from camviewer.session.number_records import number_files, write_numbers
from camviewer.session.numbers import Weighing
from camviewer.session.preset_shelf import PresetShelf
from camviewer.session.reading import Reading
from camviewer.session.results import RECORDS, write_results
from camviewer.session.state import State

if TYPE_CHECKING:
    from pathlib import Path

    from camviewer.core.image import Heatmap, Image
    from camviewer.core.job import Explanation, Prediction


class Session(Comparing, Keeping, Looking, Reading, Weighing, JobLog, PresetShelf):
    """The program without its window.

    Parameters
    ----------
    settings
        What is remembered; None reads the user's file.
    settings_file
        Where changes are written; None is the user's file. The user's presets lie beside it.

    Attributes
    ----------
    settings_file : Path or None
        As given.
    history : History
        Undo and redo.
    notices : tuple of str
        Sentences about files that could not be read at the start.
    last_plan : ExportPlan
        What was exported last, without patient data.
    """

    def __init__(
        self, settings: Settings | None = None, settings_file: Path | None = None
    ) -> None:
        self.settings_file = settings_file
        self.settings, notice = settings or Settings(), ""
        if settings is None:
            self.settings, notice = read_settings(settings_file)
        self.state = State()
        self.last_plan = ExportPlan()
        self._asked_layer: str | None = None
        self._asked_target: str | None = None
        self.take_settings()
        self.notices = tuple(each for each in (notice, self.read_shelf()) if each)
        self.history = History(self.state)
        self.state.ask.events.model.connect(self.on_model_changed)
        masks = self.state.masks.events
        for changed in (masks.items, masks.visible, self.state.numbers.events.mask):
            changed.connect(self.on_mask_changed)

    def show(self, image: Image) -> None:
        """Begin a new case: maps go, the crosshair goes to the centre, the window fits."""
        case, view = self.state.case, self.state.view
        window = starting_window(image, self.state.presets.items)
        self._fit_model(image)
        case.heatmaps, case.explanation, case.selected = {}, None, ""
        case.straight = None
        self.forget_regions()
        self.forget_numbers()
        self.forget_comparison()
        self.forget_predictions()
        clear(self.state)
        view.width, view.level = window.width, window.level
        view.maximised = ""
        view.position = image.grid.snapped(image.grid.centre())
        case.image, case.early = image, None
        if image.path is not None:
            self.remember(recent=self.settings.with_recent(image.path).recent)

    def show_early(self, image: Image) -> None:
        """Show what is there of a volume that is being read; the open case stays as it is."""
        self.state.case.early = image

    def _fit_model(self, image: Image) -> None:
        """Keep the model where it fits the image; else take the one that fits best."""
        ask = self.state.ask
        name = self.fitting_model(image.grid.shape, ask.model) or ask.model
        if name != ask.model:
            ask.target, ask.layer = None, None
            ask.model = name

    def request(self) -> ExplainRequest | None:
        """Make the request that the present choices ask for.

        None when nothing is open, or something else is shown that is not all there yet.
        """
        if self.state.case.image is None or self.state.case.early is not None:
            return None
        ask = self.state.ask
        return ExplainRequest(
            self.state.case.image,
            ask.model,
            ask.methods,
            ask.target,
            ask.layer,
            ask.device,
            ask.parameters,
            precision=ask.precision,
        )

    def forget_predictions(self) -> None:
        """Begin anew with an image or a network that were not seen together."""
        case = self.state.case
        case.is_looked_at, case.predictions = False, ()

    def accept_predictions(self, predictions: tuple[Prediction, ...]) -> None:
        """Take over what the network said."""
        self.state.case.is_looked_at = True
        self.state.case.predictions = predictions

    def accept_map(self, heatmap: Heatmap) -> None:
        """Take over one map, whole or still refining; the first one is shown."""
        case = self.state.case
        case.heatmaps = {**case.heatmaps, heatmap.name: heatmap}
        if case.selected not in case.heatmaps:
            case.selected = heatmap.name

    def accept(self, explanation: Explanation) -> None:
        """Take over a finished explanation; a volume's crosshair goes to its hottest point."""
        case = self.state.case
        is_first = case.explanation is None
        self.forget_numbers()
        case.heatmaps = dict(explanation.heatmaps)
        case.is_looked_at = True
        case.predictions = explanation.predictions
        case.explanation = explanation
        if case.selected not in case.heatmaps:
            case.selected = next(iter(case.heatmaps), "")
        if is_first:
            self.go_hottest()

    def begin_maps(self) -> None:
        """Make room for the maps of a new job; those of another question go."""
        case = self.state.case
        if self.is_stale():
            case.heatmaps, case.explanation = {}, None
            self.forget_numbers()
        if case.explanation is None:
            self._asked_layer = self.state.ask.layer
            self._asked_target = self.state.ask.target

    def next_method(self, step: int = 1) -> None:
        """Show the next or the previous map; runs in a ring."""
        case = self.state.case
        names = list(case.heatmaps)
        if names:
            now = names.index(case.selected) if case.selected in names else 0
            case.selected = names[(now + step) % len(names)]

    def is_stale(self) -> bool:
        """Tell whether the maps answer another question than the present choices ask."""
        explanation, ask = self.state.case.explanation, self.state.ask
        if explanation is None:
            return False
        if (
            explanation.model != ask.model
            or self._target(explanation) != explanation.target.index
        ):
            return True
        # The layer that is taken when none is asked for is not known here: it was that of the
        # maps if none was asked for then.
        asked = ask.layer or (explanation.layer if self._asked_layer is None else None)
        return asked != explanation.layer

    def _target(self, explanation: Explanation) -> int | None:
        """Return the class that would be explained now; None where there is no such class."""
        ask = self.state.ask
        text = ask.target or self.model_info(ask.model).default_target
        if text is None:
            found = explanation.predictions
            return found[0].index if found else explanation.target.index
        try:
            return self.class_index(ask.model, text)
        except InputError:
            is_same = text in {explanation.target.label, self._asked_target}
            return explanation.target.index if is_same else None

    def planned_export(self, plan: ExportPlan) -> tuple[str, ...]:
        """List the names of the files that :meth:`export` would write."""
        export = self._export(plan)
        if export is None:
            return ()
        measured = (MEASURES,) if self.state.measures.items else ()
        found = self.state.numbers.evaluation
        numbers = () if found is None else number_files(found)
        return (*measured, *numbers, *planned_names(export), *RECORDS)

    @property
    def knows_patient(self) -> bool:
        """Whether the open image came from DICOM files, which tell who the patient is."""
        from camviewer.io.dicom.origin import source_files

        image = self.state.case.image
        return image is not None and bool(source_files(image))

    def figure_outline(self) -> dict[str, tuple[float, float]]:
        """Width and height of each figure of an export, in 1/96 inch."""
        export = self._export(ExportPlan())
        if export is None:
            return {}
        sheets = {name: export.sheet(name) for name in export.figures}
        return {name: (sheet.width, sheet.height) for name, sheet in sheets.items()}

    def _export(self, plan: ExportPlan) -> Export | None:
        """Gather what an export is made of, as it is now."""
        state, case = self.state, self.state.case
        if case.image is None or case.explanation is None:
            return None
        overlay, view = dataclasses.replace(state.overlay), dataclasses.replace(state.view)
        return Export(case.image, case.explanation, plan, overlay, view)

    def export(self, folder: Path, plan: ExportPlan | None = None) -> tuple[Path, ...]:
        """Write what is shown: maps, figures, what was measured, and ``result.json``.

        Figures are cut at the hottest points, with the window, slab and sides of the screen.

        Parameters
        ----------
        plan
            Which files, and how large figures are; None takes the usual ones.

        Raises
        ------
        InputError
            When the plan cannot be carried out; nothing is written then.
        ResourceError
            When the folder cannot be written.
        """
        export = self._export(plan or ExportPlan())
        if export is None:
            return ()
        written = write_results(
            folder, export.image, export.explanation, export.overlay,
            plan=export.plan, view=export.view,
        )  # fmt: skip
        found, measured = self.state.numbers.evaluation, write_measures(folder, self.state)
        if found is not None:
            measured = (*measured, *write_numbers(folder, found, [export.image.sha256]))
        return (*measured, *written)
