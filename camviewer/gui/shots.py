"""Pictures of every state of the window, for the manual and for looking at it.

The maps are made up, so that no network has to run and every state can be reached; the window
around them is the real one.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication

from camviewer.core.errors import CamViewerError
from camviewer.core.image import Grid, Heatmap
from camviewer.core.job import Estimate, Explanation, Forecast, Prediction
from camviewer.core.progress import Progress
from camviewer.gui.app import Program, build_program, make_application
from camviewer.gui.column import Disclosure
from camviewer.gui.dialog_shots import export_dialog, open_channels, pages
from camviewer.gui.dialogs import Dialogs
from camviewer.gui.judged_shots import end, judged_states
from camviewer.gui.marked_shots import draw_measures, lay_masks
from camviewer.gui.panels.method_list import MethodList
from camviewer.gui.theme import THEMES, apply_theme
from camviewer.session.measures import clear
from camviewer.session.outlook import Outlook
from camviewer.session.state import Ask

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from camviewer.core.image import Image
    from camviewer.session.service import Session

SIZES = ((1100, 700), (1440, 900))
_SETTLE_MS = 150
_WINDOWS = 405
_MAP_CELLS = {2: (7, 7), 3: (24, 24, 16)}


def take_shots(
    out: Path,
    session: Session,
    *,
    themes: Sequence[str] = tuple(THEMES),
    sizes: Sequence[tuple[int, int]] = SIZES,
    samples: Sequence[str] = ("ct", "photo"),
) -> tuple[Path, ...]:
    """Grab every state in every theme and size.

    Parameters
    ----------
    out
        Folder for the PNG files; made when it is missing.
    session
        With settings that are not the user's own.
    themes, sizes
        Names of themes, and (width, height) in device-independent pixels.
    samples
        Shipped images to show; those that the installation lacks are left out.

    Returns
    -------
    tuple of Path
        One file for each state, ``<sample>-<state>-<theme>-<width>x<height>.png``, and one
        for each page of the report.
    """
    out.mkdir(parents=True, exist_ok=True)
    program = build_program(session, Dialogs())
    program.controller.forecaster.switch_off()
    program.controller.number_forecaster.switch_off()
    program.window.show()
    files: list[Path] = []
    stage = _Stage(program, out, tuple(themes), tuple(sizes), files)
    stage.grab("empty")
    for name in samples:
        try:
            image = session.sample(name)
        except CamViewerError:
            continue
        stage.play(name, image)
    program.window.close()
    return tuple(files)


@dataclasses.dataclass(frozen=True, eq=False)
class _Stage:
    """A window and where its pictures go."""

    program: Program
    out: Path
    themes: tuple[str, ...]
    sizes: tuple[tuple[int, int], ...]
    files: list[Path]

    def grab(self, state: str) -> None:
        """Write one picture for each theme and size."""
        app = make_application()
        for theme in self.themes:
            apply_theme(app, theme)
            for width, height in self.sizes:
                self.program.window.resize(width, height)
                _settle()
                path = self.out / f"{state}-{theme}-{width}x{height}.png"
                self.program.window.grab().save(str(path))
                self.files.append(path)

    def grab_beside(self, state: str, widget: QWidget | None) -> None:
        """Write pictures of another window, at its smallest and its own size, and close it."""
        if widget is None:
            return
        app = make_application()
        sizes = {widget.minimumSizeHint().expandedTo(widget.minimumSize()), widget.size()}
        for theme in self.themes:
            apply_theme(app, theme)
            widget.show()
            for size in sizes:
                widget.resize(size)
                _settle()
                path = self.out / f"{state}-{theme}-{widget.width()}x{widget.height()}.png"
                widget.grab().save(str(path))
                self.files.append(path)
        widget.close()

    def play_judged(self, name: str) -> None:
        """Compare, measure and weigh the maps, and open what tells of them."""
        session = self.program.session
        for state, enter in judged_states(session).items():
            enter()
            self.grab(f"{name}-{state}")
        for number, page in enumerate(pages(session)):
            path = self.out / f"{name}-report-{number + 1}.png"
            page.save(str(path))
            self.files.append(path)
        self.grab_beside(f"{name}-export", export_dialog(self.program))
        self.grab_beside(f"{name}-channels", open_channels(self.program))
        end(session)

    def play(self, name: str, image: Image) -> None:
        """Go through all states of one case."""
        session = self.program.session
        states: dict[str, Callable[[], None]] = {
            "opened": lambda: _open(session, image),
            "running": lambda: _run(self.program),
            "cancelled": session.cancelled,
            "explained": lambda: _explain(session),
            "four": lambda: setattr(session.state.view, "layout", "four"),
            "row": lambda: setattr(session.state.view, "layout", "row"),
            "refining": lambda: _refine(session),
            "half": lambda: _use_half(session),
            "more": lambda: self._show_more(is_open=True),
            "compare": lambda: setattr(session.state.view, "place", "compare"),
            "grid": lambda: setattr(session.state.view, "compare_plane", "all"),
            "judged": lambda: self.play_judged(name),
            "stale": lambda: _make_stale(session),
            "target": lambda: _aim(session),
            "filter": lambda: self._filter("cam"),
            "slow": self._make_slow,
            "many": lambda: setattr(session.state.view, "place", "compare"),
            "measured": lambda: draw_measures(session, self.program.window),
            "masked": lambda: lay_masks(session, self.program.window),
            "blank": lambda: _make_blank(session),
            "failed": lambda: session.fail_job(
                "The GPU's memory is full.", "Choose the processor under More: device."
            ),
            "unsure": lambda: _make_unsure(session, image),
            "no-classes": lambda: session.accept_predictions(()),
        }
        for state, enter in states.items():
            enter()
            self.grab(f"{name}-{state}")
        self._show_more(is_open=False)

    def _show_more(self, *, is_open: bool) -> None:
        for each in self.program.window.findChildren(Disclosure):
            each.button.setChecked(is_open)

    def _filter(self, words: str) -> None:
        self._show_more(is_open=False)
        for each in self.program.window.findChildren(MethodList):
            each.filter.setText(words)

    def _make_slow(self) -> None:
        """Tick every method, more than the memory holds, and show all their maps."""
        self._filter("")
        session = self.program.session
        session.state.ask.methods = tuple(info.name for info in session.methods())
        _look_ahead(session, seconds=20.0)
        _explain(session)


def _settle() -> None:
    """Let layouts, timers and the views' redraws come to rest."""
    deadline = QDeadlineTimer(_SETTLE_MS)
    while not deadline.hasExpired():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QApplication.sendPostedEvents()


def _open(session: Session, image: Image) -> None:
    session.state.view.place = "read"
    session.show(image)
    session.accept_predictions(_predictions(session))
    session.state.ask.methods = Ask().methods
    _look_ahead(session, seconds=0.3)
    session.finish_job()


def _run(program: Program) -> None:
    """Stop the clock in the middle: two maps are there, the third is made."""
    session = program.session
    program.controller.last_job = "explain"
    session.start_job("Grad-CAM")
    methods = session.state.ask.methods
    for name in methods[:2]:
        session.accept_map(_heatmap(session, name))
    session.report(Progress(2, len(methods), "Grad-CAM"))
    session.state.job.seconds_left = 12.0


def _explain(session: Session) -> None:
    maps = {name: _heatmap(session, name) for name in session.state.ask.methods}
    predictions = _predictions(session)
    target = next(p for p in predictions if p.label == maps[next(iter(maps))].target)
    session.accept(
        Explanation(
            maps,
            predictions,
            target,
            "layer4",
            "It is the last layer that still has a map.",
            session.state.ask.model,
            session.model_info(session.state.ask.model).label,
            "cpu",
            milliseconds=3400.0,
        )
    )
    session.finish_job(_done(len(maps), 3.4))


def _done(count: int, seconds: float) -> str:
    """Say what the controller says."""
    words = QCoreApplication.translate("controller", "{count} maps in {seconds:.1f} s")
    return words.format(count=count, seconds=seconds)


def _look_ahead(session: Session, seconds: float) -> None:
    """Make up what the ticked methods would take."""
    names = session.state.ask.methods
    each = tuple(
        Estimate(name, 50.0 * place, seconds * place, 10**9) for place, name in enumerate(names)
    )
    whole = sum(one.seconds for one in each) + 1
    windows = _WINDOWS if session.state.case.image and session.state.case.image.is_volume else 1
    forecast = Forecast(each, windows, 0.02, whole, 640_000_000 * len(names), "cpu")
    session.state.case.outlook = Outlook(forecast, 6 * 10**9)


def _refine(session: Session) -> None:
    """Leave the shown map in the middle of its work."""
    session.state.view.place, session.state.view.layout = "read", "one-two"
    case = session.state.case
    if case.heatmap is not None:
        half = dataclasses.replace(case.heatmap, progress=(120, 1000))
        case.heatmaps = {**case.heatmaps, half.name: half}


def _use_half(session: Session) -> None:
    """Show what computing in half precision cost."""
    session.state.ask.precision = "bfloat16"
    _explain(session)
    explanation = session.state.case.explanation
    if explanation is not None:
        found = {"score": 0.0031, "activations": 0.0046, "grad-cam": 0.0002}
        rough = dataclasses.replace(explanation, precision="bfloat16", deviation=found)
        session.accept(rough)
        session.finish_job(_done(len(rough.heatmaps), 1.9))


def _aim(session: Session) -> None:
    """Ask why the one class rather than the other."""
    labels = session.labels(session.state.ask.model)
    session.state.ask.target = f"difference:{labels[-1]}|{labels[0]}"


def _make_stale(session: Session) -> None:
    session.state.view.place, session.state.view.compare_plane = "read", "axial"
    labels = session.labels(session.state.ask.model)
    explanation = session.state.case.explanation
    shown = "" if explanation is None else explanation.target.label
    session.state.ask.target = next(label for label in labels if label != shown)


def _make_blank(session: Session) -> None:
    clear(session.state)
    session.state.ask.target = None
    session.state.ask.precision = "float32"
    session.state.view.place = "read"
    case = session.state.case
    heatmap = _heatmap(session, case.selected)
    blank = dataclasses.replace(heatmap, array=np.zeros_like(heatmap.array))
    note = "No cell speaks for this class."
    case.heatmaps = {**case.heatmaps, case.selected: blank.with_note(note)}


def _make_unsure(session: Session, image: Image) -> None:
    warning = "Left and right are unknown: the file names no orientation."
    _open(session, dataclasses.replace(image, warnings=(warning,)))


def _predictions(session: Session) -> tuple[Prediction, ...]:
    """Give the default class, or the first ones, made-up probabilities."""
    labels = session.labels(session.state.ask.model)
    info = session.model_info(session.state.ask.model)
    first = labels.index(info.default_target) if info.default_target in labels else 0
    order = [first, *(index for index in range(len(labels)) if index != first)][:4]
    shares = (0.93, 0.05, 0.015, 0.0008)
    return tuple(
        Prediction(index, labels[index], share, 4.0 - place)
        for place, (index, share) in enumerate(zip(order, shares, strict=False))
    )


def _heatmap(session: Session, method: str) -> Heatmap:
    """Make a smooth, signed map with one hot place, a little different for each method."""
    image = session.state.case.image
    if image is None:
        message = "no image is open"
        raise ValueError(message)
    shape = _MAP_CELLS[image.grid.ndim]
    ratio = [cells / own for cells, own in zip(image.grid.shape, shape, strict=True)]
    shift = [(step - 1) / 2 for step in ratio]
    affine = image.grid.affine @ _scaling(ratio, shift)
    rng = np.random.default_rng(sum(method.encode()))
    axes = np.meshgrid(*(np.linspace(0, 1, cells) for cells in shape), indexing="ij")
    array = np.zeros(shape)
    for height, width in ((1.0, 0.12), (0.5, 0.18), (-0.4, 0.2)):
        middle = rng.uniform(0.3, 0.7, len(shape))
        squares = [(axis - m) ** 2 for axis, m in zip(axes, middle, strict=True)]
        array += height * np.exp(-np.sum(squares, axis=0) / (2 * width**2))
    target = _predictions(session)[0].label
    return Heatmap(
        array.astype(np.float32),
        Grid(shape, affine),
        method,
        "layer4",
        target,
        milliseconds=9.0,
    )


def _scaling(ratio: Sequence[float], shift: Sequence[float]) -> np.ndarray:
    """Affine from coarse cells to the image's own: scale, then move to the cells' middles."""
    matrix = np.diag([*ratio, 1.0])
    matrix[:-1, -1] = shift
    return matrix
