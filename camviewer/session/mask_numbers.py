"""What is known of a mask, and how a heatmap lies to it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MaskNumbers:
    """What is known of one mask; NaN where there is no such number.

    Attributes
    ----------
    voxels
        Voxels inside; pixels of a picture.
    volume_ml
        Voxels times the volume of one; NaN for a picture.
    mean
        Of the image inside, in its unit.
    position
        World coordinate of the voxel inside that is nearest to the middle; empty where the
        mask is.
    box
        First and last index of the smallest box around it along each of the image's axes;
        empty where the mask is.
    """

    voxels: int
    volume_ml: float
    mean: float
    position: tuple[float, ...] = ()
    box: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class MaskFit:
    """How one heatmap lies to one mask; NaN where there is no such number.

    Attributes
    ----------
    matched_dice
        Dice with as many of the image's hottest voxels as the mask has.
    drawn_dice
        Dice with the voxels at and above the drawn threshold.
    energy_inside
        Part of the positive heat of all voxels that lies inside.
    is_hit
        Whether the centre of the map's hottest cell lies inside.
    """

    matched_dice: float
    drawn_dice: float
    energy_inside: float
    is_hit: bool
