"""What is explained: a kind of target, its class, and what else that kind wants to know."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QVBoxLayout, QWidget

from camviewer.gui.column import labelled
from camviewer.gui.forms import Choice, flat_button, named, sized, text_field
from camviewer.gui.views.links import Links
from camviewer.session.target_words import (
    TargetWords,
    has_label,
    has_rest,
    names_file,
    read_words,
    write_words,
)

if TYPE_CHECKING:
    from camviewer.gui.controller import Controller
    from camviewer.session.service import Session

_MAY_LACK_LABEL = {"class", "not", "detection"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("TargetEditor", text)


def _rest_label(kind: str) -> str:
    words = {
        "difference": _tr("Versus"),
        "sum": _tr("And"),
        "region": _tr("Mask"),
        "voxel": _tr("Place"),
        "detection": _tr("Box"),
        "similarity": _tr("Image"),
    }
    return words.get(kind, _tr("In words"))


class TargetEditor(QWidget):
    """Shows and edits ``state.ask.target``.

    The text of the target is all the state there is: the rows take it apart. A kind whose words
    the user has still to give stands here alone until they are given.

    Parameters
    ----------
    controller
        Knows the session and asks for files.
    """

    shown = Signal(str)  # label of the class, or empty for the default

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller
        self._session = controller.session
        self._ask = self._session.state.ask
        self._kinds = {info.name: info for info in self._session.targets()}
        self._draft = ""
        self._build_choices()
        self._build_rest()
        self._place()
        links = Links(self)
        links.follow(self.show_target, self._ask.events.target)
        links.follow(self.show_classes, self._session.state.case.events.predictions)
        self.show_classes()

    # Building

    def _build_choices(self) -> None:
        self.kind = sized(named(Choice(), "kind", _tr("What to explain")))
        self.kind.fill([(info.label, info.name) for info in self._kinds.values()])
        self.kind.setMaxVisibleItems(16)
        for index, info in enumerate(self._kinds.values()):
            self.kind.setItemData(index, info.summary, Qt.ItemDataRole.ToolTipRole)
        self.kind.activated.connect(self._on_kind_edited)
        self.classes = _class_choice("target", _tr("Class to explain"))
        self.classes.activated.connect(self._on_class_edited)
        self.against = _class_choice("against", _tr("Class to compare with"))
        self.against.activated.connect(self._on_against_edited)
        for box in (self.classes, self.against):
            line = box.lineEdit()
            if line is not None:
                line.editingFinished.connect(self._on_class_typed)

    def _build_rest(self) -> None:
        self.rest = text_field("targetWords", _tr("The rest of the target"))
        self.rest.editingFinished.connect(self._on_rest_edited)
        self.pick_file = flat_button("open", "targetFile", _tr("Choose a file…"))
        self.pick_file.clicked.connect(self._on_file_clicked)
        self.pick_place = flat_button("crosshair", "targetPlace", _tr("Take the crosshair's"))
        self.pick_place.clicked.connect(self._on_place_clicked)
        for button in (self.pick_file, self.pick_place):
            button.setFixedWidth(button.height())

    def _place(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        rows = [
            labelled(_tr("Target"), self.kind),
            labelled(_tr("Class"), self.classes),
            labelled("", self.against),
            labelled("", self.rest, self.pick_file, self.pick_place),
        ]
        for _label, line in rows:
            layout.addLayout(line)
        self._labels: tuple[QLabel, ...] = tuple(label for label, _line in rows)

    # Showing

    def words(self) -> TargetWords:
        """Take the present target apart."""
        return read_words(self._ask.target, self._kinds, self._session.labels(self._ask.model))

    def show_classes(self) -> None:
        """List the classes of the network that is chosen, then show the target."""
        labels = _likely_first(self._session)
        self.against.fill([(label, label) for label in labels])
        self.show_target()

    def show_target(self) -> None:
        """Show what is explained."""
        self._draft = ""
        words = self.words()
        self._show_rows(words)
        entries: list[tuple[str, object]] = [
            (each, each) for each in _likely_first(self._session)
        ]
        if words.kind in _MAY_LACK_LABEL:
            entries.insert(0, (_default_label(self._session, words.kind), None))
        self.classes.fill(entries)
        _show_label(self.classes, words.label or None)
        if words.kind == "difference":
            _show_label(self.against, words.rest or None)
        self._show_line(self.rest, words.rest)
        self.shown.emit(words.label)

    def _show_rows(self, words: TargetWords) -> None:
        """Show the rows that a kind has, and no others."""
        info = self._kinds[words.kind]
        self.kind.pick(words.kind)
        self.kind.setToolTip(_tr("{summary}\nIn words: {syntax}").format(**vars(info)))
        compares = words.kind == "difference"
        self._show_row(1, self.classes, is_on=has_label(info))
        self._show_row(2, self.against, is_on=compares)
        self._show_row(3, self.rest, is_on=has_rest(info) and not compares)
        self.pick_file.setVisible(names_file(info))
        self.pick_place.setVisible(words.kind == "voxel")
        self._labels[1].setText(_tr("Class") if "LABEL" in info.syntax else _tr("Unit"))
        for label in self._labels[2:]:
            label.setText(_rest_label(words.kind))
        written = info.syntax.split(" or ")[-1].partition(":")[2]
        self.rest.setPlaceholderText(written.partition("|")[2] if has_label(info) else written)

    def _show_row(self, number: int, control: QWidget, *, is_on: bool) -> None:
        self._labels[number].setVisible(is_on)
        control.setVisible(is_on)
        control.setEnabled(is_on)

    @staticmethod
    def _show_line(line: QLineEdit, text: str) -> None:
        """Show the end of a text that is too long: a path's name stands there."""
        with QSignalBlocker(line):
            line.setText(text)
        line.setToolTip(text)

    # Editing

    def _tell(self, words: TargetWords) -> None:
        """Take the words to the state, or show what is there when they say nothing new."""
        text = write_words(words, self._kinds)
        if text == self._ask.target:
            self.show_target()
        else:
            self._ask.target = text

    def _on_kind_edited(self, index: int) -> None:
        kind = str(self.kind.itemData(index))
        words = self._begun(kind)
        if words.rest or has_label(self._kinds[kind]):
            self._tell(words)
            return
        self._draft = kind
        self._show_rows(words)
        self._show_line(self.rest, "")
        if names_file(self._kinds[kind]):
            self._on_file_clicked()
        else:
            self.rest.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begun(self, kind: str) -> TargetWords:
        """Begin a target of another kind with the class that is chosen and likely words."""
        if not has_label(self._kinds[kind]):
            return TargetWords(kind, "", "positive" if kind == "binary" else "")
        default = self._session.model_info(self._ask.model).default_target
        likely = [default] if default else []
        likely += _likely_first(self._session)
        label = self.words().label or (likely[0] if likely and kind != "class" else "")
        rest = ""
        if kind in {"difference", "sum"}:
            rest = next((each for each in _likely_first(self._session) if each != label), "")
        if kind == "voxel":
            rest = _crosshair(self._session)
        return TargetWords(kind, label, rest)

    def _on_class_edited(self, index: int) -> None:
        self._tell(replace(self.words(), label=self.classes.itemData(index) or ""))

    def _on_against_edited(self, index: int) -> None:
        self._tell(replace(self.words(), rest=str(self.against.itemData(index) or "")))

    def _on_class_typed(self) -> None:
        """Take a whole target that was typed; other words that are no class are dropped."""
        line = self.sender()
        text = line.text().strip() if isinstance(line, QLineEdit) else ""
        kind, colon, _words = text.partition(":")
        labels = self._session.labels(self._ask.model)
        if colon and kind in self._kinds and text not in labels:
            self._tell(read_words(text, self._kinds, labels))
        else:
            self.show_target()

    def _on_rest_edited(self) -> None:
        text = self.rest.text().strip()
        kind = self._draft or self.words().kind
        if self._draft and text:
            self._tell(TargetWords(kind, "", text))
        elif self._draft:
            self.show_target()
        elif text != self.words().rest:
            self._tell(replace(self.words(), rest=text))

    def _on_file_clicked(self) -> None:
        paths = self._controller.asker.open_files(self._session.file_filter())
        if not paths:
            self.show_target()
        elif self._draft:
            self._tell(TargetWords(self._draft, "", str(paths[0])))
        else:
            self._tell(replace(self.words(), rest=str(paths[0])))

    def _on_place_clicked(self) -> None:
        self._tell(replace(self.words(), rest=_crosshair(self._session)))


def _likely_first(session: Session) -> list[str]:
    """Give each class of the network once: the likely ones, then all."""
    labels = session.labels(session.state.ask.model)
    known = set(labels)
    likely = [each.label for each in session.state.case.predictions[:5]]
    return list(dict.fromkeys([*(each for each in likely if each in known), *labels]))


def _default_label(session: Session, kind: str) -> str:
    """Say what is explained where no class is named."""
    default = session.model_info(session.state.ask.model).default_target
    if kind == "detection":
        return _tr("Any class")
    if kind == "not" or default is None:
        return _tr("Predicted class")
    return _tr("{label} (default)").format(label=default)


def _crosshair(session: Session) -> str:
    """Write where the crosshair is: R,A,S in mm, or row,column."""
    image = session.state.case.image
    digits = 1 if image is not None and image.is_volume else 0
    return ",".join(f"{value:.{digits}f}" for value in session.state.view.position)


def _class_choice(name: str, words: str) -> Choice:
    """Make a list of classes that can be searched by typing any part of a label."""
    box = sized(named(Choice(), name, words))
    box.setEditable(True)
    box.setInsertPolicy(Choice.InsertPolicy.NoInsert)
    box.setMaxVisibleItems(16)
    completer = box.completer()
    if completer is not None:
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    return box


def _show_label(box: Choice, label: str | None) -> None:
    """Show a class, also one that is not in the list, from its first letter on."""
    if label is not None and box.findData(label) < 0:
        with QSignalBlocker(box):
            box.addItem(label, label)
    box.pick(label)
    box.setEditText(box.itemText(box.currentIndex()))
    line = box.lineEdit()
    if line is not None:
        line.setCursorPosition(0)
    box.setToolTip(box.currentText())
