"""What is known of one map, and the words that all answers share."""

from __future__ import annotations

from camviewer.session.trust.weighed import badge_of, is_control, listed, number_words
from tests.session.trust.conftest import heat, measured, volume, weighed, window


def test_numbers_are_found_by_map_and_metric():
    case = weighed([measured("grad-cam", "road", 0.2), measured("random-cam", "road", 0.1)])
    assert case.finding("road").value == 0.2
    assert case.finding("road", "random-cam").value == 0.1
    assert case.finding("adcc") is None
    assert case.curve("road") is None
    assert case.controls == ("random-cam",)


def test_a_control_that_is_shown_is_a_control():
    maps = (heat("grad-cam"), heat("mean-activation"))
    numbers = [measured(each.name, "road") for each in maps]
    assert weighed(numbers, maps=maps).controls == ("mean-activation",)
    assert is_control("sobel-edges")
    assert not is_control("grad-cam")
    assert not is_control("somebody's own")


def test_others_are_maps_of_the_same_target_that_show_something():
    maps = (
        heat("grad-cam"), heat("cf-cam"), heat("random-cam"),
        heat("layer-cam", target="dog"), heat("hires-cam", [[0.0]]),
    )  # fmt: skip
    assert [each.name for each in weighed(maps=maps).others] == ["cf-cam"]


def test_the_window_with_the_highest_probability_was_asked():
    low, high = window((0, 0, 0), (9, 9, 9), 0.4), window((10, 10, 10), (19, 19, 19), 0.9)
    case = weighed(image=volume(), windows=(low, high))
    assert case.window is high
    words = "A. Asked of the window with the highest probability, at R 14 A 14 S 14 mm."
    assert case.with_window("A.").startswith(words)
    assert weighed().with_window("A.") == "A."
    assert not weighed().looks_elsewhere


def test_numbers_near_all_or_nothing_are_not_rounded_to_it():
    texts = [number_words(each) for each in (0.9991, 0.001, 0.5, 1.0, 0.0, -0.5, 12.345)]
    assert texts == [">0.99", "<0.01", "0.50", "1.00", "0.00", "-0.50", "12.3"]


def test_parts_are_listed_as_one_says_them():
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"


def test_what_must_be_known_of_a_method_is_its_badge():
    assert badge_of("cf-cam-code").startswith("class-agnostic")
    assert badge_of("random-cam").startswith("a control")
    assert badge_of("grad-cam") == ""
    assert badge_of("somebody's own") == ""
