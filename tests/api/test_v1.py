"""The open interface: what is published and nothing else, in pages, with validators, described by its document."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from gongkai.kernel.actors import Actor
from gongkai.organs.policy import actor_of
from gongkai.reports.acts import withdraw_report
from gongkai.reports.models import Report, WithdrawalKind
from tests.world import World

pytestmark = pytest.mark.django_db

BASE = "/api/v1"


@pytest.fixture
def here(small_world: World) -> World:
    return small_world


def answer(client: Client, path: str, status: int = 200, **query: Any) -> Any:
    response = client.get(f"{BASE}{path}", query)
    assert response.status_code == status, response.content
    return response.json()


def test_lists_hold_published_reports_only(client: Client, here: World) -> None:
    listed = {report["id"] for report in answer(client, "/reports")["items"]}
    assert here.published.pk in listed
    assert here.under_review.pk not in listed


@pytest.mark.parametrize("part", ["", "/document", "/cells", "/figures", "/findings"])
def test_a_report_under_review_does_not_exist_for_outsiders(client: Client, here: World, part: str) -> None:
    answer(client, f"/reports/{here.under_review.pk}{part}", status=404)
    answer(client, f"/reports/{here.published.pk}{part}")


@pytest.mark.parametrize("part", ["", "/document", "/cells", "/figures", "/findings"])
def test_a_withdrawn_report_is_gone(client: Client, here: World, part: str) -> None:
    answer(client, f"/reports/{here.published.pk}{part}")
    withdraw_report(reviewer(here), here.published.pk, WithdrawalKind.NOT_PUBLIC, "含个人信息")
    answer(client, f"/reports/{here.published.pk}{part}", status=404)
    cells = answer(client, "/cells/applications.new_received.total")["items"]
    assert here.published.pk not in [cell["report"] for cell in cells]
    findings = answer(client, "/findings", size=200)["items"]
    assert here.published.pk not in [finding["report"] for finding in findings]


def reviewer(here: World) -> Actor:
    return actor_of(here.reviewer, here.published.imported_at.date())


def test_a_report_tells_its_organ_form_and_findings(client: Client, here: World) -> None:
    report = answer(client, f"/reports/{here.published.pk}")
    stored = Report.objects.get(pk=here.published.pk)
    assert (report["organ"], report["year"], report["form"]) == (stored.organ.code, stored.year, stored.form)
    findings = answer(client, f"/reports/{here.published.pk}/findings")
    assert report["errors"] == sum(finding["severity"] == "error" for finding in findings) > 0
    assert all(finding["arithmetic"] for finding in findings if finding["rule"].startswith("T3."))


def test_a_blank_cell_is_null_and_a_zero_is_zero(client: Client, here: World) -> None:
    cells = {cell["key"]: cell for cell in answer(client, f"/reports/{here.published.pk}/cells")}
    stored = here.published.cells
    assert cells["applications.new_received.total"]["value"] == stored.get(key="applications.new_received.total").value
    by_value = {cell.key: cell.value for cell in stored.all()}
    assert {key for key, cell in cells.items() if cell["value"] is None} == {
        k for k, v in by_value.items() if v is None
    }
    assert {key for key, cell in cells.items() if cell["value"] == 0} == {k for k, v in by_value.items() if v == 0}


def test_one_cell_is_given_over_all_reports(client: Client, here: World) -> None:
    cells = answer(client, "/cells/applications.new_received.total")["items"]
    assert [cell["report"] for cell in cells] == [
        report["id"] for report in answer(client, "/reports")["items"] if report["form"] in ("B2019", "C2021")
    ]


def test_lists_come_in_pages_with_addresses_of_their_neighbours(client: Client, here: World) -> None:
    first = answer(client, "/organs", size=10)
    assert len(first["items"]) == 10
    assert first["previous"] is None
    second = client.get(first["next"]).json()
    assert second["previous"].endswith("size=10&page=1")
    assert {organ["code"] for organ in first["items"]}.isdisjoint(organ["code"] for organ in second["items"])
    last = answer(client, "/organs", size=10, page=-(-first["count"] // 10))
    assert last["next"] is None


@pytest.mark.parametrize("query", [{"size": 201}, {"size": 0}, {"page": 0}, {"page": "x"}])
def test_a_page_that_cannot_be_is_refused(client: Client, here: World, query: dict[str, Any]) -> None:
    assert "detail" in answer(client, "/organs", status=422, **query)


@pytest.mark.parametrize(
    "path", ["/organs", "/organs/530500-office", "/reports", "/cells/applications.new_received.total", "/findings"]
)
def test_a_parameter_that_there_is_not_is_refused_by_name(client: Client, here: World, path: str) -> None:
    refusal = answer(client, path, status=422, yaer=2020)["detail"]
    assert [fault["loc"] for fault in refusal] == [["query", "yaer"]]
    assert "yaer" in refusal[0]["msg"]
    answer(client, path)


@pytest.mark.parametrize("query", [{"year": "9" * 30}, {"year": 20}, {"division": "云南"}, {"kind": "ministry"}])
def test_a_filter_that_nothing_can_fit_is_refused(client: Client, here: World, query: dict[str, Any]) -> None:
    answer(client, "/organs" if "kind" in query else "/reports", status=422, **query)


@pytest.mark.parametrize(("number", "status"), [("null", 422), ("9" * 30, 404), ("-1", 404)])
def test_a_number_that_no_report_has_is_answered_in_json(client: Client, here: World, number: str, status: int) -> None:
    assert "detail" in answer(client, f"/reports/{number}/cells", status=status)


def test_a_cell_of_no_form_is_missing_and_one_that_nobody_reports_is_empty(client: Client, here: World) -> None:
    assert "applications.new_recieved.total" in answer(client, "/cells/applications.new_recieved.total", 404)["detail"]
    assert answer(client, "/cells/statistics_2014_2018.requests_total")["items"] == []


@pytest.mark.parametrize("path", ["/organs/000000-nothing", f"/reports/{10**12}", "/cells/nothing"])
def test_what_is_missing_is_said_outside_development_too(client: Client, here: World, path: str) -> None:
    detail = answer(client, path, status=404)["detail"]
    assert detail.startswith(("没有", "年度报告"))


def test_filters_narrow_and_do_not_widen(client: Client, here: World) -> None:
    organ = here.published.organ
    assert {
        o["division"]["code"] for o in answer(client, "/organs", division=organ.division_id, size=200)["items"]
    } == {organ.division_id}
    assert answer(client, "/reports", division=organ.division_id)["items"]
    assert answer(client, "/reports", division="11")["items"] == []
    reports = answer(client, "/reports", organ=organ.code, year=here.published.year)["items"]
    assert [report["id"] for report in reports] == [here.published.pk]
    assert answer(client, "/reports", organ="000000-nothing")["items"] == []
    severe = answer(client, "/findings", severity="error", size=200)["items"]
    assert {finding["severity"] for finding in severe} == {"error"}
    assert {f["rule"] for f in answer(client, "/findings", rule="T3.", size=200)["items"]} <= {
        f["rule"] for f in severe
    }


def test_an_unchanged_answer_is_not_sent_again_until_something_is_done(client: Client, here: World) -> None:
    address = f"{BASE}/reports"
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    withdraw_report(reviewer(here), here.published.pk, WithdrawalKind.INACCURATE, "数字有误")
    changed = client.get(address, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert here.published.pk not in [report["id"] for report in changed.json()["items"]]


def test_the_head_of_an_answer_can_be_asked_for_alone(client: Client, here: World) -> None:
    head, whole = client.head(f"{BASE}/reports"), client.get(f"{BASE}/reports")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", whole["ETag"])


def test_nothing_can_be_written(client: Client, here: World) -> None:
    assert client.post(f"{BASE}/reports", {}).status_code == 405
    assert client.delete(f"{BASE}/reports/{here.published.pk}").status_code == 405


def test_every_operation_stands_in_the_document_and_on_the_page(client: Client) -> None:
    document = client.get(f"{BASE}/openapi.json").json()
    page = client.get("/api/").content.decode()
    assert len(document["paths"]) == 17
    operations = {(path, name): given for path, of in document["paths"].items() for name, given in of.items()}
    assert {path for path, name in operations if name != "get"} == {f"{BASE}/organs/{{code}}/documents"}
    for (path, name), operation in operations.items():
        assert f"{name.upper()} {path}" in page
        assert {"201" if name == "post" else "200", "422"} <= {str(status) for status in operation["responses"]}
        assert ("404" in map(str, operation["responses"])) is ("{" in path)
        assert operation["summary"]
        assert all(given["schema"].get("description") for given in operation.get("parameters", ())), path
    assert "A2014 | B2019 | C2021" in page
    assert "Page_" not in page


def test_a_mistake_is_told_in_chinese_unless_english_is_asked_for(client: Client) -> None:
    def said(**headers: str) -> str:
        (mistake,) = client.get("/api/v1/reports", {"year": "soon"}, headers=headers).json()["detail"]
        return str(mistake["msg"])

    assert said() == "须是整数。"
    assert said(accept_language="en") == "It must be a whole number."
