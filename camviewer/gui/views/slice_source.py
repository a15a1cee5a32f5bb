"""The arrays of one plane, worked out from the state and kept until it changes. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from camviewer.core.orientation import oblique_sentence, obliquity_degrees
from camviewer.gui.views.camera import Extent
from camviewer.gui.views.scale import scale_of
from camviewer.render.colour import Window, to_grey, value_reach
from camviewer.render.overlay import sample_heatmap, sketch_heatmap
from camviewer.render.slab import sample_slab, slab_at, slab_pixels
from camviewer.render.slicing import (
    Convention,
    Plane,
    frame_at,
    picture_frame,
    slice_pixels,
)
from camviewer.session.grid import find_map, shared_maps

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from camviewer.core.image import Heatmap, Image
    from camviewer.gui.views.scale import Scale
    from camviewer.render.slab import Slab
    from camviewer.render.slicing import SliceFrame
    from camviewer.session.service import Session

_EIGHT_BITS = Window(255.0, 127.5)


class Kept:
    """One value that is made again only when what it was made from has changed."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._value: Any = None

    def get(self, key: tuple[object, ...], make: Callable[[], Any]) -> Any:  # noqa: ANN401
        """Return the value for this key."""
        if key != self._key:
            self._value = make()
            self._key = key
        return self._value


@dataclass(frozen=True)
class Geometry:
    """What must be known of how the image lies on the screen.

    Attributes
    ----------
    warnings
        Sentences about the image, but for that about its oblique axes.
    oblique
        By how many degrees the drawn axes are turned; 0 where it does not matter.
    sentence
        About the oblique axes; may be empty.
    is_unusual
        Whether the patient's right is at the right of the plane.
    is_turned
        Whether anterior is at the right of it.
    is_resampled
        Whether the plane is interpolated from a straightened volume.
    """

    warnings: tuple[str, ...] = ()
    oblique: float = 0.0
    sentence: str = ""
    is_unusual: bool = False
    is_turned: bool = False
    is_resampled: bool = False


class SliceSource:
    """What one plane shows.

    Parameters
    ----------
    session
        Read, never written.
    plane
        ``"axial"``, ``"coronal"`` or ``"sagittal"``, also shows pictures; empty shows nothing
        else.
    method
        Whose map is shown; None follows ``state.case.selected``, empty shows none.
    """

    tells_blank = True
    """Whether a corner says why a map is blank."""

    def __init__(self, session: Session, plane: str, method: str | None = None) -> None:
        self.session = session
        self.plane = plane
        self.method = method
        self._frame_here, self._frame, self._stale = Kept(), Kept(), Kept()
        self._grey, self._heat, self._scale = Kept(), Kept(), Kept()
        self.words = Kept()  # of the map
        self._slab, self._stored = Kept(), Kept()
        self._peak, self._top = Kept(), Kept()
        self._reach, self._lies = Kept(), Kept()

    @property
    def image(self) -> Image | None:
        """What is drawn: what is open, once the crosshair lies in it."""
        image, position = self.session.state.case.drawn, self.session.state.view.position
        if image is None or len(position) != image.grid.ndim:
            return None
        return None if image.is_volume and not self.plane else image

    @property
    def stored(self) -> Image | None:
        """What is open, as its numbers are told: never straightened."""
        return self.session.state.case.image if self.image is not None else None

    @property
    def position(self) -> tuple[float, ...]:
        """The crosshair, in world coordinates."""
        return self.session.state.view.position

    @property
    def heatmap(self) -> Heatmap | None:
        """The map laid over the plane, shown or not."""
        state = self.session.state
        case = state.case
        heatmap = case.heatmap if self.method is None else find_map(state, self.method)
        if heatmap is None or case.image is None or heatmap.grid.ndim != case.image.grid.ndim:
            return None
        return heatmap

    def geometry(self) -> Geometry:
        """Tell what must be known of how the image lies."""
        image, stored, view = self.image, self.stored, self.session.state.view
        if image is None or stored is None:
            return Geometry()
        is_sagittal = self.plane == "sagittal"
        sides = (
            not is_sagittal and not view.is_radiological,
            is_sagittal and not view.is_anterior_left,
        )
        made: Geometry = self._lies.get(
            (image, stored, *sides), lambda: _geometry(image, stored, sides)
        )
        return made

    def frame(self) -> SliceFrame | None:
        """Lay the plane; the same object is returned while it stays the same."""
        image, view = self.image, self.session.state.view
        if image is None:
            return None
        position, sides = view.position, (view.is_radiological, view.is_anterior_left)
        frame: SliceFrame = self._frame_here.get(
            (image, self.plane, position, *sides), lambda: self._lay(image, sides)
        )
        return frame

    def _lay(self, image: Image, sides: tuple[bool, bool]) -> SliceFrame:
        if not image.is_volume:
            made = picture_frame(image)
        else:
            position, plane = self.session.state.view.position, Plane(self.plane)
            made = frame_at(image.grid, plane, position, Convention(*sides))
        frame: SliceFrame = self._frame.get(
            (image, self.plane, made.index, *sides), lambda: made
        )
        return frame

    def extent(self) -> Extent:
        """Measure the plane."""
        frame = self.frame()
        if frame is None:
            return Extent(1.0, 1.0, 1.0)
        (rows, columns), (down, across) = frame.shape, frame.spacing
        is_picture = frame.plane is None
        return Extent(columns * across, rows * down, min(down, across), is_picture)

    def grey(self) -> NDArray[np.uint8] | None:
        """Draw the plane in eight bits, in grey or colour."""
        image, frame, view = self.image, self.frame(), self.session.state.view
        if image is None or frame is None:
            return None
        window, slab = Window(view.width, view.level), self.slab()
        inverts = view.is_inverted
        pixels: NDArray[np.uint8] = self._grey.get(
            (image, frame, window, slab, inverts),
            lambda: _draw(image, self._cut(image, frame, slab), window, inverts=inverts),
        )
        return pixels

    def slab(self) -> Slab | None:
        """Tell which slices are drawn as one; None for a slice alone."""
        image, frame, view = self.image, self.frame(), self.session.state.view
        if image is None or frame is None or image.is_colour:
            return None
        slab: Slab | None = self._slab.get(
            (frame, view.slab, view.slab_mm), lambda: slab_at(frame, view.slab, view.slab_mm)
        )
        return slab

    def _cut(self, image: Image, frame: SliceFrame, slab: Slab | None) -> NDArray[Any]:
        """Cut out stored values; those of a slab are kept while only the window changes."""
        if slab is None:
            return slice_pixels(image, frame)
        pixels: NDArray[Any] = self._stored.get(
            (image, frame, slab), lambda: slab_pixels(image, frame, slab)
        )
        return pixels

    def reach(self) -> tuple[float, float]:
        """Lowest and highest value of the image, as far as a sample tells."""
        image = self.image
        if image is None:
            return 0.0, 0.0
        reach: tuple[float, float] = self._reach.get((image,), lambda: value_reach(image))
        return reach

    def heat(self) -> NDArray[np.float32] | None:
        """Sample the map at the plane's pixels; None when no map is to be drawn."""
        heatmap, frame, overlay = self.heatmap, self.frame(), self.session.state.overlay
        if heatmap is None or frame is None or not self.shows_map:
            return None
        smooth, slab = overlay.smooth, self.slab()
        is_across = self.session.state.case.straight is not None

        def sample() -> NDArray[np.float32]:
            if slab is not None:
                return sample_slab(heatmap, frame, slab, smooth=smooth)
            if smooth and is_across:
                return sketch_heatmap(heatmap, frame)
            return sample_heatmap(heatmap, frame, smooth=smooth)

        values: NDArray[np.float32] = self._heat.get((heatmap, frame, smooth, slab), sample)
        return values

    @property
    def shows_map(self) -> bool:
        """Whether a map is drawn where there is one."""
        return self.session.state.overlay.visible

    def peak(self) -> float | None:
        """Highest value of the map on the plane; None when no map is drawn."""
        values = self.heat()
        if values is None:
            return None
        asked = (self.heatmap, self.frame(), self.session.state.overlay.smooth, self.slab())
        highest: float = self._peak.get(asked, lambda: float(values.max()))
        return highest

    def top(self) -> float:
        """Highest value of the whole map; 0 without one."""
        heatmap = self.heatmap
        if heatmap is None:
            return 0.0
        highest: float = self._top.get((heatmap,), lambda: float(heatmap.array.max()))
        return highest

    @property
    def is_stale(self) -> bool:
        """Whether the map answers another question than is asked now."""
        state = self.session.state
        ask, explanation = state.ask, state.case.explanation
        asked = (explanation, ask.model, ask.target, ask.layer)
        name, held = self.method or "", state.comparison
        stale: bool = self._stale.get(
            (*asked, name, held.beside, held.mixes), lambda: self.session.is_stale_map(name)
        )
        return stale

    def scale(self) -> Scale | None:
        """Work out the colours of the map."""
        state, heatmap = self.session.state, self.heatmap
        if heatmap is None:
            return None
        overlay, is_stale = state.overlay, self.is_stale
        asked = (overlay.colours, overlay.opacity, overlay.threshold, overlay.ramp)
        ruled = (overlay.scale, overlay.fixed_top, overlay.signed, is_stale)
        maps = shared_maps(state)
        scale: Scale = self._scale.get(
            (heatmap, maps, *asked, *ruled),
            lambda: scale_of(state, heatmap, is_dimmed=is_stale),
        )
        return scale


def _geometry(image: Image, stored: Image, sides: tuple[bool, bool]) -> Geometry:
    if not image.is_volume:
        return Geometry(stored.warnings)
    told, sentence = oblique_sentence(stored.grid), oblique_sentence(image.grid)
    return Geometry(
        tuple(each for each in stored.warnings if each != told),
        obliquity_degrees(image.grid) if sentence else 0.0,
        sentence,
        sides[0],
        sides[1],
        image is not stored,
    )


def plane_point(frame: SliceFrame, world: tuple[float, ...]) -> tuple[float, float]:
    """Drop a world coordinate onto a plane: mm from its left and top edge."""
    column, row = frame.pixel(world)
    down, across = frame.spacing
    return (column + 0.5) * across, (row + 0.5) * down


def world_point(
    frame: SliceFrame, at: tuple[float, float], *, is_held_inside: bool
) -> tuple[float, ...] | None:
    """World coordinate of a point of a plane; the opposite of :func:`plane_point`.

    Parameters
    ----------
    at
        Millimetres from the left and top edge.
    is_held_inside
        Whether a point beside the plane means the nearest pixel's centre, or None.
    """
    (x, y), (down, across) = at, frame.spacing
    column, row = x / across - 0.5, y / down - 0.5
    rows, columns = frame.shape
    held = (min(max(column, 0.0), columns - 1.0), min(max(row, 0.0), rows - 1.0))
    if is_held_inside:
        column, row = held
    elif max(abs(column - held[0]), abs(row - held[1])) > 0.5:
        return None
    return tuple(float(value) for value in frame.world(column, row))


def _draw(
    image: Image, pixels: NDArray[Any], window: Window, *, inverts: bool
) -> NDArray[np.uint8]:
    if image.is_colour and pixels.dtype == np.uint8 and window == _EIGHT_BITS:
        return np.ascontiguousarray(pixels)
    grey = to_grey(pixels, window, image.slope, image.intercept)
    return 255 - grey if inverts and not image.is_colour else grey
