"""Right of the picture: the grey window, the heatmap's look, and which side is which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QSlider, QWidget

from camviewer.core.words import say
from camviewer.gui.column import Column, row, stacked
from camviewer.gui.forms import (
    Choice,
    Number,
    Segments,
    named,
    push_button,
    sized,
    text_label,
)
from camviewer.gui.icons import icon
from camviewer.gui.panels.slab_section import SlabSection
from camviewer.gui.panels.spec import PANELS, PanelSpec
from camviewer.gui.theme import tabular
from camviewer.gui.views.links import Links
from camviewer.render.colour import COLOUR_MAPS

if TYPE_CHECKING:
    from camviewer.core.image import Heatmap, Image
    from camviewer.gui.controller import Controller


def _tr(text: str) -> str:
    return QCoreApplication.translate("OverlayPanel", text)


class Percent(QSlider):
    """A slider from 0 to 100 %, with its number beside it."""

    def __init__(self, name: str, words: str, help: str) -> None:  # noqa: A002
        super().__init__(Qt.Orientation.Horizontal)
        named(self, name, words, help)
        self.setRange(0, 100)
        self.setPageStep(10)
        self.setFixedHeight(28)
        self.number = QLabel()
        self.number.setFixedWidth(40)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.number.setFont(tabular(self.number.font()))

    def show_share(self, share: float) -> None:
        """Show a share in [0, 1] without telling anybody."""
        with QSignalBlocker(self):
            self.setValue(round(share * 100))
        self.number.setText(f"{round(share * 100)} %")


class OverlayPanel(Column):
    """Shows and edits ``state.view`` and ``state.overlay``.

    Parameters
    ----------
    controller
        Knows the session.
    """

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._session = controller.session
        self._overlay = self._session.state.overlay
        self._view = self._session.state.view
        self._build_window()
        self._build_heatmap()
        self._build_scale()
        self.slab = SlabSection(self._session)
        self.add(self.slab)
        self._build_sides()
        self._connect()
        self._show_window()
        self._show_overlay()
        self._show_sides()
        self.show_image(self._session.state.case.image)
        self._show_heatmap()

    # Building

    def _build_window(self) -> None:
        self.add_heading(_tr("GREY WINDOW"))
        self.preset = sized(named(Choice(), "preset", _tr("Preset of the grey window")))
        self.preset.activated.connect(
            lambda index: self._session.set_preset(str(self.preset.itemData(index)))
        )
        self.width_box = self._window_box("width", _tr("Width of the grey window"), 1.0)
        self.level_box = self._window_box("level", _tr("Level of the grey window"), -1e5)
        rows = (
            (_tr("Preset"), self.preset),
            (_tr("Width"), self.width_box),
            (_tr("Level"), self.level_box),
        )
        self.window_rows: list[QWidget] = []
        for text, control in rows:
            self.window_rows += [self.add_row(text, control), control]
        self.window_note = text_label("", "caption")
        self.add(self.window_note)

    def _window_box(self, name: str, words: str, low: float) -> Number:
        box = sized(named(Number(), name, words))
        box.setRange(low, 1e5)
        box.setDecimals(0)
        box.setSingleStep(10)
        box.valueChanged.connect(lambda value: setattr(self._view, name, value))
        return box

    def _build_heatmap(self) -> None:
        self.add_heading(_tr("HEATMAP"))
        self.visible = self._tick("visible", _tr("Show the heatmap"), _tr("Key H"))
        self.add(self.visible)
        self.opacity = Percent("opacity", _tr("Opacity"), _tr("Of the hottest cell. Keys [ ]"))
        self.threshold = Percent(
            "threshold",
            _tr("Hide below"),
            _tr("Share of the scale's top below which nothing is drawn. Keys , ."),
        )
        for slider, label in (
            (self.opacity, _tr("Opacity")),
            (self.threshold, _tr("Hide below")),
        ):
            slider.valueChanged.connect(self._on_slid)
            self.add_row(label, slider, slider.number)
        self.ramp = self._choice(
            "ramp",
            _tr("How opacity grows"),
            [
                (_tr("Evenly"), "linear"),
                (_tr("Late (squared)"), "quadratic"),
                (_tr("At once"), "step"),
            ],
        )
        self.add_row(_tr("Fades in"), self.ramp)
        self.colours = self._choice("colours", _tr("Colours"), _colour_entries())
        self.add_row(_tr("Colours"), self.colours)
        self.colour_note = text_label("", "warning")
        self.add(self.colour_note)
        self.drawing = Segments(
            [(_tr("Colours"), "fill"), (_tr("Lines"), "contour"), (_tr("Both"), "both")],
            "drawing",
            _tr("Drawn as"),
        )
        self.drawing.setToolTip(
            _tr("Lines hold the top 5, 10 and 20 %; dotted blue ones speak against. Key O")
        )
        self.drawing.picked.connect(lambda value: setattr(self._overlay, "drawing", value))
        self.add_row(_tr("Drawn as"), self.drawing)
        self.smooth = self._tick(
            "smooth",
            _tr("Smooth between cells"),
            _tr("Off shows the network's own cells. Key G"),
        )
        self.signed = self._tick(
            "signed", _tr("Also what speaks against"), _tr("Draws the negative cells too.")
        )
        self.add(self.smooth)
        self.add(self.signed)

    def _build_scale(self) -> None:
        self.add_heading(_tr("SCALE"))
        self.scale = self._choice(
            "scale",
            _tr("Scale of the colours"),
            [
                (_tr("Each map its own"), "map"),
                (_tr("Shared by all maps"), "shared"),
                (_tr("Fixed"), "fixed"),
            ],
        )
        self.add_row(_tr("Top"), self.scale)
        self.fixed_top = sized(named(Number(), "fixed_top", _tr("Top of the fixed scale")))
        self.fixed_top.setDecimals(4)
        self.fixed_top.setRange(1e-4, 1e6)
        self.fixed_top.setSingleStep(0.1)
        self.fixed_top.valueChanged.connect(
            lambda value: setattr(self._overlay, "fixed_top", value)
        )
        self.fixed_label = self.add_row(_tr("Value"), self.fixed_top)
        self.scale_note = text_label("", "caption")
        self.add(self.scale_note)
        self.hottest = push_button(_tr("Go to the hottest place"), "hottest")
        self.hottest.setIcon(icon("hottest"))
        self.hottest.setToolTip(_tr("Key N, and again for the next hot region"))
        self.hottest.clicked.connect(self._session.go_hottest)
        self.add(stacked(row(self.hottest)))

    def _build_sides(self) -> None:
        self.sides_heading = self.add_heading(_tr("SIDES"))
        self.convention = Segments(
            [(_tr("Radiological"), True), (_tr("Neurological"), False)],
            "convention",
            _tr("Convention"),
        )
        self.convention.picked.connect(lambda value: self._turn("is_radiological", value))
        self.add(self.convention)
        self.sides_note = text_label("", "caption")
        self.add(self.sides_note)
        self.sagittal = Segments(
            [(_tr("Anterior left"), True), (_tr("Anterior right"), False)],
            "sagittal",
            _tr("Sagittal view"),
        )
        self.sagittal.picked.connect(lambda value: self._turn("is_anterior_left", value))
        self.add(self.sagittal)

    def _tick(self, name: str, words: str, help: str) -> QCheckBox:  # noqa: A002
        box = named(QCheckBox(words), name, words, help)
        box.setFixedHeight(24)
        box.toggled.connect(lambda is_on: setattr(self._overlay, name, is_on))
        return box

    def _choice(self, name: str, words: str, entries: list[tuple[str, object]]) -> Choice:
        box = sized(named(Choice(), name, words))
        box.fill(entries)
        box.activated.connect(lambda index: setattr(self._overlay, name, box.itemData(index)))
        return box

    def _connect(self) -> None:
        case, view = self._session.state.case.events, self._view.events
        links = Links(self)
        links.follow(self._show_window, view.width, view.level)
        links.follow(self._show_sides, view.is_radiological, view.is_anterior_left)
        links.follow(self._show_overlay, *self._overlay.events.signals.values())
        links.follow(self.show_image, case.image)
        links.follow(self._show_presets, self._session.state.presets.events.items)
        links.follow(self._show_heatmap, case.heatmaps, case.selected)

    # Showing

    def show_image(self, image: Image | None) -> None:
        """Offer what makes sense for the image, and say why something does not."""
        is_ct = image is not None and image.unit == "HU"
        is_grey = image is None or not image.is_colour
        items = self._session.state.presets.items if is_ct else ()
        presets = [(say("presets", preset.label), preset.name) for preset in items]
        self.preset.fill([*presets, (_tr("Full range"), "0"), (_tr("Own"), None)])
        for widget in self.window_rows:
            widget.setVisible(is_grey)
        unit = f" {image.unit}" if image is not None and image.unit else ""
        self.width_box.setSuffix(unit)
        self.level_box.setSuffix(unit)
        self.window_note.setText(_window_note(image))
        self.window_note.setVisible(bool(self.window_note.text()))
        is_volume = image is None or image.is_volume
        for widget in (self.sides_heading, self.convention, self.sagittal, self.sides_note):
            widget.setVisible(is_volume)
        self.slab.setVisible(is_volume and is_grey)
        self._show_window()

    def _show_presets(self) -> None:
        self.show_image(self._session.state.case.image)

    def _show_window(self) -> None:
        view = self._view
        self.width_box.show_value(view.width)
        self.level_box.show_value(view.level)
        preset = self._session.preset_in_force()
        self.preset.pick(None if preset is None else preset.name)

    def _show_overlay(self) -> None:
        overlay = self._overlay
        self.opacity.show_share(overlay.opacity)
        self.threshold.show_share(overlay.threshold)
        for box, is_on in (
            (self.visible, overlay.visible),
            (self.smooth, overlay.smooth),
            (self.signed, overlay.signed),
        ):
            with QSignalBlocker(box):
                box.setChecked(is_on)
        for choice, value in (
            (self.ramp, overlay.ramp),
            (self.colours, overlay.colours),
            (self.scale, overlay.scale),
        ):
            choice.pick(value)
        self.drawing.show_value(overlay.drawing)
        self.colour_note.setText(_colour_note(overlay.colours, is_signed=overlay.signed))
        self.colour_note.setVisible(bool(self.colour_note.text()))
        self.fixed_top.show_value(overlay.fixed_top)
        self.fixed_top.setVisible(overlay.scale == "fixed")
        self.fixed_label.setVisible(overlay.scale == "fixed")
        self.scale_note.setText(_scale_note(overlay.scale))

    def _show_sides(self) -> None:
        self.convention.show_value(self._view.is_radiological)
        self.sagittal.show_value(self._view.is_anterior_left)
        seen = _tr("The patient's right is at the left of the screen.")
        if not self._view.is_radiological:
            seen = _tr("The patient's right is at the right of the screen.")
        self.sides_note.setText(seen)

    def _show_heatmap(self) -> None:
        heatmap: Heatmap | None = self._session.state.case.heatmap
        self.hottest.setEnabled(heatmap is not None and not heatmap.is_blank)

    # Editing

    def _on_slid(self, value: int) -> None:
        slider = self.sender()
        setattr(self._overlay, slider.objectName(), value / 100)

    def _turn(self, name: str, value: object) -> None:
        """Change a convention for this case and for the next start."""
        setattr(self._view, name, value)
        self._session.remember(**{name: value})


def _colour_entries() -> list[tuple[str, object]]:
    return [(say("colours", colours.label), name) for name, colours in COLOUR_MAPS.items()]


def _colour_note(name: str, *, is_signed: bool) -> str:
    """Say what must be known of the colours; empty when there is nothing."""
    colours = COLOUR_MAPS[name]
    if is_signed and not colours.is_diverging:
        return _tr("Maps with a sign are drawn in two-sided colours.")
    note = say("colours", colours.note)
    return "" if colours.is_even else f"{note[:1].upper()}{note[1:]}."


def _scale_note(scale: str) -> str:
    """Say what equal colours mean."""
    return {
        "map": _tr("Colours of two maps do not compare: each ends at its own top."),
        "shared": _tr("The same colour is the same value in every map."),
        "fixed": _tr("The top stays, whatever the map."),
    }[scale]


def _window_note(image: Image | None) -> str:
    """Say why presets are missing."""
    if image is None or image.unit == "HU":
        return ""
    if image.is_colour:
        return _tr("A colour picture has no grey window.")
    return _tr("No presets: the values are not Hounsfield units.")


PANELS.add(PanelSpec("overlay", "Display", "right", OverlayPanel))
