"""Taking over what was published elsewhere: which rows, by which rules, exactly once."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import docx
import openpyxl
import pytest
from django.forms.models import model_to_dict
from django.test import Client
from django.utils import timezone

from gongkai.documents import acts
from gongkai.documents.acts import Draft, Proposal
from gongkai.documents.acts.imports import import_documents
from gongkai.documents.acts.terms import TermEntry, write_terms
from gongkai.documents.importing.columns import COLUMNS
from gongkai.documents.importing.dates import LOCAL
from gongkai.documents.importing.entries import Entry, Row, identity, judge
from gongkai.documents.importing.listing import LEFT_OUT, LOOK_AT
from gongkai.documents.importing.sources import UnusableSource, open_source
from gongkai.documents.models import Document, Posting
from gongkai.documents.queries import public
from gongkai.documents.takeover import Takeover, take_over
from gongkai.kernel.errors import NotPermitted
from gongkai.kernel.ledger import verify
from gongkai.kernel.models import LedgerEntry
from gongkai.organs.models import Organ
from gongkai.search import queries
from gongkai.search.models import Entry as SearchEntry
from tests.documents.office import Office

TODAY = datetime.date(2026, 11, 22)
PLAIN = {
    "标题": "关于加强饮用水水源保护的通知",
    "发布日期": "2020-03-05 10:30",
    "成文日期": "2020年3月1日",
    "索引号": "015255022/2020-00007",
    "文号": "保政办发[2020]7号",
    "公文种类": "通知",
    "主题分类": "综合政务-政务公开",
    "正文": "各乡镇人民政府：\n为保护饮用水水源，现通知如下。",
}

BODY = '<p style="text-align:center">一</p><script>x</script><p>二</p>'


def row(**fields: str) -> Row:
    return Row("第 2 行", {"title": "标题", "published": "2020-03-01", "body": "正文内容。", **fields})


def problems(**fields: str) -> list[str]:
    return [str(fault) for fault in judge(row(**fields), TODAY).faults]


def listed(path: Path, rows: Sequence[Mapping[str, str]], encoding: str = "utf-8-sig") -> Path:
    names = list(dict.fromkeys(name for one in rows for name in one))
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return path


def imported(here: Office, path: Path, *, dry_run: bool = False, base: str = "") -> tuple[Takeover, list[list[str]]]:
    faults = path.with_name("faults.csv")
    state = take_over(here.actor("王公开"), here.organ.pk, open_source(path, base), path.name, faults, dry_run=dry_run)
    return state, list(csv.reader(io.StringIO(faults.read_text("utf-8-sig")))) if faults.exists() else []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": ""}, "标题：是空的，请填写"),
        ({"title": "长" * 301}, "标题：有 301 字，超过 300 字，请缩短"),
        ({"published": ""}, "发布日期：是空的，请填写原来公开的日期"),
        ({"published": "去年"}, "发布日期：“去年”不是日期，请写成 2020-03-01"),
        ({"published": "2020-02-30"}, "发布日期：“2020-02-30”不是日期，请写成 2020-03-01"),
        ({"published": "2027-01-01"}, "发布日期：“2027-01-01”在今天之后，请核对；还没有公开的请走起草审查流程"),
        ({"formed": "2020-04-01"}, "成文日期：2020-04-01 晚于发布日期 2020-03-01，请核对"),
        ({"secrecy": "秘密"}, "密级：标有“秘密”的不得进入本系统，请立即按保密规定处理"),
        ({"attribute": "依申请公开"}, "公开属性：“依申请公开”的不能导入，这里只接收已经主动公开的信息"),
        ({"body": ""}, "正文：是空的，也没有网址；请填写正文、正文文件或者原文网址"),
        ({"doc_type": "通知"}, "发文字号：公文须有发文字号，请填写，或者把公文种类留空"),
        ({"effective": "2020-05-01", "expires": "2020-04-01"}, "有效期至：应晚于施行日期，请核对"),
        ({"url": "www.example.cn/1"}, "网址：“www.example.cn/1”不是完整的网址，请以 http:// 或者 https:// 开头"),
    ],
)  # fmt: skip
def test_a_faulty_field_says_what_is_wrong_and_what_to_do(fields: dict[str, str], said: str) -> None:
    assert problems(**fields) == [said]


def test_all_faults_of_a_row_are_told_at_once() -> None:
    assert len(problems(title="", published="x", secrecy="机密", genre="通稿")) == 4


def test_an_unknown_value_of_a_closed_list_is_refused_and_an_unknown_theme_is_only_remarked() -> None:
    assert problems(genre="通稿")[0].startswith("体裁：没有“通稿”这个值，请改为规定的值（公文、规章")
    verdict = judge(row(theme="民生实事"), TODAY)
    assert verdict.entry is not None
    assert verdict.entry.theme == ""
    assert not verdict.faults[0].blocking


def test_values_are_read_as_people_write_them() -> None:
    verdict = judge(
        row(document_number="云政办发[2020]007号", theme="综合政务 \\ 政务公开", keywords="水源，保护;通知",
            published="2020年3月1日 9:05", validity="现行有效"),
        TODAY,
    )  # fmt: skip
    assert verdict.entry is not None
    assert verdict.entry.document_number == "云政办发〔2020〕7号"
    assert verdict.entry.theme == "0201"
    assert verdict.entry.keywords == ("水源", "保护", "通知")
    assert verdict.entry.published == datetime.datetime(2020, 3, 1, 9, 5, tzinfo=LOCAL)
    assert verdict.entry.plan == "ordinary"


def test_markup_is_cleaned_and_relative_links_become_whole_or_are_refused() -> None:
    body = '<p onclick="x()">见<a href="../f/1.pdf">附件</a><script>1</script></p>'
    verdict = judge(row(body=body, url="http://www.example.cn/a/b/1.html"), TODAY)
    assert verdict.entry is not None
    assert verdict.entry.body == '<p>见<a href="http://www.example.cn/a/f/1.pdf" rel="noopener">附件</a></p>'
    assert "../f/1.pdf" in problems(body=body)[0]


def test_headers_are_free_in_order_and_unknown_ones_are_reported(tmp_path: Path) -> None:
    path = listed(tmp_path / "a.csv", [{"备注栏": "x", "正 文": "内容", "公开日期": "2020-1-2", "* 标题：": "题目"}])
    source = open_source(path)
    assert source.unknown == ("备注栏",)
    (found,) = source.rows()
    assert isinstance(found, Row)
    assert dict(found.values) == {"body": "内容", "published": "2020-1-2", "title": "题目"}


def test_a_list_without_a_needed_column_is_refused_as_a_whole(tmp_path: Path) -> None:
    with pytest.raises(UnusableSource, match="缺少“发布日期”列"):
        open_source(listed(tmp_path / "a.csv", [{"标题": "题目", "正文": "内容"}]))


def test_the_bulk_path_writes_what_the_acts_write(here: Office) -> None:
    """Except who did it and when, and that nobody reviewed it here."""
    verdict = judge(Row("", {
        "title": PLAIN["标题"], "published": timezone.localtime().isoformat(), "formed": "2020-03-01",
        "document_number": PLAIN["文号"], "doc_type": "通知", "theme": PLAIN["主题分类"], "keywords": "水源",
        "summary": "概述", "body": BODY, "unit": "秘书科",
    }), timezone.localdate())  # fmt: skip
    assert verdict.entry is not None
    draft = Draft(PLAIN["标题"], BODY, "概述", PLAIN["文号"], "notice", theme="0201", keywords=("水源",), unit="秘书科")
    document = acts.create_document(
        here.actor("张起草"), here.organ.pk, "ordinary", draft, Proposal(datetime.date(2020, 3, 1))
    )
    here.publish(document.editions.get())
    import_documents(here.actor("王公开"), here.organ.pk, [verdict.entry], "清单")
    bulk, drafted = Document.objects.exclude(imported_key=None).get(), Document.objects.get(imported_key=None)
    who_and_when = {"id", "author", "index_number", "live", "published_at", "created_at", "imported_key"}
    assert _without(bulk, who_and_when) == _without(drafted, who_and_when)
    who_and_when = {"id", "document", "drafters", "published_by", "saved_at", "submitted_at", "published_at", "round"}
    assert _without(bulk.live, who_and_when) == _without(drafted.live, who_and_when)
    assert _without(bulk.postings.get(), {"id", "document", "by"}) == _without(
        drafted.postings.get(), {"id", "document", "by"}
    )
    mine, theirs = SearchEntry.objects.get(object_id=bulk.pk), SearchEntry.objects.get(object_id=drafted.pk)
    assert (mine.title, mine.dated, mine.organ_id, mine.year) == (
        theirs.title,
        theirs.dated,
        theirs.organ_id,
        theirs.year,
    )
    assert mine.body.replace(str(bulk.index_number), "") == theirs.body.replace(str(drafted.index_number), "")
    assert [str(number)[-5:] for number in (drafted.index_number, bulk.index_number)] == ["00001", "00002"]


def _without(row: object, names: set[str]) -> dict[str, object]:
    assert row is not None
    fields = model_to_dict(row)  # type: ignore[arg-type]
    return {name: value for name, value in fields.items() if name not in names}


def test_imported_documents_are_public_findable_and_marked(here: Office, tmp_path: Path, client: Client) -> None:
    state, faults = imported(here, listed(tmp_path / "a.csv", [PLAIN]))
    assert (state.added, state.left_out, faults) == (1, 0, [])
    document = Document.objects.get()
    assert document.is_imported
    assert document.index_number == PLAIN["索引号"]
    assert document.published_at == datetime.datetime(2020, 3, 5, 2, 30, tzinfo=datetime.UTC)
    page = public.document_page(document.pk)
    assert isinstance(page, public.DocumentPage)
    assert page.edition.document_number == "保政办发〔2020〕7号"
    assert [hit.url for hit in queries.search("饮用水水源").hits] == [f"/documents/{document.pk}/"]
    assert Posting.objects.get().on == datetime.date(2020, 3, 5)
    assert "历史导入" in client.get(f"/documents/{document.pk}/").content.decode()


def test_the_same_file_again_adds_nothing(here: Office, tmp_path: Path) -> None:
    rows = [
        PLAIN,
        {"标题": "甲", "发布日期": "2020-01-01", "网址": "http://www.example.cn/1.html", "正文": "甲文"},
        {"标题": "乙", "发布日期": "2020-01-01", "正文": "乙文"},
        {"标题": "乙", "发布日期": "2020-01-02", "正文": "乙文"},
    ]
    path = listed(tmp_path / "a.csv", rows)
    assert imported(here, path)[0].added == len(rows)
    entries = LedgerEntry.objects.count()
    again, faults = imported(here, path)
    assert (again.added, again.known, faults) == (0, len(rows), [])
    assert Document.objects.count() == len(rows)
    assert LedgerEntry.objects.count() == entries


def test_an_identity_that_is_taken_by_something_else_is_refused(here: Office, tmp_path: Path) -> None:
    path = listed(tmp_path / "a.csv", [PLAIN, {**PLAIN, "标题": "另一份"}])
    state, faults = imported(here, path)
    assert (state.added, state.left_out) == (1, 1)
    assert faults[1][-3:] == ["第 3 行", LEFT_OUT, f"与已有的“{PLAIN['标题']}”标识相同而内容不同，请核对是否重复编号"]
    again, faults = imported(here, path)
    assert (again.added, again.known, len(faults)) == (0, 1, 2)


def test_a_number_of_another_organ_names_its_document_only_while_that_is_public(here: Office, tmp_path: Path) -> None:
    elsewhere = Organ.objects.get(code="530500-government")
    imported(here, listed(tmp_path / "a.csv", [PLAIN]))
    Document.objects.update(organ=elsewhere)
    path = listed(tmp_path / "b.csv", [{**PLAIN, "标题": "本机关的文件"}])
    assert imported(here, path)[1][1][-1] == f"索引号 {PLAIN['索引号']} 已用于“{PLAIN['标题']}”，请核对索引号"
    Document.objects.update(live=None)
    assert imported(here, path)[1][1][-1] == f"索引号 {PLAIN['索引号']} 已由其他机关使用，请核对索引号"


def test_a_batch_has_one_ledger_entry_with_the_digest_of_what_it_took_over(here: Office, tmp_path: Path) -> None:
    rows = [{"标题": f"第{number}件", "发布日期": "2020-01-01", "正文": "内容"} for number in range(30)]
    imported(here, listed(tmp_path / "a.csv", rows))
    entry = LedgerEntry.objects.get(act="document.import")
    assert (entry.detail["added"], len(entry.detail["listing"])) == (30, 64)
    assert verify().broken is None
    numbers = Document.objects.order_by("pk").values_list("index_number", flat=True)
    assert [str(number)[-5:] for number in numbers] == [f"{number:05}" for number in range(1, 31)]


def test_what_blocks_in_the_machine_check_is_left_out_and_what_asks_is_imported_and_listed(
    here: Office, tmp_path: Path
) -> None:
    rows = [
        {"标题": "甲", "发布日期": "2020-01-01", "正文": "机密★10年\n关于某事的通知"},
        {"标题": "乙", "发布日期": "2020-01-01", "正文": "联系人张某，身份证号码 530102199003071238。"},
    ]
    state, faults = imported(here, listed(tmp_path / "a.csv", rows))
    results = {line[0]: line[-2] for line in faults[1:]}
    assert results == {"甲": LEFT_OUT, "乙": LOOK_AT}
    assert (state.added, state.left_out, state.to_look_at) == (1, 1, 1)


def test_the_list_of_faults_can_be_mended_and_given_again(here: Office, tmp_path: Path) -> None:
    imported(here, listed(tmp_path / "a.csv", [{"标题": "甲", "发布日期": "昨天", "正文": "内容"}]))
    faults = tmp_path / "faults.csv"
    mended = tmp_path / "mended.csv"
    mended.write_text(faults.read_text("utf-8-sig").replace("昨天,", "2020-01-01,", 1), "utf-8")
    assert imported(here, mended)[0].added == 1


def test_a_trial_run_says_the_same_and_writes_nothing(here: Office, tmp_path: Path) -> None:
    path = listed(tmp_path / "a.csv", [PLAIN, {**PLAIN, "标题": ""}])
    state, faults = imported(here, path, dry_run=True)
    assert (state.added, state.left_out, len(faults)) == (1, 1, 2)
    assert not Document.objects.exists()


def test_nobody_imports_without_the_right(here: Office, tmp_path: Path) -> None:
    source = open_source(listed(tmp_path / "a.csv", [PLAIN]))
    with pytest.raises(NotPermitted):
        take_over(here.actor("张起草"), here.organ.pk, source, "a", tmp_path / "faults.csv")


def test_an_entry_of_an_address_list_gets_its_text_later(here: Office, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("http://www.example.cn/1.html\t甲文件\t2020-01-01\n", "utf-8")
    assert imported(here, tmp_path / "a.txt")[0].added == 1
    row = {"网址": "http://www.example.cn/1.html", "标题": "甲文件", "发布日期": "2020-01-01", "正文": "迟来的正文"}
    state, _ = imported(here, listed(tmp_path / "b.csv", [row]))
    assert (state.added, state.completed) == (0, 1)
    document = Document.objects.get()
    assert document.live is not None
    assert (document.live.number, document.live.text) == (2, "迟来的正文")
    assert queries.search("迟来的正文").total == 1
    assert imported(here, tmp_path / "b.csv")[0].completed == 0
    assert imported(here, tmp_path / "a.txt")[0].known == 1


def test_a_text_that_comes_while_a_new_edition_is_under_way_is_listed_and_stops_nothing(
    here: Office, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("http://www.example.cn/1.html\t甲文件\t2020-01-01\n", "utf-8")
    imported(here, tmp_path / "a.txt")
    acts.new_edition(here.actor("张起草"), Document.objects.get().pk)
    row = {"网址": "http://www.example.cn/1.html", "标题": "甲文件", "发布日期": "2020-01-01", "正文": "迟来的正文"}
    other = {"标题": "乙", "发布日期": "2020-01-01", "正文": "乙文"}
    state, faults = imported(here, listed(tmp_path / "b.csv", [row, other]))
    assert (state.added, state.known, state.completed, state.to_look_at) == (1, 1, 0, 1)
    assert "正在办理新的一版" in faults[1][-1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_taken_over_is_screened_by_the_terms_of_its_organ(here: Office, tmp_path: Path, jobs: int) -> None:
    write_terms(here.actor("王公开"), here.organ.pk, [TermEntry("旧称呼", "sensitive")])
    source = open_source(listed(tmp_path / "a.csv", [{"标题": "甲", "发布日期": "2020-01-01", "正文": "旧称呼办公室"}]))
    state = take_over(here.actor("王公开"), here.organ.pk, source, "a", tmp_path / "faults.csv", jobs=jobs)
    assert (state.added, state.to_look_at) == (1, 1)
    assert "旧称呼" in (tmp_path / "faults.csv").read_text("utf-8-sig").splitlines()[-1].rpartition(",")[2]


def test_a_site_map_is_a_list_of_addresses(here: Office, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="urn:n"><url>'
        "<loc>http://www.example.cn/1.html</loc><lastmod>2020-01-01T08:00:00+08:00</lastmod><n:title>甲</n:title>"
        "</url><url><loc>http://www.example.cn/2.html</loc></url></urlset>",
        "utf-8",
    )
    state, faults = imported(here, tmp_path / "a.xml")
    assert (state.added, state.left_out) == (1, 1)
    assert faults[1][0] == "http://www.example.cn/2.html"


PAGE = """<html><head><meta charset="{charset}"><meta name="ArticleTitle" content="关于甲事的通知">
<meta name="PubDate" content="2020-03-05 10:30"><meta name="ContentSource" content="市政府办公室"></head><body>
<div class="nav"><a href="/">首页</a></div>
<table><tr><td>索 引 号：</td><td>015255022/2020-00008</td><td>文　　号：</td><td>保政办发〔2020〕8号</td></tr></table>
<div class="TRS_Editor"><p>各乡镇人民政府：</p><p>现将甲事通知如下，请认真贯彻执行，抓好落实。</p>
<p><a href="P020.pdf">附件</a></p></div>
<div class="footer">版权所有</div></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_pages_tell_their_fields_in_meta_tags_and_in_their_head(here: Office, tmp_path: Path, charset: str) -> None:
    (tmp_path / "site" / "zw").mkdir(parents=True)
    (tmp_path / "site" / "zw" / "1.html").write_text(PAGE.format(charset=charset), charset)
    state, faults = imported(here, tmp_path / "site", base="http://www.example.cn/")
    assert (state.added, faults) == (1, [])
    document = Document.objects.select_related("live").get()
    assert document.live is not None
    assert (document.index_number, document.live.title) == ("015255022/2020-00008", "关于甲事的通知")
    assert (document.live.document_number, document.live.source) == ("保政办发〔2020〕8号", "市政府办公室")
    assert document.live.text.splitlines()[0] == "各乡镇人民政府："
    assert "版权所有" not in document.live.text
    assert 'href="http://www.example.cn/zw/P020.pdf"' in document.live.body


def test_an_archive_of_pages_and_word_files_is_read_and_what_cannot_be_is_listed(here: Office, tmp_path: Path) -> None:
    word = docx.Document()
    for line in ("保政办发〔2020〕9号", "关于乙事的通知", "各乡镇人民政府：", "现将乙事通知如下。", "2020年4月1日"):
        word.add_paragraph(line)
    word.save(str(tmp_path / "w.docx"))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(
            "页/1.html", PAGE.format(charset="utf-8").replace("P020.pdf", "http://www.example.cn/P020.pdf")
        )
        archive.write(tmp_path / "w.docx", "乙.docx")
        archive.writestr("坏.docx", b"PK\x03\x04 broken")
        archive.writestr("图.png", b"x")
    state, faults = imported(here, tmp_path / "a.zip")
    assert (state.added, state.left_out) == (2, 1)
    assert faults[1][0] == "坏.docx"
    document = Document.objects.select_related("live").get(live__title="关于乙事的通知")
    assert document.live is not None
    assert document.live.document_number == "保政办发〔2020〕9号"
    assert document.formed_on == datetime.date(2020, 4, 1)


def test_a_workbook_may_name_the_file_that_holds_the_text(here: Office, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["标题", "发布日期", "正文文件"])
    sheet.append(["甲", datetime.date(2020, 1, 2), "t/1.txt"])
    sheet.append(["乙", datetime.date(2020, 1, 2), "../secret.txt"])
    sheet.append(["丙", datetime.date(2020, 1, 2), "t/none.txt"])
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "1.txt").write_text("甲的正文", "utf-8")
    state, faults = imported(here, tmp_path / "a.xlsx")
    assert (state.added, state.left_out) == (1, 2)
    assert [line[0] for line in faults[1:]] == ["乙", "丙"]
    assert Document.objects.get().live.text == "甲的正文"  # type: ignore[union-attr]


def test_what_the_old_site_marks_as_ended_is_ended_here(here: Office, tmp_path: Path) -> None:
    rows = [
        {"标题": "甲", "发布日期": "2020-01-01", "正文": "文", "有效性": "废止", "废止日期": "2021-05-01"},
        {"标题": "乙", "发布日期": "2020-01-01", "正文": "文", "有效性": "", "有效期至": "2021-05-01"},
    ]
    state, _ = imported(here, listed(tmp_path / "a.csv", rows))
    assert state.added == 2
    assert set(Document.objects.values_list("validity", flat=True)) == {"abolished", "lapsed"}
    assert Document.objects.get(validity="abolished").validity_decisions.get().on == datetime.date(2021, 5, 1)


def test_identity_is_the_index_number_else_the_address_else_number_title_and_day() -> None:
    day = datetime.datetime(2020, 1, 1, tzinfo=LOCAL)
    one = Entry("甲", day, day.date(), "information", index_number="1", url="http://a")
    assert identity(1, one) == identity(1, Entry("乙", day, day.date(), "information", index_number="1"))
    assert identity(1, one) != identity(2, one)
    listed_twice = [Entry("甲", day, day.date(), "information", url=f"http://a/1.html{end}") for end in ("", "#top")]
    assert identity(1, listed_twice[0]) == identity(1, listed_twice[1])
    assert identity(1, Entry("甲", day, day.date(), "x")) != identity(
        1, Entry("甲", day, datetime.date(2019, 1, 1), "x", document_number="1")
    )


def test_every_column_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "import.md").read_text("utf-8")
    for column in COLUMNS:
        others = f"（{'、'.join(column.headers[1:])}）" if column.headers[1:] else ""
        label = f"**{column.label}**" if column.required else column.label
        assert f"| {label}{others} | {column.what} |" in text
