"""Addresses of the staff pages."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import include, path

from gongkai.desk.views import account, imports, ledger, reports

app_name = "desk"
urlpatterns = [
    path("", reports.home, name="home"),
    path("login/", account.DeskLogin.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("account/", account.DeskAccount.as_view(), name="account"),
    path("account/lend/", account.lend, name="lend"),
    path("account/lent/<int:post_id>/", account.take_back, name="take_back"),
    path("import/", imports.start, name="import"),
    path("import/<int:batch_id>/", imports.batch, name="batch"),
    path("import/<int:batch_id>/items/<int:item_id>/assign/", imports.assign, name="assign"),
    path("import/<int:batch_id>/items/<int:item_id>/retry/", imports.retry, name="retry"),
    path("reports/", reports.listing, name="reports"),
    path("reports/<int:report_id>/", reports.review, name="review"),
    path("reports/<int:report_id>/cells/", reports.settle_cells, name="settle_cells"),
    path("reports/<int:report_id>/findings/<int:finding_id>/", reports.acknowledge, name="acknowledge"),
    path("reports/<int:report_id>/<str:step>/", reports.decide, name="decide"),
    path("documents/", include("gongkai.desk.document_urls")),
    path("applications/", include("gongkai.desk.application_urls")),
    path("ledger/", ledger.show, name="ledger"),
]
