"""A cell's words, its marks, and the heads above."""

from __future__ import annotations

from dataclasses import replace

import pytest

from camviewer.core.progress import CancelToken
from camviewer.gui.views.comparison.cell import CompareCell, Gap, HeadRow
from camviewer.session.grid import Head
from camviewer.session.mixing import mix


@pytest.fixture
def two(ct, hot_right, body, explained):
    explained(ct, [hot_right(body()), hot_right(body(), "layer-cam", top=5.0)])
    return ct


def test_a_cell_tells_the_maps_own_cells_and_follows_them(two, shown, map_over, body):
    cell = shown(CompareCell(two, "grad-cam", ("axial",)))
    cell.show_words("Grad-CAM")
    assert cell.facts.text() == "2×2×2 cells of 20×36×30 mm"
    finer = map_over(body().grid, "grad-cam", [[[1.0] * 3] * 4] * 5)
    two.state.case.heatmaps = {**two.state.case.heatmaps, "grad-cam": finer}
    cell.show_facts()
    assert cell.facts.text() == "5×4×3 cells of 8×18×20 mm"


def test_below_a_head_only_the_method_is_written_but_all_is_said(two, shown):
    cell = shown(CompareCell(two, "grad-cam", ("axial",)))
    cell.show_words("Grad-CAM · early", "Grad-CAM", ("What it does.", "Beware: much."))
    assert cell.title.whole == "Grad-CAM"
    assert cell.accessibleName() == "Grad-CAM · early"
    assert cell.view.canvas.accessibleName() == "Grad-CAM · early"
    assert cell.badge.whole == "Beware"
    assert cell.title.toolTip().endswith("Beware: much.")


def test_the_marks_show_the_pair_and_ask_for_another(two, shown, qtbot):
    cell = shown(CompareCell(two, "grad-cam", ("axial",)))
    cell.show_pair(("layer-cam", "grad-cam"), is_offered=True)
    assert not cell.marks["first"].isChecked()
    assert cell.marks["second"].isChecked()
    with qtbot.waitSignal(cell.mark_wanted) as wanted:
        cell.marks["first"].click()
    assert wanted.args == ["first", "grad-cam"]
    cell.show_pair(("", ""), is_offered=False)
    assert cell.marks["first"].isHidden()


def test_a_mixed_map_says_how_it_is_made_or_why_not(two, shown):
    cell = shown(CompareCell(two, "difference", ("axial",)))
    cell.show_words("Difference")
    assert cell.facts.text() == "Being worked out…"
    two.accept_mix(mix("difference", two.mix_sources("difference"), CancelToken()))
    cell.show_facts()
    assert cell.facts.text() == "A − B, each first divided by its largest magnitude."
    assert cell.line.scale.levels == (-1.0, 1.0)
    two.drop_mixes(["difference"])
    two.state.case.heatmaps = {}
    cell.show_facts()
    assert cell.facts.text() == "Needs two maps"


def test_a_mixed_map_is_drawn_on_its_own_fixed_scale(two, shown):
    two.accept_mix(mix("consensus", two.mix_sources("consensus"), CancelToken()))
    view = shown(CompareCell(two, "consensus", ("axial",))).view
    assert view.source.scale().levels == (0.0, 1.0)
    assert view.source.scale().threshold == 0.5
    two.state.overlay.threshold = 0.7
    assert view.source.scale().threshold == pytest.approx(0.7)
    assert view.source.heatmap is two.state.comparison.mixes["consensus"].heatmap


def test_a_map_beside_is_drawn_and_dims_when_it_is_stale(two, shown):
    held = two.state.comparison
    held.axis = "targets"
    two.choose_beside(("clear",))
    part = two.missing_parts()[-1]
    two.begin_part(part)
    heatmap = two.state.case.heatmaps["grad-cam"]
    two.accept_beside(part, replace(heatmap, target="clear"))
    source = shown(CompareCell(two, "grad-cam→clear", ("axial",))).view.source
    assert source.heat() is not None
    assert not source.is_stale
    two.state.ask.layer = "early"
    assert source.is_stale


def test_heads_stand_in_a_row_with_what_is_said(shown):
    row = shown(HeadRow(None), 400, 40)
    row.show_heads((Head("", "late", "90 %"), Head("early", "early", "5 %", "No such layer.")))
    assert row.isVisible()
    assert [(head.title.whole, head.said.whole) for head in row.heads] == [
        ("late", "90 %"), ("early", "No such layer."),
    ]  # fmt: skip
    assert row.heads[1].said.property("role") == "warning"
    assert row.heads[1].accessibleName() == "early. No such layer."
    before = list(row.heads)
    row.show_heads((Head("", "late", "90 %"), Head("early", "early", "5 %", "No such layer.")))
    assert row.heads == before
    row.show_heads(())
    assert row.isHidden()


def test_a_gap_wraps_without_asking_for_height(shown):
    gap = shown(Gap("Not made yet and here is why"))
    assert gap.wordWrap()
    assert not gap.hasHeightForWidth()
