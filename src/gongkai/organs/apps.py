"""The Django app of divisions, organs and accounts."""

from __future__ import annotations

from django.apps import AppConfig


class OrgansConfig(AppConfig):
    name = "gongkai.organs"
    label = "organs"
    verbose_name = "机关与账号"
