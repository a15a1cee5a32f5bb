from camviewer.cli import window
from camviewer.cli.main import run
from camviewer.core.errors import ResourceError
from camviewer.gui import app, system
from camviewer.session import work


def _spy(monkeypatch, *, has_display=True):
    """Note in which order the window is made ready, and open none."""
    said = []
    monkeypatch.setattr(system, "has_display", lambda: has_display)
    monkeypatch.setattr(work, "load_engine", lambda: said.append("torch"))
    monkeypatch.setattr(system, "check_qt", lambda: said.append("qt"))
    monkeypatch.setattr(
        app,
        "run_app",
        lambda session, paths, sample, explain: said.append((sample, explain)) or 0,
    )
    monkeypatch.setattr(app, "make_application", lambda settings: said.append("language"))
    monkeypatch.setattr(window, "_write_case", lambda case, folder: said.append((case, folder)))
    return said


def test_torch_is_loaded_before_qt(monkeypatch):
    said = _spy(monkeypatch)
    assert window.show([]) == 0
    assert said == ["torch", "qt", "language", (None, False)]


def test_the_demo_opens_the_explained_ct(monkeypatch):
    said = _spy(monkeypatch)
    assert run(["demo"]) == 0
    assert run(["demo", "photo"]) == 0
    assert [said[3], said[7]] == [("ct", True), ("photo", True)]


def test_without_a_display_the_demo_says_so_in_one_line(monkeypatch, capsys, tmp_path):
    said = _spy(monkeypatch, has_display=False)
    assert run(["demo", "--out", str(tmp_path)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert said == [(case, tmp_path / case) for case in ("photo", "coffee", "ct")]


def test_headless_writes_files_although_there_is_a_display(monkeypatch, capsys, tmp_path):
    said = _spy(monkeypatch)
    assert run(["demo", "ct", "--headless", "--out", str(tmp_path)]) == 0
    assert said == [("ct", tmp_path / "ct")]
    assert capsys.readouterr().out == ""


def test_a_missing_library_of_qt_is_told_with_its_package(monkeypatch, fails):
    _spy(monkeypatch)

    def lacks():
        raise ResourceError("Qt lacks libEGL.", hint="sudo apt install libegl1")

    monkeypatch.setattr(system, "check_qt", lacks)
    assert "libegl1" in fails("demo")
