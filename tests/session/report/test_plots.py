"""Curves on paper: where points lie, round numbers along the axes, one look per map."""

from __future__ import annotations

from dataclasses import replace
from math import nan

import pytest

from camviewer.core.judgement import Curve, Evaluation, Finding, Measurement
from camviewer.session.report.plots import HEIGHT, curve_plots

LABELS = {"grad-cam": "Grad-CAM", "cf-cam": "CF-CAM"}


def points(stroke):
    return [tuple(map(float, pair.split(","))) for pair in stroke.points.split()]


def test_a_curve_runs_from_one_corner_of_its_axes_to_the_other(evaluation):
    (plot,) = curve_plots(evaluation, LABELS)
    falling = points(plot.strokes[0])
    assert falling[0] == pytest.approx((plot.left, plot.top), abs=0.05)
    assert falling[-1] == pytest.approx((plot.right, plot.bottom), abs=0.05)
    # 0.25 lies a sixth of the way from 0.125 to 0.875.
    middle = ((plot.left + plot.right) / 2, plot.bottom - (plot.bottom - plot.top) / 6)
    assert falling[1] == pytest.approx(middle, abs=0.05)
    assert (plot.x_label, plot.y_label) == ("Share taken away", "Probability")


def test_numbers_along_the_axes_are_round_and_in_their_place(evaluation):
    (plot,) = curve_plots(evaluation, LABELS)
    assert [tick.text for tick in plot.x_ticks] == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]
    assert [tick.text for tick in plot.y_ticks] == ["0.2", "0.4", "0.6", "0.8"]
    at = {tick.text: tick.at for tick in plot.y_ticks}
    share = (0.4 - 0.125) / 0.75
    assert at["0.4"] == pytest.approx(plot.bottom - share * (plot.bottom - plot.top))
    assert all(0 <= tick.at <= HEIGHT for tick in plot.y_ticks)


def test_maps_look_different_and_controls_are_grey(evaluation):
    (plot,) = curve_plots(evaluation, LABELS)
    assert [stroke.label for stroke in plot.strokes] == ["Grad-CAM", "CF-CAM", "Random weights"]
    looks = {(stroke.colour, stroke.dash) for stroke in plot.strokes}
    assert len(looks) == 3
    assert plot.strokes[2].dash
    assert plot.strokes[2].colour == "#8A8F98"


def test_the_same_curves_of_two_metrics_are_drawn_once(evaluation):
    twice = tuple(replace(each, metric="deletion-cfcam") for each in evaluation.measurements)
    both = replace(evaluation, measurements=(*evaluation.measurements, *twice))
    assert len(curve_plots(both, LABELS)) == 1


def test_a_flat_or_undefined_curve_has_an_axis_all_the_same():
    curve = Curve((0.0, 1.0), (nan, 0.25), "x", "y")
    found = Evaluation((Measurement("a", "deletion", (Finding(0.25, {"deletion": curve}),)),))
    (plot,) = curve_plots(found, {})
    assert len(points(plot.strokes[0])) == 1
    assert len(plot.y_ticks) >= 2


def test_a_title_says_in_words_what_was_removed():
    curves = {
        name: Curve((0.0, 1.0), (0.9, low), "x", "y")
        for name, low in (("least", 0.5), ("most", 0.1), ("cascade", 0.3))
    }
    found = (Measurement("a", "road", (Finding(0.1, curves),)),)
    titles = [plot.title for plot in curve_plots(Evaluation(found), {})]
    assert titles == ["ROAD: coldest parts removed", "ROAD: hottest parts removed", "ROAD"]
