import xml.etree.ElementTree as ET

import numpy as np
import pydicom
import pytest
from PIL import Image as Picture

from camviewer.core.errors import GeometryError, InputError, UnknownNameError
from camviewer.core.settings import DISCLAIMER
from camviewer.session.exporting import (
    EXPORTS,
    Export,
    ExportPlan,
    check_plan,
    planned_names,
    write_files,
)
from camviewer.session.results import write_results
from camviewer.session.state import Overlay, View


def _parsed(path):
    return ET.fromstring(path.read_bytes())  # noqa: S314 - it is our own


def _plan(*formats, **options):
    return ExportPlan(formats, **options)


@pytest.mark.parametrize("kind", ["volume", "picture"])
def test_what_is_announced_is_what_is_written(request, explain, tmp_path, kind):
    image = request.getfixturevalue(kind)
    formats = [each for each in EXPORTS if kind == "volume" or each != "dicom-pm"]
    export = Export(image, explain(image), _plan(*formats))
    written = write_files(export, tmp_path)
    assert [path.name for path in written] == planned_names(export)
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in written}
    assert len(written) == len(set(written))


def test_a_figure_has_the_size_and_the_dots_that_were_asked_for(volume, explain, tmp_path):
    plan = _plan("png", "svg", dpi=300, width_mm=120.0)
    write_results(tmp_path, volume, explain(volume, ("grad-cam",)), plan=plan)
    with Picture.open(tmp_path / "grad-cam.png") as figure:
        assert figure.width == pytest.approx(120 / 25.4 * 300, abs=1)
        assert figure.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert figure.info["Description"] == DISCLAIMER
        ratio = figure.height / figure.width
    drawing = _parsed(tmp_path / "grad-cam.svg")
    assert drawing.get("width") == "120mm"
    assert float(drawing.get("height").removesuffix("mm")) == pytest.approx(
        120 * ratio, abs=0.2
    )
    words = [each.text for each in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert any(DISCLAIMER.startswith(line) for line in words)
    assert "R" in words


def test_without_a_width_the_dots_alone_decide(volume, explain):
    export = Export(volume, explain(volume, ("grad-cam",)), _plan("png", dpi=192))
    sheet = export.sheet("grad-cam")
    assert export.density(sheet) == 2.0
    assert sheet.pixels(2.0).shape[1] == round(sheet.width * 2)


def _red(sheet):
    return sheet.pixels()[..., 0].astype(int)


def test_figures_are_inverted_as_the_window_is(volume, explain):
    explanation = explain(volume, ("grad-cam",))
    overlay = Overlay(opacity=0.0)
    pictures = []
    for is_inverted in (False, True):
        view = View(width=1500, level=-600, is_inverted=is_inverted)
        sheet = Export(volume, explanation, ExportPlan(), overlay, view).sheet("grad-cam")
        pictures.append(_red(sheet))
        told = any("inverted" in words for words in sheet.words())
        assert told is is_inverted
    raster = next(item for item in sheet.items if hasattr(item, "paint"))
    row, column = round(raster.y + 0.3 * raster.height), round(raster.x + 0.3 * raster.width)
    # Air at -1000 HU: (-1000 + 1350) / 1500 of 255.
    assert pictures[0][row, column] == 60
    assert pictures[1][row, column] == 255 - 60


def test_figures_show_the_slab_of_the_window(volume, explain):
    explanation = explain(volume, ("grad-cam",))
    bright = []
    for slab in ("none", "max", "min"):
        view = View(width=1500, level=-600, slab=slab, slab_mm=25.0)
        export = Export(volume, explanation, ExportPlan(), Overlay(opacity=0.0), view)
        sheet = export.sheet("grad-cam")
        rasters = [item for item in sheet.items if hasattr(item, "paint")][:3]
        bright.append(sum(int((each.pixels(1.0)[..., 0] > 200).sum()) for each in rasters))
        told = {words.split()[0] for words in sheet.words() if words}
        assert ("MIP" in told) is (slab == "max")
        assert ("MinIP" in told) is (slab == "min")
    # The hottest cell lies in the last slices, beyond the bright block; a slab reaches it.
    assert bright[1] > bright[0] >= bright[2]


def test_figures_have_the_sides_and_the_window_of_the_screen(volume, explain):
    explanation = explain(volume, ("grad-cam",))
    sides = {}
    for is_radiological in (True, False):
        view = View(width=900, level=33, is_radiological=is_radiological)
        sheet = Export(volume, explanation, ExportPlan(), Overlay(), view).sheet("grad-cam")
        letters = [item for item in sheet.items if getattr(item, "words", "") in {"R", "L"}]
        sides[is_radiological] = min(letters, key=lambda item: item.x).words
        assert any("W 900 L 33" in words for words in sheet.words())
    assert sides == {True: "R", False: "L"}


def test_dicom_files_of_one_export_make_one_study(volume, explain, tmp_path):
    plan = _plan("dicom-pm", "dicom-sc")
    files = write_results(tmp_path, volume, explain(volume), plan=plan)
    data = [pydicom.dcmread(path) for path in files if path.suffix == ".dcm"]
    assert len(data) == 2 + 3
    assert len({each.StudyInstanceUID for each in data}) == 1
    assert len({each.SeriesInstanceUID for each in data}) == 2
    assert len({each.SOPInstanceUID for each in data}) == 5
    assert [int(each.InstanceNumber) for each in data] == [1, 2, 1, 2, 3]
    heatmap = explain(volume).heatmaps["grad-cam"]
    stored = np.frombuffer(data[0].FloatPixelData, "<f4")
    assert sorted(stored) == sorted(heatmap.array.ravel())
    assert "A network" in data[0].DerivationDescription
    assert "nodule" in data[0].DerivationDescription


def test_a_capture_holds_the_figure_as_the_png_does(volume, explain, tmp_path):
    plan = _plan("png", "dicom-sc", dpi=120)
    write_results(tmp_path, volume, explain(volume, ("grad-cam",)), plan=plan)
    with Picture.open(tmp_path / "grad-cam.png") as figure:
        expected = np.asarray(figure)
    data = pydicom.dcmread(tmp_path / "grad-cam.figure.dcm")
    np.testing.assert_array_equal(data.pixel_array, expected)


@pytest.mark.parametrize(
    ("plan", "kind", "words"),
    [
        (_plan("tiff"), UnknownNameError, "no kind of file called 'tiff'"),
        (_plan("png", dpi=2), InputError, "2 dots per inch"),
        (_plan("png", dpi=5000), InputError, "5000 dots per inch"),
        (_plan("png", width_mm=3.0), InputError, "3 mm wide"),
        (_plan("png", with_patient=True), InputError, "no DICOM file"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_written(
    volume, explain, tmp_path, plan, kind, words
):
    with pytest.raises(kind, match=words):
        write_results(tmp_path / "out", volume, explain(volume), plan=plan)
    assert not (tmp_path / "out").exists()


def test_a_pictures_map_is_no_parametric_map(picture, explain):
    with pytest.raises(GeometryError, match="no place in a patient"):
        check_plan(picture, _plan("dicom-pm"))


def test_a_figure_that_no_memory_holds_is_refused(volume, explain):
    export = Export(volume, explain(volume), _plan("png", dpi=1200, width_mm=1000.0))
    with pytest.raises(InputError, match="pixels is too large") as caught:
        export.sheet("grad-cam")
    assert caught.value.hint
