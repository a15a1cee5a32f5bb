"""What is done with files: opening, exporting, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from camviewer.gui.deeds.spec import ActionSpec

if TYPE_CHECKING:
    from camviewer.gui.controller import Controller
    from camviewer.gui.deeds.spec import Window

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("open", "Open…", "File", "open_files", ("Ctrl+O",), "open"),
    ActionSpec("open-folder", "Open folder…", "File", "open_folder", ("Ctrl+Shift+O",)),
    ActionSpec("sample-ct", "Open the sample CT", "File", "open_sample", argument="ct"),
    ActionSpec(
        "sample-photo", "Open the sample photo", "File", "open_sample", argument="photo"
    ),
    ActionSpec("open-mask", "Open mask…", "File", "open_mask", ("Ctrl+Shift+M",), "mask"),
    ActionSpec("export", "Export results…", "File", "export", ("Ctrl+S",), "export"),
    ActionSpec("forget", "Clear recent files", "File", "forget_recent"),
    ActionSpec("quit", "Quit", "File", "quit", ("Ctrl+Q",), "quit"),
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("deeds.file", text)


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
