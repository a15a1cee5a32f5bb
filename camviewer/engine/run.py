"""From a request to an explanation: device, network, input, layers, targets, windows, maps."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from camviewer.core.errors import ShortMemoryError
from camviewer.core.job import Explanation
from camviewer.core.progress import CancelToken, no_report
from camviewer.core.words import say
from camviewer.engine.choice import choose_methods
from camviewer.engine.device import choose_device, free_unused, is_out_of_memory
from camviewer.engine.loading import load_model
from camviewer.engine.outcome import (
    find_predictions,
    make_heatmap,
    target_words,
    window_scores,
)
from camviewer.engine.plan import scores_of_windows
from camviewer.engine.precision import measure_deviation
from camviewer.engine.probe import computing_in
from camviewer.engine.scan import Scan
from camviewer.engine.stage import find_wishes, set_stage, wanted_class
from camviewer.engine.target import predictions, probabilities

if TYPE_CHECKING:
    from collections.abc import Callable

    from camviewer.core.image import Heatmap
    from camviewer.core.job import ExplainRequest, Prediction
    from camviewer.core.progress import Report
    from camviewer.engine.choice import Choice
    from camviewer.engine.layers import Candidate
    from camviewer.engine.scan import Finding, Key
    from camviewer.engine.stage import Stage, Wish

_SHOWN = 10


def explain_image(
    request: ExplainRequest,
    report: Report = no_report,
    token: CancelToken | None = None,
    on_map: Callable[[Heatmap], None] | None = None,
) -> Explanation:
    """Explain one image by all methods of a request, with one look at each window.

    Parameters
    ----------
    request
        What to explain.
    report, token
        Progress, and the flag that stops the work between two steps.
    on_map
        Called with each map as soon as it is whole, and with maps that still refine, in this
        thread.

    Raises
    ------
    CamViewerError
        When it cannot be done.
    Cancelled
        When the token was set.

    Notes
    -----
    A device whose memory is too small even for one window hands over to the CPU.
    """
    token = token or CancelToken()
    device = choose_device(request.device)
    try:
        return _Job(request, report, token, on_map).run()
    except (ShortMemoryError, RuntimeError) as error:
        if isinstance(error, RuntimeError) and not is_out_of_memory(error):
            raise
        if device.type == "cpu":
            raise _short(error) from error
    # Here the error is gone, and with it what it held of the device's memory.
    free_unused(device)
    found = _Job(replace(request, device="cpu"), report, token, on_map).run()
    note = say(
        "engine",
        "The memory of {device} was too small: the processor did the work.",
        device=device,
    )
    return replace(found, notes=(note, *found.notes))


def _short(error: Exception) -> ShortMemoryError:
    """Say in our words that memory ran out."""
    if isinstance(error, ShortMemoryError):
        return error
    return ShortMemoryError(
        say("engine", "The memory is too small for this network and image."),
        hint=say("engine", "Close other programs, or cut the image to the part that matters."),
    )


class _Job:
    """One run of one request."""

    def __init__(
        self,
        request: ExplainRequest,
        report: Report,
        token: CancelToken,
        on_map: Callable[[Heatmap], None] | None,
    ) -> None:
        self.request = request
        self.report = report
        self.token = token
        self.on_map = on_map
        self.heatmaps: dict[str, Heatmap] = {}

    def run(self) -> Explanation:
        """Do it."""
        started = time.perf_counter()
        request = self.request
        choices = choose_methods(request.methods, request.parameters)
        stage = set_stage(request, self.token)
        with computing_in(request.precision):
            wishes, notes = find_wishes(request, stage, self.report, self.token)
        deviation = measure_deviation(
            stage.plan,
            [wish.target for wish in wishes],
            choices,
            request.precision,
            token=self.token,
        )
        with computing_in(request.precision):
            scan = self._scan(stage, wishes, choices)
        found, targets, likely = find_predictions(scan, stage, wishes)
        spec = stage.loaded.spec
        return Explanation(
            self.heatmaps,
            found[:_SHOWN],
            targets[0],
            stage.plan.chosen[0],
            stage.reason,
            request.model,
            spec.label,
            str(stage.plan.device),
            stage.loaded.weights_sha256,
            window_scores(stage, likely) if stage.is_scan and likely is not None else (),
            (time.perf_counter() - started) * 1e3,
            request.seed,
            (*stage.notes, *notes, *scan.notes),
            request.precision,
            deviation,
            tuple(targets[1:]),
        )

    def _scan(self, stage: Stage, wishes: list[Wish], choices: tuple[Choice, ...]) -> Scan:
        """Look at all windows and hand out the maps."""
        names: dict[Key, str] = {}

        def finish(finding: Finding) -> None:
            key = finding.key
            words = target_words(scan, wishes[key.place], key.place, stage.loaded.labels)
            name = names.setdefault(key, _name(key, words, stage, len(wishes)))
            while any(name == other for at, other in names.items() if at != key):
                names[key] = name = f"{name} {key.place + 1}"
            heatmap = make_heatmap(finding, stage, words, name=name)
            if finding.progress is None:
                self.heatmaps[name] = heatmap
            if self.on_map is not None:
                self.on_map(heatmap)

        scan = Scan(
            stage.plan,
            choices,
            [wish.target for wish in wishes],
            report=self.report,
            token=self.token,
            on_finding=finish,
        )
        scan.run(self.request.seed)
        return scan


def _name(key: Key, words: str, stage: Stage, targets: int) -> str:
    """Name that tells a map from the others of its run."""
    layer = f"@{key.layer}" if len(stage.plan.chosen) > 1 else ""
    return f"{key.method}{layer}{f'→{words}' if targets > 1 else ''}"


def predict_image(
    request: ExplainRequest, token: CancelToken | None = None, report: Report = no_report
) -> tuple[Prediction, ...]:
    """Look at an image once and return its likeliest classes, at most ten.

    For a scanned volume they are those of the window that speaks most for the target, or for
    any class when neither the request nor the model's card names one. Empty for a network
    without classes.

    Raises
    ------
    CamViewerError
        When it cannot be done.
    Cancelled
        When the token was set.
    """
    token = token or CancelToken()
    stage = set_stage(request, token)
    spec, labels = stage.loaded.spec, stage.loaded.labels
    scores = scores_of_windows(stage.plan, report, token)
    if scores is None:
        return ()
    likely = probabilities(scores, spec.output)
    wanted = wanted_class(request, stage)
    if wanted is not None:
        likely = likely[:, wanted][:, None]
    return predictions(scores[likely.amax(dim=1).argmax()], spec.output, labels)[:_SHOWN]


def list_layers(model: str, device: str = "cpu") -> tuple[Candidate, ...]:
    """List the layers of a network that give a map, in the order they run; one is chosen.

    Raises
    ------
    CamViewerError
        When there is no such network.
    """
    return load_model(model, device).layers
