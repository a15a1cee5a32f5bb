"""A patient who looks different from every side, stored in every way a file can store him.

Nothing here uses our own orientation code: volumes are permuted and flipped by numpy and
their affines follow from that.
"""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest

from camviewer.core.image import Grid, Image

AIR, GLYPH, FRONT, HEAD = -1000, 1000, 500, 300

# Readable on a radiological axial plane: columns run from right to left, rows from front
# to back.
LETTER_R = np.array(
    [
        [1, 1, 1, 1, 0],
        [1, 0, 0, 0, 1],
        [1, 0, 0, 0, 1],
        [1, 1, 1, 1, 0],
        [1, 0, 1, 0, 0],
        [1, 0, 0, 1, 0],
        [1, 0, 0, 0, 1],
    ],
    dtype=bool,
)
SHAPE = (22, 18, 13)
SPACING = (0.7, 1.1, 2.5)
ORIGIN = (-31.0, 12.0, -104.0)


def _name(order, flips):
    return "".join(
        "-+"[not flip] + "RAS"[axis] for axis, flip in zip(order, flips, strict=True)
    )


ORDERS = [
    pytest.param((order, flips), id=_name(order, flips))
    for order in permutations(range(3))
    for flips in product((False, True), repeat=3)
]


def ras_phantom():
    """Int16 volume in RAS order: an R on the right, a bar in front, a blob at the head."""
    volume = np.full(SHAPE, AIR, np.int16)
    glyph = np.where(LETTER_R, GLYPH, AIR)[::-1, ::-1].T
    volume[-6:-1, 4:11, 3:6] = glyph[:, :, None]
    volume[9:12, -2, 4] = FRONT
    volume[5, 3:5, -2] = HEAD
    return volume


def ras_affine(rotation=None):
    affine = np.diag([*SPACING, 1.0])
    if rotation is not None:
        affine[:3, :3] = rotation @ affine[:3, :3]
    affine[:3, 3] = ORIGIN
    return affine


def stored(volume, affine, order, flips):
    """Permute and flip the axes of a RAS volume; the world stays where it is."""
    array = np.transpose(volume, order)
    array = array[tuple(slice(None, None, -1 if flip else 1) for flip in flips)]
    to_ras = np.zeros((4, 4))
    to_ras[3, 3] = 1
    for axis, (ras_axis, flip) in enumerate(zip(order, flips, strict=True)):
        to_ras[ras_axis, axis] = -1 if flip else 1
        to_ras[ras_axis, 3] = volume.shape[ras_axis] - 1 if flip else 0
    return Image(np.ascontiguousarray(array), Grid(array.shape, affine @ to_ras), unit="HU")


def rotation(seed, degrees):
    """Rotation by an angle about a random axis."""
    axis = np.random.default_rng(seed).normal(size=3)
    x, y, z = axis / np.linalg.norm(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    angle = np.radians(degrees)
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross


class Patient:
    """What the tests need of the phantom, handed out as a fixture."""

    air, glyph, front, head = AIR, GLYPH, FRONT, HEAD
    letter = LETTER_R
    shape, spacing, origin = SHAPE, SPACING, ORIGIN
    volume = staticmethod(ras_phantom)
    affine = staticmethod(ras_affine)
    stored = staticmethod(stored)
    rotation = staticmethod(rotation)


@pytest.fixture(scope="session")
def patient():
    return Patient


@pytest.fixture(params=ORDERS)
def turned(request):
    """Each of the 48 ways to permute and flip three axes: (order, flips)."""
    return request.param


@pytest.fixture
def case(turned):
    """The phantom stored in each of the 48 ways, upright in the world."""
    return stored(ras_phantom(), ras_affine(), *turned)
