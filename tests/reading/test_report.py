"""A whole file through every part of the reader."""

from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.reading import read
from gongkai.statute.forms import FormId

TITLE = "青山县水务局{year}年政府信息公开工作年度报告"
PREAMBLE = "本报告由青山县水务局编制，统计期限为{year}年1月1日至12月31日。"
TABLE = """
<table><tr><td colspan=4>第二十条第（一）项</td></tr>
<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr><tr><td>行政规范性文件</td><td>2</td><td></td><td>5</td></tr></table>
"""


def page(year: int = 2022, title: str = TITLE, table: str = TABLE, end: str = "") -> bytes:
    lines = [title.format(year=year), PREAMBLE.format(year=year), "一、总体情况", "全年主动公开政府信息123条。"]
    above = "".join(f"<p>{line}</p>" for line in (*lines, "二、主动公开政府信息情况"))
    below = f"<p>六、其他需要报告的事项</p><p>无。</p>{end}"
    return f"<html><body><ul><li>热词 22条</li></ul>{above}{table}{below}</body></html>".encode()


def test_a_report_is_read_as_a_whole() -> None:
    report = read(page(), "年报.html")
    assert (report.unit, report.year, report.form) == ("青山县水务局", 2022, FormId.C2021)
    assert report.is_annual_report
    assert report.cells["active_disclosure.normative_documents.in_force"].value == 5
    assert report.cells["active_disclosure.normative_documents.repealed"].value is None
    assert [(f.value, f.section) for f in report.figures if f.unit == "条"] == [(Decimal(123), 1)]
    assert report.missing_tables == ("applications", "review_litigation")
    assert report.document.name == "年报.html"


def test_the_tables_decide_the_form_and_a_mismatch_is_said() -> None:
    report = read(page(2019))
    assert report.form is FormId.C2021
    assert any("2019年度应当使用" in warning for warning in report.warnings)


def test_without_tables_the_year_decides_the_form() -> None:
    report = read(page(2017, table="", end="<p>附件：青山县2017年统计表</p>"))
    assert report.form is FormId.A2014
    assert report.missing_tables == ("statistics_2014_2018",)
    assert any("没有附表内容" in warning for warning in report.warnings)
    assert read(page(2012, table="")).form is None


def test_what_is_not_known_is_said() -> None:
    nameless = read("<p>说明</p>".encode() + TABLE.encode())
    assert (nameless.unit, nameless.year) == ("", None)
    assert {"没有找到报告年度。", "没有找到报告单位。"} <= set(nameless.warnings)


def test_a_notice_with_the_empty_form_is_no_report() -> None:
    report = read(page(title="关于做好{year}年政府信息公开工作年度报告编制工作的通知"))
    assert (report.is_annual_report, report.form, report.missing_tables) == (False, None, ())


def test_a_path_gives_its_name(tmp_path: Path) -> None:
    path = tmp_path / "年报.html"
    path.write_bytes(page())
    assert read(path).document.name == "年报.html"
    assert read(path, "别名").document.name == "别名"


def test_a_path_written_as_text_is_told_how_to_be_given() -> None:
    with pytest.raises(TypeError, match="Path"):
        read("报告.html")  # type: ignore[arg-type]
