"""依申请公开 on the public pages: apply without an account, follow with the code, and nothing opens without it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from gongkai.applications import acts, persons
from gongkai.applications.models import Application, Paper
from gongkai.applications.visitor import visitor_application
from gongkai.portal.application_keys import SECONDS
from tests.applications import office as world
from tests.applications.office import APPLICANT, WANTED, Office

TOKEN = "t" * 32
TYPED = {
    "kind": "natural_person",
    "name": APPLICANT.name,
    "identity": APPLICANT.identity,
    "identity_number": APPLICANT.identity_number,
    "phone": APPLICANT.phone,
    "wanted_description": "2024年城区供水管网改造的资金安排",
    "form": "electronic",
    "delivery": "online",
    "token": TOKEN,
}
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture
def here(db: None) -> Iterator[Office]:
    cache.clear()
    yield world.build()
    cache.clear()


def address(here: Office) -> str:
    return reverse("portal:apply", args=[here.organ.code])


def send(client: Client, here: Office, status: int = 302, /, **changes: object) -> str:
    response = client.post(address(here), {**TYPED, **changes})
    assert response.status_code == status, response.content.decode()[:3000]
    return response.content.decode()


def receipt(client: Client) -> tuple[str, str]:
    html = client.get(reverse("portal:application_received")).content.decode()
    number, code = re.findall(r"<dd>([\w-]+)</dd>", html)[:2]
    return number, code


def open_case(client: Client, here: Office) -> tuple[Application, str]:
    """Apply, and open the page of the application."""
    send(client, here)
    number, code = receipt(client)
    client.post(reverse("portal:track"), {"number": number, "code": code})
    return Application.objects.get(number=number), code


def case(client: Client) -> str:
    return client.get(reverse("portal:tracked")).content.decode()


def test_an_organ_is_found_by_name_and_by_division(client: Client, here: Office) -> None:
    index = reverse("portal:applications")
    for question in ({"q": "办公室"}, {"division": here.organ.division_id}):
        assert address(here) in client.get(index, question).content.decode()
    assert "没有找到" in client.get(index, {"q": "没有这样的机关"}).content.decode()
    organ_page = client.get(reverse("portal:organ", args=[here.organ.code])).content.decode()
    assert address(here) in organ_page


def test_what_one_should_know_comes_with_its_article(client: Client, here: Office) -> None:
    html = client.get(reverse("portal:applications")).content.decode()
    for words in ("20个工作日以内", "第三十三条第二款", "第四十二条", "不用说明用途", "60日内", "第三十一条第三项"):
        assert words in html


def test_anybody_applies_and_gets_number_and_code_once(client: Client, here: Office) -> None:
    send(client, here)
    number, code = receipt(client)
    assert persons.code_mark(number, code) == Application.objects.get().code_mark
    again = client.get(reverse("portal:application_received")).content.decode()
    assert "已经显示过" in again
    assert code not in again


def test_the_purpose_is_not_asked_and_only_the_three_groups_are(client: Client, here: Office) -> None:
    html = client.get(address(here)).content.decode()
    names = set(re.findall(r'name="(\w+)"', html))
    assert "purpose" not in names
    assert names >= set(TYPED)
    assert html.count('<section class="panel') == 3


def test_each_error_names_its_field_and_article_and_nothing_typed_is_lost(client: Client, here: Office) -> None:
    html = send(
        client, here, 422, identity_number="110105194912310021", wanted_description="", wanted_number="", phone=""
    )
    for words in ("校验码不对", "至少一项", "至少填写一种联系方式", "第二十九条第二款第一项", "第二十九条第二款第二项"):
        assert words in html
    for field in ("identity_number", "wanted_description", "phone"):
        assert re.search(rf'id="id_{field}"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="id_{field}"', html)
        assert f'href="#id_{field}"' in html
    for typed in (TYPED["name"], "110105194912310021", TYPED["token"]):
        assert f'value="{typed}"' in html
    assert re.search(r'value="electronic"[^>]*checked', html)
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"wanted_name": "长" * 301}, "300"),
        ({"wanted_description": "长" * 5001}, "5000"),
        ({"kind": "nobody"}, "kind"),
        ({"kind": "company", "identity": "resident_card"}, "不适用于单位"),
        ({"delivery": "fax"}, "传真号码"),
        ({"token": "short"}, "表单已失效"),
        ({"evidence": SimpleUploadedFile("a.exe", b"MZ\x00")}, "不是 PDF"),
        ({"evidence": [SimpleUploadedFile(f"{number}.png", PNG) for number in range(6)]}, "最多 5 个"),
    ],
)
def test_what_cannot_be_taken_is_refused(client: Client, here: Office, changes: dict[str, object], words: str) -> None:
    assert words in send(client, here, 422, **changes)
    assert not Application.objects.exists()


def test_an_organisation_names_a_contact_and_a_person_leaves_none(client: Client, here: Office) -> None:
    send(client, here, contact="某某")
    assert persons.unseal(Application.objects.get()).contact == ""
    html = send(client, here, 422, kind="company", identity="credit_code", identity_number="x", token="u" * 32)
    assert "请填写联系人" in html


def test_evidence_is_kept_and_bounded(client: Client, here: Office, settings: Settings) -> None:
    send(client, here, evidence=SimpleUploadedFile("证件.png", PNG))
    assert Paper.objects.get().media_type == "image/png"
    settings.EVIDENCE_BYTES = 10
    html = send(client, here, 422, evidence=SimpleUploadedFile("b.png", PNG), token="u" * 32)
    assert "b.png" in html


def test_a_form_sent_twice_is_one_application(client: Client, here: Office) -> None:
    send(client, here)
    send(client, here)
    number, code = receipt(client)
    assert Application.objects.get().code_mark == persons.code_mark(number, code)


def test_the_same_person_is_asked_before_a_second_form_and_strangers_hear_nothing(client: Client, here: Office) -> None:
    send(client, here)
    number = Application.objects.get().number
    assert number in send(client, here, 409, token="u" * 32)
    send(client, here, token="v" * 32, name="王五", phone="1390000")  # another person with a number overheard
    send(client, here, token="u" * 32, again="on")
    assert Application.objects.count() == 3


def test_a_machine_that_fills_every_field_is_forgotten(client: Client, here: Office) -> None:
    send(client, here, homepage="https://spam.example")
    assert not Application.objects.exists()


def test_an_address_that_applies_without_end_is_stopped(client: Client, here: Office, settings: Settings) -> None:
    settings.VISITOR_APPLICATIONS_PER_HOUR = 1
    send(client, here)
    html = send(client, here, 429, token="u" * 32, again="on")
    assert str(TYPED["name"]) in html
    assert Application.objects.count() == 1


def test_forms_are_guarded_against_other_sites(here: Office) -> None:
    strict = Client(enforce_csrf_checks=True)
    for target in (address(here), reverse("portal:track"), reverse("portal:track_withdraw")):
        assert strict.post(target, TYPED).status_code == 403


def test_wrong_number_and_wrong_code_get_the_same_answer(client: Client, here: Office) -> None:
    send(client, here)
    number, code = receipt(client)
    track, answers = reverse("portal:track"), set()
    for asked in ((number, "A" * 20), ("530500-2024-999999", code)):
        response = client.post(track, {"number": asked[0], "code": asked[1]})
        assert response.status_code == 422
        html = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
        answers.add(html.replace(asked[0], ""))
        assert client.get(reverse("portal:tracked")).status_code == 302
    assert len(answers) == 1


def test_guessing_codes_is_stopped(client: Client, here: Office, settings: Settings) -> None:
    settings.VISITOR_LOOKUPS_PER_HOUR = 1
    statuses = [client.post(reverse("portal:track"), {"number": "1", "code": "2"}).status_code for _ in range(2)]
    assert statuses == [422, 429]


def test_the_page_of_an_application_is_kept_nowhere_and_closes_after_half_an_hour(
    client: Client, here: Office, settings: Settings
) -> None:
    application, code = open_case(client, here)
    response = client.get(reverse("portal:tracked"))
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    cookie = client.cookies["gongkai_follow"]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (SECONDS, True, "Strict")
    assert code not in cookie.value
    assert application.number in response.content.decode()
    client.post(reverse("portal:track_leave"))
    assert client.get(reverse("portal:tracked")).status_code == 302
    client.cookies["gongkai_follow"] = cookie.value[:-2] + "xx"
    assert client.get(reverse("portal:tracked")).status_code == 302


def test_the_applicant_sees_the_state_the_date_and_how_it_came_about(client: Client, here: Office) -> None:
    application, _code = open_case(client, here)
    assert "待确认" in case(client)
    assert "尚未起算" in case(client)
    acts.confirm(here.actor("李经办"), application.pk, 1, timezone.localdate(), "电话13800000000确认")
    html = case(client)
    application.refresh_from_db()
    for words in ("办理中", f"{application.due_on}", "还有 20 个工作日", "第三十三条", "计第"):
        assert words in html
    for words in ("13800000000", APPLICANT.name, APPLICANT.identity_number, "李经办"):
        assert words not in html


def test_the_applicant_corrects_and_withdraws(client: Client, here: Office) -> None:
    application, _code = open_case(client, here)
    today = timezone.localdate()
    clerk = here.actor("李经办")
    acts.confirm(clerk, application.pk, 1, today, "电话确认")
    assert "提交补正" not in case(client)
    acts.ask_correction(clerk, application.pk, 2, today, today + datetime.timedelta(days=10), "请明确是哪一年")
    html = case(client)
    for words in ("请您补正", "请明确是哪一年", "提交补正", "期限停止计算"):
        assert words in html
    too_many = [SimpleUploadedFile(f"{number}.png", PNG) for number in range(6)]
    refused = client.post(reverse("portal:track_correct"), {"words": "2024年的", "files": too_many})
    assert (refused.status_code, "2024年的" in refused.content.decode()) == (422, True)
    client.post(reverse("portal:track_correct"), {"words": "2024年的", "files": SimpleUploadedFile("a.png", PNG)})
    application.refresh_from_db()
    assert (application.state, Paper.objects.count()) == ("in_review", 1)
    assert client.post(reverse("portal:track_withdraw")).status_code == 422
    client.post(reverse("portal:track_withdraw"), {"sure": "1"})
    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert "已撤回" in case(client)


def test_letters_are_downloaded_with_the_key_only(client: Client, here: Office) -> None:
    application, _code = open_case(client, here)
    acts.confirm(here.actor("李经办"), application.pk, 1, timezone.localdate(), "电话确认")
    address = re.findall(r'href="([^"]+/docx)"', case(client))[-1]
    response = client.get(address)
    assert (response.status_code, response.content[:2]) == (200, b"PK")
    assert "no-store" in response["Cache-Control"]
    assert client.get(address.replace("docx", "exe")).status_code == 404
    assert Client().get(address)["Location"] == reverse("portal:track")
    other = visitor_application(here.organ.pk, APPLICANT, WANTED, "o" * 32, address="", now=timezone.now())
    strange = reverse("portal:track_letter", args=[other.application.letters.first().pk, "docx"])  # type: ignore[union-attr]
    assert client.get(strange).status_code == 404


def test_nobody_acts_without_the_key(client: Client, here: Office) -> None:
    send(client, here)
    for name in ("track_correct", "track_reasons", "track_withdraw"):
        response = client.post(reverse(f"portal:{name}"), {"words": "x", "sure": "1"})
        assert response["Location"] == reverse("portal:tracked") or response["Location"] == reverse("portal:track")
    assert Application.objects.get().state == "awaiting_confirmation"


def test_statistics_show_the_tables_of_the_year_and_charts_with_their_data(client: Client, here: Office) -> None:
    day = datetime.date(2024, 5, 13)
    here.entered(day)
    application = here.entered(day, "token-2")
    acts.withdraw(here.actor("李经办"), application.pk, 1, day, "书面")
    page = reverse("portal:application_statistics")
    for scope in ({"organ": here.organ.code}, {"division": "530000"}, {}):
        html = client.get(page, {"year": "2024", **scope}).content.decode()
        assert re.search(r'id="cell-applications.new_received.natural_person"[^>]*>2<', html)
        assert re.search(r'id="cell-applications.results_total.total"[^>]*>1<', html)
        assert re.search(r'id="cell-applications.carried_forward.total"[^>]*>1<', html)
        assert html.count("<svg") == html.count('<table class="data">') >= 2
        assert APPLICANT.name not in html
    empty = client.get(page, {"year": "2024", "organ": here.person("外人").organ.code}).content.decode()
    assert "没有申请的记录" in empty
    assert client.get(page, {"year": "2010"}).status_code == 200
    for wrong in ({"organ": "nobody"}, {"division": "999999"}):
        assert client.get(page, wrong).status_code == 404


def test_an_unknown_organ_takes_no_applications(client: Client, here: Office) -> None:
    assert client.get(reverse("portal:apply", args=["nowhere"])).status_code == 404
    type(here.organ).objects.filter(pk=here.organ.pk).update(valid_to=datetime.date(2024, 1, 1))
    assert client.get(address(here)).status_code == 404
