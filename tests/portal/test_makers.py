"""Whose document it is: joint ones name every maker, what another organ made goes out in its name."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from gongkai.documents.acts import Proposal
from gongkai.organs.models import Organ
from gongkai.statute.disclosure import Making, Origin
from tests.documents.office import FORMED, Office, build


@pytest.fixture
def here(db: None) -> Office:
    return build()


def page(client: Client, number: int) -> str:
    return client.get(f"/documents/{number}/").content.decode()


def linked(text: str) -> dict[str, object]:
    _head, _mark, rest = text.partition('<script type="application/ld+json">')
    found: dict[str, object] = json.loads(rest.partition("</script>")[0])
    return found


def test_a_joint_document_names_all_its_makers_the_lead_first(here: Office, client: Client) -> None:
    other = Organ.objects.get(code="530500-government")
    proposal = Proposal(FORMED, making=Making(joint=True), partners=(other.pk,))
    document = here.publish(here.draft(proposal=proposal))
    shown = page(client, document.pk)
    assert f"{here.organ.name}、{other.name}" in shown
    assert [author["identifier"] for author in linked(shown)["author"]] == [here.organ.code, other.code]  # type: ignore[attr-defined]
    answer = client.get(f"/api/v1/documents/{document.pk}").json()
    assert (answer["maker"], answer["partners"]) == (here.organ.name, [other.code])
    assert other.name in client.get(f"/documents/{document.pk}/download/txt").content.decode()


def test_what_another_organ_made_goes_out_in_its_name(here: Office, client: Client) -> None:
    proposal = Proposal(FORMED, making=Making(Origin.ORGAN))
    document = here.publish(here.draft(source="云南省水利厅", proposal=proposal))
    shown = page(client, document.pk)
    assert "<dt>发文机关</dt><dd>云南省水利厅</dd>" in shown
    assert f"<dt>发布机构</dt><dd>{here.organ.name}</dd>" in shown
    assert linked(shown)["author"] == {"@type": "GovernmentOrganization", "name": "云南省水利厅"}


def test_an_official_document_bears_its_note_once(here: Office, client: Client) -> None:
    body = "<p>现通知如下。</p>"
    plain = here.publish(here.draft(doc_type="notice", document_number="保政办发〔2026〕1号", body=body))
    noted = here.publish(
        here.draft(
            "另一份", doc_type="notice", document_number="保政办发〔2026〕2号", body=f"{body}<p>（此件公开发布）</p>"
        )
    )
    news = here.publish(here.draft("动态", body="<p>今天开会。</p>"))
    counts = [page(client, document.pk).count("此件公开发布") for document in (plain, noted, news)]
    assert counts == [1, 1, 0]
    assert "（此件公开发布）" in client.get(f"/documents/{plain.pk}/download/txt").content.decode()
