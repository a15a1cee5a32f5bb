"""How long work says how far it is, and how it is stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from camviewer.core.errors import Cancelled

if TYPE_CHECKING:
    from camviewer.core.image import Image


@dataclass(frozen=True)
class Progress:
    """One report of a running job.

    Attributes
    ----------
    done, total
        Steps finished and steps in all; total is 0 while unknown.
    label
        What runs now, in words.
    """

    done: int
    total: int
    label: str


Report = Callable[[Progress], None]


def no_report(_progress: Progress) -> None:
    """Take a report and do nothing with it."""


class CancelToken:
    """A flag that one thread sets and the working one looks at between steps."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._event.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether a stop was asked for."""
        return self._event.is_set()

    def check(self) -> None:
        """Stop here when asked to.

        Raises
        ------
        Cancelled
            When a stop was asked for.
        """
        if self._event.is_set():
            raise Cancelled


def no_look(_image: Image) -> None:
    """Take an image and do nothing with it."""


@dataclass(frozen=True)
class Watch:
    """Who looks on while an image is read; all of it is called in the reading thread.

    Attributes
    ----------
    report : callable
        Hears some ten times a second how far it is, in slices of the file.
    token : CancelToken
        Ends the reading between two blocks.
    first : callable
        Gets, once and early where the file allows it, an image whose array is still being
        filled: along its last axis as far as the reports say, what lies behind is 0. It is to
        be looked at, never to be explained or measured.
    """

    report: Report = no_report
    token: CancelToken = field(default_factory=CancelToken)
    first: Callable[[Image], None] = no_look
