"""A heatmap as a DICOM Parametric Map: raw signed numbers on the network's own cells.

A frame is one layer of cells along the grid's third axis. Its columns run along the first axis
and its rows along the second, so no cell is moved, turned or interpolated.

Source: DICOM PS3.3, A.75 (parametric map), C.7.6.16.2 (functional groups), C.7.6.16-12b (real
world values), 10.16 (algorithm identification); written through highdicom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.errors import GeometryError
from camviewer.core.words import say
from camviewer.io.dicom.derived import (
    MAKER,
    code,
    describe,
    made,
    new_uid,
    program_version,
    save,
    short,
)

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from camviewer.core.image import Grid, Heatmap
    from camviewer.io.dicom.derived import Making
    from camviewer.io.dicom.origin import Origin

_RAS_TO_LPS = np.array([-1.0, -1.0, 1.0])
_SKEW = 1e-4
_CONTENT = "Class activation map: explains the model, not the disease"
_UNIT = ("UCUM", "1", "no units")
_FAMILY = ("DCM", "123110", "Artificial Intelligence")
_QUANTITY = ("99CAMVIEWER", "CAM", "Relative contribution to the score of the network")


def check_placed(grid: Grid) -> None:
    """Refuse a grid that DICOM's frames cannot lie on.

    Raises
    ------
    GeometryError
        When it has no place in space, or its axes are not at right angles.
    """
    if grid.ndim != 3:
        raise GeometryError(
            say(
                "io",
                "A picture has no place in a patient, so its map is no DICOM Parametric Map.",
            ),
            hint=say("io", "Export it as a DICOM capture, or as numbers (NumPy)."),
        )
    steps = grid.affine[:3, :3] / np.linalg.norm(grid.affine[:3, :3], axis=0)
    if np.abs(steps.T @ steps - np.eye(3)).max() > _SKEW:
        raise GeometryError(
            say(
                "io", "The axes of this volume are not at right angles, which DICOM cannot say."
            ),
            hint=say("io", "Export the map as NIfTI."),
        )


def write_parametric_map(path: Path, heatmap: Heatmap, origin: Origin, making: Making) -> None:
    """Write a map's raw values where its cells lie.

    Parameters
    ----------
    heatmap : Heatmap
        Of a volume, on any grid with axes at right angles, oblique or not.
    origin, making
        Whose image it explains, and what made it.

    Raises
    ------
    GeometryError
        When its grid cannot be told in DICOM.
    InputError
        When an element of the source makes no sense.
    ResourceError
        When the place cannot be written.
    """
    check_placed(heatmap.grid)
    save(made(lambda: _dataset(heatmap, origin, making), path), path)


def _dataset(heatmap: Heatmap, origin: Origin, making: Making) -> Any:  # noqa: ANN401
    """Make the file's dataset; the library's own errors come through."""
    import highdicom

    orientation, positions = _frames(heatmap.grid)
    columns_mm, rows_mm, depth_mm = heatmap.grid.spacing
    kind = highdicom.CoordinateSystemNames.PATIENT
    low, high = float(heatmap.array.min()), float(heatmap.array.max())
    data: Any = highdicom.pm.ParametricMap(
        source_images=[_stub(heatmap.grid, origin)],
        pixel_array=np.ascontiguousarray(heatmap.array.transpose(2, 1, 0), np.float32),
        series_instance_uid=making.series_uid,
        series_number=making.series_number,
        sop_instance_uid=new_uid(),
        instance_number=making.instance,
        manufacturer=MAKER,
        manufacturer_model_name=MAKER,
        software_versions=program_version(),
        device_serial_number="none",
        contains_recognizable_visual_features=False,
        real_world_value_mappings=[_meaning(heatmap, low, high)],
        voi_lut_transformations=[_window(low, high)],
        content_label="CLASS_ACTIVATION",
        content_description=_CONTENT,
        pixel_measures=highdicom.PixelMeasuresSequence(
            (rows_mm, columns_mm), depth_mm, depth_mm
        ),
        plane_orientation=highdicom.PlaneOrientationSequence(kind, tuple(orientation)),
        plane_positions=[highdicom.PlanePositionSequence(kind, tuple(p)) for p in positions],
        specific_character_set="ISO_IR 192",
    )
    _finish(data, heatmap, origin, making)
    return data


def _frames(grid: Grid) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Directions of a row and a column, (6,), and each frame's first cell, (n, 3), in LPS."""
    directions = grid.affine[:3, :2] / np.linalg.norm(grid.affine[:3, :2], axis=0)
    cells = np.zeros((grid.shape[2], 3))
    cells[:, 2] = np.arange(grid.shape[2])
    turned = (directions.T * _RAS_TO_LPS).ravel()
    return turned + 0.0, grid.world(cells) * _RAS_TO_LPS + 0.0  # no zero has a sign


def _stub(grid: Grid, origin: Origin) -> Any:  # noqa: ANN401 - pydicom's dataset
    """Make a dataset of which the library takes whose study this is, and nothing else."""
    from copy import deepcopy

    stub = deepcopy(origin.person)
    orientation, positions = _frames(grid)
    stub.SOPInstanceUID = new_uid()
    stub.StudyInstanceUID = origin.study
    stub.SeriesInstanceUID = origin.series or new_uid()
    stub.FrameOfReferenceUID = origin.frame_of_reference
    stub.Rows, stub.Columns = grid.shape[1], grid.shape[0]
    stub.PixelSpacing, stub.SliceThickness = [1.0, 1.0], 1.0
    stub.ImageOrientationPatient = [float(f"{x:.8g}") for x in orientation]
    stub.ImagePositionPatient = [float(f"{x:.8g}") for x in positions[0]]
    for name in ("NumberOfFrames", "SharedFunctionalGroupsSequence", "ImageType"):
        if name in stub:
            del stub[name]
    return stub


def _meaning(heatmap: Heatmap, low: float, high: float) -> Any:  # noqa: ANN401 - highdicom's
    """Say what a stored number means: itself, without a unit."""
    import highdicom

    return highdicom.pm.RealWorldValueMapping(
        lut_label=short(heatmap.method.upper(), 16),
        lut_explanation=short("relative contribution, raw and signed"),
        unit=_concept(_UNIT),
        value_range=(low, high),
        slope=1.0,
        intercept=0.0,
        quantity_definition=_concept(_QUANTITY),
    )


def _concept(words: tuple[str, str, str]) -> Any:  # noqa: ANN401 - highdicom's
    from highdicom.sr import CodedConcept

    scheme, value, meaning = words
    return CodedConcept(value, scheme, meaning)


def _window(low: float, high: float) -> Any:  # noqa: ANN401 - highdicom's
    """Ask for a window over all values."""
    import highdicom

    width = max(high - low, 1e-6)
    return highdicom.VOILUTTransformation(
        window_center=float(f"{(low + high) / 2:.6g}"), window_width=float(f"{width:.6g}")
    )


def _finish(data: Any, heatmap: Heatmap, origin: Origin, making: Making) -> None:  # noqa: ANN401
    """Write how it was made, and refer to the real source instead of the stub."""
    for frame in data.PerFrameFunctionalGroupsSequence:
        if "DerivationImageSequence" in frame:
            del frame["DerivationImageSequence"]
    what = f"method: {heatmap.method}; layer: {heatmap.layer or 'none'}"
    describe(data, origin, making, what)
    data.AlgorithmName = short(heatmap.method)
    data.AlgorithmVersion = short(f"{MAKER} {program_version()}")
    data.AlgorithmFamilyCodeSequence = [code(*_FAMILY)]
    data.AlgorithmSource = MAKER
    settings = {"layer": heatmap.layer, **heatmap.parameters}
    text = "; ".join(f"{name}={value}" for name, value in settings.items())
    data.AlgorithmParameters = short(text, 1024)
