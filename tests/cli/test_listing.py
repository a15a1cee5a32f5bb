import json

import pytest

from camviewer.cli.main import run
from camviewer.recipes import RECIPES
from camviewer.session.catalogue import Catalogue


@pytest.mark.parametrize("what", ["methods", "models", "formats"])
def test_a_list_names_everything_once(what, capsys):
    names = [each.name for each in getattr(Catalogue(), what)()]
    assert run(["list", what]) == 0
    first = [line.split()[0] for line in capsys.readouterr().out.split("\n\n")[0].splitlines()]
    assert first == names


@pytest.mark.parametrize("what", ["methods", "models", "formats"])
def test_a_list_is_there_for_programs(what, capsys):
    assert run(["list", what, "--json"]) == 0
    entries = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in entries] == [
        each.name for each in getattr(Catalogue(), what)()
    ]


def test_the_list_of_methods_gives_parameters_references_and_badges(capsys):
    run(["list", "methods", "--json"])
    by_name = {each["name"]: each for each in json.loads(capsys.readouterr().out)}
    assert {"sigma", "metric", "noise"} <= {p["name"] for p in by_name["cf-cam"]["params"]}
    assert "class-agnostic" in by_name["cf-cam-code"]["badge"]
    assert all(each["reference"] for each in by_name.values())


def test_recipes_are_listed_with_what_can_be_set(capsys):
    assert run(["list", "recipes"]) == 0
    said = capsys.readouterr().out
    assert "cifake" in said
    assert run(["list", "recipes", "--json"]) == 0
    entries = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in entries] == list(RECIPES.names())
    for each in entries:
        for param in each["params"]:
            assert f"--set {param['name']}={param['default']}" in said
    assert any(param["name"] == "epochs" for each in entries for param in each["params"])
