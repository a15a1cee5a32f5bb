"""What the actions do; one object per menu, so that each stays small."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QCoreApplication

from camviewer.core.errors import CamViewerError
from camviewer.gui.actions import key_rows
from camviewer.gui.dialogs import about_text, keys_text

if TYPE_CHECKING:
    from camviewer.gui.controller import Controller

_ANNOTATIONS = ("all", "minimal", "none")


class Window(Protocol):
    """What the commands need of the main window."""

    def close(self) -> bool:
        """Close it."""

    def toggle_panels(self) -> None:
        """Hide or show both side panels."""

    def toggle_full_screen(self) -> None:
        """Fill the screen or leave it."""

    def swap_focus(self) -> None:
        """Move the focus between picture and panels."""

    def swap_theme(self) -> None:
        """Change between dark and light."""

    def view(self) -> Any:  # noqa: ANN401 - any of the views
        """Return the view that is shown."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("commands", text)


class FileCommands:
    """Opening, exporting, leaving."""

    def __init__(self, controller: Controller, window: Window) -> None:
        self._controller = controller
        self._window = window

    def open_files(self) -> None:
        """Ask for a file and open it."""
        session, asker = self._controller.session, self._controller.asker
        self._controller.open_paths(asker.open_files(session.file_filter()))

    def open_sample(self, name: str) -> None:
        """Open a shipped image."""
        self._controller.open_sample(name)

    def export(self) -> None:
        """Ask for a folder and write the results there."""
        if self._controller.session.state.case.explanation is None:
            self._controller.asker.show_error(
                _tr("There is nothing to export yet."), _tr("Press Explain first.")
            )
            return
        folder = self._controller.asker.save_folder()
        if folder is not None:
            self._controller.export(folder)

    def forget_recent(self) -> None:
        """Empty the list of recent files."""
        self._controller.session.remember(recent=())

    def quit(self) -> None:
        """Close the window."""
        self._window.close()


class ExplainCommands:
    """Running and stopping."""

    def __init__(self, controller: Controller) -> None:
        self._controller = controller

    def explain(self) -> None:
        """Run the chosen methods."""
        self._controller.explain()

    def cancel(self) -> None:
        """Stop what runs."""
        self._controller.cancel()

    def show_card(self) -> None:
        """Show what the model says of itself."""
        session = self._controller.session
        info = session.model_info(session.state.ask.model)
        self._controller.asker.show_text(info.label, info.card or info.summary)

    def add_model(self) -> None:
        """Ask for a model card and use its network."""
        asker, session = self._controller.asker, self._controller.session
        paths = asker.open_files(_tr("Networks and model cards (*.toml *.onnx *.pt2 *.zip)"))
        if not paths:
            return
        try:
            session.model_info(str(paths[0]))
        except CamViewerError as error:
            asker.show_error(str(error), error.hint)
            return
        self._controller.choose_model(str(paths[0]))


class HeatmapCommands:
    """How the map is shown, and which."""

    def __init__(self, controller: Controller) -> None:
        self._session = controller.session

    def toggle(self) -> None:
        """Show or hide the map."""
        overlay = self._session.state.overlay
        overlay.visible = not overlay.visible

    def go_hottest(self) -> None:
        """Put the crosshair on the strongest cell."""
        self._session.go_hottest()

    def step_map(self, step: int) -> None:
        """Show the next or previous map."""
        self._session.next_method(step)

    def step_opacity(self, step: float) -> None:
        """Change the opacity within its bounds."""
        overlay = self._session.state.overlay
        overlay.opacity = round(min(1.0, max(0.0, overlay.opacity + step)), 2)

    def step_threshold(self, step: float) -> None:
        """Change the threshold within its bounds."""
        overlay = self._session.state.overlay
        overlay.threshold = round(min(1.0, max(0.0, overlay.threshold + step)), 2)


class ViewCommands:
    """Where one looks from, and what the window shows."""

    def __init__(self, controller: Controller, window: Window) -> None:
        self._session = controller.session
        self._window = window

    def set_place(self, place: str) -> None:
        """Read one map, or compare several."""
        self._session.state.view.place = place

    def fit(self) -> None:
        """Show the whole picture."""
        self._window.view().fit()

    def toggle_crosshair(self) -> None:
        """Draw the crosshair or not."""
        view = self._session.state.view
        view.shows_crosshair = not view.shows_crosshair

    def cycle_annotations(self) -> None:
        """All texts, letters alone, none."""
        view = self._session.state.view
        following = _ANNOTATIONS.index(view.annotations) + 1
        view.annotations = _ANNOTATIONS[following % len(_ANNOTATIONS)]

    def swap_sides(self) -> None:
        """Change between the radiological and the neurological convention."""
        view = self._session.state.view
        view.is_radiological = not view.is_radiological
        self._session.remember(is_radiological=view.is_radiological)

    def toggle_panels(self) -> None:
        """Hide or show both side panels."""
        self._window.toggle_panels()

    def swap_theme(self) -> None:
        """Change between dark and light."""
        self._window.swap_theme()

    def toggle_full_screen(self) -> None:
        """Fill the screen or leave it."""
        self._window.toggle_full_screen()

    def swap_focus(self) -> None:
        """Move the focus between picture and panels."""
        self._window.swap_focus()


class WindowCommands:
    """Grey windows by key."""

    def __init__(self, controller: Controller) -> None:
        self._session = controller.session

    def set_preset(self, key: str) -> None:
        """Set a preset; does nothing where the values are no Hounsfield units."""
        self._session.set_preset(key)


class SliceCommands:
    """Moving through a volume by key."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def step_slice(self, count: int) -> None:
        """Move by some slices; the ends hold."""
        self._window.view().step_slice(count)

    def nudge(self, step: tuple[int, int]) -> None:
        """Move the crosshair by one cell, (right, down)."""
        self._window.view().nudge(*step)


class HelpCommands:
    """Texts to read."""

    def __init__(self, controller: Controller) -> None:
        self._asker = controller.asker

    def show_keys(self) -> None:
        """Show all keys."""
        self._asker.show_text(_tr("Keys"), keys_text(key_rows()))

    def show_about(self) -> None:
        """Show what the program is."""
        self._asker.show_text(_tr("About camviewer"), about_text(version("camviewer")))


def make_commands(controller: Controller, window: Window) -> dict[str, object]:
    """Make the objects behind the menus by category."""
    return {
        "File": FileCommands(controller, window),
        "Explain": ExplainCommands(controller),
        "Heatmap": HeatmapCommands(controller),
        "View": ViewCommands(controller, window),
        "Window": WindowCommands(controller),
        "Slices": SliceCommands(window),
        "Help": HelpCommands(controller),
    }
