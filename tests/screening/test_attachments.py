"""The text of an attachment is screened wherever it stands: body, tables, heads and feet, hidden runs."""

from __future__ import annotations

import docx
import openpyxl
import pytest

from gongkai.reading.readers import UnreadableFile
from gongkai.screening import FileScreening, screen_file
from tests.reading.readers.files import new_pdf, saved_docx, saved_xlsx
from tests.screening.files.test_images import picture
from tests.screening.samples import ON, citizen


def screened(data: bytes) -> FileScreening:
    result = screen_file(data, "附件", on=ON)
    for hit in result.hits:
        assert result.document.text[hit.start : hit.end] == hit.text
    return result


def test_a_word_file_is_screened_in_text_tables_heads_and_hidden_runs() -> None:
    document = docx.Document()
    document.add_paragraph("联系电话13812345678。本文件的正文。")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["姓名", "身份证号", "张三", citizen()], strict=True):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "机密★1年"
    document.add_paragraph().add_run("电话13987654321").font.hidden = True
    result = screened(saved_docx(document))
    assert {hit.rule for hit in result.hits} == {"mobile", "citizen_number", "listed_name"}
    assert {(place, hit.rule, hit.text) for place, hit in result.elsewhere} == {
        ("word/header1.xml", "secrecy_level", "机密★1年"),
        ("word/document.xml", "mobile", "13987654321"),
    }


def test_a_workbook_is_screened_in_cells_and_printed_heads() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["姓名", "手机"], ["张三", "13812345678"], ["李四", "13987654321"]):
        sheet.append(row)
    sheet.oddHeader.center.text = "内部资料"
    sheet.oddHeader.center.size = 12
    result = screened(saved_xlsx(book))
    assert [hit.rule for hit in result.hits] == ["listed_name", "mobile"] * 2
    assert [hit.rule for _, hit in result.elsewhere] == ["internal_use"]


def test_a_mark_in_the_head_of_every_page_of_a_pdf_is_found_once() -> None:
    pdf = new_pdf()
    for page in range(3):
        if page:
            pdf.add_page()
        pdf.cell(text="秘密★2年", new_x="LMARGIN", new_y="NEXT")
        pdf.multi_cell(0, text=f"这是第{page}部分的正文，内容各不相同，说明有关事项办理的情况。电话1381234567{page}。")
    result = screened(bytes(pdf.output()))
    everything = [*result.hits, *(hit for _, hit in result.elsewhere)]
    assert sorted(hit.text for hit in everything) == ["13812345670", "13812345671", "13812345672", "秘密★2年"]


def test_a_plain_text_is_screened_too_and_a_picture_has_none() -> None:
    assert [hit.rule for hit in screened("联系电话13812345678。".encode()).hits] == ["mobile"]
    with pytest.raises(UnreadableFile):
        screen_file(picture("PNG"), "x", on=ON)
