import dataclasses
import json
import math
from dataclasses import dataclass

import numpy as np
import pytest

from camviewer.core.errors import FormatError
from camviewer.core.job import Explanation, Prediction, WindowScore
from camviewer.session.plain import from_plain, to_plain
from camviewer.session.state import Ask, Measure, Measures, Overlay, View


def through_json(value):
    return json.loads(json.dumps(to_plain(value), allow_nan=False))


@pytest.mark.parametrize(
    "value",
    [
        View(position=(1.5, -2.0, 1e-300), width=0.1 + 0.2),
        Overlay(opacity=0.25, colours="hot"),
        Ask(
            target=None, layer="a.b", parameters={"cf-cam": {"sigma": 1.5, "n": 3, "on": True}}
        ),
        Measures((Measure(1, "box", "axial", ((0.5, 1.0, 2.0), (3.0, 4.0, 5.0)), "ä"),), 1),
        Prediction(3, "tabby", 0.25, -1.0),
        WindowScore((0.0, 1.0, 2.0), (3.0, 4.0, 5.0), 0.5),
    ],
)
def test_dataclasses_come_back_equal(value):
    back = from_plain(type(value), through_json(value))
    assert type(back) is type(value)
    for field in dataclasses.fields(value):
        assert getattr(back, field.name) == getattr(value, field.name)


def test_floats_that_json_cannot_hold_come_back():
    back = from_plain(Prediction, through_json(Prediction(-1, "x", math.nan, -math.inf)))
    assert math.isnan(back.probability)
    assert back.score == -math.inf
    free = from_plain(object, through_json({"spread": math.inf}))
    assert free == {"spread": math.inf}


def test_numpy_numbers_become_plain_ones():
    assert to_plain({"a": np.float32(1.5), "b": np.arange(3)}) == {"a": 1.5, "b": [0, 1, 2]}
    assert to_plain(np.float64("nan")) == {"float": "nan"}


def test_what_is_no_plain_value_is_our_fault():
    with pytest.raises(TypeError):
        to_plain(object())


def test_unknown_fields_are_passed_over_and_missing_ones_take_their_default():
    view = from_plain(View, {"width": 5, "from_the_future": [1]})
    assert (view.width, view.level) == (5.0, 40.0)
    assert type(view.width) is float


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (View, [], "is no group of fields"),
        (View, None, "is no group of fields"),
        (View, {"width": "wide"}, "width is no number"),
        (View, {"width": True}, "width is no number"),
        (View, {"width": None}, "width is no number"),
        (View, {"width": float("nan")}, "width is no number"),
        (View, {"width": 10**400}, "width is no number"),
        (View, {"width": {"float": "huge"}}, "width is no number"),
        (View, {"is_radiological": 1}, "is_radiological is no yes or no"),
        (View, {"place": 3}, "place is no text"),
        (View, {"position": 3}, "position is no list"),
        (View, {"position": ["a"]}, "position is no number"),
        (Ask, {"methods": [1]}, "methods is no text"),
        (Ask, {"parameters": {"a": 3}}, "parameters.a is no group"),
        (Ask, {"target": 3}, "target is no text"),
        (Prediction, {"index": 1.0}, "index is no whole number"),
        (Prediction, {"index": True}, "index is no whole number"),
        (Prediction, {"index": 1, "label": "a", "score": 1.0}, "has no probability"),
        (Measure, {"key": 1, "kind": "box", "plane": "", "points": [1]}, "points is no list"),
    ],
)
def test_another_type_is_refused_by_the_name_of_its_field(kind, value, words):
    with pytest.raises(FormatError) as caught:
        from_plain(kind, value)
    assert words in str(caught.value)


def test_free_values_are_not_deep_without_end():
    value = []
    for _ in range(50):
        value = [value]
    with pytest.raises(FormatError):
        from_plain(object, value)


@dataclass
class Pair:
    """A tuple of a fixed length."""

    both: tuple[int, str]


def test_a_tuple_of_fixed_length_keeps_it():
    assert from_plain(Pair, {"both": [1, "a"]}) == Pair((1, "a"))
    with pytest.raises(FormatError):
        from_plain(Pair, {"both": [1]})


def test_an_explanation_without_its_maps_comes_back(explain, volume):
    made = dataclasses.replace(explain(volume), heatmaps={})
    assert from_plain(Explanation, through_json(made)) == made
