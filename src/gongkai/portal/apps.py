"""Django application of the public pages."""

from django.apps import AppConfig
from django.core.checks import register


class PortalConfig(AppConfig):
    """Public pages, feeds and charts."""

    name = "gongkai.portal"
    verbose_name = "公众门户"

    def ready(self) -> None:
        """Have the fonts looked for when the system is checked."""
        from gongkai.portal.checks import fonts_for_pdf  # noqa: PLC0415 (loads the typesetter)

        register(fonts_for_pdf)
