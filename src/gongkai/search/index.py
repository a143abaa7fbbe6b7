"""Putting texts into the index and taking them out. Callers are acts of other rooms, inside their transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.kernel import bulk
from gongkai.search.backends import backend
from gongkai.search.models import Entry


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be found; ``kind`` and ``object_id`` name what it belongs to."""

    kind: str
    object_id: int
    url: str
    title: str
    body: str
    dated: date
    organ: int | None = None
    year: int | None = None
    mark: str = ""


def put(text: Text) -> None:
    """Make the text findable, in place of what was known of the same object."""
    with transaction.atomic(savepoint=False):
        remove(text.kind, text.object_id)
        entry = Entry.objects.create(**_fields(text), indexed=True)
        backend().put([entry])


def remove(kind: str, object_id: int) -> None:
    """Make the object impossible to find; nothing happens when it was not there."""
    with transaction.atomic(savepoint=False):
        _remove(kind, object_id)


def _remove(kind: str, object_id: int) -> None:
    old = Entry.objects.filter(kind=kind, object_id=object_id).first()
    if old is None:
        return
    if old.indexed:
        backend().remove([old])
    old.delete()


def move(kind: str, object_ids: Sequence[int], organ: int) -> None:
    """What belongs to another organ now is found under it."""
    _change(kind, object_ids, organ=organ)


def mark(kind: str, object_ids: Sequence[int], word: str) -> None:
    """What is narrowed by another mark now."""
    _change(kind, object_ids, mark=word)


def _change(kind: str, object_ids: Sequence[int], **values: str | int) -> None:
    for first in range(0, len(object_ids), 500):
        some = object_ids[first : first + 500]
        entries = list(Entry.objects.filter(kind=kind, object_id__in=some, indexed=True))
        with transaction.atomic():
            backend().remove(entries)
            Entry.objects.filter(kind=kind, object_id__in=some).update(**values)
            backend().put(list(Entry.objects.filter(pk__in=[entry.pk for entry in entries])))


def put_later(texts: list[Text]) -> None:
    """Store texts that are not yet known, to be indexed by :func:`catch_up`: for imports by the ten thousand."""
    bulk.insert([Entry(**_fields(text)) for text in texts])


def catch_up(batch: int = 1000) -> Iterator[int]:
    """Index the backlog, a batch a transaction, so that it resumes where it was stopped; yields how many are done."""
    done = 0
    while True:
        with transaction.atomic():
            waiting = list(Entry.objects.select_for_update(of=("self",)).filter(indexed=False).order_by("id")[:batch])
            if not waiting:
                return
            backend().put(waiting)
            Entry.objects.filter(pk__in=[entry.pk for entry in waiting]).update(indexed=True)
        done += len(waiting)
        yield done


def rebuild() -> None:
    """Forget the index and mark every entry as waiting; :func:`catch_up` then fills it again."""
    with transaction.atomic():
        backend().clear()
        Entry.objects.update(indexed=False)


def _fields(text: Text) -> dict[str, object]:
    return {
        "kind": text.kind,
        "object_id": text.object_id,
        "url": text.url,
        "title": text.title,
        "body": text.body,
        "dated": text.dated,
        "organ_id": text.organ,
        "year": text.year,
        "mark": text.mark,
    }
