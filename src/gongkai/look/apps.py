"""Django application of the shared look."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Base templates, static files and template tags."""

    name = "gongkai.look"
    verbose_name = "页面框架"
