import numpy as np
import pytest

from camviewer.core.image import Heatmap, pixel_grid
from camviewer.core.job import Explanation, Prediction, WindowScore
from camviewer.session.words import (
    deviation_sentence,
    diagnostics_sentence,
    map_label,
    map_title,
    percent,
    place,
    scan_sentence,
)


def test_a_place_is_named_by_the_letter_of_its_sign():
    assert place((18.3, -125.4, -612.5)) == "R 18 P 125 I 612 mm"
    assert place((-2.0, 7.0, 3.0)) == "L 2 A 7 S 3 mm"


@pytest.mark.parametrize(
    ("probability", "text"),
    [(0.5, "50.0 %"), (0.99951, ">99.9 %"), (0.0004, "<0.1 %"), (0.0, "0.0 %")],
)
def test_a_probability_is_never_rounded_to_certainty(probability, text):
    assert percent(probability) == text


def _explanation(windows):
    target = Prediction(1, "nodule", 0.9, 2.0)
    return Explanation({}, (target,), target, "features", "", "m", "M", "cpu", windows=windows)


def test_the_highest_window_is_reported_with_its_middle():
    windows = (
        WindowScore((0, 0, 0), (10, 10, 10), 0.2),
        WindowScore((-20, 0, 40), (0, 20, 60), 0.8),
        WindowScore((0, 0, 0), (10, 10, 10), 0.6),
    )
    assert scan_sentence(_explanation(windows)) == (
        "3 windows for nodule: highest 80.0 % at L 10 A 10 S 50 mm, 2 above 50 %"
    )


def test_a_picture_has_no_windows_to_speak_of():
    assert scan_sentence(_explanation(())) == ""


def test_diagnostics_are_named_in_words():
    heatmap = Heatmap(
        np.zeros((2, 2), np.float32),
        pixel_grid(2, 2),
        "cf-cam",
        diagnostics={"clusters": 1.0, "weight_spread": 0.12345, "tail": "graph"},
    )
    assert diagnostics_sentence(heatmap) == "clusters 1 · weight spread 0.123"


def _map(name="", **more):
    return Heatmap(
        np.zeros((2, 2), np.float32),
        pixel_grid(2, 2),
        "grad-cam",
        "layer4",
        "tabby",
        name=name,
        **more,
    )


@pytest.mark.parametrize(
    ("name", "label", "title"),
    [
        ("", "Grad-CAM", "Grad-CAM · tabby · layer4"),
        ("grad-cam@layer4", "Grad-CAM · layer4", "Grad-CAM · layer4 · tabby"),
        ("grad-cam→tabby", "Grad-CAM · tabby", "Grad-CAM · tabby · layer4"),
        (
            "grad-cam@layer4→tabby",
            "Grad-CAM · layer4 · tabby",
            "Grad-CAM · layer4 · tabby",
        ),
    ],
)
def test_maps_of_one_method_are_told_apart_and_nothing_is_said_twice(name, label, title):
    assert map_label(_map(name)) == label
    assert map_title(_map(name)) == title


def test_a_path_in_a_target_is_shown_by_its_name():
    made = _map("grad-cam→region:tumour|/home/me/mask.nii.gz")
    assert map_label(made) == "Grad-CAM · region:tumour|mask.nii.gz"


def _rough(**deviation):
    target = Prediction(1, "nodule", 0.9, 2.0)
    return Explanation(
        {},
        (target,),
        target,
        "l",
        "",
        "m",
        "M",
        "cpu",
        precision="bfloat16",
        deviation=deviation,
    )


def test_a_run_in_half_precision_says_how_far_it_deviates():
    assert deviation_sentence(_rough()) == ""
    rough = _rough(score=0.0031, activations=0.042, **{"grad-cam": 1e-5, "cam": 0.002})
    assert deviation_sentence(rough) == (
        "bfloat16 differs from float32: score 0.31 %, layer 4.2 %, maps up to 0.2 %"
    )


def test_a_deviation_is_never_rounded_to_nothing():
    rough = _rough(score=1e-6, activations=float("nan"))
    assert deviation_sentence(rough).endswith("score <0.01 %, layer unknown")


def test_axes_are_said_in_the_users_language_and_unknown_words_stay():
    from camviewer.core.words import install_translator
    from camviewer.session.words import axis_words

    assert axis_words("Probability") == "Probability"
    install_translator(lambda context, text: f"{context}: {text}")
    try:
        assert axis_words("Probability") == "axes: Probability"
        assert axis_words("Cells") == "Cells"
    finally:
        install_translator(None)


def test_every_axis_of_a_metric_has_words():
    import ast
    from pathlib import Path

    from camviewer import metrics
    from camviewer.core.words import install_translator
    from camviewer.session.words import axis_words

    labels = set()
    for path in Path(metrics.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Curve":
                parts = [each for label in node.args[2:4] for each in ast.walk(label)]
                labels |= {each.value for each in parts if isinstance(each, ast.Constant)}
    labels = {each for each in labels if isinstance(each, str)}
    assert {"Probability", "Similarity", "Error"} <= labels
    install_translator(lambda _context, text: f"<{text}>")
    try:
        assert {each for each in labels if axis_words(each) == each} == set()
    finally:
        install_translator(None)
