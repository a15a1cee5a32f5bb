import json

import nibabel
import numpy as np
import pytest
from PIL import Image as Picture

from camviewer.cli.explain import chosen_methods
from camviewer.cli.main import run
from camviewer.core.settings import DISCLAIMER
from camviewer.session.state import Ask

NET = "torchvision:squeezenet1_1"
CARD = f"""
architecture = "{NET}"
weights = "w.safetensors"
labels = "labels.txt"
target = "thing 7"
layer = "features.9"
"""


def test_a_picture_gives_raw_maps_figures_and_a_record(photo, tmp_path, capsys):
    out = tmp_path / "out"
    words = ["explain", photo, "--model", NET, "--target", "7", "--seed", "5", "--out", out]
    words += ["--method", "grad-cam", "--method", "cf-cam", "--set", "cf-cam.sigma=2"]
    assert run([str(word) for word in words]) == 0
    assert {path.name for path in out.iterdir()} == {
        "grad-cam.npy", "grad-cam.png", "cf-cam.npy", "cf-cam.png", "comparison.png",
        "regions.csv", "result.json",
    }  # fmt: skip
    record = json.loads((out / "result.json").read_text())
    raw = np.load(out / "grad-cam.npy")
    assert raw.dtype == np.float32
    assert list(raw.shape) == record["methods"]["grad-cam"]["native_grid"]
    assert record["target"]["index"] == 7
    assert record["seed"] == 5
    assert record["methods"]["cf-cam"]["parameters"]["sigma"] == 2
    assert record["methods"]["cf-cam"]["diagnostics"]["dominant"] > 0
    assert "photo" not in json.dumps(record)
    with Picture.open(out / "cf-cam.png") as figure:
        assert figure.info["Description"] == DISCLAIMER
    assert "files in" in capsys.readouterr().out


def test_a_volumes_maps_lie_on_its_own_grid(tmp_path, capsys):
    rng = np.random.default_rng(0)
    affine = np.array([[0, -2.0, 0, 50], [2.5, 0, 0, -30], [0, 0, -5.0, 70], [0, 0, 0, 1]])
    scan = nibabel.Nifti1Image(rng.integers(-1000, 400, (40, 45, 24)).astype(np.int16), affine)
    nibabel.save(scan, tmp_path / "scan.nii.gz")
    words = ["explain", tmp_path / "scan.nii.gz", "--model", "nodule3d", "--method", "grad-cam",
             "--out", tmp_path / "out"]  # fmt: skip
    assert run([str(word) for word in words]) == 0
    source = nibabel.load(tmp_path / "out" / "grad-cam.nii.gz")
    native = nibabel.load(tmp_path / "out" / "grad-cam.native.nii.gz")
    assert source.shape == scan.shape
    np.testing.assert_allclose(source.affine, affine, atol=1e-4)
    assert source.get_data_dtype() == native.get_data_dtype() == np.float32
    np.testing.assert_allclose(native.header.get_zooms(), (10, 8, 8), rtol=0.1)
    record = json.loads((tmp_path / "out" / "result.json").read_text())
    assert record["target"]["label"] == "nodule"
    assert record["windows"]["count"] == len(record["windows"]["scores"]) > 0
    best = record["windows"]["scores"][0]["probability"]
    assert record["target"]["probability"] == pytest.approx(best, abs=1e-5)
    assert len(record["input"]["sha256"]) == len(record["model"]["weights_sha256"]) == 64


def test_methods_are_taken_once_in_their_order_and_all_means_all():
    assert chosen_methods(["cam", "grad-cam", "cam"]) == ("cam", "grad-cam")
    assert chosen_methods([]) == Ask().methods
    assert {"cf-cam", "cf-cam-code", "cf-cam-spatial", "ablation-cam"} <= set(
        chosen_methods(["all"])
    )


def test_each_fault_is_one_sentence_with_a_hint(photo, tmp_path, fails):
    start = ["explain", photo, "--out", tmp_path / "out", "--model"]
    (tmp_path / "words.png").write_text("no picture")
    (tmp_path / "file").touch()
    assert "grad-cam" in fails(*start, NET, "--method", "gradcam")
    assert "efficientnet-lite0" in fails(*start, "efficientnet-lite")
    assert "2D" in fails(*start, "nodule3d")
    assert "espresso" in fails(*start, NET, "--target", "espreso")
    fails(*start, NET, "--target", "1000")
    fails(*start, NET, "--layer", "featurs")
    fails(*start, NET, "--set", "sigma=3")
    fails(*start, NET, "--set", "cf-cam.sigma=wide", "--method", "cf-cam")
    fails(*start, NET, "--set", "cf-cam.sigm=3", "--method", "cf-cam")
    fails("explain", tmp_path / "gone.png", "--model", NET, "--out", tmp_path / "out")
    fails("explain", tmp_path / "words.png", "--model", NET, "--out", tmp_path / "out")
    fails("explain", photo, "--model", NET, "--out", tmp_path / "file" / "out")
    fails(*start, tmp_path / "gone.toml")


def test_a_model_card_is_a_model(photo, tmp_path, capsys):
    """Architecture, weights, labels, default target: all from one file beside its weights."""
    import torch
    from safetensors.torch import save_file
    from torchvision.models import squeezenet1_1

    torch.manual_seed(0)
    save_file(squeezenet1_1(weights=None).state_dict(), tmp_path / "w.safetensors")
    (tmp_path / "labels.txt").write_text("\n".join(f"thing {i}" for i in range(1000)))
    card = tmp_path / "card.toml"
    card.write_text(CARD)
    words = [
        "explain",
        photo,
        "--model",
        card,
        "--method",
        "layer-cam",
        "--out",
        tmp_path / "o",
    ]
    assert run([str(word) for word in words]) == 0
    record = json.loads((tmp_path / "o" / "result.json").read_text())
    assert record["target"]["label"] == "thing 7"
    assert record["layer"]["name"] == "features.9"
    assert len(record["model"]["weights_sha256"]) == 64
    assert "random weights" not in capsys.readouterr().out


def test_weights_of_another_network_are_refused_by_name(photo, tmp_path, fails):
    import torch
    from safetensors.torch import save_file

    save_file({"other.weight": torch.zeros(2)}, tmp_path / "w.safetensors")
    (tmp_path / "labels.txt").write_text("\n".join(f"thing {i}" for i in range(1000)))
    (tmp_path / "card.toml").write_text(CARD)
    said = fails("explain", photo, "--model", tmp_path / "card.toml", "--out", tmp_path / "o")
    assert "other.weight" in said


def test_a_scan_says_what_its_windows_said(tmp_path, capsys):
    array = np.random.default_rng(0).integers(-1000, 400, (40, 45, 24)).astype(np.int16)
    nibabel.save(nibabel.Nifti1Image(array, np.diag([2.5, 2.5, 5, 1])), tmp_path / "s.nii.gz")
    words = ["explain", tmp_path / "s.nii.gz", "--model", "nodule3d", "--method", "cam"]
    assert run([*map(str, words), "--out", str(tmp_path / "o")]) == 0
    said = capsys.readouterr().out
    assert "windows for nodule: highest" in said


def test_a_layer_without_a_map_is_told(photo, tmp_path, fails):
    said = fails("explain", photo, "--model", "torchvision:resnet18", "--layer", "fc",
                 "--out", tmp_path / "out")  # fmt: skip
    assert "fc" in said


def test_a_4d_file_asks_for_its_volume(tmp_path, fails):
    four = np.zeros((8, 8, 8, 3), np.int16)
    nibabel.save(nibabel.Nifti1Image(four, np.eye(4)), tmp_path / "four.nii")
    said = fails(
        "explain", tmp_path / "four.nii", "--model", "nodule3d", "--out", tmp_path / "o"
    )
    assert "--volume 0..2" in said


def test_an_estimate_is_told_without_any_file(photo, tmp_path, capsys):
    words = ["explain", photo, "--model", NET, "--method", "grad-cam", "--method", "occlusion"]
    assert run([str(word) for word in [*words, "--estimate"]]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in said[:2]] == ["grad-cam", "occlusion"]
    assert float(said[0].split()[1]) == 0
    assert float(said[1].split()[1]) > 100
    assert "GB on cpu" in said[2]
    assert list(tmp_path.iterdir()) == [photo] or not (tmp_path / "result.json").exists()


def test_without_a_folder_nothing_is_run(photo, fails):
    assert "--out" in fails("explain", photo, "--model", NET)


def test_kinds_of_files_and_their_size_are_chosen(photo, tmp_path):
    out = tmp_path / "out"
    words = ["explain", photo, "--model", NET, "--method", "grad-cam", "--out", out]
    words += ["--format", "svg, png", "--format", "dicom-sc", "--dpi", 150, "--width", 100]
    assert run([str(word) for word in words]) == 0
    assert {path.name for path in out.iterdir()} == {
        "grad-cam.svg", "grad-cam.png", "grad-cam.figure.dcm", "regions.csv", "result.json",
    }  # fmt: skip
    with Picture.open(out / "grad-cam.png") as figure:
        assert figure.width == round(100 / 25.4 * 150)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "gif"], "no kind of file called 'gif'"),
        (["--format", "dicom-pm"], "no place in a patient"),
        (["--dpi", "5"], "5 dots per inch"),
        (["--with-patient"], "no DICOM file"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_before_the_network_runs(
    photo, tmp_path, fails, words, said
):
    told = fails("explain", photo, "--model", NET, "--out", tmp_path / "out", *words)
    assert said in told
    assert not list((tmp_path / "out").iterdir())
