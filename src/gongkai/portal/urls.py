"""Addresses of the public pages."""

from __future__ import annotations

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path, register_converter
from django.urls.converters import IntConverter

from gongkai.portal.asked import DIGITS
from gongkai.portal.feeds import LatestDocumentsFeed, LatestReportsFeed
from gongkai.portal.sitemaps import SITEMAPS
from gongkai.portal.views import (
    application_statistics,
    applications,
    checkup,
    column,
    compare,
    consultations,
    documents,
    lists,
    pages,
    report,
    search,
    tracking,
)


class RecordConverter(IntConverter):
    """A number that a record can have; a longer one is an unknown address."""

    regex = f"[0-9]{{1,{DIGITS}}}"


register_converter(RecordConverter, "record")

app_name = "portal"
urlpatterns = [
    path("", lists.home, name="home"),
    path("documents/", documents.documents, name="documents"),
    path("documents/feed/", LatestDocumentsFeed(), name="documents_feed"),
    path("documents/<record:document_id>/", documents.show, name="document"),
    path("documents/<record:document_id>/editions/<record:number>/", documents.show, name="edition"),
    path("documents/<record:document_id>/changes/", documents.changes, name="changes"),
    path("documents/<record:document_id>/download/pdf", documents.pdf, name="document_pdf"),
    path("documents/<record:document_id>/download/<str:extension>", documents.download, name="document_download"),
    path("attachments/<record:attachment_id>/", documents.attachment, name="attachment"),
    path("normative/", documents.normative, name="normative"),
    path("consultations/", consultations.index, name="consultations"),
    path("consultations/<record:consultation_id>/", consultations.show, name="consultation"),
    path("consultations/<record:consultation_id>/received/", consultations.received, name="opinion_received"),
    path("applications/", applications.index, name="applications"),
    path("applications/to/<str:code>/", applications.apply, name="apply"),
    path("applications/suggestions/", applications.suggest, name="application_suggestions"),
    path("applications/received/", applications.received, name="application_received"),
    path("applications/track/", tracking.enter, name="track"),
    path("applications/track/case/", tracking.case, name="tracked"),
    path("applications/track/case/correct/", tracking.correct, name="track_correct"),
    path("applications/track/case/reasons/", tracking.give_reasons, name="track_reasons"),
    path("applications/track/case/withdraw/", tracking.withdraw, name="track_withdraw"),
    path("applications/track/case/letters/<record:letter_id>/<str:extension>", tracking.letter, name="track_letter"),
    path("applications/track/leave/", tracking.leave, name="track_leave"),
    path("applications/statistics/", application_statistics.show, name="application_statistics"),
    path("reports/", lists.reports, name="reports"),
    path("reports/<record:report_id>/", report.show, name="report"),
    path("reports/<record:report_id>/history/", report.history, name="history"),
    path("reports/<record:report_id>/download/pdf", report.pdf, name="report_pdf"),
    path("reports/<record:report_id>/download/<str:extension>", report.download, name="download"),
    path("organs/", lists.organs, name="organs"),
    path("organs/<str:code>/", lists.organ, name="organ"),
    path("organs/<str:code>/disclosure/", column.show, name="column"),
    path("divisions/<str:code>/", lists.division, name="division"),
    path("compare/", compare.show, name="compare"),
    path("search/", search.show, name="search"),
    path("checkup/", checkup.show, name="checkup"),
    path("norms/", pages.norms, name="norms"),
    path("norms/<str:form_id>/", pages.empty_form, name="form"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("site-map/", pages.site_map, name="site_map"),
    path("feed/", LatestReportsFeed(), name="feed"),
    path("sitemap.xml", index, {"sitemaps": SITEMAPS, "sitemap_url_name": "portal:sitemap_section"}, name="sitemap"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"),
    path("robots.txt", pages.robots, name="robots"),
]
