"""The machine check before publication: what is found, masked, excused; what attachments carry."""

from __future__ import annotations

import io

import docx
import pytest

from gongkai.documents import acts, content
from gongkai.documents.acts import Draft, Proposal
from gongkai.documents.models import Edition, ScreeningItem
from gongkai.documents.workshop import Unusable, word_markup
from gongkai.kernel.errors import Unlawful
from gongkai.kernel.files import path_of, store
from tests.documents.office import FORMED, Office

pytestmark = pytest.mark.django_db
CITIZEN = "11010519491231002X"  # the example of the standard GB 11643
PHONE = "13812345678"


def with_person(here: Office) -> Edition:
    return here.draft(body=f"<p>联系人：张三，身份证号{CITIZEN[:10]}<b>{CITIZEN[10:]}</b>。</p>")


def word(text: str, author: str = "王某某") -> bytes:
    file = io.BytesIO()
    made = docx.Document()
    made.core_properties.author = author
    made.add_paragraph(text)
    made.save(file)
    return file.getvalue()


def attach(here: Office, edition: Edition, data: bytes, name: str = "附件.docx") -> None:
    original = store([data])
    acts.attach(here.actor("张起草"), edition.pk, name, original.sha256, acts.prepare(original, name))


def test_a_citizen_number_keeps_a_draft_from_review_until_it_is_settled(here: Office) -> None:
    edition = with_person(here)
    with pytest.raises(Unlawful, match="发布前检测"):
        acts.submit(here.actor("张起草"), edition.pk)


def test_masking_hides_it_in_the_public_text_and_keeps_the_original_inside(here: Office) -> None:
    edition = with_person(here)
    items = [item.pk for item in edition.screening.exclude(mask="")]
    acts.mask(here.actor("张起草"), edition.pk, edition.saved_at, items)
    edition.refresh_from_db()
    assert CITIZEN not in edition.text
    assert CITIZEN[10:] not in edition.body
    assert CITIZEN in content.plain(edition.restricted.body)
    assert not any(CITIZEN in item.excerpt for item in edition.screening.all())
    acts.submit(here.actor("张起草"), edition.pk)


def test_every_place_that_is_masked_is_masked_and_what_stood_there_is_kept_once(here: Office) -> None:
    edition = here.draft(title=f"致{PHONE}的答复", body=f"<p>第一段。</p><p>来电{PHONE}</p>", keywords=("水源", PHONE))
    for place in ("keywords", "title", "text"):
        items = edition.screening.filter(place=place, settlement="").values_list("pk", flat=True)
        edition = acts.mask(here.actor("张起草"), edition.pk, edition.saved_at, list(items))
    edition.refresh_from_db()
    assert PHONE not in "".join((edition.title, edition.body, *edition.keywords))
    assert edition.keywords[0] == "水源"
    kept = content.plain(edition.restricted.body)
    assert kept.count("第一段") == 1
    assert all(line in kept for line in (f"来电{PHONE}", f"标题：致{PHONE}的答复", f"主题词：{PHONE}"))


def test_masks_are_put_on_titles_and_addresses_of_links_too(here: Office) -> None:
    edition = here.draft(title=f"致{PHONE}的答复", body='<p><a href="mailto:zhangsan@example.com">来信</a></p>')
    items = list(edition.screening.values_list("pk", flat=True))
    acts.mask(here.actor("张起草"), edition.pk, edition.saved_at, items)
    edition.refresh_from_db()
    assert PHONE not in edition.title
    assert "zhangsan" not in edition.body


def test_what_is_excused_stays_excused_while_the_same_words_stand_there(here: Office) -> None:
    edition = here.draft(body="<p>关于聋哑人教育。</p>")
    item = edition.screening.get()
    acts.excuse(here.actor("张起草"), item.pk, "法律名称中的用语")
    edition.refresh_from_db()
    draft = Draft(edition.title, "<p>另起一段。</p><p>关于聋哑人教育。</p>", edition.summary)
    edition = acts.edit_draft(here.actor("张起草"), edition.pk, edition.saved_at, draft, Proposal(FORMED))
    assert edition.screening.get().settlement == ScreeningItem.Settlement.EXCUSED
    draft = Draft(edition.title, "<p>聋哑人教育、弱智教育。</p>", edition.summary)
    edition = acts.edit_draft(here.actor("张起草"), edition.pk, edition.saved_at, draft, Proposal(FORMED))
    assert edition.screening.filter(settlement="").count() == 1


def test_an_excuse_needs_a_reason_and_what_blocks_has_none(here: Office) -> None:
    edition = here.draft(body="<p>机密★5年</p><p>各县：</p><p>关于聋哑人。</p>")
    blocking = edition.screening.filter(severity="block").first()
    assert blocking is not None
    with pytest.raises(Unlawful, match="必须修改"):
        acts.excuse(here.actor("张起草"), blocking.pk, "理由")
    other = edition.screening.filter(severity="settle").first()
    assert other is not None
    with pytest.raises(Unlawful, match="理由"):
        acts.excuse(here.actor("张起草"), other.pk, " ")


def test_the_same_text_is_not_published_twice_unawares(here: Office) -> None:
    here.publish(here.draft())
    edition = here.draft()
    assert [item.rule for item in edition.screening.all()] == ["duplicate.text"]


def test_to_be_like_one_document_excuses_no_likeness_to_another(here: Office) -> None:
    bodies = [f"<p>{words}</p>" for words in ("关于甲河水源的保护。", "城区道路改造今日动工。")]
    for number, body in enumerate(bodies):
        here.publish(here.draft(f"第{number}份", body=body))
    edition = here.draft("再发", body=bodies[0])
    acts.excuse(here.actor("张起草"), edition.screening.get().pk, "另行发布")
    edition.refresh_from_db()
    draft = Draft(edition.title, bodies[1], edition.summary)
    edition = acts.edit_draft(here.actor("张起草"), edition.pk, edition.saved_at, draft, Proposal(FORMED))
    assert [item.settlement for item in edition.screening.all()] == [""]


def test_an_attachment_goes_out_without_hidden_data_and_its_original_is_kept(here: Office) -> None:
    edition = here.draft()
    attach(here, edition, word("补贴名单"))
    attachment = edition.attachments.get()
    assert attachment.removed
    assert "王某某".encode() not in path_of(attachment.file_id).read_bytes()
    assert attachment.file_id != attachment.original_id
    assert "补贴名单" in attachment.text


def test_what_an_attachment_says_is_checked_and_cannot_be_masked_by_machine(here: Office) -> None:
    edition = here.draft()
    attach(here, edition, word(f"张三 身份证号 {CITIZEN}"))
    item = edition.screening.exclude(attachment=None).first()
    assert item is not None
    with pytest.raises(Unlawful, match="重新上传"):
        acts.mask(here.actor("张起草"), edition.pk, edition.saved_at, [item.pk])
    acts.detach(here.actor("张起草"), edition.attachments.get().pk)
    assert not edition.screening.exists()


def test_attachments_keep_the_order_they_are_given(here: Office) -> None:
    edition = here.draft()
    for number in (1, 2, 3):
        attach(here, edition, word(f"第{number}个"), f"附件{number}.docx")
    ids = list(edition.attachments.values_list("pk", flat=True))
    acts.arrange(here.actor("张起草"), edition.pk, ids[::-1])
    assert [item.name for item in edition.attachments.all()] == ["附件3.docx", "附件2.docx", "附件1.docx"]
    with pytest.raises(Unlawful, match="刷新"):
        acts.arrange(here.actor("张起草"), edition.pk, ids[:2])


@pytest.mark.parametrize(
    ("name", "data"), [("a.exe", b"MZ"), ("a.docx", b"not a word file"), ("a.pdf", b"%PDF-1.4 broken")]
)
def test_files_that_cannot_be_cleaned_are_refused_with_advice(here: Office, name: str, data: bytes) -> None:
    with pytest.raises(Unlawful, match="请"):
        acts.prepare(store([data]), name)


def test_a_word_file_becomes_markup_without_pictures_and_a_broken_one_is_refused() -> None:
    assert "<p>正文一段</p>" in word_markup(word("正文一段"), "a.docx")
    with pytest.raises(Unusable, match="docx"):
        word_markup(b"\xd0\xcf\x11\xe0", "a.doc")


def test_places_of_the_plain_text_are_found_in_the_markup_whatever_stands_between() -> None:
    markup = content.clean("<p> 甲 \u3000乙<b>丙</b></p><p></p><table><tr><td>丁</td><td>戊\n己</td></tr></table>")
    text = content.plain(markup)
    for place, char in enumerate(text):
        if not char.isspace():
            changed = content.plain(content.with_replacements(markup, [(place, place + 1, "*")]))
            assert changed == text[:place] + "*" + text[place + 1 :]
