"""RSS of the reports and documents published last."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import escape
from django.utils.safestring import SafeString

from gongkai.documents.models import Document
from gongkai.documents.queries import public
from gongkai.look.site import site_facts
from gongkai.organs.models import Organ
from gongkai.portal.views.moved import to_follower
from gongkai.reports.queries import ReportSummary, latest_reports
from gongkai.statute.processes import document_process

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
        counts = f"错误 {item.open_errors}，警告 {item.open_warnings}，已说明 {item.explained}"
        return f"{item.organ.name} {item.year} 年度；核对：{counts}。"

    def item_link(self, item: ReportSummary) -> str:
        """The report's page."""
        return reverse("portal:report", args=[item.id])

    def item_pubdate(self, item: ReportSummary) -> datetime.datetime | None:
        """When it went public here."""
        return item.published_at


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a feed of documents is about; None and "" = everything."""

    organ: Organ | None
    plan: str
    plan_label: str


class LatestDocumentsFeed(Feed):  # type: ignore[type-arg]  # generic in the stubs only
    """The newest documents, of an organ (``?organ=<code>``) and of a class (``?plan=interpretation``)."""

    feed_type = Rss201rev2Feed

    def __call__(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """The feed; that of an organ that was merged is the follower's."""
        return to_follower(request) or super().__call__(request, *args, **kwargs)

    def get_object(self, request: HttpRequest) -> Subscription:
        """What is asked for. An unknown organ or class is an unknown address."""
        code, plan = request.GET.get("organ", ""), request.GET.get("plan", "")
        organ = Organ.objects.filter(code=code).first()
        label = next((item.label for item in document_process().plans if item.id == plan), "")
        if (code and organ is None) or (plan and not label):
            raise Http404
        return Subscription(organ, plan, label)

    def title(self, about: Subscription) -> str:
        """Name of the site, the organ, the class."""
        parts = (site_facts().name, about.organ.name if about.organ else "", about.plan_label)
        return " · ".join(part for part in parts if part)

    def link(self) -> str:
        """The list of documents."""
        return reverse("portal:documents")

    def description(self) -> str:
        """What the site is for."""
        return site_facts().tagline

    def items(self, about: Subscription) -> tuple[Document, ...]:
        """The newest documents."""
        equal = {"plan": about.plan} if about.plan else {}
        return public.latest(NEWEST, **equal, **({"organ": about.organ} if about.organ else {}))

    def item_title(self, item: Document) -> SafeString:
        """The document's title."""
        return SafeString(item.live.title if item.live else "")

    def item_description(self, item: Document) -> str:
        """Its number and summary."""
        live = item.live
        return escape("，".join(part for part in (live.document_number, live.summary) if part)) if live else ""

    def item_link(self, item: Document) -> str:
        """The document's page."""
        return reverse("portal:document", args=[item.pk])

    def item_author_name(self, item: Document) -> str:
        """The organ."""
        return item.organ.name

    def item_pubdate(self, item: Document) -> datetime.datetime | None:
        """When it went public."""
        return item.published_at
