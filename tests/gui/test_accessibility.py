"""For everyone: names for a screen reader, all by keyboard, a focus that is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from camviewer.core.settings import resource
from camviewer.gui.dialogs import Dialogs
from camviewer.gui.entries import all_entries
from camviewer.gui.export_dialog import ExportDialog
from camviewer.gui.forms import Choice, Number, push_button, text_field
from camviewer.gui.palette import Palette
from camviewer.gui.preferences import Preferences
from camviewer.gui.reader import Reader
from camviewer.gui.theme import CONTRASTS, THEMES, apply_theme

HOSTS = (QAbstractSpinBox, QComboBox, QLineEdit)


@pytest.fixture
def explained(program, qtbot):
    program.window.activateWindow()
    program.controller.open_sample("ct")
    qtbot.waitUntil(lambda: bool(program.session.state.case.predictions), timeout=10000)
    program.controller.explain()
    qtbot.waitUntil(lambda: program.bridge.is_idle, timeout=10000)
    return program


def controls(root):
    """What the keyboard can reach; parts of a control count with it."""
    for widget in [root, *root.findChildren(QWidget)]:
        is_part = isinstance(widget.parent(), HOSTS) or widget.objectName().startswith("qt_")
        is_part = is_part or widget.focusProxy() is not None
        is_inside = any(isinstance(each, QComboBox) for each in ancestors(widget))
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not is_part and not is_inside:
            yield widget


def ancestors(widget):
    while (widget := widget.parent()) is not None:
        yield widget


def spoken(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def nameless(root):
    """Controls that a screen reader could not name."""
    return [
        f"{type(widget).__name__} {widget.objectName()!r} in {type(widget.parent()).__name__}"
        for widget in controls(root)
        if not spoken(widget).strip() and widget is not root
    ]


def test_a_control_without_a_name_is_found(qtbot):
    root = QWidget()
    qtbot.addWidget(root)
    layout = QVBoxLayout(root)
    layout.addWidget(QLineEdit())
    layout.addWidget(QPushButton("Stop"))
    assert nameless(root) == ["QLineEdit '' in QWidget"]


def test_every_control_of_the_window_has_a_name(explained, session):
    window = explained.window
    for place in ("read", "compare"):
        session.state.view.place = place
        assert not nameless(window), "; ".join(nameless(window))


def test_every_control_of_the_start_has_a_name(program):
    program.window.empty.set_recent(["/a/scan.nii"])
    assert not nameless(program.window), "; ".join(nameless(program.window))


def dialogs(program, asker_window):
    window, controller = program.window, program.controller
    yield Preferences(window, controller, lambda: None)
    yield ExportDialog(controller.session, lambda: None, window)
    yield Palette(window, all_entries(controller, window.actions_by_name))
    yield Reader(window, "Manual", resource("docs", "manual.md"))
    real = Dialogs(asker_window)
    real.show_text("Keys", "# Keys")
    real.show_error("It broke.", "Mend it.", "line 3")
    yield from asker_window.findChildren(
        QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
    )


def test_every_control_of_the_dialogs_has_a_name(program, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    seen = 0
    for dialog in dialogs(program, parent):
        qtbot.addWidget(dialog)
        assert nameless(dialog) == []
        seen += len(list(controls(dialog)))
    assert seen > 20


def test_every_caption_beside_a_control_is_its_buddy(explained):
    """A label that stands in a row before a control reads out with it."""
    for root in (explained.window, Preferences(explained.window, explained.controller, print)):
        buddies = {label.buddy() for label in root.findChildren(QLabel) if label.buddy()}
        for box in root.findChildren(QComboBox):
            is_named = bool(box.accessibleName()) or box in buddies
            assert is_named, box.objectName()
        labels = [
            each.text()
            for each in root.findChildren(QLabel)
            if each.property("role") is None
            and each.text()
            and each.buddy() is None
            and each.isVisibleTo(root)
            and _stands_before_a_control(each)
        ]
        assert labels == []


def _stands_before_a_control(label):
    at = label.mapTo(label.window(), QPoint(label.width() + 16, label.height() // 2))
    beside = label.window().childAt(at)
    return isinstance(beside, (QComboBox, QAbstractSpinBox, QSlider, QLineEdit))


# All by keyboard


def _tab_through(qtbot, window, start):
    """Press Tab until the focus comes round; everything that had it."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    visited = []
    for _turn in range(400):
        now = QApplication.focusWidget()
        if now is None or now in visited:
            return visited
        visited.append(now)
        if window.picture.isAncestorOf(now) or now is window.picture:
            window.focusNextPrevChild(True)  # Tab hides the panels there, F6 leads out
        else:
            qtbot.keyClick(now, Qt.Key.Key_Tab)
    raise AssertionError


@pytest.mark.parametrize("place", ["read", "compare"])
def test_tab_reaches_every_control(explained, session, qtbot, place):
    window = explained.window
    session.state.view.place = place
    window.activateWindow()
    visited = set(_tab_through(qtbot, window, window.top.case))
    visited |= {each for widget in visited for each in ancestors(widget)}
    visited |= {each.focusProxy() for each in visited if each.focusProxy()}
    missed = [
        f"{type(widget).__name__} {widget.objectName()!r}"
        for widget in controls(window)
        if widget.isVisibleTo(window) and widget.isEnabled() and widget not in visited
    ]  # fmt: skip
    assert missed == []


def test_the_palette_opens_finds_and_runs_by_keyboard_alone(explained, session, qtbot):
    window = explained.window
    window.activateWindow()
    window.actions_by_name["palette"].trigger()
    palette = window.findChild(Palette)
    qtbot.keyClicks(palette.filter, "compare")
    qtbot.keyClick(palette.filter, Qt.Key.Key_Return)
    assert session.state.view.place == "compare"


# A focus that is seen


def _makers():
    def tool(role):
        def make():
            button = QToolButton()
            button.setText("Word")
            button.setProperty("role", role)
            return button

        return make

    def choice():
        box = Choice()
        box.fill([("one", 1)])
        return box

    return {
        "primary": lambda: push_button("Run", "run", "primary"),
        "plain": lambda: push_button("Run", "run"),
        **{role: tool(role) for role in (
            "flat", "icon", "link", "segment", "family", "disclosure", "field")},
        "tick": lambda: QCheckBox("Tick"),
        "choice": choice,
        "number": Number,
        "line": lambda: text_field("line", "Line"),
        "slider": lambda: QSlider(Qt.Orientation.Horizontal),
    }  # fmt: skip


@pytest.mark.parametrize("has_contrast", [False, True])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", list(_makers()))
def test_the_focus_is_seen(qapp, qtbot, theme, has_contrast, kind):
    apply_theme(qapp, theme, has_contrast=has_contrast)
    root = QWidget()
    qtbot.addWidget(root)
    layout = QVBoxLayout(root)
    other, control = push_button("Other", "other"), _makers()[kind]()
    layout.addWidget(other)
    layout.addWidget(control)
    root.resize(240, 100)
    root.show()
    root.activateWindow()
    qtbot.waitUntil(root.isActiveWindow)
    other.setFocus(Qt.FocusReason.TabFocusReason)
    before = control.grab().toImage()
    qtbot.keyClick(other, Qt.Key.Key_Tab)
    qtbot.waitUntil(control.hasFocus)
    after = control.grab().toImage()
    assert _changed(before, after) >= 8
    apply_theme(qapp, "dark")


def _changed(one, other):
    """Count pixels that differ clearly."""
    return sum(
        abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness()) > 24
        or abs(one.pixelColor(x, y).hue() - other.pixelColor(x, y).hue()) > 30
        for x in range(one.width())
        for y in range(one.height())
    )


# No state by colour alone, and results are announced


def test_every_theme_of_high_contrast_is_another_and_has_borders(qapp):
    for theme in THEMES:
        colours = apply_theme(qapp, theme, has_contrast=True)
        assert colours == CONTRASTS[theme]
    apply_theme(qapp, "dark")


def test_the_end_of_a_job_is_announced(explained, session, monkeypatch):
    said = []
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: said.append(event.message())
    )
    session.start_job("Grad-CAM")
    session.finish_job("2 maps in 3 s")
    session.start_job("Grad-CAM")
    session.fail_job("The memory is full.", "Close something.")
    assert said == ["2 maps in 3 s", "The memory is full. Close something."]


def test_the_manual_lies_where_the_reader_looks():
    assert isinstance(resource("docs", "manual.md"), Path)
