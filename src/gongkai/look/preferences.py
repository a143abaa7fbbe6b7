"""How a visitor wants to read: 长者模式, 高对比度, language. Kept in cookies, works without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

INTERFACE = "/api/v"  # addresses that programs ask
COOKIE = "gongkai_view"
YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Preferences:
    """The modes that are on."""

    elder: bool = False
    contrast: bool = False

    @classmethod
    def from_cookie(cls, value: str) -> Preferences:
        """Read ``"elder contrast"``; words nobody knows are passed over."""
        words = value.split()
        return cls(elder="elder" in words, contrast="contrast" in words)

    @property
    def words(self) -> str:
        """The modes as space separated words: cookie value and ``class`` of ``<html>``."""
        return " ".join(name for name in ("elder", "contrast") if getattr(self, name))

    def toggled(self, name: str) -> Preferences:
        """The other way round for one mode."""
        if name == "elder":
            return replace(self, elder=not self.elder)
        if name == "contrast":
            return replace(self, contrast=not self.contrast)
        return self


class PreferencesMiddleware:
    """Put ``preferences`` on the request and activate the chosen language.

    The browser's Accept-Language is ignored on purpose: these are Chinese official pages, English is a choice.
    Programs have no button for it: the open interface follows their Accept-Language.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        is_program = request.path.startswith(INTERFACE)
        usual = translation.get_language_from_request(request) if is_program else settings.LANGUAGE_CODE
        language = chosen if chosen in dict(settings.LANGUAGES) else usual
        request.preferences = Preferences.from_cookie(request.COOKIES.get(COOKIE, ""))  # type: ignore[attr-defined]
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        patch_vary_headers(response, ["Cookie", "Accept-Language"] if is_program else ["Cookie"])
        response.headers.setdefault("Content-Language", language)
        return response


@csrf_exempt  # changes nothing but this visitor's own view; a token would make every public page uncacheable
@require_POST
def change_preferences(request: HttpRequest) -> HttpResponse:
    """Toggle one mode or choose a language, then go back to the page the visitor came from."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = "/"
    response = HttpResponseRedirect(target)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax")
    if "toggle" in request.POST:
        before = Preferences.from_cookie(request.COOKIES.get(COOKIE, ""))
        after = before.toggled(request.POST["toggle"])
        response.set_cookie(COOKIE, after.words, max_age=YEAR, samesite="Lax", httponly=True)
    return response
