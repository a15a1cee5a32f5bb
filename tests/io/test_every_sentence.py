"""Whatever a file is like, all that is said of it went through the translation.

The translator here takes every word out of a sentence and leaves its values, between brackets.
What is read then outside of brackets, or as a word within them, was never translated: it has to
be data, a name or what a foreign library said.
"""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import numpy as np
import pytest
from PIL import Image as Picture

import camviewer
from camviewer.core.errors import CamViewerError
from camviewer.core.image import Grid, Heatmap, Image, pixel_grid
from camviewer.core.json_file import read_json
from camviewer.core.params import build, integer
from camviewer.core.registry import Registry
from camviewer.core.settings import read_settings
from camviewer.core.words import install_translator
from camviewer.io import FORMATS, ChoiceError, make_folder, open_image, read_heatmap, read_masks
from camviewer.io import memory as memory_module
from camviewer.io.dicom.origin import origin_of
from camviewer.io.dicom.parametric_map import check_placed
from camviewer.io.map_files import read_map

ZEROS = np.zeros((4, 5, 6), np.int16)
VOLUME = Image(ZEROS, Grid(ZEROS.shape, np.eye(4)))
# Names of a header's fields, of files' endings and of units.
_DATA = {
    "nii", "png", "tif", "npy", "mha", "nrrd", "dcm", "json", "xyz", "bad", "mm", "MB", "GB",
    "NDims", "DimSize", "ElementType", "ElementSpacing", "sizes", "dimension", "kinds", "cm",
    "space directions", "encoding", "furlong", "Secret series", "nonsense", "huge",
}  # fmt: skip
_DATA = {word for name in _DATA for word in name.split()}
_WORD = re.compile(r"[^\W\d_]{2,}")
_BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")


def _skeleton(_context, text):
    """Leave of a sentence its values alone, between brackets."""
    fields = [field for _, field, _, _ in Formatter().parse(text) if field]
    return f"⟦{' '.join(f'{{{field}}}' for field in fields)}⟧"


@pytest.fixture(autouse=True)
def _wordless():
    install_translator(_skeleton)
    yield
    install_translator(None)


def _outside(text):
    """Return what stands outside of all brackets."""
    before = None
    while before != text:
        before, text = text, _BRACKETED.sub("", text)
    return text.strip()


def _foreign(error):
    """Words that a library or the system said, and that nobody can translate."""
    cause = error.__cause__
    if cause is None:
        return set()
    trace = cause.__traceback__
    while trace.tb_next is not None:
        trace = trace.tb_next
    package = Path(camviewer.__file__).parent
    is_ours = package in Path(trace.tb_frame.f_code.co_filename).parents
    words = set(_WORD.findall(f"{cause} {getattr(cause, 'strerror', '')}"))
    return _foreign(cause) if is_ours else words | _foreign(cause)


def _check(text, *, data=()):
    assert not set(_WORD.findall(text)) - _DATA - set(data), text


def _check_error(error, path, data):
    for text in (str(error), error.hint):
        assert not _outside(text), text
        said = text if path is None else text.replace(str(path), "").replace(path.name, "")
        _check(said, data=_foreign(error) | set(data))
    assert str(error)
    for label in getattr(error, "labels", ()):
        _check(label)


def _refused(work, path=None, *, data=()):
    with pytest.raises(CamViewerError) as caught:
        work()
    _check_error(caught.value, path, data)
    return caught.value


def test_a_word_that_is_not_translated_is_found():
    with pytest.raises(AssertionError):
        _check("⟦3⟧ slices")
    with pytest.raises(AssertionError):
        _check("⟦3 slices⟧")
    assert _outside("⟦a ⟦b⟧⟧ c") == "c"


# Files that cannot be read


@pytest.mark.parametrize("share", [0.3, 0.98])
def test_a_cut_file(sample_of, put, share):
    content = sample_of[1]().content
    path = put(content[: int(len(content) * share)], "bad.xyz")
    _refused(lambda: open_image(path), path)


def test_a_file_whose_packing_is_cut(pack_meta, put):
    path = put(pack_meta(ZEROS, packed=True)[:-2], "bad.mha")
    assert "⟦⟧⟧" in _refused(lambda: open_image(path), path).hint


def test_a_volume_that_is_not_there(sample_of, put):
    path = put(sample_of[1]().content)
    _refused(lambda: open_image(path, volume=7), path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bad.nii", b""),
        ("bad.xyz", b"hello"),
        ("bad.png", b"hello"),
        ("bad.dcm", bytes(128) + b"DICM"),
    ],
)
def test_a_file_of_another_kind(put, name, content):
    path = put(content, name)
    _refused(lambda: open_image(path), path)


@pytest.mark.parametrize(
    "fields",
    [
        {"encoding": None},
        {"sizes": "4 5"},
        {"sizes": "0 5 6"},
        {"sizes": "4 5 600"},
        {"kinds": "RGB-color domain domain"},
        {"kinds": "domain domain", "space": None, "space directions": None},
        {"kinds": "list list list", "space": None, "space directions": None},
        {"space directions": "(1,0,0) (0,1,0)"},
        {"space directions": "(1,0,0) (2,0,0) (0,0,1)"},
        {"type": "block", "block size": 2},
        {"data file": "huge.nrrd"},
        {"data file": "huge%d.nrrd 1 9 1"},
    ],
)
def test_a_damaged_nrrd(pack_nrrd, put, fields):
    path = put(pack_nrrd(ZEROS, **fields), "bad.nrrd")
    _refused(lambda: open_image(path), path)


@pytest.mark.parametrize(
    "fields",
    [
        {"BinaryData": False},
        {"ElementType": "nonsense"},
        {"NDims": 2},
        {"ElementSpacing": "1 2"},
        {"DimSize": "4 5 0"},
        {"DimSize": "4 5 60"},
        {"HeaderSize": -1, "DimSize": "4 5 60"},
        {"TransformMatrix": "1 0 0 1 0 0 0 0 1"},
        {"TransformMatrix": "0 0 0 0 0 0 0 0 0"},
        {"ElementNumberOfChannels": 2},
        {"ElementDataFile": "LIST"},
        {"ElementDataFile": "huge.nrrd"},
        {"DimSize": None},
    ],
)
def test_a_damaged_metaimage(pack_meta, put, fields):
    path = put(pack_meta(ZEROS, **fields), "bad.mha")
    _refused(lambda: open_image(path), path)


def test_other_volumes_than_shown(pack, put):
    complexes = put(pack(ZEROS.astype(np.complex64)), "bad.nii")
    _refused(lambda: open_image(complexes), complexes)
    colours = np.zeros((4, 5, 6), [("R", "u1"), ("G", "u1"), ("B", "u1")])
    path = put(pack(colours), "bad.nii")
    _refused(lambda: open_image(path), path)
    pair = put(pack(ZEROS).replace(b"n+1\0", b"ni1\0"), "bad.nii")
    _refused(lambda: open_image(pair), pair)
    several = put(pack(np.zeros((2, 3, 4, 5), np.int16)), "bad.nii")
    assert isinstance(_refused(lambda: open_image(several), several), ChoiceError)


def test_what_does_not_fit_into_the_memory(pack, put, monkeypatch):
    monkeypatch.setattr(memory_module, "free_bytes", lambda: 3)
    path = put(pack(ZEROS), "bad.nii")
    _refused(lambda: open_image(path), path)


def test_files_and_folders_that_are_not_there(tmp_path, put):
    for work in (open_image, read_heatmap):
        _refused(lambda work=work: work(tmp_path / "bad.nii"), tmp_path)
    empty = tmp_path / "empty"
    empty.mkdir()
    _refused(lambda: open_image(empty), empty)
    _refused(lambda: make_folder(put(b"", "bad.xyz") / "bad"), tmp_path)


def test_pictures_that_make_no_volume(tmp_path, put, draw):
    pages = [Picture.fromarray(np.zeros((3, 4), np.uint8))] * 2
    path = put(draw(pages[0], "tiff", save_all=True, append_images=pages[1:]), "bad.tif")
    assert len(_refused(lambda: open_image(path), path).labels) == 3
    for name, size in (("1.png", (3, 4)), ("2.png", (4, 4))):
        put(draw(Picture.fromarray(np.zeros(size, np.uint8)), "png"), name)
    path.unlink()
    _refused(lambda: open_image(tmp_path), tmp_path)
    _refused(lambda: open_image(tmp_path, volume=3), tmp_path)
    put(draw(pages[0], "png")[:40], "2.png")
    _refused(lambda: open_image(tmp_path), tmp_path)


def test_dicom_folders_that_ask_or_refuse(series, put_series, pack_dicom):
    slices = series(ZEROS, np.eye(4)) + series(
        ZEROS[:, :, :1], np.eye(4), SeriesInstanceUID="1.9", SeriesNumber=1
    )
    folder = put_series(slices, "1")
    assert len(_refused(lambda: open_image(folder), folder).labels) == 2
    broken = put_series([pack_dicom(each)[:-3] for each in series(ZEROS, np.eye(4))], "2")
    _refused(lambda: open_image(broken), broken)
    odd = put_series(series(ZEROS, np.eye(4), BitsStored=12, HighBit=13), "3")
    _refused(lambda: open_image(odd), odd)


@pytest.mark.parametrize(
    ("array", "name"),
    [
        (np.zeros((3, 4, 5), np.float32), "bad.npy"),
        (None, "bad.npy"),
        (np.zeros((3, 4), np.uint8), "bad.png"),
    ],
)
def test_maps_that_are_none(put, draw, tmp_path, array, name):
    path = put(b"words", name)
    if array is not None and name == "bad.npy":
        np.save(path, array)
    elif array is not None:
        path = put(draw(Picture.fromarray(array), "png"), name)
    _refused(lambda: read_heatmap(path), path)


def test_maps_of_a_session(put, tmp_path):
    path = put(b"words", "bad.npy")
    _refused(lambda: read_map(path, (3, 4)), path)
    np.save(path, np.zeros((3, 5), np.float32))
    _refused(lambda: read_map(path, (3, 4)), path)


def test_regions_that_are_none(put, pack, draw):
    for array in (
        ZEROS,
        ZEROS + np.float32(0.5),
        np.arange(400, dtype=np.int16).reshape(20, 20, 1),
    ):
        path = put(pack(array), "bad.nii")
        _refused(lambda path=path: read_masks(path, VOLUME), path)
    drawn = np.random.default_rng(0).integers(0, 9, (3, 4, 3)).astype(np.uint8)
    colours = put(draw(Picture.fromarray(drawn), "png"), "bad.png")
    _refused(lambda: read_masks(colours, VOLUME), colours)
    picture = Image(np.zeros((7, 9), np.uint8), pixel_grid(7, 9))
    grey = put(draw(Picture.fromarray(drawn[..., 0]), "png"), "bad.png")
    _refused(lambda: read_masks(grey, picture), grey)
    _refused(lambda: read_masks(grey, VOLUME), grey)


def test_what_dicom_cannot_hold(tmp_path):
    _refused(lambda: check_placed(pixel_grid(3, 4)))
    sheared = np.eye(4)
    sheared[0, 1] = 0.5
    _refused(lambda: check_placed(Grid((3, 4, 5), sheared)))
    gone = Image(ZEROS, VOLUME.grid, header={"dicom_files": (tmp_path / "1",)})
    _refused(lambda: origin_of(gone))


# What is no file


def test_what_the_core_refuses(put, tmp_path):
    from dataclasses import dataclass

    @dataclass(frozen=True)
    class Params:
        size: int = integer(4, low=1, high=9, help="Cells.")

    for value in ("nonsense", 12, 1.5):
        _refused(lambda value=value: build(Params, {"size": value}), data=["size", "nonsense"])
    _refused(lambda: build(Params, {"sizes": 3}), data=["size", "sizes"])
    _refused(lambda: Registry("format").get("png"))
    _refused(lambda: FORMATS.get("nift"), data=["nift", "nifti"])
    for content in (b"{", b"1" * 2_000_000):
        path = put(content, "bad.json")
        _refused(lambda path=path: read_json(path), path)
    _refused(lambda: read_json(tmp_path), tmp_path)
    _refused(lambda: Grid((3, 4), np.eye(4)))
    _refused(lambda: Image(ZEROS, Grid((3, 4, 5), np.eye(4))))
    _refused(lambda: Heatmap(np.zeros((2, 2), np.float32), pixel_grid(3, 3), "cam"))
    _check(read_settings(put(b"words", "bad.json"))[1])


# Images that are shown with a warning


def _warned(image, count):
    assert len(image.warnings) >= count
    for text in image.warnings:
        assert text
        assert not _outside(text), text
        _check(text)


def test_warnings_of_one_file(pack, pack_nrrd, pack_meta, put, draw):
    turned = np.eye(4)
    turned[:2, :2] = [[0.9, -0.43], [0.43, 0.9]]
    nan = np.full((4, 5, 6), np.nan, np.float32)

    def metres(image):
        image.header.set_xyzt_units("meter")

    def microns(image):
        image.header.set_xyzt_units("micron")

    _warned(open_image(put(pack(nan, turned, change=metres))), 3)
    _warned(open_image(put(pack(ZEROS, codes=(0, 0), change=microns))), 2)
    _warned(open_image(put(pack(ZEROS, change=lambda image: image.set_qform(turned, 1)))), 1)
    units = '"{0}" "{0}" "{0}"'
    for unit in ("cm", "furlong"):
        _warned(open_image(put(pack_nrrd(ZEROS, space_units=units.format(unit)))), 1)
    _warned(open_image(put(pack_meta(ZEROS, TransformMatrix=None) + b"12")), 2)
    clear = Picture.fromarray(np.zeros((3, 4, 4), np.uint8), "RGBA")
    _warned(open_image(put(draw(clear, "png"))), 1)
    _warned(open_image(put(draw(Picture.fromarray(nan[0]), "tiff"))), 1)


def test_warnings_of_a_folder(series, put_series, put, draw, tmp_path):
    array = np.zeros((4, 5, 12), np.int16)

    def of(keep, name, **elements):
        slices = series(array, np.diag([1.0, 1.0, 3.0, 1.0]), **elements)
        return open_image(put_series([slices[index] for index in keep], name))

    _warned(of([0, 1, 2, 4, 5, 6, 7, 8, 9], "1"), 1)
    _warned(of([0, 1, 2, 4, 5, 7, 8, 9, 11], "2", PhotometricInterpretation="MONOCHROME1"), 2)
    _warned(of([0], "3", SliceThickness=None), 1)
    uneven = series(array[:, :, :4], np.diag([1.0, 1.0, 3.0, 1.0]))
    for data, depth, side in zip(uneven, (0, 3, 4.4, 7), (0, 2, 0, 1), strict=True):
        data.ImagePositionPatient = [str(side), "0", str(depth)]
    _warned(open_image(put_series(uneven, "4")), 2)
    colours = Picture.fromarray(np.zeros((3, 4, 3), np.uint8))
    pictures = tmp_path / "5"
    pictures.mkdir()
    for name in ("1.png", "2.png"):
        put(draw(colours, "png"), f"5/{name}")
    _warned(open_image(pictures), 3)


def test_warnings_of_regions_and_their_names(put, pack):
    affine = np.eye(4)
    affine[:3, 3] = 500.25
    array = ZEROS.copy()
    array[:2], array[2:] = 1, 2
    masks = read_masks(put(pack(array, affine)), VOLUME)
    single = read_masks(put(pack(array * (array == 1), affine), "1.nii"), VOLUME)
    assert (len(masks), len(single)) == (2, 1)
    for mask in (*masks, *single):
        _warned(mask, 2)
        _check(mask.name)
