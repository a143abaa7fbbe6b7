"""Chapters, tables, terms, dates and residue."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from gongkai.reading.checks import check
from gongkai.reading.model import AnnualReport, CellStatus, CheckResult, Signature
from gongkai.statute.forms import FormId, Severity
from gongkai.statute.report_forms import form
from tests.reading.checks.build import found, plain, report, serious

HEADINGS = [section.title for section in form(FormId.C2021).sections]
OVERVIEW = "主动公开、依申请公开、政府信息管理、平台建设和监督保障均已落实，工作考核、社会评议和责任追究结果如下。"
FEES = "本年度未收取信息处理费。"


def whole(headings: list[str] = HEADINGS, **options: object) -> AnnualReport:
    """A report with these chapters and empty tables."""
    bodies = {HEADINGS[0]: OVERVIEW, HEADINGS[5]: FEES}
    text = "".join(f"{'一二三四五六'[n]}、{title}\n{bodies.get(title, '')}\n" for n, title in enumerate(headings))
    return report(text, {}, **options)  # type: ignore[arg-type]


def ids(result: CheckResult) -> list[str]:
    return [finding.relation.id for finding in result.findings]


def test_a_complete_report_is_clean() -> None:
    assert ids(check(whole())) == []


def test_a_form_without_any_number_is_told() -> None:
    complete = whole()
    blank = {key: replace(cell, value=None, status=CellStatus.BLANK) for key, cell in complete.cells.items()}
    empty = replace(complete, cells=blank)
    assert [f.severity for f in found(check(empty), "S.empty")] == [Severity.WARNING]
    key = "applications.new_received.total"
    assert found(check(replace(empty, cells={**blank, key: complete.cells[key]})), "S.empty") == []


def test_a_missing_chapter_is_named() -> None:
    finding = next(f for f in check(whole(HEADINGS[:4] + HEADINGS[5:])).findings if f.relation.id == "S.heading.5")
    assert HEADINGS[4] not in whole(HEADINGS[:4]).document.text
    assert finding.severity is Severity.WARNING


def test_a_chapter_in_other_words_is_found_by_its_number() -> None:
    assert ids(check(whole([*HEADINGS[:4], "问题与打算", HEADINGS[5]]))) == []


def test_chapters_in_another_order_are_told() -> None:
    assert ids(check(whole([HEADINGS[0], HEADINGS[2], HEADINGS[1], *HEADINGS[3:]]))) == ["S.heading.order"]


def test_the_form_of_2014_prescribes_no_headings() -> None:
    assert ids(check(report("一、概述\n", {}, form_id=FormId.A2014))) == []


def test_what_a_chapter_must_speak_about() -> None:
    bare = whole()
    text = bare.document.text.replace(FEES, "无。" + " " * (len(FEES) - 2))
    missing = replace(bare, document=replace(bare.document, text=text))
    assert ids(check(missing)) == ["S.text"]


def test_some_duties_bind_governments_only() -> None:
    text = whole().document.text.replace("社会评议", "公众参与")
    for unit, expected in (("青溪县教育局", 0), ("青溪县人民政府", 1)):
        told = check(report(text, {}, unit=unit))
        assert len(found(told, "S.text")) == expected


def test_a_report_that_breaks_off_says_so_and_nothing_after_it_is_judged() -> None:
    cut = replace(report("一、总体情况\n全年工作有效凝聚了", None), truncated=True)
    assert [(f.relation.id, f.severity) for f in check(cut).findings] == [("S.truncated", Severity.INFO)]


def test_missing_tables_and_annexes() -> None:
    assert "S.table" in ids(check(report("一、总体情况\n", None)))
    annexed = report("六、需要说明的其他事项及附表\n", None, form_id=FormId.A2014)
    assert "S.annex" in ids(check(annexed))


@pytest.mark.parametrize(("stated", "wrong"), [("六", False), ("七", True)])
def test_the_number_of_parts_a_report_announces(stated: str, wrong: bool) -> None:
    base = whole()
    text = f"本报告全文包括总体情况、统计表和其他事项等{stated}个部分。\n{base.document.text}"
    assert ("S.parts" in ids(check(report(text, {})))) is wrong


def test_the_annex_counts_as_a_part_where_it_is_there() -> None:
    text = "报告包括概述、公开情况及附表两个部分。\n一、概述\n内容。\n"
    assert "S.parts" not in ids(check(report(text, {}, form_id=FormId.A2014)))
    assert "S.parts" in ids(check(report(text, None, form_id=FormId.A2014)))


def test_a_category_the_form_does_not_have() -> None:
    text = "三、收到和处理政府信息公开申请情况\n不予受理0件。\n"
    assert [f.severity for f in found(check(report(text, {})), "S.term")] == [Severity.WARNING]


# --- dates ----------------------------------------------------------------------------------------


def dated(published: datetime.date | None = None, **changes: object) -> AnnualReport:
    unit = str(changes.pop("unit", "青溪县教育局"))
    return replace(whole(unit=unit), published=published, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("unit", "day", "expected"),
    [
        ("青溪县教育局", datetime.date(2023, 1, 31), []),
        ("青溪县教育局", datetime.date(2023, 2, 1), [Severity.WARNING]),
        ("青溪县人民政府", datetime.date(2023, 3, 31), []),
        ("青溪县人民政府", datetime.date(2023, 4, 1), [Severity.WARNING]),
        ("青溪县人民政府办公室", datetime.date(2023, 2, 28), [Severity.QUESTION]),
        ("青溪县人民政府办公室", datetime.date(2023, 4, 1), [Severity.WARNING, Severity.QUESTION]),
        ("", datetime.date(2023, 4, 1), []),
    ],
)
def test_the_deadline_is_that_of_the_kind_of_unit(unit: str, day: datetime.date, expected: list[Severity]) -> None:
    assert [f.severity for f in found(check(dated(day, unit=unit)), "D.deadline")] == expected


def test_until_2018_everybody_published_by_the_end_of_march() -> None:
    base = replace(report("", {}, form_id=FormId.A2014), published=datetime.date(2018, 4, 2))
    assert ids(check(base)) == ["D.deadline"]


def test_nothing_is_published_before_the_year_is_over() -> None:
    assert ids(check(dated(datetime.date(2022, 12, 30)))) == ["D.early"]


def test_the_period_is_the_whole_year() -> None:
    period = (datetime.date(2022, 1, 1), datetime.date(2022, 11, 30))
    assert ids(check(dated(period=period))) == ["D.period"]


def test_title_period_and_table_name_one_year() -> None:
    wrong = dated(title="青溪县教育局2021年政府信息公开工作年度报告")
    finding = found(check(wrong), "D.year")[0]
    assert (plain(finding.relation.left.value), plain(finding.relation.right.value)) == (2021, 2022)
    captioned = report("( 2016年度)\n", {}, form_id=FormId.A2014)
    assert len(found(check(captioned), "D.year")) == 1


def test_the_form_fits_the_year() -> None:
    assert ids(check(report("", {}, form_id=FormId.A2014, year=2019)))[0] == "D.form"
    assert "D.form" not in ids(check(report("", {}, form_id=FormId.A2014, year=2012)))


def test_a_signature_on_a_sunday_is_information() -> None:
    signed = Signature(signed_on=datetime.date(2018, 2, 25))
    told = found(check(dated(signature=signed)), "D.workday")
    assert [f.severity for f in told] == [Severity.INFO]
    beyond = Signature(signed_on=datetime.date(2040, 1, 1))
    assert not found(check(dated(signature=beyond)), "D.workday")


# --- residue --------------------------------------------------------------------------------------


def test_foreign_addresses() -> None:
    text = (
        "电子版可在本局网站（网址：www.example-mirror.com）下载，也可在www.qingxi.gov.cn查阅，再见网址www.example-mirror.com。"
        "邮箱：office@example.com，备用邮箱office@example.com、office@qingxi.gov.cn。软件见example.org。"
    )
    result = check(report(text, {}))
    assert [f.relation.left.label for f in found(result, "R.domain")] == ["www.example-mirror.com"]
    assert [(f.severity, f.relation.left.label) for f in found(result, "R.mailbox")] == [
        (Severity.INFO, "office@example.com")
    ]


@pytest.mark.parametrize("text", ["共收到申请××件。", "截至20XX年底，情况良好。", "邀请XX局参加。"])
def test_placeholders(text: str) -> None:
    assert len(found(check(report(text, {})), "R.placeholder")) == 1


def test_widgets_at_the_ends_of_the_page_only() -> None:
    body = "\n".join(f"第{n}段正文。" for n in range(40))
    assert len(found(check(report(f"热搜词：天气\n{body}\n打印本页\n", {})), "R.widget")) == 1
    middle = body.replace("第20段正文。", "打印")
    assert not found(check(report(middle, {})), "R.widget")


def test_a_clean_text_has_no_residue() -> None:
    assert serious(check(report("全年工作有序。\n", {}))) == []
