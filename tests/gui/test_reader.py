"""The reading window: contents, search, pictures, links."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument

from camviewer.core.settings import resource
from camviewer.gui.reader import Reader

TEXT = "# Book\n\nFirst words.\n\n## One\n\n![x](images/wide.png)\n\n" + "Line.\n\n" * 80
TEXT += "## Two\n\nA needle here.\n\n[more](more.md) [out](https://example.org)\n"


@pytest.fixture
def reader(qtbot, tmp_path):
    (tmp_path / "images").mkdir()
    QImage(3000, 100, QImage.Format.Format_RGB32).save(str(tmp_path / "images" / "wide.png"))
    (tmp_path / "book.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "more.md").write_text("# More\n", encoding="utf-8")
    reader = Reader(None, "Book", tmp_path / "book.md")
    reader.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(reader)
    reader.show()
    return reader


def headings(reader):
    return [reader.contents.item(row).text().strip() for row in range(reader.contents.count())]


def test_the_contents_list_the_headings_and_lead_to_them(reader):
    assert headings(reader) == ["Book", "One", "Two"]
    reader.contents.itemClicked.emit(reader.contents.item(2))
    assert reader.page.textCursor().block().text() == "Two"
    assert reader.page.verticalScrollBar().value() > 0


def test_a_picture_is_never_wider_than_the_page_and_comes_from_the_folder_alone(reader):
    kind = QTextDocument.ResourceType.ImageResource.value
    image = reader.page.loadResource(kind, QUrl("images/wide.png"))
    assert 0 < image.width() <= reader.page.viewport().width()
    assert reader.page.loadResource(kind, QUrl("images/none.png")) is None
    assert reader.page.loadResource(kind, QUrl("https://example.org/a.png")) is None


def test_words_are_found_again_from_the_start_and_a_missing_one_is_said(reader):
    reader.finder.setText("needle")
    assert reader.page.textCursor().selectedText() == "needle"
    assert reader.find_next()
    assert reader.page.textCursor().selectedText() == "needle"
    reader.finder.setText("haystack")
    assert reader.missing.text() == "Not found"
    reader.finder.setText("")
    assert reader.missing.text() == ""


def test_a_link_leads_to_another_text_and_back_and_never_out(reader):
    assert not reader.back.isEnabled()
    reader.page.verticalScrollBar().setValue(40)
    reader.page.anchorClicked.emit(QUrl("more.md"))
    assert headings(reader) == ["More"]
    reader.back.click()
    assert headings(reader)[0] == "Book"
    assert reader.page.verticalScrollBar().value() == 40
    reader.page.anchorClicked.emit(QUrl("https://example.org"))
    reader.page.anchorClicked.emit(QUrl("../secret.md"))
    assert headings(reader)[0] == "Book"


@pytest.mark.parametrize("name", ["manual.md", "changelog.md"])
def test_the_shipped_texts_can_be_read(qtbot, name):
    reader = Reader(None, name, resource("docs", name))
    reader.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(reader)
    assert len(headings(reader)) > 2


def test_the_menu_opens_manual_and_news(program, asker):
    program.window.actions_by_name["manual"].trigger()
    program.window.actions_by_name["news"].trigger()
    assert [path.name for _title, path in asker.documents] == ["manual.md", "changelog.md"]
