import numpy as np
import pytest

from camviewer.core.image import Image, pixel_grid
from camviewer.core.job import ExplainRequest
from camviewer.engine.outcome import blank_note
from camviewer.engine.run import explain_image


@pytest.mark.parametrize(
    ("values", "is_opposed", "words"),
    [
        ([0.0, 1e-30], True, ""),
        ([-1.0, 2.0], False, ""),
        ([-1.0, -2.0], True, "All gradients at this layer are negative"),
        ([0.0, 0.0], True, "counterfactual"),
        ([0.0, 0.0], False, "zero everywhere"),
        ([0.0, -2.0], False, "every value is zero or negative"),
    ],
)
def test_a_blank_map_has_a_reason_and_another_has_none(values, is_opposed, words):
    note = blank_note(np.array(values, np.float32), is_opposed=is_opposed)
    assert words in note
    assert bool(note) == bool(words)
    assert not note or note.endswith(".")


def test_yes_and_no_of_one_logit_have_a_probability_each_and_opposite_maps(tmp_path):
    card = tmp_path / "card.toml"
    card.write_text(
        'architecture = "torchvision:resnet18"\nlabels = ["ill"]\noutput = "sigmoid"\n'
        "[input]\nsize = [64, 64]\n"
    )
    pixels = np.random.default_rng(0).integers(0, 256, (64, 64, 3)).astype(np.uint8)
    said = explain_image(
        ExplainRequest(
            Image(pixels, pixel_grid(64, 64)), str(card), ("grad-cam",), "binary:positive",
            further_targets=("binary:negative", "not:ill"),
        )
    )  # fmt: skip
    yes, no, against = (said.target, *said.further_targets)
    assert yes.score == pytest.approx(-no.score)
    assert yes.probability == pytest.approx(1 / (1 + np.exp(-yes.score)))
    assert yes.probability + no.probability == pytest.approx(1)
    assert np.isnan(against.probability)
    maps = {each.target: each.array for each in said.heatmaps.values()}
    assert np.abs(maps["binary:positive"]).max() > 0
    np.testing.assert_allclose(maps["binary:positive"], -maps["binary:negative"], atol=1e-6)
