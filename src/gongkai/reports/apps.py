"""The Django app of annual reports."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "gongkai.reports"
    label = "reports"
    verbose_name = "年度报告"

    def ready(self) -> None:
        """Listen to what happens to other reports."""
        import gongkai.reports.listeners  # noqa: F401, PLC0415 (models exist from here on)
