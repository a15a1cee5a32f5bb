"""The files of a report: page, print, and every number beside them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from camviewer.session.number_records import write_numbers
from camviewer.session.report.page import render_page
from camviewer.session.results import describe_result

if TYPE_CHECKING:
    from pathlib import Path

    from camviewer.core.image import Image
    from camviewer.core.job import Explanation
    from camviewer.core.judgement import Evaluation
    from camviewer.session.report.content import Report


def write_report(
    folder: Path,
    report: Report,
    print_pdf: bytes,
    *,
    image: Image,
    explanation: Explanation,
    evaluation: Evaluation | None = None,
) -> tuple[Path, ...]:
    """Write ``report.pdf``, ``report.html``, ``result.json`` and the numbers.

    Parameters
    ----------
    folder
        Made when it is missing; files of these names are replaced.
    report, print_pdf
        What was collected, and the same printed.
    image, explanation, evaluation
        What ``result.json``, ``numbers.json`` and ``numbers.csv`` tell; never a name or path.

    Raises
    ------
    ResourceError
        When the folder cannot be written.
    """
    from camviewer.io import make_folder, write_bytes

    make_folder(folder)
    record = json.dumps(describe_result(image, explanation), indent=2, allow_nan=False)
    contents = {
        "report.pdf": print_pdf,
        "report.html": render_page(report).encode(),
        "result.json": f"{record}\n".encode(),
    }
    for name, content in contents.items():
        write_bytes(folder / name, content)
    written = [folder / name for name in contents]
    if evaluation is not None:
        written += write_numbers(folder, evaluation, [image.sha256])
    return tuple(written)
