import json
from types import SimpleNamespace

import pytest
import torch
from safetensors.torch import load_file

from camviewer.core.errors import Cancelled, InputError
from camviewer.core.image import Image, pixel_grid
from camviewer.core.progress import CancelToken, no_report
from camviewer.engine.models.cifake import CIFAKE_RECIPE
from camviewer.engine.models.cifake_net import CifakeNet
from camviewer.engine.models.prepare import prepare
from camviewer.recipes import RECIPES, Places, cifake
from camviewer.recipes.cifake import CifakeParams, logits, mirrored, split, to_input, train
from camviewer.recipes.cifake_set import Pictures, read_pictures


@pytest.fixture(scope="module")
def taught(cifake_folder):
    return read_pictures(cifake_folder, "train", no_report, CancelToken())


def _trained(pictures, params):
    torch.manual_seed(0)
    model = CifakeNet()
    train(model, pictures, params, (no_report, CancelToken()))
    return model


def test_training_sees_what_the_program_sees(taught):
    """The recipe's own scaling and the program's preparation give the same numbers."""
    pixels = taught.pixels[3]
    image = Image(pixels.permute(1, 2, 0).numpy(), pixel_grid(32, 32))
    made = prepare(image, CIFAKE_RECIPE)
    torch.testing.assert_close(to_input(pixels[None]), made.batch)
    assert made.notes == ()


def test_a_twentieth_is_kept_and_never_learnt_from():
    marked = Pictures(torch.arange(100)[:, None, None, None], torch.zeros(100), "")
    learnt, kept = split(marked, 0)
    assert (len(learnt), len(kept)) == (95, 5)
    assert sorted([*learnt.pixels.flatten(), *kept.pixels.flatten()]) == list(range(100))
    assert kept.pixels.flatten().tolist() != split(marked, 1)[1].pixels.flatten().tolist()
    assert torch.equal(kept.pixels, split(marked, 0)[1].pixels)


def test_only_the_chosen_pictures_are_mirrored_left_to_right():
    batch = torch.arange(2 * 3 * 2 * 2).reshape(2, 3, 2, 2)
    found = mirrored(batch, torch.tensor([False, True]))
    assert torch.equal(found[0], batch[0])
    assert found[1, 0].tolist() == [[13, 12], [15, 14]]


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_a_few_epochs_tell_the_drawn_pictures_apart(cifake_folder, taught, precision):
    params = CifakeParams(epochs=6, batch=16, precision=precision)
    model = _trained(taught, params)
    tested = read_pictures(cifake_folder, "test", no_report, CancelToken())
    assert not model.training
    assert all(each.dtype == torch.float32 for each in model.parameters())
    assert ((logits(model, tested) > 0) == (tested.is_real > 0)).float().mean() >= 0.9


def test_training_is_seeded_and_says_how_far_it_is(taught):
    params, told = CifakeParams(epochs=1, batch=16), []
    first = _trained(taught, params)
    torch.manual_seed(0)
    second = CifakeNet()
    torch.rand(1)  # what others draw changes nothing
    train(second, taught, params, (told.append, CancelToken()))
    pairs = zip(first.parameters(), second.parameters(), strict=True)
    assert all(torch.equal(one, other) for one, other in pairs)
    assert (told[-1].done, told[-1].total) == (5, 5)
    for changed in ({"seed": 1}, {"mirror": False}, {"precision": "bfloat16"}):
        other = _trained(taught, CifakeParams(epochs=1, batch=16, **changed))
        assert not torch.equal(other.head.weight, first.head.weight)


def test_training_can_be_stopped(taught):
    token = CancelToken()
    with pytest.raises(Cancelled):
        train(CifakeNet(), taught, CifakeParams(epochs=99), (lambda _: token.cancel(), token))


def test_the_recipe_writes_weights_that_fit_and_says_what_it_measured(
    cifake_zip, tmp_path, monkeypatch
):
    walls, processors = iter([100.0, 112.34]), iter([5.0, 9.06])
    clock = SimpleNamespace(
        monotonic=lambda: next(walls), process_time=lambda: next(processors)
    )
    monkeypatch.setattr(cifake, "time", clock)
    before = torch.random.get_rng_state()
    params, places = CifakeParams(epochs=1, batch=16), Places(tmp_path, cifake_zip)
    found = RECIPES.get("cifake").run(params, no_report, CancelToken(), places)
    assert torch.equal(torch.random.get_rng_state(), before)
    model = CifakeNet()
    model.load_state_dict(load_file(tmp_path / "cifake.safetensors"))
    assert json.loads((tmp_path / "cifake.json").read_text()) == found
    tested = read_pictures(cifake_zip, "test", no_report, CancelToken())
    right = float(((logits(model, tested) > 0) == (tested.is_real > 0)).float().mean())
    assert found["test"]["accuracy"][0] == pytest.approx(right, abs=1e-4)
    assert (found["test"]["pictures"], found["kept"]["pictures"]) == (20, 4)
    assert (found["taught"], found["seed"], found["epochs"]) == (76, 0, 1)
    assert found["precision"] == "float32"
    assert found["pictures_sha256"]["test"] == tested.sha256
    assert (found["seconds"], found["processor_seconds"]) == (12.3, 4.1)


def test_without_pictures_it_asks_for_them(tmp_path):
    with pytest.raises(InputError, match="CIFAKE are needed"):
        RECIPES.get("cifake").run(CifakeParams(), no_report, CancelToken(), Places(tmp_path))
