"""The night: an opinion that did not come ends its pause, once, without anybody doing anything."""

from __future__ import annotations

import datetime

from django.db.models import F

from gongkai.applications.acts.consulting import Question, consult, consultation_received
from gongkai.applications.days import begin_day
from gongkai.applications.models import Application
from gongkai.kernel.models import LedgerEntry
from gongkai.statute.clocks import events as ev
from tests.applications.office import Office

DAY = datetime.date


def test_silence_ends_the_pause_on_its_day_and_only_once(here: Office) -> None:
    clerk, application = here.actor("李经办"), here.entered(DAY(2024, 5, 13))
    consult(clerk, application.pk, 1, DAY(2024, 5, 20), Question(ev.Consulted.THIRD_PARTY, "某公司", "示例路", "价格"))
    consultation_received(clerk, application.pk, application.happenings.count(), DAY(2024, 5, 22), "第三方1")
    assert begin_day(DAY(2024, 6, 13)) == 0
    application.refresh_from_db()
    assert application.state == "consulting"
    assert begin_day(DAY(2024, 6, 14)) == 1
    assert begin_day(DAY(2024, 6, 14)) == 0
    application.refresh_from_db()
    assert (application.state, application.due_on) == ("in_review", DAY(2024, 7, 4))  # E4b
    assert LedgerEntry.objects.filter(act="application.follow_day").count() == 1


def test_a_due_date_beyond_the_calendar_is_looked_at_again_and_stays(here: Office) -> None:
    application = here.entered(DAY(2026, 11, 2))
    Application.objects.filter(pk=application.pk).update(provisional=True, due_on=F("received_on"))
    assert begin_day(DAY(2026, 11, 3)) == 1
    application.refresh_from_db()
    assert (application.due_on, application.provisional) == (DAY(2026, 11, 30), False)
