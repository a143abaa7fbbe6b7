"""``add_account``: an account with a post from the server's own console; the way to the first administrator."""

from __future__ import annotations

import getpass
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from gongkai.kernel.actors import INSTALLER
from gongkai.kernel.errors import Refused
from gongkai.organs.acts import create_account, give_post
from gongkai.organs.models import Organ, Post
from gongkai.organs.roles import Role


class Command(BaseCommand):
    help = "新增账号并授予岗位（用于建立第一个管理员；口令在终端输入，不在命令行出现）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="用户名")
        parser.add_argument("display_name", help="姓名")
        parser.add_argument("--organ", required=True, help="机关代码，如 530500-office")
        parser.add_argument("--role", choices=Role.values, default=Role.ADMIN.value, help="角色")
        parser.add_argument("--scope", choices=Post.Scope.values, default=Post.Scope.DIVISION.value, help="范围")

    def handle(self, *_args: object, **options: str) -> None:
        """Ask for the password and make account and post, or neither."""
        organ = Organ.objects.filter(code=options["organ"]).first()
        if organ is None:
            raise CommandError(f"没有代码为 {options['organ']} 的机关，请先执行 load_organs。")
        password = getpass.getpass("口令：")
        try:
            with transaction.atomic():
                user = create_account(INSTALLER, options["username"], options["display_name"], organ.pk, password)
                give_post(INSTALLER, user.pk, organ.pk, Role(options["role"]), Post.Scope(options["scope"]))
        except Refused as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"已新增账号 {user.username}")
