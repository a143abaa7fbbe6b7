"""Word files: the text as it stands with all changes accepted, automatic numbers printed, tables in place."""

import io
import zipfile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gongkai.reading.model import Paragraph
from gongkai.reading.readers.docx_styles import print_number
from tests.reading.readers.files import SENTENCE, grids, opened, paragraphs, rows, saved_docx, zipped

W = nsdecls("w")
TAB = "\t"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def with_xml(*pieces: str) -> bytes:
    """A document whose body is the given pieces of WordprocessingML."""
    document = docx.Document()
    for piece in pieces:
        opening, rest = piece.split(">", 1) if not piece.split(">", 1)[0].endswith("/") else (piece[:-2], "/>")
        separator = ">" if rest != "/>" else ""
        document.element.body.insert(-1, parse_xml(f"{opening} {W} {MC}{separator}{rest}"))
    return saved_docx(document)


def text_of(*pieces: str) -> list[str]:
    return paragraphs(opened(with_xml(*pieces)))


def test_tracked_changes_are_accepted() -> None:
    assert text_of(
        "<w:p><w:r><w:t>公开</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>123</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>走</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>条</w:t></w:r></w:moveTo></w:p>",
    ) == ["公开123条"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    assert text_of(
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>后</w:t></w:r></w:p>",
    ) == ["前后"]


def test_content_controls_boxes_and_fields_are_text_and_hidden_runs_are_not() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
    assert text_of(
        "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        f"<w:p><w:r><w:t>锚</w:t></w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:p>",
        "<w:p><w:fldSimple><w:r><w:t>域</w:t></w:r></w:fldSimple><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        "<w:r><w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t><w:br/><w:t>次行</w:t></w:r></w:p>",
        "<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>块</w:t></w:r></w:p></mc:Choice></mc:AlternateContent>",
        "<mc:AlternateContent/>",
    ) == ["控件", "锚", "框内", "域显甲-乙", "次行", "块"]


def test_struck_out_runs_are_gone_and_marks_of_notes_do_not_lengthen_a_number() -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    assert text_of(
        "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>3</w:t></w:r><w:r><w:t>4</w:t></w:r></w:p>",
        '<w:p><w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>5</w:t></w:r></w:p>',
        f"<w:p><w:r><w:t>6</w:t></w:r>{raised.format(1)}</w:p>",
        f"<w:p>{raised.format(7)}</w:p>",
    ) == ["4", "5", "6[1]", "7"]


def test_tabs_between_texts_in_lines_make_a_table() -> None:
    run = "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>1</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>2</w:t></w:r></w:p>"
    assert rows(grids(opened(with_xml(run)))[0]) == [["甲", "1"], ["乙", "2"]]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


RESTART = '<w:vMerge w:val="restart"/>'
TWO_WIDE = '<w:gridSpan w:val="2"/>'


def test_paragraphs_with_tabs_are_the_rows_of_one_table_with_their_empty_cells() -> None:
    printed = ["情况\t自然人\t总计", "一、收到\t\t6\t6", "\t（一）公开\t\t5"]
    pieces = [f"<w:p><w:r><w:t>{text.replace(TAB, '</w:t><w:tab/><w:t>')}</w:t></w:r></w:p>" for text in printed]
    (grid,) = grids(opened(with_xml(*pieces)))
    assert rows(grid) == [["情况", "自然人", "总计", ""], ["一、收到", "", "6", "6"], ["", "（一）公开", "", "5"]]


def test_a_row_whose_only_value_is_empty_stays_in_its_table() -> None:
    printed = ["指标\t数", *(f"{n}.项目\t" for n in range(6)), "末项\t3", "其他\t"]
    pieces = [f"<w:p><w:r><w:t>{text.replace(TAB, '</w:t><w:tab/><w:t>')}</w:t></w:r></w:p>" for text in printed]
    (grid,) = grids(opened(with_xml(*pieces)))
    assert rows(grid) == [text.split("\t") for text in printed]


def test_merged_cells_of_a_table() -> None:
    table = (
        "<w:tbl>"
        f"<w:tr>{cell('申请人', RESTART)}{cell('法人', TWO_WIDE)}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('企业')}"
        f"<w:sdt><w:sdtContent>{cell('其他')}</w:sdtContent></w:sdt></w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删')}{cell('9')}{cell('9')}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("1")}{cell("2")}</w:tr>'
        f"<w:ins><w:tr>{cell('尾', '<w:vMerge/>')}{cell('3')}{cell('4')}</w:tr></w:ins>"
        "</w:tbl>"
    )
    (grid,) = grids(opened(with_xml(table)))
    assert rows(grid) == [["申请人", "法人", ""], ["", "企业", "其他"], ["", "1", "2"], ["尾", "3", "4"]]
    assert (grid.cells[0].rowspan, grid.cells[1].colspan) == (2, 2)


def test_a_table_in_a_table_is_the_one_that_counts() -> None:
    document = docx.Document()
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = SENTENCE
    inner = outer.cell(0, 1).add_table(2, 2)
    inner.cell(1, 1).text = "7"
    opened_document = opened(saved_docx(document))
    assert paragraphs(opened_document) == [SENTENCE]
    assert rows(grids(opened_document)[0]) == [["", ""], ["", "7"]]


def numbered(*levels: str) -> WordDocument:
    """A document whose list 77 has the given levels as (format, text, start)."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{"".join(levels)}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    override = (
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
        f'<w:lvlOverride w:ilvl="1">{level(1, "decimal", "(%2)")}</w:lvlOverride>'
    )
    numbering.append(parse_xml(f'<w:num {W} w:numId="78"><w:abstractNumId w:val="77"/>{override}</w:num>'))
    return document


def level(depth: int, number_format: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def add(document: WordDocument, text: str, list_id: int, depth: int = 0) -> None:
    paragraph = document.add_paragraph(text)
    properties = f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(properties))


def test_automatic_numbers_are_printed_again() -> None:
    document = numbered(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2"), level(2, "bullet", "•"))
    for text, depth in (("总体情况", 0), ("甲", 1), ("乙", 1), ("点", 2), ("主动公开", 0), ("丙", 1), ("深", 5)):
        add(document, text, 77, depth)
    add(document, "续", 78)
    add(document, "括", 78, 1)
    add(document, "无", 0)
    add(document, "缺", 99)
    assert paragraphs(opened(saved_docx(document))) == [
        "一、总体情况", "一.1甲", "一.2乙", "点", "二、主动公开", "二.1丙", "深", "五、续", "(1)括", "无", "缺",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "format_name", "printed"),
    [
        (10, "chineseCounting", "十"), (11, "japaneseCounting", "十一"), (20, "chineseCountingThousand", "二十"),
        (120, "chineseCounting", "120"), (3, "decimalEnclosedCircle", "③"), (21, "decimalEnclosedCircle", "21"),
        (12, "decimalFullWidth", "１２"), (2, "decimalZero", "02"), (28, "lowerLetter", "bb"), (1, "upperLetter", "A"),
        (14, "upperRoman", "XIV"), (9, "lowerRoman", "ix"), (1, "none", ""), (5, "unheardOf", "5"),
        (0, "chineseCounting", "0"), (2, "ideographTraditional", "乙"),
    ],
)  # fmt: skip
def test_number_formats(count: int, format_name: str, printed: str) -> None:
    assert print_number(count, format_name) == printed


def test_heading_levels_come_from_styles_and_outline() -> None:
    document = docx.Document()
    document.core_properties.title = " 年报 标题 "
    document.add_heading("题", 0)
    document.add_heading("节", 2)
    own = document.add_paragraph("纲")
    own._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="0"/>'))
    body = document.add_paragraph("文")
    body._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="9"/>'))
    result = opened(saved_docx(document))
    assert [b.level for b in result.blocks if isinstance(b, Paragraph)] == [1, 2, 1, 0]
    assert result.metadata == {"title": "年报 标题"}


def test_styles_that_inherit_in_a_circle_do_no_harm() -> None:
    document = docx.Document()
    styles = document.styles.element
    for own, other in (("A", "B"), ("B", "A")):
        style = f'<w:style {W} w:type="paragraph" w:styleId="{own}"><w:basedOn w:val="{other}"/></w:style>'
        styles.append(parse_xml(style))
    paragraph = document.add_paragraph("文")
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:pStyle {W} w:val="A"/>'))
    assert paragraphs(opened(saved_docx(document))) == ["文"]


def test_the_main_part_may_have_another_name() -> None:
    source = zipfile.ZipFile(io.BytesIO(with_xml("<w:p><w:r><w:t>正文</w:t></w:r></w:p>")))
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Type="x/other" Target="y"/>'
        '<Relationship Type="x/officeDocument" Target="/word/main.xml"/></Relationships>'
    )
    parts = {"word/main.xml": source.read("word/document.xml"), "_rels/.rels": relations.encode()}
    assert paragraphs(opened(zipped(**parts))) == ["正文"]
