"""Word and Excel files lose what their reader does not see; what only a person can settle is told or refused."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest
import xlsxwriter
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree
from openpyxl.comments import Comment

from gongkai.reading.readers import Trouble, UnreadableFile, open_document
from gongkai.screening.files import Refusal, RefusedFile, Scrubbed, Trace, scrub
from gongkai.screening.files.parts import remove
from tests.reading.readers.files import saved_docx, saved_xlsx, zipped
from tests.screening.files.test_images import SECRET as PLACE
from tests.screening.files.test_images import picture

SECRET = "SECRET-ZHANG"
W = nsdecls("w")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def changed(data: bytes, **new: bytes | str) -> bytes:
    """A package with parts replaced or added; ``__`` in a name stands for ``/``, ``_dot_`` for ``.``."""
    named = {name.replace("__", "/").replace("_dot_", "."): text for name, text in new.items()}
    content = parts(data) | {name: text.encode() if isinstance(text, str) else text for name, text in named.items()}
    return zipped(**content)


def traces(clean: Scrubbed) -> set[Trace]:
    return {item.trace for item in clean.removed}


def findings(clean: Scrubbed) -> dict[Trace, str]:
    return {item.trace: item.excerpt for item in clean.findings}


def assert_gone(clean: Scrubbed) -> None:
    for name, content in parts(clean.data).items():
        assert SECRET.encode() not in content, name
        assert PLACE.encode() not in content, name


def word(paragraphs: tuple[str, ...] = ("正文第一段。", "正文第二段。")) -> docx.document.Document:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return document


def test_properties_and_comments_go_and_the_text_stays() -> None:
    document = word()
    document.core_properties.author = SECRET
    document.core_properties.last_modified_by = SECRET
    document.add_comment(document.paragraphs[0].runs, text=SECRET, author=SECRET)
    before = saved_docx(document)
    clean = scrub(before)
    assert_gone(clean)
    assert {Trace.PROPERTIES, Trace.COMMENTS} <= traces(clean)
    assert clean.kind == "docx"
    assert not [name for name in parts(clean.data) if name.startswith("docProps") or "comment" in name]
    assert b"comment" not in parts(clean.data)["word/document.xml"].lower()
    assert [p.text for p in docx.Document(io.BytesIO(clean.data)).paragraphs] == ["正文第一段。", "正文第二段。"]
    assert open_document(clean.data, "x").text == open_document(before, "x").text


def test_tables_pictures_and_headers_stay_and_pictures_lose_their_place() -> None:
    document = word()
    document.add_table(2, 2).cell(1, 1).text = "末格"
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.add_picture(io.BytesIO(picture("JPEG")))
    clean = scrub(saved_docx(document))
    assert_gone(clean)
    assert {Trace.CAMERA, Trace.XMP} <= traces(clean)
    again = docx.Document(io.BytesIO(clean.data))
    assert again.tables[0].cell(1, 1).text == "末格"
    assert again.sections[0].header.paragraphs[0].text == "页眉"
    assert len(again.inline_shapes) == 1


def test_marks_of_sessions_variables_templates_and_bindings_go() -> None:
    document = word()
    document.paragraphs[0]._p.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}rsidR", "00AB12CD")
    for element in (
        f"<w:docVars {W}><w:docVar w:name='x' w:val='{SECRET}'/></w:docVars>",
        f"<w:rsids {W}><w:rsid w:val='00AB12CD'/></w:rsids>",
        f"<w:trackRevisions {W}/>",
    ):
        document.settings.element.append(parse_xml(element))
    before = saved_docx(document)
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        f'Target="file:///C:\\Users\\{SECRET}\\a.dotm" TargetMode="External"/></Relationships>'
    )
    clean = scrub(changed(before, word___rels__settings_dot_xml_dot_rels=rels))
    assert_gone(clean)
    assert {Trace.EDIT_MARKS, Trace.VARIABLES, Trace.TEMPLATE} <= traces(clean)
    assert b"rsid" not in parts(clean.data)["word/document.xml"]


@pytest.mark.parametrize(
    "change",
    [
        f"<w:ins {W} w:id='1' w:author='{SECRET}'><w:r><w:t>新</w:t></w:r></w:ins>",
        f"<w:del {W} w:id='1' w:author='{SECRET}'><w:r><w:delText>旧</w:delText></w:r></w:del>",
        f"<w:r {W}><w:rPr><w:rPrChange w:id='1' w:author='x'><w:rPr/></w:rPrChange></w:rPr><w:t>变</w:t></w:r>",
    ],
)
def test_tracked_changes_are_for_a_person(change: str) -> None:
    document = word()
    document.paragraphs[0]._p.append(parse_xml(change))
    with pytest.raises(RefusedFile) as caught:
        scrub(saved_docx(document), "稿.docx")
    assert caught.value.reason is Refusal.TRACKED_CHANGES
    assert "稿.docx" in str(caught.value)
    assert "1 处" in str(caught.value)


def test_hidden_text_is_found_directly_and_by_style() -> None:
    document = word()
    document.add_paragraph().add_run("藏一").font.hidden = True
    style = document.styles.add_style("Hid", WD_STYLE_TYPE.CHARACTER)
    style.font.hidden = True
    document.add_paragraph().add_run("藏二", style="Hid")
    shown = document.add_paragraph().add_run("不藏", style="Hid")
    shown.font.hidden = False
    assert findings(scrub(saved_docx(document)))[Trace.HIDDEN_TEXT] == "藏一藏二"


def test_macros_are_refused_whatever_the_name_says() -> None:
    for data in (
        changed(saved_docx(word()), word__vbaProject_dot_bin=b"x"),
        changed(saved_docx(word()), word__activeX__activeX1_dot_xml="<x/>"),
        zipped(
            **{
                name: content.replace(b"wordprocessingml.document.main", b"x.macroEnabled.main")
                for name, content in parts(saved_docx(word())).items()
            }
        ),
    ):
        with pytest.raises(RefusedFile) as caught:
            scrub(data)
        assert caught.value.reason is Refusal.MACROS


def test_parts_that_nothing_leads_to_go_and_so_do_times_and_comments() -> None:
    data = changed(
        saved_docx(word()),
        word__left_dot_bin=SECRET.encode(),
        customXml__item1_dot_xml=f"<a>{SECRET}</a>",
        docProps__thumbnail_dot_jpeg=b"x",
        _xmlsignatures__sig1_dot_xml="<s/>",
        word__extra_dot_xml=f"<a><!--{SECRET}--></a>",
    )
    clean = scrub(data)
    assert_gone(clean)
    assert {Trace.ORPHANS, Trace.CUSTOM_XML, Trace.SIGNATURE, Trace.THUMBNAIL, Trace.EDIT_MARKS} <= traces(clean)
    with zipfile.ZipFile(io.BytesIO(clean.data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.testzip() is None


def test_embedded_objects_and_links_to_somebody_s_disk_are_told() -> None:
    document = word()
    document.part.rels.get_or_add_ext_rel("http://x/relationships/hyperlink", "file:///C:/x.docx")
    document.part.rels.get_or_add_ext_rel("http://x/relationships/hyperlink", "https://www.yn.gov.cn/")
    clean = scrub(saved_docx(document))
    assert findings(clean) == {Trace.EXTERNAL: "file:///C:/x.docx"}


def workbook() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1"] = "项目", "金额"
    sheet["A2"], sheet["B2"] = "修路", 12
    book.properties.creator = SECRET
    return book


def values(data: bytes) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


def test_a_workbook_loses_properties_and_notes_and_keeps_its_cells() -> None:
    book = workbook()
    book.worksheets[0]["A2"].comment = Comment(SECRET, SECRET)
    clean = scrub(saved_xlsx(book))
    assert_gone(clean)
    assert clean.kind == "xlsx"
    assert {Trace.PROPERTIES, Trace.COMMENTS} <= traces(clean)
    assert values(clean.data) == [["项目", "金额"], ["修路", 12]]
    assert openpyxl.load_workbook(io.BytesIO(clean.data)).worksheets[0]["A2"].comment is None
    assert not [name for name in parts(clean.data) if "vml" in name.lower()]


def test_hidden_sheets_rows_and_columns_are_told() -> None:
    book = workbook()
    book.create_sheet("名单").sheet_state = "veryHidden"
    book.worksheets[0].row_dimensions[2].hidden = True
    book.worksheets[0].column_dimensions["B"].hidden = True
    clean = scrub(saved_xlsx(book))
    assert findings(clean)[Trace.HIDDEN_SHEET] == "名单"
    assert {item.trace: item.count for item in clean.findings}[Trace.HIDDEN_CELLS] == 2


def test_paths_printers_and_strings_no_cell_shows_go() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)  # openpyxl writes no common table of strings
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["项目", "金额"])
    sheet.write_row(1, 0, ["修路", 12])
    book.close()
    data = target.getvalue()
    main = parts(data)["xl/workbook.xml"].decode()
    strings = parts(data)["xl/sharedStrings.xml"].decode()
    grid = parts(data)["xl/worksheets/sheet1.xml"].decode()
    clean = scrub(
        changed(
            data,
            xl__workbook_dot_xml=main.replace("<sheets>", f'<fileSharing userName="{SECRET}"/><sheets>'),
            xl__sharedStrings_dot_xml=strings.replace("</sst>", f"<si><t>{SECRET}</t></si></sst>"),
            xl__worksheets__sheet1_dot_xml=grid.replace(
                "</worksheet>",
                '<pageSetup xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId9"/>'
                "</worksheet>",
            ),
            xl__printerSettings__printerSettings1_dot_bin=SECRET.encode(),
            xl__worksheets___rels__sheet1_dot_xml_dot_rels=(
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
                'Id="rId9" Type="http://x/printerSettings" Target="../printerSettings/printerSettings1.bin"/>'
                "</Relationships>"
            ),
        )
    )
    assert_gone(clean)
    assert {Trace.TEMPLATE, Trace.ORPHANS} <= traces(clean)
    assert b"rId9" not in parts(clean.data)["xl/worksheets/sheet1.xml"]
    assert values(clean.data) == [["项目", "金额"], ["修路", 12]]


def test_a_log_of_revisions_is_refused_and_cached_data_are_told() -> None:
    with pytest.raises(RefusedFile) as caught:
        scrub(changed(saved_xlsx(workbook()), xl__revisions__revisionLog1_dot_xml="<x/>"))
    assert caught.value.reason is Refusal.TRACKED_CHANGES
    data = saved_xlsx(workbook())
    rels = parts(data)["xl/_rels/workbook.xml.rels"].decode()
    linked = rels.replace(
        "</Relationships>",
        '<Relationship Id="r99" Type="http://x/externalLink" Target="externalLinks/externalLink1.xml"/>'
        '<Relationship Id="r98" Type="http://x/package" Target="embeddings/a.docx"/>'
        '<Relationship Id="r97" Type="http://x/connections" Target="connections.xml"/></Relationships>',
    )
    clean = scrub(
        changed(
            data,
            xl___rels__workbook_dot_xml_dot_rels=linked,
            xl__externalLinks__externalLink1_dot_xml="<x/>",
            xl__embeddings__a_dot_docx=b"x",
            xl__connections_dot_xml="<x/>",
        )
    )
    assert set(findings(clean)) == {Trace.CACHED_DATA, Trace.EMBEDDED, Trace.EXTERNAL}


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_scrubbing_again_changes_nothing(kind: str) -> None:
    once = scrub(saved_docx(word()) if kind == "docx" else saved_xlsx(workbook()))
    again = scrub(once.data)
    assert again.data == once.data
    assert again.removed == ()


def test_words_behind_a_mark_that_goes_stay_where_they_are() -> None:
    root = etree.fromstring("<p>一<r/>二<x/>三<x/></p>")
    for item in root.findall("x"):
        remove(item)
    assert (root.text, root[0].tail) == ("一", "二三")
    remove(root[0])
    assert root.text == "一二三"


def test_a_broken_picture_in_a_file_is_told() -> None:
    document = word()
    document.add_picture(io.BytesIO(picture("PNG")))
    data = parts(saved_docx(document))
    clean = scrub(zipped(**{name: c[:200] if name.endswith(".png") else c for name, c in data.items()}))
    assert Trace.CAMERA in findings(clean)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Trouble.EMPTY),
        (b"PK\x03\x04" + bytes(40), Trouble.BROKEN),
        (zipped(**{"word/document.xml": b"<x/>"}), Trouble.BROKEN),
        (zipped(**{"word/document.xml": b"<x", "[Content_Types].xml": b"<Types/>"}), Trouble.BROKEN),
        (
            zipped(**{"word/document.xml": b"<x/>", "[Content_Types].xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}),
            Trouble.BOMB,
        ),
        (zipped(**{"word/document.xml": bytes(300_000_000)}), Trouble.BOMB),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Trouble.ENCRYPTED),
    ],
)
def test_broken_and_hostile_files_say_what_they_are(data: bytes, reason: Trouble) -> None:
    with pytest.raises(UnreadableFile) as caught:
        scrub(data)
    assert caught.value.reason is reason


def test_two_parts_of_one_name_are_broken() -> None:
    target = io.BytesIO(saved_docx(word()))
    with zipfile.ZipFile(target, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("word/document.xml", b"<x/>")
    with pytest.raises(UnreadableFile):
        scrub(target.getvalue())


@pytest.mark.parametrize("data", [b"GIF89a" + bytes(50), b"plain text", b"<html><body>x</body></html>", b"{\\rtf1 x}"])
def test_kinds_that_cannot_be_cleaned_are_refused_with_advice(data: bytes) -> None:
    with pytest.raises(RefusedFile) as caught:
        scrub(data, "a.bin")
    assert caught.value.reason is Refusal.KIND
    assert "PDF" in str(caught.value)
