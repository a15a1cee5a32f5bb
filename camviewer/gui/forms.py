"""Controls of one look, and forms made from the parameters that describe themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QWidget,
)

from camviewer.core.words import say
from camviewer.gui.icons import icon
from camviewer.gui.theme import CONTROL_PX

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QPaintEvent, QPalette, QValidator, QWheelEvent

    from camviewer.core.params import Param

_UNBOUNDED = 1e9
_TEXT_GAP_PX = 2
Control = TypeVar("Control", bound=QWidget)


class Choice(QComboBox):
    """A drop-down that a scroll over the panel does not change by accident.

    Attributes
    ----------
    elide : Qt.TextElideMode
        Where words are cut that have no room.
    """

    elide = Qt.TextElideMode.ElideRight

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Cut the words with an ellipsis; Qt cuts them in the middle of a letter."""
        option, painter = QStyleOptionComboBox(), QStylePainter(self)
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        width = room.width() - 2 * _TEXT_GAP_PX
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), self.elide, width
        )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel unless the control has the focus."""
        event.ignore() if not self.hasFocus() else super().wheelEvent(event)

    def pick(self, value: object) -> None:
        """Show the entry that holds a value, without telling anybody."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(value))

    def fill(self, entries: Sequence[tuple[str, object]]) -> None:
        """Replace all entries, (words, value), without telling anybody."""
        with QSignalBlocker(self):
            self.clear()
            for text, value in entries:
                self.addItem(text, value)


class Number(QDoubleSpinBox):
    """A number field that tells of an edit when it is finished, not at every key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setKeyboardTracking(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel unless the control has the focus."""
        event.ignore() if not self.hasFocus() else super().wheelEvent(event)

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Take a comma for the point: a keyboard's number block may have no other."""
        state, read, at = super().validate(text.replace(",", "."), place)
        return state, read, at

    def valueFromText(self, text: str) -> float:
        """Read what was typed, with the comma as a point too."""
        return super().valueFromText(text.replace(",", "."))

    def textFromValue(self, value: float) -> str:
        """Write no zeros that say nothing."""
        text, point = super().textFromValue(value), self.locale().decimalPoint()
        return text.rstrip("0").removesuffix(point) if point in text else text

    def show_value(self, value: float) -> None:
        """Show a value without telling anybody."""
        with QSignalBlocker(self):
            self.setValue(value)


def named(control: Control, name: str, words: str, help: str = "") -> Control:  # noqa: A002
    """Give a control its object name, the words a screen reader says, and its tooltip."""
    control.setObjectName(name)
    control.setAccessibleName(words)
    if help:
        control.setAccessibleDescription(help)
        control.setToolTip(help)
    return control


def sized(control: Control) -> Control:
    """Give a control the height of all controls, and let it take the width there is."""
    control.setFixedHeight(CONTROL_PX)
    policy = control.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
    control.setSizePolicy(policy)
    if isinstance(control, QComboBox):
        control.setMinimumContentsLength(8)
        control.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
    return control


def show_role(widget: QWidget, role: str) -> None:
    """Give a widget another role of the style sheet."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def text_label(text: str, role: str) -> QLabel:
    """Make a label of a role that the style sheet knows; long ones wrap."""
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role in {"caption", "warning", "error"}:
        label.setWordWrap(True)
    return label


def link_button(text: str, name: str, help: str) -> QToolButton:  # noqa: A002
    """Make a button that looks like a word to click on."""
    button = named(QToolButton(), name, text, help)
    button.setText(text)
    button.setProperty("role", "link")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


def flat_button(image: str, name: str, words: str) -> QToolButton:
    """Make a button that is only an icon, with its words as tooltip."""
    button = named(QToolButton(), name, words, words)
    button.setIcon(icon(image))
    button.setIconSize(QSize(20, 20))
    button.setFixedSize(36, CONTROL_PX)
    button.setProperty("role", "icon")
    return button


def sign_button(name: str, words: str, colour: QPalette.ColorRole, height: int) -> QToolButton:
    """Make a small warning sign whose words are its tooltip; it takes no focus."""
    sign = named(QToolButton(), name, words, words)
    sign.setIcon(icon("warning", colour))
    sign.setIconSize(QSize(16, 16))
    sign.setFixedSize(16, height)
    sign.setProperty("role", "icon")
    sign.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return sign


def text_field(name: str, words: str) -> QLineEdit:
    """Make a line to type in, whose text stands as far from its edge as a drop-down's."""
    line = sized(named(QLineEdit(), name, words))
    line.setTextMargins(3, 0, 3, 0)
    return line


def push_button(text: str, name: str, role: str = "plain") -> QPushButton:
    """Make a button with words; role ``"primary"`` is the accented one."""
    button = named(QPushButton(text), name, text)
    button.setProperty("role", role)
    button.setFixedHeight(CONTROL_PX + 4 if role == "primary" else CONTROL_PX)
    return button


class Segments(QWidget):
    """A few buttons in a row of which one is down.

    Parameters
    ----------
    entries
        (words, value) of each.
    name, words
        Object name and what a screen reader says.
    """

    picked = Signal(object)

    def __init__(self, entries: Sequence[tuple[str, object]], name: str, words: str) -> None:
        super().__init__()
        named(self, name, words)
        self._buttons: list[tuple[QToolButton, object]] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for text, value in entries:
            button = QToolButton()
            button.setText(text)
            button.setAccessibleName(f"{words}: {text}")
            button.setCheckable(True)
            button.setProperty("role", "segment")
            button.setFixedHeight(CONTROL_PX)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self._on_clicked)
            self._buttons.append((button, value))
            layout.addWidget(button)

    @property
    def value(self) -> object:
        """Value of the button that is down; None when none is."""
        return next((value for button, value in self._buttons if button.isChecked()), None)

    def show_value(self, value: object) -> None:
        """Put the button of a value down without telling anybody."""
        for button, own in self._buttons:
            button.setChecked(own == value)

    def press(self, value: object) -> None:
        """Click the button of a value, as a user would."""
        next(button for button, own in self._buttons if own == value).click()

    def _on_clicked(self) -> None:
        sender = self.sender()
        value = next(own for button, own in self._buttons if button is sender)
        self.show_value(value)
        self.picked.emit(value)


class ParameterForm(QWidget):
    """A form over parameters; tells one (name, value) at each edit."""

    edited = Signal(str, object)

    def __init__(self, params: Sequence[Param], values: Mapping[str, object]) -> None:
        super().__init__()
        layout = form_layout(self)
        for param in params:
            control = self._control(param, values.get(param.name, param.default))
            label = QLabel(param.label[:1].upper() + param.label[1:])
            label.setBuddy(control)
            label.setToolTip(param.help)
            layout.addRow(label, control)

    def _control(self, param: Param, value: Any) -> QWidget:  # noqa: ANN401 - Param.default's type
        makers: dict[str, Callable[[Param, Any], QWidget]] = {
            "number": self._number,
            "integer": self._integer,
            "choice": self._choice,
            "flag": self._flag,
        }
        control = makers[param.kind](param, value)
        return sized(named(control, param.name, param.label, param.help))

    def _tell(self, param: Param, value: object) -> None:
        self.edited.emit(param.name, value)

    def _number(self, param: Param, value: float) -> QWidget:
        box = Number()
        box.setDecimals(3)
        low = -_UNBOUNDED if param.low is None else param.low
        high = _UNBOUNDED if param.high is None else param.high
        box.setRange(low, high)
        box.setSingleStep(_step(low, high))
        box.setStepType(QDoubleSpinBox.StepType.DefaultStepType)
        box.setSuffix(f" {say('parameters', param.unit)}" if param.unit else "")
        box.setValue(value)
        box.valueChanged.connect(lambda new: self._tell(param, new))
        return box

    def _integer(self, param: Param, value: int) -> QWidget:
        box = QSpinBox()
        box.setKeyboardTracking(False)
        low = -_UNBOUNDED if param.low is None else param.low
        high = _UNBOUNDED if param.high is None else param.high
        box.setRange(int(low), int(high))
        box.setSuffix(f" {say('parameters', param.unit)}" if param.unit else "")
        box.setValue(value)
        box.valueChanged.connect(lambda new: self._tell(param, new))
        return box

    def _choice(self, param: Param, value: str) -> QWidget:
        box = Choice()
        box.fill([(say("parameters", option), option) for option in param.options])
        box.pick(value)
        box.activated.connect(lambda index: self._tell(param, box.itemData(index)))
        return box

    def _flag(self, param: Param, value: bool) -> QWidget:  # noqa: FBT001 - same call as its siblings
        box = QCheckBox()
        box.setChecked(value)
        box.toggled.connect(lambda new: self._tell(param, new))
        return box


def form_layout(parent: QWidget) -> QFormLayout:
    """Make a form of the house's spacing: one column of labels, aligned."""
    layout = QFormLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setHorizontalSpacing(8)
    layout.setVerticalSpacing(4)
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
    return layout


def _step(low: float, high: float) -> float:
    """Step of a number field: a hundredth to a twentieth of small ranges, else 1."""
    span = high - low
    if span <= 1:
        return 0.05
    return 0.1 if span <= 20 else 1.0
