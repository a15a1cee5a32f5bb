"""The table of measures as a file: plain numbers with their units, and no words of the user."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from camviewer.session import measures
from camviewer.session.measure_table import measures_csv, write_measures


def rows(state):
    return list(csv.DictReader(io.StringIO(measures_csv(state))))


@pytest.fixture
def measured(session, volume):
    session.show(volume)
    state = session.state
    ends = tuple(tuple(map(float, volume.grid.world(v))) for v in ((1, 2, 3), (4, 6, 3)))
    measures.add(state, "distance", "axial", ends)
    measures.add(state, "box", "axial", ends)
    measures.change(state, 2, label="Mrs Jones")
    return session


def test_lengths_and_areas_stand_in_columns_of_their_unit(measured):
    line, box = rows(measured.state)
    assert float(line["length_mm"]) == pytest.approx(np.hypot(3 * 2.5, 4 * 2), abs=1e-3)
    assert line["area_mm2"] == line["mean"] == ""
    assert float(box["area_mm2"]) == pytest.approx(4 * 5 * 2.5 * 2)
    assert float(box["area_cm2"]) == pytest.approx(1.0)
    assert (box["length_mm"], box["values"], box["unit"]) == ("", "20", "HU")
    inside = measured.state.case.image.array[1:5, 2:7, 3]
    assert float(box["mean"]) == pytest.approx(inside.mean(), rel=1e-5)
    assert float(box["population_sd"]) == pytest.approx(inside.std(), rel=1e-5)
    assert (box["kind"], box["number"], box["plane"]) == ("box", "1", "axial")


def test_the_slice_is_counted_as_on_the_screen(measured):
    # The third axis runs down: voxel 3 of 6 is slice 3 of 6 from below, counted from 1.
    assert [row["slice"] for row in rows(measured.state)] == ["3", "3"]
    assert rows(measured.state)[0]["slices"] == "6"


def test_heat_is_written_where_a_map_is_shown(measured, explain):
    assert "heat_whole_share" not in rows(measured.state)[0]
    measured.accept(explain(measured.state.case.image))
    line, box = rows(measured.state)
    assert line["heat_slice_share"] == ""
    assert 0 < float(box["heat_whole_share"]) < float(box["heat_slice_share"]) < 1
    assert box["heatmap"] == "Grad-CAM"


def test_what_the_user_typed_is_not_written(measured):
    assert "Jones" not in measures_csv(measured.state)


def test_a_freehand_outline_is_written_as_its_box(session, picture):
    session.show(picture)
    measures.add(session.state, "freehand", "", ((2.0, 9.0), (7.0, 3.0), (4.0, 12.0)))
    (row,) = rows(session.state)
    ends = [row[name] for name in ("from_row", "from_column", "to_row", "to_column")]
    assert ends == ["2", "3", "7", "12"]
    assert "length_px" in row
    assert "area_px2" in row
    assert "plane" not in row


def test_the_file_is_there_only_when_something_was_measured(measured, session, tmp_path):
    assert [path.name for path in write_measures(tmp_path, measured.state)] == ["measures.csv"]
    assert (tmp_path / "measures.csv").read_text() == measures_csv(measured.state)
    measures.remove_all(measured.state)
    assert write_measures(tmp_path, measured.state) == ()


def test_an_export_writes_it_too(measured, explain, tmp_path):
    measured.accept(explain(measured.state.case.image))
    names = [path.name for path in measured.export(tmp_path / "out")]
    assert "measures.csv" in names
    assert names[-1] == "result.json"


def test_nothing_open_is_an_empty_table(session):
    assert measures_csv(session.state) == ""
