"""``manage compile_translations``: .po → .mo without the gettext tools of the system."""

from __future__ import annotations

import os
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
                # several processes may start at once; none must read half a file
                unfinished = target.with_suffix(f".{os.getpid()}.mo")
                polib.pofile(str(source)).save_as_mofile(str(unfinished))
                unfinished.replace(target)
