import dataclasses

import numpy as np
import pytest

from camviewer.core.image import Heatmap, Image, pixel_grid
from camviewer.session.state import (
    Ask,
    Case,
    Cine,
    Job,
    Masks,
    Measures,
    Overlay,
    State,
    View,
)


def _another(value):
    """Make a value of the same kind that differs."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    return {str: "x", tuple: (1.0,), dict: {"x": 1}, type(None): "y"}[type(value)]


@pytest.mark.parametrize("kind", [Case, View, Overlay, Measures, Masks, Ask, Job, Cine])
def test_every_field_tells_its_new_value_once_and_the_same_value_never(kind):
    state = kind()
    for field in dataclasses.fields(kind):
        heard = []
        getattr(state.events, field.name).connect(heard.append)
        value = _another(getattr(state, field.name))
        setattr(state, field.name, value)
        setattr(state, field.name, value)
        assert heard == [value], field.name


def test_two_states_share_nothing():
    first, second = State(), State()
    heard = []
    second.view.events.width.connect(heard.append)
    first.view.width = 1.0
    assert heard == []
    assert second.view.width != 1.0
    assert first.case.heatmaps is not second.case.heatmaps


def test_the_shown_map_is_the_selected_one():
    import numpy as np

    heatmap = Heatmap(np.zeros((2, 2), np.float32), pixel_grid(2, 2), "cam")
    case = Case(heatmaps={"cam": heatmap})
    assert case.heatmap is None
    case.selected = "cam"
    assert case.heatmap is heatmap
    case.selected = "gone"
    assert case.heatmap is None


def test_the_default_method_of_the_window_is_cf_cam_spatial():
    assert Ask().methods[0] == "cf-cam-spatial"


def test_the_straightened_volume_is_drawn_where_there_is_one():
    case = Case()
    assert case.drawn is None
    case.image = image = Image(np.zeros((2, 2)), pixel_grid(2, 2))
    assert case.drawn is image
    case.straight = straight = Image(np.zeros((2, 2)), pixel_grid(2, 2))
    assert case.drawn is straight
