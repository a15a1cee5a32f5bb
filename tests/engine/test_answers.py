"""Variants are scored and mapped as each would be alone, for the target of their image."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from camviewer.core.errors import Cancelled
from camviewer.core.progress import CancelToken
from camviewer.engine.answers import Asking, Respondent, Source
from camviewer.engine.api import explain
from camviewer.engine.choice import choose_methods
from camviewer.engine.layers import find_layer
from camviewer.engine.maps import Scene
from camviewer.engine.network import Surroundings
from camviewer.engine.targets import ClassTarget
from tests.engine.conftest import brief_parameters, make_small_net, state_of

METHODS = [
    "grad-cam",
    "cam",
    "hires-cam",
    "cf-cam",
    "mean-activation",
    "finer-cam",
    "score-cam",
]
AXES = pytest.mark.parametrize("axes", [2, 3])


def respond(axes=2, methods=METHODS, target=None, layer="last", rows=4, **asking):
    model = make_small_net(axes)
    batch = torch.randn(2, 1, *(12, 10, 8)[:axes])
    sources = {
        name: Source(choose_methods([name], brief_parameters(name))[0], layer)
        for name in methods
    }
    layers = {part: find_layer(model, part) for part in layer.split("+")}
    scene = Scene(model, layers, batch, Surroundings(torch.zeros(1), rows=rows))
    return Respondent(scene, ClassTarget(target), sources, Asking(**asking))


def variants(asked, count=5):
    samples = torch.tensor([0, 1, 1, 0, 1])[:count]
    return asked.scene.batch[samples] + 0.3 * torch.randn(
        count, *asked.scene.batch.shape[1:]
    ), samples


@AXES
def test_the_images_are_known_from_one_pass(axes):
    asked = respond(axes)
    with torch.no_grad():
        scores = asked.scene.model.eval()(asked.scene.batch)
    best = scores.argmax(1)
    torch.testing.assert_close(asked.first.score, scores.gather(1, best[:, None])[:, 0])
    torch.testing.assert_close(asked.first.chance, scores.softmax(1).amax(1))
    assert asked.ranks == (1, 1)


@AXES
def test_each_variant_is_scored_for_the_class_of_its_image(axes):
    asked = respond(axes, target=[2, 0])
    inputs, samples = variants(asked)
    said = asked.look(inputs, samples)
    with torch.no_grad():
        scores = asked.scene.model.eval()(inputs)
    wanted = torch.tensor([2, 0])[samples][:, None]
    torch.testing.assert_close(said.score, scores.gather(1, wanted)[:, 0])
    torch.testing.assert_close(said.chance, scores.softmax(1).gather(1, wanted)[:, 0])
    assert asked.ranks == tuple(
        int((s > s[c]).sum()) + 1
        for s, c in zip(asked.scene.model(asked.scene.batch), (2, 0), strict=True)
    )


@AXES
@pytest.mark.parametrize("layer", ["last", "stem+last"])
def test_variants_are_mapped_together_as_each_alone(axes, layer):
    names = [name for name in METHODS if layer == "last" or name != "cam"]
    asked = respond(axes, names, target=1, layer=layer)
    inputs, samples = variants(asked)
    wanted = [tuple(names), ("grad-cam",), ("cf-cam", "grad-cam"), ("score-cam",), ()]
    said, maps = asked.explain(inputs, samples, wanted)
    torch.testing.assert_close(said.score, asked.look(inputs, samples).score)
    for row, each in enumerate(wanted):
        assert set(maps[row]) == set(each)
        for name in each:
            alone = explain(
                asked.scene.model, inputs[row : row + 1], [name], layer, target=1,
                parameters=brief_parameters(name),
            )[name]  # fmt: skip
            torch.testing.assert_close(
                maps[row][name], torch.from_numpy(alone[0]), rtol=1e-3, atol=1e-5
            )


def test_own_maps_are_those_of_explain():
    asked = respond(target=1)
    model = asked.scene.model
    for name, maps in asked.own_maps(METHODS).items():
        expected = explain(
            model, asked.scene.batch, [name], "last", target=1,
            parameters=brief_parameters(name),
        )[name]  # fmt: skip
        torch.testing.assert_close(maps, torch.from_numpy(expected), rtol=1e-4, atol=1e-6)


def test_light_methods_share_one_pass_for_all_rows():
    asked = respond(methods=["grad-cam", "cam", "hires-cam"], rows=8)
    rows = []
    asked.scene.model.register_forward_hook(lambda m, given, out: rows.append(len(given[0])))
    inputs, samples = variants(asked)
    asked.explain(
        inputs, samples, [("grad-cam",), ("cam",), ("hires-cam", "cam"), (), ("cam",)]
    )
    assert rows == [5]


def test_noise_on_gradients_is_that_of_its_deviation():
    """HiResCAM is linear in the gradients: its maps spread by sigma times |A|."""
    asked = respond(methods=["hires-cam"], target=1)
    clean = asked.own_maps(["hires-cam"])["hires-cam"][1]
    probe = asked._study.probe("last")
    width = float(probe.slopes[1].std(correction=0))
    maps = asked.shaken([0.0, 1.0], 300, "hires-cam", 1, is_relative=True)
    assert len(maps) == 600
    torch.testing.assert_close(maps[0], clean)
    spread = torch.stack(maps[300:]).std(0)
    expected = width * probe.activations[1].pow(2).sum(0).sqrt()
    torch.testing.assert_close(spread, expected, rtol=0.2, atol=1e-6)
    absolute = torch.stack(asked.shaken([0.5], 300, "hires-cam", 1, is_relative=False)).std(0)
    torch.testing.assert_close(absolute, expected * 0.5 / width, rtol=0.2, atol=1e-6)


def test_noise_is_the_same_for_every_method_and_drawn_anew_each_time():
    asked = respond(methods=["grad-cam", "hires-cam"])
    one = asked.shaken([1.0], 2, "grad-cam", 0, is_relative=True)
    assert not torch.equal(one[0], one[1])
    other = asked.shaken([1.0, 1.0], 2, "grad-cam", 0, is_relative=True)
    assert len({tuple(each.flatten().tolist()) for each in other}) == 4
    again = asked.shaken([1.0], 2, "grad-cam", 0, is_relative=True)
    assert torch.equal(one[0], again[0])


@pytest.mark.parametrize("name", ["mean-activation", "score-cam", "cam"])
def test_methods_without_gradients_at_the_layer_do_not_tremble(name):
    asked = respond(methods=[name])
    assert asked.shaken([1.0], 2, name, 0, is_relative=True) == []


def test_a_network_without_gradients_makes_gradient_free_maps_only():
    with torch.inference_mode():
        model = make_small_net()
    sources = {
        name: Source(choose_methods([name], {})[0], "last")
        for name in ("grad-cam", "eigen-cam")
    }
    layers = {"last": model.last}
    scene = Scene(model, layers, torch.randn(1, 1, 12, 10), Surroundings(torch.zeros(1)))
    asked = Respondent(scene, None, sources)
    assert asked.names == ("eigen-cam",)
    assert len(asked.own_maps(["eigen-cam"])["eigen-cam"]) == 1


def test_the_network_is_left_as_it_was_found():
    asked = respond()
    model = asked.scene.model
    model.train()
    model.last.eval()
    before = state_of(model)
    inputs, samples = variants(asked)
    asked.look(inputs, samples)
    asked.explain(inputs, samples, [tuple(METHODS)] * 5)
    asked.shaken([1.0], 2, "grad-cam", 0, is_relative=True)
    asked.close()
    assert state_of(model) == before


def test_short_memory_halves_the_batch_and_is_noted(monkeypatch):
    asked = respond(methods=["grad-cam"], rows=4)
    inputs, samples = variants(asked)
    expected = asked.look(inputs, samples).score
    run = asked._folding.score

    def short(given, pick):
        if len(given) > 2:
            raise torch.OutOfMemoryError("no")
        return run(given, pick)

    monkeypatch.setattr(asked._folding, "score", short)
    torch.testing.assert_close(asked.look(inputs, samples).score, expected)
    assert any("2 at a time" in note for note in asked.notes)


def test_it_stops_when_asked_to():
    token = CancelToken()
    asked = respond(methods=["grad-cam"], token=token)
    token.cancel()
    with pytest.raises(Cancelled):
        asked.look(*variants(asked))


def test_half_precision_is_used_where_it_was_asked_for():
    asked = respond(methods=["grad-cam"], precision="bfloat16", target=0)
    plain = respond(methods=["grad-cam"], target=0)
    assert asked.first.score.dtype == torch.float32
    inputs, samples = variants(asked)
    plain.scene.model.load_state_dict(asked.scene.model.state_dict())
    rough, fine = asked.look(inputs, samples).score, plain.look(inputs, samples).score
    assert not torch.equal(rough, fine)
    torch.testing.assert_close(rough, fine, rtol=0.05, atol=0.05)


def test_a_network_of_sigmoids_gives_their_probability():
    model = nn.Sequential(
        nn.Conv2d(1, 4, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 1)
    )
    scene = Scene(model, {"0": model[0]}, torch.randn(1, 1, 8, 8), Surroundings(torch.zeros(1)))
    asked = Respondent(scene, ClassTarget(0, "sigmoid"), {})
    torch.testing.assert_close(asked.first.chance, asked.first.score.sigmoid())
