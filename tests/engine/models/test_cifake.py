import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image as Picture

from camviewer.core.image import Image, pixel_grid
from camviewer.core.job import ExplainRequest
from camviewer.engine.models import MODELS, resolve_model
from camviewer.engine.run import explain_image, predict_image

ZIP = Path(__file__).parents[4] / "shared" / "data" / "cifake.zip"
SPEC = MODELS.get("cifake")


def photo(rows=32, columns=32):
    pixels = np.random.default_rng(1).integers(0, 256, (rows, columns, 3)).astype(np.uint8)
    return Image(pixels, pixel_grid(rows, columns))


def test_it_ships_the_weights_of_84001_numbers():
    assert 84_001 * 4 <= SPEC.weights().stat().st_size < 345_000
    assert sum(each.numel() for each in SPEC.build().parameters()) == 84_001


def test_the_card_says_what_it_must_not_be_used_for_and_whom_to_cite():
    words = " ".join(SPEC.card.split())
    for said in ("Bird", "Lotfi", "10.1109/ACCESS.2024.3356122", "Krizhevsky", "MIT"):
        assert said in words
    assert "must not be used" in words


@pytest.mark.skipif(not ZIP.is_file(), reason="needs ../shared/data/cifake.zip")
def test_the_shipped_weights_reach_the_papers_accuracy_on_its_test_pictures():
    with zipfile.ZipFile(ZIP) as archive:
        names = [each for each in archive.namelist() if "/test/" in each and each[-1] != "/"]
        pixels = np.stack(
            [np.asarray(Picture.open(io.BytesIO(archive.read(name)))) for name in names]
        )
    is_real = torch.tensor(["/REAL/" in name for name in names])
    values = (torch.from_numpy(pixels).permute(0, 3, 1, 2) / 255 - 0.5) / 0.25
    with torch.no_grad():
        scores = torch.cat([SPEC.build()(part) for part in values.split(1000)])
    accuracy = float(((scores[:, 1] > 0) == is_real).float().mean())
    assert len(names) == 10_000
    assert accuracy >= 0.93
    told = re.search(r"accuracy (\d\d\.\d+) %", SPEC.card)
    assert told is not None
    assert accuracy == pytest.approx(float(told[1]) / 100, abs=2e-3)


@pytest.mark.parametrize("layer", [None, "conv1", "pool1", "pool2"])
def test_both_sides_of_its_one_logit_are_explained_by_opposite_maps(layer):
    said = explain_image(
        ExplainRequest(
            photo(),
            "cifake",
            ("grad-cam", "hires-cam"),
            "FAKE",
            layer,
            further_targets=("REAL",),
        )
    )
    fake, real = said.target, said.further_targets[0]
    assert (fake.label, real.label) == ("FAKE", "REAL")
    assert fake.score == pytest.approx(-real.score)
    assert fake.probability == pytest.approx(1 / (1 + np.exp(real.score)))
    assert fake.probability + real.probability == pytest.approx(1)
    maps = {(each.method, each.target): each.array for each in said.heatmaps.values()}
    for method in ("grad-cam", "hires-cam"):
        one, other = maps[method, "FAKE"], maps[method, "REAL"]
        assert np.abs(one).max() > 0
        np.testing.assert_allclose(one, -other, atol=1e-6)


@pytest.mark.parametrize(("layer", "first", "step"), [("conv1", 1.0, 1.0), ("conv2", 3.5, 2.0)])
def test_cells_lie_where_the_convolutions_without_padding_see(layer, first, step):
    request = ExplainRequest(photo(), "cifake", ("grad-cam", "rise"), layer=layer)
    maps = explain_image(replace(request, parameters={"rise": {"masks": 8}})).heatmaps
    np.testing.assert_allclose(maps["grad-cam"].grid.world((0, 0)), (first, first))
    np.testing.assert_allclose(maps["grad-cam"].grid.spacing, (step, step))
    # Maps on the input's own cells stay there.
    np.testing.assert_allclose(maps["rise"].grid.affine, np.eye(3))


def test_the_side_that_it_takes_is_explained_when_none_is_named():
    said = explain_image(ExplainRequest(photo(), "cifake", ("grad-cam",)))
    first = predict_image(ExplainRequest(photo(), "cifake", ()))[0]
    assert said.target.label == first.label == said.predictions[0].label
    assert said.target.probability >= 0.5
    assert said.layer == "conv2"
    assert said.notes == ()


def test_a_picture_of_another_size_is_looked_at_with_a_warning():
    said = explain_image(ExplainRequest(photo(60, 80), "cifake", ("grad-cam",)))
    assert any("32 × 32" in note and "means nothing" in note for note in said.notes)


def test_a_card_on_it_keeps_its_two_sides_and_its_own_words(tmp_path):
    card = tmp_path / "card.toml"
    card.write_text('architecture = "cifake"\nlabels = ["made", "seen"]\n')
    spec = resolve_model(str(card))
    assert (spec.output, spec.default_layer) == ("sigmoid", "conv2")
    assert spec.recipe == SPEC.recipe
    said = predict_image(ExplainRequest(photo(), str(card), ()))
    assert sum(each.probability for each in said) == pytest.approx(1)
