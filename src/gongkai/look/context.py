"""Template context of every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from gongkai.look.preferences import Preferences
from gongkai.look.site import site_facts


def look(request: HttpRequest) -> dict[str, Any]:
    """``site`` (:class:`SiteFacts`) and ``preferences`` (:class:`Preferences`)."""
    return {"site": site_facts(), "preferences": getattr(request, "preferences", Preferences())}
