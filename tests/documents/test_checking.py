"""The machine check: an organ's own terms, links that lead nowhere, texts that are public already."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from gongkai.documents import acts, content, likeness
from gongkai.documents.acts import Draft, Proposal
from gongkai.documents.acts.terms import TermEntry, remove_term, write_terms
from gongkai.documents.models import Edition, OrganTerm, TextMark
from gongkai.kernel.errors import NotPermitted, Unlawful
from tests.documents.office import FORMED, Office

pytestmark = pytest.mark.django_db
LONG = (
    "为加强集中式饮用水水源保护，保障群众饮水安全，各乡镇应当每月巡查一次，"
    "发现问题立即处置，并在三日内报告县级主管部门，由其汇总后向社会公布。"
)


def rules(edition: Edition) -> list[str]:
    return [item.rule for item in edition.screening.all()]


class TestTermsOfAnOrgan:
    def test_its_own_list_takes_the_place_of_the_sample(self, here: Office) -> None:
        assert rules(here.draft(body="<p>请安排帐号。</p>")) == ["term.wording"]
        write_terms(here.actor("王公开"), here.organ.pk, [TermEntry("一刀切", "sensitive", "分类施策", "慎用")])
        edition = here.draft("另一份", body="<p>帐号不得一刀切。</p>")
        (item,) = edition.screening.all()
        assert (item.rule, edition.text[item.start : item.end]) == ("term.sensitive", "一刀切")
        assert "建议改为“分类施策”" in item.message
        with pytest.raises(Unlawful, match="一刀切"):
            acts.submit(here.actor("张起草"), edition.pk)
        acts.excuse(here.actor("张起草"), item.pk, "引用上级文件原文")
        acts.submit(here.actor("张起草"), edition.pk)

    def test_a_wording_written_again_is_changed_and_one_removed_is_no_longer_found(self, here: Office) -> None:
        manager = here.actor("王公开")
        write_terms(manager, here.organ.pk, [TermEntry("一刀切", "sensitive"), TermEntry("亮点", "wording")])
        entries = [TermEntry("一刀切", "wording", exceptions=("防止一刀切",))]
        assert write_terms(manager, here.organ.pk, entries) == 0
        assert rules(here.draft(body="<p>防止一刀切，亮点纷呈。</p>")) == ["term.wording"]
        remove_term(manager, OrganTerm.objects.get(text="亮点").pk)
        assert rules(here.draft("再一份", body="<p>亮点纷呈。</p>")) == []

    @pytest.mark.parametrize(
        ("entry", "said"),
        [
            (TermEntry("", "wording"), "不能是空的"),
            (TermEntry("甲", "unknown"), "没有“unknown”"),
            (TermEntry("甲", "wording", "甲"), "相同"),
            (TermEntry("甲", "wording", exceptions=("乙",)), "例外"),
            (TermEntry("甲" * 61, "wording"), "60"),
        ],
    )
    def test_an_unsound_term_is_refused_and_nothing_is_kept(self, here: Office, entry: TermEntry, said: str) -> None:
        with pytest.raises(Unlawful, match=said):
            write_terms(here.actor("王公开"), here.organ.pk, [TermEntry("乙", "wording"), entry])
        assert not OrganTerm.objects.exists()

    def test_only_who_manages_disclosure_writes_them(self, here: Office) -> None:
        with pytest.raises(NotPermitted):
            write_terms(here.actor("张起草"), here.organ.pk, [TermEntry("甲", "wording")])

    def test_a_pasted_list_is_taken_line_by_line_at_the_desk(self, here: Office, client: Client) -> None:
        client.force_login(here.person("王公开"), "django.contrib.auth.backends.ModelBackend")
        address = f"/desk/documents/catalogue/{here.organ.pk}/terms/"
        assert "帐号" in client.get(address).content.decode()
        lines = "一刀切｜分类施策｜慎用｜防止一刀切、反对一刀切\n亮点\t成效"
        assert client.post(address, {"category": "sensitive", "lines": lines}).status_code == 302
        term = OrganTerm.objects.get(text="一刀切")
        assert (term.replacement, term.exceptions) == ("分类施策", ["防止一刀切", "反对一刀切"])
        page = client.get(address).content.decode()
        assert "成效" in page
        assert "帐号" not in page
        assert client.post(address, {"category": "sensitive", "lines": "甲｜甲"}).status_code == 422
        assert client.post(f"/desk/documents/terms/{term.pk}/remove/").status_code == 302
        assert list(OrganTerm.objects.values_list("text", flat=True)) == ["亮点"]
        client.force_login(here.person("张起草"), "django.contrib.auth.backends.ModelBackend")
        assert client.get(address).status_code == 404


class TestLinks:
    def check(self, here: Office, href: str) -> list[tuple[str, str]]:
        edition = here.draft(body=f'<p>见<b>前文</b>，<a href="{href}">原<b>文</b></a>。</p>')
        return [(item.rule, edition.text[item.start : item.end]) for item in edition.screening.all()]

    def test_one_that_leads_to_a_public_document_is_good(self, here: Office) -> None:
        document = here.publish(here.draft("甲"))
        assert self.check(here, f"/documents/{document.pk}/") == []
        acts.submit(here.actor("张起草"), Edition.objects.latest("pk").pk)

    @pytest.mark.parametrize("host", ["", "http://gov.example.cn", "https://gov.example.cn"])
    def test_one_within_the_own_site_must_show_something(self, here: Office, settings: Settings, host: str) -> None:
        settings.ALLOWED_HOSTS = ["gov.example.cn"]
        draft = here.draft("还没有公开的")
        for path in (
            f"/documents/{draft.document_id}/",
            "/documents/999999/",
            "/no/such/page",
            "/desk/",
            "/organs/no/",
        ):
            assert self.check(here, host + path) == [("link.broken", "原文")], path

    def test_one_to_a_document_that_was_taken_down_says_so(self, here: Office) -> None:
        document = here.publish(here.draft("甲"))
        assert document.live_id is not None
        acts.withdraw(here.actor("周领导"), document.live_id, "illegal", "内容不当")
        self.check(here, f"/documents/{document.pk}/")
        assert "已撤下" in Edition.objects.latest("pk").screening.get().message

    @pytest.mark.parametrize("href", ["https://nohost", "http://10.1.2.3/a", "http://a..b/", "http://[::1]/"])
    def test_one_outside_is_judged_by_its_form_alone(self, here: Office, href: str) -> None:
        assert self.check(here, href) == [("link.form", "原文")]

    def test_one_outside_of_good_form_is_never_asked(self, here: Office) -> None:
        assert self.check(here, "https://www.example.cn/a.html?b=1") == []

    def test_places_are_those_of_the_plain_text(self) -> None:
        markup = content.clean('<p>甲<a href="/a">乙<i>丙</i>丁</a>戊</p><p><a href="/b"></a><a href="/c">己</a></p>')
        text = content.plain(markup)
        assert [(href, text[start:end]) for href, start, end in content.link_places(markup)] == [
            *(("/a", "乙丙丁"), ("/b", ""), ("/c", "己"))
        ]


class TestPublicAlready:
    def test_a_text_that_differs_by_some_words_is_found(self, here: Office) -> None:
        here.publish(here.draft("水源保护通知", body=f"<p>{LONG}</p>"))
        edition = here.draft("关于水源保护的通知", body=f"<p>{LONG.replace('每月', '每季')}</p>")
        (item,) = edition.screening.all()
        assert (item.rule, item.severity) == ("duplicate.near", "settle")
        assert "水源保护通知" in item.message
        acts.excuse(here.actor("张起草"), item.pk, "另一流域的要求")
        acts.submit(here.actor("张起草"), edition.pk)

    def test_blanks_and_punctuation_make_no_other_text(self, here: Office) -> None:
        here.publish(here.draft("甲", body=f"<p>{LONG}</p>"))
        spaced = LONG.replace("，", "， ").replace("。", "；")
        assert "只有标点" in here.draft("乙", body=f"<p>{spaced}</p>").screening.get().message

    def test_what_only_has_the_form_in_common_is_another_text(self, here: Office) -> None:
        here.publish(here.draft("甲", body=f"<p>{LONG}</p>"))
        other = (
            "为做好森林防火工作，各乡镇应当每日巡查一次，严禁携带火种进山，"
            "发现火情立即报告，组织力量扑救，并做好群众转移和安置，确保生命财产安全。"
        )
        assert rules(here.draft("乙", body=f"<p>{other}</p>")) == []

    def test_a_new_edition_and_what_it_replaces_are_not_held_against_each_other(self, here: Office) -> None:
        old = here.publish(here.draft("甲", body=f"<p>{LONG}</p>"))
        assert rules(acts.new_edition(here.actor("张起草"), old.pk)) == []
        changed = f"<p>{LONG.replace('每月', '每季')}</p>"
        edition = here.draft("乙", body=changed)
        acts.relate(here.actor("张起草"), edition.document_id, "replaces", old.pk)
        entry = Draft("乙", changed, "概述")
        acts.edit_draft(here.actor("张起草"), edition.pk, edition.saved_at, entry, Proposal(FORMED))
        assert rules(edition) == []

    def test_marks_follow_the_live_text_and_are_filled_where_they_lack(self, here: Office) -> None:
        document = here.publish(here.draft("甲", body=f"<p>{LONG}</p>"))
        kept = set(TextMark.objects.values_list("value", flat=True))
        assert kept == set(likeness.marks(LONG))
        TextMark.objects.all().delete()
        assert (likeness.catch_up(), likeness.catch_up()) == (1, 0)
        assert set(TextMark.objects.filter(document=document).values_list("value", flat=True)) == kept
