"""camviewer: what moved a neural network's score, shown on the image itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from camviewer.engine.api import explain as explain

__version__ = "0.1.0"
__all__ = ["__version__", "explain"]


def __getattr__(name: str) -> object:
    """Load the engine, and torch with it, only when ``explain`` is asked for."""
    if name == "explain":
        from camviewer.engine.api import explain

        return explain
    message = f"module 'camviewer' has no attribute {name!r}"
    raise AttributeError(message)
