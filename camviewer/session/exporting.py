"""Which files an export writes, how large its figures are, and the writing of each kind.

The window, the command line and programs all come through here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from camviewer.core.errors import InputError, UnknownNameError
from camviewer.core.words import say
from camviewer.session.figures import case_sheet
from camviewer.session.file_names import file_stems
from camviewer.session.state import Overlay
from camviewer.session.target_words import nameless_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from camviewer.core.image import Heatmap, Image
    from camviewer.core.job import Explanation
    from camviewer.io.dicom.origin import Origin
    from camviewer.render.sheet import Sheet
    from camviewer.session.state import View

UNITS_PER_INCH = 96
MM_PER_INCH = 25.4
DPI_RANGE = (30, 1200)
WIDTH_RANGE_MM = (20.0, 1000.0)
COMPARISON = "comparison"
_MOST_PIXELS = 120_000_000
_MAPS_SERIES, _FIGURES_SERIES = 9001, 9002


@dataclass(frozen=True)
class ExportPlan:
    """What is to be written.

    Attributes
    ----------
    formats
        Names in :data:`EXPORTS`; a table of regions and ``result.json`` always come with them.
    dpi
        Dots per inch of the figures.
    width_mm
        Of each figure on paper; None takes 1/96 inch a unit, at which letters are 10.5 points
        high.
    with_patient
        Whether DICOM files take over who the person is, from the DICOM files of the image.
    """

    formats: tuple[str, ...] = ("nifti", "png")
    dpi: int = UNITS_PER_INCH
    width_mm: float | None = None
    with_patient: bool = False


@dataclass(frozen=True, eq=False)
class Export:
    """One export: what is written, of what, and how it looks.

    Attributes
    ----------
    image, explanation
        What was explained, and the maps.
    plan
        What is to be written.
    overlay, view
        How the figures look; a view of None is that of a new case.
    """

    image: Image
    explanation: Explanation
    plan: ExportPlan = field(default_factory=ExportPlan)
    overlay: Overlay = field(default_factory=Overlay)
    view: View | None = None

    @cached_property
    def stems(self) -> dict[str, str]:
        """File names of the maps without their ending, by the maps' names."""
        return file_stems(self.explanation)

    @cached_property
    def figures(self) -> dict[str, list[str]]:
        """Names of the figures' files without their ending, to the maps on each."""
        figures = {stem: [name] for name, stem in self.stems.items()}
        if len(figures) > 1:
            figures[COMPARISON] = list(self.explanation.heatmaps)
        return figures

    def sheet(self, figure: str) -> Sheet:
        """Lay out a figure.

        Raises
        ------
        InputError
            When it would have too many pixels.
        """
        maps = self.figures[figure]
        sheet = case_sheet(self.image, self.explanation, maps, self.overlay, view=self.view)
        density = self.density(sheet)
        if sheet.width * sheet.height * density**2 > _MOST_PIXELS:
            raise InputError(
                say(
                    "session",
                    "A figure of {width} × {height} pixels is too large.",
                    width=f"{sheet.width * density:.0f}",
                    height=f"{sheet.height * density:.0f}",
                ),
                hint=say("session", "Choose fewer dots per inch, or a narrower figure."),
            )
        return sheet

    def density(self, sheet: Sheet) -> float:
        """Pixels per unit of a figure."""
        natural = self.plan.dpi / UNITS_PER_INCH
        if self.plan.width_mm is None:
            return natural
        return natural * self.plan.width_mm / (sheet.width * MM_PER_INCH / UNITS_PER_INCH)

    @cached_property
    def origin(self) -> Origin:
        """Whose study the DICOM files belong to."""
        from camviewer.io.dicom.origin import origin_of

        return origin_of(self.image, with_patient=self.plan.with_patient)


@dataclass(frozen=True)
class ExportFormat:
    """One kind of file.

    Attributes
    ----------
    names
        ``names(export)``: of the files, in order.
    write
        ``write(export, folder)``: writes them, in that order.
    """

    names: Callable[[Export], list[str]]
    write: Callable[[Export, Path], None]


def planned_names(export: Export) -> list[str]:
    """List the files that :func:`write_files` will write, in order."""
    return [name for kind in export.plan.formats for name in EXPORTS[kind].names(export)]


def check_plan(image: Image, plan: ExportPlan) -> None:
    """Refuse what cannot be written, before anything is.

    Raises
    ------
    InputError
        When a size makes no sense, or the image has no DICOM to take a person from.
    UnknownNameError
        When there is no such kind of file.
    GeometryError
        When the image's maps have no place that DICOM can tell.
    """
    from camviewer.io.dicom.origin import source_files
    from camviewer.io.dicom.parametric_map import check_placed

    for kind in plan.formats:
        if kind not in EXPORTS:
            raise UnknownNameError(say("kinds", "kind of file"), kind, EXPORTS)
    _check_size(plan)
    if "dicom-pm" in plan.formats:
        check_placed(image.grid)
    if plan.with_patient and not source_files(image):
        raise InputError(
            say(
                "session",
                "This image came from no DICOM file, so there is no patient data to write.",
            ),
            hint=say("session", "Export without patient data."),
        )


def _check_size(plan: ExportPlan) -> None:
    (low, high), (narrow, wide) = DPI_RANGE, WIDTH_RANGE_MM
    if not low <= plan.dpi <= high:
        raise InputError(
            say("session", "{dpi} dots per inch make no figure.", dpi=f"{plan.dpi:g}"),
            hint=say("session", "Choose {low} to {high}.", low=low, high=high),
        )
    if plan.width_mm is not None and not narrow <= plan.width_mm <= wide:
        raise InputError(
            say("session", "A figure cannot be {width} mm wide.", width=f"{plan.width_mm:g}"),
            hint=say(
                "session",
                "Choose {narrow} to {wide} mm.",
                narrow=f"{narrow:g}",
                wide=f"{wide:g}",
            ),
        )


def write_files(export: Export, folder: Path) -> list[Path]:
    """Write all files of the plan into a folder that is there.

    Raises
    ------
    InputError
        When one cannot be written as it was asked for.
    ResourceError
        When the folder cannot be written.
    """
    for kind in export.plan.formats:
        EXPORTS[kind].write(export, folder)
    return [folder / name for name in planned_names(export)]


# Maps as numbers


def _map_names(export: Export) -> list[str]:
    """NIfTI on the image's grid and on the map's own; one NumPy array for a picture."""
    endings = (".nii.gz", ".native.nii.gz") if export.image.is_volume else (".npy",)
    return [f"{stem}{ending}" for stem in export.stems.values() for ending in endings]


def _write_maps(export: Export, folder: Path) -> None:
    for heatmap in export.explanation.heatmaps.values():
        _write_map(export.image, heatmap, folder / export.stems[heatmap.name])


def _write_map(image: Image, heatmap: Heatmap, path: Path) -> None:
    """Write the raw numbers: NIfTI for volumes, NumPy for pictures."""
    from camviewer.io import heatmaps as files
    from camviewer.render.overlay import sample_grid

    if not image.is_volume:
        files.write_array(path.with_name(f"{path.name}.npy"), heatmap)
        return
    source = path.with_name(f"{path.name}.nii.gz")
    native = path.with_name(f"{path.name}.native.nii.gz")
    files.write_volume(source, sample_grid(heatmap, image.grid), image.grid, image.header)
    files.write_volume(native, heatmap.array, heatmap.grid, {})


# Figures


def _figure_names(ending: str) -> Callable[[Export], list[str]]:
    return lambda export: [f"{name}{ending}" for name in export.figures]


def _sheets(export: Export, folder: Path, ending: str) -> Iterator[tuple[Sheet, Path]]:
    for name in export.figures:
        yield export.sheet(name), folder / f"{name}{ending}"


def _write_png(export: Export, folder: Path) -> None:
    from camviewer.render.figure import save_png

    for sheet, path in _sheets(export, folder, ".png"):
        save_png(sheet.pixels(export.density(sheet)), path, dpi=export.plan.dpi)


def _write_svg(export: Export, folder: Path) -> None:
    from camviewer.io import write_bytes
    from camviewer.render.svg import svg_bytes

    for sheet, path in _sheets(export, folder, ".svg"):
        write_bytes(path, svg_bytes(sheet, export.density(sheet), export.plan.width_mm))


# DICOM


def _map_files(export: Export) -> list[str]:
    return [f"{stem}.map.dcm" for stem in export.stems.values()]


def _write_parametric_maps(export: Export, folder: Path) -> None:
    from camviewer.io.dicom.derived import Making, new_uid
    from camviewer.io.dicom.parametric_map import write_parametric_map

    series, explanation = new_uid(), export.explanation
    maps = explanation.heatmaps.values()
    for number, (heatmap, name) in enumerate(zip(maps, _map_files(export), strict=True), 1):
        making = Making(
            nameless_words(explanation.model_label),
            explanation.weights_sha256,
            nameless_words(heatmap.target or explanation.target.label),
            series,
            _MAPS_SERIES,
            number,
        )
        write_parametric_map(folder / name, heatmap, export.origin, making)


def _write_captures(export: Export, folder: Path) -> None:
    from camviewer.io.dicom.derived import Making, new_uid
    from camviewer.io.dicom.secondary_capture import write_capture

    series, explanation = new_uid(), export.explanation
    for number, (sheet, path) in enumerate(_sheets(export, folder, ".figure.dcm"), 1):
        making = Making(
            nameless_words(explanation.model_label),
            explanation.weights_sha256,
            nameless_words(explanation.target.label),
            series,
            _FIGURES_SERIES,
            number,
        )
        pixels = sheet.pixels(export.density(sheet))
        write_capture(path, pixels, export.origin, making, dpi=export.plan.dpi)


EXPORTS: dict[str, ExportFormat] = {
    "nifti": ExportFormat(_map_names, _write_maps),
    "png": ExportFormat(_figure_names(".png"), _write_png),
    "svg": ExportFormat(_figure_names(".svg"), _write_svg),
    "dicom-pm": ExportFormat(_map_files, _write_parametric_maps),
    "dicom-sc": ExportFormat(_figure_names(".figure.dcm"), _write_captures),
}
"""Kinds of files by name: maps as numbers, figures, maps and figures as DICOM."""
