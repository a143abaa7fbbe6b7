"""The public pages of documents: what a reader finds, in which form, and with how few questions to the database."""

from __future__ import annotations

import datetime
import io
import json
import re
import xml.etree.ElementTree as ET

import docx
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx.enum.text import WD_ALIGN_PARAGRAPH

from gongkai.documents import acts
from gongkai.documents.acts import Draft, Proposal
from gongkai.documents.acts.leaves import EntryText, write_entry
from gongkai.documents.models import Attachment, Document
from gongkai.kernel.files import store
from gongkai.statute.vocabulary import vocabulary
from tests.documents.office import FORMED, Office

TABLE = (
    '<p>各乡镇人民政府：</p><p>标准如下。</p><table><tr><th rowspan="2">档次</th><th colspan="2">标准</th></tr>'
    "<tr><th>城市</th><th>农村</th></tr><tr><td>一</td><td>680元</td><td>520元</td></tr></table>"
    '<p class="right">保山市人民政府办公室</p>'
)


@pytest.fixture
def here(office: Office) -> Office:
    return office


def html(client: Client, address: str, status: int = 200, /, **query: str | int) -> str:
    response = client.get(address, query)
    assert response.status_code == status
    return response.content.decode()


def page_of(document: Document) -> str:
    return reverse("portal:document", args=[document.pk])


def second_edition(
    here: Office, document: Document, body: str, former: str = "corrected", note: str = "调整标准"
) -> None:
    edition = acts.new_edition(here.actor("张起草"), document.pk)
    entry = Draft(edition.title, body, edition.summary, change_note=note)
    edition = acts.edit_draft(here.actor("张起草"), edition.pk, edition.saved_at, entry, Proposal(FORMED))
    edition = here.pass_gates(edition)
    acts.number(here.actor("孙审校"), edition.pk)
    acts.publish(here.actor("孙审校"), edition.pk, former)


def normative(here: Office, title: str, **changes: object) -> Document:
    return here.publish(here.prepare(here.draft(title, plan="normative", genre="normative", **changes)))


def test_a_document_carries_the_official_head(client: Client, here: Office) -> None:
    document = here.publish(here.draft("关于低保标准的通知", theme="0201", keywords=("低保", "标准"), genre="official"))
    shown = html(client, page_of(document))
    lines = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", shown))
    assert lines["索引号"] == Document.objects.get(pk=document.pk).index_number
    assert lines["主题分类"] == "综合政务\\政务公开"
    assert lines["发文机关"] == here.organ.name
    assert lines["成文日期"] == FORMED.isoformat()
    assert lines["主题词"] == "低保 标准"
    assert lines["有效性"] == "有效"
    assert 'name="ArticleTitle" content="关于低保标准的通知"' in shown


def test_a_document_describes_itself_to_machines(client: Client, here: Office) -> None:
    document = normative(here, "关于<低保>的规定")
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html(client, page_of(document)))
    read = json.loads(data)
    assert read["@type"] == "Legislation"
    assert read["name"] == "关于<低保>的规定"
    assert read["legislationLegalForce"].endswith("/InForce")
    assert "<" not in data


def test_a_page_asks_the_database_seven_times_at_most(client: Client, here: Office) -> None:
    document = here.publish(here.draft())
    second_edition(here, document, "<p>新</p>")
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        html(client, page_of(document))
    assert len(asked) <= 7
    with CaptureQueriesContext(connection) as asked:
        html(client, page_of(document))
    assert len(asked) <= 1


def test_the_number_of_questions_of_a_list_does_not_grow_with_it(client: Client, here: Office) -> None:
    counts = []
    for number in range(2):
        here.publish(here.draft(f"第{number}件"))
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            html(client, reverse("portal:documents"))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10


def test_an_abolished_document_says_so_largely_and_names_the_deciding_document(client: Client, here: Office) -> None:
    old, new = normative(here, "旧规定"), normative(here, "新规定")
    acts.set_validity(here.actor("王公开"), old.pk, "abolished", timezone.localdate(), basis_id=new.pk)
    shown = html(client, page_of(old))
    assert 'class="standing abolished"' in shown
    assert f'<a href="{page_of(new)}">新规定</a>' in shown
    assert "废止" in client.get(reverse("portal:document_download", args=[old.pk, "txt"])).content.decode("utf-8-sig")
    assert 'class="standing' not in html(client, page_of(new))


def test_an_end_that_lies_ahead_is_told_but_does_not_end_the_document_yet(client: Client, here: Office) -> None:
    document = normative(here, "规定")
    later = timezone.localdate() + datetime.timedelta(days=40)
    acts.set_validity(here.actor("王公开"), document.pk, "abolished", later, basis_text="保政发〔2026〕9号")
    shown = html(client, page_of(document))
    assert 'class="standing' not in shown
    assert f"自 {later} 起废止" in shown
    assert "<dd>有效</dd>" in shown


def test_a_document_of_tomorrow_is_not_yet_in_force(client: Client, here: Office) -> None:
    document = normative(here, "规定", effective_on=timezone.localdate() + datetime.timedelta(days=30))
    assert "尚未施行" in html(client, page_of(document))
    listed = html(client, reverse("portal:normative"), on=timezone.localdate().isoformat())
    assert page_of(document) not in listed


def test_a_term_that_is_over_lapses_a_document_without_a_decision(client: Client, here: Office) -> None:
    document = normative(here, "规定", expires_on=timezone.localdate() - datetime.timedelta(days=1))
    assert 'class="standing lapsed"' in html(client, page_of(document))
    assert 'class="mark lapsed"' in html(client, reverse("portal:normative"))


def test_the_family_stands_in_one_block(client: Client, here: Office) -> None:
    document = here.publish(here.draft())
    reading = here.draft("《通知》解读", plan="interpretation")
    acts.relate(here.actor("张起草"), reading.document_id, "interprets", document.pk)
    assert "同栏关联" not in html(client, page_of(document))
    here.publish(reading)
    shown = html(client, page_of(document))
    assert "同栏关联" in shown
    assert "解读材料" in shown


def test_two_editions_are_compared_word_by_word(client: Client, here: Office) -> None:
    document = here.publish(here.draft(body="<p>标准为每人500元。</p>"))
    second_edition(here, document, "<p>标准为每人680元。</p>")
    shown = html(client, reverse("portal:changes", args=[document.pk]))
    assert "标准为每人<del>500</del><ins>680</ins>元。" in shown
    assert "调整标准" in shown
    assert html(client, reverse("portal:edition", args=[document.pk, 1])).count("500元") >= 1
    html(client, reverse("portal:edition", args=[document.pk, 7]), 404)
    html(client, reverse("portal:edition", args=[document.pk, 0]), 404)


def test_a_note_about_an_edition_that_may_not_be_read_is_not_told(client: Client, here: Office) -> None:
    document = here.publish(here.draft())
    second_edition(here, document, "<p>新</p>", former="privacy", note="删去某人的姓名")
    assert "删去某人的姓名" not in html(client, page_of(document))
    html(client, reverse("portal:changes", args=[document.pk]), 404)
    html(client, reverse("portal:changes", args=[document.pk]), 404, **{"from": 1, "to": 2})


@pytest.mark.parametrize("kind", [item.id for item in vocabulary().withdrawals.items if not item.keeps_text])
def test_what_was_taken_down_is_gone_with_the_kind_told(client: Client, here: Office, kind: str) -> None:
    document = here.publish(here.draft("一个题目"))
    assert document.live_id is not None
    acts.withdraw(here.actor("周领导"), document.live_id, kind, "写明的理由")
    shown = html(client, page_of(document), 410)
    value = vocabulary().withdrawals.get(kind)
    assert value.label in shown
    assert ("一个题目" in shown) == value.keeps_title
    assert ("写明的理由" in shown) == value.keeps_title
    html(client, reverse("portal:document_download", args=[document.pk, "txt"]), 404)


def test_a_text_replaced_for_a_correction_remains_readable_with_its_mark(client: Client, here: Office) -> None:
    document = here.publish(here.draft())
    assert document.live_id is not None
    acts.withdraw(here.actor("周领导"), document.live_id, "superseded", "另行印发")
    shown = html(client, page_of(document))
    assert 'class="standing old"' in shown
    assert 'content="noindex"' in shown


def test_downloads_carry_text_tables_and_where_they_come_from(client: Client, here: Office) -> None:
    document = here.publish(here.draft(body=TABLE))
    text = client.get(reverse("portal:document_download", args=[document.pk, "txt"])).content.decode("utf-8-sig")
    assert "680元" in text
    assert f"http://testserver{page_of(document)}" in text
    response = client.get(reverse("portal:document_download", args=[document.pk, "docx"]))
    assert response["Content-Disposition"].startswith("attachment")
    word = docx.Document(io.BytesIO(response.content))
    cells = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert cells == [["档次", "标准", "标准"], ["档次", "城市", "农村"], ["一", "680元", "520元"]]
    assert [item.alignment for item in word.paragraphs if item.text == "保山市人民政府办公室"][
        -1
    ] == WD_ALIGN_PARAGRAPH.RIGHT
    html(client, reverse("portal:document_download", args=[document.pk, "exe"]), 404)


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td rowspan=9>甲</td></tr></table>",
        "<table><tr><td>一</td><td rowspan=2>二</td></tr><tr><td colspan=3>三</td></tr></table>",
        "<table></table><p></p><ul><li>点<p>下</p></li></ul><hr>",
        "<table><tr><td><table><tr><td>里</td></tr></table></td></tr></table>",
        "<table><tr><td colspan=99999999>宽</td></tr></table>",
        "散字<p>段<br>落</p>尾巴",
    ],
)
def test_any_markup_can_be_taken_away_as_word(client: Client, here: Office, body: str) -> None:
    document = here.publish(here.draft(body=f"<p>文</p>{body}"))
    assert client.get(reverse("portal:document_download", args=[document.pk, "docx"])).status_code == 200
    html(client, page_of(document))


def test_markup_in_an_attribute_stays_in_the_attribute(client: Client, here: Office) -> None:
    link = '<a href="https://a.example/" title="<table onmouseover=alert(1)>">x</a>'
    body = f"<table><tr><td>1</td></tr></table><p>{link}</p>"
    shown = html(client, page_of(here.publish(here.draft(body=body))))
    assert "<table onmouseover" not in shown
    assert 'role="region" aria-label="表格"><table>' in shown


def attach(document: Document, name: str, content: bytes) -> Attachment:
    """As the desk stores it; an attachment of a frozen edition cannot be written otherwise."""
    file = store([content])
    edition = document.editions.get()
    return Attachment.objects.create(edition=edition, name=name, file=file, original=store([b"ORIGINAL" + content]))


def test_an_attachment_is_a_download_of_a_fixed_type(client: Client, here: Office) -> None:
    edition = here.draft()
    attachment = attach(edition.document, "一览表.html", b"<script>alert(1)</script>")
    address = reverse("portal:attachment", args=[attachment.pk])
    html(client, address, 404)
    here.publish(edition)
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"".join(response) == b"<script>alert(1)</script>"
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_lists_are_narrowed_by_the_address(client: Client, here: Office) -> None:
    kept = normative(here, "继续有效的规定", theme="0201")
    ended = normative(here, "废止的规定", theme="04")
    news = here.publish(here.draft("动态", plan="information", genre="news"))
    acts.set_validity(here.actor("王公开"), ended.pk, "abolished", timezone.localdate(), basis_text="保政发〔2026〕9号")
    asked: list[tuple[str, dict[str, str], set[int]]] = [
        ("documents", {}, {kept.pk, ended.pk, news.pk}),
        ("normative", {}, {kept.pk, ended.pk}),
        ("normative", {"validity": "abolished"}, {ended.pk}),
        ("normative", {"on": timezone.localdate().isoformat()}, {kept.pk}),
        ("documents", {"theme": "02"}, {kept.pk}),
        ("documents", {"genre": "news"}, {news.pk}),
        ("documents", {"plan": "information"}, {news.pk}),
        ("documents", {"organ": here.organ.code}, {kept.pk, ended.pk, news.pk}),
        ("documents", {"organ": "nowhere"}, set()),
        ("documents", {"year": "1999"}, set()),
        ("documents", {"duty": "20-01"}, set()),
        (
            "documents",
            {"plan": "nonsense", "on": "soon", "year": "x", "page": "-1", "entry": "9" * 30},
            {kept.pk, ended.pk, news.pk},
        ),
    ]
    for name, query, wanted in asked:
        shown = html(client, reverse(f"portal:{name}"), **query)
        found = {int(number) for number in re.findall(r'class="row-title"><a href="/documents/(\d+)/"', shown)}
        assert found == wanted, (name, query)


def test_feeds_name_documents_by_organ_and_class(client: Client, here: Office) -> None:
    here.publish(here.draft("甲<b>"))
    here.publish(here.draft("乙", plan="information"))
    address = reverse("portal:documents_feed")

    def titles(**query: str) -> list[str | None]:
        root = ET.fromstring(html(client, address, **query))
        return [item.findtext("title") for item in root.findall("./channel/item")]

    assert titles() == ["乙", "甲<b>"]
    assert titles(organ=here.organ.code, plan="information") == ["乙"]
    html(client, address, 404, organ="nowhere")
    html(client, address, 404, plan="nonsense")


def test_the_sitemap_lists_public_documents(client: Client, here: Office) -> None:
    document, draft = here.publish(here.draft()), here.draft()
    sitemap = html(client, reverse("portal:sitemap_section", args=["documents"]))
    assert page_of(document) in sitemap
    assert f"/documents/{draft.document_id}/" not in sitemap


def test_the_home_and_organ_pages_show_the_newest_documents(client: Client, here: Office) -> None:
    document = here.publish(here.draft())
    for address in ("/", reverse("portal:organ", args=[here.organ.code])):
        assert page_of(document) in html(client, address)


def test_the_column_has_four_parts_and_says_what_is_missing(client: Client, here: Office) -> None:
    address = reverse("portal:column", args=[here.organ.code])
    shown = html(client, address)
    for words in ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开工作年度报告"):
        assert words in shown
    assert "保山市人民政府办公室政务公开科" in shown
    assert "尚未公布：" in shown
    assert "暂无内容" in shown
    here.publish(here.draft(proposal=Proposal(FORMED, duty="20-01")))
    write_entry(here.actor("王公开"), here.organ.pk, EntryText("应急预案", duty="20-12", not_involved="由应急局公开"))
    shown = html(client, address)
    assert f'href="/documents/?organ={here.organ.code}&amp;duty=20-01"' in shown
    assert "由应急局公开" in shown
    assert "1 件" in shown


def test_a_leaf_leads_to_as_many_documents_as_it_says(client: Client, here: Office) -> None:
    here.publish(here.draft(proposal=Proposal(FORMED, duty="20-01")))
    write_entry(here.actor("王公开"), here.organ.pk, EntryText("规范性文件", duty="20-01"))
    shown = html(client, reverse("portal:column", args=[here.organ.code]))
    (query,) = re.findall(r'href="/documents/\?(organ=[^"]*entry=\d+)"', shown)
    assert "共 1 件" in html(client, f"/documents/?{query.replace('&amp;', '&')}")


def test_an_unknown_organ_has_no_column(client: Client, here: Office) -> None:
    html(client, reverse("portal:column", args=["nowhere"]), 404)


def test_search_narrows_by_kind_and_validity_and_marks_what_has_ended(client: Client, here: Office) -> None:
    kept, ended = normative(here, "现行的水源规定"), normative(here, "废止的水源规定")
    acts.set_validity(here.actor("王公开"), ended.pk, "abolished", timezone.localdate(), basis_text="保政发〔2026〕9号")
    address = reverse("portal:search")
    shown = html(client, address, q="水源")
    assert page_of(kept) in shown
    assert 'class="mark abolished"' in shown
    assert page_of(ended) not in html(client, address, q="水源", mark="in_force")
    assert page_of(kept) not in html(client, address, q="水源", mark="abolished", kind="document")
    assert page_of(kept) not in html(client, address, q="水源", kind="report")
    assert page_of(kept) in html(client, address, q="水源", kind='x" OR', mark='y"')
