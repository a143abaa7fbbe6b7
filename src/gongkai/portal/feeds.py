"""RSS of the reports published last."""

from __future__ import annotations

import datetime

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.safestring import SafeString

from gongkai.look.site import site_facts
from gongkai.reports.queries import ReportSummary, latest_reports

NEWEST = 30


class LatestReportsFeed(Feed):  # type: ignore[type-arg]  # generic in the stubs only
    """The newest published reports with what the check found."""

    feed_type = Rss201rev2Feed

    def title(self) -> str:
        """Name of the site."""
        return site_facts().name

    def link(self) -> str:
        """The list of reports."""
        return reverse("portal:reports")

    def description(self) -> str:
        """What the site is for."""
        return site_facts().tagline

    def items(self) -> tuple[ReportSummary, ...]:
        """The newest reports."""
        return latest_reports(NEWEST)

    def item_title(self, item: ReportSummary) -> SafeString:
        """The report's title."""
        return SafeString(item.title)

    def item_description(self, item: ReportSummary) -> str:
        """What the check found."""
        return f"{item.organ.name} {item.year} 年度；核对：错误 {item.errors}，警告 {item.warnings}。"

    def item_link(self, item: ReportSummary) -> str:
        """The report's page."""
        return reverse("portal:report", args=[item.id])

    def item_pubdate(self, item: ReportSummary) -> datetime.datetime | None:
        """When it went public here."""
        return item.published_at
