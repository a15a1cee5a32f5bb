"""Keeps the outlook true to the choices: asked for in the background, never in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.gui.estimator import Estimator

if TYPE_CHECKING:
    from collections.abc import Callable

    from camviewer.gui.bridge import Bridge
    from camviewer.session.outlook import Outlook
    from camviewer.session.service import Session

KIND = "forecast"


class Forecaster(Estimator):
    """Follows ``state.ask`` and writes ``state.case.outlook``.

    Parameters
    ----------
    session, bridge
        As in :class:`camviewer.gui.estimator.Estimator`.
    """

    def __init__(self, session: Session, bridge: Bridge) -> None:
        super().__init__(session, bridge, KIND)
        self._is_due = False
        case, ask = session.state.case.events, session.state.ask.events
        self._links.follow(
            self._on_question_changed,
            case.image, ask.model, ask.layer, ask.target, ask.device, ask.precision,
        )  # fmt: skip
        self._links.follow(self._on_methods_changed, ask.methods, ask.parameters)

    def is_due(self) -> bool:
        """Tell whether something changed since the last estimate."""
        return self._is_due

    def work(self) -> Callable[[], Outlook] | None:
        """Return what estimates the run; None without an image or a method."""
        request = self._session.request()
        if request is None or not request.methods:
            return None
        return lambda: self._session.outlook(request)

    def show(self, found: Outlook | None) -> None:
        """Write the outlook."""
        self._is_due = False
        self._session.state.case.outlook = found

    def give_way(self) -> None:
        """Forget figures of other choices: what is shown is not what begins now."""
        if self._is_due:
            self._session.state.case.outlook = None

    def _on_question_changed(self) -> None:
        """Nothing known before holds for another network, image or layer."""
        self._session.state.case.outlook = None
        self._on_methods_changed()

    def _on_methods_changed(self) -> None:
        """Keep the figures of the methods that stay until the new ones are there."""
        self._is_due = True
        self.restart()
