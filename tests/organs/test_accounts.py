"""Accounts: rights come from posts, for their time and place; passwords are strong and stored with Argon2."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from gongkai.kernel.actors import INSTALLER, Place
from gongkai.kernel.errors import NotPermitted, Unlawful
from gongkai.kernel.permissions import Permission
from gongkai.organs.acts import create_account, end_post, give_post, load_register, set_password
from gongkai.organs.models import Organ, Post, User
from gongkai.organs.policy import actor_of, who_may
from gongkai.organs.roles import Role
from tests.reports.people import PASSWORD, small_register

TODAY = datetime.date(2026, 3, 2)


@pytest.fixture
def user(db: None) -> User:
    load_register(INSTALLER, small_register())
    return create_account(INSTALLER, "li", "李经办", Organ.objects.get(code="530500-office").pk, PASSWORD)


def place(code: str) -> Place:
    return Organ.objects.get(code=code).place


def post(user: User, scope: Post.Scope, role: Role = Role.CLERK, **dates: datetime.date) -> Post:
    return give_post(INSTALLER, user.pk, user.organ_id, role, scope, **dates)


def test_an_account_without_a_post_may_nothing(user: User) -> None:
    assert actor_of(user, TODAY).grants == frozenset()


def test_a_post_reaches_its_organ_or_its_division_and_below(user: User) -> None:
    post(user, Post.Scope.ORGAN)
    actor = actor_of(user, TODAY)
    assert actor.may(Permission.IMPORT_REPORT, place("530500-office"))
    assert not actor.may(Permission.IMPORT_REPORT, place("530502-government"))
    post(user, Post.Scope.DIVISION)
    actor = actor_of(user, TODAY)
    assert actor.may(Permission.IMPORT_REPORT, place("530502-government"))
    assert not actor.may(Permission.IMPORT_REPORT, place("530700-government"))


def test_a_post_holds_for_its_time(user: User) -> None:
    given = post(user, Post.Scope.ORGAN, valid_from=TODAY)
    end_post(INSTALLER, given.pk, TODAY + datetime.timedelta(days=10))
    held = [bool(actor_of(user, TODAY + datetime.timedelta(days=days)).grants) for days in (-1, 0, 9, 10)]
    assert held == [False, True, True, False]


def test_an_account_that_is_switched_off_may_nothing(user: User) -> None:
    post(user, Post.Scope.ORGAN)
    user.is_active = False
    assert actor_of(user, TODAY).grants == frozenset()


def test_who_may_answers_the_same_as_may(user: User) -> None:
    post(user, Post.Scope.DIVISION)
    actor = actor_of(user, TODAY)
    for organ in Organ.objects.all():
        for permission in (Permission.IMPORT_REPORT, Permission.PUBLISH_REPORT):
            listed = who_may(permission, organ.place, TODAY).filter(pk=user.pk).exists()
            assert listed is actor.may(permission, organ.place)


def test_nobody_gives_a_post_to_themselves(user: User) -> None:
    post(user, Post.Scope.ORGAN, Role.ADMIN)
    with pytest.raises(Unlawful, match="自己"):
        give_post(actor_of(user, TODAY), user.pk, user.organ_id, Role.REVIEWER, Post.Scope.ORGAN)


def test_nobody_gives_a_post_that_reaches_further_than_their_own(user: User) -> None:
    post(user, Post.Scope.ORGAN, Role.ADMIN)
    admin = actor_of(user, TODAY)
    other = create_account(admin, "zhang", "张三", user.organ_id, PASSWORD)
    with pytest.raises(Unlawful, match="超出"):
        give_post(admin, other.pk, user.organ_id, Role.ADMIN, Post.Scope.DIVISION)
    assert give_post(admin, other.pk, user.organ_id, Role.CLERK, Post.Scope.ORGAN).pk


def test_nobody_sets_the_password_of_an_account_that_reaches_further(user: User) -> None:
    post(user, Post.Scope.ORGAN, Role.ADMIN)
    admin = actor_of(user, TODAY)
    other = create_account(admin, "zhang", "张三", user.organ_id, PASSWORD)
    assert set_password(admin, other.pk, PASSWORD + "x").check_password(PASSWORD + "x")
    give_post(INSTALLER, other.pk, Organ.objects.get(code="530000-office").pk, Role.REVIEWER, Post.Scope.DIVISION)
    with pytest.raises(Unlawful, match="超出"):
        set_password(admin, other.pk, PASSWORD)


def test_only_who_manages_accounts_makes_them(user: User) -> None:
    post(user, Post.Scope.ORGAN)
    with pytest.raises(NotPermitted):
        create_account(actor_of(user, TODAY), "x", "外人", user.organ_id, PASSWORD)


@pytest.mark.parametrize("weak", ["short", "123456789012", "password1234"])
def test_weak_passwords_are_refused(user: User, weak: str) -> None:
    with pytest.raises(Unlawful):
        create_account(INSTALLER, "zhang", "张三", user.organ_id, weak)


def test_a_user_name_is_given_once(user: User) -> None:
    with pytest.raises(Unlawful, match="已存在"):
        create_account(INSTALLER, "li", "李四", user.organ_id, PASSWORD)


def test_the_product_stores_passwords_with_argon2(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = [hasher for hasher in settings.PASSWORD_HASHERS if "MD5" not in hasher]
    stored = make_password(PASSWORD)
    assert stored.startswith("argon2$argon2id$")
    assert check_password(PASSWORD, stored)


def test_the_first_administrator_is_made_on_the_console(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getpass", lambda _prompt: PASSWORD)
    call_command("add_account", "zhao", "赵管理", organ="530000-office")
    zhao = User.objects.get(username="zhao")
    assert zhao.check_password(PASSWORD)
    assert actor_of(zhao, TODAY).may(Permission.MANAGE_ACCOUNTS, place("530502-government"))


def test_an_account_with_a_weak_password_is_not_half_made(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getpass", lambda _prompt: "short")
    with pytest.raises(CommandError):
        call_command("add_account", "zhao", "赵管理", organ="530000-office")
    assert not User.objects.filter(username="zhao").exists()
