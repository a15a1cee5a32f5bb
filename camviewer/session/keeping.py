"""The session's door to session files: saving, opening, and what comes back on the screen."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from camviewer.core.digest import sha256_of
from camviewer.core.errors import CamViewerError, GeometryError
from camviewer.core.words import say
from camviewer.session.catalogue import Catalogue
from camviewer.session.comparison import keep_models_alone
from camviewer.session.kept_comparison import read_columns
from camviewer.session.kept_masks import read_kept_masks
from camviewer.session.kept_numbers import fitting_numbers, judged_of, weighed_again
from camviewer.session.numbers import meant_mask
from camviewer.session.records import NOT_OF_THE_CASE, Workspace
from camviewer.session.remembering import Remembering
from camviewer.session.work import Work
from camviewer.session.workspace import is_workspace, workspace_path, write_workspace
from camviewer.session.workspace_reading import (
    finished,
    located_path,
    read_maps,
    read_record,
    source_path,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from camviewer.core.image import Image
    from camviewer.core.job import Explanation
    from camviewer.core.progress import Watch
    from camviewer.session.comparison import Comparison
    from camviewer.session.kept_comparison import ColumnRecord
    from camviewer.session.workspace_reading import Stored


class Keeping(Catalogue, Work, Remembering):
    """Saves what is on the screen and brings it back."""

    _asked_layer: str | None
    _asked_target: str | None

    def show(self, image: Image) -> None:
        """Begin a new case."""
        raise NotImplementedError

    def workspace(self) -> Workspace | None:
        """Copy what is on the screen; None while nothing is open. Maps are not copied."""
        state, case = self.state, self.state.case
        if case.image is None:
            return None
        whole = {name: each for name, each in case.heatmaps.items() if each.progress is None}
        return Workspace(
            case.image,
            dataclasses.replace(state.ask),
            dataclasses.replace(state.view),
            dataclasses.replace(state.overlay),
            dataclasses.replace(state.measures),
            whole,
            case.explanation,
            case.selected if case.selected in whole else next(iter(whole), ""),
            case.is_looked_at,
            case.predictions,
            self._asked_layer,
            self._asked_target,
            evaluation=state.numbers.evaluation,
            masks=dataclasses.replace(state.masks),
            judged=judged_of(state.numbers),
            comparison=dataclasses.replace(state.comparison, mixes={}),
        )

    def save_workspace(self, workspace: Workspace, path: Path) -> Path:
        """Write a session file and its maps; runs in any thread.

        Returns
        -------
        Path
            Of the session file, with its ending.

        Raises
        ------
        InputError
            When the image came from no file.
        ResourceError
            When the place cannot be written.
        """
        path = workspace_path(path)
        write_workspace(workspace, path)
        return path

    def open_file(
        self, path: Path, volume: int | None = None, watch: Watch | None = None
    ) -> Image | Workspace:
        """Read an image, or a session file with its image; runs in any thread.

        Parameters
        ----------
        path, volume
            As for :meth:`read`.
        watch
            Who looks on while an image is read.

        Raises
        ------
        InputError
            When it cannot be used; a 4D file wants ``volume``.
        MovedError
            When the image of a session is not where it was.
        ResourceError
            When it does not fit into memory.
        """
        if volume is None and is_workspace(path):
            return self.read_workspace(path, watch=watch)
        return self.read(path, volume, watch)

    def read_workspace(
        self, path: Path, located: Path | None = None, watch: Watch | None = None
    ) -> Workspace:
        """Read a session file, its image and its maps.

        Parameters
        ----------
        path
            Of the session file.
        located
            Where its image lies now, when it is not where it was; for a folder of slices one
            of its files will do.
        watch
            Who looks on while the image is read.

        Raises
        ------
        InputError
            When one of them cannot be used.
        MovedError
            When the image is not where it was.
        """
        stored = read_record(path)
        source = stored.record.source
        if source.sample:
            image = self.sample(source.sample)
        else:
            where = located_path(source, located) if located else source_path(stored)
            image = self.read(where, source.volume, watch)
        if image.grid.shape != source.shape:
            raise GeometryError(
                say(
                    "session",
                    "{image} is another image: it has not the shape that this session needs.",
                    image=image.name,
                ),
                hint=say(
                    "session",
                    "Open the image by itself, or find the one the session was saved with.",
                ),
            )
        changed = _changed_image(image, stored)
        maps, lost = read_maps(stored)
        weights = _weights_now(stored.explanation)
        held, missing = read_columns(stored.comparison, stored.folder, _fitting(stored))
        told = (*changed, *lost, *_changed_model(stored, weights), *missing)
        masks, notices = read_kept_masks(stored.record.masks, path.parent, image)
        workspace = finished(stored, image, maps, told)
        workspace = dataclasses.replace(
            workspace, masks=masks, notices=notices, comparison=held
        )
        is_other = changed or not _is_same(stored.explanation, weights)
        return workspace if is_other else _judged(workspace, stored)

    def restore(self, workspace: Workspace) -> None:
        """Show a session as it was saved; nothing of it can be undone."""
        state, case = self.state, self.state.case
        self._restore_ask(workspace)
        self.show(workspace.image)
        self._asked_layer = workspace.asked_layer
        self._asked_target = workspace.asked_target
        case.is_looked_at, case.predictions = workspace.is_looked_at, workspace.predictions
        case.heatmaps = dict(workspace.heatmaps)
        case.explanation = workspace.explanation
        case.selected = workspace.selected
        self._restore_numbers(workspace)
        self._restore_comparison(workspace.comparison, workspace.ask.model)
        for kept, part in (
            (workspace.overlay, state.overlay),
            (workspace.measures, state.measures),
            (workspace.view, state.view),
        ):
            for each in dataclasses.fields(kept):
                value = getattr(kept, each.name)
                is_place = each.name == "position" and not value
                if each.name not in NOT_OF_THE_CASE and not is_place:
                    setattr(part, each.name, value)
        masks = workspace.masks
        state.masks.numbers = dict(masks.numbers)
        # What is drawn first: which mask is meant depends on it.
        state.masks.visible, state.masks.items = masks.visible, masks.items
        if workspace.path is not None:
            self.remember(recent=self.settings.with_recent(workspace.path).recent)
        self.history.clear()

    def _restore_numbers(self, workspace: Workspace) -> None:
        """Bring back what was measured, with its table open."""
        numbers = self.state.numbers
        judged = workspace.judged
        numbers.sorted_by, numbers.is_reversed = judged.sorted_by, judged.is_reversed
        numbers.mask = judged.mask
        numbers.evaluation = workspace.evaluation
        numbers.trust = dict(workspace.trust)
        if workspace.evaluation is not None:
            numbers.page = "table"

    def _restore_comparison(self, kept: Comparison, asked: str) -> None:
        """Compare as before; maps made of maps are made again where they have a cell.

        Parameters
        ----------
        asked
            The network that was asked when it was saved.
        """
        if asked != self.state.ask.model:  # it is not here, nor are its layers and targets
            keep_models_alone(kept)
        held = self.state.comparison
        held.heatmaps, held.beside = dict(kept.heatmaps), dict(kept.beside)
        for each in dataclasses.fields(kept):
            if each.name not in {"heatmaps", "beside", "mixes"}:
                setattr(held, each.name, getattr(kept, each.name))
        held.models = tuple(name for name in held.models if self._may_stand_beside(name))

    def _may_stand_beside(self, model: str) -> bool:
        """Tell whether a network is here, and not the main one."""
        try:
            self.model_info(model)
        except CamViewerError:
            return False
        return model != self.state.ask.model

    def _restore_ask(self, workspace: Workspace) -> None:
        """Ask as before, but for a network that is not here or does not fit."""
        ask, kept = self.state.ask, workspace.ask
        try:
            fits = self.model_info(kept.model).ndim == workspace.image.grid.ndim
        except CamViewerError:
            fits = False
        left_out = set() if fits else {"model", "target", "layer"}
        for each in dataclasses.fields(kept):
            if each.name not in left_out:
                setattr(ask, each.name, getattr(kept, each.name))


def _changed_image(image: Image, stored: Stored) -> tuple[str, ...]:
    """Say when the image's bytes are not those that the session was saved with."""
    if image.sha256 == stored.record.source.sha256:
        return ()
    words = say(
        "session",
        "The image file has changed since this session was saved: the maps may not fit.",
    )
    return (words,)


def _changed_model(stored: Stored, weights: str | None) -> tuple[str, ...]:
    """Say when the network is another one than that of the maps, or is not here."""
    explanation = stored.explanation
    if explanation is None or not explanation.weights_sha256:
        return ()
    label = explanation.model_label
    if weights is None:
        words = say("session", "The network of these maps, {model}, is not here.")
        return (words.format(model=label),)
    if _is_same(explanation, weights):
        return ()
    words = say("session", "{model} has other weights now than when these maps were made.")
    return (words.format(model=label),)


def _is_same(explanation: Explanation | None, weights: str | None) -> bool:
    """Tell whether nothing speaks against a network being the one that was explained."""
    return explanation is None or weights in {None, "", explanation.weights_sha256}


def _weights_now(explanation: Explanation | None) -> str | None:
    """Return a network's SHA-256 now; empty without weights, None where it is not here."""
    from camviewer.engine.models import resolve_model

    if explanation is None or not explanation.weights_sha256:
        return ""
    try:
        weights = resolve_model(explanation.model).weights
        return "" if weights is None else sha256_of(weights())
    except (CamViewerError, OSError, ImportError):
        return None


def _fitting(stored: Stored) -> Callable[[ColumnRecord], bool]:
    """Tell columns that are still those of their network from others."""
    main = stored.explanation

    def fits(column: ColumnRecord) -> bool:
        found = column.explanation
        if found is None:
            # Stopped midway: layers and targets are the main network's, which says what it is.
            return not column.maps or column.axis != "models"
        if column.axis != "models" and main is not None:
            return found.weights_sha256 == main.weights_sha256
        return _weights_now(found) == found.weights_sha256

    return fits


def _judged(workspace: Workspace, stored: Stored) -> Workspace:
    """Add the numbers and the answers about trust; image and network are as they were."""
    explanation, masks = workspace.explanation, workspace.masks
    mask = meant_mask(masks, workspace.judged.mask)
    evaluation = fitting_numbers(stored.evaluation, explanation, mask)
    if evaluation is None or explanation is None:
        return workspace
    names = workspace.judged.trust
    trust = weighed_again(workspace.image, explanation, evaluation, names=names, masks=masks)
    return dataclasses.replace(workspace, evaluation=evaluation, trust=trust)
