import nibabel
import numpy as np
import pytest
from PIL import Image as Picture

from camviewer.cli.main import run
from camviewer.core.settings import DISCLAIMER


def _plain(scan, out, *more):
    words = ["render", scan, "--plain", "--window", "1400/-300", "--out", out, *more]
    assert run([str(word) for word in words]) == 0
    return np.asarray(Picture.open(out).convert("L"))


def _brightest(pixels):
    return np.argwhere(pixels == pixels.max())


# The bright voxel (1, 4, 2) lies at R -1.5, A 4, S 4 mm: toward the patient's left of 0.
# Its extents are R 8 * 1.5 = 12, A 10 * 1 = 10 and S 6 * 2 = 12 mm.
@pytest.mark.parametrize(
    ("plane", "rows_mm", "columns_mm"),
    [("axial", 10, 12), ("coronal", 12, 12), ("sagittal", 12, 10)],
)
def test_the_plain_slice_has_square_millimetres(scan, tmp_path, plane, rows_mm, columns_mm):
    pixels = _plain(scan, tmp_path / "a.png", "--plane", plane, "--at", "-1.5,4,4")
    rows, columns = pixels.shape
    assert rows / columns == pytest.approx(rows_mm / columns_mm, rel=0.1)
    assert pixels.max() == 255
    assert (pixels == 0).sum() > 0.9 * pixels.size


@pytest.mark.parametrize("convention", ["radiological", "neurological"])
def test_a_plain_slice_is_the_array_itself_turned_and_stretched(tmp_path, convention):
    """Voxels of 2 × 1 × 4 mm, patient's left first: the finer step of a plane is one pixel."""
    array = np.random.default_rng(1).integers(-1000, 400, (5, 6, 4)).astype(np.int16)
    affine = np.array([[2.0, 0, 0, -5], [0, 1, 0, 3], [0, 0, 4, -7], [0, 0, 0, 1]])
    nibabel.save(nibabel.Nifti1Image(array, affine), tmp_path / "scan.nii.gz")
    low, width = -700.0, 800.0
    grey = np.clip(np.rint((array.astype(float) - low) / width * 255), 0, 255)
    # Position: the centre of voxel (3, 2, 1). Screen rows run from anterior or superior on.
    ends = {
        "axial": np.repeat(grey[:, ::-1, 1].T, 2, axis=1),
        "coronal": np.repeat(grey[:, 2, ::-1].T, 2, axis=0),
        "sagittal": np.repeat(grey[3, :, ::-1].T, 4, axis=0),
    }
    for plane, expected in ends.items():
        out = tmp_path / f"{plane}.png"
        words = ["render", tmp_path / "scan.nii.gz", "--plain", "--window", "800/-300",
                 "--plane", plane, "--at", "1,5,-3", "--convention", convention]  # fmt: skip
        words += ["--out", out]
        assert run([str(word) for word in words]) == 0
        # The last column here is the patient's right, or anterior in sagittal planes.
        is_turned = plane == "sagittal" or convention == "radiological"
        shown = expected[:, ::-1] if is_turned else expected
        found = np.asarray(Picture.open(out).convert("L")).astype(float)
        assert found.shape == shown.shape
        assert np.abs(found - shown).max() <= 1


def test_right_is_left_on_the_screen_and_the_other_way_round(scan, tmp_path):
    sides = {}
    for convention in ("radiological", "neurological"):
        pixels = _plain(
            scan, tmp_path / "a.png", "--at", "-1.5,4,4", "--convention", convention
        )
        sides[convention] = _brightest(pixels)[:, 1].mean() / (pixels.shape[1] - 1)
    # R spans -10.5 to 0 mm: -1.5 is near the patient's right end.
    assert sides["radiological"] < 0.25
    assert sides["neurological"] > 0.75


def test_anterior_is_up(scan, tmp_path):
    pixels = _plain(scan, tmp_path / "a.png", "--at", "-1.5,4,4")
    # A spans 0 to 9 mm; 4 mm lies 5 mm below the top.
    assert _brightest(pixels)[:, 0].mean() / (pixels.shape[0] - 1) == pytest.approx(
        5 / 9, abs=0.06
    )


def test_every_voxel_is_at_least_a_pixel(scan, tmp_path):
    pixels = _plain(scan, tmp_path / "a.png", "--at", "-1.5,4,4")
    assert pixels.shape[0] >= 10
    assert pixels.shape[1] >= 8


def test_a_position_outside_draws_the_nearest_slice_and_says_so(scan, tmp_path, capsys):
    inside = _plain(scan, tmp_path / "a.png", "--at", "-1.5,4,4.9")
    assert "outside" not in capsys.readouterr().out
    np.testing.assert_array_equal(inside, _plain(scan, tmp_path / "a.png", "--at", "0,0,4"))
    last = _plain(scan, tmp_path / "a.png", "--at", "0,0,10")
    far = _plain(scan, tmp_path / "a.png", "--at", "0,0,1000")
    np.testing.assert_array_equal(last, far)
    assert "outside" in capsys.readouterr().out


def test_what_the_image_warns_of_is_said(tmp_path, capsys):
    bare = nibabel.Nifti1Image(np.zeros((8, 10, 6), np.int16), None)
    nibabel.save(bare, tmp_path / "bare.nii")
    out = tmp_path / "a.png"
    assert run(["render", str(tmp_path / "bare.nii"), "--out", str(out)]) == 0
    assert "note: " in capsys.readouterr().out


def test_a_figure_has_letters_and_the_disclaimer(scan, tmp_path):
    out = tmp_path / "a.png"
    assert run(["render", str(scan), "--window", "lung", "--out", str(out)]) == 0
    with Picture.open(out) as picture:
        assert picture.info["Description"] == DISCLAIMER
        assert picture.size[0] > 300


def test_a_picture_needs_no_plane(photo, tmp_path):
    assert run(["render", str(photo), "--plain", "--out", str(tmp_path / "a.png")]) == 0
    np.testing.assert_array_equal(
        np.asarray(Picture.open(tmp_path / "a.png")), np.asarray(Picture.open(photo))
    )


def test_a_map_is_laid_over_where_it_is_hot(scan, tmp_path):
    heat = np.zeros((8, 10, 6), np.float32)
    heat[1, 4, 2] = 3.0
    nibabel.save(
        nibabel.Nifti1Image(heat, np.diag([-1.5, 1.0, 2.0, 1.0])), tmp_path / "m.nii.gz"
    )
    out = tmp_path / "a.png"
    words = ["render", scan, "--plain", "--at", "-1.5,4,4", "--overlay", tmp_path / "m.nii.gz",
             "--out", out]  # fmt: skip
    assert run([str(word) for word in words]) == 0
    pixels = np.asarray(Picture.open(out).convert("RGB")).astype(int)
    coloured = np.ptp(pixels, axis=2) > 20
    assert coloured.any()
    assert coloured.mean() < 0.1


def test_faults_are_told(scan, photo, tmp_path, fails):
    out = ["--out", tmp_path / "a.png"]
    fails("render", scan, "--at", "1,2", *out)
    fails("render", scan, "--window", "lnug", *out)
    fails("render", scan, "--window", "0/5", *out)
    fails("render", scan, "--window", "a/b", *out)
    fails("render", scan, "--window", "100/nan", *out)
    fails("render", scan, "--window", "inf/0", *out)
    fails("render", scan, "--at", "nan,0,0", *out)
    fails("render", scan, "--at", "0,inf,0", *out)
    fails("render", scan, "--volume", "1", *out)
    assert "folder" in fails("render", scan, "--out", tmp_path)
    assert not list(tmp_path.glob("*.part"))
    fails("render", scan, "--overlay", photo, *out)
    fails("render", photo, "--overlay", scan, *out)
    fails("render", scan, "--out", tmp_path / "gone" / "a.png")
