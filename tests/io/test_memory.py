import gzip

import numpy as np
import pytest
from PIL import Image as Picture

from camviewer.core.errors import ResourceError
from camviewer.io import memory, nifti, open_image


@pytest.fixture
def free(monkeypatch):
    def pretend(count):
        monkeypatch.setattr(memory, "free_bytes", lambda: count)

    return pretend


def test_what_does_not_fit_is_refused_with_both_numbers(free):
    free(2_000_000_000)
    with pytest.raises(ResourceError) as caught:
        memory.check_memory(3_500_000_000, "scan.nii")
    assert str(caught.value) == "scan.nii needs 3.5 GB of memory, but only 2.0 GB are free."
    assert caught.value.hint


def test_a_tenth_of_the_memory_stays_free(free):
    free(1000)
    memory.check_memory(900, "scan.nii")
    with pytest.raises(ResourceError):
        memory.check_memory(901, "scan.nii")


def test_the_free_memory_is_some():
    assert memory.free_bytes() > 1_000_000


def test_a_volume_is_refused_before_it_is_read(free, pack, put, monkeypatch):
    monkeypatch.setattr(nifti, "_values", lambda *_: pytest.fail("it was read"))
    path = put(pack(np.zeros((10, 10, 10, 4), np.int16)))
    free(2000)
    with pytest.raises(ResourceError, match="of memory, but only"):
        open_image(path, volume=1)


@pytest.mark.parametrize("is_packed", [False, True])
def test_only_the_chosen_volume_has_to_fit(free, pack, put, is_packed):
    content = pack(np.zeros((10, 10, 10, 4), np.int16))
    path = put(gzip.compress(content) if is_packed else content)
    free(2000)
    with pytest.raises(ResourceError, match=r"needs 0\.0 MB"):
        open_image(path, volume=1)
    free(2400)
    assert open_image(path, volume=1).grid.shape == (10, 10, 10)


def test_a_picture_is_refused_before_it_is_decoded(free, draw, put, monkeypatch):
    path = put(draw(Picture.new("L", (20, 20)), "png"))
    monkeypatch.setattr(Picture.Image, "load", lambda *_: pytest.fail("it was decoded"))
    free(1000)
    with pytest.raises(ResourceError):
        open_image(path)
