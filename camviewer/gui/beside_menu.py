"""The menu of layers, targets and models that can stand beside the main one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from camviewer.core.errors import CamViewerError
from camviewer.gui.views.links import Links

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction, QMouseEvent

    from camviewer.gui.controller import Controller
    from camviewer.gui.views.comparison.bar import CompareBar
    from camviewer.session.work import LayerInfo

_FEW_CLASSES = 20
_MOST_LIKELY = 8


def _tr(text: str) -> str:
    return QCoreApplication.translate("BesideMenu", text)


class CheckMenu(QMenu):
    """A menu that stays open while its boxes are ticked, by mouse or by Space."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick the box under the mouse."""
        if not self._tick(self.activeAction()):
            super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Space from the picture below, for which it is a shortcut."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick the marked box."""
        is_space = event.key() == Qt.Key.Key_Space
        if not (is_space and self._tick(self.activeAction())):
            super().keyPressEvent(event)

    def _tick(self, action: QAction | None) -> bool:
        """Tick what can be ticked; False for anything else."""
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True


class BesideMenu(QObject):
    """Fills the menu of the comparison's bar and writes ``state.comparison``.

    Parameters
    ----------
    controller
        Knows the session and the worker that lists the layers.
    bar
        Whose button gets the menu.
    """

    def __init__(self, controller: Controller, bar: CompareBar) -> None:
        super().__init__(bar)
        self._controller = controller
        self._session = controller.session
        self._held = controller.session.state.comparison
        self.menu = CheckMenu(bar)
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self.fill)
        bar.beside.setMenu(self.menu)
        Links(self).follow(self.close, self._held.events.axis)

    def close(self) -> None:
        """Close the menu: it belongs to another axis."""
        self.menu.close()

    def fill(self) -> None:
        """List what can stand beside on the present axis."""
        self.menu.clear()
        {"layers": self._fill_layers, "targets": self._fill_targets}.get(
            self._held.axis, self._fill_models
        )()

    # Layers

    def _fill_layers(self) -> None:
        waiting = self.menu.addAction(_tr("Looking for the layers…"))
        waiting.setEnabled(False)
        model = self._session.state.ask.model
        self._controller.load_layers(model, self._take_layers)

    def _take_layers(self, layers: tuple[LayerInfo, ...]) -> None:
        if self._held.axis != "layers":
            return
        self.menu.clear()
        explanation, ask = self._session.state.case.explanation, self._session.state.ask
        chosen = next((each.name for each in layers if each.is_chosen), "")
        main = ask.layer or (explanation.layer if explanation is not None else chosen)
        for each in layers:
            cells = "×".join(str(count) for count in each.shape)
            words = _tr("{name}  ·  {cells} cells").format(name=each.name, cells=cells)
            self._add(words, each.name, is_main=each.name == main)
        if not layers:
            self.menu.addAction(_tr("This network has no layer that gives a map")).setEnabled(
                False
            )

    # Targets

    def _fill_targets(self) -> None:
        state, model = self._session.state, self._session.state.ask.model
        labels = self._session.labels(model)
        likely = [each.index for each in state.case.predictions if each.index >= 0]
        indices = likely[:_MOST_LIKELY]
        if len(labels) <= _FEW_CLASSES:
            indices = list(dict.fromkeys((*likely, *range(len(labels)))))
        entries = {_target(labels, index): labels[index] for index in indices}
        for value in self._held.targets:
            entries.setdefault(value, self._session.title_beside("targets", value))
        explanation = state.case.explanation
        main = "" if explanation is None else explanation.target.label
        for value, label in entries.items():
            is_main = label == main and value not in self._held.targets
            self._add(label, value, is_main=is_main)
        self.menu.addSeparator()
        self.menu.addAction(_tr("Another class…")).triggered.connect(self._ask_for_target)

    def _ask_for_target(self) -> None:
        """Ask for a class by name; one that the network does not know is told."""
        asker, model = self._controller.asker, self._session.state.ask.model
        text = asker.ask_text(_tr("Another class"), _tr("Name or number of the class"))
        if not text:
            return
        try:
            self._session.class_index(model, text)
        except CamViewerError as error:
            asker.show_error(str(error), error.hint)
            return
        self._session.choose_beside((*self._held.targets, text))

    # Networks

    def _fill_models(self) -> None:
        state = self._session.state
        ndim = None if state.case.image is None else state.case.image.grid.ndim
        infos = [info for info in self._session.models() if info.ndim == ndim]
        known = {info.name for info in infos}
        infos += [
            self._session.model_info(name)
            for name in (state.ask.model, *self._held.models)
            if name not in known
        ]
        for info in {info.name: info for info in infos}.values():
            action = self._add(info.label, info.name, is_main=info.name == state.ask.model)
            action.setToolTip(info.summary)
        self.menu.addSeparator()
        self.menu.addAction(_tr("Another model…")).triggered.connect(self._ask_for_model)

    def _ask_for_model(self) -> None:
        """Ask for a network's file; one that does not fit the image is told."""
        asker, image = self._controller.asker, self._session.state.case.image
        paths = asker.open_files(_tr("Networks and model cards (*.toml *.onnx *.pt2 *.zip)"))
        if not paths or image is None:
            return
        name = str(paths[0])
        try:
            info = self._session.model_info(name)
        except CamViewerError as error:
            asker.show_error(str(error), error.hint)
            return
        if info.ndim != image.grid.ndim:
            words = _tr("{label} does not fit this image.").format(label=info.label)
            asker.show_error(words, _tr("Choose a model for as many axes as the image has."))
        elif name != self._session.state.ask.model:
            self._session.choose_beside((*self._held.models, name))

    # All

    def _add(self, words: str, value: str, *, is_main: bool) -> QAction:
        """Add a box; that of the main one is ticked and cannot be changed here."""
        action = self.menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(is_main or value in self._held.chosen)
        action.setEnabled(not is_main)
        if is_main:
            action.setToolTip(_tr("Chosen at the left: the first column"))
        action.toggled.connect(lambda on: self._on_ticked(value, is_on=on))
        return action

    def _on_ticked(self, value: str, *, is_on: bool) -> None:
        kept: Iterable[str] = (each for each in self._held.chosen if each != value)
        self._session.choose_beside((*kept, value) if is_on else tuple(kept))


def _target(labels: tuple[str, ...], index: int) -> str:
    """Write a class as it is asked for: its label, or its number where others are called so."""
    return labels[index] if labels.count(labels[index]) == 1 else str(index)
