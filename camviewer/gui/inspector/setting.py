"""The setting that is tried: its values live, how far it leads from the map, taking it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from camviewer.gui.column import Column, row, stacked
from camviewer.gui.forms import push_button, text_label
from camviewer.gui.inspector.live_form import LiveForm
from camviewer.gui.inspector.words import likeness_sentence, sorting_sentence
from camviewer.gui.views.links import Links
from camviewer.session.inspecting import is_asked, use

if TYPE_CHECKING:
    from camviewer.gui.controller import Controller
    from camviewer.session.catalogue import MethodInfo


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChannelSetting", text)


class Setting(Column):
    """Shows and edits ``state.channels.parameters``; writes ``state.ask`` when told to.

    Parameters
    ----------
    controller
        Knows the session.
    """

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        session = controller.session
        self._infos = {info.name: info for info in session.methods()}
        self._ask, self._state = session.state.ask, session.state.channels
        self._form: LiveForm | None = None
        self._shown: tuple[MethodInfo | None, dict[str, object]] | None = None
        self._build()
        own = self._state.events
        links = Links(self)
        links.follow(self._show_form, own.parameters, own.heatmap)
        links.follow(self._show_words, own.reading, own.original, own.likeness, own.parameters)
        links.follow(self._show_use, self._ask.events.parameters, own.parameters, own.heatmap)
        self._show_form()
        self._show_words()
        self._show_use()

    def _build(self) -> None:
        self.add_heading(_tr("Settings, tried at once"))
        self._place = stacked()
        self.add(self._place)
        self.sorting = text_label("", "caption")
        self.likeness = text_label("", "caption")
        self.used = text_label("", "caption")
        self.reset = push_button(_tr("Reset"), "resetChannels")
        self.reset.setToolTip(_tr("Back to the values the map was made with."))
        self.reset.clicked.connect(self._on_reset)
        self.use = push_button(_tr("Use these values"), "useChannels", "primary")
        self.use.setToolTip(_tr("The next Explain takes them for this method."))
        self.use.clicked.connect(self._on_used)
        self.add(self.sorting)
        holder = QWidget()
        holder.setLayout(row(self.reset, None))
        self.add(holder)
        self.set_foot(stacked(self.likeness, self.used, self.use))

    @property
    def info(self) -> MethodInfo | None:
        """The method whose channels are looked into."""
        heatmap = self._state.heatmap
        return None if heatmap is None else self._infos.get(heatmap.method)

    def _show_form(self) -> None:
        """Build the form anew where it does not show the values already."""
        info, values = self.info, dict(self._state.parameters)
        if self._shown == (info, values):
            return
        self._shown = (info, values)
        layout = self._place.layout()
        if self._form is not None and layout is not None:
            layout.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        if info is not None and info.params and layout is not None:
            self._form = LiveForm(info.params, values)
            self._form.edited.connect(self._on_edited)
            layout.addWidget(self._form)

    def _show_words(self) -> None:
        reading, original = self._state.reading, self._state.original
        is_fixed = self.info is not None and not self.info.params
        parts = [_tr("This form is the published code: its thresholds are fixed.")] * is_fixed
        parts += [] if reading is None else [sorting_sentence(reading.channels)]
        self.sorting.setText(" ".join(parts))
        text = ""
        if reading is not None and original is not None and not is_fixed:
            is_original = dict(reading.parameters) == dict(original.parameters)
            text = likeness_sentence(self._state.likeness, is_original=is_original)
        self.reset.setVisible(not is_fixed)
        self.likeness.setText(text)
        self.reset.setEnabled(
            original is not None and dict(original.parameters) != dict(self._state.parameters)
        )

    def _show_use(self) -> None:
        """Offer what the next Explain would not take anyway."""
        info = self.info
        is_new = info is not None and not is_asked(self._state, self._ask, info)
        self.use.setEnabled(is_new)
        self.use.setVisible(info is None or bool(info.params))
        self.used.setText(
            "" if is_new or info is None else _tr("The next Explain takes these.")
        )
        self.used.setVisible(info is None or bool(info.params))

    def _on_edited(self, name: str, value: object) -> None:
        values = {**self._state.parameters, name: value}
        self._shown = (self.info, values)  # the form shows it already
        self._state.parameters = values

    def _on_reset(self) -> None:
        if self._state.original is not None:
            self._state.parameters = dict(self._state.original.parameters)

    def _on_used(self) -> None:
        info = self.info
        if info is not None:
            use(self._state, self._ask, info)
            self._show_use()
