"""The ledger: append only by the database itself, and any tampering is found and named."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel import ledger
from gongkai.kernel.actors import SYSTEM
from gongkai.kernel.models import LedgerEntry
from tests.guards import lifted

NOON = datetime.datetime(2026, 1, 5, 12, 0, 0, 123456, tzinfo=datetime.UTC)


def append(number: int = 1) -> None:
    with transaction.atomic():
        for step in range(number):
            ledger.append(
                actor=SYSTEM, act="test.do", subject="test", subject_id=str(step), detail={"步骤": step}, at=NOON
            )


@pytest.mark.django_db
def test_entries_are_numbered_and_bound_to_their_predecessor() -> None:
    append(3)
    first, second, third = LedgerEntry.objects.all()
    assert [first.sequence, second.sequence, third.sequence] == [1, 2, 3]
    assert first.previous_hash == ledger.GENESIS
    assert (second.previous_hash, third.previous_hash) == (first.hash, second.hash)
    assert ledger.verify() == ledger.Verification(entries=3, head=third.hash, broken=None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kernel_ledgerentry SET actor_name = '别人' WHERE sequence = 1",
        "DELETE FROM kernel_ledgerentry WHERE sequence = 2",
        "TRUNCATE kernel_ledgerentry",
    ],
)
def test_the_database_refuses_to_change_or_remove_entries(statement: str) -> None:
    if statement.startswith("TRUNCATE") and connection.vendor == "sqlite":
        statement = "DELETE FROM kernel_ledgerentry"  # SQLite's way to empty a table
    append(2)
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        connection.cursor().execute(statement)
    assert LedgerEntry.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tampering", "broken_at", "reason"),
    [
        ("UPDATE kernel_ledgerentry SET actor_name = '别人' WHERE sequence = 2", 2, "内容与其哈希不符"),
        ("UPDATE kernel_ledgerentry SET detail = '{\"步骤\": 9}' WHERE sequence = 3", 3, "内容与其哈希不符"),
        ("DELETE FROM kernel_ledgerentry WHERE sequence = 2", 3, "缺失"),
        ("UPDATE kernel_ledgerentry SET sequence = 9 WHERE sequence = 4", 9, "缺失"),
    ],
)
def test_verify_names_the_first_broken_entry(tampering: str, broken_at: int, reason: str) -> None:
    append(4)
    with lifted(connection), connection.cursor() as cursor:
        cursor.execute(tampering)
    found = ledger.verify().broken
    assert found is not None
    assert found.sequence == broken_at
    assert reason in found.reason


@pytest.mark.django_db
def test_an_entry_rewritten_with_a_fresh_hash_breaks_the_next_one() -> None:
    append(3)
    forged = LedgerEntry.objects.get(sequence=2)
    forged.actor_name = "别人"
    forged.hash = ledger.entry_hash(forged)
    with lifted(connection):
        forged.save()
    found = ledger.verify().broken
    assert found is not None
    assert found.sequence == 3


@pytest.mark.django_db
def test_the_command_says_how_many_entries_hold_or_which_one_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    append(2)
    call_command("ledger", "verify")
    assert "2 条记录完好" in capsys.readouterr().out
    with lifted(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_ledgerentry SET act = 'test.undo' WHERE sequence = 1")
    with pytest.raises(CommandError, match="第 1 条断裂"):
        call_command("ledger", "verify")


@pytest.mark.django_db
@pytest.mark.parametrize("inexact", [1.5, {"a": [0.1]}, {1: "a"}, NOON])
def test_values_that_a_database_may_give_back_changed_are_refused(inexact: Any) -> None:
    with pytest.raises(TypeError), transaction.atomic():
        ledger.append(actor=SYSTEM, act="t", subject="t", subject_id="1", detail={"value": inexact}, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_the_transaction_of_an_act_is_a_fault() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        ledger.append(actor=SYSTEM, act="t", subject="t", subject_id="1", detail={}, at=NOON)


scalars = st.none() | st.booleans() | st.integers() | st.text()
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)


@given(st.dictionaries(st.text(), values))
def test_canonical_bytes_do_not_depend_on_the_order_of_keys(detail: dict[str, ledger.Json]) -> None:
    backwards = dict(reversed(detail.items()))
    try:
        expected = ledger.canonical(detail)
    except UnicodeEncodeError:
        return  # a lone surrogate is no text
    assert ledger.canonical(backwards) == expected
