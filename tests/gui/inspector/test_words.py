"""What is said of a channel, number by number."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from camviewer.core.channels import DEAD, DOMINANT, NOISE, Channels, Reading
from camviewer.core.image import Heatmap, pixel_grid
from camviewer.gui.inspector.words import (
    alike_sentence,
    channel_sentence,
    likeness_sentence,
    role_words,
    share_words,
    short_sentence,
    sorting_sentence,
)

CHANNELS = Channels(
    np.array([4.0, 1, 1, 0, 2]),
    np.array([0.001, -0.5, 3, 5, 0]),
    np.array([DOMINANT, 0, 0, DEAD, NOISE]),
    np.array([True, True, True, False, False]),
    np.array([0.001, 1, 1, 0, 0]),
    np.array([1.2, -0.2, 0.0001, 0, 0]),
    2.5,
    0.25,
    2,
)


def reading(weights, method="cf-cam", **parameters):
    channels = replace(CHANNELS, weights=np.array([*weights, 0, 0]))
    heatmap = Heatmap(np.ones((2, 2), np.float32), pixel_grid(2, 2), method)
    return Reading(channels, heatmap, parameters)


def test_roles_have_names_and_clusters_begin_at_one():
    names = [role_words(role) for role in (0, 4, DOMINANT, NOISE, DEAD)]
    assert names == ["cluster 1", "cluster 5", "dominant", "noise", "dead"]


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.1234, "12.3 %"), (-0.2, "−20.0 %"), (0.0, "0.0 %"), (0.0001, "<0.1 %"),
        (-0.0001, ">−0.1 %"), (1.0, "100.0 %"),
    ],
)  # fmt: skip
def test_shares_are_never_rounded_to_nothing(share, words):
    assert share_words(share) == words


def test_one_line_tells_number_role_and_both_values():
    words = "Channel 1 · cluster 1 · norm 1 · mean gradient −0.5"
    assert short_sentence(CHANNELS, 1) == words


@pytest.mark.parametrize(
    ("index", "end"),
    [
        (0, "Weight 0.001: it gives 120.0 % of the map."),
        (1, "Weight 1: it takes 20.0 % of the map away."),
        (2, "Weight 1: it gives <0.1 % of the map."),
        (3, "It is zero everywhere and gives nothing to the map."),
        (4, "It resembles no other channels and is left out of the map."),
    ],
)
def test_a_sentence_tells_what_it_gives_to_the_map(index, end):
    assert channel_sentence(CHANNELS, index).endswith(end)


def test_thresholds_are_told():
    words = "Dominant from norm 2.5. A cluster's core has 2 channels within 0.25."
    assert sorting_sentence(CHANNELS) == words
    alone = replace(CHANNELS, min_points=0)
    assert sorting_sentence(alone).endswith("Nothing was left to cluster.")


def test_nearly_equal_weights_are_warned_of_with_the_number():
    found = alike_sentence(reading((1, 1.008, 1.002), "cf-cam-code"))
    assert found.startswith("The softmax makes all channels count alike")
    assert "0.8 %" in found
    by_choice = alike_sentence(reading((1, 1.008, 1.002), weighting="softmax"))
    assert by_choice == found
    linear = alike_sentence(reading((1, 1.05, 1.002), weighting="linear"))
    assert "softmax" not in linear
    assert "5 %" in linear


def test_weights_that_differ_need_no_warning():
    assert alike_sentence(reading((1, -1, 2), weighting="softmax")) == ""


def test_how_far_a_map_is_is_a_cosine():
    assert "made with" in likeness_sentence(1.0, is_original=True)
    assert "0.7320" in likeness_sentence(0.732, is_original=False)
    assert "−0.5000" in likeness_sentence(-0.5, is_original=False)
    for blank in (None, float("nan")):
        assert "blank" in likeness_sentence(blank, is_original=False)
