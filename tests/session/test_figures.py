import dataclasses

import numpy as np
import pytest

from camviewer.core.image import Heatmap, Image, Mask, pixel_grid
from camviewer.core.job import Explanation, Prediction
from camviewer.session.figures import (
    case_figure,
    case_sheet,
    hottest_position,
    outlined,
    starting_window,
)
from camviewer.session.state import Overlay


def test_the_first_window_follows_the_kind_of_image(volume, picture):
    window = starting_window(volume)
    assert (window.width, window.level) == (1500, -600)
    window = starting_window(picture)
    assert (window.width, window.level) == (255, 127.5)
    ramp = np.linspace(100, 300, 400).astype(np.int16).reshape(20, 20)
    window = starting_window(Image(ramp, pixel_grid(20, 20)))
    assert window.level == pytest.approx(200, abs=5)
    assert 180 <= window.width <= 201


def test_the_files_own_window_comes_first(volume):
    asked = dataclasses.replace(volume, header={"window": (400.0, 40.0)})
    window = starting_window(asked)
    assert (window.width, window.level) == (400.0, 40.0)


def test_the_hottest_point_lies_in_the_middle_of_its_cell(volume):
    # Half as many cells: the middle of cell (1, 2, 0) is voxel (2.5, 4.5, 0.5).
    grid = volume.grid.divided((4, 4, 3))
    array = np.zeros(grid.shape, np.float32)
    array[1, 2, 0] = 1.0
    expected = volume.grid.world((2.5, (2 + 0.5) * 9 / 4 - 0.5, 0.5))
    assert hottest_position(Heatmap(array, grid, "cam")) == pytest.approx(tuple(expected))


def _figure(monkeypatch, *arguments):
    """Draw a figure; also return the captions it was given."""
    from camviewer.render import figure

    seen = []
    for name in ("slice_sheet", "orthogonal_sheet", "montage_sheet"):
        drawer = getattr(figure, name)

        def spy(*words, drawer=drawer, name=name, **named):
            seen.append((name, named["caption"]))
            return drawer(*words, **named)

        monkeypatch.setattr(figure, name, spy)
    pixels = case_figure(*arguments)
    assert pixels.dtype == np.uint8
    assert pixels.ndim == 3
    assert pixels.shape[2] == 3
    return seen[0]


@pytest.mark.parametrize(
    ("kind", "methods", "drawer"),
    [
        ("volume", ["grad-cam"], "orthogonal_sheet"),
        ("volume", ["grad-cam", "cf-cam"], "montage_sheet"),
        ("picture", ["cf-cam"], "slice_sheet"),
        ("picture", ["grad-cam", "cf-cam"], "montage_sheet"),
    ],
)
def test_one_method_is_drawn_large_and_several_side_by_side(
    request, explain, monkeypatch, kind, methods, drawer
):
    image = request.getfixturevalue(kind)
    name, caption = _figure(monkeypatch, image, explain(image), methods, Overlay())
    assert name == drawer
    assert (caption.target, caption.probability) == ("nodule", 0.9)


def test_a_scans_figure_says_what_the_windows_said(volume, explain, monkeypatch):
    explanation = dataclasses.replace(explain(volume), notes=("Resampled.",))
    _, caption = _figure(monkeypatch, volume, explanation, ["grad-cam"], Overlay())
    scan, note = caption.notes
    assert "2 windows" in scan
    assert "90.0 %" in scan
    assert note == "Resampled."


def test_a_methods_badge_stands_below_its_figure(picture, explain, monkeypatch):
    explanation = explain(picture, ("cf-cam-code",))
    _, caption = _figure(monkeypatch, picture, explanation, ["cf-cam-code"], Overlay())
    assert "class-agnostic" in caption.notes[0]


def test_a_shared_scale_has_one_top_and_a_fixed_one_its_own(picture, explain):
    from camviewer.session.figures import _drawn

    explanation = explain(picture)
    weak = explanation.heatmaps["cf-cam"]
    maps = {**explanation.heatmaps, "cf-cam": dataclasses.replace(weak, array=weak.array / 10)}
    explanation = dataclasses.replace(explanation, heatmaps=maps)
    names = list(maps)
    own = [each.top for each in _drawn(explanation, names, Overlay(scale="map"))]
    shared = [each.top for each in _drawn(explanation, names, Overlay(scale="shared"))]
    fixed = [
        each.top for each in _drawn(explanation, names, Overlay(scale="fixed", fixed_top=7.0))
    ]
    assert own[0] > 2 * own[1]
    assert shared == [own[0], own[0]]
    assert fixed == [7.0, 7.0]


def test_a_path_in_a_target_is_not_drawn(monkeypatch, picture, explain):
    from camviewer.render import figure

    words = "similarity:/home/jane_doe/scan.png"
    made = explain(picture, ("grad-cam",), target=words)
    name = f"grad-cam→{words}"
    maps = {name: dataclasses.replace(made.heatmaps["grad-cam"], name=name)}
    labels, drawn_map = [], figure.DrawnMap

    def spy(heatmap, top, label, style):
        labels.append(label)
        return drawn_map(heatmap, top, label, style)

    monkeypatch.setattr(figure, "DrawnMap", spy)
    explanation = dataclasses.replace(made, heatmaps=maps)
    _, caption = _figure(monkeypatch, picture, explanation, [name], Overlay())
    assert caption.target == "similarity:file"
    assert labels == ["Grad-CAM · similarity:file"]


def _boxes(image):
    """A mask as the window holds it, and the same as a file, of another grid."""
    array = np.zeros(image.grid.shape, bool)
    array[(slice(1, 3), *(slice(2, 4),) * (array.ndim - 1))] = True
    fine = np.repeat(np.repeat(array, 2, axis=0), 2, axis=1).astype(np.uint8)
    grid = image.grid.divided(fine.shape)
    return Mask("box", array), Image(fine, grid)


@pytest.mark.parametrize("kind", ["volume", "picture"])
def test_a_mask_is_outlined_where_it_lies_whatever_holds_it(kind, request):
    image = request.getfixturevalue(kind)
    drawn, read = _boxes(image)
    for mask in (drawn, read):
        found = outlined(image, mask)
        expected = image.grid.world([1.5, *(2.5,) * (image.grid.ndim - 1)])
        step = np.asarray(image.grid.spacing)
        assert (np.abs(np.subtract(found.centre, expected)) <= 0.51 * step.max()).all()
        inside = found.cells.grid.world(np.argwhere(found.cells.array)[0])
        np.testing.assert_allclose(inside, expected, atol=step.max())
    assert outlined(image, None) is None
    assert outlined(image, Mask("none", np.zeros(image.grid.shape, bool))) is None


def test_planes_are_cut_through_the_middle_of_the_mask_when_asked(volume, monkeypatch):
    from camviewer.render import figure

    seen = []
    monkeypatch.setattr(
        figure, "orthogonal_sheet", lambda _image, at, look, *_, **__: seen.append((at, look))
    )
    heat = np.zeros(volume.grid.shape, np.float32)
    heat[0, 0, 0] = 1
    explanation = dataclasses.replace(
        Explanation({}, (), Prediction(0, "a", 0.5, 1.0), "l", "", "toy", "Toy", "cpu"),
        heatmaps={"cam": Heatmap(heat, volume.grid, "cam")},
    )
    mask = outlined(volume, _boxes(volume)[0])
    centred = dataclasses.replace(mask, is_centred=True)
    for each in (None, mask, centred):
        case_sheet(volume, explanation, ["cam"], Overlay(), mask=each)
    corner = tuple(volume.grid.world((0, 0, 0)))
    assert [at for at, _ in seen] == [pytest.approx(corner)] * 2 + [centred.centre]
    assert [look.mask for _, look in seen] == [None, mask.cells, mask.cells]
