"""委托代行: rights are lent for a time, never widened, and the ledger says on whose behalf."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from gongkai.documents import acts
from gongkai.kernel.errors import NotPermitted, Unlawful
from gongkai.kernel.models import LedgerEntry
from gongkai.kernel.permissions import Permission
from gongkai.organs.acts import lend_post, take_back_post
from gongkai.organs.models import ApiToken, Post
from gongkai.organs.policy import actor_of, who_may
from gongkai.organs.tokens import actor_of_token
from tests.documents.office import FORMED, Office

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def here(office: Office) -> Office:
    return office


def lend(here: Office, lender: str, to: str, days: int = 7) -> Post:
    today = timezone.localdate()
    post = here.person(lender).posts.get(lent_by=None)
    return lend_post(here.actor(lender), post.pk, here.person(to).pk, today, today + days * DAY, "出差")


def test_a_lent_right_holds_between_its_dates_and_ends_with_the_post_it_comes_from(here: Office) -> None:
    lend(here, "周领导", "外人")
    today, outsider = timezone.localdate(), here.outsider
    held = [actor_of(outsider, today + n * DAY).may(Permission.SIGN_DOCUMENT, here.organ.place) for n in (-1, 0, 6, 7)]
    assert held == [False, True, True, False]
    assert outsider in who_may(Permission.SIGN_DOCUMENT, here.organ.place, today)
    here.person("周领导").posts.filter(lent_by=None).update(valid_to=today)
    assert not actor_of(outsider, today).may(Permission.SIGN_DOCUMENT)
    assert outsider not in who_may(Permission.SIGN_DOCUMENT, here.organ.place, today)


def test_what_is_done_with_it_is_recorded_on_behalf_of_the_lender(here: Office) -> None:
    lend(here, "李科长", "外人")
    edition = acts.submit(here.actor("张起草"), here.draft().pk)
    here.pass_gate(edition, "unit_review", "外人")
    review = edition.reviews.get()
    assert review.by == here.outsider
    assert review.on_behalf_of == here.person("李科长")
    entry = LedgerEntry.objects.get(act="document.pass")
    assert (entry.actor_name, entry.detail["on_behalf_of"]) == ("外人", "李科长")


def test_ones_own_right_is_not_used_on_behalf_of_anybody(here: Office) -> None:
    here.outsider.posts.create(organ=here.organ, role="section")
    lend(here, "李科长", "外人")
    edition = acts.submit(here.actor("张起草"), here.draft().pk)
    here.pass_gate(edition, "unit_review", "外人")
    assert edition.reviews.get().on_behalf_of is None


def test_nobody_does_for_another_what_that_other_may_not(here: Office) -> None:
    here.person("李科长").posts.create(organ=here.organ, role="clerk")
    today = timezone.localdate()
    post = here.person("李科长").posts.get(role="section")
    lend_post(here.actor("李科长"), post.pk, here.outsider.pk, today, today + DAY, "出差")
    edition = here.draft()
    acts.edit_draft(
        here.actor("李科长"),
        edition.pk,
        edition.saved_at,
        acts.Draft("题", "<p>文</p>", "概述"),
        acts.Proposal(FORMED),
    )
    edition = acts.submit(here.actor("张起草"), edition.pk)
    with pytest.raises(Unlawful, match="起草人不能办理"):
        here.pass_gate(edition, "unit_review", "外人")


def test_a_lender_does_not_pass_by_two_hands_what_needs_two_people(here: Office) -> None:
    today = timezone.localdate()
    second = here.person("李科长").posts.create(organ=here.organ, role="disclosure")
    lend_post(here.actor("李科长"), second.pk, here.outsider.pk, today, today + DAY, "出差")
    edition = here.pass_gates(here.draft(), until="attribute_review")
    with pytest.raises(Unlawful, match="须由不同的人办理"):
        here.pass_gate(edition, "attribute_review", "外人")


def test_what_was_lent_is_not_lent_on(here: Office) -> None:
    lent = lend(here, "周领导", "外人")
    today = timezone.localdate()
    with pytest.raises(NotPermitted):
        lend_post(here.actor("外人"), lent.pk, here.person("张起草").pk, today, today + DAY, "转托")


def test_only_ones_own_post_is_lent_and_only_to_a_colleague_with_dates_and_a_reason(here: Office) -> None:
    today = timezone.localdate()
    post = here.person("周领导").posts.get()
    with pytest.raises(Unlawful, match="只能委托自己的岗位"):
        lend_post(here.actor("李科长"), post.pk, here.outsider.pk, today, today + DAY, "x")
    with pytest.raises(Unlawful, match="同事"):
        lend_post(here.actor("周领导"), post.pk, here.person("周领导").pk, today, today + DAY, "x")
    with pytest.raises(Unlawful, match="结束日期"):
        lend_post(here.actor("周领导"), post.pk, here.outsider.pk, today, today, "x")
    with pytest.raises(Unlawful, match="原因"):
        lend_post(here.actor("周领导"), post.pk, here.outsider.pk, today, today + DAY, " ")


def test_the_lender_takes_it_back_at_any_time(here: Office) -> None:
    lent = lend(here, "周领导", "外人")
    take_back_post(here.actor("周领导"), lent.pk)
    assert not actor_of(here.outsider, timezone.localdate()).may(Permission.SIGN_DOCUMENT)


def test_a_lent_post_is_not_used_by_a_program(here: Office) -> None:
    lend(here, "周领导", "外人")
    today = timezone.localdate()
    token = ApiToken(organ=here.organ, account=here.outsider, name="办公系统", rights=[Permission.SIGN_DOCUMENT.value])
    assert not actor_of_token(token, today).may(Permission.SIGN_DOCUMENT)
