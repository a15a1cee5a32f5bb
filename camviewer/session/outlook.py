"""What the present choices would take, before they are run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from camviewer.core.job import Estimate, Forecast

SLOW_SECONDS = 60.0
_KEPT_FREE = 0.1


@dataclass(frozen=True)
class Outlook:
    """A forecast beside what there is.

    Attributes
    ----------
    forecast : Forecast
        What a run will take.
    free_bytes : int
        Memory that can still be used where it would run.
    """

    forecast: Forecast
    free_bytes: int

    @property
    def is_slow(self) -> bool:
        """Whether it is worth a warning that one will have to wait."""
        return self.forecast.seconds > SLOW_SECONDS

    @property
    def is_too_large(self) -> bool:
        """Whether it would need more than nine tenths of the free memory."""
        return self.forecast.bytes > self.free_bytes * (1 - _KEPT_FREE)

    def of(self, method: str) -> Estimate | None:
        """Return what one method adds; None when it is not among those asked for."""
        return next((each for each in self.forecast.methods if each.method == method), None)
