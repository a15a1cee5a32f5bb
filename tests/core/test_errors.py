import pytest

from camviewer.core import errors
from camviewer.core.errors import (
    CamViewerError,
    Cancelled,
    FormatError,
    GeometryError,
    InputError,
    LayerError,
    ModelError,
    NoGradientError,
    ResourceError,
    UnknownNameError,
)


@pytest.mark.parametrize(
    ("kind", "parent"),
    [
        (InputError, CamViewerError),
        (FormatError, InputError),
        (GeometryError, InputError),
        (UnknownNameError, InputError),
        (ModelError, CamViewerError),
        (LayerError, ModelError),
        (NoGradientError, ModelError),
        (ResourceError, CamViewerError),
    ],
)
def test_the_tree_is_as_written_down(kind, parent):
    assert kind.__bases__ == (parent,)


def test_every_error_is_in_the_tree():
    found = [
        thing
        for thing in vars(errors).values()
        if isinstance(thing, type) and issubclass(thing, Exception)
    ]
    assert all(issubclass(kind, CamViewerError) for kind in found if kind is not Cancelled)


def test_an_error_is_its_sentence_and_carries_a_hint():
    error = FormatError("The file is damaged.", hint="Copy it again.")
    assert (str(error), error.hint) == ("The file is damaged.", "Copy it again.")
    assert FormatError("The file is damaged.").hint == ""


def test_being_stopped_is_not_an_error():
    assert not issubclass(Cancelled, CamViewerError)


def test_an_unknown_name_names_the_nearest():
    error = UnknownNameError("method", "gradcam", ["grad-cam", "cf-cam", "eigen-cam"])
    assert str(error) == "There is no method called 'gradcam'."
    assert error.hint.startswith("Did you mean grad-cam")


def test_an_unknown_name_like_no_other_lists_all_in_order():
    error = UnknownNameError("method", "qqq", ["b-two", "a-one"])
    assert error.hint == "Known: a-one, b-two."


def test_of_many_names_only_the_first_are_listed():
    error = UnknownNameError("class", "qqq", [f"name-{number:03d}" for number in range(1000)])
    assert error.hint.startswith("Known: name-000, name-001")
    assert error.hint.endswith("name-011 and 988 more.")


def test_an_unknown_name_among_none_has_no_hint():
    assert UnknownNameError("method", "x", []).hint == ""
