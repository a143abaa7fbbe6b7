"""Sample data is dated back; the ledger is not, and where real work is done nothing is."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from gongkai.kernel import pretence
from gongkai.kernel.models import LedgerEntry
from tests.documents import office

PAST = datetime.datetime(2026, 3, 2, 10, 0, tzinfo=datetime.UTC)


@pytest.mark.django_db
def test_an_act_of_another_moment_bears_its_date_and_its_ledger_entry_the_true_one() -> None:
    here, begun = office.build(), timezone.now()
    with pretence.as_of(PAST):
        edition = here.draft()
    assert edition.saved_at == PAST
    entry = LedgerEntry.objects.get(act="document.create")
    assert entry.at >= begun
    assert entry.detail["as_of"] == PAST.isoformat()
    assert here.draft("另一份通知").saved_at >= begun


def test_production_pretends_nothing(settings: Settings) -> None:
    class Production:
        production = True

    settings.ENVIRONMENT = Production()
    with pytest.raises(RuntimeError, match="production"), pretence.as_of(PAST):
        raise AssertionError("got in")
