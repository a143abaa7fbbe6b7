"""Addresses of the public pages."""

from __future__ import annotations

from django.contrib.sitemaps.views import sitemap
from django.urls import path, register_converter
from django.urls.converters import IntConverter

from gongkai.portal.asked import DIGITS
from gongkai.portal.feeds import LatestReportsFeed
from gongkai.portal.sitemaps import SITEMAPS
from gongkai.portal.views import checkup, compare, lists, pages, report, search


class RecordConverter(IntConverter):
    """A number that a record can have; a longer one is an unknown address."""

    regex = f"[0-9]{{1,{DIGITS}}}"


register_converter(RecordConverter, "record")

app_name = "portal"
urlpatterns = [
    path("", lists.home, name="home"),
    path("reports/", lists.reports, name="reports"),
    path("reports/<record:report_id>/", report.show, name="report"),
    path("reports/<record:report_id>/history/", report.history, name="history"),
    path("reports/<record:report_id>/download/<str:extension>", report.download, name="download"),
    path("organs/", lists.organs, name="organs"),
    path("organs/<str:code>/", lists.organ, name="organ"),
    path("divisions/<str:code>/", lists.division, name="division"),
    path("compare/", compare.show, name="compare"),
    path("search/", search.show, name="search"),
    path("checkup/", checkup.show, name="checkup"),
    path("norms/", pages.norms, name="norms"),
    path("norms/<str:form_id>/", pages.empty_form, name="form"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("site-map/", pages.site_map, name="site_map"),
    path("feed/", LatestReportsFeed(), name="feed"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", pages.robots, name="robots"),
]
