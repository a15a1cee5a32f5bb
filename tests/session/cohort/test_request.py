from __future__ import annotations

import shutil

import pytest

from camviewer.core.errors import CamViewerError, InputError, ModelError
from camviewer.session.cohort.cases import Case
from camviewer.session.cohort.request import BY_CLASS, checked, model_facts, target_of


def test_a_wish_is_the_same_for_the_same_words(ask):
    assert checked(ask()).fingerprint == checked(ask()).fingerprint
    default = checked(ask(metrics=("deletion",)))
    told = checked(ask(metrics=("deletion",), metric_parameters={"deletion": {"steps": 20}}))
    assert default.fingerprint == told.fingerprint  # 20 is what it takes anyway


@pytest.mark.parametrize(
    "more",
    [
        {"methods": ("grad-cam",)},
        {"methods": ("eigen-cam", "grad-cam")},
        {"metrics": ("sparseness",)},
        {"metrics": ()},
        {"metrics": ("deletion",), "metric_parameters": {"deletion": {"steps": 3}}},
        {"methods": ("cf-cam",), "parameters": {"cf-cam": {"sigma": 2.0}}},
        {"target": "cat"},
        {"target": None},
        {"layer": "features.3"},
        {"has_controls": True},
        {"seed": 1},
    ],
)
def test_every_wish_that_decides_the_numbers_is_another(ask, more):
    plain = {key: more[key] for key in more if not key.endswith("parameters")}
    others = [ask(), ask(**plain)] if len(plain) < len(more) else [ask()]
    assert checked(ask(**more)).fingerprint not in {
        checked(each).fingerprint for each in others
    }


def test_the_device_is_no_part_of_it(ask):
    assert checked(ask(device="cpu")).fingerprint == checked(ask()).fingerprint


def test_a_network_goes_by_its_bytes_and_not_by_its_place(card, tmp_path):
    for path in card.parent.iterdir():
        shutil.copy(path, tmp_path)
    assert model_facts(str(tmp_path / card.name)) == model_facts(str(card))
    weights = tmp_path / "net.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\7")
    assert model_facts(str(tmp_path / card.name)) != model_facts(str(card))


def test_another_card_over_the_same_weights_is_another_network(card, tmp_path):
    for path in card.parent.iterdir():
        shutil.copy(path, tmp_path)
    copy = tmp_path / card.name
    copy.write_text(copy.read_text().replace("48, 48", "64, 64"))
    assert model_facts(str(copy)) != model_facts(str(card))


@pytest.mark.parametrize(
    "more",
    [
        {"methods": ("grad-camm",)},
        {"methods": ()},
        {"metrics": ("delection",)},
        {"target": "horse"},
        {"target": "3"},
        {"parameters": {"eigen-cam": {"nothing": 1}}},
        {"metrics": ("deletion",), "metric_parameters": {"deletion": {"steps": 0}}},
    ],
)
def test_what_does_not_exist_is_said_before_any_work(ask, more):
    with pytest.raises(CamViewerError):
        checked(ask(**more))


def test_random_weights_are_refused(ask):
    from dataclasses import replace

    with pytest.raises(ModelError, match="random"):
        checked(replace(ask(), model="torchvision:squeezenet1_1"))


def test_a_case_is_explained_by_its_own_wish_then_its_class_then_what_all_share(ask, tmp_path):
    case = Case(3, tmp_path, group="cat")
    own = Case(3, tmp_path, group="cat", target="hen")
    assert target_of(ask(), case) == "dog"
    assert target_of(ask(target=BY_CLASS), case) == "cat"
    assert target_of(ask(target=BY_CLASS), own) == "hen"
    with pytest.raises(InputError, match="no class"):
        target_of(ask(target=BY_CLASS), Case(3, tmp_path))
    with pytest.raises(InputError, match="torn"):
        target_of(ask(), Case(3, tmp_path, fault="The line is torn."))


def test_no_path_is_among_the_facts(ask, card):
    assert str(card.parent) not in str(checked(ask()).facts)
