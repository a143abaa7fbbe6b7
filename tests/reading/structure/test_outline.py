"""Title, unit, year, dates, chapters and signature of reports in the shapes in which they are published."""

import datetime
from collections.abc import Sequence

import pytest

from gongkai.reading.model import Document, Paragraph, Span
from gongkai.reading.readers import open_document
from gongkai.reading.structure import Outline, read_outline, report_year
from gongkai.reading.structure.dates import find_period
from gongkai.reading.structure.organs import ORGAN

CHAPTERS = (
    "总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况", "其他需要报告的事项",
)  # fmt: skip
CHINESE = "一二三四五六"
USUAL = tuple(f"{n}、{title}" for n, title in zip(CHINESE, CHAPTERS, strict=True))
TITLE = "青山县水务局2022年政府信息公开工作年度报告"


def report(title: str = TITLE, preamble: str = "", headings: Sequence[str] = USUAL, end: str = "") -> str:
    body = [f"{heading}\n本章写明有关工作，共{n}条。" for n, heading in enumerate(headings, 1)]
    return "\n".join(part for part in (title, preamble, *body, end) if part)


def outline(text: str, name: str = "report") -> Outline:
    return read_outline(open_document(text.encode(), name))


@pytest.mark.parametrize(
    ("title", "unit", "year"),
    [
        ("青山县水务局2022年政府信息公开工作年度报告", "青山县水务局", 2022),
        ("2019年青山省政府信息公开工作年度报告", "青山省人民政府", 2019),
        ("青山市人民政府办公室二〇二一年政府信息公开年度报告", "青山市人民政府办公室", 2021),
        ("2020年绿水镇人民政府信息公开工作年度报告", "绿水镇人民政府", 2020),
        ("青山县人民政府政府信息公开工作年度报告（2023年度）", "青山县人民政府", 2023),
        ("关于2022年绿水镇政府信息公开工作的年度报告", "绿水镇人民政府", 2022),
        ("绿水街道2022年政府信息公开年报", "绿水街道办事处", 2022),
        ("青山经济技术开发区2022年政府信息公开年报", "青山经济技术开发区管理委员会", 2022),
        ("青山县政府2022年政府信息公开年报", "青山县人民政府", 2022),
        ("青山县教育局政府信息公开工作2020年年度报告", "青山县教育局", 2020),
        (
            "中国(青山)自由贸易试验区管理委员会2023年政府信息公开工作年度报告",
            "中国（青山）自由贸易试验区管理委员会",
            2023,
        ),
        ("青山县人民政府\n2020年\n政府信息公开工作年度报告", "青山县人民政府", 2020),
        (
            "栏目：年度报告\n青山县政府信息公开工作年度报告\n2019年青山县政府信息公开工作年度报告",
            "青山县人民政府",
            2019,
        ),
    ],
)
def test_the_title_names_the_unit_and_the_year(title: str, unit: str, year: int) -> None:
    result = outline(report(title))
    assert (result.unit, result.year) == (unit, year)
    assert result.is_annual_report
    assert result.title == title.rpartition("\n")[2] or result.title == title.replace("\n", "")


@pytest.mark.parametrize(
    ("preamble", "unit"),
    [
        ("本报告由青山县水务局按照条例编制。", "青山县水务局"),
        ("根据要求，青山县水务局编制本报告。", "青山县水务局"),
        ("根据要求编制本报告。如有疑问，请与青山县水务局联系。", "青山县水务局"),
        ("现公布《青山县水务局2022年政府信息公开年度报告》。", "青山县水务局"),
        (
            "按照《青山市人民政府办公室关于做好2022年政府信息公开工作年度报告的通知》，特编制青山县2022年政府信息公开年度报告。",
            "青山县人民政府",
        ),
        ("现将青山县2022年度政务公开工作情况报告如下。", "青山县人民政府"),
        ("2022年，青山县认真做好公开工作。", "青山县人民政府"),
        ("有关情况如下。", ""),
    ],
)
def test_without_a_unit_in_the_title_the_preamble_names_it(preamble: str, unit: str) -> None:
    assert outline(report("2022年政府信息公开工作年度报告", preamble)).unit == unit


def test_the_longest_official_name_in_a_place_of_its_own_wins() -> None:
    signed = outline(report("青山区2022年政府信息公开工作年度报告", end="绿水市青山区人民政府\n2023年1月20日"))
    assert (signed.unit, signed.division) == ("绿水市青山区人民政府", "绿水市青山区")
    office = outline(report("青山县人民政府2022年政府信息公开工作年度报告", end="青山县人民政府办公室\n2023年1月20日"))
    assert office.unit == "青山县人民政府"
    filled = outline(report("青山区2022年政府信息公开年报", end="填报单位：绿水市青山区人民政府"))
    assert filled.unit == "绿水市青山区人民政府"
    source = outline(report("2022年政府信息公开年报", "来源：青山县民政局 2023-01-02"))
    assert (source.unit, source.published) == ("青山县民政局", datetime.date(2023, 1, 2))


@pytest.mark.parametrize(
    "words",
    [
        "2022年1月1日至12月31日", "2022年1月1日—2022年12月31日", "自2022年1月1日起至12月31日止", "2022.1.1-2022.12.31",
        "二〇二二年一月一日至十二月三十一日", "2022年01月01日到2022年12月31日", "2022-01-01至2022-12-31",
    ],
)  # fmt: skip
def test_the_statistics_period(words: str) -> None:
    text = report(preamble=f"2020年2月1日至3月5日举办活动。{'工作' * 40}。本报告所列数据的统计期限为{words}。")
    assert outline(text).period == (datetime.date(2022, 1, 1), datetime.date(2022, 12, 31))


def test_a_range_of_dates_that_is_none_is_no_period() -> None:
    assert outline(report(preamble="统计期限为2022年13月1日至12月31日。")).period is None
    assert outline(report(preamble="统计期限为2022年12月31日至1月1日。")).period is None
    assert outline(report(preamble="自2022年3月1日至2022年4月1日开展活动")).period is not None


@pytest.mark.parametrize(
    ("headings", "numbers"),
    [
        (USUAL, [1, 2, 3, 4, 5, 6]),
        ([f"{n}. {title}" for n, title in enumerate(CHAPTERS, 1)], [1, 2, 3, 4, 5, 6]),
        ([f"第{n}部分 {title}" for n, title in zip(CHINESE, CHAPTERS, strict=True)], [1, 2, 3, 4, 5, 6]),
        ([f"（{n}）{title}" for n, title in zip(CHINESE, CHAPTERS, strict=True)], [1, 2, 3, 4, 5, 6]),
        (CHAPTERS, [1, 2, 3, 4, 5, 6]),
        ((*USUAL[:2], "四、收到和处理政府信息公开申请情况", *USUAL[3:]), [1, 2, 4, 4, 5, 6]),
    ],
)
def test_chapters_in_every_numbering(headings: Sequence[str], numbers: list[int]) -> None:
    sections = outline(report(headings=headings)).sections
    assert [section.title for section in sections] == list(CHAPTERS)
    assert [section.number for section in sections] == numbers


def test_a_heading_glued_to_its_text_ends_where_the_title_ends() -> None:
    document = open_document(
        (TITLE + "\n" + "\n".join(f"{h}2022年，我局公开信息{n}条。效果良好。" for n, h in enumerate(USUAL))).encode(),
        "",
    )
    sections = read_outline(document).sections
    assert [section.title for section in sections] == list(CHAPTERS)
    assert document.text[sections[0].body.start : sections[0].body.end].strip() == "2022年，我局公开信息0条。效果良好。"


def test_numbered_points_and_a_table_of_contents_are_no_chapters() -> None:
    contents = "目录\n" + "\n".join(USUAL)
    headings = (*USUAL[:4], USUAL[4] + "\n一、存在问题\n不足。\n二、改进措施\n加强。", USUAL[5])
    result = outline(report(preamble=contents, headings=headings))
    assert [section.title for section in result.sections] == list(CHAPTERS)


def test_chapters_no_form_knows_are_read_in_order() -> None:
    result = outline(
        "青山县水务局工作情况\n一、主要做法\n做法。\n二、下步打算\n打算。\n十一、越位\n（一）小点\n三、结束语\n好。"
    )
    assert [(s.number, s.title) for s in result.sections] == [(1, "主要做法"), (2, "下步打算"), (3, "结束语")]
    assert not result.is_annual_report


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (report(), True),
        (report(title="", preamble="现公布本年度报告，统计期限为2022年。"), True),
        (report(title="", preamble="工作情况如下。"), False),
        (report("关于做好2022年政府信息公开工作年度报告编制工作的通知"), False),
        (report("政府信息公开指南"), False),
        ("青山县2022年政府信息公开工作年度报告发布\n记者获悉，县政府网站已经发布。", False),
    ],
)
def test_only_the_statutory_report_is_one(text: str, expected: bool) -> None:
    assert outline(text).is_annual_report is expected


def test_the_catalogue_header_in_lines() -> None:
    header = "索 引 号：0153-2/2023-0001 发布机构：青山县水务局\n发布日期：2023年1月9日\n主题词\n文号 "
    result = outline(report(header + "\n" + TITLE))
    assert result.index == {
        "索引号": "0153-2/2023-0001", "发布机构": "青山县水务局", "发布日期": "2023年1月9日", "主题词": "", "文号": "",
    }  # fmt: skip
    assert result.published == datetime.date(2023, 1, 9)


def test_the_catalogue_header_in_a_table() -> None:
    cells = ["索引号：0153", "", "发布机构：", "青山县水务局", "文 号：", "", "说明", "x", "发布日期", "2023-01-09"]
    table = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in zip(cells[::2], cells[1::2], strict=True))
    body = "".join(f"<p>{line}</p>" for line in report().split("\n"))
    result = outline(f"<table>{table}</table>{body}")
    assert result.index == {"索引号": "0153", "发布机构": "青山县水务局", "文号": "", "发布日期": "2023-01-09"}
    assert result.published == datetime.date(2023, 1, 9)


def test_a_source_line_is_no_catalogue_header() -> None:
    assert outline(report(TITLE + "\n来源：青山县水务局 发布时间：2023-01-05 10:00")).index == {}


@pytest.mark.parametrize(
    ("above", "day"),
    [
        ("今天是2024年5月6日 星期一", None),
        ("发布时间：2023-01-05 10:00 浏览次数：12", datetime.date(2023, 1, 5)),
        ("2023/1/5", datetime.date(2023, 1, 5)),
        ("2023年2月30日", None),
    ],
)
def test_the_day_of_publication_stands_over_or_under_the_title(above: str, day: datetime.date | None) -> None:
    assert outline(report(f"{above}\n{TITLE}")).published == day


def test_the_page_and_the_signature_tell_the_day_when_nothing_else_does() -> None:
    body = "".join(f"<p>{line}</p>" for line in report().split("\n"))
    head = f"<title>{TITLE}-青山县</title><meta name=PubDate content='2023-01-07'>"
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    assert outline(page).published == datetime.date(2023, 1, 7)
    assert outline(report(end="青山县水务局\n2023年1月8日")).published == datetime.date(2023, 1, 8)


def test_a_title_that_only_the_page_holds() -> None:
    body = "".join(f"<p>{line}</p>" for line in report(title="").split("\n"))
    result = outline(f"<html><head><title>首页|{TITLE}-青山县</title></head><body>{body}</body></html>")
    assert (result.title, result.unit, result.year) == (TITLE, "青山县水务局", 2022)


def test_contact_data() -> None:
    words = (
        "报告可在青山县人民政府门户网站（网址：www.qingshan.gov.cn）下载。联系地址：青山县人民路1号，邮编：655000，"
        "联系电话：0874—1234567，传真：0874-7654321，电子邮箱：a.b@qingshan.gov.cn。"
    )
    contact = outline(report(preamble=words)).contact
    assert contact.website == "www.qingshan.gov.cn"
    assert (contact.address, contact.postcode) == ("青山县人民路1号", "655000")
    assert (contact.telephone, contact.fax) == ("0874—1234567", "0874-7654321")
    assert contact.email == "a.b@qingshan.gov.cn"
    assert outline(report(preamble="详见（http://www.qs.gov.cn/）。")).contact.website == "http://www.qs.gov.cn/"
    assert outline(report(preamble="详见http://www.qs.gov.cn。")).contact.website == "http://www.qs.gov.cn"


@pytest.mark.parametrize(
    ("end", "unit", "day"),
    [
        ("青山县水务局\n2023年1月8日", "青山县水务局", datetime.date(2023, 1, 8)),
        ("青山县水务局（盖章）\n二〇二三年一月八日", "青山县水务局", datetime.date(2023, 1, 8)),
        ("青山县水务局 2023年1月8日", "青山县水务局", datetime.date(2023, 1, 8)),
        ("青山县水务局", "青山县水务局", None),
        ("2023年1月8日", "", datetime.date(2023, 1, 8)),
        ("青山县水务局\n2023年1月8日\n附件：青山县2022年统计表", "青山县水务局", datetime.date(2023, 1, 8)),
        ("完毕", "", None),
    ],
)
def test_the_signature(end: str, unit: str, day: datetime.date | None) -> None:
    signature = outline(report(end=end)).signature
    assert (signature.unit, signature.signed_on) == (unit, day)


def test_the_page_around_the_report_is_outside_of_it() -> None:
    text = report("热词：疫情 22条\n" + TITLE, end="打印本页\n主办单位：青山县人民政府 访问量123")
    document = open_document(text.encode(), "")
    extent = read_outline(document).extent
    assert document.text[extent.start :].startswith(TITLE)
    assert document.text[: extent.end].endswith("共6条。")


def test_a_report_that_breaks_off_says_so() -> None:
    assert outline(report(end="在充分利用新媒体的基础上，" * 8 + "有效凝聚了")).truncated
    assert not outline(report(end="在充分利用新媒体的基础上，" * 8 + "取得成效。")).truncated
    assert not outline(report()).truncated


def test_the_year_without_a_title() -> None:
    def year(text: str) -> int | None:
        return report_year(open_document(text.encode(), ""))

    assert year(report("", "特编制青山县2021年政府信息公开年度报告。")) == 2021
    assert year(report("", "2020年度工作如下。")) == 2020
    assert year(report("", "统计期限为2019年1月1日至12月31日。")) == 2019
    assert year(report("", "工作如下。", end="（2017年度）")) == 2017
    assert year(report("", "工作如下。")) is None


def test_an_announced_annex_is_noted() -> None:
    assert outline(report(end="附件：青山县2022年政府信息公开情况统计表")).announces_tables


@pytest.mark.parametrize("unit", ["中华人民共和国昆明海关", "中国(云南)自由贸易试验区昆明片区管理委员会"])
def test_customs_and_free_trade_zones_are_organs(unit: str) -> None:
    assert ORGAN.match(unit)


def test_chapters_are_found_in_a_text_without_line_breaks() -> None:
    text = (
        "青溪县教育局2022年政府信息公开工作年度报告本报告按照《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自"
        "2022年1月1日起至12月31日止。一、总体情况全年平稳有序，工作有新的进展，制度更加健全，渠道更加畅通，公众满意度进一步提高。"
        "二、主动公开政府信息情况见统计表。三、收到和处理政府信息公开申请情况收到申请5件。四、政府信息公开行政复议、行政诉讼情况"
        "未发生。五、存在的主要问题及改进情况人员不足，将加强培训，持续提升工作水平。六、其他需要报告的事项本年度未收取信息处理费。"
    )
    outline = read_outline(Document("t.txt", "text", text, (Paragraph(text, Span(0, len(text))),)))
    assert [section.number for section in outline.sections] == [1, 2, 3, 4, 5, 6]
    assert (outline.unit, outline.year, outline.is_annual_report) == ("青溪县教育局", 2022, True)
    assert text[outline.sections[2].body.start : outline.sections[2].body.end] == "收到申请5件。"


def test_a_period_may_be_parted_by_a_comma() -> None:
    assert find_period("所列数据的统计期限从2022年1月1日起,到12月31日止。") == (
        datetime.date(2022, 1, 1),
        datetime.date(2022, 12, 31),
    )
