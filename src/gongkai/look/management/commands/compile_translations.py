"""``manage compile_translations``: .po → .mo without the gettext tools of the system."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Compile every catalogue under ``settings.LOCALE_PATHS``."""

    help = "Compile the translation catalogues (.po) to .mo files."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write a .mo beside each .po that is newer than it."""
        for root in settings.LOCALE_PATHS:
            for source in sorted(Path(root).glob("*/LC_MESSAGES/*.po")):
                target = source.with_suffix(".mo")
                if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
                    continue
                polib.pofile(str(source)).save_as_mofile(str(target))
