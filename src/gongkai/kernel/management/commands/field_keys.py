"""``field_keys new|rotate``: the keys that seal personal data."""

from __future__ import annotations

from argparse import ArgumentParser

from cryptography.fernet import Fernet
from django.core.management.base import BaseCommand, CommandError

from gongkai.kernel.actors import INSTALLER
from gongkai.kernel.resealing import Column, reseal_column, sealed_columns
from gongkai.kernel.sealing import SealError


class Command(BaseCommand):
    help = "个人信息的加密密钥：new 生成一个，rotate 用第一个密钥重新加密全部数据"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One word says what to do."""
        parser.add_argument(
            "action",
            choices=["new", "rotate"],
            help="new：生成密钥，写在 GONGKAI_FIELD_KEYS 最前面；rotate：重新加密，可以中断后再运行",
        )

    def handle(self, *_args: object, **options: object) -> None:
        """Run the one that was asked for."""
        if options["action"] == "new":
            self.stdout.write(Fernet.generate_key().decode())
            return
        try:
            total = sum(map(self._rotate, sealed_columns()))
        except SealError as error:
            raise CommandError(f"{error}（已经重新加密的不受影响，排除问题后再运行一次）") from error
        self.stdout.write(f"完成：重新加密 {total} 项，现在可以从 GONGKAI_FIELD_KEYS 中去掉旧密钥。")

    def _rotate(self, column: Column) -> int:
        looked = resealed = 0
        for batch in reseal_column(INSTALLER, column):
            looked, resealed = looked + batch.looked, resealed + batch.resealed
            if batch.looked:
                self.stdout.write(f"{column}：已查 {looked} 行，重新加密 {resealed} 项")
        return resealed
