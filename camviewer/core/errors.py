"""The errors a user can meet, each one sentence and a hint.

::

    CamViewerError
    ├── InputError
    │   ├── FormatError        no reader, or a damaged file
    │   ├── GeometryError      shape or affine
    │   └── UnknownNameError   with the nearest name as hint
    ├── ModelError
    │   ├── LayerError         the layer is missing or gives no map
    │   └── NoGradientError    the score does not depend on the layer
    └── ResourceError          memory, device or disk
    Cancelled                  not an error, never shown
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from camviewer.core.words import did_you_mean, say

if TYPE_CHECKING:
    from collections.abc import Iterable


class CamViewerError(Exception):
    """Something the user can understand and usually mend.

    Parameters
    ----------
    message
        One sentence that says what went wrong.
    hint
        What to do about it; may be empty.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class InputError(CamViewerError):
    """What was given cannot be used."""


class FormatError(InputError):
    """A file that no reader takes, or a damaged one."""


class GeometryError(InputError):
    """A shape or an affine that does not fit."""


_LISTED = 12


def _listed(names: list[str]) -> str:
    """Say what there is, the first names of it; a thousand classes are no help."""
    words, more = ", ".join(names[:_LISTED]), len(names) - _LISTED
    if more > 0:
        return say("core", "Known: {names} and {count} more.", names=words, count=more)
    return say("core", "Known: {names}.", names=words) if names else ""


class UnknownNameError(InputError):
    """A name that is not registered; the hint names the nearest ones.

    Parameters
    ----------
    kind
        What was looked for, in the singular and the user's language: ``"method"``.
    name
        The name that was asked for.
    known
        All names that exist.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        names = sorted(known)
        near = get_close_matches(name, names, n=3, cutoff=0.5)
        hint = _listed(names)
        if near:
            hint = did_you_mean(near)
        message = say("core", "There is no {kind} called '{name}'.", kind=kind, name=name)
        super().__init__(message, hint=hint)


class ModelError(CamViewerError):
    """The network cannot do what was asked."""


class LayerError(ModelError):
    """A layer that is missing or gives no map."""


class NoGradientError(ModelError):
    """The score does not depend on the layer, so no gradient reaches it."""


class ResourceError(CamViewerError):
    """Not enough memory, no such device, or a place that cannot be written."""


class ShortMemoryError(ResourceError):
    """Memory ran out although the work was cut into its smallest pieces."""


class Cancelled(Exception):  # noqa: N818 - it is not an error
    """The user stopped the work."""
