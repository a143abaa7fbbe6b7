"""No character that cannot be seen gets in: by the desk, the interface of office systems, opinions or an import."""

from __future__ import annotations

import datetime
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.documents import acts, content
from gongkai.documents.acts.participation import give_opinion
from gongkai.documents.acts.terms import TermEntry, write_terms
from gongkai.documents.importing.entries import Row, judge
from gongkai.documents.models import OrganTerm
from gongkai.kernel.actors import VISITOR
from gongkai.kernel.errors import Unlawful
from gongkai.kernel.typed import printable
from tests.documents.office import Office

pytestmark = pytest.mark.django_db

UNSEEN = ["\x00", "\x01", "\x0b", "\x1b", "\x85", "\ud800", "\ufffe", "\u200f"]
TURNING = ["\u202a", "\u202e", "\u2067", "\u2069"]


@pytest.mark.parametrize("char", UNSEEN, ids=ascii)
def test_what_says_nothing_is_taken_out(char: str) -> None:
    assert printable(f"控{char}制\t\n") == "控制\t\n"
    assert content.clean(f"<p>控{char}制</p>") == "<p>控制</p>"


@pytest.mark.parametrize("char", TURNING, ids=ascii)
def test_what_turns_the_order_of_writing_is_refused_and_named(here: Office, char: str) -> None:
    forms: tuple[dict[str, object], ...] = (
        {"title": f"关于{char}的通知"},
        {"body": f"<p>甲{char}乙</p>"},
        {"keywords": ("水", f"源{char}")},
    )
    for changes in forms:
        with pytest.raises(Unlawful, match=f"U\\+{ord(char):04X}"):
            here.draft(**changes)  # type: ignore[arg-type]
    assert content.clean(f"<p>甲&#{ord(char)};乙</p>") == "<p>甲乙</p>"


def test_a_document_typed_with_control_characters_is_public_and_in_the_feed(here: Office, client: Client) -> None:
    seen = "".join(UNSEEN)
    text: dict[str, object] = {
        "title": f"关于{seen}水源的通知",
        "body": f"<p>各{seen}单位&#1;：</p>",
        "summary": seen + "概述",
    }
    document = here.publish(here.draft(**text))  # type: ignore[arg-type]
    assert document.live is not None
    assert (document.live.title, document.live.text, document.live.summary) == ("关于水源的通知", "各单位：", "概述")
    ElementTree.fromstring(client.get("/documents/feed/").content)


def test_a_term_of_an_organ_holds_only_what_can_be_read(here: Office) -> None:
    manager = here.actor("王公开")
    with pytest.raises(Unlawful, match=r"U\+202E"):
        write_terms(manager, here.organ.pk, [TermEntry("一\u202e刀切", "sensitive")])
    write_terms(manager, here.organ.pk, [TermEntry("一\x00刀切", "sensitive")])
    assert OrganTerm.objects.get().text == "一刀切"


def test_an_opinion_keeps_what_can_be_read(here: Office) -> None:
    notice = here.publish(here.prepare(here.draft(plan="consultation")))
    opinion = give_opinion(VISITOR, notice.consultation.pk, "同意\x00第三条\u202e", "t" * 24, "张\x01三")
    assert (opinion.body, opinion.name) == ("同意第三条", "张三")


def test_a_row_of_an_import_keeps_what_can_be_read() -> None:
    values = {"title": "关于\x01水源的\x00通知", "published": "2020-03-01", "body": "<p>甲\x0b乙\u202e</p>"}
    entry = judge(Row("第 2 行", values), timezone.localdate() + datetime.timedelta(days=1)).entry
    assert entry is not None
    assert (entry.title, entry.text) == ("关于水源的通知", "甲乙")


def test_the_reason_of_an_act_loses_what_cannot_be_seen(here: Office) -> None:
    edition = acts.discard(here.actor("张起草"), here.draft().pk, "重复\x00起草")
    assert edition.state == "discarded"
