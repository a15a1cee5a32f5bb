"""The network of an explanation is asked about what it saw, where it saw it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from camviewer.core.errors import InputError
from camviewer.core.image import Grid, Heatmap, Image, pixel_grid
from camviewer.core.job import ExplainRequest, Prediction
from camviewer.core.progress import CancelToken
from camviewer.engine.placement import Placement
from camviewer.engine.run import explain_image
from camviewer.engine.trial import Question, batch_trial, image_trial
from tests.engine.conftest import make_small_net

NET = "torchvision:squeezenet1_1"


def photo():
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (60, 80, 3)).astype(np.uint8)
    return Image(pixels, pixel_grid(60, 80))


def scan():
    rng = np.random.default_rng(0)
    affine = np.array([[0, -2.0, 0, 50], [2.5, 0, 0, -30], [0, 0, -5.0, 70], [0, 0, 0, 1]])
    array = rng.integers(-1000, 400, (50, 60, 30)).astype(np.int16)
    return Image(array, Grid(array.shape, affine), unit="HU")


def explained(image, model, **more):
    return explain_image(ExplainRequest(image, model, ("grad-cam", "eigen-cam"), **more))


def tried(image, explanation, maps=None):
    maps = tuple(explanation.heatmaps.values()) if maps is None else maps
    return image_trial(image, explanation, explanation.target, maps, token=CancelToken())


def test_a_pictures_maps_are_made_anew_as_they_were():
    explanation = explained(photo(), NET, target="7")
    trial = tried(photo(), explanation)
    assert set(trial.respondent.names) == set(explanation.heatmaps)
    for name, maps in trial.respondent.own_maps(trial.respondent.names).items():
        np.testing.assert_allclose(
            maps[0], explanation.heatmaps[name].array, rtol=1e-4, atol=1e-7
        )
    assert float(trial.respondent.first.score[0]) == pytest.approx(
        explanation.target.score, rel=1e-4
    )
    assert float(trial.respondent.first.chance[0]) == pytest.approx(
        explanation.target.probability, rel=1e-4
    )
    assert trial.grid.shape == (224, 224)
    np.testing.assert_allclose(trial.grid.world((111.5, 111.5)), (29.5, 39.5), atol=0.2)


def test_a_scan_is_asked_in_the_window_that_speaks_most_for_the_target():
    explanation = explained(scan(), "nodule3d")
    trial = tried(scan(), explanation)
    best = max(explanation.windows, key=lambda each: each.probability)
    np.testing.assert_allclose(trial.grid.world((-0.5,) * 3), best.low, atol=1e-6)
    assert float(trial.respondent.first.chance[0]) == pytest.approx(best.probability, rel=1e-4)
    assert any("window" in note for note in trial.notes)
    assert trial.respondent.scene.around.spacing_mm == pytest.approx(trial.grid.spacing)


def test_any_window_may_be_the_one():
    explanation = explained(scan(), "nodule3d")
    assert len(explanation.windows) > 1
    last = explanation.windows[-1]
    windows = (*explanation.windows[:-1], replace(last, probability=2.0))
    trial = tried(scan(), replace(explanation, windows=windows))
    np.testing.assert_allclose(trial.grid.world((-0.5,) * 3), last.low, atol=1e-6)
    assert float(trial.respondent.first.chance[0]) == pytest.approx(last.probability, rel=1e-4)


def test_other_targets_are_read_from_their_words():
    explanation = explained(photo(), NET, target="not:7")
    assert explanation.target.index == -1
    trial = tried(photo(), explanation)
    assert float(trial.respondent.first.score[0]) == pytest.approx(
        explanation.target.score, rel=1e-4
    )


def test_a_target_without_words_or_class_cannot_be_asked_again():
    explanation = explained(photo(), NET)
    with pytest.raises(InputError, match="target"):
        image_trial(photo(), explanation, Prediction(-1, "", 0.5, 1.0), (), token=CancelToken())


def test_maps_from_elsewhere_are_not_made_anew():
    explanation = explained(photo(), NET)
    foreign = Heatmap(np.ones((3, 3), np.float32), pixel_grid(3, 3), "drawn by hand")
    nowhere = Heatmap(np.ones((3, 3), np.float32), pixel_grid(3, 3), "grad-cam", "gone")
    assert tried(photo(), explanation, (foreign, nowhere)).respondent.names == ()


def test_any_batch_can_be_tried():
    model, batch = make_small_net(), torch.randn(2, 1, 12, 10)
    question = Question(model, "last", [0, 2], {"cf-cam": {"sigma": 2.0}}, blank=(2.5,))
    trial = batch_trial(question, batch, ["grad-cam", "cf-cam"])
    assert trial.grid is None
    assert trial.respondent.names == ("grad-cam", "cf-cam")
    assert trial.respondent.sources["cf-cam"].choice.params.sigma == 2
    assert trial.respondent.aim.indices.tolist() == [0, 2]
    assert trial.respondent.scene.around.blank.tolist() == [2.5]


def test_a_batch_may_have_no_method_and_the_layer_is_chosen():
    trial = batch_trial(Question(make_small_net()), torch.randn(1, 1, 12, 10), [])
    assert trial.respondent.names == ()
    assert list(trial.respondent.scene.layers) == ["last"]


def test_maps_made_anew_are_laid_where_their_cells_are():
    rng = np.random.default_rng(0)
    image = Image(rng.integers(0, 256, (32, 32, 3)).astype(np.uint8), pixel_grid(32, 32))
    trial = tried(image, explained(image, "cifake"))
    assert [float(each) for each in trial.placement("conv2", (13, 13)).first] == [3.5, 3.5]
    assert trial.placement("conv2", (8, 8)) == Placement.even((32, 32), (8, 8))
    heat = torch.zeros(13, 13)
    heat[0, 12] = 1.0
    drawn = trial.lay("grad-cam", heat)
    # The corner cell covers rows 3 and 4, columns 27 and 28; half of it is in its neighbours.
    assert (drawn[3, 28], drawn[2, 29]) == (1.0, 0.0)
    assert drawn.shape == (32, 32)
    trial.respondent.close()
