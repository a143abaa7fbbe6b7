"""Demo accounts of a development machine: one for every role, with one password made on the spot."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from gongkai.kernel.actors import INSTALLER
from gongkai.organs.acts import create_account, give_post, set_password
from gongkai.organs.models import Organ, Post, User
from gongkai.organs.roles import Role

HOME = "530000-office"
COUNTY = "539901-office"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Who they are, where, and what for. ``role`` None: whoever is lent a post."""

    username: str
    display_name: str
    role: Role | None
    purpose: str
    home: str = HOME


ACCOUNTS = (
    DemoAccount("clerk", "李经办", Role.CLERK, "导入、核对"),
    DemoAccount("reviewer", "王审核", Role.REVIEWER, "发布、退回、撤回"),
    DemoAccount("admin", "赵管理", Role.ADMIN, "机关、账号、操作记录"),
    DemoAccount("drafter", "张起草", Role.CLERK, "示例县：起草、送审、办理意见", COUNTY),
    DemoAccount("section", "陈科长", Role.SECTION, "示例县：部门审核", COUNTY),
    DemoAccount("disclosure", "何公开", Role.DISCLOSURE, "示例县：公开属性审核、目录、时效、清理", COUNTY),
    DemoAccount("secrecy", "冯保密", Role.SECRECY, "示例县：保密审查、复核紧急发布", COUNTY),
    DemoAccount("legal", "钱法制", Role.LEGAL, "示例县：合法性审核、公平竞争审查", COUNTY),
    DemoAccount("editor", "孙审校", Role.EDITOR, "示例县：文字审校、编号、发布、移送", COUNTY),
    DemoAccount("leader", "周领导", Role.LEADER, "示例县：签发、撤下、紧急发布", COUNTY),
    DemoAccount("deputy", "吴代行", None, "示例县：受周领导委托代行签发", COUNTY),
)


def accounts_file() -> Path:
    """Where the passwords are written down, readable by the owner only."""
    return Path(settings.VAR_DIR) / "demo-accounts.txt"


def ensure_accounts() -> bool:
    """Make the demo accounts, or give all a new password when one is new or the file that holds it is gone.

    Returns whether it did. Needs the organs of the sample county.
    """
    names = [account.username for account in ACCOUNTS]
    known = {user.username: user for user in User.objects.filter(username__in=names)}
    if accounts_file().exists() and len(known) == len(ACCOUNTS):
        return False
    homes = {organ.code: organ for organ in Organ.objects.filter(code__in=(HOME, COUNTY))}
    password, lines = secrets.token_urlsafe(9), []
    with transaction.atomic():
        for account in ACCOUNTS:
            _ensure(account, known.get(account.username), homes[account.home], password)
            role = account.role.label if account.role else "代行"
            lines.append(f"  {account.username:<12}{password}  {account.display_name}（{role}）：{account.purpose}")
        _write(accounts_file(), "\n".join(lines) + "\n")
    return True


def _ensure(account: DemoAccount, user: User | None, home: Organ, password: str) -> None:
    if user is not None:
        set_password(INSTALLER, user.pk, password)
        return
    user = create_account(INSTALLER, account.username, account.display_name, home.pk, password)
    if account.role is not None:
        give_post(INSTALLER, user.pk, home.pk, account.role, Post.Scope.DIVISION)


def _write(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
