"""Photographs and radiographs: PNG, JPEG, TIFF and BMP through Pillow."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.errors import FormatError, ResourceError
from camviewer.core.image import Image, pixel_grid
from camviewer.core.words import say
from camviewer.io.memory import check_memory
from camviewer.io.spec import FORMATS, Format, nan_sentence, pick
from camviewer.io.volume import finished, placement

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_STARTS = {
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"BM": "BMP",
}
_KINDS = sorted(set(_STARTS.values()))
_KEPT = {"L", "RGB", "F", "I", "I;16"}
_GREY = {"L", "F", "I", "I;16", "I;16B"}


def accepts(head: bytes, path: Path) -> bool:  # noqa: ARG001 - one signature for all formats
    """Tell whether the bytes begin as one of the four kinds does."""
    return head.startswith(tuple(_STARTS))


def read(path: Path, volume: int | None) -> Image:
    """Read a picture, upright, grey or red-green-blue, 16-bit grey kept; or a TIFF's pages.

    Raises
    ------
    FormatError
        When it has no pixels.
    ChoiceError
        When it holds several pages and none was chosen.
    ResourceError
        When it does not fit into the memory.
    OSError, ValueError, SyntaxError
        When the file is cut or damaged.
    """
    from PIL import Image as Picture

    with warnings.catch_warnings():
        # Pillow warns of large pictures; ours are checked against the free memory below.
        warnings.simplefilter("ignore", Picture.DecompressionBombWarning)
        try:
            # By its name Pillow would map the file, which scrambles grey TIFFs lying on a side.
            with path.open("rb") as file, Picture.open(file, formats=_KINDS) as opened:
                check_memory(opened.width * opened.height * 4, path.name)
                pages = _pages(opened)
                page = _page(opened, pages, volume)
                if pages > 1 and page == pages:
                    return _all_pages(opened, pages, path.name)
                opened.seek(page)
                notes, pixels = _pixels(opened)
        except Picture.DecompressionBombError as error:
            raise ResourceError(
                say("io", "The picture is too large to be opened."),
                hint=say("io", "Scale it down first."),
            ) from error
    if 0 in pixels.shape:
        raise FormatError(
            say("io", "The picture has no pixels."), hint=say("io", "Export it again.")
        )
    words = say("io", "{count} of {total} pixels are not numbers (NaN or infinite).")
    nan = nan_sentence(pixels, words)
    sentences = (*notes, nan) if nan else notes
    return Image(pixels, pixel_grid(*pixels.shape[:2]), warnings=sentences)


def _pages(opened: Any) -> int:  # noqa: ANN401 - Pillow's image
    """Count a TIFF's pages; the preview a telephone adds, or an animation, is no choice."""
    return int(opened.n_frames) if opened.format == "TIFF" else 1


def _page(opened: Any, pages: int, volume: int | None) -> int:  # noqa: ANN401 - Pillow's image
    """Tell which page is meant; the number behind the last is all of them, as slices.

    Raises
    ------
    ChoiceError
        When there are several and none was chosen, or the chosen one does not exist.
    """
    kinds = set()
    for page in range(pages if pages > 1 else 0):
        opened.seek(page)
        kinds.add((opened.size, opened.mode))
    if len(kinds) != 1 or not {mode for _, mode in kinds} <= _GREY:
        several = say("io", "This is a picture file with {count} volumes.", count=pages)
        return pick(pages, volume, several)
    single = tuple(say("io", "page {number}", number=page + 1) for page in range(pages))
    words = (*single, say("io", "all {count} pages as slices", count=pages))
    several = say("io", "This is a picture file of {pages} pages with {count} volumes.")
    several = several.format(pages=pages, count=pages + 1)
    return pick(pages + 1, volume, several, labels=words, words=words)


def _all_pages(opened: Any, pages: int, name: str) -> Image:  # noqa: ANN401 - Pillow's image
    """Read grey pages of one size as the slices of a volume, the first one lowest."""
    planes: NDArray[Any] = np.empty(0)
    for page in range(pages):
        opened.seek(page)
        _, pixels = _pixels(opened)
        if not page:
            check_memory(pixels.nbytes * pages, name)
            planes = np.empty((pages, *pixels.shape), pixels.dtype)
        planes[page] = pixels
    unknown = say(
        "io",
        "Spacing is unknown: slices and pixels are taken as 1 mm, in the order of the pages.",
    )
    return stacked(planes, (unknown,))


def stacked(planes: NDArray[Any], told: tuple[str, ...]) -> Image:
    """Make a volume of slices, (depth, rows, columns), that nothing is known of.

    They are laid as if seen from the patient's feet, the first one lowest; as nothing says so,
    the image warns that left and right are unknown.
    """
    affine = np.diag([-1.0, -1.0, 1.0, 1.0])
    image = finished(planes.T, affine, placement(affine, known=False), told)
    return replace(image, unit="")


def _is_white_zero(opened: Any) -> bool:  # noqa: ANN401 - Pillow's image
    """Tell whether a TIFF's smallest value is white (PhotometricInterpretation 0)."""
    return bool(opened.format == "TIFF" and opened.tag_v2.get(262) == 0)


def _pixels(opened: Any) -> tuple[tuple[str, ...], NDArray[Any]]:  # noqa: ANN401 - Pillow's image
    """Turn upright and to a kind of pixel that is understood; say what was dropped."""
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(opened)
    notes: tuple[str, ...] = ()
    mode = str(upright.mode)
    if mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        notes = (say("io", "Transparency was dropped: the colours below it are shown."),)
    if mode.startswith("I;16"):
        grey = np.asarray(upright).astype(np.uint16)
        # Pillow turns white-is-zero to black-is-zero with 8 bits, but not with 16.
        return notes, ~grey if _is_white_zero(opened) else grey
    if mode == "I":
        return notes, np.asarray(upright).astype(np.int32)
    if mode in {"1", "LA"}:
        return notes, np.asarray(upright.convert("L"))
    if mode not in _KEPT:
        upright = upright.convert("RGB")
    return notes, np.asarray(upright)


FORMATS.add(
    Format(
        "picture",
        "PNG, JPEG, TIFF or BMP",
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"),
        accepts,
        read,
    )
)
