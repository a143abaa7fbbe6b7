"""Several matters in one application: each becomes an application of its own (国办函〔2020〕109号 第四条)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongkai.applications import course, letters, persons
from gongkai.applications.acts.intake import Received, new_number
from gongkai.applications.acts.steps import demand_seen, locked
from gongkai.applications.acts.working import keep_note
from gongkai.applications.models import Application, Happening
from gongkai.kernel import sealing
from gongkai.kernel.acts import Step, act
from gongkai.kernel.permissions import Permission
from gongkai.statute.intake import Wanted

MOST = 50
_CARRIED = frozenset({"submit", "unreached", "confirm", "begin", "ask_correction", "correct"})
"""What may have happened before: it holds for every part alike."""


@act("application.split", Permission.HANDLE_APPLICATION, _("拆分申请"))
def split(step: Step, application_id: int, seen: int, matters: tuple[Wanted, ...]) -> tuple[Received, ...]:
    """Part an application into its matters. It keeps the first; the others get numbers, codes and receipts.

    Every part was received when the whole was. How the whole was worded is kept as a note. Returns the new ones.
    """
    application = locked(step, application_id)
    demand_seen(step, application, seen)
    step.demand(2 <= len(matters) <= MOST, _("请写明拆分成的各事项，2 至 %(most)s 项。"), most=MOST)
    told = all((item.name or item.number or item.description).strip() for item in matters)
    step.demand(told, _("每一事项都要写明信息的名称、文号或者其他特征。"))
    past = [*application.happenings.all()]
    lawful = application.state in ("registered", "in_review") and {item.kind for item in past} <= _CARRIED
    step.demand(lawful, _("只有已登记、还没有征求意见、延期、收费或者拟答复的申请才能拆分。"))
    _keep_wording(step, application)
    first, *others = matters
    _word(application, first)
    application.save(update_fields=["wanted_name", "wanted_number", "wanted_description", "form", "delivery"])
    parts = tuple(_part(step, application, past, wanted) for wanted in others)
    step.record(application, parts=[part.application.number for part in parts])
    return parts


def _keep_wording(step: Step, application: Application) -> None:
    words = (application.wanted_name, application.wanted_number, application.wanted_description)
    keep_note(step, application, f"拆分前的申请内容：{'，'.join(filter(None, words))}", legal=False)


def _word(application: Application, wanted: Wanted) -> None:
    application.wanted_name, application.wanted_number = wanted.name.strip(), wanted.number.strip()
    application.wanted_description = wanted.description.strip()
    application.form = wanted.form or application.form
    application.delivery = wanted.delivery or application.delivery


def _part(step: Step, whole: Application, past: list[Happening], wanted: Wanted) -> Received:
    number, code = new_number(whole.organ, step.now), persons.new_code()
    part = Application(
        organ=whole.organ,
        number=number,
        kind=whole.kind,
        channel=whole.channel,
        sealed=sealing.reseal(whole.sealed),
        person_mark=whole.person_mark,
        code_mark=persons.code_mark(number, code),
        form=whole.form,
        delivery=whole.delivery,
        assisted=whole.assisted,
        entered_at=step.now,
        entered_by_id=step.actor.id,
        handler_id=whole.handler_id,
        split_from=whole,
    )
    _word(part, wanted)
    last = course.repeat(part, past)
    letters.write(step, part, "receipt", last, {"query_code": code})
    return Received(part, code)
