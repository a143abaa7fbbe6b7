"""The terms an organ watches before publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gongkai.documents.models import OrganTerm
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.kernel.typed import Typed
from gongkai.organs.models import Organ
from gongkai.screening import sample_terms

MOST = 20_000  # terms of an organ
LENGTHS = {"text": 60, "replacement": 60, "note": 200}


@dataclass(frozen=True, slots=True)
class TermEntry(Typed):
    """One wording with what to do about it; ``exceptions`` are longer wordings that hold it rightly."""

    text: str
    category: str
    replacement: str = ""
    note: str = ""
    exceptions: tuple[str, ...] = ()


@act("terms.write", Permission.MANAGE_DISCLOSURE, _("编辑词表"))
def write_terms(step: Step, organ_id: int, entries: Sequence[TermEntry]) -> int:
    """Add terms to an organ's list; a wording that is there already is written anew. Returns how many were new."""
    organ = lock(Organ.objects, pk=organ_id)
    step.permit(organ.place)
    step.demand(bool(entries), _("请至少写一个词语。"))
    for entry in entries:
        _demand_sound(step, entry)
    by_text = {entry.text: entry for entry in entries}
    known = set(OrganTerm.objects.filter(organ=organ).values_list("text", flat=True))
    new = len(by_text.keys() - known)
    step.demand(len(known) + new <= MOST, _("词表最多 %(most)s 条。"), most=MOST)
    OrganTerm.objects.bulk_create(
        [
            OrganTerm(
                organ=organ,
                text=entry.text,
                category=entry.category,
                replacement=entry.replacement,
                note=entry.note,
                exceptions=list(entry.exceptions),
            )
            for entry in by_text.values()
        ],
        update_conflicts=True,
        unique_fields=["organ", "text"],
        update_fields=["category", "replacement", "note", "exceptions"],
    )
    step.record(organ, organ=organ.code, terms=len(by_text), new=new)
    return new


@act("terms.remove", Permission.MANAGE_DISCLOSURE, _("删除词语"))
def remove_term(step: Step, term_id: int) -> None:
    """Take a wording from the list."""
    term = lock(OrganTerm.objects.select_related("organ"), pk=term_id)
    step.permit(term.organ.place)
    step.record(term, organ=term.organ.code, term=term.text)
    term.delete()


def _demand_sound(step: Step, entry: TermEntry) -> None:
    categories = {category.id for category in sample_terms().file.categories}
    step.demand(bool(entry.text.strip()), _("词语不能是空的。"))
    step.demand(
        entry.category in categories,
        _("“%(text)s”：没有“%(category)s”这个类别。"),
        text=entry.text,
        category=entry.category,
    )
    for name, most in LENGTHS.items():
        step.demand(
            len(getattr(entry, name)) <= most,
            _("“%(text)s”：超过 %(most)s 字，请缩短。"),
            text=entry.text[:20],
            most=most,
        )
    step.demand(entry.replacement != entry.text, _("“%(text)s”：建议的写法与词语相同。"), text=entry.text)
    wrong = [wording for wording in entry.exceptions if entry.text not in wording]
    step.demand(
        not wrong,
        _("“%(text)s”：例外须包含该词语本身，“%(exceptions)s”没有。"),
        text=entry.text,
        exceptions="、".join(wrong),
    )
