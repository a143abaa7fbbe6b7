"""An organ's office system hands in drafts: the same rules as at the desk, each key once."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from gongkai.documents.acts.leaves import EntryText, write_entry
from gongkai.documents.models import Document, EditionState
from gongkai.kernel.actors import INSTALLER
from gongkai.organs.acts import issue_token, revoke_token
from gongkai.organs.models import ApiToken
from tests.documents.office import Office

pytestmark = pytest.mark.django_db
DRAFT = {
    "title": "关于加强饮用水水源保护的通知",
    "plan": "ordinary",
    "formed_on": "2026-11-02",
    "summary": "饮用水水源保护的要求。",
    "body": "<p>各乡镇人民政府：</p><script>1</script><p>现通知如下。</p>",
}


class System:
    """The office system of an organ with its key."""

    def __init__(self, here: Office, client: Client) -> None:
        self.here, self.client = here, client
        until = timezone.localdate() + datetime.timedelta(days=30)
        self.token, self.secret = issue_token(INSTALLER, here.organ.pk, here.person("张起草").pk, "办公系统", until)

    def send(self, key: str = "1", *, organ: str = "", secret: str = "", **changes: Any) -> Any:
        body = {name: value for name, value in {**DRAFT, **changes}.items() if value is not None}
        return self.client.post(
            f"/api/v1/organs/{organ or self.here.organ.code}/documents",
            json.dumps(body),
            content_type="application/json",
            headers={"Authorization": f"Bearer {secret or self.secret}", "Idempotency-Key": key},
        )

    def ask(self, number: int) -> HttpResponse:
        address = f"/api/v1/organs/{self.here.organ.code}/documents/{number}"
        return self.client.get(address, headers={"Authorization": f"Bearer {self.secret}"})  # type: ignore[return-value]


@pytest.fixture
def system(office: Office, client: Client) -> System:
    return System(office, client)


def test_a_draft_arrives_with_its_determination_and_waits_at_the_first_gate(system: System) -> None:
    answer = system.send(attribute="none", grounds=["EX16-1"], reason="内部事务")
    assert answer.status_code == 201, answer.content.decode()
    told = answer.json()
    assert (told["state"], told["gate"], told["attribute"], told["published"]) == (
        "in_review",
        "unit_review",
        "none",
        False,
    )
    document = Document.objects.get(pk=told["id"])
    assert document.grounds == ["EX16-1"]
    assert document.author == system.here.person("张起草")
    assert "script" not in document.editions.get().body
    assert document.determinations.count() == 1


def test_the_same_call_again_gets_the_same_answer_and_makes_nothing(system: System) -> None:
    first = system.send()
    again = system.send()
    assert again.status_code == 201
    assert again.json() == first.json()
    assert again["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first
    assert Document.objects.count() == 1


def test_a_key_for_another_body_is_a_conflict(system: System) -> None:
    system.send()
    answer = system.send(title="另一份")
    assert answer.status_code == 409
    assert "Idempotency-Key" in answer.json()["detail"]
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "basis"),
    [
        ({"secrecy_level": "秘密"}, "secrecy_level", "保守国家秘密法"),
        ({"attribute": "none"}, "grounds", "第十三条"),
        ({"summary": ""}, "summary", "第十二条"),
        ({"channels": []}, "channels", "第二十三条"),
        ({"genre": "通稿"}, "genre", ""),
        ({"plan": "whatever"}, "plan", ""),
        ({"limit": "whenever"}, "limit", ""),
    ],
)
def test_what_is_wrong_is_told_by_field_and_article_and_nothing_is_stored(
    system: System, changes: dict[str, Any], field: str, basis: str
) -> None:
    answer = system.send(**changes)
    assert answer.status_code == 422, answer.content.decode()
    (obstacle,) = answer.json()["obstacles"]
    assert obstacle["field"] == field
    assert basis in obstacle["basis"]
    assert not Document.objects.exists()
    assert system.send().status_code == 201  # the key is free


def test_a_draft_may_be_left_for_people_to_complete(system: System) -> None:
    answer = system.send(summary="", submit=False)
    assert answer.status_code == 201
    assert answer.json()["state"] == "draft"
    assert [item["field"] for item in answer.json()["obstacles"]] == ["summary"]


def test_the_system_asks_how_far_its_own_documents_are_and_no_others(system: System) -> None:
    number = system.send().json()["id"]
    edition = Document.objects.get(pk=number).editions.get()
    system.here.pass_gate(edition, "unit_review")
    assert json.loads(system.ask(number).content)["gate"] == "attribute_review"
    foreign = system.here.draft("台上起草的", body="<p>另一份</p>").document
    assert system.ask(foreign.pk).status_code == 404


@pytest.mark.parametrize("how", ["wrong", "revoked", "expired", "account off"])
def test_without_a_token_that_holds_there_is_nothing(system: System, how: str) -> None:
    if how == "revoked":
        revoke_token(INSTALLER, system.token.pk)
    if how == "expired":
        day = datetime.date(2020, 1, 2)
        ApiToken.objects.update(valid_from=datetime.date(2020, 1, 1), valid_to=day)
    if how == "account off":
        user = system.here.person("张起草")
        user.is_active = False
        user.save()
    answer = system.send(secret="gongkai_x" if how == "wrong" else "")
    assert answer.status_code == 401
    assert not Document.objects.exists()


def test_a_token_reaches_its_own_organ_only_and_no_further_than_its_account(system: System) -> None:
    assert system.send(organ="530500-government").status_code == 404
    system.here.person("张起草").posts.all().delete()
    assert system.send().status_code == 403


def test_too_many_calls_are_put_off(system: System, settings: Settings) -> None:
    settings.SUBMISSIONS_PER_HOUR = 1
    assert system.send().status_code == 201
    answer = system.send("2", title="另一份")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


def test_the_secret_is_kept_nowhere(system: System) -> None:
    row = ApiToken.objects.values().get()
    assert system.secret not in str(row)


def test_the_system_cannot_review_what_its_account_drafted(system: System) -> None:
    edition = Document.objects.get(pk=system.send().json()["id"]).editions.get()
    assert edition.drafters == [system.here.person("张起草").pk]
    assert edition.state == EditionState.IN_REVIEW


def test_the_interface_describes_the_call(client: Client, db: None) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    operation = paths["/api/v1/organs/{code}/documents"]["post"]
    assert "Idempotency-Key" in [item["name"] for item in operation["parameters"]]
    assert operation["security"]
    assert "POST /api/v1/organs/{code}/documents" in client.get("/api/").content.decode()


def test_the_command_issues_and_revokes(system: System, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("api_token", "issue", "--organ", system.here.organ.code, "--account", "p0")
    secret = capsys.readouterr().out.split()[-1]
    assert system.send("9", secret=secret).status_code == 201
    call_command("api_token", "revoke", str(ApiToken.objects.latest("pk").pk))
    assert system.send("10", secret=secret).status_code == 401


def test_a_system_names_the_leaf_of_its_organ(system: System) -> None:
    office = system.here.actor("王公开")
    leaf = write_entry(office, system.here.organ.pk, EntryText("财政预决算", duty="20-07"))
    document = Document.objects.get(pk=system.send(entry=leaf.pk).json()["id"])
    assert (document.entry, document.duty) == (leaf, "20-07")
    refused = system.send("2", entry=leaf.pk + 1)
    assert refused.status_code == 422
    assert refused.json()["obstacles"][0]["field"] == "entry"
