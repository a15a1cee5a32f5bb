"""What those who start jobs need of the controller, which knows all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from camviewer.gui.bridge import Line
    from camviewer.gui.dialogs import Asker
    from camviewer.session.service import Session


class Keeper(Protocol):
    """Owns the job that is shown.

    Attributes
    ----------
    session : Session
        The program without its window.
    asker : Asker
        Asks and tells the user.
    last_job : str
        Kind of the job whose end ``state.job`` tells.
    """

    session: Session
    asker: Asker
    last_job: str

    @property
    def is_busy(self) -> bool:
        """Whether a job runs or is being stopped."""

    def run_job(
        self,
        kind: str,
        label: str,
        work: Callable[[Line], object],
        done: Callable[[Any], None],
        *,
        is_quick: bool = True,
        received: Callable[[Any], None] | None = None,
    ) -> None:
        """Run some work as the job that is shown; see :class:`camviewer.gui.jobs.JobKeeper`."""

    def predict(self) -> None:
        """Ask the network for its classes."""

    def look_again(self) -> None:
        """Predict with a network that was chosen while another job ran."""
