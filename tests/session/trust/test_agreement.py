"""Other methods: forms of one method count once, controls and chance are the floor."""

from __future__ import annotations

from dataclasses import replace

import pytest

from camviewer.core.trust import Standing
from camviewer.session.trust.agreement import agreement, by_chance
from tests.session.trust.conftest import blank, heat, weighed


def case(grad=0.6, layer=0.6, floor=0.1, **more):
    maps = (heat("cf-cam"), heat("grad-cam"), heat("layer-cam"))
    dices = (
        ("cf-cam", "grad-cam", grad),
        ("layer-cam", "cf-cam", layer),  # either order
        ("cf-cam", "random-cam", floor),
    )
    controls = more.pop("controls", None) or _control_numbers()
    return weighed(controls, maps=maps, dices=dices, **more)


def _control_numbers():
    from tests.session.trust.conftest import measured

    return [measured(name, "road-most") for name in ("cf-cam", "random-cam", "sobel-edges")]


@pytest.mark.parametrize(
    ("values", "floor", "standing"),
    [
        ((0.5, 0.5), 0.1, Standing.SUPPORTED),
        ((0.49, 0.5), 0.1, Standing.MIXED),  # the median is just below the half
        ((0.9, 0.9), 0.85, Standing.MIXED),  # no clearer than random weights
        ((0.9, 0.9), 0.95, Standing.NOT_SUPPORTED),
        ((0.2, 0.3), 0.1, Standing.NOT_SUPPORTED),  # what chance gives on 64 cells
        ((0.4, 0.4), 0.1, Standing.MIXED),
    ],
)
def test_what_is_shared_is_held_against_chance_and_controls(values, floor, standing):
    found = agreement(case(*values, floor=floor))
    assert found.standing is standing
    assert found.value == pytest.approx(sum(values) / 2)
    assert "marked by Grad-CAM and LayerCAM too" in found.sentence
    assert f"Marked by maps with random weights: {100 * floor:.0f} %." in found.compared_with
    assert [curve.y[0] for curve in found.curves] == pytest.approx([found.value, floor])


def test_without_controls_nothing_is_supported():
    maps = (heat("cf-cam"), heat("grad-cam"), heat("layer-cam"))
    dices = (("cf-cam", "grad-cam", 0.9), ("cf-cam", "layer-cam", 0.9))
    assert agreement(weighed(maps=maps, dices=dices)).standing is Standing.MIXED


def test_chance_is_the_hypergeometric_one():
    from scipy.stats import hypergeom

    found = hypergeom(64, 7, 7)
    assert by_chance(64) == pytest.approx((found.mean() + 2 * found.std()) / 7)
    assert by_chance(1) == 1


def test_forms_of_one_method_count_once():
    maps = (heat("cf-cam"), heat("cf-cam-spatial"), heat("grad-cam"))
    dices = (("cf-cam", "cf-cam-spatial", 1.0), ("cf-cam", "grad-cam", 0.9))
    found = agreement(weighed(maps=maps, dices=dices))
    assert found.standing is Standing.UNKNOWN
    assert "explain by another one too" in found.sentence
    assert "CF-CAM spatial" in found.compared_with
    # seen from Grad-CAM both forms are one voice, and LayerCAM is the other
    maps = (heat("grad-cam"), heat("cf-cam"), heat("cf-cam-spatial"), heat("layer-cam"))
    dices = (
        ("grad-cam", "cf-cam", 0.2), ("grad-cam", "cf-cam-spatial", 0.4),
        ("grad-cam", "layer-cam", 0.7),
    )  # fmt: skip
    assert agreement(weighed(maps=maps, dices=dices)).value == pytest.approx(0.5)


def test_methods_that_are_the_same_formula_here_do_not_vouch_for_each_other():
    same = heat("grad-cam").array
    maps = (heat("grad-cam"), heat("hires-cam", 3 * same), heat("layer-cam"), heat("cf-cam"))
    dices = (
        ("grad-cam", "hires-cam", 1.0), ("grad-cam", "layer-cam", 0.5),
        ("grad-cam", "cf-cam", 0.3),
    )  # fmt: skip
    found = agreement(weighed(maps=maps, dices=dices))
    assert found.value == pytest.approx(0.4)
    assert "same method or formula here: HiResCAM" in found.compared_with


def test_blank_maps_controls_and_other_targets_do_not_count():
    maps = (
        heat("cf-cam"), heat("grad-cam", [[0.0, 0.0]]), heat("random-cam"),
        heat("layer-cam", target="dog"),
    )  # fmt: skip
    dices = tuple(("cf-cam", each.name, 0.9) for each in maps[1:])
    found = agreement(weighed(maps=maps, dices=dices))
    assert found.standing is Standing.UNKNOWN
    assert "Too few" in found.sentence


def test_a_blank_map_marks_no_place():
    assert agreement(blank(case())).standing is Standing.UNKNOWN


def test_a_control_that_agrees_by_luck_is_not_supported():
    maps = (heat("random-cam"), heat("grad-cam"), heat("cf-cam"))
    dices = (
        ("random-cam", "grad-cam", 0.9), ("random-cam", "cf-cam", 0.9),
        ("random-cam", "sobel-edges", 0.1),
    )  # fmt: skip
    found = agreement(weighed(_control_numbers(), maps=maps, dices=dices))
    assert found.standing is Standing.MIXED


def test_maps_that_come_out_the_same_get_the_same_answer():
    # Grad-CAM and CF-CAM spatial are one map here, so CF-CAM vouches for neither of them.
    same = heat("cf-cam-spatial")
    grad = replace(same, method="grad-cam", name="grad-cam")
    dices = (
        ("grad-cam", "cf-cam-spatial", 1.0), ("cf-cam", "cf-cam-spatial", 0.7),
        ("cf-cam", "grad-cam", 0.7), ("grad-cam", "layer-cam", 0.8),
        ("cf-cam-spatial", "layer-cam", 0.8),
    )  # fmt: skip
    maps = (grad, heat("cf-cam"), same, heat("layer-cam"))
    first = agreement(weighed(maps=maps, dices=dices))
    second = agreement(weighed(maps=(same, heat("cf-cam"), grad, maps[3]), dices=dices))
    assert (first.standing, first.sentence) == (second.standing, second.sentence)
    assert first.standing is Standing.UNKNOWN
    assert "Only one other method counts" in first.sentence
