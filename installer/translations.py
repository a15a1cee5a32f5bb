"""Brings the translations up to date with the code: ``python installer/translations.py``.

Collects every text that is shown, writes it into ``resources/translations/camviewer_de.ts``
(Qt Linguist's own format, where translations are kept) and compiles ``camviewer_de.qm`` of it.
What has to be translated is then listed; what the code no longer says is marked and kept.

``--check`` writes nothing and fails when the files are not up to date.
"""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("de",)
Key = tuple[str, str]
"""A context and a text in English."""

# Calls whose arguments are shown, by their name: where the texts stand, and their context.
_SPECS = {
    "ActionSpec": (1, "text", "actions"),
    "PanelSpec": (1, "title", "panels"),
    "Format": (1, "label", "formats"),
    "Folder": (1, "label", "formats"),
    "Registry": (0, "kind", "kinds"),
}
_DIRECT = {"translate", "QT_TRANSLATE_NOOP", "say"}


def texts_of(source: str) -> set[Key]:
    """Collect what one module shows."""
    tree = ast.parse(source)
    own = _own_contexts(tree)
    return {key for node in ast.walk(tree) for key in _keys(node, own)}


def _own_contexts(tree: ast.Module) -> dict[str, str]:
    """Find functions like ``_tr(text)`` that hand their argument on: name to context."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and len(node.args.args) == 1:
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and _name(call) in _DIRECT and call.args:
                    context = _literal(call.args[0])
                    given = call.args[1] if len(call.args) > 1 else None
                    is_handed_on = (
                        isinstance(given, ast.Name) and given.id == node.args.args[0].arg
                    )
                    if context is not None and is_handed_on:
                        found[node.name] = context
    return found


def _keys(node: ast.AST, own: dict[str, str]) -> Iterator[Key]:
    if not isinstance(node, ast.Call):
        return
    name = _name(node)
    if name in own and node.args:
        text = _literal(node.args[0])
        if text:
            yield own[name], text
    elif name in _DIRECT and len(node.args) > 1:
        context, text = _literal(node.args[0]), _literal(node.args[1])
        if context and text:
            yield context, text
    elif name in _SPECS:
        place, word, context = _SPECS[name]
        given = [keyword.value for keyword in node.keywords if keyword.arg == word]
        given += node.args[place : place + 1]
        text = _literal(given[0]) if given else None
        if text:
            yield context, text


def _name(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _literal(node: ast.expr | None) -> str | None:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if is_text else None


def registered() -> set[Key]:
    """Collect the words that stand in registries and tables rather than in calls."""
    sys.path.insert(0, str(ROOT))
    from camviewer.core.settings import DISCLAIMER
    from camviewer.gui.actions import ACTIONS
    from camviewer.gui.panels import PANELS
    from camviewer.session.catalogue import untranslated

    found = set(untranslated()) | {("core", DISCLAIMER)}
    found |= {("actions", spec.text) for spec in ACTIONS}
    return found | {("panels", spec.title) for spec in PANELS}


def collect(root: Path = ROOT) -> set[Key]:
    """Collect everything that is shown."""
    found = registered()
    for path in sorted((root / "camviewer").rglob("*.py")):
        found |= texts_of(path.read_text(encoding="utf-8"))
    return found


# Qt Linguist's files


def read(path: Path) -> dict[Key, str]:
    """Read the translations of a file; what is untranslated is left out."""
    if not path.exists():
        return {}
    found = {}
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            text = message.findtext("translation") or ""
            if text:
                found[name, message.findtext("source") or ""] = text
    return found


def write(keys: Iterable[Key], known: dict[Key, str], language: str) -> str:
    """Write a file as text: the keys with what is known of them, then what has vanished."""
    wanted = set(keys)
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    for key in sorted(wanted | set(known)):
        if key[0] not in contexts:
            contexts[key[0]] = ET.SubElement(root, "context")
            ET.SubElement(contexts[key[0]], "name").text = key[0]
        message = ET.SubElement(contexts[key[0]], "message")
        ET.SubElement(message, "source").text = key[1]
        translation = ET.SubElement(message, "translation")
        translation.text = known.get(key, "")
        if key not in wanted:
            translation.set("type", "vanished")
        elif key not in known:
            translation.set("type", "unfinished")
    ET.indent(root, "    ")
    body = ET.tostring(root, encoding="unicode", short_empty_elements=False)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n'


def compile_file(source: Path, target: Path) -> None:
    """Compile a ``.ts`` to a ``.qm`` by Qt's own tool."""
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    command = [str(tool) if tool.exists() else "pyside6-lrelease"]
    command += ["-silent", "-nounfinished", str(source), "-qm", str(target)]
    subprocess.run(command, check=True)  # noqa: S603 - Qt's own tool


def update(language: str, *, is_check: bool) -> list[str]:
    """Bring the files of a language up to date and return what is wrong with them."""
    source, target = (FOLDER / f"camviewer_{language}.{kind}" for kind in ("ts", "qm"))
    keys, known = collect(), read(source)
    text = write(keys, known, language)
    faults = [f"untranslated: {context}: {word}" for context, word in sorted(keys - set(known))]
    is_same = source.exists() and source.read_text(encoding="utf-8") == text
    if is_check:
        faults += [] if is_same else [f"{source.name} is not up to date"]
        faults += [] if _is_compiled(source, target) else [f"{target.name} is not up to date"]
    else:
        FOLDER.mkdir(parents=True, exist_ok=True)
        source.write_text(text, encoding="utf-8")
        compile_file(source, target)
    return faults


def _is_compiled(source: Path, target: Path) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / target.name
        compile_file(source, fresh)
        return target.exists() and target.read_bytes() == fresh.read_bytes()


def main() -> int:
    """Bring all languages up to date, or check them; the exit status tells of faults."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    is_check = parser.parse_args().check
    faults = [fault for each in LANGUAGES for fault in update(each, is_check=is_check)]
    for fault in faults:
        print(fault)  # noqa: T201 - it is a command
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
