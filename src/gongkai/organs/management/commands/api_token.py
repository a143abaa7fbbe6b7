"""``api_token issue|revoke``: keys for the office systems of organs, from the server's own console."""

from __future__ import annotations

import datetime
from argparse import ArgumentParser, Namespace

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gongkai.kernel.actors import INSTALLER
from gongkai.kernel.errors import Refused
from gongkai.organs.acts import issue_token, revoke_token
from gongkai.organs.models import Organ, User


class Command(BaseCommand):
    help = "签发（issue）或停用（revoke）机关办公系统的接口凭证"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Two commands with their options."""
        commands = parser.add_subparsers(dest="command", required=True, metavar="issue | revoke")
        issue = commands.add_parser("issue", help="签发；密钥只显示这一次")
        issue.add_argument("--organ", required=True, help="机关代码，如 530500-office")
        issue.add_argument("--account", required=True, help="以本机关哪个账号的名义起草")
        issue.add_argument("--name", default="办公系统", help="凭证的名称")
        issue.add_argument("--days", type=int, default=365, help="有效天数")
        revoke = commands.add_parser("revoke", help="停用")
        revoke.add_argument("token", type=int, help="凭证编号")

    def handle(self, *_args: object, **options: object) -> None:
        """Run the one that was asked for."""
        given = Namespace(**options)
        try:
            if given.command == "revoke":
                self.stdout.write(f"已停用凭证 {revoke_token(INSTALLER, given.token).pk}")
            else:
                self._issue(given)
        except Refused as error:
            raise CommandError(error.message) from error

    def _issue(self, given: Namespace) -> None:
        organ = Organ.objects.filter(code=given.organ).first()
        account = User.objects.filter(username=given.account).first()
        if organ is None or account is None:
            raise CommandError("没有这个机关或者账号。")
        until = timezone.localdate() + datetime.timedelta(days=given.days)
        token, secret = issue_token(INSTALLER, organ.pk, account.pk, given.name, until)
        self.stdout.write(f"凭证 {token.pk}，有效至 {until}。密钥（只显示这一次）：\n{secret}")
