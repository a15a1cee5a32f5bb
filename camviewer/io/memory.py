"""Whether an image fits into the memory, asked before it is read."""

from __future__ import annotations

from camviewer.core.errors import ResourceError
from camviewer.core.words import say

_KEPT_FREE = 0.1


def check_memory(needed: int, name: str) -> None:
    """Refuse what would not fit into the free memory, of which a tenth is left alone.

    Parameters
    ----------
    needed
        Bytes of the decoded image.
    name
        What it is called in the message.

    Raises
    ------
    ResourceError
        When it does not fit; says both numbers.
    """
    free = free_bytes()
    if needed > free * (1 - _KEPT_FREE):
        raise ResourceError(
            say(
                "io",
                "{name} needs {needed} of memory, but only {free} are free.",
                name=name,
                needed=_in_words(needed),
                free=_in_words(free),
            ),
            hint=say("io", "Close other programs, or crop or scale down the image first."),
        )


def free_bytes() -> int:
    """Return the memory that can be had without swapping, in bytes."""
    import psutil

    return int(psutil.virtual_memory().available)


def _in_words(count: int) -> str:
    """Write bytes as GB or MB (powers of ten)."""
    return f"{count / 1e9:,.1f} GB" if count >= 1e9 else f"{count / 1e6:,.1f} MB"
