"""What a document with tables gives, case by case."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from gongkai.reading.model import CellStatus
from gongkai.reading.readers import open_document
from gongkai.reading.tables import TablesResult, read_tables
from gongkai.reading.tables.parts import Line, item_of
from gongkai.reading.tables.separated import separated_line
from gongkai.statute.forms import FormId, Table
from gongkai.statute.report_forms import form
from tests.reading import generate as g

C = form(FormId.C2021)
DISCLOSURE, REQUESTS, LITIGATION = C.tables


def _values(table: Table, seed: int = 1) -> g.Values:
    values = g.random_values(C, random.Random(seed))
    return {cell.key: values[cell.key] for cell in table.cells}


def _html(*parts: str | g.Sheet) -> TablesResult:
    return read_tables(open_document(g.html(parts), "report.html"))


def _text(text: str, year: int | None = None) -> TablesResult:
    return read_tables(open_document(text.encode(), "report.txt"), year=year)


# --- which form, which tables


@pytest.mark.parametrize("form_id", FormId)
def test_the_form_is_decided_by_its_labels_against_hint_and_year(form_id: FormId) -> None:
    values = g.random_values(form(form_id), random.Random(1))
    data = g.html([g.sheet(table, values) for table in form(form_id).tables])
    other = FormId.B2019 if form_id != FormId.B2019 else FormId.C2021
    assert read_tables(open_document(data, "a.html"), form_hint=other, year=2012).form == form_id


def test_a_table_all_forms_share_is_read_in_the_form_of_the_year() -> None:
    values = _values(LITIGATION)
    data = g.html([g.sheet(LITIGATION, values)])
    assert read_tables(open_document(data, "a.html"), year=2020).form == FormId.B2019
    assert read_tables(open_document(data, "a.html"), year=2024).form == FormId.C2021


def test_tables_that_are_not_in_the_file_have_no_cells() -> None:
    result = _html(g.sheet(DISCLOSURE, _values(DISCLOSURE)))
    assert result.missing_tables == (REQUESTS.key, LITIGATION.key)
    assert {key.partition(".")[0] for key in result.cells} == {DISCLOSURE.key}


def test_a_text_about_the_tables_is_no_table() -> None:
    result = _text(
        "一、总体情况\n收到申请3件，其中予以公开2件、部分公开1件；行政复议1件，结果维持。\n规章0件。", year=2023
    )
    assert result == TablesResult(missing_tables=tuple(table.key for table in C.tables))


def test_without_labels_hint_or_year_there_is_no_form() -> None:
    assert _text("今天下雨。") == TablesResult()


def test_years_before_the_first_form_give_no_form() -> None:
    assert _text("今天下雨。", year=2009) == TablesResult()


# --- rows


def test_a_row_that_is_not_printed_is_absent() -> None:
    rows = [row for row in g.sheet(REQUESTS, _values(REQUESTS)) if "重复申请" not in row[0].text]
    cells = _html(rows).cells
    assert cells["applications.refused_duplicate.total"].status is CellStatus.ABSENT
    assert cells["applications.refused_publication.total"].status is CellStatus.READ


def test_subtotals_of_groups_and_local_rows_are_passed_over() -> None:
    values = _values(REQUESTS)
    rows = g.sheet(REQUESTS, values)
    at = next(i for i, row in enumerate(rows) if row[0].text.startswith("（四）"))
    local = [g.Printed("本省另行统计的情形", colspan=2), *(g.Printed("99") for _ in range(7))]
    subtotal = [g.Printed("（三）不予公开", colspan=2), *(g.Printed("77") for _ in range(7))]
    flat = g.without_spans([*rows[:at], local, subtotal, *rows[at:]])
    for result in (_html(flat), _text(g.HEADINGS[REQUESTS.key] + "\n" + g.lines(flat), year=2023)):
        assert {key: result.cells[key].value for key in values} == values


def test_misprinted_labels_are_recognised() -> None:
    values = _values(REQUESTS)
    rows = [
        [
            replace(cell, text=cell.text.replace("不掌握相关", "不掌握相矢").replace("行政执法案卷", "行政执法案巻"))
            for cell in row
        ]
        for row in g.sheet(REQUESTS, values)
    ]
    for result in (_html(rows), _text(g.lines(rows), year=2023)):
        assert {key: result.cells[key].value for key in values} == values


def test_numbers_printed_before_their_labels() -> None:
    values = _values(REQUESTS, 4)
    swapped = [[*(c for c in row if c.key), *(c for c in row if not c.key)] for row in g.sheet(REQUESTS, values)]
    result = _text(g.spaced(swapped), year=2023)
    assert {key: result.cells[key].value for key in values} == values


def test_a_value_cell_with_words_is_blank_and_keeps_them() -> None:
    rows = g.sheet(DISCLOSURE, _values(DISCLOSURE))
    rows[2][1] = replace(rows[2][1], text="见附件")
    cell = _html(rows).cells["active_disclosure.regulations.issued"]
    assert (cell.value, cell.status, cell.remark) == (None, CellStatus.BLANK, "见附件")


def test_several_numbers_in_one_cell() -> None:
    rows = g.sheet(REQUESTS, _values(REQUESTS))
    rows[3] = [rows[3][0], g.Printed("5 1 0 0 0 2 8", colspan=7)]
    cells = _html(rows).cells
    assert [cells[f"applications.new_received.{c.key}"].value for c in REQUESTS.blocks[0].columns] == [
        5,
        1,
        0,
        0,
        0,
        2,
        8,
    ]


# --- lost separators and blanks


def test_glued_numbers_are_inferred_from_the_sum_of_the_row() -> None:
    values = {cell.key: 0 for cell in REQUESTS.cells}
    for row in ("new_received", "granted", "results_total"):
        values |= {f"applications.{row}.natural_person": 19, f"applications.{row}.total": 19}
    result = _text(g.glued(g.sheet(REQUESTS, dict(values))), year=2023)
    cell = result.cells["applications.new_received.total"]
    assert (cell.value, cell.status, cell.raw) == (Decimal(19), CellStatus.INFERRED, "19")
    assert "T3.row_total.new_received" in cell.basis


def test_a_sign_separates_numbers_but_the_rest_stays_ambiguous() -> None:
    form_b = form(FormId.B2019)
    values = {cell.key: 0 for cell in form_b.cells} | {
        "active_disclosure.licensing.items_last_year": 2648,
        "active_disclosure.licensing.change": -18,
        "active_disclosure.licensing.decisions": 538,
    }
    result = _text(g.glued(g.sheet(form_b.tables[0], dict(values))))
    change = result.cells["active_disclosure.licensing.change"]
    assert change.status is CellStatus.AMBIGUOUS
    assert Decimal(-18) in change.alternatives


def test_two_equal_numbers_in_a_row_are_most_likely_a_natural_person_and_the_total() -> None:
    values: g.Values = dict.fromkeys((cell.key for cell in REQUESTS.cells), None)
    for row in ("new_received", "granted", "results_total"):
        values |= {f"applications.{row}.natural_person": 4, f"applications.{row}.total": 4}
    cells = _text(g.lines(g.sheet(REQUESTS, values)), year=2023).cells
    person, company = cells["applications.granted.natural_person"], cells["applications.granted.company"]
    assert (person.value, person.status) == (Decimal(4), CellStatus.AMBIGUOUS)
    assert (company.value, company.alternatives) == (None, (None, Decimal(4)))
    assert cells["applications.granted.total"].status is CellStatus.INFERRED
    assert cells["applications.refused_mass.total"].status is CellStatus.BLANK


def test_a_table_that_leaves_totals_blank_is_not_forced_to_have_them() -> None:
    values: g.Values = dict.fromkeys((cell.key for cell in REQUESTS.cells), None)
    parts = {"granted": (258, 12, 3), "denied_process_info": (3, 1, None), "unable_not_held": (252, 12, 1)}
    columns = ("natural_person", "company", "other_org")
    for row, numbers in parts.items():
        values |= {f"applications.{row}.{column}": number for column, number in zip(columns, numbers, strict=True)}
    for row in ("new_received", "results_total"):
        values |= {f"applications.{row}.{column}": n for column, n in zip(columns, (513, 25, 4), strict=True)}
        values[f"applications.{row}.total"] = 542
    cells = _text(g.lines(g.sheet(REQUESTS, values)), year=2023).cells
    total = cells["applications.granted.total"]
    assert total.value is None
    assert total.status in (CellStatus.BLANK, CellStatus.AMBIGUOUS)


def test_a_surplus_number_makes_a_row_ambiguous() -> None:
    rows = g.sheet(DISCLOSURE, dict.fromkeys((cell.key for cell in DISCLOSURE.cells), 1))
    rows[2] = [g.Printed("规章"), *(g.Printed(text) for text in "1234")]
    cell = _text(g.spaced(rows)).cells["active_disclosure.regulations.issued"]
    assert cell.status is CellStatus.AMBIGUOUS
    assert Decimal(1) in cell.alternatives


# --- table IV


@pytest.mark.parametrize("printed", ["block by block", "outcome by outcome", "outcomes repeated"])
def test_litigation_printed_downwards_in_text(printed: str) -> None:
    values = _values(LITIGATION, 3)
    block = LITIGATION.blocks[0]
    cell = {
        (row.key, c.key): str(values[LITIGATION.cell_key(row.key, c.key)]) for row in block.rows for c in block.columns
    }
    lines = ["行政复议、行政诉讼情况"]
    if printed == "block by block":
        lines += [c.label for c in block.columns]
        lines += [" ".join([row.label, *(cell[row.key, c.key] for c in block.columns)]) for row in block.rows]
    elif printed == "outcome by outcome":
        lines += [row.label for row in block.rows]
        lines += [" ".join([c.label, *(cell[row.key, c.key] for row in block.rows)]) for c in block.columns]
    else:
        lines += [
            part
            for row in block.rows
            for part in (row.label, *(f"{c.label} {cell[row.key, c.key]}" for c in block.columns))
        ]
    result = _text("\n".join(lines), year=2023)
    assert {key: result.cells[key].value for key in values} == values


# --- printed twice


def test_a_table_printed_twice_alike_is_read_once() -> None:
    values = _values(REQUESTS)
    result = _html(g.sheet(REQUESTS, values), "手机版", g.sheet(REQUESTS, values))
    assert {key: result.cells[key].value for key in values} == values
    assert "2次" in result.warnings[0]
    assert len(result.spans) == 2


def test_a_second_printing_that_lost_its_blanks_does_not_make_the_first_doubtful() -> None:
    values = g.blank_zeros(_values(REQUESTS), random.Random(1))
    result = _html(g.sheet(REQUESTS, values), *g.lines(g.sheet(REQUESTS, values)).splitlines())
    assert {key: result.cells[key].value for key in values} == values
    assert all(cell.status is not CellStatus.AMBIGUOUS for cell in result.cells.values())


def test_printings_that_disagree_are_ambiguous() -> None:
    one, two = _values(REQUESTS, 1), _values(REQUESTS, 2)
    result = _html("甲表", g.sheet(REQUESTS, one), "乙表", g.sheet(REQUESTS, two))
    key = "applications.new_received.total"
    assert one[key] != two[key]
    assert result.cells[key].status is CellStatus.AMBIGUOUS
    assert set(result.cells[key].alternatives) == {one[key], two[key]}


def test_the_heading_says_which_printing_is_the_units_own() -> None:
    one, two = _values(REQUESTS, 1), _values(REQUESTS, 2)
    result = _html("全县汇总情况", g.sheet(REQUESTS, one), "本机关情况", g.sheet(REQUESTS, two))
    assert {key: result.cells[key].value for key in two} == two
    assert "本机关" in result.warnings[0]


def test_an_area_wide_table_is_only_second_choice() -> None:
    one, two = _values(REQUESTS, 1), _values(REQUESTS, 2)
    result = _html("全县汇总情况", g.sheet(REQUESTS, one), "情况表", g.sheet(REQUESTS, two))
    key = "applications.new_received.total"
    assert (result.cells[key].value, result.cells[key].status) == (two[key], CellStatus.AMBIGUOUS)


# --- forms of provinces, units, signature

A = form(FormId.A2014)


@pytest.mark.parametrize(("header", "first"), [(("本年数", "累计数"), 0), (("累计数", "本年数"), 1)])
def test_a_cumulative_column_is_kept_apart(header: tuple[str, str], first: int) -> None:
    values = g.random_values(A, random.Random(2))
    rows = [[g.Printed("统计指标"), g.Printed("单位"), *map(g.Printed, header)]]
    for row in g.sheet(A.tables[0], values)[1:]:
        pair = [row[-1], g.Printed("1000" if row[-1].key else "")]
        rows.append([*row[:-1], *(pair if first == 0 else pair[::-1])])
    for result in (_html(rows), _text(g.separated(rows, "\t")), _text(g.lone_pipes(rows))):
        assert {key: result.cells[key].value for key in values} == values
        assert {cell.value for cell in result.second_column.values()} == {Decimal(1000)}
        assert result.second_column.keys() == result.cells.keys()


@pytest.mark.parametrize(("text", "unit"), [("230万元", "万元"), ("2300000元", "元"), ("230", "万元")])
def test_the_unit_of_money_is_the_one_printed_nearest(text: str, unit: str) -> None:
    table = form(FormId.B2019).tables[0]
    rows = g.sheet(table, dict.fromkeys((cell.key for cell in table.cells), 1))
    rows[-2][-1] = replace(rows[-2][-1], text="采购总金额（万元）")
    rows[-1][-1] = replace(rows[-1][-1], text=text)
    assert _html(rows).cells["active_disclosure.procurement.amount"].unit == unit


def test_the_line_under_the_form_of_2014() -> None:
    values = g.random_values(A, random.Random(2))
    signature = _html(
        "填报单位：某某局",
        g.sheet(A.tables[0], values),
        "单位负责人：张 三 审核人：李四 填报人：",
        "联系电话：0870-1234567 填报日期：2018年2月30日",
    ).signature
    assert (signature.unit, signature.responsible_person, signature.reviewer) == ("某某局", "张 三", "李四")
    assert (signature.filled_by, signature.telephone, signature.filled_on) == ("", "0870-1234567", None)


def test_the_date_of_the_signature() -> None:
    values = g.random_values(A, random.Random(2))
    signature = _html(g.sheet(A.tables[0], values), "填报日期：2018-02-08").signature
    assert signature.filled_on == datetime.date(2018, 2, 8)


def test_a_header_that_lost_its_spans_is_not_followed_against_the_sums() -> None:
    html = (
        "<table><tr><td rowspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）<td>申请人情况"
        "<tr><td rowspan=2>自然人<td>法人或其他组织<td rowspan=2>总计"
        "<tr><td>商业企业<td>科研机构<td>社会公益组织<td>法律服务机构<td>其他"
        "<tr><td>一、本年新收政府信息公开申请数量<td>5<td>4<td>1<td>0<td>0<td>3<td>13"
        "<tr><td>二、上年结转政府信息公开申请数量<td>1<td>0<td>2<td>0<td>0<td>0<td>3</table>"
    )
    cells = read_tables(open_document(html.encode(), "a.html"), None, 2023).cells
    assert cells["applications.new_received.company"].value == 4
    assert cells["applications.new_received.research"].value == 1
    assert cells["applications.carried_over.total"].value == 3


def test_a_strip_whose_first_header_line_was_cut_off_keeps_the_order_of_the_form() -> None:
    outcomes = "<td>结果维持<td>结果纠正<td>其他结果<td>尚未审结<td>总计"
    html = (
        f"<table><tr>{outcomes.replace('<td>', '<td rowspan=2>')}<td colspan=5>未经复议直接起诉<td colspan=5>复议后起诉"
        f"<tr>{outcomes}{outcomes}<tr>" + "".join(f"<td>{n}" for n in range(15)) + "</table>"
    )
    cells = read_tables(open_document(html.encode(), "a.html"), None, 2023).cells
    assert cells["review_litigation.review.upheld"].value == 0
    assert cells["review_litigation.litigation_after_review.total"].value == 14


GROUNDS = (
    "属于国家秘密",
    "其他法律行政法规禁止公开",
    "危及“三安全一稳定”",
    "保护第三方合法权益",
    "属于三类内部事务信息",
)


def test_numbers_in_the_middle_of_a_wrapped_remark_belong_to_the_row() -> None:
    rows = [
        "（一）予以公开 1 0 0 0 0 0 1",
        "（二）部分公开（区分处理的， 2 0 0 0 0 3 5",
        "只计这一情形，不计其他情形）",
    ]
    rows += [f"{n}.{label} 0 0 0 0 0 0 0" for n, label in enumerate(GROUNDS, 1)]
    cells = read_tables(open_document("\n".join(rows).encode(), "a.txt"), FormId.C2021, 2023).cells
    assert cells["applications.partially_granted.other_org"].value == 3
    assert cells["applications.partially_granted.total"].value == 5


def test_the_word_of_which_may_stick_to_the_number_before_it() -> None:
    text = (
        "（一）主动公开政府信息数 条 325其中：主动公开规范性文件数 条 23制发规范性文件总数 件 24\n"
        "1.政府公报公开政府信息数 条 0\n2.政府网站公开政府信息数 条 301\n3.政务微博公开政府信息数 条 24\n"
        "4.政务微信公开政府信息数 条 0\n5.其他方式公开政府信息数 条 0\n（一）收到申请数 件 3\n1.当面申请数 件 1\n"
        "2.传真申请数 件 2\n3.网络申请数 件 0\n4.信函申请数 件 0\n"
    )
    cells = read_tables(open_document(text.encode(), "a.txt"), FormId.A2014, 2016).cells
    assert cells["statistics_2014_2018.proactive_total"].value == 325
    assert cells["statistics_2014_2018.proactive_normative_documents"].value == 23


def test_labels_repeated_for_each_cell_they_span_are_one_label() -> None:
    header = ["法人或其他组织"] * 5 + ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    lines = [*header]
    for number, label in enumerate(GROUNDS, 1):
        lines += ["三、本年度办理结果", "三、本年度办理结果", f"{number}.{label}", f"{number}.{label}", *"5400009"]
    cells = read_tables(open_document("\n".join(lines).encode(), "a.txt"), FormId.C2021, 2023).cells
    row = [cells[f"applications.denied_third_party.{key}"].value for key in ("natural_person", "company", "total")]
    assert row == [5, 4, 9]


def test_numbers_before_their_labels_in_every_block() -> None:
    text = (
        "信息内容 本年制发件数 本年废止件数 现行有效件数\n规章\n0 2 16\n行政规范性文件\n第二十条第（五）项\n"
        "信息内容 本年处理决定数量\n244\n行政许可\n信息内容 本年处理决定数量\n982\n行政处罚\n7\n行政强制\n"
        "信息内容 本年收费金额（单位：万元）\n5.5\n行政事业性收费\n"
    )
    cells = read_tables(open_document(text.encode(), "a.txt"), FormId.C2021, 2023).cells
    assert cells["active_disclosure.normative_documents.in_force"].value == 16
    assert cells["active_disclosure.regulations.in_force"].value is None
    assert cells["active_disclosure.licensing.decisions"].value == 244
    assert cells["active_disclosure.coercion.decisions"].value == 7


MORE = (
    "本机关不掌握相关政府信息",
    "没有现成信息需要另行制作",
    "补正后申请内容仍不明确",
    "信访举报投诉类申请",
    "重复申请",
    "要求提供公开出版物",
)


def test_a_row_found_blank_in_one_piece_and_filled_in_another_is_filled() -> None:
    rows = "".join(f"<tr><td>{n}.{label}" + "<td>0" * 7 for n, label in enumerate(GROUNDS, 1))
    grid = f"<table>{rows}<tr><td>四、结转下年度继续办理" + "<td>3" * 7 + "</table>"
    lines = "".join(f"<p>{label}</p>" for label in ("（一）予以公开", "5 0 0 0 0 0 5", "四、结转下年度继续办理"))
    lines += "".join(f"<p>{n}.{label}</p><p>0 0 0 0 0 0 0</p>" for n, label in enumerate(MORE, 1))
    cells = read_tables(open_document((lines + grid).encode(), "a.html"), FormId.C2021, 2023).cells
    assert cells["applications.carried_forward.total"].value == 3


def test_blanks_under_a_header_cell_of_two_columns_have_lost_their_place() -> None:
    header = "<tr><td><td>自然人<td>商业企业 科研机构<td>社会公益组织<td>法律服务机构<td>其他<td>总计<td>"
    rows = "".join(f"<tr><td>{n}.{label}<td>8<td>2<td><td><td><td>10<td>" for n, label in enumerate(GROUNDS, 1))
    cells = read_tables(open_document(f"<table>{header}{rows}</table>".encode(), "a.html"), FormId.C2021, 2023).cells
    assert cells["applications.denied_third_party.natural_person"].value == 8
    assert cells["applications.denied_third_party.total"].value == 10
    assert cells["applications.denied_third_party.company"].status is CellStatus.AMBIGUOUS


@pytest.mark.parametrize("text", ["全年主动公开政府信息325条。", "二、主动公开政府信息情况"])
def test_a_sentence_or_a_heading_in_a_cell_is_no_misprinted_label(text: str) -> None:
    rows = f"<tr><td>{text}<td>" + "<tr><td>主动公开政府信息数<td>325"
    rows += "".join(
        f"<tr><td>{n}.{way}公开政府信息数<td>{n}" for n, way in enumerate(("政府公报", "政府网站", "政务微博"), 1)
    )
    cells = read_tables(open_document(f"<table>{rows}</table>".encode(), "a.html"), FormId.A2014, 2016).cells
    assert cells["statistics_2014_2018.proactive_total"].value == 325


def test_a_few_number_rows_below_all_labels_are_not_the_last_row() -> None:
    values = dict.fromkeys((cell.key for cell in REQUESTS.cells), None)
    for row in ("new_received", "granted", "results_total"):
        values |= {f"applications.{row}.natural_person": Decimal(1), f"applications.{row}.total": Decimal(1)}
    lines = [line for line in g.detached(g.sheet(REQUESTS, values)).split("\n") if line.strip()]
    cells = _text("\n".join(lines), 2023).cells
    assert cells["applications.granted.total"].status is CellStatus.AMBIGUOUS
    assert set(cells["applications.granted.total"].alternatives) == {None, 1}
    assert cells["applications.carried_forward.total"].status is CellStatus.AMBIGUOUS


def test_the_signature_may_stick_to_the_last_number() -> None:
    values = g.random_values(A, random.Random(2))
    sheet = g.sheet(A.tables[0], values)
    cells = _text(g.spaced(sheet).rstrip() + "单位负责人：张三 审核人：李四").cells
    last = A.tables[0].cells[-1].key
    assert cells[last].value == values[last] is not None


def test_litigation_cut_between_its_blocks_with_merged_cells_taken_apart() -> None:
    values = _values(LITIGATION)
    head, outcomes, names, numbers = g.unmerged(g.sheet(LITIGATION, values), repeat=False)
    parts = [[head[a:b], outcomes[a:b], names[a:b], numbers[a:b]] for a, b in ((0, 5), (5, 15))]
    cells = _html(*parts).cells
    assert {key: cells[key].value for key in values} == values
    assert {cell.status for key, cell in cells.items()} == {CellStatus.READ}


@pytest.mark.parametrize("write", [g.spaced, g.lines, lambda rows: g.separated(g.without_spans(rows), "\t")])
def test_a_column_that_header_and_rows_leave_out_is_absent(write: Callable[[g.Sheet], str]) -> None:
    values = _values(REQUESTS)
    sheet = g.sheet(REQUESTS, values)
    rows = [[cell for cell in row if not cell.key.endswith(".total")] for row in sheet]
    rows[1] = [cell for cell in rows[1] if cell.text != "总计"]
    cells = _text(write(rows), 2023).cells
    expected = {key: None if key.endswith(".total") else value for key, value in values.items()}
    assert {key: cells[key].value for key in values} == expected


def test_page_numbers_between_cells_are_no_values() -> None:
    values = _values(REQUESTS)
    lines = g.lines(g.sheet(REQUESTS, values)).split("\n")
    for at, mark in ((60, "- 3 -"), (100, "第 4 页 共 9 页"), (140, "5 / 9")):
        lines.insert(at, mark)
    cells = _text("\n".join(lines), 2023).cells
    assert {key: cells[key].value for key in values} == values


def test_the_last_number_may_stick_to_the_next_chapter() -> None:
    values = g.random_values(A, random.Random(2))
    cells = _text("".join(g.lines(g.sheet(A.tables[0], values)).split("\n")) + "五、存在的主要问题").cells
    last = A.tables[0].cells[-1].key
    assert cells[last].value == values[last] is not None


def _with_cumulative(values: g.Values, header: tuple[str, str]) -> g.Sheet:
    rows = g.sheet(A.tables[0], values)[1:]
    both = [[*row, replace(row[-1], text="1000")] if row[-1].key else row for row in rows]
    return [[g.Printed("统计指标"), g.Printed("单位"), *map(g.Printed, header)], *both]


def test_a_cumulative_column_is_found_in_one_line_beside_a_title_with_the_year() -> None:
    values = g.random_values(A, random.Random(2))
    rows = _with_cumulative(values, ("历年累计", "2017年"))
    rows = [[*row[:2], row[-1], *row[2:-1]] if row[-1].key else row for row in rows]
    result = _text("政府信息公开情况统计表（2017年度） " + " ".join(g.lines(rows).split("\n")))
    assert {key: result.cells[key].value for key in values} == values
    assert {cell.value for cell in result.second_column.values()} == {Decimal(1000)}


def test_a_row_that_never_parts_this_year_from_all_years_is_ambiguous() -> None:
    values = {key: value or None for key, value in g.random_values(A, random.Random(2)).items()}
    rows = [row for row in _with_cumulative(values, ("本年数", "累计数")) if not row[-1].key or row[-2].text]
    result = _text(g.glued(rows))
    certain = [key for key, cell in result.cells.items() if cell.status is not CellStatus.AMBIGUOUS]
    assert all(result.cells[key].value is None and values[key] is None for key in certain)


def test_columns_below_their_headers_behind_all_labels() -> None:
    values = _values(REQUESTS, 3)
    rows = [row for row in g.sheet(REQUESTS, values) if any(cell.key for cell in row)]
    parts = [cell.text for row in rows for cell in row if not cell.key]
    for number, column in enumerate(REQUESTS.blocks[0].columns):
        parts += [column.label, *([c for c in row if c.key][number].text for row in rows)]
    cells = _text("\n".join(parts), 2023).cells
    assert {key: cells[key].value for key in values} == values


def test_a_few_numbers_in_the_last_row_below_empty_ones_are_not_certain() -> None:
    rows = g.sheet(REQUESTS, dict.fromkeys((cell.key for cell in REQUESTS.cells), None))
    cells = _text(g.lines(rows) + "\n3\n1\n1\n3", 2023).cells
    assert cells["applications.carried_forward.total"].status is CellStatus.AMBIGUOUS
    assert cells["applications.new_received.total"].status is CellStatus.AMBIGUOUS


def test_one_number_below_a_table_without_any_is_not_certain() -> None:
    rows = g.sheet(DISCLOSURE, dict.fromkeys((cell.key for cell in DISCLOSURE.cells), None))
    cells = _text(g.lines(rows) + "\n3", 2023).cells
    assert cells["active_disclosure.fees.amount_wan_yuan"].status is CellStatus.AMBIGUOUS


def test_a_negative_number_between_the_lines_of_its_label_keeps_its_sign() -> None:
    rows = ["行政许可 7 0 1", "其他对外管理 8 -24 5", "服务事项", "行政处罚 1 0 2", "行政强制 3 0 4", "规章 1 1 1"]
    cells = read_tables(open_document("\n".join([rows[-1], *rows[:-1]]).encode(), "a.txt"), FormId.B2019, 2020).cells
    assert cells["active_disclosure.other_services.change"].value == -24


def test_blank_cells_beside_too_few_columns_are_the_rest_of_the_label_or_leave_the_places_open() -> None:
    slots = ("a", "b", "c")
    cells = [item_of(text, 0) or pytest.fail(text) for text in ("", "", "1", "", "3")]
    assert separated_line(slots, cells, "\t") == Line(slots, tuple(cells[2:]))
    assert separated_line(slots, cells[1:], "\t") == Line(slots, tuple(cells[2:]))
    assert separated_line(slots, [cells[0], cells[2], cells[4], cells[0]], "\t").items == (cells[2], cells[4])


def test_blank_lines_behind_a_line_of_values_without_a_label_are_no_cells() -> None:
    slots = ("a", "b", "c")
    cells = [item_of(text, 0) or pytest.fail(text) for text in ("", "1", "", "", "")]
    assert separated_line(slots, cells, "") == Line(slots, tuple(cells[:3]))


def test_litigation_in_two_halves_with_a_header_and_a_line_of_values_each() -> None:
    values = _values(LITIGATION)
    head, outcomes, names, numbers = g.unmerged(g.sheet(LITIGATION, values), repeat=False)
    halves = [[head[a:b], outcomes[a:b], names[a:b], numbers[a:b]] for a, b in ((0, 5), (5, 15))]
    halves[1][2] = halves[0][1] * 2
    text = "\n".join(cell.text for half in halves for row in half for cell in row if cell.text)
    assert {key: cell.value for key, cell in _text(text, 2023).cells.items()} == values


def test_a_merged_cell_may_be_printed_once_for_each_column_it_spans() -> None:
    table = form(FormId.B2019).tables[0]  # blocks of three columns above blocks of two
    values: g.Values = {cell.key: number for number, cell in enumerate(table.cells)}
    rows: g.Sheet = []
    for block in table.blocks:
        printed = [["信息内容", *(column.label for column in block.columns)]]
        for row in block.rows:
            numbers = (values[table.cell_key(row.key, column.key)] for column in block.columns)
            printed.append([row.label, *map(str, numbers)])
        times = 12 // len(printed[0])
        rows += [[g.Printed(text) for text in texts for _ in range(times)] for texts in [[block.heading] * 2, *printed]]
    assert {key: cell.value for key, cell in _html(rows).cells.items()} == values


def test_columns_of_which_one_block_misprints_a_name_stand_in_the_order_of_the_form() -> None:
    values = _values(LITIGATION)
    names = [cell.text for cell in g.sheet(LITIGATION, values)[1][:5]]
    printed = ["结果", *names[1:], *names, *names]
    rows = [[g.Printed(text) for text in printed], [g.Printed(str(values[cell.key])) for cell in LITIGATION.cells]]
    result = read_tables(open_document(g.html([rows]), "page.html"), FormId.C2021)
    certain = {key: cell.value for key, cell in result.cells.items() if cell.status is not CellStatus.AMBIGUOUS}
    assert certain
    assert certain == {key: values[key] for key in certain}


def test_a_table_without_totals_shows_single_values_and_no_sum() -> None:
    values: g.Values = dict.fromkeys(cell.key for cell in REQUESTS.cells)
    values |= {"applications.new_received.natural_person": 1, "applications.results_total.natural_person": 1}
    rows = [
        [cell for cell in row if not cell.key.endswith(".total") and cell.text != "总计"]
        for row in g.sheet(REQUESTS, values)
    ]
    result = _text(g.lines(rows), 2023)
    certain = {key: cell.value for key, cell in result.cells.items() if cell.status is not CellStatus.AMBIGUOUS}
    assert certain == {key: values[key] for key in certain}
    assert result.cells["applications.new_received.total"].status is CellStatus.ABSENT


@pytest.mark.parametrize("seed", [80, 115, 272, 325, 343, 361, 369, 384])
def test_a_misprinted_sum_makes_the_places_of_lost_blanks_uncertain_not_wrong(seed: int) -> None:
    count = random.Random(seed).choice([1, 2, 3, 5])
    rng = random.Random(seed)
    correct = g.blank_zeros(g.random_values(C, rng), rng, rng.choice([0.5, 1.0]))
    values = g.with_misprints({cell.key: correct[cell.key] for cell in REQUESTS.cells}, rng, count)
    cells = _text(g.lines(g.sheet(REQUESTS, values)), 2023).cells
    certain = {key: cell.value for key, cell in cells.items() if cell.status is not CellStatus.AMBIGUOUS}
    assert certain == {key: values[key] for key in certain}
