"""The act runner: permission, law, write, ledger in one transaction, or nothing at all."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext_lazy

from gongkai.kernel import acts
from gongkai.kernel.actors import Actor, ActorKind, Place, Reach
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.errors import NotFound, NotPermitted, Unlawful
from gongkai.kernel.models import LedgerEntry, OutboxEvent, StoredFile
from gongkai.kernel.permissions import Permission

LABEL = gettext_lazy("导入")
BAOSHAN = Place(organ=1, division="530500")
LIJIANG = Place(organ=2, division="530700")
CLERK = Actor(ActorKind.USER, 7, "李经办", frozenset({(Permission.IMPORT_REPORT, Reach("5305"))}))


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "REGISTRY", {})


def keep(actor: Actor, place: Place, *, asks: bool = True, records: bool = True, lawful: bool = True) -> StoredFile:
    """An act that may forget its duties."""

    @act("file.keep", Permission.IMPORT_REPORT, LABEL)
    def run(step: Step) -> StoredFile:
        if asks:
            step.permit(place)
        made = StoredFile.objects.create(sha256="a" * 64, size=1, media_type="text/plain")
        step.announce("file.kept", sha256=made.sha256)
        if records:
            step.record(made, size=1)
        step.demand(lawful, "不合规定。")
        return made

    return run(actor)


def nothing_happened() -> bool:
    return not (StoredFile.objects.exists() or LedgerEntry.objects.exists() or OutboxEvent.objects.exists())


@pytest.mark.django_db
def test_an_act_writes_its_ledger_entry_and_its_event() -> None:
    keep(CLERK, BAOSHAN)
    entry = LedgerEntry.objects.get()
    assert (entry.act, entry.actor_name, entry.actor_id) == ("file.keep", "李经办", 7)
    assert (entry.subject, entry.subject_id, entry.detail) == ("kernel.storedfile", "a" * 64, {"size": 1})
    assert OutboxEvent.objects.get().payload == {"sha256": "a" * 64}


@pytest.mark.django_db
def test_who_has_no_right_there_changes_nothing() -> None:
    with pytest.raises(NotPermitted):
        keep(CLERK, LIJIANG)
    assert nothing_happened()


@pytest.mark.django_db
def test_what_the_law_forbids_is_undone_altogether() -> None:
    with pytest.raises(Unlawful, match="不合规定"):
        keep(CLERK, BAOSHAN, lawful=False)
    assert nothing_happened()


@pytest.mark.django_db
@pytest.mark.parametrize("duties", [{"asks": False}, {"records": False}])
def test_an_act_that_forgets_a_duty_is_a_fault_and_undone(duties: dict[str, bool]) -> None:
    with pytest.raises(RuntimeError, match="without"):
        keep(CLERK, BAOSHAN, **duties)
    assert nothing_happened()


def test_two_acts_cannot_have_one_name() -> None:
    act("same", Permission.IMPORT_REPORT, LABEL)
    with pytest.raises(ValueError, match="same"):
        act("same", Permission.PUBLISH_REPORT, LABEL)


@pytest.mark.django_db
def test_a_thing_that_is_not_there_cannot_be_locked() -> None:
    with pytest.raises(NotFound):
        lock(StoredFile.objects, sha256="b" * 64)
