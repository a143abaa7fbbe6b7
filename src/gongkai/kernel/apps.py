"""The Django app of the kernel."""

from __future__ import annotations

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "gongkai.kernel"
    label = "kernel"
    verbose_name = "内核"
