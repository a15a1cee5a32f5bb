import dataclasses

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from camviewer.core.errors import Cancelled
from camviewer.core.progress import CancelToken
from camviewer.core.settings import resource
from camviewer.engine.models.nodule_net import NoduleNet
from camviewer.engine.models.prepare import prepare
from camviewer.engine.models.volumetric import NODULE_RECIPE
from camviewer.io import open_image
from camviewer.recipes import RECIPES
from camviewer.recipes.crops import Kitchen, held_out, to_input
from camviewer.recipes.lung import CROP, read_lung
from camviewer.recipes.nodule import NoduleParams, least_size, measure, train
from camviewer.recipes.spec import Places


@pytest.fixture(scope="module")
def scan():
    return open_image(resource("samples", "lung1.nii.gz"))


@pytest.fixture(scope="module")
def lung(scan):
    return read_lung(scan, open_image(resource("samples", "lung1_label.nii.gz")))


def test_the_lung_is_found_and_holds_the_lesion(lung):
    litres = lung.inside.sum() * 5.0 * 1.0 * 1.0 / 1e6
    assert 1.5 < litres < 7.0
    assert lung.inside[tuple(lung.centre)]
    assert np.median(lung.values[lung.inside]) < -700


def test_the_lesion_is_kept_away_from_with_a_margin(scan, lung):
    label = open_image(resource("samples", "lung1_label.nii.gz"))
    place = label.grid.world(np.argwhere(label.array > 0).mean(axis=0))
    made = prepare(scan, NODULE_RECIPE)
    np.testing.assert_allclose(made.grid.world(lung.centre), place, atol=3.0)
    labelled_ml = (label.array > 0).sum() * np.prod(label.grid.spacing) / 1000
    assert lung.lesion.sum() * 5.0 / 1000 > 2 * labelled_ml


@pytest.mark.parametrize("part", ["taught", "kept", "all"])
def test_no_crop_touches_the_real_lesion(lung, part):
    kitchen = Kitchen(lung, np.random.default_rng(0), part)
    for _ in range(40):
        crop, corner = kitchen.crop()
        box = lung.box(corner)
        assert crop.shape == CROP
        assert not lung.lesion[box].any()
        np.testing.assert_array_equal(crop, lung.values[box])


def test_no_voxel_of_the_held_out_lung_is_taught(lung):
    kitchen = Kitchen(lung, np.random.default_rng(0), "taught")
    kept = held_out(lung)
    assert 0.1 < kept.sum() / lung.inside.sum() < 0.4
    marked = dataclasses.replace(lung, values=np.where(kept, 3000, 0).astype(np.float32))
    kitchen.lung = marked
    for _ in range(40):
        assert kitchen.crop()[0].max() == 0
        assert kitchen.elsewhere().max() == 0


def test_the_held_out_crops_are_mostly_held_out(lung):
    kitchen = Kitchen(lung, np.random.default_rng(0), "kept")
    for _ in range(40):
        box = lung.box(kitchen.crop()[1])
        assert kitchen.kept[box].sum() >= 0.75 * lung.inside[box].sum()


def test_training_sees_what_the_program_sees(scan, lung):
    """The recipe's own scaling and the program's preparation give the same numbers."""
    corner = lung.corner(lung.centre)
    box = lung.box(corner)
    found = to_input([lung.values[box]])[0, 0]
    expected = prepare(scan, NODULE_RECIPE).batch[0, 0][box]
    torch.testing.assert_close(found, expected, atol=1e-4, rtol=0)


def test_a_batch_holds_pairs_with_a_lesion_and_without_and_crops_from_elsewhere(lung):
    crops, truth = Kitchen(lung, np.random.default_rng(0)).batch(8, least_mm=30.0)
    assert crops.shape == (8, 1, *CROP)
    assert truth.tolist() == [1, 0, 1, 0, 1, 0, 0, 0]
    assert (crops[0:6:2].mean() > crops[1:6:2].mean()).item()


def test_crops_from_elsewhere_reach_every_side_of_the_scan_but_the_lesion(lung):
    kitchen = Kitchen(lung, np.random.default_rng(0), "all")
    means = np.array([kitchen.elsewhere().mean() for _ in range(60)])
    assert means.min() < -900  # air around the patient
    assert means.max() > -300  # soft tissue


def test_large_lesions_come_first():
    assert least_size(0, 100) == 25.0
    assert least_size(25, 100) == 15.0
    assert least_size(50, 100) == least_size(99, 100) == 5.0


def test_training_is_seeded_and_can_be_stopped(lung):
    def weights():
        torch.manual_seed(0)
        model = NoduleNet(8)
        kitchen = Kitchen(lung, np.random.default_rng(0))
        train(model, kitchen, NoduleParams(steps=2, batch=8), (lambda _: None, CancelToken()))
        return model.state_dict()

    first, second = weights(), weights()
    assert all(torch.equal(first[name], second[name]) for name in first)
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        train(
            NoduleNet(8),
            Kitchen(lung, np.random.default_rng(0)),
            NoduleParams(),
            (print, token),
        )


@pytest.mark.slow
def test_the_recipe_writes_weights_that_fit_and_says_what_it_measured(tmp_path):
    params = NoduleParams(steps=1, batch=8, checks=4)
    found = RECIPES.get("nodule").run(params, lambda _: None, CancelToken(), Places(tmp_path))
    NoduleNet().load_state_dict(load_file(tmp_path / "nodule3d.safetensors"))
    assert {"accuracy", "recall", "lesion", "rank", "crops", "minutes"} <= set(found)
    assert 0 <= found["accuracy"] <= 1


@pytest.mark.slow
def test_the_shipped_network_finds_the_real_nodule(lung):
    model = NoduleNet()
    model.load_state_dict(load_file(resource("models", "nodule3d.safetensors")))
    found = measure(model.eval(), lung, checks=60, seed=7)
    assert found["lesion"] > 0.5
    assert found["rank"] <= 0.02 * found["crops"]
    assert found["accuracy"] > 0.7
