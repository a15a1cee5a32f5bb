"""Oblique volumes on the pixels of the widget: the right stays the right, however stored."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations, product

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from camviewer.core.image import Grid
from camviewer.core.progress import CancelToken, no_report
from camviewer.gui.views.slice_view import SliceView
from camviewer.render.resample import straightened

WHITE, MID, DARK = 255, 128, 64
WIDTH, HEIGHT = 120, 100
# In the phantom's own RAS: the middle of the block that each edge of a plane shows.
BLOCKS = {"right": (17.0, 0.0, 0.0), "front": (0.0, 33.0, 0.0), "top": (0.0, 0.0, 27.0)}
GREYS = {"right": WHITE, "front": MID, "top": DARK}
ORDERS = list(product(permutations(range(3)), product((False, True), repeat=3)))
# What each plane shows, and at which edge: (dx, dy) in shares of half the plane.
SEEN = {
    "axial": {"right": (-1, 0), "front": (0, -1)},
    "coronal": {"right": (-1, 0), "top": (0, -1)},
    "sagittal": {"front": (-1, 0), "top": (0, -1)},
}
SIZES = {"axial": (40, 72), "coronal": (40, 60), "sagittal": (72, 60)}


def rotation(axis, degrees):
    angle, matrix = np.radians(degrees), np.eye(3)
    one, other = (axis + 1) % 3, (axis + 2) % 3
    matrix[one, one] = matrix[other, other] = np.cos(angle)
    matrix[one, other], matrix[other, one] = -np.sin(angle), np.sin(angle)
    return matrix


def tilted(image, turn):
    """The same voxels in a world that is turned about its middle."""
    whole = np.eye(4)
    whole[:3, :3] = turn
    return replace(image, grid=Grid(image.grid.shape, whole @ image.grid.affine))


def open_it(session, image):
    session.show(image)
    session.state.view.width, session.state.view.level = 1000.0, 500.0
    session.state.view.position = (0.0, 0.0, 0.0)


@pytest.fixture
def planes(bare, shown):
    views = {plane: shown(SliceView(bare, plane), WIDTH, HEIGHT) for plane in SEEN}
    for view in views.values():
        view.canvas.setMinimumSize(1, 1)
        view.badges.hide()  # so small a plane has no room for them
    return views


@pytest.mark.parametrize("degrees", [12, 30])
@pytest.mark.parametrize("axis", [0, 1, 2])
def test_every_stored_order_is_drawn_the_right_way_round(
    axis, degrees, planes, bare, body, pixels
):
    turn = rotation(axis, degrees)
    for order, flips in ORDERS:
        open_it(bare, tilted(body(order, flips), turn))
        for is_radiological in (True, False):
            bare.state.view.is_radiological = is_radiological
            for plane, view in planes.items():
                view.flush()
                check(view, pixels(view.canvas), plane, is_radiological, turn)


def check(view, picture, plane, is_radiological, turn):
    width, height = SIZES[plane]
    scale = min(WIDTH / width, HEIGHT / height)
    is_mirrored = plane != "sagittal" and not is_radiological
    for name, (dx, dy) in SEEN[plane].items():
        across = -dx if is_mirrored else dx
        x = WIDTH / 2 + across * 0.45 * width * scale
        y = HEIGHT / 2 + dy * 0.45 * height * scale
        assert abs(picture[round(y), round(x), 0] - GREYS[name]) <= 2, (plane, name)
        # The opposite edge is empty, and the world under the pixel is where the block is.
        assert picture[round(HEIGHT - y), round(WIDTH - x), 0] == 0
        world = np.array(view.world_at(QPointF(x, y)))
        block = turn @ np.array(BLOCKS[name])
        assert np.dot(world, block) / np.linalg.norm(block) > 0.8 * np.linalg.norm(block)
        letters = view.source.frame().letters
        edge = letters.top if dy else (letters.left if across < 0 else letters.right)
        assert edge[0] == {"right": "R", "front": "A", "top": "S"}[name]


@pytest.mark.parametrize(
    ("degrees", "axial", "sagittal"), [(2, "A", "S"), (12, "A", "S"), (20, "AL", "S")]
)
def test_letters_get_a_second_one_from_a_quarter_on(degrees, axial, sagittal, ct, body, shown):
    view = shown(SliceView(ct, "axial"), 400, 320)
    side = shown(SliceView(ct, "sagittal"), 400, 320)
    ct.show(tilted(body(), rotation(2, degrees)))
    view.flush()
    side.flush()
    assert view.canvas.annotations.marks.letters.top == axial
    assert side.canvas.annotations.marks.letters.top == sagittal


@pytest.mark.parametrize(
    ("degrees", "text"), [(2.9, ""), (3.1, "oblique 3°"), (12, "oblique 12°")]
)
def test_each_plane_says_by_how_much_it_is_oblique(degrees, text, ct, body, shown):
    view = shown(SliceView(ct, "sagittal"), 400, 320)
    ct.show(tilted(body(), rotation(1, degrees)))
    view.flush()
    assert view.badges.oblique.isVisible() is bool(text)
    if text:
        assert view.badges.oblique.text() == text


def test_a_straightened_volume_is_upright_in_pixels(bare, body, shown, pixels):
    image = tilted(body(), rotation(2, 30))
    view = shown(SliceView(bare, "axial"), 400, 320)
    open_it(bare, image)
    bare.show_straight(straightened(image, no_report, CancelToken()))
    view.flush()
    assert view.badges.resampled.isVisible()
    assert view.badges.oblique.isHidden()
    picture = pixels(view.canvas)[..., 0]
    for name in ("right", "front"):
        at = view.screen_at(tuple(rotation(2, 30) @ np.array(BLOCKS[name])))
        assert abs(picture[round(at.y()), round(at.x())] - GREYS[name]) <= 3
    # Turned by 30 degrees, the block at the right goes forward: up on the screen.
    at = view.screen_at(tuple(rotation(2, 30) @ np.array(BLOCKS["right"])))
    assert at.y() < 160 - 20
    bare.show_straight(None)
    view.flush()
    assert view.badges.resampled.isHidden()
    assert view.badges.oblique.isVisible()


def test_a_map_lies_on_the_straightened_volume_where_it_lay(
    bare, body, shown, pixels, hot_right, explained
):
    image = tilted(body(), rotation(2, 30))
    open_it(bare, image)
    explained(bare, [hot_right(image)])
    bare.state.view.position = (0.0, 0.0, 0.0)
    bare.state.overlay.smooth, bare.state.overlay.opacity = False, 1.0
    bare.state.view.width, bare.state.view.level = 1.0, 5000.0  # all black below the map
    view = shown(SliceView(bare, "axial"), 400, 320)
    for straight in (None, straightened(image, no_report, CancelToken())):
        bare.show_straight(straight)
        view.flush()
        picture = pixels(view.canvas).sum(axis=-1)
        for x, is_hot in ((14.0, True), (3.0, True), (-3.0, False), (-14.0, False)):
            at = view.screen_at(tuple(rotation(2, 30) @ np.array((x, 20.0, 0.0))))
            assert bool(picture[round(at.y()), round(at.x())] > 300) is is_hot


def test_the_numbers_stay_those_of_the_stored_voxels(bare, body, shown, qtbot):
    image = tilted(body(), rotation(2, 30))
    open_it(bare, image)
    bare.show_straight(straightened(image, no_report, CancelToken()))
    view = shown(SliceView(bare, "axial"), 400, 320)
    world = image.grid.world((17, 12, 6))
    with qtbot.waitSignal(view.probe_changed) as told:
        view.gestures.hovered.emit(view.screen_at(tuple(world)))
    assert "17,12,6 · 1000 HU" in told.args[0]
