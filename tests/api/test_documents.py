"""Documents in the open interface: the public ones, as the pages show them, in pages and with validators."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.documents import acts
from tests.documents.office import Office

BASE = "/api/v1"


@pytest.fixture
def here(office: Office) -> Office:
    return office


def answer(client: Client, path: str, status: int = 200, /, **query: Any) -> Any:
    response = client.get(f"{BASE}{path}", query)
    assert response.status_code == status, response.content
    return response.json()


def test_a_list_is_narrowed_and_paged(client: Client, here: Office) -> None:
    kept = here.publish(here.prepare(here.draft("规定", plan="normative", genre="normative", theme="0201")))
    here.publish(here.draft("动态", plan="information"))
    page = answer(client, "/documents", size=1)
    assert page["count"] == 2
    assert page["next"].endswith("size=1&page=2")
    assert [item["title"] for item in page["items"]] == ["动态"]
    for query in ({"plan": "normative"}, {"theme": "02"}, {"on": timezone.localdate(), "plan": "normative"}):
        assert [item["id"] for item in answer(client, "/documents", **query)["items"]] == [kept.pk]
    assert answer(client, "/documents", organ="nowhere")["count"] == 0
    answer(client, "/documents", 422, on="soon")
    answer(client, "/documents", 422, year=12345678901234567890)


def test_one_document_comes_with_editions_family_and_decisions(client: Client, here: Office) -> None:
    document = here.publish(here.prepare(here.draft("规定", plan="normative")))
    new = here.publish(here.prepare(here.draft("新规定", plan="normative")))
    acts.relate(here.actor("张起草"), new.pk, "replaces", document.pk)
    acts.set_validity(here.actor("王公开"), document.pk, "abolished", timezone.localdate(), basis_id=new.pk)
    found = answer(client, f"/documents/{document.pk}")
    assert found["validity"] == "abolished"
    assert found["text"].startswith("各乡镇人民政府")
    assert [edition["number"] for edition in found["editions"]] == [1]
    assert found["family"] == [{"kind": "replaces", "label": "被取代", "id": new.pk, "title": "新规定"}]
    assert found["decisions"][0]["basis"] == new.pk
    assert answer(client, f"/documents/{document.pk}/editions/1")["live"]
    answer(client, f"/documents/{document.pk}/editions/2", 404)


def test_an_answer_has_a_validator(client: Client, here: Office) -> None:
    document = here.publish(here.draft())
    etag = client.get(f"{BASE}/documents/{document.pk}")["ETag"]
    assert client.get(f"{BASE}/documents/{document.pk}", headers={"If-None-Match": etag}).status_code == 304


def test_a_draft_and_what_was_taken_down_do_not_exist(client: Client, here: Office) -> None:
    draft, document = here.draft(), here.publish(here.draft("题目"))
    answer(client, f"/documents/{draft.document_id}", 404)
    assert document.live_id is not None
    acts.withdraw(here.actor("周领导"), document.live_id, "privacy", "含个人信息")
    answer(client, f"/documents/{document.pk}", 404)
    answer(client, f"/documents/{document.pk}/editions/1", 404)
    answer(client, f"/documents/{10**30}", 404)


def test_counts_add_up_to_the_list(client: Client, here: Office) -> None:
    here.publish(here.draft("甲"))
    here.publish(here.draft("乙", plan="information"))
    counts = answer(client, "/documents/counts")
    by_plan = {item["value"]: item["count"] for item in counts if item["by"] == "plan"}
    assert by_plan == {"ordinary": 1, "information": 1}
    assert sum(item["count"] for item in counts if item["by"] == "year") == 2


def test_calls_for_opinions_are_listed_by_stage(client: Client, here: Office) -> None:
    notice = here.publish(here.prepare(here.draft("征求意见公告", plan="consultation")))
    (call,) = answer(client, "/consultations", stage="open", organ=here.organ.code)["items"]
    assert call["notice"] == notice.pk
    assert answer(client, "/consultations", stage="answered")["items"] == []
    answer(client, "/consultations", 422, stage="nonsense")


def test_the_reference_and_the_openapi_document_describe_documents(client: Client, here: Office) -> None:
    assert "/api/v1/documents/{document_id}" in answer(client, "/openapi.json")["paths"]
    assert "/api/v1/documents" in client.get("/api/").content.decode()
