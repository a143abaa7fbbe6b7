"""Login and one's own account."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gongkai.desk.document_forms.parts import Day
from gongkai.desk.doors import staff
from gongkai.desk.views.documents.common import FormPage, act_page
from gongkai.kernel.actors import Actor
from gongkai.organs.acts import lend_post, take_back_post
from gongkai.organs.models import Post, User
from gongkai.organs.policy import NEVER_LENT, held_posts
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
        held = held_posts(user, timezone.localdate())
        posts = [(post, sorted(right.label for right in RIGHTS[Role(post.role)] - NEVER_LENT)) for post in held]
        lent = Post.objects.filter(lent_by__user=user, valid_to__gt=timezone.localdate()).select_related(
            "user", "organ"
        )
        lendable = any(_may_be_lent(post) for post in held)
        return super().get_context_data(posts=posts, lent=lent, lendable=lendable, here="account", **kwargs)


class LendForm(forms.Form):
    """Which post, to whom, from when to when, why."""

    post = forms.ModelChoiceField(Post.objects.none(), label=gettext_lazy("岗位"))
    user = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("委托给谁"))
    valid_from = Day(label=gettext_lazy("从何日起"))
    last = Day(label=gettext_lazy("到何日止（含当日）"))
    basis = forms.CharField(label=gettext_lazy("原因"), max_length=200)

    def __init__(self, user: User, data: Any = None) -> None:
        today = timezone.localdate()
        super().__init__(data, initial={"valid_from": today, "last": today + datetime.timedelta(days=6)})
        post, colleague = self.fields["post"], self.fields["user"]
        assert isinstance(post, forms.ModelChoiceField)
        assert isinstance(colleague, forms.ModelChoiceField)
        mine = [item.pk for item in held_posts(user, today) if _may_be_lent(item)]
        post.queryset = Post.objects.filter(pk__in=mine).select_related("organ")
        post.label_from_instance = _post_words  # type: ignore[method-assign, assignment]
        colleagues = User.objects.filter(is_active=True, organ__in=[item.organ_id for item in post.queryset])
        colleague.queryset = colleagues.exclude(pk=user.pk)


def _may_be_lent(post: Post) -> bool:
    return post.lent_by_id is None and bool(NEVER_LENT & RIGHTS[Role(post.role)])


@staff
def lend(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Let a colleague act in one's post for a time."""
    assert isinstance(request.user, User)
    address = reverse("desk:account")

    def run(data: dict[str, Any]) -> str:
        until = data["last"] + datetime.timedelta(days=1)
        lend_post(actor, data["post"].pk, data["user"].pk, data["valid_from"], until, data["basis"])
        return address

    explanation = _("代行期间办理的每一件都会写明受您委托；您不能做的，受托人也不能做。随时可以收回。")
    page = FormPage(_("委托他人代行"), _("委托"), address, explanation, ((_("账号"), address),))
    return act_page(request, LendForm(request.user, request.POST or None), run, page, _("已委托。"))


@require_POST
@staff
def take_back(request: HttpRequest, actor: Actor, post_id: int) -> HttpResponse:
    """End a delegation today."""
    take_back_post(actor, post_id)
    messages.success(request, _("已收回。"))
    return redirect("desk:account")


def _post_words(post: Post) -> str:
    return f"{post.organ.name}：{post.get_role_display()}"
