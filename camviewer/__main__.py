"""``python -m camviewer`` and the ``camviewer`` command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and return its exit status."""
    if getattr(sys, "frozen", False):
        # A built program starts itself again for every process of a batch.
        from multiprocessing import freeze_support

        freeze_support()
    from camviewer.cli.main import run
    from camviewer.session.privacy import hide_in_logs

    hide_in_logs()
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
