"""Another look at what is open: its window anew, another volume of its file, straightened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camviewer.core.settings import CINE_SPEEDS, LETTERS, MOUSE_SCHEMES
from camviewer.session.figures import starting_window
from camviewer.session.state import ANNOTATIONS

if TYPE_CHECKING:
    from camviewer.core.image import Image
    from camviewer.core.settings import Settings
    from camviewer.session.state import State

SLOWEST, FASTEST = CINE_SPEEDS


class Looking:
    """How the case is looked at. Call on the thread that owns the state."""

    state: State
    settings: Settings

    def show(self, image: Image) -> None:
        """Begin a new case."""
        raise NotImplementedError

    def remember(self, **changes: object) -> None:
        """Change the settings and keep them."""
        raise NotImplementedError

    def take_settings(self) -> None:
        """Look as was remembered; what no version of the program knows is left out."""
        view, kept = self.state.view, self.settings
        view.is_radiological = kept.is_radiological
        view.is_anterior_left = kept.is_anterior_left
        view.hides_patient = kept.hides_patient
        view.mouse = kept.mouse if kept.mouse in MOUSE_SCHEMES else MOUSE_SCHEMES[0]
        view.letters = kept.letters if kept.letters in LETTERS else LETTERS[0]
        self.state.cine.speed = min(FASTEST, max(SLOWEST, kept.cine_speed))

    def cycle_annotations(self) -> None:
        """All texts on the picture, letters alone, none."""
        view = self.state.view
        following = ANNOTATIONS.index(view.annotations) + 1
        view.annotations = ANNOTATIONS[following % len(ANNOTATIONS)]

    def swap_sides(self) -> None:
        """Change between the radiological and the neurological convention, and keep it."""
        view = self.state.view
        view.is_radiological = not view.is_radiological
        self.remember(is_radiological=view.is_radiological)

    def swap_sagittal(self) -> None:
        """Turn sagittal planes round, anterior to the left or to the right, and keep it."""
        view = self.state.view
        view.is_anterior_left = not view.is_anterior_left
        self.remember(is_anterior_left=view.is_anterior_left)

    def set_cine_speed(self, speed: int) -> None:
        """Let slices run at a speed within the bounds, and keep it."""
        self.state.cine.speed = min(FASTEST, max(SLOWEST, speed))
        self.remember(cine_speed=self.state.cine.speed)

    def set_mouse(self, scheme: str) -> None:
        """Let the buttons mean what they mean in a scheme, and keep it."""
        self.state.view.mouse = scheme
        self.remember(mouse=scheme)

    def set_letters(self, letters: str) -> None:
        """Write S and I or H and F at the edges, and keep it."""
        self.state.view.letters = letters
        self.remember(letters=letters)

    def reset_window(self) -> None:
        """Take the grey window that a new case has."""
        image, view = self.state.case.image, self.state.view
        view.is_inverted = False
        if image is not None:
            window = starting_window(image)
            view.width, view.level = window.width, window.level

    @property
    def volumes(self) -> tuple[int, int]:
        """Which volume of its file is open, from 0, and how many there are."""
        image = self.state.case.image
        known = {} if image is None else image.header
        number, count = known.get("volume", 0), known.get("volumes", 1)
        if not isinstance(number, int) or not isinstance(count, int):
            return 0, 1
        return number, count

    def show_volume(self, image: Image) -> None:
        """Show another volume of the same file: crosshair and window stay, maps go."""
        view = self.state.view
        kept = {
            name: getattr(view, name) for name in ("width", "level", "position", "maximised")
        }
        self.show(image)
        for name, value in kept.items():
            setattr(view, name, value)

    def show_straight(self, image: Image | None) -> None:
        """Draw the case straightened; None draws it as it is stored."""
        self.state.case.straight = image
