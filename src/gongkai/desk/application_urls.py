"""Addresses of the pages of applications at the desk."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.views.applications import answering, case, entering, queue, steps

urlpatterns = [
    path("", queue.listing, name="applications"),
    path("enter/", entering.enter, name="enter_application"),
    path("letters/<int:letter_id>/", case.letter, name="application_letter"),
    path("<int:application_id>/", case.show, name="application"),
    path("<int:application_id>/person/", case.person, name="application_person"),
    path("<int:application_id>/draft/<str:by>/", answering.draft, name="draft_answer"),
    path("<int:application_id>/<str:step>/", steps.take, name="application_step"),
]
