import numpy as np
import pytest

from camviewer.recipes.lesions import Lesion, add_lesion, draw_lesion

LUNG = np.full((16, 64, 64), -850, np.float32)
MIDDLE = np.array([8.0, 32.0, 32.0])
VOXEL_ML = 5.0 * 1.0 * 1.0 / 1000


def _changed(crop, before=LUNG):
    return np.abs(crop - before) > 1.0


@pytest.mark.parametrize("diameter", [10.0, 20.0, 40.0])
def test_a_lesion_has_about_the_volume_of_its_sphere(diameter):
    shares = []
    for seed in range(12):
        crop = add_lesion(LUNG, MIDDLE, Lesion(diameter, 0.0), np.random.default_rng(seed))
        shares.append(float(((crop + 850) / 850).sum()) * VOXEL_ML)
    sphere = np.pi / 6 * (diameter / 10) ** 3
    assert 0.5 * sphere < np.median(shares) < 2.0 * sphere  # lobes add and take away


def test_a_lesion_is_round_in_millimetres_not_in_voxels():
    extents = []
    for seed in range(12):
        crop = add_lesion(LUNG, MIDDLE, Lesion(30.0, 0.0), np.random.default_rng(seed))
        places = np.argwhere(crop > -425)
        extents.append((places.max(axis=0) - places.min(axis=0) + 1) * (5.0, 1.0, 1.0))
    across = np.median(extents, axis=0)
    assert across[0] == pytest.approx(across[1], rel=0.35)
    assert across[1] == pytest.approx(across[2], rel=0.35)


def test_it_lies_around_its_centre_and_leaves_the_rest_alone():
    crop = add_lesion(
        LUNG, np.array([4.0, 20.0, 45.0]), Lesion(16.0, 30.0), np.random.default_rng(3)
    )
    places = np.argwhere(_changed(crop))
    np.testing.assert_allclose(places.mean(axis=0), (4, 20, 45), atol=2.5)
    far = np.abs(np.indices(crop.shape)[2] - 45) > 22
    np.testing.assert_array_equal(crop[far], LUNG[far])


def test_tissue_denser_than_the_lesion_stays():
    bone = np.full((16, 64, 64), 700, np.float32)
    crop = add_lesion(bone, MIDDLE, Lesion(30.0, 0.0), np.random.default_rng(0))
    assert not _changed(crop, bone).any()


def test_a_lesion_at_the_border_is_cut_and_the_crop_given_stays_as_it_was():
    before = LUNG.copy()
    crop = add_lesion(
        LUNG, np.array([0.0, 0.0, 63.0]), Lesion(40.0, 0.0), np.random.default_rng(1)
    )
    assert _changed(crop).any()
    np.testing.assert_array_equal(LUNG, before)


def test_sizes_run_from_5_to_50_mm_and_densities_from_glass_to_solid():
    rng = np.random.default_rng(0)
    drawn = [draw_lesion(rng) for _ in range(2000)]
    sizes = np.array([each.diameter_mm for each in drawn])
    assert (sizes >= 5).all()
    assert (sizes <= 50).all()
    assert sizes.min() < 6
    assert sizes.max() > 45
    glass = np.array([each.density_hu < -200 for each in drawn])
    assert 0.05 < glass.mean() < 0.25
    assert (sizes[glass] > 10).all()
