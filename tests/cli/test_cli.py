"""The command line on real files: exit codes, formats, words when something is wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result
from pyarrow import parquet

from gongkai.cli.main import COMMANDS, cli, main
from gongkai.reading.model import AnnualReport, CellStatus
from gongkai.reading.writers.as_json import to_json_text
from gongkai.reading.writers.documents import write_report
from gongkai.reading.writers.schema import report_schema
from gongkai.statute.forms import FormId
from tests.reading.reports import random_report

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    return lambda *arguments, **options: CliRunner().invoke(cli, [str(word) for word in arguments], **options)


def contradictory(report: AnnualReport) -> AnnualReport:
    """The same report with a total of new applications that is not the sum of its row."""
    key = "applications.new_received.total"
    cell = report.cells[key]
    wrong = replace(cell, value=(cell.value or Decimal(0)) + 5, status=CellStatus.READ)
    return replace(report, cells={**report.cells, key: wrong})


def save(report: AnnualReport, path: Path) -> Path:
    path.write_bytes(write_report(report, "html"))
    return path


@pytest.fixture
def report() -> AnnualReport:
    return random_report(FormId.C2021, 11)


@pytest.fixture
def page(report: AnnualReport, tmp_path: Path) -> Path:
    return save(report, tmp_path / "年报.html")


@pytest.fixture
def wrong_page(report: AnnualReport, tmp_path: Path) -> Path:
    return save(contradictory(report), tmp_path / "有误.html")


@pytest.fixture
def empty_file(tmp_path: Path) -> Path:
    path = tmp_path / "空.html"
    path.write_bytes(b"")
    return path


# --- help -----------------------------------------------------------------------------------------------------------


def test_help_names_every_command_without_importing_one() -> None:
    code = (
        "import sys, gongkai.cli.main as m\n"
        "from click.testing import CliRunner\n"
        "print(CliRunner().invoke(m.cli, ['--help']).stdout)\n"
        "assert not [name for name in ('lxml', 'rich', 'django', 'pydantic', 'docx') if name in sys.modules]"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert all(name in shown for name in COMMANDS)


@pytest.mark.parametrize(
    "command", ["read", "check", "compare", "convert", "form", "schema", "manage", "ledger", "documents"]
)
def test_every_command_can_be_loaded(command: str) -> None:
    assert cli.get_command(None, command).name == command  # type: ignore[arg-type, union-attr]


def test_the_module_runs_like_the_command() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "gongkai", "--version"], capture_output=True, text=True, check=True
    ).stdout
    assert shown.startswith("gongkai ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["lesen"], "没有命令 lesen"),
        (["--wrong"], "没有选项 --wrong"),
        (["read"], "缺少参数"),
        (["read", "x", "--format", "doc"], "参数 -f 不对：应为 text、json"),
        (["read", "x", "--jobs", "0"], "参数 -j 不对：应为不小于 1 的整数"),
        (["read", "x", "--jobs", "many"], "参数 -j 不对：应为不小于 1 的整数"),
        (["check", "x", "--strict=3"], "选项 --strict 后面不写值"),
        (["read", "x", "-o"], "选项 -o 后面要写值"),
        (["form", "2020", "2021"], "多出的参数：2021"),
        (["form", "D2030"], "没有格式 D2030"),
        (["form", "2001"], "2001年度"),
    ],
)
def test_a_wrong_command_line_is_explained_in_chinese(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(arguments)
    assert leaving.value.code == 2
    assert words in capsys.readouterr().err


# --- read and convert -----------------------------------------------------------------------------------------------


def test_reading_shows_unit_year_tables_and_figures(run: Run, page: Path, report: AnnualReport) -> None:
    result = run("read", page)
    assert result.exit_code == 0
    for words in (report.unit, f"{report.year}年", "收到和处理政府信息公开申请情况", "正文数字", "走访"):
        assert words in result.stdout


def test_json_of_one_file_is_one_object_after_the_schema(run: Run, page: Path, report: AnnualReport) -> None:
    written = json.loads(run("read", page, "-f", "json").stdout)
    jsonschema.validate(written, report_schema())
    assert written["unit"] == report.unit


def test_json_of_several_files_is_an_array_in_the_order_given(run: Run, page: Path, wrong_page: Path) -> None:
    written = json.loads(run("read", wrong_page, page, "-f", "json").stdout)
    assert [entry["document"]["name"] for entry in written] == [str(wrong_page), str(page)]


def test_json_lines_give_one_report_per_line(run: Run, page: Path, wrong_page: Path) -> None:
    lines = run("read", page, wrong_page, "-f", "jsonl").stdout.splitlines()
    assert [json.loads(line)["schema_version"] for line in lines] == [1, 1]


def test_csv_has_every_cell(run: Run, page: Path, report: AnnualReport) -> None:
    lines = list(csv.DictReader(io.StringIO(run("read", page, "-f", "csv").stdout)))
    assert {line["key"] for line in lines} == set(report.cells)


def test_a_csv_file_opens_right_in_a_spreadsheet(run: Run, page: Path, tmp_path: Path) -> None:
    output = tmp_path / "cells.csv"
    run("read", page, "-f", "csv", "-o", output)
    assert output.read_bytes().startswith(b"\xef\xbb\xbfsource,")


def test_parquet_can_be_written(run: Run, page: Path, report: AnnualReport, tmp_path: Path) -> None:
    output = tmp_path / "cells.parquet"
    assert run("read", page, "-f", "parquet", "-o", output).exit_code == 0
    assert parquet.read_table(output).num_rows == len(report.cells)


@pytest.mark.parametrize("command", ["convert", "form"])
def test_a_file_is_never_written_under_the_ending_of_another_format(
    run: Run, page: Path, tmp_path: Path, command: str
) -> None:
    output = tmp_path / "out.pdf"
    result = run(command, page if command == "convert" else "C2021", "-o", output)
    assert result.exit_code == 2
    assert ".pdf" in result.stderr
    assert not output.exists()


@pytest.mark.parametrize("suffix", ["html", "docx", "md", "xlsx", "json"])
def test_converting_takes_the_format_from_the_name_and_keeps_the_figures(
    run: Run, page: Path, report: AnnualReport, tmp_path: Path, suffix: str
) -> None:
    output = tmp_path / f"out.{suffix}"
    assert run("convert", page, "-o", output).exit_code == 0
    again = json.loads(run("read", output, "-f", "json").stdout)
    assert {key: cell["status"] for key, cell in again["cells"].items()} == {
        key: cell.status for key, cell in report.cells.items()
    }


def test_several_files_are_converted_into_a_folder(run: Run, page: Path, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    twin = save(random_report(FormId.B2019, 2), tmp_path / "b" / page.name)
    assert run("convert", page, twin, "-f", "md", "-o", tmp_path / "out").exit_code == 0
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["年报-2.md", "年报.md"]


def test_several_documents_need_a_folder(run: Run, page: Path, wrong_page: Path) -> None:
    result = run("convert", page, wrong_page, "-f", "md")
    assert result.exit_code == 2
    assert "-o 指定一个文件夹" in result.stderr


def test_output_into_a_folder_that_is_not_there_is_explained(run: Run, page: Path, tmp_path: Path) -> None:
    result = run("read", page, "-o", tmp_path / "nowhere" / "x.txt")
    assert "文件夹不存在" in result.stderr


# --- which files ----------------------------------------------------------------------------------------------------


def test_a_folder_gives_its_files_in_natural_order(run: Run, report: AnnualReport, tmp_path: Path) -> None:
    (tmp_path / "下级").mkdir()
    for name in ("第10.html", "第2.html", "下级/第1.html", ".hidden.html"):
        save(report, tmp_path / name)
    (tmp_path / "notes.py").write_text("x")
    lines = run("read", tmp_path, "-f", "jsonl").stdout.splitlines()
    names = [Path(json.loads(line)["document"]["name"]).name for line in lines]
    assert names == ["第1.html", "第2.html", "第10.html"]


def test_a_pattern_and_a_file_it_covers_are_read_once(run: Run, page: Path) -> None:
    assert len(run("read", page.parent / "*.html", page, "-f", "jsonl").stdout.splitlines()) == 1


def test_standard_input_is_read(run: Run, page: Path, report: AnnualReport) -> None:
    result = run("read", "-", "-f", "json", input=page.read_bytes())
    assert json.loads(result.stdout)["unit"] == report.unit


def test_a_stored_report_is_checked_without_reading_it_again(run: Run, report: AnnualReport, tmp_path: Path) -> None:
    stored = tmp_path / "stored.json"
    stored.write_text(to_json_text(contradictory(report)), encoding="utf-8")
    assert run("check", stored).exit_code == 1


@pytest.mark.parametrize("missing", ["没有.html", "没有/*.html"])
def test_what_does_not_exist_is_said(run: Run, tmp_path: Path, missing: str) -> None:
    result = run("read", tmp_path / missing)
    assert result.exit_code != 0
    assert "没有" in result.stderr


def test_an_unreadable_file_costs_only_itself(run: Run, page: Path, empty_file: Path, report: AnnualReport) -> None:
    result = run("read", empty_file, page)
    assert result.exit_code == 2
    assert "空" in result.stderr
    assert report.unit in result.stdout


# --- check ----------------------------------------------------------------------------------------------------------


def findings(result: Result) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(result.stdout)["findings"]
    return found


def test_a_contradiction_is_shown_with_its_arithmetic_and_basis(run: Run, wrong_page: Path) -> None:
    result = run("check", wrong_page)
    assert result.exit_code == 1
    for words in ("错误 1/", "≠", "依据", "T3.row_total.new_received", "已确认"):
        assert words in result.stdout


def test_acknowledged_findings_do_not_count(run: Run, wrong_page: Path, tmp_path: Path) -> None:
    reasons = [
        {"fingerprint": finding["fingerprint"], "reason": "已与填报人核实"}
        for finding in findings(run("check", wrong_page, "-f", "json"))
    ]
    file = tmp_path / "reasons.json"
    file.write_text(json.dumps(reasons), encoding="utf-8")
    result = run("check", wrong_page, "--acknowledge", file)
    assert result.exit_code == 0
    assert "已与填报人核实" in result.stdout


@pytest.mark.parametrize("content", ["[{]", '[{"fingerprint": "x"}]', None])
def test_a_faulty_file_of_acknowledgements_is_explained(
    run: Run, page: Path, tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "reasons.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    result = run("check", page, "--acknowledge", file)
    assert result.exit_code != 0
    assert "文件" in result.stderr
    assert not isinstance(result.exception, UnicodeDecodeError | ValueError)


def test_years_of_one_unit_are_checked_against_each_other(run: Run, tmp_path: Path) -> None:
    earlier = random_report(FormId.C2021, 21)
    year = 2022
    pages = []
    for number, found in enumerate((earlier, earlier)):
        text = found.document.text.replace(str(found.year), str(year + number))
        path = tmp_path / f"{year + number}.txt"
        path.write_bytes(write_report(_in_year(found, year + number, text), "html"))
        pages.append(path)
    alone, together = run("check", pages[1], "-f", "json"), run("check", *pages, "-f", "json")
    kinds_alone = {entry["kind"] for entry in json.loads(alone.stdout)["relations"]}
    kinds_together = {entry["kind"] for entry in json.loads(together.stdout)[1]["relations"]}
    assert "cross_year" not in kinds_alone
    assert "cross_year" in kinds_together


def _in_year(report: AnnualReport, year: int, text: str) -> AnnualReport:
    title = report.title.replace(str(report.year), str(year))
    return replace(report, year=year, title=title, document=replace(report.document, text=text), published=None)


@pytest.mark.parametrize("file_format", ["csv", "md", "html", "jsonl"])
def test_findings_come_in_the_other_formats(run: Run, wrong_page: Path, file_format: str) -> None:
    result = run("check", wrong_page, "-f", file_format)
    assert result.exit_code == 1
    assert "本年新收" in result.stdout


def test_a_workbook_holds_the_findings(run: Run, wrong_page: Path, tmp_path: Path) -> None:
    output = tmp_path / "check.xlsx"
    assert run("check", wrong_page, "-f", "xlsx", "-o", output).exit_code == 1
    assert output.read_bytes().startswith(b"PK")


# --- compare and form -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file_format", ["text", "json", "csv", "md", "html"])
def test_years_stand_side_by_side(run: Run, tmp_path: Path, file_format: str) -> None:
    for form_id in FormId:
        save(random_report(form_id, 4), tmp_path / f"{form_id}.html")
    result = run("compare", tmp_path, "-f", file_format)
    assert result.exit_code == 0
    assert "收到申请" in result.stdout


@pytest.mark.parametrize(
    ("which", "words"), [("2016", "当面申请数"), ("b2019", "政府集中采购"), ("C2021", "现行有效件数")]
)
@pytest.mark.parametrize("file_format", ["text", "md", "html"])
def test_the_empty_form_is_printed(run: Run, which: str, words: str, file_format: str) -> None:
    result = run("form", which, "-f", file_format)
    assert result.exit_code == 0
    assert words in result.stdout


def test_the_schema_is_printed(run: Run) -> None:
    assert json.loads(run("schema").stdout) == report_schema()


# --- what is said ---------------------------------------------------------------------------------------------------


def test_a_document_that_is_no_annual_report_is_not_taken_for_a_clean_one(run: Run, tmp_path: Path) -> None:
    plan = tmp_path / "要点.txt"
    plan.write_text("2024年政务公开工作要点\n\n一、总体要求\n全年举办培训2期。\n" * 3, encoding="utf-8")
    result = run("check", plan)
    assert result.exit_code == 1
    assert "不是政府信息公开工作年度报告" in result.stderr
    meant = [
        {"fingerprint": finding["fingerprint"], "reason": "本来就是工作要点"}
        for finding in findings(run("check", plan, "-f", "json"))
    ]
    reasons = tmp_path / "reasons.json"
    reasons.write_text(json.dumps(meant), encoding="utf-8")
    assert run("check", plan, "--acknowledge", reasons).exit_code == 0


def test_a_report_that_breaks_off_is_not_taken_for_a_clean_one(run: Run, tmp_path: Path) -> None:
    cut = tmp_path / "断.txt"
    cut.write_text(
        "青溪县教育局2022年政府信息公开工作年度报告\n\n一、总体情况\n" + "本局全年主动公开信息，" * 12 + "并且",
        encoding="utf-8",
    )
    result = run("check", cut)
    assert result.exit_code == 1
    assert "内容在句中中断" in result.stderr


def test_without_a_command_the_help_is_shown_and_nothing_called_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main([])
    assert leaving.value.code == 2
    shown = capsys.readouterr().err
    assert shown.startswith("用法：gongkai")
    assert "错误" not in shown


@pytest.mark.parametrize("command", [["check"], ["read"], ["form"]])
def test_lines_in_a_pipe_have_no_spaces_at_their_ends(run: Run, wrong_page: Path, command: list[str]) -> None:
    lines = run(*command, *([] if command == ["form"] else [wrong_page])).stdout.split("\n")
    assert [line for line in lines if line.endswith(" ")] == []


def test_a_database_that_is_not_set_up_is_explained(tmp_path: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'new.sqlite3'}"}
    command = [sys.executable, "-m", "gongkai", "ledger", "verify"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode != 0
    assert "gongkai manage migrate" in done.stderr
    assert len(done.stderr.splitlines()) == 1
