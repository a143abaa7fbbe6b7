"""Changes to the register of organs and to accounts."""

from __future__ import annotations

import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.kernel.actors import Reach
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.organs import tokens
from gongkai.organs.models import ApiToken, Division, Organ, OrganName, Post, Succession, User
from gongkai.organs.policy import reach_of
from gongkai.organs.register import DivisionEntry, OrganEntry, Register
from gongkai.organs.roles import RIGHTS, Role


@act("organ.load", Permission.LOAD_ORGANS, _("装载机关名录"))
def load_register(step: Step, register: Register) -> tuple[int, int]:
    """Add the divisions and organs of ``register`` that are not known yet; returns how many of each.

    May be repeated. What is known stays as it is: acts change it, with date and basis.
    """
    step.permit()
    divisions = _new_divisions(register.divisions)
    organs = _new_organs(register.organs)
    if divisions or organs:
        step.record(Division.objects.get(code=register.divisions[0].code), divisions=divisions, organs=organs)
    else:
        step.unchanged()
    return divisions, organs


@act("organ.rename", Permission.CHANGE_ORGAN, _("机关更名"))
def rename_organ(step: Step, organ_id: int, name: str, called: str, on: datetime.date, basis: str) -> Organ:
    """Give an organ a new name from a day on; reports of earlier years still find it by the former one.

    ``called`` is the new name without the division before it.
    """
    organ = lock(Organ.objects.select_related("division"), pk=organ_id)
    step.permit(organ.place)
    step.demand(organ.valid_to is None, _("机关已不存在，不能更名。"))
    step.demand(bool(name.strip() and called.strip() and basis.strip()), _("请填写新名称和依据。"))
    step.demand(name.endswith(called), _("新名称应以不带行政区划的名称结尾。"))
    begun = organ.names.filter(kind=OrganName.Kind.OFFICIAL, valid_from__gte=on)
    step.demand(not begun.exists(), _("更名日期应晚于现用名称启用的日期。"))
    former = organ.name
    organ.names.filter(kind=OrganName.Kind.OFFICIAL).update(kind=OrganName.Kind.FORMER, valid_to=on)
    official = {"kind": OrganName.Kind.OFFICIAL}  # an alias rises; a name borne before begins anew beside its old time
    organ.names.update_or_create(
        name=called, valid_to=None, defaults=official, create_defaults={**official, "valid_from": on}
    )
    organ.name, organ.short_name = name, organ.division.short_name + called
    organ.save(update_fields=["name", "short_name"])
    step.record(organ, former=former, name=name, on=on.isoformat(), basis=basis)
    step.announce("organ.renamed", due=_beginning(on), organ=organ.pk)
    return organ


@act("organ.merge", Permission.CHANGE_ORGAN, _("机关合并"))
def merge_organs(step: Step, organ_ids: list[int], into_id: int, on: datetime.date, basis: str) -> Organ:
    """End the organs ``organ_ids`` on a day; ``into_id`` succeeds them (it may be one of them)."""
    into = lock(Organ.objects, pk=into_id)
    step.permit(into.place)
    step.demand(bool(basis.strip()), _("请填写合并依据。"))
    for organ_id in sorted(set(organ_ids) - {into_id}):
        organ = lock(Organ.objects, pk=organ_id)
        step.permit(organ.place)
        step.demand(organ.valid_to is None, _("%(organ)s已不存在。"), organ=organ.name)
        Succession.objects.create(kind=Succession.Kind.MERGE, predecessor=organ, successor=into, on=on, basis=basis)
        _end(organ, on)
    step.record(into, merged=sorted(organ_ids), on=on.isoformat(), basis=basis)
    ended: list[int] = sorted(set(organ_ids) - {into_id})
    step.announce("organ.merged", due=_beginning(on), organs=ended, into=into_id, basis=basis)
    return into


@act("organ.split", Permission.CHANGE_ORGAN, _("机关分设"))
def split_organ(step: Step, organ_id: int, into_ids: list[int], on: datetime.date, basis: str) -> Organ:
    """Divide an organ among ``into_ids`` on a day; it ends unless it is one of them."""
    organ = lock(Organ.objects, pk=organ_id)
    step.permit(organ.place)
    step.demand(bool(basis.strip()), _("请填写分设依据。"))
    step.demand(len(set(into_ids)) > 1, _("分设后至少应有两个机关。"))
    for into_id in sorted(set(into_ids) - {organ_id}):
        into = lock(Organ.objects, pk=into_id)
        step.permit(into.place)
        Succession.objects.create(kind=Succession.Kind.SPLIT, predecessor=organ, successor=into, on=on, basis=basis)
    if organ_id not in into_ids:
        _end(organ, on)
    step.record(organ, into=sorted(into_ids), on=on.isoformat(), basis=basis)
    step.announce("organ.split", due=_beginning(on), organ=organ.pk, into=sorted(into_ids))
    return organ


@act("account.create", Permission.MANAGE_ACCOUNTS, _("新建账号"))
def create_account(step: Step, username: str, display_name: str, organ_id: int, password: str) -> User:
    """A new account without any post. The password must pass the validators of the settings."""
    organ = lock(Organ.objects, pk=organ_id)
    step.permit(organ.place)
    step.demand(
        not User.objects.filter(username=username).exists(), _("用户名“%(username)s”已存在。"), username=username
    )
    user = User(username=username, display_name=display_name, organ=organ)
    _set_password(step, user, password)
    user.save()
    step.record(user, username=username, organ=organ.code)
    return user


@act("account.password", Permission.MANAGE_ACCOUNTS, _("重设密码"))
def set_password(step: Step, user_id: int, password: str) -> User:
    """A new password for an account: whoever sets it could act with the posts of that account."""
    user = lock(User.objects.select_related("organ"), pk=user_id)
    step.permit(user.organ.place)
    for post in user.posts.select_related("organ"):
        _demand_reach(step, reach_of(post))
    _set_password(step, user, password)
    user.save(update_fields=["password"])
    step.record(user)
    return user


@act("account.post", Permission.MANAGE_ACCOUNTS, _("授予岗位"))
def give_post(
    step: Step, user_id: int, organ_id: int, role: Role, scope: Post.Scope, valid_from: datetime.date | None = None
) -> Post:
    """Give an account a role at an organ; nobody gives a post to themselves, or one of wider reach than their own."""
    user = lock(User.objects, pk=user_id)
    organ = lock(Organ.objects, pk=organ_id)
    step.permit(organ.place)
    step.demand(step.actor.id != user.pk, _("不能给自己授予岗位。"))
    _demand_reach(step, reach_of(Post(organ=organ, scope=scope)))
    post, _created = Post.objects.update_or_create(
        user=user,
        organ=organ,
        role=role,
        lent_by=None,
        defaults={"scope": scope, "valid_from": valid_from, "valid_to": None},
    )
    step.record(post, user=user.username, organ=organ.code, role=role.value, scope=scope.value)
    return post


@act("account.end_post", Permission.MANAGE_ACCOUNTS, _("免去岗位"))
def end_post(step: Step, post_id: int, on: datetime.date) -> Post:
    """Take a post away from a day on."""
    post = lock(Post.objects.select_related("organ", "user"), pk=post_id)
    step.permit(post.organ.place)
    post.valid_to = on
    post.save(update_fields=["valid_to"])
    step.record(post, user=post.user.username, on=on.isoformat())
    return post


@act("post.lend", Permission.DELEGATE_POST, _("委托岗位"))
def lend_post(
    step: Step, post_id: int, user_id: int, valid_from: datetime.date, valid_to: datetime.date, basis: str
) -> Post:
    """Let a colleague act in one's own post from a day until before another. Rights are lent as they are, never more.

    The lent post ends with the post it comes from; what is done with it is recorded on behalf of the lender.
    """
    post = lock(Post.objects.select_related("organ"), pk=post_id)
    user = lock(User.objects, pk=user_id)
    step.permit(post.organ.place)
    today = timezone.localdate(step.now)
    step.demand(post.user_id == step.person, _("只能委托自己的岗位。"))
    step.demand(post.lent_by_id is None, _("受托代行的岗位不能再委托。"))
    step.demand(Permission.DELEGATE_POST in RIGHTS[Role(post.role)], _("这个岗位不能委托他人代行。"))
    step.demand(user.pk != step.person and user.is_active, _("请委托一位在岗的同事。"))
    step.demand(user.organ_id == post.organ_id, _("受托人须是同一机关的工作人员。"))
    step.demand(valid_from < valid_to and valid_to > today, _("结束日期应在开始日期之后，并且还没有过去。"))
    step.demand(bool(basis.strip()), _("请写明委托的原因。"))
    overlaps = post.lent.filter(user=user, valid_from__lt=valid_to, valid_to__gt=valid_from).exists()
    step.demand(not overlaps, _("这段时间已经委托给这位同事。"))
    lent = Post.objects.create(
        user=user,
        organ=post.organ,
        role=post.role,
        scope=post.scope,
        valid_from=valid_from,
        valid_to=valid_to,
        lent_by=post,
    )
    dates = {"from": valid_from.isoformat(), "to": valid_to.isoformat()}
    step.record(lent, user=user.username, role=post.role, dates=dates, basis=basis.strip())
    return lent


@act("post.take_back", Permission.DELEGATE_POST, _("收回委托"))
def take_back_post(step: Step, post_id: int) -> None:
    """End what one has lent, from today on."""
    lent = lock(Post.objects.select_related("organ", "lent_by"), pk=post_id)
    step.permit(lent.organ.place)
    step.demand(lent.lent_by is not None and lent.lent_by.user_id == step.person, _("只能收回自己委托的岗位。"))
    today = timezone.localdate(step.now)
    step.demand(lent.valid_to is not None and lent.valid_to > today, _("委托已经结束。"))
    step.record(lent, user=lent.user_id, on=today.isoformat())
    if lent.valid_from is not None and lent.valid_from >= today:
        lent.delete()
    else:
        lent.valid_to = today
        lent.save(update_fields=["valid_to"])


@act("token.issue", Permission.MANAGE_ACCOUNTS, _("发放接口令牌"))
def issue_token(step: Step, organ_id: int, account_id: int, name: str, valid_to: datetime.date) -> tuple[ApiToken, str]:
    """A key for an organ's own system, acting in the name of an account; its secret is given here and never again."""
    organ, account = lock(Organ.objects, pk=organ_id), lock(User.objects, pk=account_id)
    today = timezone.localdate(step.now)
    step.permit(organ.place)
    step.demand(bool(name.strip()), _("请填写凭证的名称，如“办公系统”。"))
    step.demand(account.organ_id == organ.pk and account.is_active, _("凭证须以本机关在用账号的名义使用。"))
    step.demand(valid_to > today, _("有效期应晚于今天。"))
    secret = tokens.new_secret()
    token = ApiToken.objects.create(
        organ=organ,
        account=account,
        name=name.strip(),
        secret_sha256=tokens.fingerprint(secret),
        rights=[right.value for right in tokens.RIGHTS],
        valid_from=today,
        valid_to=valid_to,
        created_at=step.now,
    )
    step.record(token, organ=organ.code, account=account.username, name=token.name, until=valid_to.isoformat())
    return token, secret


@act("token.revoke", Permission.MANAGE_ACCOUNTS, _("停用接口令牌"))
def revoke_token(step: Step, token_id: int) -> ApiToken:
    """Make a key useless at once."""
    token = lock(ApiToken.objects.select_related("organ"), pk=token_id)
    step.permit(token.organ.place)
    step.demand(token.revoked_at is None, _("凭证已经停用。"))
    token.revoked_at = step.now
    token.save(update_fields=["revoked_at"])
    step.record(token, name=token.name)
    return token


def _new_divisions(entries: tuple[DivisionEntry, ...]) -> int:
    known = set(Division.objects.values_list("code", flat=True))
    new = [
        Division(
            code=entry.code,
            name=entry.name,
            short_name=entry.short_name,
            level=entry.level,
            parent_id=entry.parent or None,
            valid_from=entry.valid_from,
            valid_to=entry.valid_to,
            former_names=list(entry.former_names),
            synthetic=entry.synthetic,
        )
        for entry in entries
        if entry.code not in known
    ]
    return len(Division.objects.bulk_create(new))


def _new_organs(entries: tuple[OrganEntry, ...]) -> int:
    known = dict(Organ.objects.values_list("code", "id"))
    added = [entry for entry in entries if entry.code not in known]
    created = Organ.objects.bulk_create(
        [
            Organ(
                code=entry.code,
                name=entry.name,
                short_name=entry.short_name,
                kind=entry.kind,
                division_id=entry.division,
                position=entry.position,
                valid_from=entry.valid_from,
                valid_to=entry.valid_to,
            )
            for entry in added
        ]
    )
    ids = known | {organ.code: organ.pk for organ in created}
    for organ, entry in zip(created, added, strict=True):
        organ.authority_id = ids[entry.authority] if entry.authority else None
    Organ.objects.bulk_update(created, ["authority"], batch_size=500)
    OrganName.objects.bulk_create(
        OrganName(
            organ=organ,
            name=name,
            kind=OrganName.Kind.OFFICIAL if name == entry.called[0] else OrganName.Kind.ALIAS,
        )
        for organ, entry in zip(created, added, strict=True)
        for name in dict.fromkeys(entry.called)
    )
    return len(created)


def _beginning(on: datetime.date) -> datetime.datetime:
    """Midnight of the day from which a change holds: what follows from it waits until then."""
    return timezone.make_aware(datetime.datetime.combine(on, datetime.time()))


def _end(organ: Organ, on: datetime.date) -> None:
    organ.valid_to = on
    organ.save(update_fields=["valid_to"])


def _demand_reach(step: Step, reach: Reach) -> None:
    held = step.actor.reaches(step.permission)
    step.demand(any(own.includes(reach) for own in held), _("该岗位的范围超出您的管理范围，请由上级管理员办理。"))


def _set_password(step: Step, user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        step.demand(False, " ".join(error.messages))
    user.set_password(password)
