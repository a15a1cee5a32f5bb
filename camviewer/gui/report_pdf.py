"""A report on paper: A4 pages with the disclaimer at the foot of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
)
from PySide6.QtSvg import QSvgRenderer

from camviewer.session.report.page import FIGURE, PLOT, render_page, render_plot

if TYPE_CHECKING:
    from camviewer.session.report.content import Report

_DPI = 300
_MARGIN_MM = 15.0
_FOOT_MM = 8.0
_PLOT_SHARPNESS = 4
_CLOSE = 30.0
_GREY = QColor("#4A5260")


def report_pdf(report: Report) -> bytes:
    """Print a report; on the GUI thread, or any other as long as it is the only one.

    Returns
    -------
    bytes
        A PDF file; its text is text and can be searched.
    """
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(report.title)
    writer.setCreator("camviewer")
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    _print(report, writer)
    buffer.close()
    return bytes(content.data())


def _print(report: Report, writer: QPdfWriter) -> None:
    foot = _FOOT_MM / 25.4 * _DPI
    page = QSizeF(writer.width(), writer.height() - foot)
    document = _document(report, writer, page)
    painter = QPainter(writer)
    count = document.pageCount()
    for number in range(count):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * page.height())
        seen = QRectF(0, number * page.height(), page.width(), page.height())
        painter.setClipRect(seen.adjusted(0, 0, 0, -1))  # else the next page's first line
        document.drawContents(painter, seen)
        painter.restore()
        place = QRectF(0, page.height(), page.width(), foot)
        _paint_foot(painter, place, f"{report.disclaimer}.", f"{number + 1} / {count}")
    painter.end()


def _document(report: Report, writer: QPdfWriter, page: QSizeF) -> QTextDocument:
    """Lay the report out for the paper."""
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setDefaultFont(QFont("sans-serif", 9))
    document.setDocumentMargin(0)
    for place, figure in enumerate(report.figures):
        picture = QImage.fromData(figure.png)
        document.addResource(
            QTextDocument.ResourceType.ImageResource.value, QUrl(f"{FIGURE}-{place}"), picture
        )
    for place in range(len(report.plots)):
        document.addResource(
            QTextDocument.ResourceType.ImageResource.value,
            QUrl(f"{PLOT}-{place}"),
            _drawn_plot(render_plot(report, place)),
        )
    document.setHtml(render_page(report, is_print=True))
    document.setPageSize(page)
    _keep_together(document, page.height())
    return document


def _keep_together(document: QTextDocument, height: float) -> None:
    """Begin a page before each table that would run over its end, with the words above it.

    Qt repeats the head of a table that reaches the end of a page over whatever follows it.
    """
    layout = document.documentLayout()
    for frame in document.rootFrame().childFrames():
        box, lead = layout.frameBoundingRect(frame), _lead(document, frame)
        top = box.top() if lead is None else layout.blockBoundingRect(lead).top()
        is_whole = top // height == (box.bottom() + _CLOSE) // height
        if not is_whole and box.height() < height - _CLOSE:
            _begin_page(frame, lead)


def _begin_page(frame: QTextFrame, lead: QTextBlock | None) -> None:
    """Begin a page before a table, or before the words that lead to it."""
    if lead is None:
        whole = frame.frameFormat()
        whole.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        frame.setFrameFormat(whole)
        return
    cursor = QTextCursor(lead)
    words = cursor.blockFormat()
    words.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    cursor.setBlockFormat(words)


def _lead(document: QTextDocument, frame: QTextFrame) -> QTextBlock | None:
    """Return the first of the headings and the line that stand right above a table."""
    above = document.findBlock(frame.firstPosition() - 1)
    if not above.isValid() or not above.text() or document.frameAt(above.position()) is None:
        return None
    lead = above
    while lead.previous().blockFormat().headingLevel():
        lead = lead.previous()
    return lead


def _drawn_plot(svg: str) -> QImage:
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    size = renderer.defaultSize() * _PLOT_SHARPNESS
    picture = QImage(size, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    renderer.render(painter)
    painter.end()
    return picture


def _paint_foot(painter: QPainter, place: QRectF, left: str, right: str) -> None:
    """Write the disclaimer and the page's number."""
    painter.setFont(QFont("sans-serif", 8))
    painter.setPen(_GREY)
    bottom = Qt.AlignmentFlag.AlignBottom
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | bottom, left)
    painter.drawText(place, Qt.AlignmentFlag.AlignRight | bottom, right)
