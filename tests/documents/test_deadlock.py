"""An act that PostgreSQL gives up because two wait for each other begins anew and succeeds."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection, transaction

from gongkai.documents import acts
from gongkai.documents.models import Document, Relation
from gongkai.kernel.models import LedgerEntry
from tests.documents import office as world


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
def test_an_act_in_a_deadlock_begins_anew() -> None:
    here = world.build()
    first, second = here.draft("甲").document, here.draft("乙", body="<p>另一份</p>").document
    author = here.actor("张起草")
    failed: list[BaseException] = []

    def relate() -> None:
        try:
            acts.relate(author, first.pk, "interprets", second.pk)
        except BaseException as error:  # told below, in the thread of the test
            failed.append(error)
        finally:
            connection.close()

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL deadlock_timeout = '20s'")  # the act is to find the deadlock, not this one
        Document.objects.select_for_update().get(pk=second.pk)
        acting = threading.Thread(target=relate)
        acting.start()
        _wait_until_somebody_waits()
        Document.objects.select_for_update().get(pk=first.pk)  # held by the act, which waits for the second
    acting.join(30)
    assert failed == []
    assert Relation.objects.filter(source=first, target=second).count() == 1
    assert LedgerEntry.objects.filter(act="document.relate").count() == 1


def _wait_until_somebody_waits() -> None:
    with connection.cursor() as cursor:
        for _ in range(200):
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
            time.sleep(0.01)
    raise AssertionError("nobody waits")
