"""The figures that result files, reports and the command line share."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from camviewer.core.image import Heatmap, Mask
from camviewer.session.target_words import nameless_words
from camviewer.session.words import map_label, scan_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from camviewer.core.image import Image
    from camviewer.core.job import Explanation
    from camviewer.render.colour import Window
    from camviewer.render.figure import Caption, DrawnMap, Look
    from camviewer.render.presets import Preset
    from camviewer.render.sheet import Sheet
    from camviewer.render.slicing import Convention
    from camviewer.session.state import Overlay, View


@dataclass(frozen=True, eq=False)
class Outlined:
    """A mask that figures outline.

    Attributes
    ----------
    cells : Heatmap
        1 inside and 0 outside, in the image's world.
    is_centred
        Whether planes are cut through its middle, not through the map's hottest point.
    """

    cells: Heatmap
    is_centred: bool = False

    @property
    def centre(self) -> tuple[float, ...]:
        """World coordinate of the mask's cell that lies nearest to its middle."""
        inside = np.argwhere(self.cells.array > 0)
        nearest = np.abs(inside - inside.mean(axis=0)).sum(axis=1).argmin()
        return tuple(float(x) for x in self.cells.grid.world(tuple(inside[nearest])))


def outlined(image: Image, mask: Mask | Image | None) -> Outlined | None:
    """Make ready to outline a mask; None where there is none, or nothing in it.

    A mask that is an image lies in the same world; over a picture it is laid evenly.
    """
    if mask is None or not mask.array.any():
        return None
    inside, grid = mask.array != 0, image.grid
    if not isinstance(mask, Mask):
        inside = inside.any(axis=-1) if mask.is_colour else inside
        grid = mask.grid if image.is_volume else image.grid.divided(mask.grid.shape)
    return Outlined(Heatmap(inside.astype(np.float32), grid, "mask"))


def starting_window(image: Image, presets: Sequence[Preset] = ()) -> Window:
    """Return the grey window of a new case: the file's own, else lung for a CT, else all."""
    from camviewer.render.colour import Window, auto_window
    from camviewer.render.presets import preset

    if image.is_colour:
        return Window(255.0, 127.5)
    asked = image.header.get("window")
    if isinstance(asked, tuple):
        return Window(*asked)
    return preset("lung", presets).window if image.unit == "HU" else auto_window(image)


def hottest_position(heatmap: Heatmap) -> tuple[float, ...]:
    """Return the world coordinate of the strongest cell for the target."""
    cell = np.unravel_index(int(np.argmax(heatmap.array)), heatmap.array.shape)
    return tuple(float(x) for x in heatmap.grid.world(cell))


def case_sheet(
    image: Image,
    explanation: Explanation,
    methods: Sequence[str],
    overlay: Overlay,
    *,
    view: View | None = None,
    mask: Outlined | None = None,
) -> Sheet:
    """Lay out one method large, or several side by side, with their legend.

    A volume is cut at the first map's hottest point; one method shows three planes, several
    show the axial one.

    Parameters
    ----------
    view
        Its grey window, inversion, slab and sides are taken; None is a new case's.
    mask
        Outlined; None outlines nothing.
    """
    from camviewer.render.figure import montage_sheet, orthogonal_sheet, slice_sheet
    from camviewer.render.slicing import Plane, frame_at, picture_frame

    drawn = _drawn(explanation, methods, overlay)
    look, sides = _look(image, view)
    look = look if mask is None else replace(look, mask=mask.cells)
    caption = _caption(image, explanation, methods)
    position = hottest_position(explanation.heatmaps[methods[0]])
    position = mask.centre if mask is not None and mask.is_centred else position
    if len(methods) == 1 and image.is_volume:
        return orthogonal_sheet(
            image, position, look, drawn[0], convention=sides, caption=caption
        )
    if image.is_volume:
        frame = frame_at(image.grid, Plane.AXIAL, position, sides)
    else:
        frame = picture_frame(image)
    if len(methods) == 1:
        return slice_sheet(image, frame, look, drawn[0], caption=caption)
    return montage_sheet(image, frame, look, drawn, caption=caption)


def case_figure(
    image: Image,
    explanation: Explanation,
    methods: Sequence[str],
    overlay: Overlay,
    *,
    view: View | None = None,
    mask: Outlined | None = None,
) -> NDArray[np.uint8]:
    """Draw what :func:`case_sheet` lays out, uint8, (height, width, 3)."""
    return case_sheet(image, explanation, methods, overlay, view=view, mask=mask).pixels()


def _look(image: Image, view: View | None) -> tuple[Look, Convention]:
    """Return how the image is drawn, and from where the patient is looked at."""
    from camviewer.render.figure import Look
    from camviewer.render.slicing import RADIOLOGICAL, Convention

    if view is None:
        return Look.of(starting_window(image)), RADIOLOGICAL
    look = Look(view.width, view.level, view.is_inverted, view.slab, view.slab_mm)
    return look, Convention(view.is_radiological, view.is_anterior_left)


def _drawn(
    explanation: Explanation, methods: Sequence[str], overlay: Overlay
) -> list[DrawnMap]:
    """Return the maps with their scale and style."""
    from camviewer.render.figure import DrawnMap, OverlayStyle
    from camviewer.render.overlay import ScaleRule, scale_top

    style = OverlayStyle(
        colours=overlay.colours,
        opacity=overlay.opacity,
        threshold=overlay.threshold,
        ramp=overlay.ramp,
        scale=overlay.scale,
        smooth=overlay.smooth,
        signed=overlay.signed,
        drawing=overlay.drawing,
    )
    rule = ScaleRule(overlay.scale)
    everything = list(explanation.heatmaps.values())
    drawn = []
    for name in methods:
        heatmap = explanation.heatmaps[name]
        pool = everything if rule is ScaleRule.SHARED else [heatmap]
        top = scale_top(pool, rule, fixed_top=overlay.fixed_top, signed=overlay.signed)
        drawn.append(DrawnMap(heatmap, top, nameless_words(map_label(heatmap)), style))
    return drawn


def _caption(image: Image, explanation: Explanation, methods: Sequence[str]) -> Caption:
    """Say what was explained, what the windows said and what else must be known."""
    from camviewer.engine.methods import METHODS
    from camviewer.render.figure import Caption

    maps = [explanation.heatmaps[name] for name in methods]
    chosen = {METHODS.get(each.method).name: METHODS.get(each.method) for each in maps}
    badges = tuple(f"{each.label}: {each.badge}" for each in chosen.values() if each.badge)
    scan = scan_sentence(explanation)
    notes = (*((scan,) if scan else ()), *badges, *image.warnings, *explanation.notes)
    target = explanation.target
    probability = None if math.isnan(target.probability) else target.probability
    words = nameless_words(target.label)
    return Caption(explanation.model_label, words, probability, notes)
