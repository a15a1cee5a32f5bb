import dataclasses
import itertools

import numpy as np
import pytest
import torch
from torch import nn

from camviewer.core.errors import (
    Cancelled,
    InputError,
    LayerError,
    ResourceError,
    UnknownNameError,
)
from camviewer.core.image import Grid, Image, pixel_grid
from camviewer.core.job import ExplainRequest
from camviewer.core.progress import CancelToken
from camviewer.engine import cut, loading, models, scan, stage
from camviewer.engine.api import explain
from camviewer.engine.methods import METHODS, Needs
from camviewer.engine.models.prepare import prepare
from camviewer.engine.models.spec import InputRecipe, ModelSpec
from camviewer.engine.run import explain_image, list_layers, predict_image

LABELS = ("nothing", "nodule", "mass")
PHOTO = InputRecipe((16, 24), channels=1, mean=(0.5,), std=(0.5,))
CT = InputRecipe(
    (4, 16, 16), 1, (-1000.0, 400.0), (0.25,), (0.5,), spacing_mm=(5.0, 1.0, 1.0), fit="scan"
)


class CellNet(nn.Module):
    """Cells of 2 x 4 x 4 voxels that do not see their neighbours, pooling, one linear layer."""

    def __init__(self):
        super().__init__()
        self.cells = nn.Conv3d(1, 5, (2, 4, 4), (2, 4, 4))
        self.act = nn.ReLU(inplace=True)
        self.fc = nn.Linear(5, 3)

    def forward(self, x):
        return self.fc(self.act(self.cells(x)).mean((2, 3, 4)))


@pytest.fixture(autouse=True)
def registered(monkeypatch, small_net):
    """Networks known by name, and an empty shelf."""
    built = []

    def spec(name, build, recipe, **more):
        def keep():
            built.append(name)
            torch.manual_seed(3)
            return build()

        return ModelSpec(name, name.title(), keep, recipe, lambda: LABELS, **more)

    specs = {
        "photo": spec("photo", lambda: small_net().eval(), PHOTO),
        "sigmoid": spec("sigmoid", lambda: small_net().eval(), PHOTO, output="sigmoid"),
        "ct": spec("ct", lambda: CellNet().eval(), CT, default_target="nodule"),
        "any": spec("any", lambda: CellNet().eval(), CT),
        "card": spec(
            "card",
            lambda: small_net().eval(),
            PHOTO,
            default_layer="block",
            layer_reason="Because.",
        ),
        "bare": spec("bare", lambda: Bare().eval(), CT, default_target="nodule"),
        "twice": spec("twice", lambda: Twice().eval(), PHOTO),
        "stuck": spec("stuck", lambda: Opposed().eval(), PHOTO),
    }
    monkeypatch.setattr(models, "resolve_model", lambda name: specs[name], raising=False)
    monkeypatch.setattr(loading, "_shelf", type(loading._shelf)())
    return built


class Bare(nn.Module):
    """Means without padding: cells of 1 x 2 x 2 voxels, the first at (1.5, 3.5, 3.5)."""

    def __init__(self):
        super().__init__()
        self.one, self.other = nn.Conv3d(1, 1, (2, 3, 3)), nn.Conv3d(1, 1, (1, 3, 3))
        self.pool, self.fc = nn.AvgPool3d((3, 2, 2), (1, 2, 2)), nn.Linear(1, 3)
        with torch.no_grad():
            for each in (self.one, self.other):
                each.weight.fill_(1 / each.weight.numel())
                each.bias.fill_(0.0)
            self.fc.weight.fill_(1.0)

    def forward(self, x):
        return self.fc(self.other(self.pool(self.one(x))).mean((2, 3, 4)))


class Twice(nn.Module):
    """One activation for two layers of different size."""

    def __init__(self):
        super().__init__()
        self.one, self.other = nn.Conv2d(1, 4, 2, 2), nn.Conv2d(4, 6, 2, 2)
        self.act = nn.ReLU(inplace=True)
        self.fc = nn.Linear(6, 3)

    def forward(self, x):
        return self.fc(self.act(self.other(self.act(self.one(x)))).mean((2, 3)))


class Opposed(nn.Module):
    """The first class is moved against by everything."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 2, 2, 2)
        self.act = nn.ReLU()
        self.fc = nn.Linear(2, 3)
        with torch.no_grad():
            self.fc.weight[0] = -1.0
            self.fc.weight[1] = 0.0
            self.conv.bias.fill_(5.0)

    def forward(self, x):
        return self.fc(self.act(self.conv(x)).mean((2, 3)))


def _photo(seed=0):
    pixels = np.random.default_rng(seed).integers(0, 256, (40, 60)).astype(np.uint8)
    return Image(pixels, pixel_grid(40, 60))


def _volume(shape=(40, 36, 21), spacing=(1.0, 1.0, 5.0), seed=0):
    values = np.random.default_rng(seed).integers(-1000, 400, shape).astype(np.int16)
    affine = np.diag([*spacing, 1.0])
    affine[:3, 3] = [-10.0, 20.0, 30.0]
    return Image(values, Grid(shape, affine), unit="HU")


def _ask(model="photo", image=None, methods=("grad-cam",), **more):
    image = image or (_volume() if model in {"ct", "any"} else _photo())
    return ExplainRequest(image, model, methods, **more)


def test_one_image_is_explained_as_the_plain_call_explains_it(brief):
    names = tuple(each.name for each in METHODS if not each.needs & Needs.ATTENTION)
    brief = {key: value for name in names for key, value in brief(name).items()}
    request = _ask(methods=names, target="mass", parameters=brief)
    found = explain_image(request)
    model = loading.load_model("photo", "cpu").model
    batch = prepare(request.image, PHOTO).batch
    expected = explain(model, batch, names, "last", target=2, parameters=brief, blank=[-1.0])
    assert tuple(found.heatmaps) == names
    for name, heatmap in found.heatmaps.items():
        np.testing.assert_allclose(heatmap.array, expected[name][0], rtol=1e-4, atol=1e-6)
        assert (heatmap.method, heatmap.layer, heatmap.target) == (name, "last", "mass")
    assert found.windows == ()
    assert found.layer_reason == "The last layer that still has a map: 8 × 12 cells."


def test_a_volume_of_one_window_is_explained_as_the_plain_call_explains_it():
    image = _volume((16, 16, 4))
    found = explain_image(_ask("ct", image, ("hires-cam", "cf-cam")))
    model = loading.load_model("ct", "cpu").model
    expected = explain(
        model, prepare(image, CT).batch, ["hires-cam", "cf-cam"], "act", target=1
    )
    for name, heatmap in found.heatmaps.items():
        np.testing.assert_allclose(heatmap.array, expected[name][0], rtol=1e-4, atol=1e-6)


def test_raw_maps_of_windows_are_stitched_on_the_layers_cells():
    request = _ask("ct", methods=("hires-cam",))
    heatmap = explain_image(request).heatmaps["hires-cam"]
    model = loading.load_model("ct", "cpu").model
    volume = nn.functional.pad(prepare(request.image, CT).batch, (0, 0, 0, 0, 0, 1), value=-0.5)
    with torch.no_grad():
        cells = model.act(model.cells(volume))[0]
    per_window = 2 * 4 * 4
    expected = torch.einsum("c,cdhw->dhw", model.fc.weight[1], cells) / per_window
    np.testing.assert_allclose(heatmap.array, expected.detach(), rtol=1e-4, atol=1e-7)
    assert heatmap.array.shape == (11, 9, 10)


def test_the_maps_cells_lie_where_their_voxels_are_in_the_world():
    heatmap = explain_image(_ask("ct")).heatmaps["grad-cam"]
    np.testing.assert_allclose(heatmap.grid.world([0, 0, 0]), [-8.5, 21.5, 32.5])
    np.testing.assert_allclose(heatmap.grid.world([1, 2, 3]), [3.5, 29.5, 42.5])


def test_windows_report_their_box_and_probability_and_the_highest_is_the_prediction():
    found = explain_image(_ask("ct"))
    assert len(found.windows) == 4 * 4 * 10
    first = found.windows[0]
    assert first.low == pytest.approx((-10.5, 19.5, 27.5))
    assert first.high == pytest.approx((5.5, 35.5, 47.5))
    assert found.windows[-1].high == pytest.approx((29.5, 55.5, 132.5))
    best = max(window.probability for window in found.windows)
    assert found.target.label == "nodule"
    assert found.target.probability == pytest.approx(best)
    assert found.target in found.predictions
    assert sum(each.probability for each in found.predictions) == pytest.approx(1.0)


def test_the_counterfactual_of_a_scan_is_against_one_class_in_all_windows():
    """Else each window would speak against a class of its own."""
    open_ = explain_image(_ask("any", target="not:", further_targets=("not:mass",)))
    label = explain_image(_ask("any")).target.label
    named = explain_image(_ask("any", target=f"not:{label}"))
    assert open_.target.label == f"not:{label}"
    assert any("first look" in note for note in open_.notes)
    np.testing.assert_array_equal(
        open_.heatmaps[f"grad-cam→not:{label}"].array, named.heatmaps["grad-cam"].array
    )


def test_without_a_target_a_first_look_at_all_windows_chooses_it_and_says_so():
    found = explain_image(_ask("any"))
    assert any("first look" in note for note in found.notes)
    asked = explain_image(_ask("any", target=found.target.label))
    np.testing.assert_array_equal(
        found.heatmaps["grad-cam"].array, asked.heatmaps["grad-cam"].array
    )


@pytest.mark.parametrize(
    ("target", "label"), [("mass", "mass"), ("0", "nothing"), ("1", "nodule")]
)
def test_the_target_may_be_a_label_or_a_number(target, label):
    assert explain_image(_ask(target=target)).target.label == label


def test_without_a_target_the_predicted_class_is_explained():
    found = explain_image(_ask())
    assert found.target == found.predictions[0]
    assert found.heatmaps["grad-cam"].target == found.target.label


def test_units_of_a_sigmoid_stand_alone():
    found = explain_image(_ask("sigmoid"))
    for each in found.predictions:
        assert each.probability == pytest.approx(1 / (1 + np.exp(-each.score)))


def test_predictions_are_the_same_before_and_after():
    for model in ("photo", "ct", "any"):
        assert predict_image(_ask(model)) == explain_image(_ask(model)).predictions


def test_the_cards_layer_wins_over_the_engines_and_the_users_over_both():
    found = explain_image(_ask("card"))
    assert (found.layer, found.layer_reason) == ("block", "Because.")
    assert explain_image(_ask("card", layer="stem")).layer == "stem"
    chosen = [layer for layer in list_layers("card") if layer.is_chosen]
    assert [(layer.name, layer.reason) for layer in chosen] == [("block", "Because.")]


def test_each_map_is_handed_out_as_soon_as_it_is_whole():
    seen = []
    found = explain_image(
        _ask(methods=("grad-cam", "cam")),
        report=lambda progress: seen.append(progress.label),
        on_map=seen.append,
    )
    assert [each for each in seen if not isinstance(each, str)] == list(found.heatmaps.values())
    assert seen.index(found.heatmaps["grad-cam"]) < seen.index("CAM")


@pytest.mark.parametrize("model", ["photo", "ct"])
def test_progress_grows_to_its_total(model):
    seen = []
    explain_image(_ask(model, methods=("grad-cam", "cam")), report=seen.append)
    done = [progress.done for progress in seen]
    assert done == sorted(done)
    assert len({progress.total for progress in seen}) == 1
    assert done[-1] == seen[-1].total
    assert all(progress.label for progress in seen)


@pytest.mark.parametrize("model", ["photo", "ct", "any"])
def test_cancel_stops_at_every_step_and_leaves_the_network_alone(model, snapshot):
    network = loading.load_model(model, "cpu").model
    before = snapshot(network)
    request = _ask(model, methods=("grad-cam", "ablation-cam", "cf-cam"))
    for stop in range(4):
        token, steps = CancelToken(), itertools.count()

        def report(_progress, token=token, steps=steps, stop=stop):
            if next(steps) == stop:
                token.cancel()

        with pytest.raises(Cancelled):
            explain_image(request, report, token)
        assert snapshot(network) == before


def test_cancel_stops_a_method_between_two_runs_of_the_tail(monkeypatch):
    token = CancelToken()
    runs = []
    monkeypatch.setattr("camviewer.engine.methods.perturbation._CHUNK_VALUES", 1)

    real = cut.Cut.output

    def counted(self, activations, sample):
        runs.append(1)
        if len(runs) == 5:
            token.cancel()
        return real(self, activations, sample)

    monkeypatch.setattr(cut.Cut, "output", counted)
    with pytest.raises(Cancelled):
        explain_image(_ask(methods=("ablation-cam",), layer="stem"), token=token)
    assert len(runs) == 5


def test_a_set_token_stops_before_anything_runs(registered):
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        predict_image(_ask(), token)


def test_a_network_is_built_once_for_many_questions(registered):
    for _ in range(3):
        explain_image(_ask())
        predict_image(_ask())
    assert registered == ["photo"]


def test_only_the_last_few_networks_are_kept(registered):
    for model in ("photo", "sigmoid", "card", "stuck", "photo"):
        loading.load_model(model, "cpu")
    assert registered.count("photo") == 2


def test_a_method_that_cannot_run_here_is_left_out_and_said():
    found = explain_image(_ask(methods=("cam", "grad-cam"), layer="stem"))
    assert list(found.heatmaps) == ["grad-cam"]
    assert any("cam was left out" in note for note in found.notes)
    with pytest.raises(LayerError):
        explain_image(_ask(methods=("cam",), layer="stem"))


def test_the_way_the_tail_was_run_is_reported():
    for layer, kind in (("last", "closed form"), ("stem", "graph")):
        found = explain_image(_ask(methods=("ablation-cam",), layer=layer))
        assert found.heatmaps["ablation-cam"].diagnostics["tail"] == kind


def test_findings_of_a_scan_are_medians_over_its_windows(monkeypatch):
    noted = iter(range(1000))

    def noting(probe, _params):
        for _ in range(len(probe.activations)):
            probe.note("count", next(noted))
        return probe.activations.mean(1)

    method = dataclasses.replace(METHODS.get("random-cam"), run=noting)
    monkeypatch.setitem(METHODS._specs, "random-cam", method)
    heatmap = explain_image(_ask("ct", methods=("random-cam",))).heatmaps["random-cam"]
    assert heatmap.diagnostics["count"] == 79.5


def test_a_layer_that_runs_twice_is_shown_as_it_was_last():
    found = explain_image(_ask("twice", target="0"))
    assert found.layer == "act"
    assert found.heatmaps["grad-cam"].array.shape == (4, 6)
    assert any("2 times" in note for note in found.notes)


def test_a_blank_map_says_why():
    opposed = explain_image(_ask("stuck", target="0")).heatmaps["grad-cam"]
    assert opposed.array.max() < 0
    assert "negative" in opposed.note
    zero = explain_image(_ask("stuck", target="1")).heatmaps["grad-cam"]
    assert not zero.array.any()
    assert zero.note
    speaking = explain_image(_ask(methods=("eigen-cam",))).heatmaps["eigen-cam"]
    assert speaking.array.max() > 0
    assert not speaking.note


def test_a_map_never_holds_nan(monkeypatch):
    broken = dataclasses.replace(
        METHODS.get("random-cam"),
        run=lambda probe, _params: probe.activations.mean(1) * float("nan"),
    )
    monkeypatch.setitem(METHODS._specs, "random-cam", broken)
    heatmap = explain_image(_ask(methods=("random-cam",))).heatmaps["random-cam"]
    assert not heatmap.array.any()
    assert "not finite" in heatmap.note


def _short_of_memory(monkeypatch, largest):
    real = scan.study
    sizes = []

    def study(scene, *args, **kwargs):
        sizes.append(len(scene.batch))
        if len(scene.batch) > largest:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return real(scene, *args, **kwargs)

    monkeypatch.setattr(scan, "study", study)
    return sizes


def test_when_memory_runs_short_fewer_windows_are_looked_at_together(monkeypatch):
    expected = explain_image(_ask("ct", methods=("grad-cam", "ablation-cam")))
    sizes = _short_of_memory(monkeypatch, 5)
    found = explain_image(_ask("ct", methods=("grad-cam", "ablation-cam")))
    assert sizes[:3] == [16, 8, 4]
    assert max(sizes[2:]) == 4
    for name, heatmap in found.heatmaps.items():
        np.testing.assert_allclose(
            heatmap.array, expected.heatmaps[name].array, rtol=1e-4, atol=1e-7
        )
    assert any("4 at a time" in note for note in found.notes)


def test_when_memory_is_too_short_for_one_window_it_is_a_resource_error(monkeypatch):
    _short_of_memory(monkeypatch, 0)
    for model in ("photo", "ct"):
        with pytest.raises(ResourceError) as caught:
            explain_image(_ask(model))
        assert caught.value.hint


def test_an_image_that_cannot_fit_is_refused_before_it_is_resampled(monkeypatch):
    monkeypatch.setattr("camviewer.engine.device.free_bytes", lambda _device: 1000)
    monkeypatch.setattr(stage, "prepare", lambda *_: pytest.fail("was resampled"))
    with pytest.raises(ResourceError, match="GB"):
        explain_image(_ask("ct"))


def test_other_failures_of_a_network_are_not_taken_for_memory(monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("shapes do not fit")

    monkeypatch.setattr(scan, "study", fail)
    with pytest.raises(RuntimeError, match="shapes"):
        explain_image(_ask())


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"methods": ("grad-camm",)}, UnknownNameError),
        ({"methods": ()}, InputError),
        ({"target": "nodul"}, UnknownNameError),
        ({"target": "3"}, InputError),
        ({"layer": "lasst"}, LayerError),
        ({"layer": "fc"}, LayerError),
        ({"device": "tpu"}, UnknownNameError),
        ({"image": _volume()}, InputError),
        ({"parameters": {"grad-cam": {"x": 1}}}, UnknownNameError),
    ],
)
def test_bad_input_is_one_sentence_and_a_hint(change, error):
    with pytest.raises(error) as caught:
        explain_image(_ask(**change))
    assert str(caught.value).endswith(".")
    assert caught.value.hint or change.get("parameters")


def test_random_weights_are_said():
    assert any("random weights" in note for note in explain_image(_ask()).notes)


def test_the_request_is_kept_in_the_answer():
    found = explain_image(
        _ask(methods=("eigen-cam",), seed=7, parameters={"eigen-cam": {"centred": True}})
    )
    assert found.seed == 7
    assert found.model == "photo"
    assert found.model_label == "Photo"
    assert found.device == "cpu"
    assert found.weights_sha256 == ""
    assert found.heatmaps["eigen-cam"].parameters == {"centred": True}
    assert found.milliseconds > 0


def _failing_room(monkeypatch, place, error):
    """Let the room for one map of the run be refused, once."""
    calls, real = [], scan.Stitcher

    def make(layout):
        calls.append(1)
        if len(calls) == place:
            raise error
        return real(layout)

    monkeypatch.setattr(scan, "Stitcher", make)


def test_windows_count_once_when_memory_runs_short_between_two_maps(monkeypatch):
    methods = ("grad-cam", "hires-cam")
    expected = explain_image(_ask("ct", methods=methods))
    _failing_room(monkeypatch, 2, torch.OutOfMemoryError("CUDA out of memory"))
    found = explain_image(_ask("ct", methods=methods))
    assert len(found.windows) == len(expected.windows)
    for name, heatmap in found.heatmaps.items():
        np.testing.assert_allclose(
            heatmap.array, expected.heatmaps[name].array, rtol=1e-4, atol=1e-7
        )


def test_a_map_that_does_not_fit_the_windows_is_left_out(monkeypatch):
    _failing_room(monkeypatch, 1, LayerError("Does not fit."))
    found = explain_image(_ask("ct", methods=("grad-cam", "hires-cam")))
    assert list(found.heatmaps) == ["hires-cam"]
    assert any("grad-cam was left out" in note for note in found.notes)


def _spot(order, signs, place):
    """Air with one dense ball of 3 voxels around a place of (R, A, S), stored in any order."""
    affine = np.zeros((4, 4))
    spacing = np.array([1.0, 1.0, 5.0])
    shape = tuple(np.array((40, 36, 21))[list(order)])
    for axis, world in enumerate(order):
        affine[world, axis] = signs[axis] * spacing[world]
        affine[world, 3] += 0 if signs[axis] > 0 else (shape[axis] - 1) * spacing[world]
    affine[3, 3] = 1
    grid = Grid(shape, affine)
    found = np.linalg.norm(
        (grid.world(np.stack(np.indices(shape), -1)) - np.array(place)) / spacing, axis=-1
    )
    return Image(np.where(found < 1.5, 400, -1000).astype(np.int16), grid, unit="HU")


@pytest.mark.parametrize(
    ("order", "signs"),
    [((0, 1, 2), (1, 1, 1)), ((2, 0, 1), (-1, 1, -1)), ((1, 2, 0), (1, -1, -1))],
)
@pytest.mark.parametrize("place", [(12.0, 20.0, 50.0), (29.0, 11.0, 60.0), (20.0, 27.0, 35.0)])
def test_a_scan_of_cells_without_padding_is_hot_where_the_volume_is(order, signs, place):
    image = _spot(order, signs, place)
    found = explain_image(_ask("bare", image, layer="other"))
    assert len(found.windows) > 4
    heatmap = found.heatmaps["grad-cam"]
    np.testing.assert_allclose(heatmap.grid.spacing, (5.0, 2.0, 2.0), rtol=1e-6)
    mass = heatmap.array - heatmap.array.min()
    cells = np.stack(np.indices(mass.shape), -1)
    middle = (heatmap.grid.world(cells) * mass[..., None]).sum((0, 1, 2)) / mass.sum()
    peak = heatmap.grid.world(np.unravel_index(mass.argmax(), mass.shape))
    # Within half of a cell: 1, 1 and 2.5 mm.
    assert np.all(np.abs(middle - place) <= (1.0, 1.0, 2.5))
    assert np.all(np.abs(peak - place) <= (2.0, 2.0, 5.0))


def test_the_cells_of_a_scan_without_padding_begin_behind_its_border():
    volume = _volume()
    heatmap = explain_image(_ask("bare", volume, layer="other")).heatmaps["grad-cam"]
    # Cell 0 along (S, A, R) is centred at voxel (1.5, 3.5, 3.5).
    first = volume.grid.world((3.5, 3.5, 1.5))
    np.testing.assert_allclose(heatmap.grid.world((0, 0, 0)), first, atol=1e-5)


def test_joined_layers_lie_where_the_finest_lies():
    found = explain_image(_ask("bare", _volume(), layer="one+other")).heatmaps["grad-cam"]
    np.testing.assert_allclose(found.grid.spacing, (5.0, 1.0, 1.0), rtol=1e-6)
    np.testing.assert_allclose(found.grid.world((0, 0, 0)), _volume().grid.world((1, 1, 0.5)))
