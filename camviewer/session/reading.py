"""Going through the hot regions of the map that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.session.figures import hottest_position
from camviewer.session.regions import find_regions

if TYPE_CHECKING:
    from camviewer.core.image import Heatmap, Image
    from camviewer.session.regions import Region, Regions
    from camviewer.session.state import State


def read_map(image: Image, heatmap: Heatmap) -> Regions:
    """Find the regions of a map and what else helps to read it, which is kept with the map.

    For a worker thread: of a large map it takes seconds.
    """
    from camviewer.render.contours import map_levels
    from camviewer.render.profile import slice_profile
    from camviewer.render.slicing import Plane

    map_levels(heatmap)
    if heatmap.is_signed:
        map_levels(heatmap, against=True)
    if image.is_volume and heatmap.grid.ndim == image.grid.ndim:
        for plane in Plane:
            slice_profile(heatmap, image.grid, plane)
    return find_regions(image, heatmap)


class Reading:
    """What helps to read one map. Call on the thread that owns the state."""

    state: State

    def accept_regions(self, regions: Regions) -> None:
        """Take over the regions of the map that is shown; those of another are stale."""
        case = self.state.case
        if regions.heatmap is case.heatmap:
            case.region = 0
            case.regions = regions

    def forget_regions(self) -> None:
        """Begin anew with another map."""
        self.state.case.region = 0
        self.state.case.regions = None

    def region(self) -> Region | None:
        """Return the region that is marked."""
        case = self.state.case
        if case.regions is None or not 0 < case.region <= len(case.regions.items):
            return None
        return case.regions.items[case.region - 1]

    def go_to_region(self, number: int) -> None:
        """Mark a region by its number, from 1, and put the crosshair on its strongest cell."""
        case = self.state.case
        case.region = number
        found = self.region()
        if case.image is not None and found is not None:
            self.state.view.position = case.image.grid.snapped(found.position)

    def next_region(self, step: int = 1) -> None:
        """Go to the region with the hottest cell, then on from one to the next in a ring."""
        case = self.state.case
        if case.regions is None or not case.regions.items:
            self.go_hottest()
        elif self.region() is None:
            self.go_to_region(case.regions.hottest)
        else:
            self.go_to_region((case.region - 1 + step) % len(case.regions.items) + 1)

    def go_hottest(self) -> None:
        """Put the crosshair on the strongest cell of the map that is shown."""
        case = self.state.case
        if case.image is not None and case.heatmap is not None and not case.heatmap.is_blank:
            self.state.view.position = case.image.grid.snapped(hottest_position(case.heatmap))
