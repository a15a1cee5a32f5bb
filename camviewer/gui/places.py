"""The places of the window that not every case needs: made when they are first wanted."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from camviewer.gui.beside_menu import BesideMenu
from camviewer.gui.numbers import NumbersView
from camviewer.gui.views import CompareView, ReadView, TrustView

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QStackedWidget

    from camviewer.gui.controller import Controller
    from camviewer.gui.status import StatusArea


class Places:
    """What the main window inherits: each view joins the picture area once it is asked for.

    Attributes
    ----------
    controller, actions_by_name, picture, status, read
        The main window's own.
    """

    controller: Controller
    actions_by_name: dict[str, QAction]
    picture: QStackedWidget
    status: StatusArea
    read: ReadView

    @cached_property
    def compare(self) -> CompareView:
        """Maps side by side."""
        view = CompareView(self.controller.session)
        view.bar.run_clicked.connect(self.actions_by_name["compare-run"].trigger)
        self.join(view)
        return view

    @cached_property
    def beside(self) -> BesideMenu:
        """What can be added to the comparison."""
        return BesideMenu(self.controller, self.compare.bar)

    @cached_property
    def numbers(self) -> NumbersView:
        """Numbers below the comparison."""
        view = NumbersView(self.controller, self.compare)
        self.compare.set_below(view)
        return view

    @cached_property
    def trust(self) -> TrustView:
        """What speaks for a map."""
        view = TrustView(self.controller)
        self.join(view)
        return view

    def view(self) -> Any:  # noqa: ANN401 - any of the views
        """Return the view of the present place; the numbers come with the comparison."""
        place = self.controller.session.state.view.place
        if place == "compare":
            _ = self.beside, self.numbers
            return self.compare
        return self.trust if place == "trust" else self.read

    def join(self, view: Any) -> None:  # noqa: ANN401 - any of the views
        """Take a view into the picture area, and hear what it has to tell."""
        self.picture.addWidget(view)
        view.probe_changed.connect(self.status.show_probe)
        view.warning_clicked.connect(self._on_warning_clicked)
        view.volume_wanted.connect(self.controller.looker.step_volume)

    def _on_warning_clicked(self) -> None:
        image = self.controller.session.state.case.image
        if image is not None and image.warnings:
            self.controller.asker.show_error(image.warnings[0], "\n".join(image.warnings[1:]))
