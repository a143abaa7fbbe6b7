"""Demo accounts of a development machine: a clerk, a reviewer, an administrator, with passwords made on the spot."""

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


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Who they are, and what for."""

    username: str
    display_name: str
    role: Role
    purpose: str


ACCOUNTS = (
    DemoAccount("clerk", "李经办", Role.CLERK, "导入、核对"),
    DemoAccount("reviewer", "王审核", Role.REVIEWER, "发布、退回、撤回"),
    DemoAccount("admin", "赵管理", Role.ADMIN, "机关、账号、操作记录"),
)


def accounts_file() -> Path:
    """Where the passwords are written down, readable by the owner only."""
    return Path(settings.VAR_DIR) / "demo-accounts.txt"


def ensure_accounts() -> bool:
    """Make the demo accounts, or give them new passwords when the file that holds these is gone; whether it did."""
    names = [account.username for account in ACCOUNTS]
    known = {user.username: user for user in User.objects.filter(username__in=names)}
    if accounts_file().exists() and len(known) == len(ACCOUNTS):
        return False
    home = Organ.objects.get(code=HOME)
    lines = []
    with transaction.atomic():
        for account in ACCOUNTS:
            password = secrets.token_urlsafe(12)
            _ensure(account, known.get(account.username), home, password)
            lines.append(f"  {account.username:<10}{password}  {account.role.label}：{account.purpose}")
        _write(accounts_file(), "\n".join(lines) + "\n")
    return True


def _ensure(account: DemoAccount, user: User | None, home: Organ, password: str) -> None:
    if user is not None:
        set_password(INSTALLER, user.pk, password)
        return
    user = create_account(INSTALLER, account.username, account.display_name, home.pk, password)
    give_post(INSTALLER, user.pk, home.pk, account.role, Post.Scope.DIVISION)


def _write(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
