"""From a list to the files, in this process; the numbers are those of single images."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest

from camviewer.core.progress import CancelToken
from camviewer.session.cohort.cases import read_cases
from camviewer.session.cohort.ledger import Ledger
from camviewer.session.cohort.request import checked
from camviewer.session.cohort.run import CohortRun
from camviewer.session.cohort.tables import write_report


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def finish(pictures, tmp_path, ask, inline):
    def make(source=None, **more):
        words = {"methods": ("eigen-cam", "grad-cam"), "metrics": ("complexity", "sparseness"),
                 "target": "class", **more}  # fmt: skip
        wish = checked(ask(**words))
        ledger = Ledger(tmp_path / "out")
        ledger.take()
        cases = read_cases(source or tmp_path / "pics").cases
        run = CohortRun(cases, wish, ledger, crew=inline())
        tally = run.run(lambda _progress: None, CancelToken())
        ledger.free()
        return ledger, tally, wish

    return make


def test_every_number_stands_in_a_row_and_the_means_are_theirs(finish, tmp_path):
    report = write_report(*finish())
    out = tmp_path / "out"
    rows = rows_of(out / "results.csv")
    assert len(rows) == 6 * 2 * 2
    assert {row["class"] for row in rows} == {row["target"] for row in rows} == {"cat", "dog"}
    values = [float(row["value"]) for row in rows
              if (row["map"], row["metric"]) == ("eigen-cam", "complexity")]  # fmt: skip
    (summed,) = [row for row in rows_of(out / "summary.csv")
                 if (row["class"], row["map"], row["metric"])
                 == ("", "eigen-cam", "complexity")]  # fmt: skip
    assert float(summed["mean"]) == pytest.approx(np.mean(values))
    assert float(summed["median"]) == pytest.approx(np.median(values))
    assert float(summed["low"]) <= float(summed["mean"]) <= float(summed["high"])
    assert summed["n"] == "6"
    assert {row["class"] for row in rows_of(out / "summary.csv")} == {"", "cat", "dog"}
    assert {row["map"] for row in rows_of(out / "ranks.csv")} == {"eigen-cam", "grad-cam"}
    assert len(rows_of(out / "pairs.csv")) == 2
    assert rows_of(out / "failed.csv") == []
    assert set(report.files) == {each for each in out.rglob("*")
                                 if each.suffix in {".csv", ".png", ".npy"}
                                 or each.name == "results.json"}  # fmt: skip
    assert sorted(each.name for each in (out / "means").glob("*.npy")) == [
        "eigen-cam_cat.npy", "eigen-cam_dog.npy", "grad-cam_cat.npy", "grad-cam_dog.npy",
    ]  # fmt: skip
    assert np.load(out / "means" / "grad-cam_cat.npy").shape == (48, 48)


def test_the_json_holds_all_that_makes_the_numbers_again(finish, tmp_path, card):
    write_report(*finish())
    text = (tmp_path / "out" / "results.json").read_text(encoding="utf-8")
    found = json.loads(text)
    assert found["cases"] == {
        "in the list": 6, "finished": 6, "failed": 0, "twice in the list": 0,
    }  # fmt: skip
    assert list(found["methods"]) == ["eigen-cam", "grad-cam"]
    assert found["model"]["name"] == card.name
    assert len(found["model"]["weights_sha256"]) == 64
    assert found["ranks"]["complexity"]["count"] == 6
    assert len(found["results"]) == 6
    assert {each["file"] for each in found["mean_maps"]} >= {"eigen-cam_cat"}
    assert str(card.parent) not in text


def test_files_are_named_only_when_it_was_wished(finish, tmp_path):
    done = finish()
    write_report(*done, has_maps=True)
    for path in (tmp_path / "out").rglob("*"):
        assert "john" not in path.name
        assert not path.is_file() or b"john" not in path.read_bytes()
    write_report(*done, names_from=tmp_path / "pics")
    rows = rows_of(tmp_path / "out" / "results.csv")
    assert rows[0]["image"] == "cat/john0.png"


def test_raw_maps_are_written_on_their_own_grid(finish, tmp_path):
    ledger, tally, wish = finish()
    write_report(ledger, tally, wish, has_maps=True)
    key = tally.entries[0].key
    folder = tmp_path / "out" / "maps" / key[:12]
    assert sorted(each.name for each in folder.iterdir()) == ["eigen-cam.npy", "grad-cam.npy"]
    from camviewer.session.cohort.outcome import unpacked

    kept = unpacked("grad-cam", ledger.result(key)["maps"]["grad-cam"])
    assert (np.load(folder / "grad-cam.npy") == kept.array).all()


def test_failed_cases_have_a_table_of_their_own(finish, tmp_path):
    (tmp_path / "list.csv").write_text(
        "image,class,id\npics/cat/john0.png,cat,Doe\npics/gone.png,cat,Smith\n"
        "pics/dog/john1.png,unicorn,Mu\n"
    )
    done = finish(tmp_path / "list.csv")
    write_report(*done, names_from=tmp_path)
    gone, unicorn = rows_of(tmp_path / "out" / "failed.csv")
    assert (gone["line"], gone["id"], gone["image"]) == ("3", "Smith", "pics/gone.png")
    assert "No such file" in gone["reason"]
    assert unicorn["line"] == "4"
    write_report(*done)
    text = (tmp_path / "out" / "failed.csv").read_text()
    assert "Smith" not in text
    assert "gone" not in text
    assert len(rows_of(tmp_path / "out" / "results.csv")) == 4


def test_maps_without_numbers_leave_a_row_each_and_their_means(finish, tmp_path):
    report = write_report(*finish(metrics=()))
    rows = rows_of(tmp_path / "out" / "results.csv")
    assert len(rows) == 6
    assert rows[0]["map"] == ""
    assert report.summaries == []
    assert len(report.means) == 4


def volumes(folder, shift=0.0):
    """Two small scans with masks, the second one moved."""
    import nibabel

    lines = ["image,mask,class"]
    for number in range(2):
        affine = np.array([[0, -2.0, 0, 50], [2.5, 0, 0, -30], [0, 0, -5.0, 70], [0, 0, 0, 1]])
        affine[0, 3] += shift * number
        rng = np.random.default_rng(number)
        array = rng.integers(-1000, 400, (20, 22, 12)).astype(np.int16)
        inside = np.zeros(array.shape, np.uint8)
        inside[5:10, 5:10, 4:8] = 1
        for name, values in (("scan", array), ("mask", inside)):
            nibabel.save(nibabel.Nifti1Image(values, affine), folder / f"{name}{number}.nii")
        lines.append(f"scan{number}.nii,mask{number}.nii,nodule crops")
    (folder / "list.csv").write_text("\n".join(lines))
    return folder / "list.csv"


@pytest.mark.parametrize("shift", [0.0, 3.0])
def test_volumes_with_masks_are_measured_and_meet_on_a_shared_grid(finish, tmp_path, shift):
    import nibabel

    source = volumes(tmp_path, shift)
    words = {"model": "nodule3d", "methods": ("eigen-cam",), "metrics": ("energy-inside",)}
    report = write_report(*finish(source, **words, target=None))
    rows = rows_of(tmp_path / "out" / "results.csv")
    assert [row["metric"] for row in rows] == ["energy-inside"] * 2
    assert all(0 <= float(row["value"]) <= 1 for row in rows)
    mean = tmp_path / "out" / "means" / "eigen-cam_nodule_crops.nii.gz"
    assert mean.exists() == (not shift)
    assert ("not registered" in report.means[0].reason) == bool(shift)
    if not shift:
        values = np.asarray(nibabel.load(mean).dataobj)
        assert values.min() >= 0
        assert 0 < values.max() <= 1


def test_nothing_finished_leaves_empty_tables(finish, tmp_path):
    (tmp_path / "list.txt").write_text("gone.png\n")
    report = write_report(*finish(tmp_path / "list.txt"))
    assert rows_of(tmp_path / "out" / "results.csv") == []
    assert report.rankings == {}
    assert json.loads((tmp_path / "out" / "results.json").read_text())["cases"]["failed"] == 1
