import csv
import dataclasses
import json
from pathlib import Path

import nibabel
import numpy as np
import pytest
from PIL import Image as Picture

from camviewer.core.errors import ResourceError
from camviewer.core.settings import DISCLAIMER
from camviewer.session.results import describe_result, write_results
from camviewer.session.state import Overlay


def test_a_volumes_maps_lie_on_the_source_grid_and_on_their_own(volume, explain, tmp_path):
    explanation = explain(volume)
    files = write_results(tmp_path / "new" / "out", volume, explanation)
    assert {path.name for path in files} == {
        "grad-cam.nii.gz", "grad-cam.native.nii.gz", "grad-cam.png",
        "cf-cam.nii.gz", "cf-cam.native.nii.gz", "cf-cam.png", "comparison.png", "result.json",
        "regions.csv",
    }  # fmt: skip
    folder = files[0].parent
    source = nibabel.load(folder / "grad-cam.nii.gz")
    assert source.shape == volume.grid.shape
    np.testing.assert_allclose(source.affine, volume.grid.affine, atol=1e-5)
    native = nibabel.load(folder / "grad-cam.native.nii.gz")
    heatmap = explanation.heatmaps["grad-cam"]
    np.testing.assert_array_equal(native.get_fdata(), heatmap.array)
    np.testing.assert_allclose(native.affine, heatmap.grid.affine, atol=1e-5)
    assert native.get_fdata().min() < 0  # signed, not cut


def test_a_volumes_map_keeps_its_values_at_the_same_millimetre(volume, explain, tmp_path):
    explanation = explain(volume, ("grad-cam",))
    write_results(tmp_path, volume, explanation)
    source = nibabel.load(tmp_path / "grad-cam.nii.gz")
    heatmap = explanation.heatmaps["grad-cam"]
    # Between two cells along each axis the trilinear value is their mean: (1.5, 1.5, 1.5)
    # of the cells is the mean of the eight around it.
    world = heatmap.grid.world((1.5, 1.5, 1.5))
    index = np.linalg.inv(source.affine) @ [*world, 1]
    low = np.floor(index[:3] + 1e-6).astype(int)
    share = index[:3] - low
    corner = source.get_fdata()[tuple(slice(i, i + 2) for i in low)]
    for part in share:
        corner = corner[0] * (1 - part) + corner[-1] * part
    assert corner == pytest.approx(heatmap.array[1:3, 1:3, 1:3].mean(), rel=0.05, abs=0.5)


def test_a_pictures_maps_are_raw_arrays(picture, explain, tmp_path):
    explanation = explain(picture)
    files = write_results(tmp_path, picture, explanation)
    assert "grad-cam.npy" in {path.name for path in files}
    np.testing.assert_array_equal(
        np.load(tmp_path / "cf-cam.npy"), explanation.heatmaps["cf-cam"].array
    )


def test_nothing_of_the_person_gets_into_the_results(volume, explain, tmp_path):
    known = dataclasses.replace(
        volume, patient={"Name": "Doe Jane", "ID": "47114711"}, path=Path("Doe Jane/scan")
    )
    for path in write_results(tmp_path, known, explain(known)):
        content = path.read_bytes()
        assert b"Doe Jane" not in content
        assert b"47114711" not in content


def test_every_figure_carries_the_disclaimer(volume, explain, tmp_path):
    for path in write_results(tmp_path, volume, explain(volume), Overlay(scale="shared")):
        if path.suffix == ".png":
            with Picture.open(path) as figure:
                assert figure.info["Description"] == DISCLAIMER


def test_the_record_says_all_that_is_needed_to_make_the_maps_again(volume, explain):
    record = json.loads(json.dumps(describe_result(volume, explain(volume))))
    assert record["disclaimer"] == DISCLAIMER
    assert record["input"]["sha256"] == "a" * 64
    assert record["model"] == {
        "name": "nodule3d", "label": "A network", "weights_sha256": "c" * 64,
    }  # fmt: skip
    assert {"python", "torch", "numpy"} <= set(record["versions"])
    assert record["device"] == "cpu"
    assert record["seed"] == 3
    assert record["predictions"][0]["label"] == record["target"]["label"] == "nodule"
    assert record["layer"]["name"] == "features"
    assert record["windows"]["count"] == 2
    assert [each["probability"] for each in record["windows"]["scores"]] == [0.9, 0.4]
    method = record["methods"]["cf-cam"]
    assert method["native_grid"] == [4, 4, 3]
    assert method["parameters"] == {"sigma": 1.5}
    assert method["diagnostics"] == {"spread": "inf"}
    assert method["minimum"] < 0 < method["maximum"]
    assert "milliseconds" in method
    assert record["rank_correlation"] == {"grad-cam": {"cf-cam": -1}}


def _strict(text):
    """Read JSON as the standard has it, without NaN and Infinity."""

    def refuse(word):
        raise AssertionError(word)

    return json.loads(text, parse_constant=refuse)


def test_the_record_is_json_whatever_a_method_found(volume, explain, tmp_path):
    @dataclasses.dataclass
    class Found:
        share: float = float("nan")

    explanation = explain(volume, ("cf-cam",))
    found = {
        "minus": float("-inf"), "one": np.float64(1), "count": np.int64(3),
        "flag": np.bool_(True), "deep": Found(), 7: "text",
        "list": [np.float32(0.5), None], "array": np.array([1, 2]),
    }  # fmt: skip
    heatmap = dataclasses.replace(explanation.heatmaps["cf-cam"], diagnostics=found)
    explanation = dataclasses.replace(
        explanation,
        heatmaps={"cf-cam": heatmap},
        target=dataclasses.replace(explanation.target, score=float("inf")),
    )
    write_results(tmp_path, volume, explanation)
    record = _strict((tmp_path / "result.json").read_text())
    assert record["target"]["score"] == "inf"
    assert record["methods"]["cf-cam"]["diagnostics"] == {
        "minus": "-inf", "one": 1, "count": 3, "flag": True, "list": [0.5, None],
        "array": [1, 2], "deep": {"share": "nan"}, "7": "text",
    }  # fmt: skip


def test_a_marked_cell_is_hot_at_its_own_millimetre(volume, explain, tmp_path):
    """The middle voxel of a lone hot cell, found by nibabel alone, has the cell's value."""
    explanation = explain(volume, ("grad-cam",))
    heatmap = explanation.heatmaps["grad-cam"]
    grid = volume.grid.divided((8, 3, 2))  # 1 × 3 × 3 voxels a cell
    array = np.zeros(grid.shape, np.float32)
    array[5, 2, 0] = -4.0
    marked = dataclasses.replace(heatmap, array=array, grid=grid)
    write_results(
        tmp_path, volume, dataclasses.replace(explanation, heatmaps={"grad-cam": marked})
    )
    source = nibabel.load(tmp_path / "grad-cam.nii.gz")
    native = nibabel.load(tmp_path / "grad-cam.native.nii.gz")
    world = nibabel.affines.apply_affine(native.affine, (5, 2, 0))
    voxel = nibabel.affines.apply_affine(np.linalg.inv(source.affine), world)
    np.testing.assert_allclose(voxel, (5, 7, 1), atol=1e-4)
    values = source.get_fdata()
    assert values[5, 7, 1] == pytest.approx(-4.0)
    assert values[4, 7, 1] == values[6, 7, 1] == 0
    assert values.min() == values[5, 7, 1]


def test_no_name_and_no_path_of_the_input_is_written(volume, explain):
    named = dataclasses.replace(volume, path=Path("/home/x/DOE^JANE.nii"), name="DOE^JANE.nii")
    assert "JANE" not in json.dumps(describe_result(named, explain(named)))


def test_a_record_that_cannot_be_written_is_told(picture, explain, tmp_path):
    (tmp_path / "result.json").mkdir()
    with pytest.raises(ResourceError) as caught:
        write_results(tmp_path, picture, explain(picture, ("cam",)))
    assert caught.value.hint
    assert not list(tmp_path.glob("*.part"))


def test_a_folder_that_cannot_be_written_is_told(volume, explain, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ResourceError) as caught:
        write_results(tmp_path / "file", volume, explain(volume))
    assert caught.value.hint


def test_a_path_in_a_target_reaches_no_file(picture, explain, tmp_path):
    words = "similarity:/home/jane_doe/scan_jane.png"
    made = explain(picture, ("grad-cam", "cf-cam"), target=words)
    maps = {
        f"{name}→{words}": dataclasses.replace(each, name=f"{name}→{words}")
        for name, each in made.heatmaps.items()
    }
    files = write_results(tmp_path, picture, dataclasses.replace(made, heatmaps=maps))
    assert not any("jane" in path.name for path in files)
    assert "jane" not in files[-1].read_text(encoding="utf-8")
    record = json.loads(files[-1].read_text(encoding="utf-8"))
    assert record["target"]["label"] == "similarity:file"


@pytest.mark.parametrize("model", ["/home/jane/nets/card.toml", "C:\\jane\\card.toml"])
def test_of_a_models_path_only_the_name_is_written(picture, explain, model):
    record = describe_result(picture, explain(picture, model=model))
    assert record["model"]["name"] == "card.toml"


def test_maps_whose_names_differ_in_signs_only_get_files_of_their_own(
    picture, explain, tmp_path
):
    found = explain(picture, ("grad-cam",))
    (heatmap,) = found.heatmaps.values()
    names = ("grad-cam→a b", "grad-cam→a/b")
    maps = {
        name: dataclasses.replace(heatmap, name=name, array=heatmap.array * factor)
        for name, factor in zip(names, (1, 2), strict=True)
    }
    write_results(tmp_path, picture, dataclasses.replace(found, heatmaps=maps))
    one = np.load(tmp_path / "grad-cam_for_a_b.npy")
    other = np.load(tmp_path / "grad-cam_for_a_b_2.npy")
    np.testing.assert_array_equal(other, 2 * one)


def test_the_hot_regions_of_every_map_are_written(volume, explain, tmp_path):
    explanation = explain(volume)
    write_results(tmp_path, volume, explanation)
    rows = list(csv.DictReader((tmp_path / "regions.csv").read_text().splitlines()))
    record = json.loads((tmp_path / "result.json").read_text())["methods"]
    assert {row["map"] for row in rows} == {"grad-cam", "cf-cam"}
    for name, heatmap in explanation.heatmaps.items():
        found = record[name]["hot_regions"]
        mine = [row for row in rows if row["map"] == name]
        assert [float(row["peak"]) for row in mine] == [
            each["peak"] for each in found["listed"]
        ]
        assert max(each["peak"] for each in found["listed"]) == heatmap.array.max()
        assert found["level"] == heatmap.array.max() / 2
