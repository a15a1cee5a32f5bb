import numpy as np
import pytest

from camviewer.core.image import Mask, pixel_grid
from camviewer.session.history import MOST_STEPS, History
from camviewer.session.masks import add_masks, remove_mask, show_mask
from camviewer.session.state import Measure, State


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def state():
    return State()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def history(state, clock):
    return History(state, clock)


def line(key, x=0.0):
    return Measure(key, "distance", "axial", ((x, 0.0, 0.0), (1.0, 0.0, 0.0)))


def test_nothing_was_changed_at_first(history):
    assert (history.undo_step, history.redo_step) == ("", "")
    history.undo()
    history.redo()


def test_a_change_is_undone_and_done_again(history, state):
    state.overlay.opacity = 0.3
    assert history.undo_step == "opacity"
    history.undo()
    assert state.overlay.opacity == 0.6
    assert (history.undo_step, history.redo_step) == ("", "opacity")
    history.redo()
    assert state.overlay.opacity == 0.3
    assert (history.undo_step, history.redo_step) == ("opacity", "")


def test_a_slider_that_runs_is_one_step(history, state, clock):
    for value in (0.5, 0.4, 0.3, 0.2):
        state.overlay.opacity = value
        clock.now += 0.9
    history.undo()
    assert state.overlay.opacity == 0.6
    history.redo()
    assert state.overlay.opacity == 0.2


def test_after_a_second_it_is_another_step(history, state, clock):
    state.overlay.opacity = 0.5
    clock.now += 1.0
    state.overlay.opacity = 0.4
    history.undo()
    assert state.overlay.opacity == 0.5


def test_another_field_is_another_step(history, state):
    state.overlay.opacity = 0.5
    state.overlay.threshold = 0.4
    state.overlay.opacity = 0.3
    history.undo()
    assert (state.overlay.opacity, state.overlay.threshold) == (0.5, 0.4)
    history.undo()
    assert (state.overlay.opacity, state.overlay.threshold) == (0.5, 0.2)
    history.undo()
    assert state.overlay.opacity == 0.6


def test_width_and_level_are_one_step(history, state):
    for width, level in ((500.0, 50.0), (600.0, 60.0)):
        state.view.width, state.view.level = width, level
    assert history.undo_step == "window"
    history.undo()
    assert (state.view.width, state.view.level) == (400.0, 40.0)
    history.redo()
    assert (state.view.width, state.view.level) == (600.0, 60.0)


def test_a_change_after_an_undo_forgets_what_was_undone(history, state):
    state.overlay.opacity = 0.5
    history.undo()
    state.overlay.colours = "hot"
    assert history.redo_step == ""
    history.redo()
    assert state.overlay.opacity == 0.6


def test_a_change_right_after_a_redo_is_a_step_of_its_own(history, state):
    state.overlay.opacity = 0.5
    history.undo()
    history.redo()
    state.overlay.opacity = 0.4
    history.undo()
    assert state.overlay.opacity == 0.5


def test_a_change_right_after_an_undo_does_not_join_the_step_before(history, state):
    state.overlay.opacity = 0.5
    state.overlay.threshold = 0.4
    history.undo()
    state.overlay.opacity = 0.4
    history.undo()
    assert state.overlay.opacity == 0.5


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("view", "position", (1.0, 2.0, 3.0)),
        ("view", "place", "compare"),
        ("view", "tool", "distance"),
        ("measures", "selected", 3),
        ("ask", "model", "other"),
        ("ask", "methods", ("grad-cam",)),
        ("job", "phase", "running"),
        ("case", "selected", "grad-cam"),
    ],
)
def test_where_one_looks_and_what_is_computed_is_no_step(history, state, part, field, value):
    setattr(getattr(state, part), field, value)
    assert history.undo_step == ""


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("overlay", "visible", False), ("overlay", "colours", "hot"),
        ("overlay", "ramp", "step"), ("overlay", "scale", "shared"),
        ("overlay", "fixed_top", 3.0), ("overlay", "smooth", False),
        ("overlay", "signed", True), ("view", "is_radiological", False),
        ("view", "is_anterior_left", False), ("view", "shows_crosshair", False),
        ("view", "annotations", "none"), ("view", "maximised", "axial"),
        ("view", "compare_plane", "coronal"),
    ],
)  # fmt: skip
def test_every_change_of_the_display_is_a_step(history, state, part, field, value):
    before = getattr(getattr(state, part), field)
    setattr(getattr(state, part), field, value)
    assert history.undo_step == field
    history.undo()
    assert getattr(getattr(state, part), field) == before


def test_measurements_are_drawn_changed_and_removed(history, state, clock):
    measures = state.measures
    measures.items = (line(1),)
    measures.items = (line(1, 5.0),)  # the same drag
    assert history.undo_step == "measure-added"
    clock.now += 5
    measures.items = (line(1, 7.0),)
    assert history.undo_step == "measure-changed"
    measures.items = (line(1, 7.0), line(2))
    assert history.undo_step == "measure-added"
    measures.items = (line(2),)
    assert history.undo_step == "measure-removed"
    history.undo()
    assert measures.items == (line(1, 7.0), line(2))
    history.undo()
    assert measures.items == (line(1, 7.0),)
    history.undo()
    assert measures.items == (line(1, 5.0),)
    history.undo()
    assert measures.items == ()


def test_two_that_are_drawn_at_once_are_two_steps(history, state):
    state.measures.items = (line(1),)
    state.measures.items = (line(1), line(2))
    history.undo()
    assert state.measures.items == (line(1),)


def test_no_measurement_that_is_gone_stays_marked(history, state):
    state.measures.items = (line(1),)
    state.measures.selected = 1
    history.undo()
    assert state.measures.selected is None
    state.measures.items = (line(3),)
    state.measures.selected = 3
    state.overlay.opacity = 0.1
    history.undo()
    assert state.measures.selected == 3


def test_a_new_case_begins_anew(history, state):
    from camviewer.core.image import Image

    state.overlay.opacity = 0.5
    state.case.image = Image(pixel_grid(2, 2).affine[:2, :2], pixel_grid(2, 2))
    assert (history.undo_step, history.redo_step) == ("", "")
    state.overlay.opacity = 0.4
    history.undo()
    assert state.overlay.opacity == 0.5


def test_only_the_last_steps_are_kept(history, state, clock):
    for number in range(MOST_STEPS + 20):
        clock.now += 2
        state.view.width = 1000.0 + number
    for _ in range(MOST_STEPS + 20):
        history.undo()
    assert state.view.width == 1019.0


def test_every_step_is_told(history, state):
    heard = []
    history.changed.connect(lambda: heard.append(history.undo_step))
    state.overlay.opacity = 0.5
    history.undo()
    history.redo()
    history.clear()
    assert heard == ["opacity", "", "opacity", ""]


def test_undoing_a_convention_is_kept_like_an_edit(session):
    session.state.view.is_radiological = False
    session.remember(is_radiological=False)
    session.undo()
    assert session.settings.is_radiological is True
    session.redo()
    assert session.settings.is_radiological is False


def mask(name, number=1):
    return Mask(name, np.full((2, 2), number, bool))


def test_a_mask_that_is_laid_over_is_one_step(history, state, clock):
    masks = state.masks
    add_masks(masks, [mask("liver")])
    masks.numbers = {"liver": "first"}
    assert history.undo_step == "mask-added"
    history.undo()
    assert (masks.items, masks.visible) == ((), ())
    assert history.undo_step == ""
    history.redo()
    assert [each.name for each in masks.items] == ["liver"]
    assert (masks.visible, masks.numbers) == (("liver",), {"liver": "first"})


def test_a_mask_that_was_removed_comes_back_with_its_own_numbers(history, state, clock):
    masks = state.masks
    add_masks(masks, [mask("liver")])
    masks.numbers = {"liver": "first"}
    clock.now += 5
    remove_mask(masks, "liver")
    assert history.undo_step == "mask-removed"
    clock.now += 5
    add_masks(masks, [mask("liver", 0)])
    masks.numbers = {"liver": "second"}
    history.undo()
    history.undo()
    (found,) = masks.items
    assert found.count == 4
    assert (masks.visible, masks.numbers) == (("liver",), {"liver": "first"})


def test_hiding_a_mask_is_a_step_and_measuring_it_is_none(history, state, clock):
    masks = state.masks
    add_masks(masks, [mask("liver")])
    clock.now += 5
    show_mask(masks, "liver", is_shown=False)
    assert history.undo_step == "mask-shown"
    clock.now += 5
    masks.numbers = {"liver": "late"}
    masks.fits = {"liver": "fit"}
    assert history.undo_step == "mask-shown"
    history.undo()
    assert masks.visible == ("liver",)
    assert len(masks.items) == 1
