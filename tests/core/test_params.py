from dataclasses import dataclass

import pytest

from camviewer.core.errors import InputError, UnknownNameError
from camviewer.core.params import build, choice, describe, flag, integer, number


@dataclass(frozen=True)
class Oven:
    heat_level: float = number(180.0, low=0, high=300, unit="°C", help="Bread likes it hot.")
    racks: int = integer(2, low=1, high=4, help="The oven has four.")
    fan: bool = flag(default=True, help="Dries the crust.")
    mode: str = choice("top", ("top", "bottom"), help="Top for pizza.")
    offset: float = number(0.0, help="Any.")


def param(name):
    return next(entry for entry in describe(Oven) if entry.name == name)


def test_a_set_describes_itself_in_order():
    assert [(p.name, p.kind, p.default) for p in describe(Oven)] == [
        ("heat_level", "number", 180.0),
        ("racks", "integer", 2),
        ("fan", "flag", True),
        ("mode", "choice", "top"),
        ("offset", "number", 0.0),
    ]


def test_a_description_has_what_a_form_needs():
    heat = param("heat_level")
    assert (heat.label, heat.low, heat.high, heat.unit) == ("heat level", 0, 300, "°C")
    assert heat.help == "Bread likes it hot."
    assert param("mode").options == ("top", "bottom")
    assert (param("offset").low, param("offset").high) == (None, None)


def test_defaults_are_those_of_the_fields_and_are_allowed():
    assert build(Oven, {}) == Oven()
    for entry in describe(Oven):
        assert entry.check(entry.default) == entry.default


def test_values_and_texts_are_taken_alike():
    by_text = build(Oven, {"heat_level": "220.5", "racks": "3", "fan": "no", "mode": "bottom"})
    by_value = build(Oven, {"heat_level": 220.5, "racks": 3, "fan": False, "mode": "bottom"})
    assert by_text == by_value == Oven(220.5, 3, fan=False, mode="bottom")
    assert isinstance(by_text.racks, int)


@pytest.mark.parametrize("text", ["true", "Yes", "1", "ON"])
def test_yes_is_read_in_the_usual_spellings(text):
    assert build(Oven, {"fan": text}).fan is True


@pytest.mark.parametrize("text", ["false", "No", "0", "OFF"])
def test_no_is_read_in_the_usual_spellings(text):
    assert build(Oven, {"fan": text}).fan is False


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("heat_level", "hot"),
        ("heat_level", "nan"),
        ("heat_level", "-1"),
        ("heat_level", 300.5),
        ("heat_level", float("nan")),
        ("offset", "nan"),
        ("racks", "2.5"),
        ("racks", ""),
        ("racks", 0),
        ("racks", "5"),
        pytest.param("racks", "9" * 400, id="racks-huge"),
        ("fan", "maybe"),
        ("mode", "sideways"),
        ("mode", 3),
    ],
)
def test_what_is_not_allowed_is_refused_with_a_hint(name, value):
    with pytest.raises(InputError) as caught:
        build(Oven, {name: value})
    assert name in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "value"),
    [("racks", 2.5), ("racks", None), ("heat_level", [1]), ("fan", 3), ("fan", None)],
)
def test_a_value_of_another_kind_is_refused(name, value):
    with pytest.raises(InputError):
        build(Oven, {name: value})


@pytest.mark.parametrize("value", ["0", "300", 0, 300])
def test_bounds_belong_to_the_range(value):
    assert build(Oven, {"heat_level": value}).heat_level == float(value)


def test_an_unknown_parameter_names_the_nearest():
    with pytest.raises(UnknownNameError) as caught:
        build(Oven, {"heat": 3})
    assert "heat_level" in caught.value.hint
