"""sitemap.xml: the fixed pages and every published report."""

from __future__ import annotations

import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from gongkai.reports.models import Report
from gongkai.reports.queries import published_reports


class FixedPages(Sitemap):  # type: ignore[type-arg]  # generic in the stubs only
    """Pages that are always there."""

    def items(self) -> list[str]:
        """Names of the addresses."""
        return ["home", "reports", "organs", "compare", "search", "checkup", "norms", "accessibility", "site_map"]

    def location(self, item: str) -> str:
        """The address."""
        return reverse(f"portal:{item}")


class PublishedReports(Sitemap):  # type: ignore[type-arg]
    """Every published report."""

    limit = 5000

    def items(self) -> QuerySet[Report]:
        """Newest year first."""
        return published_reports()

    def location(self, item: Report) -> str:
        """The report's page."""
        return reverse("portal:report", args=[item.pk])

    def lastmod(self, item: Report) -> datetime.datetime | None:
        """A published report never changes: the day it went public."""
        return item.published_at


SITEMAPS = {"pages": FixedPages, "reports": PublishedReports}
