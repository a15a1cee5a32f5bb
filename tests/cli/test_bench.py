import pytest

from camviewer.cli import bench
from camviewer.cli.main import run
from camviewer.core.errors import ResourceError


@pytest.fixture
def scripts(tmp_path, monkeypatch):
    """Two benchmarks of one line, one of which does not hold."""
    folder = tmp_path / "tests" / "benchmarks"
    folder.mkdir(parents=True)
    (folder / "bench_good.py").write_text("import sys; print('good', sys.argv[1:])")
    (folder / "bench_bad.py").write_text("import sys; print('bad'); sys.exit(1)")
    (folder / "measure.py").write_text("raise SystemExit(3)")
    (tmp_path / "camviewer").mkdir()
    monkeypatch.setattr(bench.camviewer, "__file__", str(tmp_path / "camviewer" / "x.py"))


def test_a_benchmark_runs_by_name_and_versions_come_first(scripts, capfd):
    assert run(["bench", "good"]) == 0
    said = capfd.readouterr().out.splitlines()
    assert "torch" in said[0]
    assert said[1] == "good []"


def test_all_run_when_none_is_named_and_a_limit_that_does_not_hold_is_an_exit_of_one(
    scripts, capfd
):
    assert run(["bench", "--quick"]) == 1
    assert capfd.readouterr().out.splitlines()[1:] == ["bad", "good ['--quick']"]


def test_an_unknown_benchmark_is_told(scripts, capfd):
    assert run(["bench", "goood"]) == 1
    assert "Did you mean good?" in capfd.readouterr().err


def test_a_program_without_its_source_says_where_the_benchmarks_are(tmp_path):
    with pytest.raises(ResourceError, match="source code"):
        bench._scripts(tmp_path)
