"""Several targets, layers and windows through the whole run, and maps that still refine."""

from __future__ import annotations

import dataclasses
from math import isnan

import numpy as np
import pytest
import torch
from torch import nn

from camviewer.core.errors import InputError, ShortMemoryError
from camviewer.core.image import Grid, Image, pixel_grid
from camviewer.core.job import ExplainRequest
from camviewer.engine import loading, models, run, scan
from camviewer.engine.fuse import fuse
from camviewer.engine.methods import METHODS, Needs
from camviewer.engine.models.prepare import prepare
from camviewer.engine.models.spec import InputRecipe, ModelSpec
from camviewer.engine.run import explain_image, predict_image

LABELS = ("nothing", "nodule", "mass")
PHOTO = InputRecipe((16, 24), channels=1, mean=(0.5,), std=(0.5,))
CT = InputRecipe((4, 16, 16), 1, (-1000.0, 400.0), (0.25,), (0.5,), fit="scan")


class Segmenter3d(nn.Module):
    """Every voxel labelled on its own: windows see what the whole sees."""

    def __init__(self):
        super().__init__()
        self.last = nn.Sequential(nn.Conv3d(1, 4, 1), nn.ReLU(inplace=True))
        self.head = nn.Conv3d(4, 3, 1)

    def forward(self, x):
        return {"out": self.head(self.last(x))}


class Steps(nn.Module):
    """Layers of 2, 4 and 8 voxels a cell that see their own cell alone."""

    def __init__(self):
        super().__init__()
        self.fine = nn.Sequential(nn.Conv3d(1, 4, 2, 2), nn.ReLU(inplace=True))
        self.middle = nn.Sequential(nn.Conv3d(4, 5, (1, 2, 2), (1, 2, 2)), nn.ReLU())
        self.coarse = nn.Sequential(nn.Conv3d(5, 6, (2, 2, 2), (2, 2, 2)), nn.ReLU())
        self.fc = nn.Linear(6, 3)

    def forward(self, x):
        return self.fc(self.coarse(self.middle(self.fine(x))).mean((2, 3, 4)))


@pytest.fixture(autouse=True)
def registered(monkeypatch, small_net):
    """Networks known by name, and an empty shelf."""

    def spec(name, build, recipe, **more):
        def seeded():
            torch.manual_seed(3)
            return build().eval()

        return ModelSpec(name, name.title(), seeded, recipe, lambda: LABELS, **more)

    specs = {
        "photo": spec("photo", small_net, PHOTO),
        "regression": spec("regression", small_net, PHOTO, default_target="output:1"),
        "segment": spec("segment", Segmenter3d, CT),
        "steps": spec("steps", Steps, CT),
    }
    monkeypatch.setattr(models, "resolve_model", lambda name: specs[name], raising=False)
    monkeypatch.setattr(loading, "_shelf", type(loading._shelf)())


def _photo(seed=0):
    pixels = np.random.default_rng(seed).integers(0, 256, (40, 60)).astype(np.uint8)
    return Image(pixels, pixel_grid(40, 60))


def _volume(shape=(40, 36, 21), seed=0):
    values = np.random.default_rng(seed).integers(-1000, 400, shape).astype(np.int16)
    affine = np.diag([-1.0, 1.0, 5.0, 1.0])
    affine[:3, 3] = [-10.0, 20.0, 30.0]
    return Image(values, Grid(shape, affine), unit="HU")


def _ask(model="photo", methods=("grad-cam",), image=None, **more):
    image = image or (_volume() if model in {"segment", "steps"} else _photo())
    return ExplainRequest(image, model, methods, **more)


def _same(one, other):
    np.testing.assert_allclose(one.array, other.array, rtol=1e-4, atol=1e-6)
    np.testing.assert_array_equal(one.grid.affine, other.grid.affine)
    assert (one.method, one.layer, one.target) == (other.method, other.layer, other.target)


# --- several maps of one run


@pytest.mark.parametrize("model", ["photo", "steps"])
def test_further_targets_and_layers_are_as_runs_of_their_own(model):
    layers = {"photo": ("block", "last"), "steps": ("fine", "coarse")}[model]
    for first, second in (layers, layers[::-1]):
        request = _ask(
            model, ("grad-cam", "eigen-cam"), target="mass", layer=first,
            further_targets=("not:nodule",), further_layers=(second, f"{first}+{second}"),
        )  # fmt: skip
        found = explain_image(request)
        assert len(found.heatmaps) == 2 * 2 * 3
        assert all(name == heatmap.name for name, heatmap in found.heatmaps.items())
        for heatmap in found.heatmaps.values():
            if model == "steps" and "+" in heatmap.layer:
                continue
            alone = explain_image(
                dataclasses.replace(
                    request, methods=(heatmap.method,), target=heatmap.target,
                    layer=heatmap.layer, further_targets=(), further_layers=(),
                )
            )  # fmt: skip
            if model == "photo":
                _same(heatmap, alone.heatmaps[heatmap.method])
        assert {name.partition("@")[0] for name in found.heatmaps} == {"grad-cam", "eigen-cam"}
        assert f"grad-cam@{first}→mass" in found.heatmaps
        assert [each.label for each in found.further_targets] == ["not:nodule"]
        assert isnan(found.further_targets[0].probability)


def test_a_scan_of_joined_layers_fuses_the_stitched_maps():
    found = explain_image(
        _ask("steps", ("layer-cam",), target="mass", layer="fine",
             further_layers=("coarse", "fine+coarse"))
    ).heatmaps  # fmt: skip
    fine, coarse, joined = (
        torch.from_numpy(found[f"layer-cam@{name}"].array)
        for name in ("fine", "coarse", "fine+coarse")
    )
    # Cut to the same voxels: maps end where the image does, in whole cells.
    assert joined.shape == fine.shape
    whole = fuse([fine, coarse])
    inner = tuple(slice(0, n - 4) for n in fine.shape)
    assert (
        torch.corrcoef(torch.stack([joined[inner].ravel(), whole[inner].ravel()]))[0, 1] > 0.9
    )


@pytest.mark.parametrize("model", ["photo", "steps"])
def test_each_window_is_looked_at_once_for_all_targets_and_layers(model, monkeypatch):
    layers = {"photo": ("block", "last"), "steps": ("fine", "coarse")}[model]
    network = loading.load_model(model, "cpu")
    assert network.layers  # found by a look of its own
    passes, backwards = [], []
    network.model.register_forward_pre_hook(lambda _m, inputs: passes.append(len(inputs[0])))
    real = torch.autograd.grad

    def grad(*args, **kwargs):
        backwards.append(1)
        return real(*args, **kwargs)

    monkeypatch.setattr(torch.autograd, "grad", grad)
    found = explain_image(
        _ask(model, ("grad-cam", "hires-cam"), target="mass", layer=layers[0],
             further_layers=layers[1:], further_targets=("nodule", "not:nodule"))
    )  # fmt: skip
    windows = max(1, len(found.windows))
    assert sum(passes) == windows
    assert len(backwards) == 3 * len(passes)


def test_a_run_in_half_precision_says_how_far_it_lies_from_float32():
    request = _ask(methods=("grad-cam", "ablation-cam"), target="mass", layer="block")
    exact = explain_image(request)
    half = explain_image(dataclasses.replace(request, precision="bfloat16"))
    assert (exact.precision, dict(exact.deviation)) == ("float32", {})
    assert half.precision == "bfloat16"
    assert 0 < half.deviation["grad-cam"] < 0.1
    assert np.isfinite(list(half.deviation.values())).all()


# --- places in scans


def test_one_voxel_of_a_scan_moves_only_its_own_cell_in_every_batch_of_windows():
    image = _volume()
    world = tuple(float(x) for x in image.grid.world((10, 20, 9)))
    words = ",".join(map(str, world))
    found = explain_image(_ask("segment", ("hires-cam",), target=f"voxel:mass|{words}"))
    (heatmap,) = found.heatmaps.values()
    where = heatmap.grid.index(world)
    assert heatmap.array.any()
    for cell in np.argwhere(heatmap.array):
        np.testing.assert_allclose(cell, where, atol=0.51)
    with pytest.raises(InputError, match="outside"):
        explain_image(_ask("segment", target="voxel:mass|900,0,0"))


def test_a_mask_in_a_corner_of_a_scan_moves_only_what_lies_in_it():
    image = _volume()
    mask = np.zeros(image.grid.shape, np.uint8)
    mask[3:6, 30:34, 2:4] = 1
    images = {"m": Image(mask, image.grid, sha256="0123456789abcdef")}
    found = explain_image(
        _ask("segment", ("hires-cam",), target="region:mass|m", images=images)
    )
    (heatmap,) = found.heatmaps.values()
    moved = np.rint(image.grid.index(heatmap.grid.world(np.argwhere(heatmap.array)))).astype(
        int
    )
    inside = mask[tuple(moved.T)] > 0
    assert inside.all()
    assert len(moved) >= 0.5 * mask.sum()


def test_a_files_path_is_not_in_the_targets_words():
    path = "/home/mrs-smith/mask.png"
    mask = Image(np.ones((40, 60), np.uint8), pixel_grid(40, 60), sha256="0123456789abcdef")
    with pytest.raises(Exception, match="map of scores"):
        explain_image(_ask(target=f"region:mass|{path}", images={path: mask}))
    found = explain_image(
        _ask(target=f"similarity:{path}", images={path: mask}, methods=("grad-cam", "cam"))
    )
    assert found.target.label == "similarity:01234567"
    assert found.heatmaps["grad-cam"].target == "similarity:01234567"
    assert found.predictions == predict_image(
        _ask(target=f"similarity:{path}", images={path: mask})
    )


def test_similarity_to_the_image_itself_is_one():
    image = _photo()
    found = explain_image(_ask(image=image, target="similarity:r", images={"r": image}))
    assert found.target.score == pytest.approx(1.0, abs=1e-5)


def test_a_regressions_output_has_no_probability():
    found = explain_image(_ask("regression"))
    assert isnan(found.target.probability)
    assert found.target.label == "output:1"
    model = loading.load_model("regression", "cpu").model
    with torch.no_grad():
        scores = model(prepare(_photo(), PHOTO).batch)
    assert found.target.score == pytest.approx(float(scores[0, 1]), rel=1e-5)


# --- maps that refine


@pytest.fixture
def refining(monkeypatch):
    """A method that hands out its map in four steps, under the name of another."""

    def run_it(probe, _params):
        total = probe.activations.mean(1)
        for step in range(4):
            partial = total * step
            partial[0, 0] = torch.nan if step == 2 else partial[0, 0]
            probe.step(step, 4, partial if step else None)
        return total

    method = dataclasses.replace(
        METHODS.get("random-cam"), run=run_it, needs=Needs.GRADIENTS, is_progressive=True
    )
    monkeypatch.setitem(METHODS._specs, "random-cam", method)
    monkeypatch.setattr(scan, "_REFRESH", 0.0)


def test_a_map_is_handed_out_while_it_refines_and_then_whole(refining):
    seen, steps = [], []
    found = explain_image(
        _ask(methods=("random-cam", "grad-cam"), target="mass"),
        on_map=seen.append, report=steps.append,
    )  # fmt: skip
    refined = [each for each in seen if each.method == "random-cam"]
    assert [each.progress for each in refined] == [(1, 4), (2, 4), (3, 4), None]
    whole = found.heatmaps["random-cam"]
    assert refined[-1] is whole
    for step, each in enumerate(refined[:-1], 1):
        assert np.isfinite(each.array).all()
        np.testing.assert_allclose(each.array[1:], whole.array[1:] * step, rtol=1e-5)
        np.testing.assert_array_equal(each.grid.affine, whole.grid.affine)
        assert (each.name, each.target, each.layer) == ("random-cam", "mass", "last")
        assert f"{step} of 4 steps" in each.note
    assert list(found.heatmaps) == ["random-cam", "grad-cam"]
    assert seen[-1] is found.heatmaps["grad-cam"]
    done = [each.done for each in steps]
    assert done == sorted(done)


def test_maps_are_not_handed_out_faster_than_they_can_be_looked_at(refining, monkeypatch):
    monkeypatch.setattr(scan, "_REFRESH", 1e6)
    monkeypatch.setattr(scan.time, "monotonic", lambda: 5e6)
    seen = []
    explain_image(_ask(methods=("random-cam",)), on_map=seen.append)
    assert [each.progress for each in seen] == [(1, 4), None]


def test_neither_scans_nor_joined_layers_are_handed_out_before_they_are_whole(refining):
    seen = []
    explain_image(_ask("steps", ("random-cam",), target="mass"), on_map=seen.append)
    explain_image(_ask(methods=("random-cam",), layer="block+last"), on_map=seen.append)
    assert [each.progress for each in seen] == [None, None]


# --- findings


def test_findings_of_a_method_that_sees_no_target_are_there_for_every_target(monkeypatch):
    runs = []

    def noting(probe, _params):
        runs.append(1)
        probe.note("count", 7)
        return probe.activations.mean(1)

    method = dataclasses.replace(METHODS.get("eigen-cam"), run=noting)
    monkeypatch.setitem(METHODS._specs, "eigen-cam", method)
    found = explain_image(
        _ask(methods=("eigen-cam",), target="mass", further_targets=("nodule",))
    )
    assert len(runs) == 1
    assert [each.diagnostics for each in found.heatmaps.values()] == [{"count": 7}] * 2


class Opposed(nn.Module):
    """By class: all gradients negative, all zero, all negative but the activations dead."""

    def __init__(self):
        super().__init__()
        self.early, self.late = nn.Conv2d(1, 2, 2, 2), nn.Conv2d(2, 2, 1)
        self.act = nn.ReLU()
        self.fc = nn.Linear(2, 3)
        with torch.no_grad():
            for part in (self.early, self.late):
                part.weight.fill_(0.1)
                part.bias.fill_(5.0)
            self.fc.weight.copy_(torch.tensor([[-1.0, -2.0], [0.0, 0.0], [1.0, 1.0]]))

    def forward(self, x):
        return self.fc(self.act(self.late(self.act(self.early(x)))).mean((2, 3)))


def _notes(monkeypatch, build, target, layer, methods=("grad-cam", "layer-cam")):
    spec = ModelSpec("opposed", "Opposed", build, PHOTO, lambda: LABELS)
    monkeypatch.setattr(models, "resolve_model", lambda _name: spec, raising=False)
    monkeypatch.setattr(loading, "_shelf", type(loading._shelf)())
    found = explain_image(_ask("opposed", methods, target=target, layer=layer))
    return [heatmap.note for heatmap in found.heatmaps.values()]


def test_a_blank_map_says_which_kind_of_blank_it_is(monkeypatch):
    for layer in ("late", "early+late"):
        notes = _notes(monkeypatch, Opposed, "0", layer)
        assert all("All gradients" in note and "counterfactual" in note for note in notes)
        notes = _notes(monkeypatch, Opposed, "1", layer)
        assert all("zero everywhere" in note for note in notes)
        assert _notes(monkeypatch, Opposed, "2", layer) == ["", ""]
        assert _notes(monkeypatch, Opposed, "not:0", layer) == ["", ""]


def test_where_nothing_is_active_the_counterfactual_is_blank_too_and_not_promised(monkeypatch):
    def dead():
        model = Opposed()
        with torch.no_grad():
            model.late.bias.fill_(-500.0)
        return model

    notes = _notes(monkeypatch, dead, "0", "act")
    assert all("counterfactual" not in note and "zero everywhere" in note for note in notes)


def test_joined_layers_are_opposed_only_when_both_are(monkeypatch):
    """Grad-CAM of the later layer is negative; the earlier one has gradients of both signs."""

    def mixed():
        model = Opposed()
        with torch.no_grad():
            model.late.weight[:, 1] = -0.01
            model.early.bias[1] = 0.5
        return model

    (joined,) = _notes(monkeypatch, mixed, "0", "early+late", ("grad-cam",))
    assert "All gradients" not in joined


# --- memory


def test_a_device_that_is_too_small_hands_over_to_the_processor(monkeypatch):
    expected = explain_image(_ask(methods=("grad-cam", "cam"), target="mass"))
    real_study, real_load = scan.study, loading.load_model
    devices, freed = [], []

    def load(name, device):
        devices.append(device)
        return real_load(name, "cpu")

    def study(*args, **kwargs):
        if devices[-1] != "cpu":
            raise torch.OutOfMemoryError("CUDA out of memory")
        return real_study(*args, **kwargs)

    monkeypatch.setattr("camviewer.engine.stage.load_model", load)
    monkeypatch.setattr(run, "choose_device", lambda name: torch.device("cuda", 0))
    monkeypatch.setattr(run, "free_unused", freed.append)
    monkeypatch.setattr(scan, "study", study)
    found = explain_image(_ask(methods=("grad-cam", "cam"), target="mass", device="auto"))
    assert devices == ["auto", "cpu"]
    assert freed == [torch.device("cuda", 0)]
    assert found.notes[0] == "The memory of cuda:0 was too small: the processor did the work."
    assert found.notes[1:] == expected.notes
    for name, heatmap in found.heatmaps.items():
        _same(heatmap, expected.heatmaps[name])


def test_the_processor_itself_hands_over_to_nobody(monkeypatch):
    def study(*_args, **_kwargs):
        raise torch.OutOfMemoryError("out of memory")

    monkeypatch.setattr(scan, "study", study)
    with pytest.raises(ShortMemoryError):
        explain_image(_ask())


# --- identities of windows


CHEAP = [
    method.name
    for method in METHODS
    if method.family in {"gradient", "activation"} and method.grid == "layer"
    and not method.needs & (Needs.NETWORK | Needs.SLOPES | Needs.ATTENTION)
]  # fmt: skip


@pytest.mark.parametrize("name", CHEAP)
def test_one_window_of_a_scan_is_the_plain_call(name):
    import camviewer

    image = _volume((16, 16, 4))
    (heatmap,) = explain_image(
        _ask("steps", (name,), image, target="mass", layer="coarse")
    ).heatmaps.values()
    model = loading.load_model("steps", "cpu").model
    batch = prepare(image, CT).batch
    expected = camviewer.explain(model, batch, [name], "coarse", target=2)[name][0]
    np.testing.assert_allclose(heatmap.array, expected, rtol=1e-4, atol=1e-6)


def test_targets_of_equal_words_keep_a_map_each():
    found = explain_image(_ask(target="mass", further_targets=("2",)))
    assert list(found.heatmaps) == ["grad-cam→mass", "grad-cam→mass 2"]
