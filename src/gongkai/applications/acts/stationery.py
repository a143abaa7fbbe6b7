"""What the letters of an organ look like: its letterhead, and its own words for a letter."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from django.db.models import CharField
from django.utils.translation import gettext_lazy as _

from gongkai.applications.models import Letterhead, LetterTemplate
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.kernel.typed import Typed
from gongkai.organs.models import Organ
from gongkai.statute.letters import against


@dataclass(frozen=True, slots=True)
class Head(Typed):
    """The fields of :class:`Letterhead`; code and contact are needed."""

    code: str
    contact: str
    payee: str = ""
    internet: str = ""
    court: str = ""


@act("letterhead.set", Permission.MANAGE_DISCLOSURE, _("设置文书抬头"))
def set_letterhead(step: Step, organ_id: int, head: Head) -> Letterhead:
    """What letters say of the organ from now on: number code, contact, payee, where to file for reconsideration."""
    organ = lock(Organ.objects, pk=organ_id)
    step.permit(organ.place)
    given = {name: text.strip() for name, text in dataclasses.asdict(head).items()}
    step.demand(bool(given["code"] and given["contact"]), _("请填写机关代字和联系方式。"))
    for name, text in given.items():
        column = Letterhead._meta.get_field(name)
        assert isinstance(column, CharField)
        longest = column.max_length or 0
        step.demand(len(text) <= longest, _("%(field)s超过 %(most)s 字。"), field=column.verbose_name, most=longest)
    stored, _new = Letterhead.objects.update_or_create(organ=organ, defaults=given)
    step.record(stored, organ=organ.pk, **given)
    return stored


@act("letter_template.adapt", Permission.MANAGE_DISCLOSURE, _("修改文书模板"))
def adapt_template(step: Step, organ_id: int, kind: str, title: str, paragraphs: tuple[str, ...]) -> LetterTemplate:
    """Use the organ's own words for a letter. Every mandatory place must stand in them; Unlawful names the others.

    The remedy is one such place: its words are computed and cannot be typed.
    """
    organ = lock(Organ.objects, pk=organ_id)
    step.permit(organ.place)
    words = [text.strip() for text in paragraphs if text.strip()]
    obstacles = against(kind, title, words)
    step.demand(not obstacles, "\n".join(map(str, obstacles)))
    stored, _new = LetterTemplate.objects.update_or_create(
        organ=organ,
        kind=kind,
        defaults={"title": title.strip(), "paragraphs": words, "by_id": step.actor.id, "at": step.now},
    )
    step.record(stored, organ=organ.pk, kind=kind, title=stored.title, paragraphs=words)
    return stored


@act("letter_template.reset", Permission.MANAGE_DISCLOSURE, _("恢复文书模板"))
def reset_template(step: Step, organ_id: int, kind: str) -> None:
    """Go back to the words of the law data."""
    organ = lock(Organ.objects, pk=organ_id)
    step.permit(organ.place)
    own = lock(LetterTemplate.objects, organ=organ, kind=kind)
    step.record(own, organ=organ.pk, kind=kind)
    own.delete()
