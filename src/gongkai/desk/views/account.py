"""Login and one's own account."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.organs.models import User, valid_on
from gongkai.organs.roles import RIGHTS, Role


class DeskLogin(LoginView):
    """Name and password; too many failures lock the door (axes)."""

    template_name = "desk/login.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Without Django's ``site``, which would hide the facts of this site."""
        context = super().get_context_data(**kwargs)
        del context["site"]
        return context


class DeskAccount(LoginRequiredMixin, PasswordChangeView):
    """Who am I, what may I do, change my password."""

    template_name = "desk/account.html"
    success_url = reverse_lazy("desk:account")

    def form_valid(self, form: Any) -> HttpResponse:
        """Change the password and say so."""
        messages.success(self.request, _("密码已修改。"))
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the posts with the rights they give today."""
        user = self.request.user
        assert isinstance(user, User)
        held = user.posts.filter(valid_on(timezone.localdate())).select_related("organ")
        posts = [(post, sorted(right.label for right in RIGHTS[Role(post.role)])) for post in held]
        return super().get_context_data(posts=posts, here="account", **kwargs)
