"""Drop, increase and gain on networks that are formulas; numbers of other programs' tests."""

from __future__ import annotations

import pytest
import torch

from camviewer.metrics.faithfulness import relative_drop

HOT = torch.tensor([[[1.0, 0.0], [0.0, 0.0]]])


def test_the_drop_of_torchcams_own_test(subject, find, additive, exact_input):
    """tests/test_metrics.py of torch-cam 0.5.0, test_classification_metric_exact_value."""
    asked = subject(exact_input, additive)
    assert find(asked, HOT, "average-drop") == pytest.approx(0.6)
    assert find(asked, HOT, "increase-in-confidence") == 0
    assert find(asked, HOT, "average-gain") == 0


@pytest.mark.parametrize("name", ["average-drop", "increase-in-confidence", "average-gain"])
def test_a_network_that_never_changes_its_mind_gives_nought(name, subject, find):
    """Xplique 2.0.2, tests/metrics/test_fidelity.py: a constant operator yields zero."""
    asked = subject(torch.rand(1, 1, 8, 8), lambda given: torch.ones(len(given)))
    assert find(asked, torch.rand(1, 8, 8), name) == 0


def test_the_drop_against_the_formula_by_hand(subject, find):
    """Xplique 2.0.2: an operator that is the mean of the input, with a mask from the map."""
    draw = torch.Generator().manual_seed(0)
    image, heat = torch.rand(1, 1, 4, 4, generator=draw), torch.rand(1, 4, 4, generator=draw)
    asked = subject(image, lambda given: given.flatten(1).mean(1))
    masked = (image[0] * heat / heat.max()).mean()
    expected = float((image.mean() - masked) / image.mean())
    assert find(asked, heat, "average-drop") == pytest.approx(expected)


def test_a_surer_network_is_counted_and_measured(subject, find):
    """p goes from 0.2 to 0.6: of the 0.8 that were missing, a half is won."""
    image = torch.tensor([[[[0.6, -0.4]]]])
    asked = subject(image, lambda given: given.flatten(1).sum(1))
    heat = torch.tensor([[[3.0, -1.0]]])
    assert find(asked, heat, "increase-in-confidence") == 1
    assert find(asked, heat, "average-gain") == pytest.approx(0.5)
    assert find(asked, heat, "average-drop") == 0


def test_a_network_that_was_certain_can_gain_nothing(subject, find):
    asked = subject(torch.ones(1, 1, 2, 2), lambda given: torch.ones(len(given)))
    assert find(asked, HOT, "average-gain") == 0


def test_what_is_cold_is_shown_as_black_or_air(subject, find):
    """With black at -2 the cold half is -2, and half of a half-hot cell."""
    seen = []

    def chance(given):
        seen.append(given.clone())
        return given.flatten(1).mean(1).sigmoid()

    image = torch.tensor([[[[4.0, 4.0, 4.0]]]])
    asked = subject(image, chance, blank=torch.tensor([-2.0]))
    find(asked, torch.tensor([[[2.0, 1.0, -5.0]]]), "average-drop")
    assert seen[-1].flatten().tolist()[-3:] == [4.0, 1.0, -2.0]


def test_a_factor_of_the_map_changes_nothing(subject, find, additive):
    image, heat = torch.rand(1, 2, 5, 5), torch.rand(1, 5, 5)
    asked = subject(image, additive)
    one, other = (find(asked, heat * factor, "average-drop") for factor in (1, 1000))
    assert one == pytest.approx(other, abs=1e-6)


def test_a_blank_map_is_said_to_be_blank(subject, findings, additive, exact_input):
    found = findings(subject(exact_input, additive), -HOT, "average-drop")[0]
    assert found.value != found.value
    assert "blank" in found.note


def test_the_share_of_nothing_is_no_number():
    assert relative_drop(0.5, 0.25) == 0.5
    assert relative_drop(0.5, 0.75) == 0
    assert relative_drop(0.0, 0.0) != relative_drop(0.0, 0.0)


def test_the_drop_of_cf_cams_code_is_binary_signed_and_in_per_cent(subject, find):
    """Cells above half of the maximum stay whole, all others become black."""
    image = torch.tensor([[[[0.1, 0.2, -0.2, 0.4]]]])
    asked = subject(image, lambda given: given.flatten(1).sum(1))
    heat = torch.tensor([[[10.0, 5.1, 5.0, 9.0]]])
    assert find(asked, heat, "average-drop-cfcam") == pytest.approx(100 * (0.5 - 0.7) / 0.5)
    found = find(asked, heat, "average-drop-cfcam", threshold=0.95)
    assert found == pytest.approx(100 * (0.5 - 0.1) / 0.5)


def test_the_drop_of_cf_cams_code_needs_a_probability_to_begin_with(subject, findings):
    asked = subject(torch.zeros(1, 1, 2, 2), lambda given: torch.zeros(len(given)))
    assert "zero from the start" in findings(asked, HOT, "average-drop-cfcam")[0].note


def test_the_increase_of_cf_cams_code_adds_to_its_odd_ground(subject, find):
    """Three channels: the hottest cell brings (1, 2, 3), the ground (.485, .456, .406)."""
    image = torch.zeros(1, 3, 1, 2)
    image[0, :, 0, 0] = torch.tensor([1.0, 2.0, 3.0])
    asked = subject(image, lambda given: given.flatten(1).sum(1) / 10)
    found = find(asked, torch.tensor([[[1.0, 0.3]]]), "average-increase-cfcam")
    assert found == pytest.approx((6 - 1.347) / 10, abs=1e-6)
