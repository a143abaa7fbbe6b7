"""sitemap.xml: an index of the fixed pages, every published report, every public document."""

from __future__ import annotations

import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from gongkai.documents.models import Document
from gongkai.documents.queries import public
from gongkai.documents.queries.public import Filters
from gongkai.reports.models import Report
from gongkai.reports.queries import published_reports


class FixedPages(Sitemap):  # type: ignore[type-arg]  # generic in the stubs only
    """Pages that are always there."""

    def items(self) -> list[str]:
        """Names of the addresses."""
        return [
            "home",
            "reports",
            "organs",
            "compare",
            "documents",
            "normative",
            "consultations",
            "applications",
            "application_statistics",
            "search",
            "checkup",
            "norms",
            "accessibility",
            "site_map",
        ]

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

    def get_latest_lastmod(self) -> None:
        """Not told in the index: it would be asked of every report there is."""


class PublicDocuments(Sitemap):  # type: ignore[type-arg]
    """Every public document."""

    limit = 5000

    def items(self) -> QuerySet[Document]:
        """Newest first."""
        return public.listed(public.narrowed(Filters())).prefetch_related(None)

    def location(self, item: Document) -> str:
        """The document's page."""
        return reverse("portal:document", args=[item.pk])

    def lastmod(self, item: Document) -> datetime.datetime | None:
        """When the edition that holds now went public."""
        return item.live.published_at if item.live else None

    def get_latest_lastmod(self) -> None:
        """Not told in the index: it would be asked of every document there is."""


SITEMAPS = {"pages": FixedPages, "reports": PublishedReports, "documents": PublicDocuments}
