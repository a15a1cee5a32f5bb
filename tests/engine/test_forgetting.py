"""A copy forgets, layer group by layer group, and the network itself does not."""

from __future__ import annotations

import copy
from itertools import pairwise

import pytest
import torch
from torch import nn

from camviewer.core.errors import UnknownNameError
from camviewer.engine.forgetting import Forgetting, forgetful_maps, running_layers, states
from tests.engine.conftest import make_small_net, state_of
from tests.engine.test_answers import respond


def changed(model, before):
    """Which layers' weights are not what they were."""
    return {
        name.rsplit(".", 1)[0]
        for name, value in model.state_dict().items()
        if not torch.equal(value, before[name])
    }


def walk(order, stops=3, how="shuffle"):
    model = make_small_net()
    before = copy.deepcopy(model.state_dict())
    batch = torch.randn(1, 1, 12, 10)
    return [
        changed(each, before) for each in states(model, batch, Forgetting(order, stops, how))
    ]


def test_layers_are_found_in_the_order_they_run():
    model = make_small_net()
    names = {module: name for name, module in model.named_modules()}
    found = [names[each] for each in running_layers(model, torch.randn(1, 1, 12, 10))]
    assert found == ["stem.0", "stem.1", "block.0", "block.1", "last.0", "fc"]


def test_a_cascade_goes_from_the_output_on_down_and_never_back():
    found = walk("cascade")
    assert "fc" in found[0]
    assert "last.0" in found[0]
    assert "stem.0" not in found[1]
    assert found[0] < found[1] < found[2]
    assert "stem.0" in found[2]


def test_single_groups_forget_alone_and_are_put_back():
    found = walk("independent")
    assert all(not one & other for one, other in pairwise(found))
    assert "fc" in found[0]
    assert "stem.0" in found[2]


def test_there_are_never_more_stops_than_layers():
    assert len(walk("cascade", stops=100)) == 6
    assert len(walk("cascade", stops=1)) == 1


def test_shuffling_keeps_the_values_and_drawing_does_not():
    for how, is_kept in (("shuffle", True), ("draw", False)):
        model = make_small_net()
        before = copy.deepcopy(model.fc.weight)
        list(states(model, torch.randn(1, 1, 12, 10), Forgetting(how=how)))
        same = torch.equal(before.flatten().sort()[0], model.fc.weight.flatten().sort()[0])
        assert same is is_kept
        assert not torch.equal(before, model.fc.weight)


def test_a_seed_gives_the_same_weights_and_does_not_touch_torchs_own():
    for how in ("shuffle", "draw"):
        torch.manual_seed(3)
        expected = torch.rand(())
        torch.manual_seed(3)
        made = []
        for _ in range(2):
            model = make_small_net()
            list(
                states(
                    model,
                    torch.randn(1, 1, 12, 10, generator=torch.Generator()),
                    Forgetting(how=how, seed=5),
                )
            )
            made.append(model.fc.weight)
        assert torch.equal(*made)
        assert torch.rand(()) == expected


@pytest.mark.parametrize("axes", [2, 3])
def test_maps_are_made_at_every_stop_and_the_network_is_untouched(axes):
    asked = respond(axes, ["grad-cam", "mean-activation", "score-cam"], target=1)
    before = state_of(asked.scene.model)
    found = forgetful_maps(
        asked, ["grad-cam", "mean-activation", "score-cam"], Forgetting(stops=3)
    )
    assert state_of(asked.scene.model) == before
    assert set(found) == {(n, s) for n in asked.sources for s in (0, 1)}
    own = asked.own_maps(["grad-cam", "mean-activation"])
    for (name, sample), maps in found.items():
        assert len(maps) == 3
        if name == "grad-cam":
            assert not torch.allclose(maps[0], own[name][sample])
    # The last layer's activations change only once the layers before it forgot.
    assert not torch.allclose(found["mean-activation", 0][2], own["mean-activation"][0])


def test_a_network_that_blows_up_gives_maps_of_zeros():
    asked = respond(methods=["grad-cam"])
    with torch.no_grad():
        asked.scene.model.block[0].weight[0] = 3e38
    found = forgetful_maps(asked, ["grad-cam"], Forgetting(stops=2))
    assert any(not heat.any() for heat in found["grad-cam", 0])


def test_a_network_that_cannot_be_copied_gives_nothing():
    asked = respond(methods=["grad-cam"])

    class Uncopied(nn.Module):
        def __deepcopy__(self, memory):
            raise RuntimeError("no")

    asked.scene.model.add_module("odd", Uncopied())
    assert forgetful_maps(asked, ["grad-cam"], Forgetting()) == {}


def test_unknown_words_are_refused():
    with pytest.raises(UnknownNameError, match="order"):
        Forgetting("upwards")
    with pytest.raises(UnknownNameError, match="burn"):
        Forgetting(how="burn")
