"""Left of the picture: which network, what it says, what to explain and by which methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPalette, QStandardItemModel
from PySide6.QtWidgets import QStackedLayout, QWidget

from camviewer.gui.column import Column, Disclosure, stacked
from camviewer.gui.forms import Choice, link_button, named, push_button, sized, text_label
from camviewer.gui.icons import icon
from camviewer.gui.panels.method_list import MethodList
from camviewer.gui.panels.more_options import MoreOptions
from camviewer.gui.panels.outlook_line import OutlookLine
from camviewer.gui.panels.prediction_bars import PredictionBars
from camviewer.gui.panels.spec import PANELS, PanelSpec
from camviewer.gui.panels.target_editor import TargetEditor
from camviewer.gui.views.links import Links
from camviewer.session.target_words import short_words

if TYPE_CHECKING:
    from camviewer.core.image import Image
    from camviewer.gui.controller import Controller
    from camviewer.session.catalogue import ModelInfo


def _tr(text: str) -> str:
    return QCoreApplication.translate("ExplainPanel", text)


class ExplainPanel(Column):
    """Shows and edits ``state.ask``; shows ``state.case.predictions`` and ``.outlook``.

    Parameters
    ----------
    controller
        Runs what the user asks for.
    """

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller
        self._session = controller.session
        self._ask = self._session.state.ask
        self._build_model()
        self._build_methods()
        self._build_foot()
        self._connect()
        self.show_image(self._session.state.case.image)
        self.show_model(self._ask.model)
        self.methods.show_methods(self._ask.methods)
        self._on_target_shown(self.editor.words().label)
        self._show_outlook()
        self._show_foot()

    # Building

    def _build_model(self) -> None:
        self.model = sized(named(Choice(), "model", _tr("Model")))
        self.model.activated.connect(self._on_model_edited)
        card = link_button(_tr("card…"), "card", _tr("What this network is and was trained on"))
        card.clicked.connect(self._on_card_clicked)
        heading = self.add_heading(_tr("MODEL"), card)
        heading.setBuddy(self.model)
        self.add(self.model)
        self.predictions = PredictionBars()
        self.add(self.predictions)
        heading = self.add_heading(_tr("EXPLAIN"))
        self.editor = TargetEditor(self._controller)
        self.editor.shown.connect(self._on_target_shown)
        self.target = self.editor.classes
        self.add(self.editor)

    def _build_methods(self) -> None:
        self.add_heading(_tr("METHODS"))
        infos = self._session.methods()
        self._method_labels = {info.name: info.label for info in infos}
        self.methods = MethodList(infos)
        self.methods.edited.connect(lambda names: setattr(self._ask, "methods", names))
        self.add(self.methods)
        self.more = Disclosure(
            _tr("More: layer, device, precision"), "more", MoreOptions(self._controller)
        )
        self.add(self.more)

    def _build_foot(self) -> None:
        self.stale = text_label("", "warning")
        self.run = push_button(_tr("Explain"), "run", "primary")
        self.run.setIcon(icon("explain", QPalette.ColorRole.HighlightedText))
        self.run.setToolTip(_tr("Run the ticked methods (Ctrl+E)"))
        self.run.clicked.connect(self._controller.explain)
        self.stop = push_button(_tr("Cancel"), "stop")
        self.stop.setFixedHeight(self.run.height())
        self.stop.setIcon(icon("cancel"))
        self.stop.setToolTip(_tr("Stop after the present step (Esc)"))
        self.stop.clicked.connect(self._controller.cancel)
        buttons = QWidget()
        buttons.setFixedHeight(self.run.maximumHeight())
        self._buttons = QStackedLayout(buttons)
        self._buttons.addWidget(self.run)
        self._buttons.addWidget(self.stop)
        self.outlook = OutlookLine()
        self.set_foot(stacked(self.stale, self.outlook, buttons))

    def _connect(self) -> None:
        case, job = self._session.state.case.events, self._session.state.job.events
        ask = self._ask.events
        links = Links(self)
        links.follow(self.show_image, case.image)
        links.follow(self._show_predictions, case.predictions, case.is_looked_at)
        links.follow(self._show_outlook, case.outlook)
        links.follow(self.show_model, ask.model)
        links.follow(self._on_methods_changed, ask.methods)
        links.follow(self._show_foot, case.explanation, case.heatmaps, job.phase)
        links.follow(self._show_foot, ask.layer, ask.parameters, ask.target)

    # Showing

    def show_image(self, image: Image | None) -> None:
        """Offer the networks that fit the image; the others say why they do not."""
        infos = list(self._session.models())
        if all(info.name != self._ask.model for info in infos):
            infos.append(self._session.model_info(self._ask.model))
        self.model.fill([(info.label, info.name) for info in infos])
        items = self.model.model()
        for index, info in enumerate(infos):
            reason = _misfit(info, image)
            self.model.setItemData(index, reason or info.summary, Qt.ItemDataRole.ToolTipRole)
            if reason and isinstance(items, QStandardItemModel):
                items.item(index).setEnabled(False)
        self.model.pick(self._ask.model)
        self._show_predictions()
        self._show_foot()

    def show_model(self, model: str) -> None:
        """Show the network and the classes it knows."""
        if self.model.findData(model) < 0:
            self.show_image(self._session.state.case.image)
        self.model.pick(model)
        info = self._session.model_info(model)
        self.model.setToolTip(info.summary)
        self.editor.show_classes()
        self._show_foot()

    def _show_predictions(self) -> None:
        case = self._session.state.case
        self.predictions.show_predictions(case.predictions)
        reason = _tr("What it says appears here.")
        if case.is_looked_at:
            reason = _tr("This network names no classes.")
        elif case.image is not None:
            reason = _tr("Not looked at yet.")
            if self._session.state.job.phase == "running":
                reason = _tr("Looking…")
        self.predictions.show_empty(reason)

    def _on_target_shown(self, label: str) -> None:
        default = self._session.model_info(self._ask.model).default_target
        self.predictions.mark(label or default)

    def _show_outlook(self) -> None:
        outlook = self._session.state.case.outlook
        self.outlook.show_outlook(outlook, self._method_labels)
        self.methods.show_outlook(outlook)

    def _show_foot(self) -> None:
        """Offer Explain or Cancel, and say why the maps need a new run."""
        job, case = self._session.state.job, self._session.state.case
        explains = self._controller.last_job == "explain"
        is_running = job.phase in {"running", "stopping"} and explains
        self._buttons.setCurrentWidget(self.stop if is_running else self.run)
        self.stop.setEnabled(job.phase == "running")
        self.stop.setText(_tr("Cancel") if job.phase != "stopping" else _tr("Stopping…"))
        self.run.setEnabled(case.image is not None and bool(self._ask.methods))
        is_stale = self._session.is_stale() and not is_running
        self.stale.setVisible(is_stale)
        if is_stale and case.explanation is not None:
            text = _tr("The maps shown are for {target}, {layer}. Explain again.")
            target = short_words(case.explanation.target.label)
            self.stale.setText(text.format(target=target, layer=case.explanation.layer))

    # Editing

    def _on_model_edited(self, index: int) -> None:
        name = str(self.model.itemData(index))
        if name != self._ask.model:
            self._controller.choose_model(name)

    def _on_methods_changed(self, names: tuple[str, ...]) -> None:
        self.methods.show_methods(names)
        self._show_outlook()
        self._show_foot()

    def _on_card_clicked(self) -> None:
        info = self._session.model_info(self._ask.model)
        self._controller.asker.show_text(info.label, info.card or info.summary)


def _misfit(info: ModelInfo, image: Image | None) -> str:
    """Say why a network cannot look at an image; empty when it can."""
    if image is None or info.fits(image.grid.shape):
        return ""
    if info.only_shape is not None and info.ndim == image.grid.ndim:
        size = " × ".join(str(count) for count in info.only_shape)
        words = _tr("{label} knows only pictures of {size} pixels.")
        return words.format(label=info.label, size=size)
    if info.ndim == 3:
        return _tr("{label} looks at volumes; a picture is open.").format(label=info.label)
    return _tr("{label} looks at pictures; a volume is open.").format(label=info.label)


PANELS.add(PanelSpec("explain", "Explain", "left", ExplainPanel))
