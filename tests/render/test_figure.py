import logging
import os

import numpy as np
import pytest
from PIL import Image as Pillow

from camviewer.core.errors import ResourceError
from camviewer.core.image import Grid, Heatmap, Image, pixel_grid
from camviewer.core.settings import DISCLAIMER
from camviewer.render import figure, lettering
from camviewer.render.colour import Window
from camviewer.render.figure import (
    Caption,
    DrawnMap,
    Look,
    OverlayStyle,
    montage_figure,
    orthogonal_figure,
    plain_figure,
    save_png,
    slice_figure,
)
from camviewer.render.lettering import ACCENT, AMBER
from camviewer.render.sheet import BACKGROUND
from camviewer.render.slicing import Convention, Plane, frame_at, picture_frame

WINDOW = Window(1500, -600)


def upright(patient):
    return patient.stored(patient.volume(), patient.affine(), (0, 1, 2), (False,) * 3)


def hot_map(image, name="grad-cam", *, sign=1.0, note="", **style):
    values = np.zeros(image.grid.shape, np.float32)
    values[tuple(count // 2 for count in values.shape)] = sign
    heatmap = Heatmap(values, image.grid, name, layer="features.5", note=note)
    return DrawnMap(heatmap, 1.0, title=name.upper(), style=OverlayStyle(**style))


@pytest.fixture
def words(monkeypatch):
    """Every line that a figure writes below itself."""
    written = []
    plain = lettering.text_block

    def remembered(lines, *args, **kwargs):
        written.extend(line for line in lines if line)
        return plain(lines, *args, **kwargs)

    monkeypatch.setattr(figure, "text_block", remembered)
    return written


def has(pixels, colour):
    return bool((pixels == colour).all(axis=-1).any())


# What is said


def test_legend_names_everything_needed_to_read_the_map(patient, words):
    image = upright(patient)
    caption = Caption("nodule3d", "nodule", 0.93, ("Windows overlap by half.",))
    frame = frame_at(image.grid, Plane.AXIAL, image.grid.centre())
    slice_figure(image, frame, WINDOW, hot_map(image, threshold=0.2), caption=caption)
    scale = "top of scale 1 · scale: each map's own (99.5th percentile) · "
    assert words == [
        "nodule3d · nodule · probability 0.930",
        "GRAD-CAM · layer features.5 · 22 × 18 × 13 cells of 0.7 × 1.1 × 2.5 mm",
        scale + "drawn from 20% of the top · for the class only",
        "grey window W 1500 L -600 HU",
        "Windows overlap by half.",
        DISCLAIMER,
    ]


@pytest.mark.parametrize(
    ("style", "part"),
    [
        ({"scale": "shared"}, "scale: shared by all methods"),
        ({"scale": "fixed"}, "scale: fixed"),
        ({"signed": True}, "for and against the class"),
        ({"threshold": 0.0}, "all drawn"),
    ],
)
def test_legend_states_how_the_map_is_shown(patient, words, style, part):
    image = upright(patient)
    frame = frame_at(image.grid, Plane.AXIAL, image.grid.centre())
    slice_figure(image, frame, WINDOW, hot_map(image, **style))
    assert part in " | ".join(words)


def test_a_blank_map_is_said_in_words(patient, words):
    image = upright(patient)
    frame = frame_at(image.grid, Plane.AXIAL, image.grid.centre())
    slice_figure(
        image, frame, WINDOW, hot_map(image, sign=-1.0, note="All weights are negative.")
    )
    assert "GRAD-CAM: no positive evidence in this map" in words
    assert "GRAD-CAM: All weights are negative." in words


def test_a_signed_view_of_a_negative_map_is_not_called_blank(patient, words):
    image = upright(patient)
    frame = frame_at(image.grid, Plane.AXIAL, image.grid.centre())
    slice_figure(image, frame, WINDOW, hot_map(image, sign=-1.0, signed=True))
    assert not any("no positive" in line for line in words)


def test_every_figure_carries_the_disclaimer(patient, words):
    image = upright(patient)
    centre = image.grid.centre()
    frame = frame_at(image.grid, Plane.AXIAL, centre)
    slice_figure(image, frame, WINDOW)
    montage_figure(image, frame, WINDOW, [])
    orthogonal_figure(image, centre, WINDOW)
    assert words.count(DISCLAIMER) == 3


# What is drawn


def test_bright_letter_is_on_the_side_of_the_convention(patient, case):
    where = np.add(patient.origin, np.multiply(patient.spacing, (11, 9, 4)))
    for convention in (Convention(), Convention(is_radiological=False)):
        frame = frame_at(case.grid, Plane.AXIAL, where, convention)
        drawn = slice_figure(case, frame, Window(100, 950))
        # Inside the panel (12 px of border) and away from the letters at its edges.
        panel = drawn[60:500, 12 : 12 + 640]
        columns = np.nonzero((panel > 250).all(axis=2))[1]
        columns = columns[(columns > 28) & (columns < 612)]
        side = np.median(columns) < 320
        assert side == convention.is_radiological


def test_figure_has_a_bar_only_when_there_is_a_map(patient):
    image = upright(patient)
    frame = frame_at(image.grid, Plane.AXIAL, image.grid.centre())
    bare = slice_figure(image, frame, WINDOW)
    mapped = slice_figure(image, frame, WINDOW, hot_map(image))
    assert mapped.shape[1] > bare.shape[1] + 60
    assert bare.dtype == mapped.dtype == np.uint8


def test_border_and_disclaimer_have_their_colours(patient):
    image = upright(patient)
    drawn = slice_figure(image, frame_at(image.grid, Plane.AXIAL, (0, 0, 0)), WINDOW)
    assert (drawn[:12] == BACKGROUND).all()
    assert (drawn[:, :12] == BACKGROUND).all()
    assert has(drawn[-40:], AMBER)
    assert not has(drawn[:-60], AMBER)


def test_cross_marks_the_asked_place(patient):
    image = upright(patient)
    hot = image.grid.world((11, 9, 6))
    frame = frame_at(image.grid, Plane.AXIAL, hot)
    assert not has(slice_figure(image, frame, WINDOW), ACCENT)
    lit = (slice_figure(image, frame, WINDOW, mark=hot) == ACCENT).all(axis=2)
    rows, columns = np.nonzero(lit)
    width = 640 * (22 * 0.7) / (18 * 1.1)
    expected = ((22 - 1 - 11 + 0.5) / 22 * width + 12, (18 - 1 - 9 + 0.5) / 18 * 640 + 12)
    assert (np.median(columns[rows < 200]), np.median(rows[columns < 200])) == pytest.approx(
        expected, abs=2
    )


def test_montage_shows_the_bare_slice_and_every_map(patient, words):
    image = upright(patient)
    frame = frame_at(image.grid, Plane.CORONAL, image.grid.centre())
    maps = [hot_map(image, name) for name in ("grad-cam", "layer-cam", "cf-cam")]
    drawn = montage_figure(image, frame, WINDOW, maps)
    for title in ("Image", "GRAD-CAM", "LAYER-CAM", "CF-CAM"):
        assert title in words
    two = montage_figure(image, frame, WINDOW, maps[:1])
    assert drawn.shape[0] > 1.5 * two.shape[0]
    assert "layer features.5 · 22 × 18 × 13 cells of 0.7 × 1.1 × 2.5 mm" in words


def test_three_planes_have_one_scale_and_a_cross_each(patient):
    image = upright(patient)
    drawn = orthogonal_figure(image, image.grid.centre(), WINDOW, hot_map(image))
    assert has(drawn, ACCENT)
    # Coronal is the tallest: 13 * 2.5 mm against widths of 15.4, 15.4 and 19.8 mm.
    px_per_mm = 420 / (13 * 2.5)
    widths = sum(round(mm * px_per_mm) for mm in (15.4, 15.4, 19.8))
    assert drawn.shape[1] == pytest.approx(widths + 5 * 12 + 66, abs=12)


def test_pictures_have_a_figure_too(words):
    rng = np.random.default_rng(0)
    image = Image(rng.integers(0, 255, (30, 40, 3)).astype(np.uint8), pixel_grid(30, 40))
    heatmap = Heatmap(
        np.eye(2, dtype=np.float32),
        Grid((2, 2), np.array([[15, 0, 7], [0, 20, 9.5], [0, 0, 1.0]])),
        "x",
    )
    drawn = slice_figure(
        image, picture_frame(image), Window(255, 127.5), DrawnMap(heatmap, 1.0), mark=(3, 4)
    )
    assert drawn.shape[2] == 3
    assert "x · 2 × 2 cells of 15 × 20 px" in words
    assert not any("grey window" in line for line in words)


@pytest.mark.parametrize("shape", [(3000, 20), (20, 3000), (1, 1), (2500, 2400)])
def test_odd_sizes_are_brought_to_the_size_of_a_figure(shape):
    image = Image(np.zeros(shape, np.uint8), pixel_grid(*shape))
    drawn = slice_figure(image, picture_frame(image), Window(255, 127.5))
    assert max(drawn.shape[:2]) <= 1024 + 120


# Files


def test_written_picture_is_read_back_and_carries_the_disclaimer(tmp_path):
    array = np.random.default_rng(0).integers(0, 255, (5, 7, 3)).astype(np.uint8)
    save_png(array, tmp_path / "figure.png")
    with Pillow.open(tmp_path / "figure.png") as read:
        assert np.array_equal(np.asarray(read), array)
        assert read.text["Description"] == DISCLAIMER
    assert [path.name for path in tmp_path.iterdir()] == ["figure.png"]


def test_views_and_grey_arrays_are_written(tmp_path):
    grey = np.arange(12, dtype=np.uint8).reshape(3, 4)[::-1, ::2]
    save_png(grey, tmp_path / "grey.png")
    with Pillow.open(tmp_path / "grey.png") as read:
        assert np.array_equal(np.asarray(read), grey)


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path, caplog):
    caplog.set_level(logging.DEBUG, logger="camviewer")
    with pytest.raises(ResourceError) as caught:
        save_png(np.zeros((2, 2, 3), np.uint8), tmp_path / "nowhere" / "figure.png")
    assert caught.value.hint
    assert not caplog.records


def test_failing_to_write_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch):
    path = tmp_path / "figure.png"
    path.write_bytes(b"old")

    def full(_self, part, **_kwargs):
        part.write_bytes(b"half")
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Pillow.Image, "save", full)
    with pytest.raises(ResourceError):
        save_png(np.zeros((2, 2, 3), np.uint8), path)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["figure.png"]


def test_lines_around_the_mass_are_drawn_as_the_style_says():
    image = Image(np.zeros((120, 120, 4), np.int16), Grid((120, 120, 4), np.eye(4)))
    values = np.zeros((4, 4, 4), np.float32)
    values[2, 2, 2] = 1.0
    heatmap = Heatmap(values, image.grid.divided((4, 4, 4)), "grad-cam")
    frame = frame_at(image.grid, Plane.AXIAL, heatmap.grid.world((2, 2, 2)))
    window = Window(1.0, 9000.0)  # the image is black
    pictures = {}
    for drawing in ("fill", "contour", "both"):
        style = OverlayStyle(drawing=drawing, opacity=1.0)
        drawn = DrawnMap(heatmap, 1.0, style=style)
        pictures[drawing] = plain_figure(image, frame, window, drawn)
    column, row = (round(x) for x in frame.pixel(heatmap.grid.world((2, 2, 2))))
    assert pictures["contour"][row, column].sum() == 0
    assert pictures["fill"][row, column].sum() > 300
    white = {name: (each.min(axis=-1) == 255).sum() for name, each in pictures.items()}
    assert white["fill"] == 0
    assert white["contour"] > 10
    assert white["both"] > 10


def test_a_slab_and_inversion_are_drawn_and_told(patient, words):
    image = upright(patient)
    frame = frame_at(image.grid, Plane.AXIAL, image.grid.world((11, 9, 6)))
    look = Look(2000.0, 0.0, is_inverted=True, slab="max", slab_mm=10.0)
    plain, slab = (
        plain_figure(image, frame, each)[..., 0] for each in (Window(2000.0, 0.0), look)
    )
    highest = image.array[:, :, 4:8].max(axis=2)  # four slices of 2.5 mm around the sixth
    stored = np.clip(np.floor((highest + 1000) / 2000 * 255 + 0.5), 0, 255)
    drawn = 255 - stored.T[::-1, ::-1]
    rows = np.floor((np.arange(slab.shape[0]) + 0.5) * drawn.shape[0] / slab.shape[0])
    np.testing.assert_array_equal(slab[:, ::1][:, : drawn.shape[1]], drawn[rows.astype(int)])
    assert not np.array_equal(255 - slab, plain)
    sheet = figure.slice_sheet(image, frame, look)
    assert "MIP 10 mm" in sheet.words()
    assert any("inverted" in line for line in words)


def test_a_map_of_a_slab_is_the_strongest_of_its_slices(patient):
    image = upright(patient)
    values = np.zeros(image.grid.shape, np.float32)
    values[11, 9, 7] = 1.0
    drawn = DrawnMap(Heatmap(values, image.grid, "cam"), 1.0, style=OverlayStyle(opacity=1.0))
    frame = frame_at(image.grid, Plane.AXIAL, image.grid.world((11, 9, 6)))
    window = Window(2000.0, 0.0)
    bare, alone = plain_figure(image, frame, window), plain_figure(image, frame, window, drawn)
    np.testing.assert_array_equal(alone, bare)
    look = Look(2000.0, 0.0, slab="mean", slab_mm=10.0)
    hot = plain_figure(image, frame, look, drawn) != plain_figure(image, frame, look)
    columns = np.nonzero(hot.any(axis=2))[1]
    assert columns.mean() == pytest.approx(22 - 1 - 11, abs=1)
