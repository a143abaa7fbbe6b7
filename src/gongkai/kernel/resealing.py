"""A change of the keys that seal personal data: every sealed column gets another seal, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from gongkai.kernel import sealing
from gongkai.kernel.actors import Actor
from gongkai.kernel.acts import Step, act
from gongkai.kernel.permissions import Permission
from gongkai.kernel.sealing import SealedField

BATCH = 500  # rows in one transaction


@dataclass(frozen=True, slots=True)
class Column:
    """A sealed column of a table."""

    model: type[Model]
    field: SealedField

    def __str__(self) -> str:
        return f"{self.model._meta.db_table}.{self.field.column}"


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows up to ``last`` (None: there were no more) were looked at, and so many of them sealed anew."""

    last: int | None
    looked: int
    resealed: int


def sealed_columns() -> tuple[Column, ...]:
    """Every sealed column there is, in the order of the apps."""
    return tuple(
        Column(model, field)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, SealedField)
    )


def reseal_column(actor: Actor, column: Column) -> Iterator[Batch]:
    """Seal a column with the first key, a transaction per batch; rows that have its seal already are passed over.

    Whoever stops in between begins again and loses nothing. Raises SealError where no key opens a row, or where its
    content is not the one that was frozen.
    """
    last: int | None = 0
    while last is not None:
        batch = reseal_batch(actor, column, last)
        yield batch
        last = batch.last


@act("keys.reseal", Permission.CHANGE_KEYS, _("更换加密密钥"))
def reseal_batch(step: Step, column: Column, after: int) -> Batch:
    """The next rows of a column, see :func:`reseal_column`."""
    step.permit()
    name, kept = column.field.attname, column.field.digest
    rows = [*column.model._default_manager.select_for_update().filter(pk__gt=after).order_by("pk")[:BATCH]]
    changed = [row for row in rows if _is_old(getattr(row, name))]
    for row in changed:
        _demand_unchanged(row, name, kept)
        token = sealing.reseal(getattr(row, name))
        column.model._default_manager.filter(pk=row.pk).update(**{name: token})
    if changed:
        step.record(changed[-1], column=str(column), resealed=len(changed))
    else:
        step.unchanged()
    return Batch(rows[-1].pk if rows else None, len(rows), len(changed))


def _is_old(token: str) -> bool:
    return bool(token) and not sealing.sealed_with_first(token)


def _demand_unchanged(row: Any, name: str, kept: str) -> None:
    if kept and sealing.digest(getattr(row, name)) != getattr(row, kept):
        raise sealing.SealError(f"{row._meta.db_table} {row.pk}：{name} 的内容与写入时不一致，已被改动，请先查明。")
