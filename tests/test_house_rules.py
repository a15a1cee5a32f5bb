"""The rules of the house that neither ruff nor the import linter can check."""

from __future__ import annotations

import ast
import os
import re
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "camviewer"
FILES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
ALLOWED_TOP = {
    "pyproject.toml", "camviewer", "resources", "tests", "installer", "README.md", "Makefile",
    "LICENSE", "CITATION.cff",
}  # fmt: skip
# Where a fault of ours has to be caught to be shown instead of ending the program.
CATCHES_ALL = {PACKAGE / "gui" / "bridge.py"}


def _name(path):
    return str(path.relative_to(ROOT))


def _body_lines(function):
    """Lines of a function behind its docstring."""
    body = function.body
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def _functions(path):
    return [node for node in ast.walk(TREES[path]) if isinstance(node, FUNCTION)]


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_file_is_short_enough_to_be_read(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_function_is_short_and_a_class_small(path):
    for function in _functions(path):
        assert _body_lines(function) <= 50, function.name
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.ClassDef):
            methods = [each for each in node.body if isinstance(each, FUNCTION)]
            assert len(methods) <= 20, node.name


PACKAGES = sorted({path.parent for path in FILES})


@pytest.mark.parametrize("package", PACKAGES, ids=_name)
def test_half_of_a_packages_functions_have_ten_lines_or_fewer(package):
    lines = [
        _body_lines(function)
        for path in FILES
        if path.parent == package
        for function in _functions(path)
    ]
    assert not lines or statistics.median(lines) <= 10


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_nothing_catches_what_it_cannot_name(path):
    if path in CATCHES_ALL:
        return
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None
            assert "Exception" not in {
                each.id for each in ast.walk(node.type) if hasattr(each, "id")
            }


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_module_is_named_for_what_it_holds(path):
    assert path.stem not in {"utils", "helpers", "common", "manager", "base", "misc"}


def _registers(path, words):
    text = path.read_text(encoding="utf-8")
    return any(re.search(rf"^{word}", text, re.MULTILINE) for word in words)


@pytest.mark.parametrize(
    ("folder", "words", "contract"),
    [
        ("engine/methods", ["@method\\("], True),
        ("engine/models", ["MODELS\\.add\\("], False),
        ("io", ["FORMATS\\.add\\("], True),
        ("metrics", ["\\s*METRICS\\.add\\("], False),
        ("recipes", ["RECIPES\\.add\\("], False),
        ("gui/panels", ["PANELS\\.add\\("], True),
    ],
)
def test_what_registers_itself_is_imported_by_name_and_kept_apart(folder, words, contract):
    package = PACKAGE / folder
    start = (package / "__init__.py").read_text(encoding="utf-8")
    rules = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    families = [path for path in package.glob("*.py") if _registers(path, words)]
    assert families
    for path in families:
        assert re.search(rf"import \(?[\w,\s]*?\b{path.stem}\b", start), path.stem
        dotted = f'"camviewer.{folder.replace("/", ".")}.{path.stem}"'
        assert not contract or dotted in rules, dotted


def test_every_package_is_tested_and_every_test_folder_has_a_package():
    packages = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}
    assert packages <= folders
    assert {each for each in folders if not each.startswith("__")} <= packages | {
        "benchmarks", "parity",
    }  # fmt: skip


def test_the_top_level_holds_only_what_belongs_there():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("this is no git checkout")
    top = {line.split("/")[0] for line in listed.stdout.splitlines()}
    assert {each for each in top if not each.startswith(".")} <= ALLOWED_TOP


def _loaded_after(code, names):
    """Which of some modules a fresh interpreter has loaded after some code."""
    probe = f"{code}\nimport sys\nprint(*[n for n in {names!r} if n in sys.modules])"
    ran = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return ran.stdout.splitlines()[-1].split()


HEAVY = ["torch", "PySide6", "pyqtgraph", "sklearn", "scipy", "skimage", "nibabel", "PIL",
         "pydicom", "highdicom", "gdcm"]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "['--help']",
        "['list', 'methods', '--json']",
        "['list', 'models']",
        "['list', 'formats']",
    ],
)
def test_help_and_lists_answer_without_loading_anything_heavy(line):
    code = f"from camviewer.cli.main import run; run({line})"
    assert _loaded_after(code, HEAVY) == []


def test_the_session_knows_no_qt_and_waits_with_torch():
    code = "from camviewer.session.service import Session; Session().methods()"
    assert _loaded_after(code, ["torch", "PySide6", "shiboken6", "pyqtgraph"]) == []


def test_the_engine_brings_no_qt():
    assert _loaded_after("import camviewer.engine.run", ["PySide6", "pyqtgraph"]) == []
