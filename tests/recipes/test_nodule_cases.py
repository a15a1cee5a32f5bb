"""Crops with known lesions, read back as the network sees them."""

import csv

import numpy as np
import pytest

from camviewer.core.errors import Cancelled
from camviewer.core.params import build
from camviewer.core.progress import CancelToken, no_report
from camviewer.core.settings import resource
from camviewer.engine.models.prepare import prepare
from camviewer.engine.models.volumetric import NODULE_RECIPE
from camviewer.io import open_image
from camviewer.recipes import RECIPES, Places
from camviewer.recipes.crops import Kitchen, to_input
from camviewer.recipes.lesions import Lesion, draw_lesion
from camviewer.recipes.lung import CROP, read_lung

RECIPE = RECIPES.get("nodule-cases")
VOXEL_ML = 0.005


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cases")
    params = build(RECIPE.params, {"count": "3", "seed": "5"})
    return folder, RECIPE.run(params, no_report, CancelToken(), Places(folder))


@pytest.fixture(scope="module")
def lung():
    names = ("lung1.nii.gz", "lung1_label.nii.gz")
    return read_lung(*(open_image(resource("samples", name)) for name in names))


def rows(folder, name="cases.csv"):
    with (folder / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_list_names_each_crop_its_mask_and_the_lesion(written):
    folder, found = written
    assert found["cases"] == len(rows(folder)) == 3
    for row, size in zip(rows(folder), rows(folder, "sizes.csv"), strict=True):
        assert (row["image"], row["class"]) == (size["image"], "nodule")
        mask = open_image(folder / row["mask"])
        ml = mask.array.sum() * np.prod(mask.grid.spacing) / 1000
        sphere = np.pi / 6 * (float(size["diameter_mm"]) / 10) ** 3
        assert 0 < ml < 2.5 * sphere  # lobes add; the crop's border takes away


def test_the_network_sees_the_very_crop_that_was_made(written, lung):
    """Superior, anterior and right stay where they are: nothing is turned over on the way."""
    folder, _ = written
    kitchen = Kitchen(lung, np.random.default_rng(5), "kept")
    for row in rows(folder):
        crop, share = kitchen.marked(draw_lesion(kitchen.rng, 8.0))
        image, mask = (open_image(folder / row[name]) for name in ("image", "mask"))
        made = prepare(image, NODULE_RECIPE)
        assert tuple(made.batch.shape[2:]) == tuple(CROP)
        np.testing.assert_allclose(made.batch[0], to_input([crop])[0], atol=1e-4)
        np.testing.assert_array_equal(mask.array.transpose(2, 1, 0), share >= 0.5)
        np.testing.assert_allclose(np.diag(image.grid.affine), (1, 1, 5, 1))


def test_the_share_is_where_the_crop_changed(lung):
    kitchen = Kitchen(lung, np.random.default_rng(1), "kept")
    plain = Kitchen(lung, np.random.default_rng(1), "kept").crop()[0]
    crop, share = kitchen.marked(Lesion(20.0, 60.0))
    assert share.max() > 0.95
    np.testing.assert_array_equal(crop[share == 0], plain[share == 0])
    airy = (share > 0.9) & (plain < -700)
    assert airy.any()
    assert np.median(crop[airy]) == pytest.approx(60, abs=60)


def test_the_same_seed_writes_the_same_and_a_stop_is_heeded(written, tmp_path):
    folder, _ = written
    params = build(RECIPE.params, {"count": "1", "seed": "5"})
    RECIPE.run(params, no_report, CancelToken(), Places(tmp_path))
    one, other = (open_image(place / "case0000.nii.gz").array for place in (folder, tmp_path))
    np.testing.assert_array_equal(one, other)
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        RECIPE.run(params, no_report, token, Places(tmp_path))
