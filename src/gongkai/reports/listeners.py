"""What follows from a publication or a withdrawal: the report of the next year is compared with another one."""

from __future__ import annotations

from gongkai.kernel import outbox
from gongkai.kernel.actors import SYSTEM
from gongkai.kernel.ledger import Json
from gongkai.reports import facts
from gongkai.reports.acts import check_report
from gongkai.reports.models import Report


@outbox.on("report.published")
@outbox.on("report.withdrawn")
def check_following_year(payload: dict[str, Json]) -> None:
    """Check the report of the next year again, so that whoever looks it over sees today's findings."""
    changed = Report.objects.defer("snapshot").get(pk=str(payload["report"]))
    for report in facts.following_year(changed):
        check_report(SYSTEM, report.pk)
