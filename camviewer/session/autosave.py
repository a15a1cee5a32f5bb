"""A copy of the session for the case that the program ends without warning.

Each running program has a folder of its own in the user's data folder, which goes when it ends
as it should. A folder whose program is dead is what is left of a session that was lost. It
holds the path of the image, choices and maps; never the image.
"""

from __future__ import annotations

import os
import platform
import shutil
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.errors import CamViewerError, ResourceError
from camviewer.core.json_file import read_json, write_json
from camviewer.core.words import say
from camviewer.session.records import SUFFIX
from camviewer.session.workspace import write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from camviewer.session.records import Workspace

_OWNER = "process.json"
_SESSION = f"session{SUFFIX}"


def autosave_folder(settings_file: Path | None = None) -> Path:
    """Return the folder of all such copies: in the user's data, or beside a settings file."""
    if settings_file is not None:
        return settings_file.with_name("unsaved")
    from platformdirs import user_data_path

    return user_data_path("camviewer", appauthor=False) / "unsaved"


@dataclass(frozen=True)
class LeftOver:
    """What is left of a session whose program is dead.

    Attributes
    ----------
    folder, path
        Its folder, and the session file in it.
    saved_at
        Seconds since 1970.
    """

    folder: Path
    path: Path
    saved_at: float


class Autosave:
    """The copy of one running program.

    Parameters
    ----------
    root
        Folder of all copies; made at the first save.

    Attributes
    ----------
    folder : Path
        Of this copy.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self.folder = root / f"{os.getpid()}-{uuid.uuid4().hex[:12]}"
        self._written: dict[str, str] = {}
        self._replaced: list[LeftOver] = []

    def write(self, workspace: Workspace) -> None:
        """Write the session; only maps that are new are written. Runs in any thread.

        Raises
        ------
        ResourceError
            When the place cannot be written.
        InputError
            When the image came from no file.
        """
        try:
            if not self.folder.is_dir():
                self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
                self.folder.mkdir(mode=0o700, exist_ok=True)
                self._written.clear()
                write_json(self.folder / _OWNER, _this_process(), is_private=True)
        except OSError as error:
            message = say("session", "The session cannot be kept for the case of a crash.")
            raise ResourceError(message, hint=say("session", "Free some space.")) from error
        path = self.folder / _SESSION
        write_workspace(workspace, path, written=self._written, is_private=True)
        for old in self._replaced:
            discard(old)
        self._replaced.clear()

    def replace(self, left_over: LeftOver) -> None:
        """Take over what was restored: it goes once this program has a copy of its own."""
        self._replaced.append(left_over)

    def remove(self) -> None:
        """Remove the copy: the program ends as it should, or is not to keep any."""
        for old in self._replaced:
            discard(old)
        self._replaced.clear()
        self._written.clear()
        shutil.rmtree(self.folder, ignore_errors=True)


def _this_process() -> dict[str, object]:
    """Tell this program from all others, also from a later one of the same number."""
    import psutil

    started = psutil.Process().create_time()
    return {"pid": os.getpid(), "started": started, "machine": platform.node()}


def left_overs(root: Path) -> tuple[LeftOver, ...]:
    """List what dead programs left, newest first; what cannot be read is passed over."""
    try:
        folders = [each for each in root.iterdir() if each.is_dir() and not each.is_symlink()]
    except OSError:
        return ()
    found = [_left_over(folder) for folder in folders]
    kept = [each for each in found if each is not None]
    return tuple(sorted(kept, key=lambda each: -each.saved_at))


def _left_over(folder: Path) -> LeftOver | None:
    path = folder / _SESSION
    try:
        if not _is_dead(read_json(folder / _OWNER)):
            return None
        return LeftOver(folder, path, path.stat().st_mtime)
    except (OSError, CamViewerError):
        return None


def _is_dead(owner: object) -> bool:
    """Tell whether a program runs no more; one of another machine may."""
    import psutil

    if not isinstance(owner, dict) or owner.get("machine") != platform.node():
        return False
    pid, started = owner.get("pid"), owner.get("started")
    if type(pid) is not int or not isinstance(started, (int, float)):
        return False
    try:
        process = psutil.Process(pid)
        is_same = abs(process.create_time() - started) < 1.0
        return not is_same or process.status() == psutil.STATUS_ZOMBIE
    except (psutil.NoSuchProcess, ValueError, OverflowError):
        return True
    except psutil.Error:
        return False


def discard(left_over: LeftOver) -> None:
    """Remove what is left of a session."""
    shutil.rmtree(left_over.folder, ignore_errors=True)
