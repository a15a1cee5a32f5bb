"""The page of masks: which outlines are drawn, and how the shown map lies to each mask."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from camviewer.gui.column import row
from camviewer.gui.forms import flat_button, push_button, text_label
from camviewer.gui.panels.listing import Cell, Heading, Listing, ListingModel, number_cell
from camviewer.gui.panels.spec import PANELS, PanelSpec
from camviewer.gui.theme import PADDING_PX
from camviewer.gui.views.links import Links
from camviewer.gui.views.mask_layer import mask_pen
from camviewer.gui.views.measure_words import share_words
from camviewer.gui.views.readout import fixed, number
from camviewer.session.masks import remove_mask, show_mask

if TYPE_CHECKING:
    from camviewer.core.image import Mask
    from camviewer.gui.controller import Controller
    from camviewer.session.mask_numbers import MaskFit, MaskNumbers

_SWATCH_PX = 14
NONE = "\u2013"


def _tr(text: str) -> str:
    return QCoreApplication.translate("MasksPanel", text)


class MasksPanel(QWidget):
    """Shows and edits ``state.masks``.

    Parameters
    ----------
    controller
        Reads masks.
    """

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._session = controller.session
        self._state = controller.session.state
        self._controller = controller
        self._build()
        own = self._state.masks.events
        links = Links(self)
        links.follow(self._show, own.items, own.visible, own.numbers, own.fits)
        case = self._state.case.events
        links.follow(self._show, case.image)
        links.follow(self._show_marked, case.heatmaps, case.selected)
        links.follow(self._on_reading_changed, self._state.job.events.phase)
        controller.mask_jobs.reading_changed.connect(self._on_reading_changed)
        self._show()

    def _build(self) -> None:
        self.open = push_button(_tr("Open mask…"), "openMask")
        self.open.clicked.connect(self._on_open_clicked)
        self.remove = flat_button("remove", "removeMask", _tr("Remove the marked mask (Del)"))
        self.copy = flat_button("copy", "copyMasks", _tr("Copy the table (Ctrl+C in it)"))
        head = row(self.open, None, self.copy, self.remove)
        head.setContentsMargins(0, 0, 0, 4)
        self.rows = ListingModel(_headings(), is_ticked=True)
        self.table = Listing(self.rows, "maskTable", _tr("Masks, and how the map lies to them"))
        self.table.picked.connect(self._on_picked)
        self.table.remove_wanted.connect(self._on_remove_wanted)
        self.table.selectionModel().selectionChanged.connect(self._show_marked)
        self.rows.ticked.connect(self._on_ticked)
        self.remove.clicked.connect(lambda: self._on_remove_wanted(self.table.marked))
        self.copy.clicked.connect(self.table.copy)
        self.details = text_label("", "caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING_PX, 8, PADDING_PX, 8)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.details)

    # Showing

    def _show(self) -> None:
        masks, marked = self._state.masks, self.table.marked
        names = [mask.name for mask in masks.items]
        self.rows.show_rows(
            names,
            [self._cells(mask) for mask in masks.items],
            [_swatch(place) for place in range(len(names))],
            masks.visible,
        )
        self.table.mark(marked)
        self.copy.setEnabled(bool(names))
        self._on_reading_changed()
        self._show_marked()

    def _cells(self, mask: Mask) -> list[Cell]:
        known = self._state.masks.numbers.get(mask.name)
        fit = self._state.masks.fits.get(mask.name)
        return [
            Cell(mask.name, mask.name.casefold()),
            *_number_cells(known, self._unit),
            *_fit_cells(fit),
        ]

    @property
    def _unit(self) -> str:
        image = self._state.case.image
        return "" if image is None else image.unit

    def _show_marked(self) -> None:
        name, masks = self.table.marked, self._state.masks
        self.remove.setEnabled(name is not None)
        if not masks.items:
            words = _tr("Regions from NIfTI, NRRD, MetaImage or DICOM SEG, drawn as outlines.")
            self.details.setText(words)
            return
        fit, known = masks.fits.get(str(name)), masks.numbers.get(str(name))
        lines = [] if name is None else [str(name)]
        lines += [] if known is None else [_number_line(known, self._unit)]
        if fit is not None:
            lines.append(_fit_line(fit))
        elif self._state.case.heatmap is None:
            lines.append(_tr("No heatmap is shown that could be compared."))
        elif name is not None:
            lines.append(_tr("Comparing with the heatmap…"))
        self.details.setText("\n".join(lines))

    def _on_reading_changed(self) -> None:
        is_reading = self._controller.mask_jobs.is_reading
        self.open.setText(_tr("Reading…") if is_reading else _tr("Open mask…"))
        self.open.setEnabled(not is_reading and self._state.case.image is not None)

    # Editing

    def _on_open_clicked(self) -> None:
        words = _tr("Masks (*.nii *.nii.gz *.nrrd *.mha *.mhd *.dcm);;All files (*)")
        self._controller.mask_jobs.read(self._controller.asker.open_files(words))

    def _on_ticked(self, name: object, is_shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        show_mask(self._state.masks, str(name), is_shown=is_shown)

    def _on_picked(self, name: object) -> None:
        """Put the crosshair into the mask."""
        known = self._state.masks.numbers.get(str(name))
        if known is not None and known.position:
            self._state.view.position = known.position

    def _on_remove_wanted(self, name: object) -> None:
        if name is not None:
            remove_mask(self._state.masks, str(name))


def _headings() -> tuple[Heading, ...]:
    return (
        Heading(_tr("Mask"), _tr("its outline is drawn while it is ticked")),
        Heading(
            _tr("Volume\nMean"),
            _tr("voxels inside times the volume of one, and mean of the image's values inside"),
        ),
        Heading(
            _tr("Dice"),
            _tr(
                "overlap with as many of the image's hottest voxels as the mask has, "
                "2 × shared / (mask + hottest); 1 is the same region"
            ),
        ),
        Heading(
            _tr("Heat\nPeak"),
            _tr(
                "share of the whole image's positive heat that lies inside, and whether the "
                "centre of the map's hottest cell does"
            ),
        ),
    )


def _number_cells(known: MaskNumbers | None, unit: str) -> list[Cell]:
    if known is None:
        return [number_cell(NONE, math.nan)]
    is_flat = math.isnan(known.volume_ml)
    size = f"{known.voxels} px" if is_flat else f"{number(known.volume_ml)} ml"
    mean = f"{_mean(known, unit)} {unit}".strip()
    return [number_cell(f"{size}\n{mean}", float(known.voxels))]


def _fit_cells(fit: MaskFit | None) -> list[Cell]:
    if fit is None:
        return [number_cell(NONE, math.nan)] * 2
    hit = _tr("hit") if fit.is_hit else _tr("missed")
    return [
        number_cell(_share(fit.matched_dice), fit.matched_dice),
        number_cell(f"{share_words(fit.energy_inside)}\n{hit}", fit.energy_inside),
    ]


def _share(value: float) -> str:
    return NONE if math.isnan(value) else fixed(value, 2)


def _mean(known: MaskNumbers, unit: str) -> str:
    if math.isnan(known.mean):
        return NONE
    return fixed(known.mean, 0) if unit == "HU" else number(known.mean)


def _number_line(known: MaskNumbers, unit: str) -> str:
    words = _tr("{count} voxels · {volume} ml · mean {mean}")
    if math.isnan(known.volume_ml):
        words = _tr("{count} pixels · mean {mean}")
    mean = f"{_mean(known, unit)} {unit}".strip()
    return words.format(count=known.voxels, volume=number(known.volume_ml), mean=mean)


def _fit_line(fit: MaskFit) -> str:
    words = _tr(
        "Dice {matched} with as many of the hottest voxels, {drawn} with all that is drawn; "
        "{energy} of the heat inside; the hottest cell is {hit}"
    )
    return words.format(
        matched=_share(fit.matched_dice),
        drawn=_share(fit.drawn_dice),
        energy=share_words(fit.energy_inside),
        hit=_tr("inside") if fit.is_hit else _tr("outside"),
    )


def _swatch(place: int) -> QIcon:
    """Draw a line of a mask's colour and dashes on black, as it is on the picture."""
    picture = QPixmap(_SWATCH_PX, _SWATCH_PX)
    picture.fill(Qt.GlobalColor.black)
    painter = QPainter(picture)
    pen = mask_pen(place)
    pen.setWidthF(3.0)
    painter.setPen(pen)
    painter.drawLine(1, _SWATCH_PX // 2, _SWATCH_PX - 1, _SWATCH_PX // 2)
    painter.end()
    return QIcon(picture)


PANELS.add(PanelSpec("masks", "Masks", "right-pages", MasksPanel))
