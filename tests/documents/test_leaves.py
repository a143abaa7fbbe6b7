"""A document is filed under a leaf of its organ's catalogue, whatever door it came in by."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import io
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.documents import acts
from gongkai.documents.acts import Proposal
from gongkai.documents.acts.imports import import_documents
from gongkai.documents.acts.leaves import EntryText, file_under, import_catalogue, remove_entry, write_entry
from gongkai.documents.catalogue_table import as_table, as_workbook, read_table
from gongkai.documents.importing.entries import Row, judge
from gongkai.documents.importing.sources import open_source
from gongkai.documents.models import CatalogueEntry, Document
from gongkai.documents.queries.catalogue import LeafState, leaves_of, picture
from gongkai.documents.takeover import take_over
from gongkai.kernel.errors import Unlawful
from gongkai.organs.models import Organ
from gongkai.statute.disclosure import Attribute
from gongkai.statute.standard_catalogue import usual_items
from gongkai.statute.vocabulary import duties
from tests.documents.office import FORMED, Office


@pytest.fixture
def leaf(here: Office) -> CatalogueEntry:
    text = EntryText("财政预决算", duty="20-07", field="F04", level2="部门预算")
    return write_entry(here.actor("王公开"), here.organ.pk, text)


def test_a_draft_names_its_leaf_which_tells_the_statutory_item(here: Office, leaf: CatalogueEntry) -> None:
    document = here.publish(here.draft(proposal=Proposal(FORMED, entry=leaf.pk)))
    assert (document.entry, document.duty) == (leaf, "20-07")


def test_what_is_not_published_keeps_its_leaf_without_the_item_of_what_must_be(
    here: Office, leaf: CatalogueEntry
) -> None:
    asked = Proposal(FORMED, Attribute.ON_REQUEST, entry=leaf.pk)
    document = here.draft(proposal=asked).document
    assert (document.entry, document.duty) == (leaf, "")


def test_a_leaf_of_another_organ_is_refused(here: Office, leaf: CatalogueEntry) -> None:
    CatalogueEntry.objects.filter(pk=leaf.pk).update(organ=Organ.objects.get(code="530500-government"))
    document = here.publish(here.draft())
    with pytest.raises(Unlawful, match="不在本机关的公开目录中"):
        here.draft("另一份", proposal=Proposal(FORMED, entry=leaf.pk))
    with pytest.raises(Unlawful, match="不在本机关的公开目录中"):
        file_under(here.actor("王公开"), document.pk, leaf.pk)


def test_a_later_edition_moves_its_document_only_when_it_is_published(here: Office, leaf: CatalogueEntry) -> None:
    document = here.publish(here.draft())
    edition = acts.new_edition(here.actor("张起草"), document.pk)
    proposal = Proposal(FORMED, entry=leaf.pk)
    text = acts.Draft(edition.title, edition.body, edition.summary, change_note="归入目录")
    acts.edit_draft(here.actor("张起草"), edition.pk, edition.saved_at, text, proposal)
    assert Document.objects.get(pk=document.pk).entry is None
    edition.refresh_from_db()
    assert here.publish(edition).entry == leaf


def test_the_form_offers_the_leaves_of_the_organ_and_keeps_the_choice(
    here: Office, leaf: CatalogueEntry, client: Client
) -> None:
    client.force_login(here.person("张起草"))
    page = client.get(reverse("desk:new_document"))
    assert "财政预决算 / 部门预算" in page.content.decode()
    edition = here.draft(proposal=Proposal(FORMED, entry=leaf.pk))
    page = client.get(reverse("desk:edit_draft", args=[edition.pk]))
    assert f'<option value="{leaf.pk}" selected>' in page.content.decode()


def test_a_list_files_what_it_takes_over_and_says_which_leaf_is_not_there(
    here: Office, leaf: CatalogueEntry, tmp_path: Path
) -> None:
    rows = [["标题", "发布日期", "正文", "公开事项"]]
    rows += [
        [f"预算公开{name}", "2020-03-01", "正文。", name] for name in ("财政预决算 ＞ 部门预算", "部门预算", "没有的")
    ]
    path, faults = tmp_path / "list.csv", tmp_path / "faults.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    state = take_over(here.actor("王公开"), here.organ.pk, open_source(path), path.name, faults)
    assert (state.added, state.to_look_at) == (3, 1)
    filed = Document.objects.filter(entry=leaf)
    assert [document.duty for document in filed] == ["20-07", "20-07"]
    assert "没有“没有的”" in faults.read_text("utf-8-sig")


def sheet(*rows: list[str]) -> bytes:
    """A workbook of these cells."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_catalogue_comes_back_from_its_table_as_it_was(here: Office, leaf: CatalogueEntry) -> None:
    text = EntryText(
        "社会救助",
        duty="21-06",
        field="F20",
        level2="临时救助",
        content="对象、标准",
        basis="社会救助暂行办法",
        limit_text="按季度公开",
        update_months=3,
        unit="民政科",
        channels=("website", "new_media", "service_hall"),
        audience="group",
        audience_note="低收入家庭",
        on_request=True,
        levels=("county", "town"),
        position=2,
    )
    manager = here.actor("王公开")
    write_entry(manager, here.organ.pk, text)
    CatalogueEntry.objects.filter(pk=leaf.pk).update(position=1)
    before = list(CatalogueEntry.objects.values())
    texts, faults = read_table(as_workbook(as_table(CatalogueEntry.objects.all())))
    assert (faults, texts[1]) == ([], text)
    assert import_catalogue(manager, here.organ.pk, texts, "表.xlsx") == (0, 0)
    changed = [dataclasses.replace(texts[0], content="收支总表"), *texts[1:], EntryText("新事项", level2="甲")]
    assert import_catalogue(manager, here.organ.pk, changed, "表.xlsx") == (1, 1)
    assert CatalogueEntry.objects.get(pk=leaf.pk).content == "收支总表"
    assert list(CatalogueEntry.objects.exclude(level2="甲").values())[1] == before[1]


def test_a_table_as_counties_fill_it_is_read_with_merged_cells_and_boxes() -> None:
    above = [
        "试点领域",
        "公开事项",
        "",
        "公开内容（要素）",
        "公开时限",
        "公开渠道和载体",
        "公开对象",
        "",
        "公开方式",
        "",
    ]
    head = ["", "一级事项", "二级事项", "", "", "", "全社会", "特定群体", "主动", "依申请"]
    boxes = "■政府网站 □政府公报\n■两微一端 □发布会/听证会\n■公开查阅点"
    rows = (
        ["财政预决算领域", "政府预算", "收支总表", "表", "主动公开", boxes, "√", "", "√", ""],
        ["", "", "转移支付", "表", "批准后20日内", "政府网站、政府公报", "", "受益农户", "", "√"],
    )
    texts, faults = read_table(sheet(["目录"], above, head, *rows))
    assert faults == []
    assert [(text.field, text.level1, text.level2) for text in texts] == [
        ("F04", "政府预算", "收支总表"),
        ("F04", "政府预算", "转移支付"),
    ]
    assert texts[0].channels == ("website", "new_media", "venue")
    assert (texts[1].limit, texts[1].limit_text) == ("publication", "批准后20日内")
    assert (texts[1].audience, texts[1].audience_note, texts[1].on_request) == ("group", "受益农户", True)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["没有的领域", "甲", "", ""], "第 2 行：领域“没有的领域”不在规定的表中"),
        (["", "", "乙", ""], "第 2 行：没有一级事项"),
        (["", "甲", "", "飞鸽传书"], "第 2 行：公开渠道“飞鸽传书”不在规定的表中"),
    ],
)
def test_a_fault_in_a_table_is_named_by_row(row: list[str], said: str) -> None:
    assert [str(fault) for fault in read_table(sheet(["领域", "一级事项", "二级事项", "公开渠道和载体"], row))[1]] == [
        said
    ]


def test_what_is_no_table_says_what_to_do() -> None:
    assert "另存为 .xlsx" in str(read_table(b"nothing")[1][0])
    assert "一级事项" in str(read_table(sheet(["标题", "日期"]))[1][0])


def test_a_table_with_one_fault_changes_nothing(here: Office, leaf: CatalogueEntry, client: Client) -> None:
    client.force_login(here.person("王公开"))
    address = reverse("desk:import_catalogue", args=[here.organ.pk])
    head = ["领域", "一级事项", "二级事项"]
    bad = SimpleUploadedFile("表.xlsx", sheet(head, ["就业", "招聘", "公告"], ["没有的", "甲", "乙"]))
    assert client.post(address, {"table": bad}).status_code == 422
    assert CatalogueEntry.objects.get() == leaf
    good = SimpleUploadedFile("表.xlsx", sheet(head, ["就业", "招聘", "公告"]))
    assert client.post(address, {"table": good}).status_code == 302
    assert CatalogueEntry.objects.filter(field="F18", level1="招聘").exists()


def test_the_usual_items_can_be_taken_over_as_they_are(here: Office, client: Client) -> None:
    client.force_login(here.person("王公开"))
    page = client.get(reverse("desk:catalogue_table", args=[here.organ.pk]), {"usual": "1"})
    texts, faults = read_table(page.content)
    assert faults == []
    assert [text.field for text in texts] == [item.field for item in usual_items("city_county")]
    assert {duty.id for duty in duties("city_county") if duty.mandatory} <= {text.duty for text in texts}
    assert import_catalogue(here.actor("王公开"), here.organ.pk, texts, "常用.xlsx") == (len(texts), 0)


def test_a_leaf_with_documents_is_not_removed(here: Office, leaf: CatalogueEntry) -> None:
    document = here.publish(here.draft(proposal=Proposal(FORMED, entry=leaf.pk)))
    manager = here.actor("王公开")
    with pytest.raises(Unlawful, match="1 件文件"):
        remove_entry(manager, leaf.pk)
    file_under(manager, document.pk, None)
    remove_entry(manager, leaf.pk)
    assert not CatalogueEntry.objects.exists()


def test_a_leaf_is_due_on_the_same_day_of_its_month_or_on_the_last(here: Office, leaf: CatalogueEntry) -> None:
    CatalogueEntry.objects.filter(pk=leaf.pk).update(update_months=1)
    row = Row("", {"title": "预算", "published": "2020-01-31", "body": "正文", "leaf": str(leaf)})
    entry = judge(row, timezone.localdate()).entry
    assert entry is not None
    import_documents(here.actor("王公开"), here.organ.pk, [entry], "清单")
    due = datetime.date(2020, 2, 29)
    for day, state in ((due, LeafState.FILLED), (due + datetime.timedelta(days=1), LeafState.STALE)):
        (found,) = (item for item in leaves_of(here.organ, day) if item.entry == leaf)
        assert (found.renew_by, found.state) == (due, state)


def test_the_picture_shows_every_organ_by_field_and_by_item(here: Office, leaf: CatalogueEntry, client: Client) -> None:
    today = timezone.localdate()
    organs = [here.organ, Organ.objects.get(code="530500-government")]
    by_field = picture(organs, "field", today)
    assert by_field.columns == (("F04", "财政预决算"),)
    assert [square.state for _organ, (square,) in by_field.rows] == ["empty", "none"]
    here.publish(here.draft(proposal=Proposal(today, entry=leaf.pk)))
    write_entry(here.actor("王公开"), here.organ.pk, EntryText("财政预决算", field="F04", level2="决算"))
    square = picture(organs, "field", today).rows[0][1][0]
    assert (square.filled, square.leaves, square.state) == (1, 2, "empty")
    by_duty = picture(organs, "duty", today)
    assert {column for column, _ in by_duty.columns} >= {"20-01", "20-07", "21-05"}
    client.force_login(here.person("王公开"))
    for by in ("duty", "field"):
        assert client.get(reverse("desk:catalogue_picture"), {"by": by}).status_code == 200


def test_everybody_reads_what_why_how_and_for_whom(here: Office, client: Client) -> None:
    text = EntryText(
        "社会救助",
        field="F20",
        level2="临时救助",
        content="对象、标准",
        basis="救助办法",
        limit_text="每季度一次",
        channels=("service_hall",),
        audience="group",
        audience_note="低收入家庭",
        levels=("town",),
    )
    write_entry(here.actor("王公开"), here.organ.pk, text)
    page = client.get(reverse("portal:column", args=[here.organ.code])).content.decode()
    for said in ("社会救助", "对象、标准", "救助办法", "每季度一次", "政务服务中心", "低收入家庭", "乡级"):
        assert said in page


def test_the_same_leaf_is_not_written_twice(here: Office, leaf: CatalogueEntry) -> None:
    manager, same = here.actor("王公开"), EntryText("财政预决算", duty="20-07", field="F04", level2="部门预算")
    with pytest.raises(Unlawful, match="已有“财政预决算 / 部门预算”"):
        write_entry(manager, here.organ.pk, same)
    other = write_entry(manager, here.organ.pk, dataclasses.replace(same, level2="部门决算"))
    with pytest.raises(Unlawful, match="已有“财政预决算 / 部门预算”"):
        write_entry(manager, here.organ.pk, same, other.pk)
    assert write_entry(manager, here.organ.pk, same, leaf.pk) == leaf
