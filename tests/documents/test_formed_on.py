"""The date of formation: what is older than the Regulation may be entered; what cannot be right is refused clearly."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.documents import acts
from gongkai.documents.acts import Proposal
from gongkai.documents.models import Document
from gongkai.kernel.errors import Unlawful
from gongkai.statute.disclosure import Attribute, DisclosureFacts, determine, older
from tests.documents.office import Office

IMPOSSIBLE = ["0001-01-01", "1949-09-30", "2090-01-01", "9999-12-31"]


def test_no_period_runs_for_what_is_older_than_the_regulation() -> None:
    before = older().until - datetime.timedelta(days=1)
    answer = determine(DisclosureFacts(Attribute.ACTIVE, before, channels=("website",)))
    assert (answer.lawful, answer.publish_by) == (True, None)
    assert older().statement in str(answer.reasons[-1])
    assert determine(DisclosureFacts(Attribute.NONE, before, ("EX14-3",))).lawful
    assert determine(DisclosureFacts(Attribute.ACTIVE, older().until, channels=("website",))).publish_by is not None


@pytest.mark.django_db
def test_an_old_document_is_drafted_at_the_desk_and_published(here: Office, client: Client) -> None:
    client.force_login(here.person("张起草"))
    answer = client.post("/desk/documents/new/", _form(here, "1990-03-05"))
    assert answer.status_code == 302
    edition = Document.objects.get().editions.get()
    document = here.publish(edition)
    assert (document.formed_on, document.publish_by) == (datetime.date(1990, 3, 5), None)


@pytest.mark.django_db
@pytest.mark.parametrize("day", IMPOSSIBLE)
def test_a_day_that_cannot_be_right_is_refused(here: Office, client: Client, day: str) -> None:
    client.force_login(here.person("张起草"))
    answer = client.post("/desk/documents/new/", _form(here, day))
    assert answer.status_code == 422
    assert "请核对年份" in answer.content.decode()
    assert client.post("/desk/documents/determination/", _form(here, day)).status_code == 200
    with pytest.raises(Unlawful, match="请核对年份"):
        here.draft(proposal=Proposal(datetime.date.fromisoformat(day)))
    assert not Document.objects.exists()


@pytest.mark.django_db
def test_what_will_be_signed_tomorrow_is_not_published_today(here: Office) -> None:
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    edition = here.pass_gates(here.draft(proposal=Proposal(tomorrow)))
    acts.number(here.actor("孙审校"), edition.pk)
    with pytest.raises(Unlawful, match="成文日期在今天之后"):
        acts.publish(here.actor("孙审校"), edition.pk)


def _form(here: Office, day: str) -> dict[str, object]:
    return {
        "organ": here.organ.pk,
        "plan": "ordinary",
        "title": "关于测试的通知",
        "body": "<p>各单位：请遵照执行。</p>",
        "summary": "概述",
        "formed_on": day,
        "obtained_from": "nobody",
        "attribute": "active",
        "limit": "publication",
        "channels": ["website"],
        "save": "1",
    }
