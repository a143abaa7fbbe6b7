"""Applications at the desk: from the window to served, who sees what, a queue of constant cost."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.applications import acts
from gongkai.applications.models import Application, Letter, PersonalAccess
from gongkai.applications.policy import right_for
from gongkai.desk.views.applications.answering import DRAFTING
from gongkai.desk.views.applications.steps import WAYS
from gongkai.kernel.acts import REGISTRY
from gongkai.statute.clocks import steps
from gongkai.statute.clocks.events import Consulted
from gongkai.statute.outcomes import DecisionFacts
from tests.applications import office as world
from tests.applications.office import APPLICANT, Office

pytestmark = pytest.mark.django_db
DAY = datetime.date
MONDAY = DAY(2024, 5, 13)
Login = Callable[[str], Client]
GRANTED = DecisionFacts("1", MONDAY, stated={"manner": "随文提供资金安排表。"})


@pytest.fixture
def here() -> Office:
    return world.build()


@pytest.fixture
def as_(here: Office, client: Client) -> Login:
    def log_in(name: str) -> Client:
        client.force_login(here.person(name), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


def text(response: Any) -> str:
    return str(response.content.decode())


def entry(here: Office, **changes: str) -> dict[str, str]:
    """The form of the window, filled in."""
    values = {
        "organ": str(here.organ.pk),
        "channel": "in_person",
        "on": MONDAY.isoformat(),
        "kind": "natural_person",
        "name": APPLICANT.name,
        "identity": APPLICANT.identity,
        "identity_number": APPLICANT.identity_number,
        "phone": APPLICANT.phone,
        "wanted_description": "2024年城区供水管网改造的资金安排",
        "form": "paper",
        "delivery": "in_person",
        "token": "a-token-of-the-form",
    }
    return values | changes


def send(client: Client, application: Application, step: str, typed: Mapping[str, Any]) -> Any:
    """Send the form of a step as it was opened just now."""
    address = reverse("desk:application_step", args=[application.pk, step])
    return client.post(address, {"seen": application.happenings.count(), **typed})


def drafted(here: Office) -> Application:
    application = here.entered(MONDAY)
    acts.prepare(here.actor("李经办"), application.pk, 1, "prepare", GRANTED)
    return application


def test_an_ordinary_application_goes_from_the_window_to_served(here: Office, as_: Login) -> None:
    client = as_("李经办")
    client.post(reverse("desk:enter_application"), entry(here))
    application = Application.objects.get()
    page = reverse("desk:application", args=[application.pk])
    assert "2024-06-07" in text(client.get(page))
    send(client, application, "begin", {"on": "2024-05-14"})
    draft = reverse("desk:draft_answer", args=[application.pk, "prepare"])
    assert "以后不能作" in text(client.get(draft))
    typed = {"seen": 2, "on": "2024-05-20", "stated_manner": "随文提供资金安排表。"}
    assert client.post(f"{draft}?outcome=1", typed).status_code == 302
    client = as_("周领导")
    assert "随文提供资金安排表。" in text(
        client.get(reverse("desk:application_step", args=[application.pk, "approve"]))
    )
    send(client, application, "approve", {"on": "2024-05-21"})
    client = as_("李经办")
    send(client, application, "issue", {"on": "2024-05-22"})
    send(client, application, "serve", {"mode": "direct", "signed_on": "2024-05-23", "reference": "本人签收"})
    application.refresh_from_db()
    assert (application.state, application.outcome, application.stopped_on) == ("served", "1", DAY(2024, 5, 23))
    assert "保政办公复〔2024〕1号" in text(client.get(page))


def test_the_form_of_the_window_sent_twice_is_one_application_and_the_next_keeps_the_day(
    here: Office, as_: Login
) -> None:
    client = as_("李经办")
    address = reverse("desk:enter_application")
    after = client.post(address, entry(here, channel="fax", next="1"))
    client.post(address, entry(here, channel="fax"))
    assert Application.objects.count() == 1
    form = text(client.get(after["Location"]))
    assert 'value="2024-05-13"' in form
    assert '<option value="fax" selected>' in form
    assert APPLICANT.name not in form


@pytest.mark.parametrize(("changes", "said"), [({"channel": "oral"}, "口头申请"), ({"on": "2999-01-01"}, "今天之后")])
def test_what_the_act_refuses_is_said_and_what_was_typed_stays(
    here: Office, as_: Login, changes: dict[str, str], said: str
) -> None:
    response = as_("李经办").post(reverse("desk:enter_application"), entry(here, **changes))
    assert response.status_code == 422
    assert said in text(response)
    assert "供水管网" in text(response)
    assert not Application.objects.exists()


def test_what_the_paper_lacks_is_told_on_the_page(here: Office, as_: Login) -> None:
    client = as_("李经办")
    client.post(reverse("desk:enter_application"), entry(here, identity_number="1"))
    page = text(client.get(reverse("desk:application", args=[Application.objects.get().pk])))
    assert "居民身份证号码的位数或者校验码不对" in page
    assert "第二十九条" in page


def test_the_refusal_of_the_law_names_its_article(here: Office, as_: Login) -> None:
    application = here.entered(MONDAY)
    typed = {"on": "2024-06-30", "days": "20", "reason": "涉及多个科室"}
    refused = text(send(as_("王主任"), application, "extend", typed))
    assert "已经届满" in refused
    assert "第三十三条" in refused
    assert "涉及多个科室" in refused


def test_who_was_overtaken_is_told(here: Office, as_: Login) -> None:
    application = here.entered(MONDAY)
    client = as_("李经办")
    send(client, application, "begin", {"on": "2024-05-14"})
    late = {"seen": "1", "on": "2024-05-14", "note": "书面撤回"}
    response = client.post(reverse("desk:application_step", args=[application.pk, "withdraw"]), late)
    assert response.status_code == 422
    assert "刚刚有了新的进展" in text(response)


def test_a_draft_states_what_its_outcome_needs(here: Office, as_: Login) -> None:
    application = here.entered(MONDAY)
    address = reverse("desk:draft_answer", args=[application.pk, "prepare"]) + "?outcome=3.5"
    client = as_("李经办")
    form = text(client.get(address))
    assert "第十六条" in form
    assert "stated_manner" not in form
    typed = {"seen": 1, "on": "2024-05-20", "grounds": ["EX16-1"], "separable": "yes", "stated_reason": "内部事项"}
    refused = text(client.post(address, typed))
    assert "能够作区分处理的，应当提供可以公开的内容" in refused
    assert client.post(address, {**typed, "separable": "no"}).status_code == 302
    assert "third_party" not in text(client.get(reverse("desk:application", args=[application.pk])))


def test_buttons_stand_for_what_this_person_may_do_now(here: Office, as_: Login) -> None:
    application = drafted(here)
    page = reverse("desk:application", args=[application.pk])
    approve = reverse("desk:application_step", args=[application.pk, "approve"])
    by_clerk = text(as_("李经办").get(page))
    assert approve not in by_clerk
    assert "由批准人办理" in by_clerk
    assert approve in text(as_("周领导").get(page))


def test_every_event_has_a_page_that_asks_the_right_of_its_act(here: Office, as_: Login) -> None:
    assert {*WAYS, *DRAFTING} == {*steps()} - {"submit", "succeed"}
    for kind in WAYS:
        assert REGISTRY[f"application.{kind}"].permission == right_for(kind), kind
    assert {right_for(kind) for kind in DRAFTING} == {REGISTRY["application.prepare"].permission}


def test_every_page_answers_and_names_nobody(here: Office, as_: Login) -> None:
    application = here.entered(MONDAY)
    client = as_("王主任")
    for kind in (*WAYS, "search", "note", "advise", "split"):
        response = client.get(reverse("desk:application_step", args=[application.pk, kind]))
        assert response.status_code == 200, kind
        assert APPLICANT.name not in text(response)
    for kind in DRAFTING:
        assert client.get(reverse("desk:draft_answer", args=[application.pk, kind])).status_code == 200
    for page in (reverse("desk:applications"), reverse("desk:application", args=[application.pk])):
        assert APPLICANT.name not in text(client.get(page))
        assert "张**" in text(client.get(page))


def test_the_personal_part_opens_by_duty_and_on_record(here: Office, as_: Login) -> None:
    application = here.entered(MONDAY)
    address = reverse("desk:application_person", args=[application.pk])
    assert as_("李经办").get(address).status_code == 405
    assert APPLICANT.identity_number in text(as_("李经办").post(address))
    assert PersonalAccess.objects.get().by == here.person("李经办")
    assert as_("钱法制").post(address).status_code == 403


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF"), ("docx", b"PK"), ("txt", "保山".encode())])
def test_letters_are_printed_in_three_forms(here: Office, as_: Login, kind: str, start: bytes) -> None:
    here.entered(MONDAY)
    address = reverse("desk:application_letter", args=[Letter.objects.get().pk])
    response = as_("李经办").post(address, {"format": kind})
    assert start in response.content
    assert response["Content-Disposition"].startswith("attachment")
    assert PersonalAccess.objects.count() == 1


def test_another_organ_finds_nothing(here: Office, as_: Login) -> None:
    application = here.entered(MONDAY)
    client = as_("外人")
    assert application.number not in text(client.get(reverse("desk:applications")))
    args = [application.pk]
    pages = [reverse("desk:application", args=args), reverse("desk:application_step", args=[*args, "begin"])]
    for page in (*pages, reverse("desk:draft_answer", args=[*args, "prepare"])):
        assert client.get(page).status_code == 404
    assert client.post(reverse("desk:application_person", args=args)).status_code == 404
    letter = reverse("desk:application_letter", args=[Letter.objects.get().pk])
    assert client.post(letter, {"format": "txt"}).status_code == 404
    assert client.post(pages[1], {"seen": 1, "on": "2024-05-14"}).status_code == 404
    assert as_("钱法制").get(reverse("desk:enter_application")).status_code == 403


def test_the_queue_is_by_due_date_and_costs_the_same_whatever_its_length(here: Office, as_: Login) -> None:
    client = as_("李经办")
    late = here.entered(DAY(2024, 5, 20), "token-a")
    page = reverse("desk:applications")

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(page).status_code == 200
        return len(caught)

    client.get(page)
    before = cost()
    early = here.entered(MONDAY, "token-b")
    waiting = here.submit("token-c").application
    for number in range(5):
        here.entered(DAY(2024, 5, 27), f"token-{number}")
    assert cost() == before
    shown = text(client.get(page))
    places = [shown.index(item.number) for item in (early, late, waiting)]
    assert places == sorted(places)
    assert "已超期" in shown
    assert "期限没有起算" in shown


def test_the_light_says_why_no_period_runs(here: Office, as_: Login) -> None:
    clerk, page = here.actor("李经办"), reverse("desk:applications")
    asked, client = here.entered(MONDAY), as_("李经办")
    acts.consult(clerk, asked.pk, 1, MONDAY, acts.Question(Consulted.THIRD_PARTY, "某公司", "", "报价"))
    assert "期限暂停" in text(client.get(page))
    acts.close_consultation(clerk, asked.pk, 2, MONDAY, "第三方1", "退信")
    acts.ask_correction(clerk, asked.pk, 3, MONDAY, DAY(2024, 5, 31), "请明确年份")
    assert "期限停止" in text(client.get(page))
    acts.withdraw(clerk, asked.pk, 4, MONDAY, "书面撤回")
    assert ">已办结</span>" in text(client.get(page, {"state": "ended"}))


def test_the_queue_is_filtered_by_state_handler_organ_and_number(here: Office, as_: Login) -> None:
    begun = here.entered(MONDAY, "token-a")
    acts.begin(here.actor("李经办"), begun.pk, 1, MONDAY)
    other = here.entered(MONDAY, "token-b", replace(APPLICANT, name="王申请"))
    acts.withdraw(here.actor("李经办"), other.pk, 1, MONDAY, "书面撤回")
    client = as_("李经办")
    page, me = reverse("desk:applications"), here.person("李经办").pk
    for query, shown, hidden in (
        ({}, begun, other),
        ({"state": "in_review"}, begun, other),
        ({"state": "ended"}, other, begun),
        ({"state": "withdrawn"}, other, begun),
        ({"handler": me}, begun, other),
        ({"number": begun.number}, begun, other),
    ):
        found = text(client.get(page, query)).partition("result-count")[2]
        assert shown.number in found, query
        assert hidden.number not in found, query
    assert "result-count" not in text(client.get(page, {"organ": here.organ.pk + 1}))
    assert client.get(page, {"handler": "x", "organ": "９", "page": "z"}).status_code == 200
