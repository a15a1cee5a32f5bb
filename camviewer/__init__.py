"""camviewer: what moved a neural network's score, shown on the image itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from camviewer.engine.api import explain as explain
    from camviewer.engine.api import explain_all as explain_all
    from camviewer.session.api import evaluate as evaluate

__version__ = "0.1.0"
__all__ = ["__version__", "evaluate", "explain", "explain_all"]


def __getattr__(name: str) -> object:
    """Load the engine, and torch with it, only when one of its calls is asked for."""
    if name in {"explain", "explain_all"}:
        from camviewer.engine import api

        return getattr(api, name)
    if name == "evaluate":
        from camviewer.session.api import evaluate as found

        return found
    message = f"module 'camviewer' has no attribute {name!r}"
    raise AttributeError(message)
