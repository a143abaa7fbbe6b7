"""What every staff view needs: a login, the actor behind it, refusals turned into messages."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from gongkai.kernel.actors import Actor
from gongkai.kernel.errors import NotFound, NotPermitted, Refused
from gongkai.organs.models import User
from gongkai.organs.policy import actor_of

P = ParamSpec("P")


def staff(
    view: Callable[Concatenate[HttpRequest, Actor, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Make a view that takes the actor after the request; visitors are sent to the login.

    A refused act becomes a message on the page the form was sent from, a missing right 403, a missing thing 404.
    """

    @never_cache
    @_fragments_ask_for_the_login
    @login_required
    @functools.wraps(view)
    def run(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        assert isinstance(request.user, User)
        actor = actor_of(request.user, timezone.localdate())
        try:
            return view(request, actor, *args, **kwargs)
        except NotPermitted as refusal:
            raise PermissionDenied(refusal.message) from refusal
        except NotFound as refusal:
            raise Http404(refusal.message) from refusal
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect(_sent_from(request))

    return run


def form_only(
    view: Callable[Concatenate[HttpRequest, Actor, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]:
    """Make a staff view take forms only. Who comes back from the login is told that the form was not saved."""

    @functools.wraps(view)
    def run(request: HttpRequest, actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "POST":
            messages.warning(request, _("刚才填写的内容没有保存（可能因为登录已过期），请重新办理。"))
            place = kwargs.get("report_id") or kwargs.get("batch_id")
            return redirect("desk:review" if "report_id" in kwargs else "desk:batch", place)
        return view(request, actor, *args, **kwargs)

    return run


def _fragments_ask_for_the_login(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A part of a page that asks for itself again must not be replaced by the login page when the session has ended."""

    @functools.wraps(view)
    def run(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.headers.get("HX-Request") == "true" and not request.user.is_authenticated:
            address = resolve_url("desk:login")
            return HttpResponse(status=204, headers={"HX-Redirect": f"{address}?{urlencode({'next': request.path})}"})
        return view(request, *args, **kwargs)

    return run


def _sent_from(request: HttpRequest) -> str:
    """The page named by the form's hidden field ``back``; addresses of other sites are not followed."""
    back = request.POST.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else resolve_url("desk:home")
