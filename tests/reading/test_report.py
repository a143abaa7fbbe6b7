"""A whole file through every part of the reader."""

import pickle
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.reading import UnreadableFile, read
from gongkai.reading.bounded import Job, ReadingPool, read_bounded
from gongkai.reading.readers import Trouble
from gongkai.reading.worker import answer
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


# --- in child processes -------------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    contents = {"好.html": page(), "空.txt": b"", "好2.html": page(2021)}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return [tmp_path / name for name in contents]


def test_a_child_reads_as_the_parent_would(files: list[Path]) -> None:
    assert read_bounded(files[0]) == read(files[0])
    with pytest.raises(UnreadableFile) as error:
        read_bounded(files[1], name="上传")
    assert (error.value.reason, error.value.name) == (Trouble.EMPTY, "上传")


def test_a_pool_gives_every_file_its_outcome_and_replaces_its_children(files: list[Path]) -> None:
    with ReadingPool(2, files_per_child=1) as pool:
        outcomes = dict(pool.read_all(files))
        again = dict(pool.read_all(files[:1]))
    assert [isinstance(outcomes[path], UnreadableFile) for path in files] == [False, True, False]
    assert again[files[0]] == outcomes[files[0]]


def test_a_file_that_takes_too_long_costs_one_entry(files: list[Path]) -> None:
    with pytest.raises(UnreadableFile) as error:
        read_bounded(files[0], seconds=0)
    assert error.value.reason is Trouble.TIMEOUT


def test_a_child_without_memory_costs_one_entry(tmp_path: Path) -> None:
    large = tmp_path / "大.txt"
    large.write_bytes("公开".encode() * 8_000_000)
    with pytest.raises(UnreadableFile) as error:
        read_bounded(large, megabytes=100)
    assert error.value.reason is Trouble.OUT_OF_MEMORY


def test_a_child_that_dies_costs_one_entry_and_is_replaced(files: list[Path]) -> None:
    with ReadingPool(1) as pool:
        assert not isinstance(dict(pool.read_all(files[:1]))[files[0]], UnreadableFile)
        (child,) = pool._children
        child.process.kill()
        child.process.wait()
        child.start(Job(files[0], "某报告"), seconds=5)
        outcome = child.receive()
        assert isinstance(outcome, UnreadableFile)
        assert outcome.reason is Trouble.CRASHED
        child.job = None
        assert not isinstance(dict(pool.read_all(files[:1]))[files[0]], UnreadableFile)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (MemoryError(), Trouble.OUT_OF_MEMORY),
        (FileNotFoundError(2, "No such file"), Trouble.BROKEN),
        (RecursionError(), Trouble.CRASHED),
    ],
)
def test_nothing_a_file_does_ends_the_worker(
    monkeypatch: pytest.MonkeyPatch, error: Exception, reason: Trouble
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("gongkai.reading.worker.read", fail)
    result = answer(Path("x"), "某报告")
    assert isinstance(result, UnreadableFile)
    assert result.reason is reason
    assert pickle.loads(pickle.dumps(result)).reason is reason
