"""No error speaks English alone: what it says goes through ``say``, which is translated.

Looked for in the code: words that reach an error's sentence or hint by another way.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "camviewer"
TRANSLATED = ("core", "engine", "io")
"""Packages that are held to it."""
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
_WORD = re.compile(r"[^\W\d_]{2,}")
_PLACEHOLDER = re.compile(r"{[^{}]*}")


def _name(node):
    """Last part of a name, a dotted name or what is called."""
    if isinstance(node, ast.Call):
        return _name(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    return getattr(node, "id", None)


def _error_names(trees):
    """Name the base of all errors and every class below it."""
    bases = {
        node.name: {_name(base) for base in node.bases}
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {"CamViewerError"}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return found


class Scope:
    """What the names of one function, or of a module, may stand for."""

    def __init__(self, node, outer=None):
        self._outer = outer
        self._values, self._functions = {}, {}
        for each in _own_nodes(node):
            if isinstance(each, FUNCTION):
                self._functions[each.name] = each
            for name, value in _assigned(each):
                self._values.setdefault(name, []).append(value)

    def values(self, name):
        if name in self._values or self._outer is None:
            return self._values.get(name, [])
        return self._outer.values(name)

    def returned(self, name):
        """Yield what a function of the same module returns, with the scope it stands in."""
        if name in self._functions:
            inner = Scope(self._functions[name], self)
            nodes = _own_nodes(self._functions[name])
            yield from (
                (inner, n.value) for n in nodes if isinstance(n, ast.Return) and n.value
            )
        elif self._outer is not None:
            yield from self._outer.returned(name)


def _own_nodes(node):
    """Yield the nodes of a function or module without those inside its functions."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, FUNCTION):
            yield from _own_nodes(child)


def _assigned(node):
    if isinstance(node, ast.Assign):
        targets = [target for target in node.targets if isinstance(target, ast.Name)]
    elif isinstance(node, (ast.AnnAssign, ast.AugAssign, ast.NamedExpr)) and node.value:
        targets = [node.target] if isinstance(node.target, ast.Name) else []
    else:
        return
    yield from ((target.id, node.value) for target in targets)


_PARTS = {
    ast.JoinedStr: lambda node: node.values,
    ast.FormattedValue: lambda node: [node.value],
    ast.BinOp: lambda node: [node.left, node.right],
    ast.IfExp: lambda node: [node.body, node.orelse],
    ast.BoolOp: lambda node: node.values,
    ast.NamedExpr: lambda node: [node.value],
    ast.Dict: lambda node: node.values,
    ast.Subscript: lambda node: [node.value],
    ast.Starred: lambda node: [node.value],
}  # lists are data: names of methods and the like


def _untranslated(node, scope, seen=frozenset()):
    """Yield the literal words that a value is made of and that no ``say`` has gone over."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if _WORD.search(_PLACEHOLDER.sub("", node.value)):
            yield node.value
        return
    parts = [(scope, part) for part in _PARTS.get(type(node), lambda _node: [])(node)]
    called = _name(node) if isinstance(node, (ast.Call, ast.Name)) else None
    if called in {"say", "_tr"} or called in seen:
        return
    seen |= {called} - {None}
    if isinstance(node, ast.Name):
        parts = [(scope, value) for value in scope.values(called)]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        parts = [(scope, node.func.value)]  # "{name}".format, ", ".join
    elif isinstance(node, ast.Call):
        parts = list(scope.returned(called))
    for inner, part in parts:
        yield from _untranslated(part, inner, seen)


def _given(call, errors):
    """Return what a call gives to an error: all of it, or what it calls a hint."""
    own = [keyword.value for keyword in call.keywords]
    if _name(call) in errors:
        return [*call.args, *own]
    return [keyword.value for keyword in call.keywords if keyword.arg == "hint"]


def _calls(node, scope, makers, inside=None):
    """Yield each call with its scope, and the makers of errors as they are known there."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield child, scope, makers | ({"__init__"} if inside in makers else set())
        if isinstance(child, FUNCTION):
            yield from _calls(child, Scope(child, scope), makers, inside)
        else:
            kind = child.name if isinstance(child, ast.ClassDef) else inside
            yield from _calls(child, scope, makers, kind)


def faults(tree, errors):
    """List the untranslated words in a module's errors, with their lines.

    A function that says it returns an error is taken as one that makes it.
    """
    makers = {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, FUNCTION) and node.returns and _name(node.returns) in errors
    }
    return [
        (call.lineno, text)
        for call, scope, known in _calls(tree, Scope(tree), errors | makers)
        for value in _given(call, known)
        for text in _untranslated(value, scope)
    ]


TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}
ERRORS = _error_names(TREES.values())


def test_the_errors_are_found_by_their_bases():
    assert {"CamViewerError", "FormatError", "ShortMemoryError", "ChoiceError"} <= ERRORS
    assert not {"Cancelled", "ValueError", "Exception"} & ERRORS


@pytest.mark.parametrize("package", TRANSLATED)
def test_what_an_error_says_is_translated(package):
    found = {
        f"{path.relative_to(ROOT)}:{line}": text
        for path in sorted((PACKAGE / package).rglob("*.py"))
        for line, text in faults(TREES[path], ERRORS)
    }
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "raise FormatError('The file is empty.')",
        "raise errors.FormatError(f'{name} is empty.')",
        "raise FormatError(say('io', 'Empty.'), hint='Export it again.')",
        "raise FormatError(say('io', 'Empty.') + ' or damaged')",
        "raise FormatError(name or 'nothing')",
        "raise FormatError(say('io', 'Empty.') if name else f'{name} is odd')",
        "raise FormatError('{} is empty'.format(name))",
        "raise FormatError(' and '.join(names))",
        "raise ChoiceError(message, count=2, hint=f'{name} holds two')",
        "make(name, hint='Export it again.')",
        "HINT = 'Export it.'\ndef f():\n    raise FormatError(name, hint=HINT)",
        "def f():\n    words = f'{name} is empty'\n    raise FormatError(words)",
        "def f():\n    words = {'a': 'No number.'}\n    raise FormatError(words[a])",
        "def words():\n    return 'It is empty.'\ndef f():\n    raise FormatError(words())",
        "def made(words) -> FormatError:\n    return FormatError(words)\nmade('It is empty.')",
        "class Mine(FormatError):\n    def __init__(self):\n        super().__init__('Empty.')",
    ],
)
def test_words_that_no_translation_goes_over_are_found(source):
    assert faults(ast.parse(source), ERRORS | {"Mine"})


@pytest.mark.parametrize(
    "source",
    [
        "raise FormatError(say('io', '{name} is empty.', name=path.name))",
        "raise FormatError(say('io', 'It is {}.').format(x), hint=say('io', 'Again.'))",
        "raise FormatError(str(error), hint=error.hint)",
        "raise FormatError(error.strerror or say('io', 'an error of the disk'))",
        "raise FormatError(f'{sentence} {number} × {other}')",
        "raise UnknownNameError(say('core', 'method'), name, ['cf-cam', 'grad-cam'])",
        "raise ValueError('the header has no sizes')",
        "def f():\n    words = say('io', 'Empty.')\n    raise FormatError(words)",
        "def g():\n    words = 'no error'\ndef f(words):\n    raise FormatError(words)",
        "raise FormatError(getattr(error, 'strerror', ''), hint='')",
    ],
)
def test_what_is_translated_and_what_is_data_passes(source):
    assert faults(ast.parse(source), ERRORS) == []
