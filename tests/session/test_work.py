import numpy as np
import pytest

from camviewer.core.errors import CamViewerError, GeometryError, UnknownNameError
from camviewer.core.job import ExplainRequest
from camviewer.core.progress import CancelToken
from camviewer.session.work import Work


def test_the_samples_are_shipped():
    ct, photo = Work().sample("ct"), Work().sample("photo")
    assert ct.is_volume
    assert ct.unit == "HU"
    assert ct.array.dtype == np.int16
    assert ct.grid.shape == (512, 512, 48)
    assert photo.is_colour
    assert photo.grid.shape == photo.array.shape[:2] == (300, 451)
    assert Work().sample("coffee").grid.shape == (400, 600)
    assert len(ct.sha256) == len(photo.sha256) == 64
    with pytest.raises(UnknownNameError):
        Work().sample("cofee")


def test_the_samples_mask_lies_on_the_sample():
    from camviewer.core.settings import resource

    label = Work().read(resource("samples", "lung1_label.nii.gz"))
    ct = Work().sample("ct")
    np.testing.assert_allclose(label.grid.affine, ct.grid.affine, atol=1e-4)
    volume_ml = (label.array > 0).sum() * np.prod(ct.grid.spacing) / 1000
    assert volume_ml == pytest.approx(1.4, abs=0.1)  # as its source says


def test_the_samples_mask_is_one_region_of_it():
    from camviewer.core.settings import resource

    ct = Work().sample("ct")
    (mask,) = Work().read_masks(resource("samples", "lung1_label.nii.gz"), ct)
    assert mask.count * np.prod(ct.grid.spacing) / 1000 == pytest.approx(1.4, abs=0.1)
    assert mask.warnings == ()


def test_a_folder_of_slices_is_read(tmp_path):
    from PIL import Image as Picture

    for number in range(3):
        Picture.fromarray(np.full((4, 5), number, np.uint8)).save(tmp_path / f"{number}.png")
    assert Work().read(tmp_path).grid.shape == (5, 4, 3)


def test_a_pictures_map_is_laid_evenly_over_it(tmp_path, picture):
    np.save(tmp_path / "m.npy", np.ones((2, 3), np.float32))
    heatmap = Work().read_heatmap(tmp_path / "m.npy", picture)
    # Cells of 10 × 10 pixels: the first centre lies at pixel 4.5.
    np.testing.assert_allclose(heatmap.grid.world((0, 0)), (4.5, 4.5))
    np.testing.assert_allclose(heatmap.grid.world((1, 2)), (14.5, 24.5))


def test_a_pictures_map_does_not_fit_a_volume(tmp_path, volume):
    np.save(tmp_path / "m.npy", np.ones((2, 3), np.float32))
    with pytest.raises(GeometryError) as caught:
        Work().read_heatmap(tmp_path / "m.npy", volume)
    assert caught.value.hint


@pytest.mark.slow
def test_the_ct_sample_is_explained_where_its_lesion_lies(tmp_path):
    """The main job: the highest window and the hottest cell find the labelled nodule."""
    from camviewer.core.settings import resource
    from camviewer.session.figures import hottest_position

    work = Work()
    image = work.sample("ct")
    seen = []
    explanation = work.explain(
        ExplainRequest(image, "nodule3d", ("cf-cam-spatial", "grad-cam")),
        lambda _: None, CancelToken(), lambda heatmap: seen.append(heatmap.method),
    )  # fmt: skip
    label = work.read(resource("samples", "lung1_label.nii.gz"))
    lesion = label.grid.world(np.argwhere(label.array > 0))
    assert seen == ["cf-cam-spatial", "grad-cam"]
    assert explanation.target.label == "nodule"
    assert explanation.target.probability > 0.9
    for heatmap in explanation.heatmaps.values():
        apart = np.linalg.norm(lesion - hottest_position(heatmap), axis=1).min()
        assert apart < 12.0  # a cell is 10 × 8 × 8 mm
    best = max(explanation.windows, key=lambda window: window.probability)
    low, high = np.minimum(best.low, best.high), np.maximum(best.low, best.high)
    centre = lesion.mean(axis=0)
    assert ((low <= centre) & (centre <= high)).all()


def test_images_that_a_target_names_are_read_when_it_runs(tmp_path, picture, monkeypatch):
    from PIL import Image as Pillow

    from camviewer.engine import run

    path = tmp_path / "mask.png"
    Pillow.fromarray(np.zeros((20, 30), np.uint8)).save(path)
    asked = []
    monkeypatch.setattr(
        run, "explain_image", lambda request, *_rest, on_map: asked.append((request, on_map))
    )
    request = ExplainRequest(picture, "m", ("cam",), f"similarity:{path}")
    Work().explain(request, lambda _p: None, CancelToken(), lambda _m: None)
    assert set(asked[0][0].images) == {str(path)}
    assert asked[0][0].images[str(path)].grid.shape == (20, 30)


def test_an_image_that_cannot_be_read_is_told_in_a_sentence(picture):
    request = ExplainRequest(picture, "m", ("cam",), "similarity:/nowhere/mask.png")
    with pytest.raises(CamViewerError, match="There is no file"):
        Work().explain(request, lambda _p: None, CancelToken(), lambda _m: None)
