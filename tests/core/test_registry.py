from dataclasses import dataclass

import pytest

from camviewer.core.errors import UnknownNameError
from camviewer.core.registry import Registry


@dataclass(frozen=True)
class Spec:
    name: str
    rank: int = 0


@pytest.fixture
def tools():
    registry = Registry("tool")
    for rank, name in enumerate(("saw", "axe", "hammer")):
        registry.add(Spec(name, rank))
    return registry


def test_specs_come_in_the_order_of_adding(tools):
    assert tools.names() == ("saw", "axe", "hammer")
    assert [spec.rank for spec in tools] == [0, 1, 2]
    assert len(tools) == 3


def test_adding_returns_the_spec():
    spec = Spec("saw")
    assert Registry("tool").add(spec) is spec


def test_a_spec_is_found_by_its_name(tools):
    assert tools.get("axe").rank == 1
    assert "axe" in tools
    assert "spoon" not in tools
    assert 3 not in tools


def test_an_unknown_name_is_the_users_error_with_a_hint(tools):
    with pytest.raises(UnknownNameError) as caught:
        tools.get("hamer")
    assert str(caught.value) == "There is no tool called 'hamer'."
    assert "hammer" in caught.value.hint
    assert caught.value.__suppress_context__


def test_a_taken_name_is_our_own_bug_and_keeps_the_first(tools):
    with pytest.raises(ValueError, match="two tools are called 'axe'"):
        tools.add(Spec("axe", 9))
    assert tools.get("axe").rank == 1
