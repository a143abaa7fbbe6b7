"""The leaves of an organ's catalogue, and under which of them a document stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.documents.models import CatalogueEntry, Document
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.kernel.typed import Typed
from gongkai.organs.models import Organ
from gongkai.statute.data import LawDataError
from gongkai.statute.standard_catalogue import standard_catalogue
from gongkai.statute.time_limits import time_limit
from gongkai.statute.vocabulary import duties, primary_fields


@dataclass(frozen=True, slots=True)
class EntryText(Typed):
    """A leaf of the catalogue as written; ``not_involved`` says why the organ has nothing to disclose there.

    ``limit_text``: the period in the organ's own words, "" where it is that of ``limit``. ``channels``: carriers and
    ``levels``: levels of ``law/disclosure/standard_catalogue.yaml``; ``audience_note``: which group it is for.
    """

    level1: str
    part: CatalogueEntry.Part = CatalogueEntry.Part.DUTIES
    duty: str = ""
    field: str = ""
    level2: str = ""
    content: str = ""
    basis: str = ""
    limit: str = "publication"
    limit_text: str = ""
    update_months: int | None = None
    unit: str = ""
    channels: tuple[str, ...] = ("website",)
    audience: str = "everyone"
    audience_note: str = ""
    on_request: bool = False
    levels: tuple[str, ...] = ()
    not_involved: str = ""
    position: int = 0


@act("catalogue.write", Permission.MANAGE_DISCLOSURE, _("编辑公开目录"))
def write_entry(step: Step, organ_id: int, text: EntryText, entry_id: int | None = None) -> CatalogueEntry:
    """Add a leaf to an organ's catalogue, or change one."""
    organ = lock(Organ.objects, pk=organ_id)
    step.permit(organ.place)
    _demand_known(step, text)
    entry = lock(CatalogueEntry.objects, pk=entry_id, organ=organ) if entry_id else CatalogueEntry(organ=organ)
    others = CatalogueEntry.objects.filter(organ=organ, **_key(text)).exclude(pk=entry.pk)
    step.demand(not others.exists(), _("公开目录中已有“%(leaf)s”。"), leaf=_name(text))
    _write(entry, text)
    step.record(entry, organ=organ.code, entry=str(entry))
    return entry


@act("catalogue.import", Permission.MANAGE_DISCLOSURE, _("导入公开目录"))
def import_catalogue(step: Step, organ_id: int, texts: Sequence[EntryText], source: str) -> tuple[int, int]:
    """Take a whole table over: what is there by its names is changed, the rest added; all rows or none.

    Returns how many leaves were added and how many changed.
    """
    organ = lock(Organ.objects, pk=organ_id)
    step.permit(organ.place)
    step.demand(bool(texts), _("表中没有公开事项。"))
    known = {_place(entry): entry for entry in CatalogueEntry.objects.select_for_update().filter(organ=organ)}
    added = changed = 0
    for text in texts:
        _demand_known(step, text)
        entry = known.get(_place(text))
        if entry is None:
            entry = known[_place(text)] = CatalogueEntry(organ=organ)
            added += 1
        elif all(_plain(getattr(entry, name)) == _plain(value) for name, value in dataclasses.asdict(text).items()):
            continue
        else:
            changed += 1
        _write(entry, text)
    if added or changed:
        step.record(organ, source=source, added=added, changed=changed)
    else:
        step.unchanged()
    return added, changed


@act("catalogue.remove", Permission.MANAGE_DISCLOSURE, _("删除公开事项"))
def remove_entry(step: Step, entry_id: int) -> None:
    """Take a leaf away under which no document stands."""
    entry = lock(CatalogueEntry.objects.select_related("organ"), pk=entry_id)
    step.permit(entry.organ.place)
    filed = entry.documents.count()
    step.demand(not filed, _("还有 %(filed)s 件文件归在这个事项下，请先改归其他事项。"), filed=filed)
    step.record(entry, organ=entry.organ.code, entry=str(entry))
    entry.delete()


@act("document.file_under", Permission.MANAGE_DISCLOSURE, _("归入公开目录"))
def file_under(step: Step, document_id: int, entry_id: int | None) -> Document:
    """Put a document under a leaf of its organ's catalogue; None: under that of its statutory item again."""
    document = lock(Document.objects.select_related("organ"), pk=document_id)
    step.permit(document.organ.place)
    entry = leaf_of(step, document.organ_id, entry_id)
    document.entry = entry
    document.save(update_fields=["entry"])
    step.record(document, entry=str(entry) if entry else "")
    return document


def leaf_of(step: Step, organ_id: int, entry_id: int | None) -> CatalogueEntry | None:
    """The leaf of an organ's catalogue that an act names; refused where the catalogue has none such."""
    found = CatalogueEntry.objects.filter(pk=entry_id, organ=organ_id).first() if entry_id else None
    step.demand(entry_id is None or found is not None, _("这个公开事项不在本机关的公开目录中。"))
    return found


def _demand_known(step: Step, text: EntryText) -> None:
    """Raises LawDataError for a value that no list holds, LookupError for a period no law knows."""
    step.demand(bool(text.level1.strip()), _("请填写一级事项。"))
    time_limit(text.limit, timezone.localdate(step.now))
    words = standard_catalogue()
    words.label("audiences", text.audience)
    for carrier in text.channels:
        words.label("carriers", carrier)
    for level in text.levels:
        words.label("levels", level)
    for value, known in ((text.duty, duties()), (text.field, primary_fields())):
        if value and value not in {item.id for item in known}:
            raise LawDataError(f"公开目录没有：{value}")


def _write(entry: CatalogueEntry, text: EntryText) -> None:
    for name, value in dataclasses.asdict(text).items():
        setattr(entry, name, list(value) if isinstance(value, tuple) else value)
    entry.save()


def _key(text: EntryText) -> dict[str, str]:
    return {name: getattr(text, name) for name in ("part", "duty", "field", "level1", "level2")}


def _place(leaf: EntryText | CatalogueEntry) -> tuple[str, ...]:
    return (str(leaf.part), leaf.duty, leaf.field, leaf.level1, leaf.level2)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _name(text: EntryText) -> str:
    return " / ".join(part for part in (text.level1, text.level2) if part)
