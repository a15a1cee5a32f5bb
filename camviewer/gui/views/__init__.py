"""What fills the middle of the window; each view follows the session's state and holds none.

A view that is told to show something never writes to the state; a user's gesture writes to
the state alone and comes back as an event. Redraws are put together, newest wins.
"""

from camviewer.gui.views.compare_view import CompareView
from camviewer.gui.views.empty_view import EmptyView
from camviewer.gui.views.loading_view import LoadingView
from camviewer.gui.views.read_view import ReadView
from camviewer.gui.views.trust_view import TrustView

__all__ = ["CompareView", "EmptyView", "LoadingView", "ReadView", "TrustView"]
