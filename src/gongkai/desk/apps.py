"""Django application of the staff pages."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Pages behind the login."""

    name = "gongkai.desk"
    verbose_name = "工作台"
