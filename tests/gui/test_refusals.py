"""What the window refuses, warns of and explains away: every word of it can be translated.

The translator puts brackets around words alone, not around what is filled in, so that what was
filled in has to be translated itself, or be data.
"""

from __future__ import annotations

import dataclasses
import json
import re

import numpy as np
import pytest
from PySide6.QtCore import QTranslator

from camviewer.core.errors import CamViewerError
from camviewer.core.image import Grid, Heatmap
from camviewer.core.judgement import Evaluation, Measurement
from camviewer.core.settings import Settings
from camviewer.core.words import install_translator
from camviewer.gui import shots
from camviewer.gui.app import build_program
from camviewer.gui.preset_dialog import PresetDialog
from camviewer.gui.system import missing_library
from camviewer.render.colour import Window
from camviewer.render.presets import Preset, PresetError, check_preset, check_presets
from camviewer.session.exporting import ExportPlan
from camviewer.session.service import Session

FIELD = re.compile(r"(\{[^{}]*\})")
WORD = re.compile(r"[^\W\d_]{2,}")


def bracketed(text):
    """Put brackets around the words of a text, and leave its fields outside of them."""
    return FIELD.sub(r"⟧\1⟦", f"⟦{text}⟧")


def outside(text):
    """Words that stand outside of all brackets."""
    return set(WORD.findall(re.sub(r"⟦[^⟦⟧]*⟧", " ", re.sub(r"<[^>]*>", " ", text))))


class Bracketing(QTranslator):
    def translate(self, context, source, disambiguation=None, n=-1):
        return bracketed(source)

    def isEmpty(self):  # noqa: N802
        return False


@pytest.fixture(autouse=True)
def _bracketed(qapp):
    translator = Bracketing()
    qapp.installTranslator(translator)
    install_translator(lambda _context, text: bracketed(text))
    yield
    install_translator(None)
    qapp.removeTranslator(translator)


@pytest.fixture
def real(tmp_path):
    """A real session that writes nowhere but here."""
    return Session(Settings(), tmp_path / "settings.json")


@pytest.fixture
def window(real, asker, qtbot, monkeypatch):
    """The real window over the real session; no network looks at anything."""
    program = build_program(real, asker)
    monkeypatch.setattr(program.controller, "predict", lambda: None)
    program.controller.forecaster.switch_off()
    program.controller.number_forecaster.switch_off()
    qtbot.addWidget(program.window)
    yield program
    program.window.close()
    assert program.bridge.close()


def explained(real, image):
    """A case with made-up maps, as the manual's pictures show it."""
    shots._open(real, image)
    shots._explain(real)
    case = real.state.case
    reason = dataclasses.replace(case.explanation, layer_reason="")
    case.explanation = reason
    return reason


def told(act, *arguments, **more):
    """Words of a refusal."""
    with pytest.raises(CamViewerError) as refused:
        act(*arguments, **more)
    return f"{refused.value} {refused.value.hint}"


def saved(real, picture, path):
    """A session file of a picture that lies beside it, as plain JSON."""
    from PIL import Image as Pillow

    source = path.with_name("q.png")
    Pillow.fromarray(picture.array).save(source)
    explained(real, real.read(source))
    real.save_workspace(real.workspace(), path)
    return json.loads(path.read_text(encoding="utf-8"))


FILE = {"camviewer", "json"}
DAMAGED = [
    (lambda stored: [], set()),
    (lambda stored: stored | {"version": 99}, set()),
    (lambda stored: stored | {"version": None}, set()),
    (lambda stored: stored | {"folder": "../x"}, {"folder"}),
    (lambda stored: stored | {"explanation": 1}, {"explanation"}),
    (lambda stored: stored | {"maps": 1}, {"maps"}),
    (lambda stored: stored | {"maps": [{}]}, {"maps", "file"}),
    (lambda stored: stored | {"selected": 1}, {"selected"}),
    (lambda stored: stored | {"is_looked_at": 1}, {"is", "looked", "at"}),
    (
        lambda stored: stored | {"source": stored["source"] | {"shape": "x"}},
        {"source", "shape"},
    ),
    (lambda stored: stored | {"view": {"width": "x"}}, {"view", "width"}),
    (lambda stored: stored | {"shown": {"x": 99}}, set()),
    (lambda stored: stored | {"maps": [m | {"shape": [0, 0]} for m in stored["maps"]]}, set()),
    (lambda stored: stored | {"maps": [m | {"affine": []} for m in stored["maps"]]}, set()),
    (lambda stored: stored | {"maps": [m | {"file": "x"} for m in stored["maps"]]}, set()),
]


def test_every_damage_of_a_session_file_is_told_in_the_users_language(
    window, real, asker, picture, tmp_path, qtbot
):
    path = tmp_path / "q.camviewer.json"
    stored = saved(real, picture, path)
    for damage, data in DAMAGED:
        path.write_text(json.dumps(damage(stored)), encoding="utf-8")
        asker.errors.clear()
        window.controller.open_path(path)
        qtbot.waitUntil(lambda: bool(asker.errors), timeout=10000)
        message, hint, _details = asker.errors[0]
        assert message
        assert outside(f"{message} {hint}") <= FILE | data, message
        qtbot.waitUntil(lambda: window.bridge.is_idle, timeout=10000)


def test_what_has_gone_or_changed_since_a_session_was_saved_is_told(
    window, real, asker, picture, tmp_path, qtbot
):
    path = tmp_path / "q.camviewer.json"
    stored = saved(real, picture, path)
    mask = {"path": "m.png", "sha256": "x", "number": 1, "name": "1", "is_shown": True}
    other = dataclasses.asdict(real.state.case.explanation.target)
    facts = stored["explanation"] | {"weights_sha256": "x", "model": "x", "target": other}
    more = {"masks": [mask], "explanation": facts, "numbers": 1}
    path.write_text(json.dumps(stored | more), encoding="utf-8")
    folder = tmp_path / stored["folder"]
    for each in folder.iterdir():
        each.write_bytes(b"")
    workspace = real.read_workspace(path)
    assert len(workspace.notices) == 1
    assert len(workspace.image.warnings) >= 3
    label = set(WORD.findall(repr(list(stored["shown"])) + facts["model_label"]))
    for text in (*workspace.notices, *workspace.image.warnings):
        assert outside(text) <= {"png"} | label, text
    (tmp_path / "q.png").unlink()
    window.controller.open_path(path)
    qtbot.waitUntil(lambda: bool(asker.asked), timeout=10000)
    _kind, message, hint, _name = asker.asked[0]
    assert outside(f"{message} {hint}") <= {"png"}


def test_what_cannot_be_written_is_told_in_the_users_language(
    window, real, asker, picture, tmp_path, qtbot, monkeypatch
):
    explained(real, picture)
    window.controller.save_session(tmp_path / "q.json")
    qtbot.waitUntil(lambda: real.state.job.phase == "failed", timeout=10000)
    assert "came from no file" in real.state.job.message
    assert outside(f"{real.state.job.message} {real.state.job.hint}") == set()
    plans = [
        ExportPlan(("png",), dpi=5),
        ExportPlan(("png",), width_mm=1.0),
        ExportPlan(("png",), dpi=1200, width_mm=1000.0),
        ExportPlan(("nifti",), with_patient=True),
    ]
    for place, plan in enumerate(plans):
        assert outside(told(real.export, tmp_path / f"q{place}", plan)) == set()

    def full(*_arguments, **_more):
        raise OSError

    monkeypatch.setattr("camviewer.session.workspace.write_json", full)
    monkeypatch.setattr("camviewer.session.preset_shelf.write_presets", full)
    stored = dataclasses.replace(picture, path=tmp_path / "q.png")
    real.state.case.image = stored
    words = told(real.save_workspace, real.workspace(), tmp_path / "q.json")
    assert outside(words) <= FILE
    assert outside(told(real.restore_presets)) == set()


def test_a_full_memory_and_a_missing_library_are_told_in_the_users_language(window, qtbot):
    from camviewer.gui.bridge import Task

    answers = []

    def work(_line):
        raise MemoryError

    window.bridge.submit(Task("x", work, answers.append, answers.append))
    qtbot.waitUntil(lambda: bool(answers), timeout=10000)
    texts = [answers[0], missing_library("libEGL.so.1: gone"), missing_library("libq.so: gone")]
    for each in texts:
        words = outside(f"{each} {each.hint}")
        assert words <= {"libEGL", "libegl", "libq", "so"}


def test_presets_that_make_no_sense_are_told_in_the_users_language(real, tmp_path, qtbot):
    good = {"key": "", "name": "own", "label": "own", "width": 100, "level": 50}
    entries = [1, {}, good | {"key": 1}, good | {"width": "x"}, good | {"level": None},
               good | {"width": 1}, good | {"level": 1e9}, good | {"key": "x"},
               good | {"name": "Q W"}, good | {"label": "x" * 99}]  # fmt: skip
    contents = [[each] for each in entries] + [{}, [good] * 101, [good, good]]
    for content in contents:
        (tmp_path / "presets.json").write_text(json.dumps(content), encoding="utf-8")
        sentence = real.read_shelf()
        assert sentence
        assert outside(sentence) <= {"presets", "json", "own", "HU", "is", "as"}, sentence
    lung = Preset("1", "lung", "lung", Window(1500, -600))
    words = told(check_presets, [lung, dataclasses.replace(lung, name="b", label="other")])
    assert outside(words) <= {"lung", "other"}
    assert outside(
        told(check_preset, dataclasses.replace(lung, window=Window(float("nan"), 0)))
    )
    with pytest.raises(PresetError):
        check_preset(dataclasses.replace(lung, label=""))
    (tmp_path / "presets.json").unlink()
    real.read_shelf()
    dialog = PresetDialog(real)
    qtbot.addWidget(dialog)
    dialog.table.item(0, 1).setText("x")
    assert dialog.error.text()
    assert outside(dialog.error.text()) <= {each.label for each in real.state.presets.items}
    real.state.view.width, real.state.view.level = 100.0, 50.0
    real.save_window("own")
    assert outside(told(real.save_window, "own")) <= {"own"}


def test_things_of_another_kind_are_told_in_the_users_language(real, picture, volume, tmp_path):
    from camviewer.session.evaluation import _over

    np.save(tmp_path / "q.npy", np.zeros((2, 2), np.float32))
    assert outside(told(real.read_heatmap, tmp_path / "q.npy", volume)) <= {"NIfTI", "npy"}
    assert outside(told(_over, volume, picture)) == set()


# Why a number is not defined, and the report


def findings(names, explanation, *, is_blank):
    """Measurements by a network that knows nothing, of maps that are blank or flat."""
    import torch

    from camviewer.metrics import METRICS
    from camviewer.metrics.evaluator import choose_metrics, evaluate
    from camviewer.metrics.subject import Answer, Subject
    from camviewer.session.measuring import hold_against_mask, measurements_of

    def look(inputs, _samples):
        zeros = torch.zeros(len(inputs))
        return Answer(zeros, zeros)

    def explain(inputs, samples, wanted):
        flat = torch.zeros(4, 4) if is_blank else torch.ones(4, 4)
        return look(inputs, samples), [dict.fromkeys(each, flat) for each in wanted]

    heat = np.zeros((8, 8), np.float32) if is_blank else np.ones((8, 8), np.float32)
    name = next(iter(explanation.heatmaps))
    subject = Subject(torch.rand(1, 1, 8, 8), look, explain, blank=torch.zeros(1), names=names)
    chosen = choose_metrics([m.name for m in METRICS if m.needs_network])
    found = measurements_of(evaluate(subject, {name: [heat]}, chosen), chosen)
    masks = [
        Measurement(name, m.name, (hold_against_mask(m, heat, np.zeros((8, 8)), None),))
        for m in METRICS
        if m.against == "mask"
    ]
    return (*found, *masks)


@pytest.mark.parametrize("is_blank", [True, False])
def test_reasons_and_the_whole_report_are_in_the_users_language(real, picture, is_blank):
    from importlib.metadata import version

    from camviewer.session.report.content import ReportWishes, build_report
    from camviewer.session.report.page import render_page
    from camviewer.session.trust import weigh_all

    explanation = explained(real, picture)
    name = next(iter(explanation.heatmaps))
    measured = [
        each
        for names in ((), (name,))
        for each in findings(names, explanation, is_blank=is_blank)
    ]
    notes = {finding.note for each in measured for finding in each.findings} - {""}
    assert len(notes) >= 3
    for note in notes:
        assert outside(note) == set(), note
    controls = ("random-cam",)
    curves = [each for each in measured if each.findings[0].curves]
    evaluation = Evaluation(
        tuple({m.metric: m for m in (*measured, *curves)}.values()), (), controls
    )
    blank = Heatmap(np.zeros((4, 4)), Grid((4, 4), np.eye(3)), "cf-cam", layer="late")
    maps = explanation.heatmaps | {"cf-cam": blank}
    whole = dataclasses.replace(explanation, heatmaps=maps, deviation={"score": 0.1, "x": 0.2})
    trust = weigh_all(picture, whole, evaluation)
    page = render_page(build_report(picture, whole, ReportWishes(evaluation, trust)))
    page = page[page.index("<body>") :].split("</body>")[0].replace("&nbsp;", " ")
    data = repr((whole.model_label, whole.target.label, list(maps), whole.layer, whole.device))
    data += " sha torch numpy camviewer float32 cells mm px late score"
    data += version("torch") + version("numpy") + version("camviewer")
    data += repr([each.parameters for each in maps.values()])
    assert outside(page) - set(WORD.findall(data)) == set()


@pytest.mark.parametrize("kind", ["picture", "volume"])
def test_every_word_of_a_figure_is_in_the_users_language(real, request, kind):
    from camviewer.session.figures import case_sheet

    image = request.getfixturevalue(kind)
    explanation = explained(real, image)
    data = repr((explanation.model_label, explanation.target.label, explanation.layer))
    names = list(explanation.heatmaps)
    for chosen in (names[:1], names):
        for view in (None, dataclasses.replace(real.state.view, slab="max")):
            sheet = case_sheet(image, explanation, chosen, real.state.overlay, view=view)
            words = " ".join(sheet.words())  # long lines were broken
            assert outside(words) <= set(WORD.findall(data)) | {"mm", "px", "HU"}, words


def test_what_methods_note_is_in_the_users_language():
    from camviewer.session.words import diagnostics_sentence

    notes = ("dominant", "clusters", "noise", "dead", "eps", "min_points", "weight_spread",
             "reconstructed", "score_share", "completeness", "relus")  # fmt: skip
    found = Heatmap(
        np.zeros((2, 2)), Grid((2, 2), np.eye(3)), "x", diagnostics=dict.fromkeys(notes, 1)
    )
    assert outside(diagnostics_sentence(found)) == set()
