"""What is said of a stack of slices: one whole sentence for each case, as languages differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

_GAPS_NAMED = 3


def doubles(count: int) -> str:
    """Say how many slices are left out because others lie at their places."""
    if count == 1:
        return say("io", "1 slice is left out: another lies at its place.")
    words = say("io", "{count} slices are left out: another lies at its place.")
    return words.format(count=f"{count:,}")


def odd(count: int) -> str:
    """Say how many images are left out because they are unlike the others."""
    if count == 1:
        return say("io", "1 image is left out, of another size or direction.")
    words = say("io", "{count} images are left out, of another size or direction.")
    return words.format(count=f"{count:,}")


def missing(expected: int, found: int, gaps: Sequence[tuple[int, int]]) -> str:
    """Say how many slices are missing, and where.

    Parameters
    ----------
    expected, found
        Slices that a whole stack would have, and those that are there.
    gaps
        Numbers of the two slices beside each gap, of which the first are named.
    """
    count, more = expected - found, len(gaps) - _GAPS_NAMED
    words = _missing_words(count, more)
    return words.format(
        count=f"{count:,}",
        expected=f"{expected:,}",
        found=f"{found:,}",
        places=", ".join(_between(low, high) for low, high in gaps[:_GAPS_NAMED]),
        more=more,
    )


def _missing_words(count: int, more: int) -> str:
    if count == 1:
        return say(
            "io",
            "1 slice is missing ({expected} expected, {found} found), {places}: shown empty.",
        )
    if more <= 0:
        return say(
            "io",
            "{count} slices are missing ({expected} expected, {found} found), {places}: shown "
            "empty.",
        )
    return say(
        "io",
        "{count} slices are missing ({expected} expected, {found} found), {places} and in "
        "{more} more gaps: shown empty.",
    )


def _between(low: int, high: int) -> str:
    return say("io", "between slices {low} and {high}", low=low, high=high)


def single(thickness: float) -> str:
    """Say how thick a single slice is shown, in mm; 0 where that is not known."""
    if thickness:
        words = say("io", "There is one slice only: it is shown {thickness} mm thick.")
        return words.format(thickness=f"{thickness:.2f}")
    return say("io", "There is one slice only, of unknown thickness: it is shown 1 mm thick.")
