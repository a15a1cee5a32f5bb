"""What is done with files: opening, exporting, leaving."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from camviewer.gui.deeds.spec import ActionSpec
from camviewer.gui.picture import save_picture, take_picture
from camviewer.session.workspace import workspace_path

if TYPE_CHECKING:
    from camviewer.gui.controller import Controller
    from camviewer.gui.deeds.spec import Window
    from camviewer.session.records import Workspace

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("open", "Open…", "File", "open_files", ("Ctrl+O",), "open"),
    ActionSpec("open-folder", "Open folder…", "File", "open_folder", ("Ctrl+Shift+O",)),
    ActionSpec("sample-ct", "Open the sample CT", "File", "open_sample", argument="ct"),
    ActionSpec(
        "sample-photo", "Open the sample photo", "File", "open_sample", argument="photo"
    ),
    ActionSpec("save-session", "Save session…", "File", "save_session", ("Ctrl+Shift+S",)),
    ActionSpec("open-mask", "Open mask…", "File", "open_mask", ("Ctrl+Shift+M",), "mask"),
    ActionSpec("export", "Export results…", "File", "export", ("Ctrl+S",), "export"),
    ActionSpec("report", "Write a report…", "File", "report", ("Ctrl+R",), "manual"),
    ActionSpec(
        "report-patient",
        "Write a report that names the patient…",
        "File",
        "report_with_patient",
    ),
    ActionSpec("picture", "Save the picture…", "File", "save_picture", ("S",), "picture"),
    ActionSpec("forget", "Clear recent files", "File", "forget_recent"),
    ActionSpec(
        "remember-recent",
        "Remember recent files",
        "File",
        "remember_recent",
        ticks="settings.remembers_recent",
    ),
    ActionSpec(
        "autosave",
        "Keep the session for after a crash",
        "File",
        "keep_session",
        ticks="settings.autosaves",
    ),
    ActionSpec("quit", "Quit", "File", "quit", ("Ctrl+Q",), "quit"),
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("deeds.file", text)


def _suggested(workspace: Workspace) -> Path:
    """Name a session file after its image, beside it."""
    image = workspace.image
    path = workspace.path or image.path or Path.home() / (image.name or "session")
    return workspace_path(path.with_name(path.name.split(".")[0]))


class FileCommands:
    """Opening, exporting, leaving."""

    def __init__(self, controller: Controller, window: Window) -> None:
        self._controller = controller
        self._window = window

    def open_files(self) -> None:
        """Ask for a file and open it."""
        session, asker = self._controller.session, self._controller.asker
        self._controller.open_paths(asker.open_files(session.file_filter()))

    def open_mask(self) -> None:
        """Ask for a file of regions and lay them over the case."""
        asker = self._controller.asker
        if self._controller.session.state.case.image is None:
            asker.show_error(
                _tr("There is no image to lay a mask over."), _tr("Open the image first.")
            )
            return
        words = _tr("Masks (*.nii *.nii.gz *.nrrd *.mha *.mhd *.dcm);;All files (*)")
        self._controller.mask_jobs.read(asker.open_files(words))

    def open_folder(self) -> None:
        """Ask for a folder of slices and open it."""
        folder = self._controller.asker.open_folder()
        if folder is not None:
            self._controller.open_path(folder)

    def open_sample(self, name: str) -> None:
        """Open a shipped image."""
        self._controller.open_sample(name)

    def save_session(self) -> None:
        """Ask for a file and write the session there."""
        asker = self._controller.asker
        workspace = self._controller.session.workspace()
        if workspace is None:
            asker.show_error(_tr("There is nothing to save yet."), _tr("Open an image first."))
            return
        if not workspace.can_be_saved:
            asker.show_error(
                _tr("This image came from no file, so its session cannot be saved."),
                _tr("Save the image as a file and open that."),
            )
            return
        if self._controller.is_busy:
            asker.show_error(
                _tr("A job is running."), _tr("Save the session when it has ended.")
            )
            return
        path = asker.save_file(_suggested(workspace), _tr("camviewer sessions (*.json)"))
        if path is not None:
            self._controller.save_session(path)

    def export(self) -> None:
        """Ask what is to be written and where, and write it there."""
        if self._controller.session.state.case.explanation is None:
            self._controller.asker.show_error(
                _tr("There is nothing to export yet."), _tr("Press Explain first.")
            )
            return
        wish = self._controller.asker.plan_export(self._controller.session)
        if wish is not None:
            self._controller.export(*wish)

    def report(self) -> None:
        """Ask for a folder and write the report there; it names nobody."""
        self._report(has_patient=False)

    def report_with_patient(self) -> None:
        """Write a report that names the file and the person, for those who may know."""
        self._report(has_patient=True)

    def _report(self, *, has_patient: bool) -> None:
        if self._controller.session.state.case.explanation is None:
            self._controller.asker.show_error(
                _tr("There is nothing to report yet."), _tr("Press Explain first.")
            )
            return
        folder = self._controller.asker.save_folder()
        if folder is not None:
            self._controller.report_jobs.write(folder, has_patient=has_patient)

    def save_picture(self) -> None:
        """Ask for a size and a file, and write what the window shows there."""
        session, asker = self._controller.session, self._controller.asker
        if session.state.case.image is None:
            asker.show_error(_tr("There is no picture yet."), _tr("Open a file first."))
            return
        wanted = asker.save_picture()
        if wanted is None:
            return
        path, scale = wanted
        view = self._window.picture.currentWidget()
        image = take_picture(view or self._window.picture, session, scale)
        if not save_picture(image, path):
            asker.show_error(
                _tr("The picture could not be written there."), _tr("Choose another folder.")
            )

    def forget_recent(self) -> None:
        """Empty the list of recent files."""
        self._controller.session.remember(recent=())

    def remember_recent(self) -> None:
        """Remember the names of files from now on, or none."""
        session = self._controller.session
        session.remember_recent(not session.settings.remembers_recent)

    def keep_session(self) -> None:
        """Keep a copy of the session from now on, or none."""
        session = self._controller.session
        session.remember(autosaves=not session.settings.autosaves)
        self._controller.autosaver.save()

    def quit(self) -> None:
        """Close the window."""
        self._window.close()
