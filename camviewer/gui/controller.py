"""Joins the session and the worker threads: what the user asked for, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from camviewer.core.progress import Progress, Watch
from camviewer.gui.bridge import Bridge, Crash, Line, Task
from camviewer.gui.comparer import Comparer
from camviewer.gui.forecaster import Forecaster
from camviewer.gui.looker import Looker
from camviewer.gui.mask_jobs import MaskJobs
from camviewer.gui.mixer import Mixer
from camviewer.gui.number_forecaster import NumberForecaster
from camviewer.gui.number_jobs import NumberJobs
from camviewer.gui.region_finder import RegionFinder
from camviewer.gui.report_jobs import ReportJobs
from camviewer.gui.session_files import SessionFiles
from camviewer.session.records import MovedError, Workspace
from camviewer.session.words import deviation_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from camviewer.core.errors import CamViewerError
    from camviewer.core.image import Heatmap, Image
    from camviewer.core.job import Explanation, Prediction
    from camviewer.gui.dialogs import Asker
    from camviewer.session.service import Session
    from camviewer.session.work import LayerInfo


def _tr(text: str) -> str:
    return QCoreApplication.translate("controller", text)


class Controller(SessionFiles):
    """Starts, stops and ends jobs.

    Parameters
    ----------
    session
        The program without its window.
    bridge
        The worker threads.
    asker
        Asks and tells the user.

    Attributes
    ----------
    forecaster : Forecaster
        Estimates what the present choices would take.
    looker : Looker
        Opens other volumes of the file, and straightens.
    mask_jobs : MaskJobs
        Reads masks and compares maps with them.
    number_forecaster : NumberForecaster
        Estimates what measuring the maps would take.
    number_jobs : NumberJobs
        Measures the maps that are shown.
    comparer : Comparer
        Makes the maps that a comparison lacks.
    mixer : Mixer
        Makes difference, consensus and disagreement.
    report_jobs : ReportJobs
        Writes the report about the case.
    region_finder : RegionFinder
        Finds the hot regions of the map that is shown.
    """

    def __init__(self, session: Session, bridge: Bridge, asker: Asker) -> None:
        super().__init__(session, bridge, asker)
        self._layers: dict[str, tuple[LayerInfo, ...]] = {}
        self._explains_next = False
        self._seen_model = ""
        self.forecaster = Forecaster(session, bridge)
        self.looker = Looker(self, bridge)
        self.mask_jobs = MaskJobs(session, bridge, asker)
        self.number_forecaster = NumberForecaster(session, bridge)
        self.number_jobs = NumberJobs(self)
        self.comparer = Comparer(self, bridge)
        self.mixer = Mixer(session, bridge)
        self.report_jobs = ReportJobs(self)
        self.region_finder = RegionFinder(session, bridge)
        session.state.ask.events.model.connect(self._on_model_changed)

    # Opening

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open the first of some files or folders; one case at a time."""
        if paths:
            self.open_path(paths[0])

    def open_path(self, path: Path, volume: int | None = None) -> None:
        """Read an image, a folder of slices or a session file in a worker and show it."""

        def failed(error: CamViewerError | Crash) -> None:
            count = getattr(error, "count", None)
            if isinstance(error, MovedError):
                self._locate(path, error)
            elif volume is None and isinstance(count, int):
                self._choose_volume(path, count, getattr(error, "labels", ()))
            else:
                self._open_failed(error)

        def work(line: Line) -> Image | Workspace:
            watch = Watch(line.send, line.token, line.send)
            return self.session.open_file(path, volume, watch)

        self._open(work, path.name, failed)

    def open_sample(self, name: str, *, explains: bool = False) -> None:
        """Show a shipped image, and explain it at once when that is wanted."""
        self._open(lambda _line: self.session.sample(name), name, self._open_failed)
        self._explains_next = explains

    def _open(
        self,
        work: Callable[[Line], Image | Workspace],
        name: str,
        failed: Callable[[CamViewerError | Crash], None],
    ) -> None:
        self._explains_next = False
        self._bridge.drop()
        is_hidden = self.session.state.view.hides_patient
        words = _tr("Opening…") if is_hidden else _tr("Opening {name}").format(name=name)
        self._begin("open", words)

        def received(thing: Progress | Image) -> None:
            if self.last_job != "open":
                return  # another job owns the line since
            if isinstance(thing, Progress):
                self.session.report(replace(thing, label=words))
            else:
                self.session.show_early(thing)

        self._bridge.submit(
            Task("open", work, self._opened, failed, self._cancelled, received, is_quick=True)
        )

    def _choose_volume(self, path: Path, count: int, labels: tuple[str, ...]) -> None:
        """Let the user pick a series of a folder or a volume of a 4D file."""
        self.session.finish_job()
        ask = self.asker
        volume = ask.choose_series(labels) if labels else ask.choose_volume(count)
        if volume is not None:
            self.open_path(path, volume)

    def _locate(self, path: Path, error: MovedError) -> None:
        """Let the user say where the image of a session lies now."""
        self.session.finish_job()
        located = self.asker.locate(
            str(error), error.hint, error.name, is_folder=error.is_folder
        )
        if located is not None:
            self._open(
                lambda line: self.session.read_workspace(
                    path, located, Watch(token=line.token)
                ),
                path.name,
                self._open_failed,
            )

    def _restored(self, workspace: Workspace) -> None:
        """Show a session; its network looks only where it had not."""
        if self.autosaver.take_over(workspace.path):
            workspace = replace(workspace, path=None)  # it was never saved by the user
        self._seen_model = workspace.ask.model
        self.session.restore(workspace)
        if workspace.notices:
            self.asker.show_error(workspace.notices[0], "\n".join(workspace.notices[1:]))
        self._bridge.drop("predict")  # where another network had to be taken
        self.session.finish_job()
        ask = self.session.state.ask
        self._seen_model = ask.model
        if not workspace.is_looked_at or ask.model != workspace.ask.model:
            self.predict()

    def _opened(self, image: Image | Workspace) -> None:
        self._bridge.drop(
            "predict", "explain", "compare"
        )  # asked for while the file was still read
        self.session.finish_job()
        if isinstance(image, Workspace):
            self._restored(image)
            return
        self.session.show(image)
        if self._explains_next:
            self._explains_next = False
            self.explain()
        else:
            self.predict()

    # Looking

    def _on_model_changed(self, model: str) -> None:
        """Let the new network look; while another job runs it has to wait."""
        self.session.forget_predictions()
        if not self.is_busy and model != self._seen_model:
            self.predict()

    def choose_model(self, name: str) -> None:
        """Use another network; class and layer of the old one mean nothing to it."""
        ask = self.session.state.ask
        ask.target, ask.layer = None, None
        ask.model = name

    def predict(self) -> None:
        """Ask the network for its classes in a worker."""
        request = self.session.request()
        if request is None:
            return
        self._seen_model = request.model
        self._begin("predict", _tr("The network looks at the image"))
        self._bridge.submit(
            Task(
                "predict",
                lambda line: self.session.predict(request, line.token),
                self._predicted,
                self._failed,
                self._cancelled,
            )
        )

    def _predicted(self, predictions: tuple[Prediction, ...]) -> None:
        self.session.finish_job()
        self.session.accept_predictions(predictions)

    def load_layers(self, model: str, ready: Callable[[tuple[LayerInfo, ...]], None]) -> None:
        """Hand over the layers of a network, from a worker when they are not known yet."""
        if model in self._layers:
            ready(self._layers[model])
            return

        def done(layers: tuple[LayerInfo, ...]) -> None:
            self._layers[model] = layers
            ready(layers)

        def failed(_error: CamViewerError | Crash) -> None:
            ready(())  # the same error meets the user when the network is run

        self._bridge.submit(
            Task("layers", lambda _line: self.session.layers(model), done, failed)
        )

    # Explaining

    def explain(self) -> None:
        """Run all chosen methods in a worker; maps arrive one by one."""
        request = self.session.request()
        if request is None or not request.methods:
            return
        self._bridge.drop("predict", "explain", "compare")
        self._seen_model = request.model
        self.session.begin_maps()
        self._begin("explain", _tr("Getting ready"))

        def work(line: Line) -> Explanation:
            return self.session.explain(request, line.send, line.token, line.send)

        def received(thing: Progress | Heatmap) -> None:
            if isinstance(thing, Progress):
                self.session.report(thing)
            else:
                self.session.accept_map(thing)

        self._bridge.submit(
            Task("explain", work, self._explained, self._failed, self._cancelled, received)
        )

    def _explained(self, explanation: Explanation) -> None:
        seconds = explanation.milliseconds / 1000
        self.session.accept(explanation)
        count = len(explanation.heatmaps)
        words = _tr("{count} maps in {seconds:.1f} s")
        if count == 1:
            words = _tr("1 map in {seconds:.1f} s")
        words = words.format(count=count, seconds=seconds)
        deviation = deviation_sentence(explanation)
        self.session.finish_job(f"{words} · {deviation}" if deviation else words)
        self.look_again()

    def look_again(self) -> None:
        """Predict with a network that was chosen while another job ran."""
        if self.session.state.ask.model != self._seen_model:
            self.predict()

    # Ending

    @property
    def can_retry(self) -> bool:
        """Whether the last job can be started again as it was."""
        return self.last_job in {"predict", "explain", "compare"}

    def retry(self) -> None:
        """Start the last job again."""
        again = {
            "predict": self.predict,
            "explain": self.explain,
            "compare": self.comparer.run,
        }
        again.get(self.last_job, lambda: None)()

    def _cancelled(self) -> None:
        super()._cancelled()
        self.look_again()
