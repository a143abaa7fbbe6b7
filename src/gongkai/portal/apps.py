"""Django application of the public pages."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Public pages, feeds and charts."""

    name = "gongkai.portal"
    verbose_name = "公众门户"
